"""Which name, date and number of a paragraph belong together: those that alone share a clause, or stand in step.

`Norway supplied 19 bcm, and Qatar 5 bcm` has two rows, and so has `from 45 percent in 2021 to 15 percent in 2023`. A
sentence that takes one thing from one row and one from another has exchanged them, whatever its words are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.evidence.dates import Span
from briefing.evidence.facts import Fact, Weekday
from briefing.evidence.lists import Pair, Thing, in_another_item
from briefing.evidence.lookup import Place, Wording

if TYPE_CHECKING:
    from briefing.evidence.examine import Examined

SHORT = 3
"""A clause of so few words without a figure belongs to the next: `and Bryan Ware, an assistant director, that …`."""
_STEP = re.compile(r" ?(?:-|and|to|und|bis|et|à|y|a|и|до) ?(?:in )?")
_TIGHT = re.compile(
    r"(?: [^\W\d_]+(?:-[^\W\d_]+)?){0,4}? (?:in|of|by|for|im|en|для|в|за|на) (?:the )?(?:early |late )?"
)


def clauses(part: Wording) -> list[int]:
    """Where the clauses of a text begin; one that is short and has no figure is one with the next."""
    found, cuts = part.tokens, [0]
    ends = [0]
    for before, token in pairwise(found):
        gap = part.text[before.end : token.start]
        if (" " in gap and gap.strip(" '\"()")) or token.key in part.language.conjunctions:
            ends.append(token.start)
    figures = sorted(fact.start for fact in (*part.dates, *part.numbers))
    for start, end in pairwise([*ends, len(part.text)]):
        words = sum(1 for token in found if start <= token.start < end) if end - start < 40 else SHORT + 1
        figured = bisect_right(figures, end - 1) > bisect_right(figures, start - 1)
        if (words > SHORT or figured) and end < len(part.text):
            cuts.append(end)
    return cuts


def things(part: Wording, names: Iterable[tuple[object, Place]]) -> list[Thing]:
    """All that stands in a text, in order, with the number of its clause."""
    cuts = clauses(part)
    rows = [("name", value, place) for value, place in names]
    rows += [("number", n.value, (n.start, n.end)) for n in part.numbers if not isinstance(n.value.value, str)]
    rows += [("date", d.value[0], (d.start, d.end)) for d in part.dates if not isinstance(d.value, Weekday)]
    return sorted(
        (Thing(kind, value, place, bisect_right(cuts, place[0])) for kind, value, place in rows), key=lambda t: t.place
    )


def steps(part: Wording, found: list[Thing]) -> dict[Place, Place]:
    """Number → date where a text pairs them: `5 in 2010`, or in step, `between 2010 and 2020 from 5 to 9`."""
    figures = [thing for thing in found if thing.kind != "name"]
    pairs: dict[Place, Place] = {}
    for one, other in pairwise(figures):
        if (one.kind, other.kind) == ("number", "date") and _TIGHT.fullmatch(part.text, one.place[1], other.place[0]):
            pairs[one.place] = other.place
    joined: dict[str, list[tuple[Thing, Thing]]] = {"date": [], "number": []}
    for one, other in pairwise(figures):
        if one.kind == other.kind and _STEP.fullmatch(part.text, one.place[1], other.place[0]):
            joined[one.kind].append((one, other))
    if len(joined["date"]) == 1:
        (first, last), *_ = joined["date"]
        for low, high in joined["number"]:
            if not re.search(r"[.;]", part.text[min(first.place[0], low.place[0]) : max(last.place[1], high.place[1])]):
                pairs |= {low.place: first.place, high.place: last.place}
    return pairs


def exchanged_rows(
    examined: Examined, facts: list[Fact], names: dict[Wording, list[tuple[object, Place]]], paired: dict[Place, Place]
) -> Iterator[Pair]:
    """The facts of a sentence that stand in one row, as its numbers and dates do that are `paired`, and what stands in
    the place of each in the other's."""
    said = clauses(examined.wording)
    at = {id(fact): bisect_right(said, fact.start) for fact in facts}
    shifted = not examined.wording.words.isdisjoint(examined.shelf.language.shifts)  # another day, which isn't named
    together = _together(facts, names, examined)
    for part, named in names.items():
        found = things(part, named)
        own = {id(fact): _own(fact, part, examined) for fact in facts}
        pairs = steps(part, found)
        for one in facts:
            for other in facts:
                if one.kind == other.kind or not own[id(one)] or not own[id(other)]:
                    continue
                if (shifted and at[id(one)] != at[id(other)]) or frozenset((id(one), id(other))) in together:
                    continue
                place = None
                if paired.get((one.start, one.end)) == (other.start, other.end) or _is_alone(one, other, facts, at):
                    place = _misplaced(one, own[id(one)], own[id(other)], found, pairs, part)
                if one.kind == "name" and other.kind == "number" and not place:
                    place = in_another_item(one, other, facts, own, found, examined.wording, part)
                if place:
                    yield Pair(one, place, part)


def _together(facts: list[Fact], parts: Iterable[Wording], examined: Examined) -> set[frozenset[int]]:
    """The pairs of facts that stand in one sentence of a paragraph that is cited beside others."""
    parts = list(parts)
    if len(parts) < 2:
        return set()
    found = set()
    for part in parts:
        rows = {id(fact): {bisect_right(part.stops, at[0]) for at in _own(fact, part, examined)} for fact in facts}
        found |= {frozenset((a, b)) for a in rows for b in rows if a != b and rows[a] & rows[b]}
    return found


def _own(fact: Fact, part: Wording, examined: Examined) -> list[Place]:
    return [at for e in examined.evidence for where, at in examined.places(e, fact) if where is part]


def _is_alone(one: Fact, other: Fact, facts: list[Fact], at: dict[int, int]) -> bool:
    """Whether a sentence says one fact of another: it is the only one of its kind there, or in that clause."""
    alike = [fact for fact in facts if fact.kind == one.kind]
    beside = [fact for fact in alike if at[id(fact)] == at[id(other)]]
    return beside == [one] or (len(alike) == 1 and sum(fact.kind == other.kind for fact in facts) == 1)


def _misplaced(
    fact: Fact, own: list[Place], other: list[Place], found: list[Thing], pairs: dict[Place, Place], part: Wording
) -> Place | None:
    """What stands in the row of the other fact in the place of this one, where both rows are whole; else None."""
    by_place = {thing.place: thing for thing in found}
    mine = [by_place[place] for place in own if place in by_place]
    theirs = [by_place[place] for place in other if place in by_place]
    if not mine or not theirs or len(mine) != len(own) or len(theirs) != len(other):
        return None
    if {mine[0].kind, theirs[0].kind} == {"number", "date"}:
        table = pairs | {date: number for number, date in pairs.items()}
        partners = [table[place] for place in other if place in table]
        if partners and all(place in table and table[place] not in other for place in own):
            return partners[0]
    rivals = []
    for thing in theirs:
        row = [t for t in found if t.clause == thing.clause]
        alike = [t for t in row if _alike(t, mine[0])]
        if any(t in row for t in mine) or len(alike) != 1 or sum(_alike(t, thing) for t in row) != 1:
            return None
        rivals.append(alike[0].place)
    for thing in mine:
        row = [t for t in found if t.clause == thing.clause]
        if sum(_alike(t, thing) for t in row) != 1 or not any(_alike(t, theirs[0]) for t in row):
            return None
    return rivals[0] if rivals else None


def _alike(one: Thing, other: Thing) -> bool:
    """Whether two things are of one kind, so that one may stand for the other."""
    if one.kind != other.kind:
        return False
    if isinstance(one.value, Span) and isinstance(other.value, Span):
        return one.value.dated == other.value.dated
    if one.kind == "number":
        return (one.value.unit, one.value.counts) == (other.value.unit, other.value.counts)  # type: ignore[attr-defined]
    return one.value == other.value
