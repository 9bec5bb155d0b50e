"""Whether a name, date or number stands among the words with which a sentence says it, or another one in its place.

A fact may stand in a cited paragraph and yet be another's: the paragraph has both ministers and both years. What a
sentence says beside a fact, its companions, stands beside that fact in the paragraph, too, unless it was exchanged;
then they stand nearer to one of the same kind that the sentence doesn't name. How often that is right, and how often
wrong, is measured by benchmarks/first_drafts.py, from which the thresholds come.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from briefing.evidence.dates import MONTH, Span
from briefing.evidence.derived import is_said, operands_in
from briefing.evidence.facts import Fact, Name, Weekday
from briefing.evidence.forms import place_within
from briefing.evidence.lexicon import is_people, is_place, rarity
from briefing.evidence.lists import displaced, swapped_counts
from briefing.evidence.lookup import Place, Wording
from briefing.evidence.quantities import bears_out
from briefing.evidence.roles import beside, is_described, told_beside
from briefing.evidence.rows import exchanged_rows, steps, things
from briefing.evidence.twice import JOINED, named_twice, same

if TYPE_CHECKING:
    from briefing.evidence.examine import Examined
    from briefing.evidence.shelf import Evidence

NEAR = 4
"""At the distance of so many words a companion counts half."""
APART = 0.2
"""What is left of a companion in another sentence of the paragraph."""
TURNED = 0.6
"""What is left of one on the other side."""
WEIGHTS = {"number": 1.6, "date": 1.2, "name": 1.2, "quotation": 1.6}
"""How much a fact tells as a companion, beside a word, which tells at most 1."""
ENOUGH = {"name": 1.1, "date": 1.15, "number": 3.0}
"""From which score on another one is taken for the right one: see `_score`."""
NAMELESS = 1.9
"""The same for names that are no entity's, of which nobody knows what they name."""
SURE = {"name": 1.5, "date": 1.5, "number": 99.0}
"""From which score on it is an error even where the sentence works something out, and by one more even where another
cited paragraph than the one with the other one has the fact: true first drafts have 1.43 and 2.13 at most."""
WORTH = {"name": 0.85, "date": 1.15, "number": 2.2}
"""From which score on it is worth a second look whether it is."""
COMPANIONS = 2
"""So few companions make a question at most, no error."""
LEAST = 0.25
"""Companions that stand no nearer than this to anything tell nothing."""


@dataclass(frozen=True, slots=True)
class Nearer:
    """A fact of a sentence whose companions stand nearer to another one in a cited paragraph."""

    fact: Fact
    other: str
    """The other one, as the paragraph has it; empty where the sentence lists one thing twice."""
    evidence: Evidence | None
    weak: bool = False
    """Whether it is worth a second look, and no error."""


def exchanged(examined: Examined) -> Iterator[Nearer]:
    """The facts of a sentence that seem to be exchanged for others of the paragraphs that it cites."""
    facts = [fact for fact in examined.facts if _is_tried(fact, examined)]
    twice = named_twice(facts, examined)
    yield from (Nearer(fact, "", None) for fact in twice)
    for fact, other in _counted_from_the_wrong_end(facts, examined):
        twice.add(fact)
        yield Nearer(fact, other, examined.evidence[0] if examined.evidence else None)
    parts = [(e, part) for e in examined.evidence if (part := e.digest or e.original) and not e.foreign]
    for e, part in parts:
        for fact, place in swapped_counts(examined, part):
            if fact not in twice:
                twice.add(fact)
                yield Nearer(fact, part.text[slice(*place)], e)
    paired = steps(examined.wording, things(examined.wording, ()))
    paired = paired if len(paired) > 1 else {}  # `from 5 in 2010 to 9 in 2020`
    titled = [fact for fact in examined.facts if _is_titled(fact, examined)]
    if not paired and _is_undisturbed([*facts, *titled], parts, examined):
        return
    if len({fact.kind for fact in facts}) > 1:
        named = {part: _names(part, facts, examined) for _, part in parts}
        for pair in exchanged_rows(examined, facts, named, paired):
            if pair.fact not in twice:
                twice.add(pair.fact)
                evidence, text = next((e, part.text) for e, part in parts if part is pair.part)
                yield Nearer(pair.fact, text[slice(*pair.other)], evidence)
    for pair in displaced(examined, facts, (part for _, part in parts)):
        if pair.fact not in twice and not is_said(pair.fact, examined):
            twice.add(pair.fact)
            evidence, text = next((e, part.text) for e, part in parts if part is pair.part)
            yield Nearer(pair.fact, text[slice(*pair.other)], evidence)
    rivals = {
        fact: [
            (e, part, at)
            for e, part in parts
            for at in _rivals(fact, part, examined)
            if fact.kind == "name" or not _is_joined(at, examined.places(e, fact), part)
        ]
        for fact in (*facts, *titled)
    }
    if not any(rivals.values()):
        return
    held = {id(part): _Companions(examined, e, part) for e, part in parts}
    for fact, rows in rivals.items():
        if not rows or fact in twice:
            continue
        own = max(
            held[id(part)].nearness(
                fact, _spoken_of(fact, part, [at for f, at in examined.places(e, fact) if f is part])
            )
            for e, part in parts
        )
        if not own:
            continue
        scored = ((held[id(part)].nearness(fact, [at]), part.text[slice(*at)], e) for e, part, at in rows)
        best, other, evidence = max(scored, key=lambda row: row[0])
        possible = max(held[id(part)].possible(fact) for _, part in parts)
        told = told_beside(fact, [(part, at) for _, part, at in rows], examined) if fact.kind == "name" else 0.0
        score = _score(own, best, possible) + told if best > (LEAST if told < 1 else 0.0) else 0.0
        if score > WORTH[fact.kind]:
            count = max(held[id(part)].count(fact) for _, part in parts)
            nameless = fact.kind == "name" and not fact.value.subject
            enough = score > (NAMELESS if nameless else ENOUGH[fact.kind])
            loose = fact.kind == "number" and bool(fact.value.bound) and not any(map(str.isdigit, fact.text))
            listed = fact.kind == "number" and not examined.wording.words.isdisjoint(examined.shelf.language.in_order)
            apart = not examined.places(evidence, fact)
            sure = score > SURE[fact.kind] + apart and count > COMPANIONS
            doubtful = (examined.works_out or apart) and not sure
            yield Nearer(fact, other, evidence, count < COMPANIONS or not enough or listed or loose or doubtful)


def _is_undisturbed(facts: list[Fact], parts: list[tuple[Evidence, Wording]], examined: Examined) -> bool:
    """Whether in each paragraph what it has of the facts stands in one sentence without another thing of their kinds:
    then nothing can be exchanged, and nothing further is indexed."""
    found = set[Fact]()
    for evidence, part in parts:
        places = {f: [at for where, at in examined.places(evidence, f) if where is part] for f in facts}
        held = [fact for fact, rows in places.items() if rows]
        if any(fact.kind == "name" and not fact.value.subject for fact in held):
            return False  # other such names would have to be looked for
        found.update(held)
        shared = [{bisect_right(part.stops, at[0]) for at in places[fact]} for fact in held]
        disturbed = {bisect_right(part.stops, at[0]) for fact in held for at in _rivals(fact, part, examined)}
        if held and not set.intersection(*shared) - disturbed:
            return False
    return len(found) == len(set(facts))


def _spoken_of(fact: Fact, part: Wording, places: list[Place]) -> list[Place]:
    """Where a paragraph has a fact, and the pronouns behind it in its sentence, which may stand for a name."""
    named: dict[int, int] = {}
    for start, _ in places if fact.kind == "name" else ():
        at = bisect_right(part.starts, start) - 1
        named[part.sentences[at]] = min(at, named.get(part.sentences[at], at))
    rows = enumerate(part.tokens) if named else ()
    more = (t for i, t in rows if t.key in part.language.pronouns and i > named.get(part.sentences[i], i))
    return [*places, *((t.start, t.end) for t in more)]


def _score(own: float, best: float, possible: float) -> float:
    """How much speaks for another one: how many times as near the companions are, how near, and how many of them."""
    return log(best / own) + min(best, 1.5) / 2 + best / possible


def _is_tried(fact: Fact, examined: Examined) -> bool:
    """Whether a fact is of a kind that can be exchanged; who wrote a source is told by its reference."""
    if fact.kind == "quotation" or isinstance(fact.value, Weekday):
        return False
    if fact.kind == "name":
        code = examined.shelf.language.code
        if not fact.value.subject and all(examined.is_common(w) or is_people(w, code) for w in fact.value.words):
            return False
        return not any(examined.is_printed(key, fact.value) for key in examined.works)
    return fact.kind == "date" or (fact.value.unit != "code" and not isinstance(fact.value.value, str))


def _is_titled(fact: Fact, examined: Examined) -> bool:
    """Whether a name is an entity's that a cited title has, and neither its author nor what it tells of throughout."""
    if fact.kind != "name" or not fact.value.subject or examined.is_author(fact.value):
        return False
    printed = any(examined.is_printed(key, fact.value) for key in examined.works)
    return printed and not any(examined.shelf.is_chief(key, fact.value.subject) for key in examined.keys)


def _is_joined(at: tuple[int, int], own: Iterable[tuple[Wording, tuple[int, int]]], part: Wording) -> bool:
    """Whether a rival and the fact stand side by side, `between 2010 and 2020`: what is beside one is beside both."""
    ends = (sorted((at, place)) for found, place in own if found is part)
    return any(JOINED.fullmatch(part.text, first[1], second[0]) for first, second in ends)


def _counted_from_the_wrong_end(facts: list[Fact], examined: Examined) -> Iterator[tuple[Fact, str]]:
    """A year of which a sentence counts on or back to one that isn't there, while the paragraph has the other end:
    `in 2019, three years before` for 2019 and 2022; and that other end. A word behind it begins to name that end."""
    language, wording = examined.shelf.language, examined.wording
    years = [fact for fact in facts if fact.kind == "date" and fact.value[0].dated]
    numbers = [fact for fact in examined.facts if fact.kind == "number" and fact.value.unit == "month"]
    spans = [fact for fact in numbers if not fact.value.bound and fact.value.value % 12 == 0]
    if len(years) != 1 or len(spans) != 1:
        return
    word = re.match(r"\W*(\w+)\b(?! \w)", wording.text[spans[0].end :])
    way = language.shifts.get(word[1].lower(), 0) if word else 0
    if not way or any(q.unit == "month" and q.value == spans[0].value.value for q in examined.held_numbers):
        return
    own, count = years[0].value[0].first // 10000, int(spans[0].value.value) // 12
    held = {s.first // 10000 for e in examined.evidence for part in e.parts for s in part.spans if s.dated}
    if own in held and own - way * count in held and own + way * count not in held:
        yield years[0], str(own - way * count)


class _Companions:
    """What a sentence says, and where a paragraph has it."""

    def __init__(self, examined: Examined, evidence: Evidence, part: Wording) -> None:
        said, language = examined.wording, examined.shelf.language
        self.starts, self.clock, self.sentences = part.starts, part.clock, part.sentences
        self.said, self.said_clock = said.starts, said.clock
        held = part.stem_places
        self.rows: list[tuple[int, list[int], float, object]] = []
        """Of each companion: its word in the sentence, its words in the paragraph, what it tells, what it is."""
        self._doubtful: set[int] = set()
        """Words of the sentence that are numbers which don't follow from the paragraphs: they tell of names alone."""
        self._near: dict[int, list[tuple[list[int], float, bool]]] = {}
        taken = {at for f in examined.facts for at in range(self._said(f.start), self._said(f.end - 1) + 1)}
        for stem, rows in said.stem_places.items():
            if places := held.get(stem):
                weight = rarity(said.keys[rows[0]], language.code) / 6
                self.rows += ((at, places, weight, None) for at in rows if at not in taken)
        for fact in examined.facts:
            places = [self._word(at[0]) for found, at in examined.places(evidence, fact) if found is part]
            if fact.kind == "number" and not any(examined.places(e, fact) for e in examined.evidence):
                places = [self._word(n.start) for n in operands_in(part, fact)]
                if places and not examined.allows(fact):
                    self._doubtful.add(self._said(fact.start))
            if places:
                self.rows.append((self._said(fact.start), places, WEIGHTS[fact.kind], same(fact)))

    def _word(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _said(self, offset: int) -> int:
        return max(0, bisect_right(self.said, offset) - 1)

    def nearness(self, fact: Fact, places: Iterable[tuple[int, int]]) -> float:
        """How near the companions of a fact stand to one of these places, at best."""
        rows = self._faded(fact)
        return max((self._sum(rows, self._word(start), self._word(end - 1)) for start, end in places), default=0.0)

    def count(self, fact: Fact) -> int:
        """How many companions the paragraph has of a fact."""
        return len(self._faded(fact))

    def possible(self, fact: Fact) -> float:
        """How near they could stand."""
        return sum(weight for _, weight, _ in self._faded(fact))

    def _faded(self, fact: Fact) -> list[tuple[list[int], float, bool]]:
        """The companions of a fact, each with what it tells at its distance, and whether it stands before the fact."""
        if id(fact) not in self._near:
            own, mine, clock = self._said(fact.start), same(fact), self.said_clock
            self._near[id(fact)] = [
                (held, weight * NEAR / (NEAR + abs(clock[at] - clock[own])), at < own)
                for at, held, weight, value in self.rows
                if at != own and value != mine and (fact.kind == "name" or at not in self._doubtful)
            ]
        return self._near[id(fact)]

    def _sum(self, rows: list[tuple[list[int], float, bool]], first: int, last: int) -> float:
        """What the companions at their places in the paragraph tell of the words from `first` to `last`."""
        clock, sentences, total = self.clock, self.sentences, 0.0
        begin, end, own = clock[first], clock[last], sentences[first]
        for held, weight, before in rows:
            best = 0.0
            for other in held:
                if other < first:
                    near = NEAR / (NEAR + begin - clock[other])
                else:
                    near = NEAR / (NEAR + clock[other] - end) if other > last else 1.0
                if (other < first) != before:
                    near *= TURNED
                if sentences[other] != own:
                    near *= APART
                if near > best:
                    best = near
            total += weight * best
        return total


def _rivals(fact: Fact, part: Wording, examined: Examined) -> Iterator[tuple[int, int]]:
    """Where a paragraph has another of the same kind, which the sentence doesn't name."""
    if fact.kind == "name":
        owns = fact.text.endswith("'s")
        for at in _other_names(fact.value, part, examined):
            if owns or not part.text[slice(*at)].endswith("'s"):  # what owns is no place to be in
                yield at
        return
    others = [other for other in examined.facts if other.kind == fact.kind and not isinstance(other.value, Weekday)]
    if fact.kind == "date":
        own: Span = fact.value[0]
        said = [span for other in others for span in other.value]
        for date in part.dates:
            span = None if isinstance(date.value, Weekday) else date.value[0]
            alike = span and span.dated == own.dated and span.last - span.first <= max(own.last - own.first, MONTH)
            if span and alike and not any(span.holds(o) or o.holds(span) for o in said):
                yield date.start, date.end
        return
    values = {value for o in others for value in (o.value.value, *(also for also, _ in o.value.also))}
    for number in part.numbers:
        if any(bears_out(number.value, o.value) for o in others if o is not fact):
            continue
        same = (number.value.unit, number.value.counts) == (fact.value.unit, fact.value.counts)
        if same and number.value.value not in values:
            yield number.start, number.end


def _names(part: Wording, facts: list[Fact], examined: Examined) -> list[tuple[object, Place]]:
    """The names of a paragraph, each with what kind it is of."""
    subjects, kinds = part.subjects(examined.shelf.subjects), examined.shelf.kinds
    rows: list[tuple[object, Place]] = [(kinds.get(s, s), place) for s, places in subjects.items() for place in places]
    if any(fact.kind == "name" and not fact.value.subject for fact in facts):
        rows += [(_shape(name.value, examined), (name.start, name.end)) for name in examined.names_of(part)]
    return rows


def _other_names(name: Name, part: Wording, examined: Examined) -> Iterator[tuple[int, int]]:
    """Other entities of the kind, and for a name that is no entity's, other such names."""
    said, subjects = examined.wording, examined.shelf.subjects
    if name.subject:
        kinds, named = examined.shelf.kinds, said.subjects(subjects)
        for subject, places in part.subjects(subjects).items():
            alike = subject not in named and kinds.get(subject) == kinds.get(name.subject)
            told_of = alike and _is_told_of(subject, name, examined)
            if alike and not told_of and not _is_described(subject, name, examined):
                yield from places
        return
    own, placed = _shape(name, examined), _stands_at(said, [f for f in examined.facts if f.value == name])
    for other in examined.names_of(part):
        if _shape(other.value, examined) != own or any(True for _ in said.name_places(other.value.words[-1:])):
            continue
        if placed or not _stands_at(part, [other]):  # `the centre at Osmund` is no service
            yield other.start, other.end


def _stands_at(part: Wording, names: Iterable[Fact]) -> bool:
    """Whether one of these names of a text is where something is, or owns something there."""
    at = part.language.at_places
    return any(f.text.endswith("'s") or beside(part, (f.start, f.end)).preposition in at for f in names)


def _is_described(subject: str, name: Name, examined: Examined) -> bool:
    """Whether the sentence speaks of an entity by a noun that a cited paragraph has right before it."""
    parts = (part for e in examined.evidence for part in e.parts)
    rows = ((part, at) for part in parts for at in part.subjects(examined.shelf.subjects).get(subject, ()))
    return any(is_described(part, at, name, examined) for part, at in rows)


def _is_told_of(subject: str, name: Name, examined: Examined) -> bool:
    """Whether the sentence speaks of an entity by a common word of its name, `the inspectorate` for the National
    Inspectorate, or of a person by any, since a family's name may stand first."""
    wording, names = examined.wording, examined.shelf.subjects.by_subject.get(subject, ())
    said = wording.words if examined.shelf.kinds.get(subject) == "person" else wording.lower
    words = {word for row, _ in names for word in row if len(row) > 1} - examined.shelf.language.function_words
    return not (words & said) <= set(name.words)


def _shape(name: Name, examined: Examined) -> tuple[bool, bool]:
    """What is known of a name that is no entity's: whether it is a country's or a people's, or has an ordinary word, as
    institutions have."""
    code = examined.shelf.language.code
    place = any(is_place(w, code) or is_people(w, code) or place_within(w, code) for w in name.words)
    return place, any(map(examined.is_common, name.words))
