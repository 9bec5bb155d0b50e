"""Things that a sentence names twice where one of the two must be another: in one list, clause or comparison."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.evidence.facts import Fact, Weekday

if TYPE_CHECKING:
    from briefing.evidence.examine import Examined

JOINED = re.compile(r" ?(?:-|and|to|or|und|bis|oder|et|à|ou|y|a|o|и|до|или) ?(?:in )?")
_BREAK = re.compile(r"[;:()]|, (?!(?:which|who|whose) )| (?:when|where|as|or) ")
"""What may part two mentions of one thing, so that the second is no slip; in a clause that hangs on a noun it is."""
_THAT = re.compile(r"\b([^\W\d_]+) that ")
_LISTED = re.compile(r"(?:,|,? (?:and|or|und|oder|et|ou|y|o|и|или))(?: (?:in )?the| in)? ")


def named_twice(facts: list[Fact], examined: Examined) -> set[Fact]:
    """The second mentions, of the facts that can be exchanged and of all that is an entity or a date."""
    found = {*_listed_twice(facts, examined.wording.text), *_compared_with_itself(facts, examined)}
    return found | {fact for fact in _said_twice(examined) if not any(same(fact) == same(other) for other in found)}


def _listed_twice(facts: list[Fact], text: str) -> Iterator[Fact]:
    """Names and dates that stand twice in one list: `A, B and A`."""
    for kind in ("name", "date"):
        rows = sorted((fact for fact in facts if fact.kind == kind), key=lambda fact: fact.start)
        run: list[Fact] = []
        for fact in rows:
            between = (text, run[-1].end, fact.start) if run else (text, 0, 0)
            if run and not _LISTED.fullmatch(*between) and not (kind == "date" and JOINED.fullmatch(*between)):
                run = []
            if any(_is_one(fact, other) for other in run):
                yield fact
            run.append(fact)


def _is_one(fact: Fact, other: Fact) -> bool:
    """Whether two things of a list are one, or one date lies within the other."""
    if fact.kind == "name":
        return bool(fact.value.words == other.value.words)
    one, two = fact.value[0], other.value[0]
    return bool(one == two or (one.dated and two.dated and (one.holds(two) or two.holds(one))))


def _said_twice(examined: Examined) -> Iterator[Fact]:
    """An entity that is named twice in one clause, `the PUC certified the Public Utility Commission`, and a year or day
    that stands twice in one sentence: who means one thing twice says `it`, or `the same year`. Where a sentence of a
    cited paragraph has it twice, too, nothing is asked."""
    text = examined.wording.text
    names = [fact for fact in examined.facts if fact.kind == "name" and fact.value.subject]
    for at, fact in enumerate(names):
        for other in names[:at]:
            gap = text[other.end : fact.start]
            alike = other.value.subject == fact.value.subject and (
                other.text == fact.text or not _is_formed(other, fact)
            )
            if alike and not _is_broken(gap, examined) and not stands_twice(fact, examined):
                yield fact
    dates = [fact for fact in examined.facts if fact.kind == "date" and not isinstance(fact.value, Weekday)]
    for at, fact in enumerate(dates):
        gaps = [text[other.end : fact.start] for other in dates[:at] if other.value == fact.value]
        parted = not gaps or _parts_clauses(gaps[-1], examined.shelf.language.conjunctions)
        if not parted and not stands_twice(fact, examined):
            yield fact


def _is_broken(gap: str, examined: Examined) -> bool:
    """Whether what stands between two mentions of one thing begins another clause, which may name it anew."""
    language = examined.shelf.language
    told = {language.stem(word) for word in _THAT.findall(gap.lower())}
    return bool(_BREAK.search(gap)) or not told.isdisjoint(map(language.stem, language.reporting))


def stands_twice(fact: Fact, examined: Examined) -> bool:
    """Whether a sentence of what is cited has a thing in two places; what stands in brackets behind it is none."""
    for evidence in examined.evidence:
        found = dict.fromkeys(examined.places(evidence, fact))
        ends = {(part, at[1]) for part, at in found}
        sentences = [
            (part, bisect_right(part.stops, at[0]))
            for part, at in found
            if not (part.text.startswith(" (", at[0] - 2) and (part, at[0] - 2) in ends)
        ]
        if len(set(sentences)) < len(sentences):
            return True
    return False


def _parts_clauses(gap: str, conjunctions: frozenset[str]) -> bool:
    """Whether what stands between two things parts clauses, each of which may have one of its own."""
    words = re.findall(r", ([^\W\d_]+)", gap.lower())
    return bool(re.search("[();:]", gap)) or not conjunctions.isdisjoint(words)


def _is_formed(one: Fact, other: Fact) -> bool:
    """Whether one name is the adjective of the other: `Central Asian` and `Central Asia`."""
    short, long = sorted((one.text.removesuffix("'s"), other.text.removesuffix("'s")), key=len)
    ending = long[len(short) :]
    return long.startswith(short[:4]) and 0 < len(ending) <= 3 and " " not in ending


def _compared_with_itself(facts: list[Fact], examined: Examined) -> Iterator[Fact]:
    """Names that stand twice in one place of a comparison: `in A and … in A`, `A's …, A's`, `more than A`."""
    text, comparing = examined.wording.text, examined.shelf.language.comparing
    names = sorted((fact for fact in facts if fact.kind == "name"), key=lambda fact: fact.start)
    for first, second in pairwise(names):
        if not _is_one(first, second) or stands_twice(second, examined):
            continue
        before = [re.findall(r"[^\W\d_]+", text[: fact.start].lower())[-1:] for fact in (first, second)]
        owns = all(text.startswith("'s", fact.end) or fact.text.endswith("'s") for fact in (first, second))
        alike = before[0] == before[1] and not examined.shelf.language.prepositions.isdisjoint(before[0])
        if alike or (owns and "," in text[first.end : second.start]) or not comparing.isdisjoint(before[1]):
            yield second


def same(fact: Fact) -> object:
    """What two mentions of one thing share."""
    return (fact.value.subject or fact.value.words) if fact.kind == "name" else fact.value
