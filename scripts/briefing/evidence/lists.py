"""Lists, whose items a comma or `and` parts: which name has which number, and which number counts what.

`Bergen was closed for 26 hours and Dublin for nine` has two items; a sentence that takes the name of one and the number
of the other has exchanged them, and so has one that says `27 tours to 11 countries` of 11 tours to 27 countries.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby, pairwise, product, takewhile
from typing import TYPE_CHECKING, NamedTuple

from briefing.evidence.facts import Fact, Quantity
from briefing.evidence.language import Language
from briefing.evidence.lookup import Place, Wording, content_stems
from briefing.evidence.numbers import is_plural
from briefing.evidence.quantities import DAYS, SHARES, bears_out

if TYPE_CHECKING:
    from briefing.evidence.examine import Examined

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
FEW = 12
"""So few may be the difference of two numbers by chance."""
TELLING = 2
"""So many words behind a number that stand behind another one, and none behind its own, say that it is the other's."""


class Thing(NamedTuple):
    """A name, date or number of a paragraph, and where it belongs."""

    kind: str
    value: object
    """Of a name, of what kind it is."""
    place: Place
    clause: int


class Labelled(NamedTuple):
    """A number with the stems of the content words on either side of it, and behind it, as far as the next number or
    what parts the items of a list or the sides of a comparison."""

    number: Fact
    beside: frozenset[str]
    behind: frozenset[str]


class Pair(NamedTuple):
    """Two facts of a sentence of which the paragraph has each beside another one."""

    fact: Fact
    other: Place
    """What stands in the place of the first."""
    part: Wording


def items(part: Wording) -> list[int]:
    """Where the items of its lists begin: each comma, semicolon and `and` parts."""
    return [
        token.start
        for before, token in pairwise(part.tokens)
        if token.key in part.language.conjunctions
        or (" " in (gap := part.text[before.end : token.start]) and gap.strip(" '\""))
    ]


def in_another_item(
    name: Fact,
    number: Fact,
    facts: list[Fact],
    own: dict[int, list[Place]],
    found: list[Thing],
    said: Wording,
    part: Wording,
) -> Place | None:
    """The name that stands alone in an item of a paragraph's list beside the number, where the sentence's own name
    stands alone in another item of that list, beside other such numbers: `Bergen for 26 hours and Dublin for nine`."""
    places = {place for fact in facts if fact.kind == "name" for place in own[id(fact)]}
    apart = _is_apart(name, number, facts, items(said))
    if not apart and any(_share_unit(f.value, number.value) for f in _numbers(facts, number)):
        return None
    rival = _rival(number, own[id(name)], own[id(number)], places, found, part)
    return None if rival in places and not apart else rival


def _rival(
    number: Fact, own: list[Place], other: list[Place], said: set[Place], found: list[Thing], part: Wording
) -> Place | None:
    mine = [thing for thing in found if thing.place in own]
    theirs = [thing for thing in found if thing.place in other]
    if not mine or len(mine) != len(set(own)) or not theirs or len(theirs) != len(set(other)):
        return None
    row_of, rows = _rows(mine[0], said, found, part)
    sentences = {bisect_right(part.stops, thing.place[0]) for thing in theirs}
    listed = False
    for thing in mine:
        names, numbers = rows[row_of[thing.place]]
        beside = [t.value for t in numbers if isinstance(t.value, Quantity) and _share_unit(t.value, number.value)]
        if any(bears_out(value, number.value) for value in beside):
            return None
        if bisect_right(part.stops, thing.place[0]) in sentences:
            if names != [thing] or not beside:
                return None
            listed = True
    rivals = []
    for thing in theirs if listed else ():
        names, _ = rows[row_of[thing.place]]
        if len(names) != 1 or names[0].place in own:
            return None
        rivals.append(names[0].place)
    return rivals[0] if rivals else None


def _is_apart(name: Fact, number: Fact, facts: list[Fact], parted: list[int]) -> bool:
    """Whether a name and a number stand alone in one item of a list of a sentence."""
    item = bisect_right(parted, number.start)
    beside = [fact for fact in facts if bisect_right(parted, fact.start) == item]
    names = [fact for fact in beside if fact.kind == "name"]
    return names == [name] and not any(_share_unit(f.value, number.value) for f in _numbers(beside, number))


def _numbers(facts: list[Fact], but: Fact) -> Iterator[Fact]:
    """The other numbers."""
    return (fact for fact in facts if fact.kind == "number" and fact is not but)


def _rows(
    mine: Thing, said: set[Place], found: list[Thing], part: Wording
) -> tuple[dict[Place, int], list[tuple[list[Thing], list[Thing]]]]:
    """Thing → its row, and of each row the names and the numbers: an item of a list with a name, and those without one
    behind it. Other names of the sentence itself are none."""
    cuts, row_of = items(part), dict[Place, int]()
    rows: list[tuple[list[Thing], list[Thing]]] = []
    last = -1
    for (sentence, _), item in groupby(
        found, key=lambda t: (bisect_right(part.stops, t.place[0]), bisect_right(cuts, t.place[0]))
    ):
        things = list(item)
        names = [t for t in things if _may_stand_for(t, mine)]
        if len(names) > 1:
            names = [t for t in names if t.place not in said or t.place == mine.place]
        if names or sentence != last:
            rows.append(([], []))
        last = sentence
        rows[-1][0].extend(names)
        rows[-1][1].extend(t for t in things if t.kind == "number")
        row_of |= {t.place: len(rows) - 1 for t in things}
    return row_of, rows


def _may_stand_for(one: Thing, other: Thing) -> bool:
    """Whether two names are of one kind, as far as it is known of both."""
    return one.kind == other.kind == "name" and (
        one.value == other.value or not isinstance(one.value, str) or not isinstance(other.value, str)
    )


def _share_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities may be of one unit."""
    units = [{q.unit, *(unit for _, unit in q.also)} - {""} or {"counts" if q.counts else ""} for q in (one, other)]
    return not units[0].isdisjoint(units[1])


def displaced(examined: Examined, facts: list[Fact], parts: Iterable[Wording]) -> Iterator[Pair]:
    """The numbers of a sentence that no paragraph states, each between the same words as another in a paragraph."""
    parts = list(parts)
    for number in facts:
        slot = slot_of(examined.wording, number) if number.kind == "number" and not number.value.bound else None
        if slot is None or any(examined.places(e, number) for e in examined.evidence):
            continue
        for part in parts:
            alike = [n for n in part.numbers if not n.value.bound and slot_of(part, n) == slot]
            if len(alike) != 1 or bears_out(alike[0].value, number.value):
                continue
            if not _completes(alike[0], number) and not _adds(alike[0], number, part, examined):
                yield Pair(number, (alike[0].start, alike[0].end), part)
                break


def _completes(one: Fact, other: Fact) -> bool:
    """Whether two shares are one whole."""
    return {one.value.unit, other.value.unit} <= SHARES and one.value.value + other.value.value == 1


def _adds(one: Fact, other: Fact, part: Wording, examined: Examined) -> bool:
    """Whether a number is another one and a third of the paragraph, which the sentence doesn't say: `14,810` for 14,200
    and 610 that came later; or says beside the other one how many more or fewer it was: `58 in 2022 and 52 in 2023`."""
    gain, own = other.value.value - one.value.value, {n.value.value for n in examined.wording.numbers}
    found = [n for n in part.numbers if n.value.value == abs(gain)]
    if gain > FEW:
        return bool(found) and gain not in own
    behind = (_WORD.search(part.text, n.end) for n in found)
    return one.value.value in own and any(word and word[0].lower() in part.language.derived for word in behind)


def slot_of(part: Wording, number: Fact) -> tuple[str, str, str] | None:
    """The content words right before and behind a number, and its unit; None where a word is missing."""
    language = part.language
    before = re.findall(r"[^\W\d_]+", part.text[max(0, number.start - 40) : number.start].lower())[-2:]
    behind = re.findall(r"[^\W\d_]+", part.text[number.end : number.end + 40].lower())[:3]
    content = [[language.stem(w) for w in words if w not in language.function_words] for words in (before, behind)]
    unit = "time" if number.value.unit in DAYS else number.value.unit
    if not all(content) or isinstance(number.value.value, str):
        return None
    return content[0][-1], unit, content[1][0]


def is_recounted(fact: Fact, examined: Examined) -> bool:
    """Whether the cited paragraphs count what a number counts and come to another one: `three pillars` for two."""
    noun = counted(examined.wording, fact)
    if not noun:
        return False
    held = [n.value for e in examined.evidence for part in e.parts for n in part.numbers if counted(part, n) == noun]
    alike = [q for q in held if q.unit == fact.value.unit]
    return bool(alike) and not any(bears_out(q, fact.value) for q in alike)


def counted(part: Wording, number: Fact) -> str:
    """The stem of the word behind a number that counts things, or measures one as `three-day` does; else empty."""
    language, vague = part.language, isinstance(number.value.value, str)
    words = re.findall(r"[^\W\d_]+", part.text[number.end : number.end + 40].lower())
    words = (words[1:] if vague and words[:1] == ["of"] else words)[:2]
    if number.value.unit:
        behind = list(takewhile(lambda word: word not in language.function_words, words))
        return language.stem(behind[-1]) if behind and "-" in number.text else ""
    if not number.value.counts and not vague:
        return ""
    return next((language.stem(word) for word in words if is_plural(word, language)), "")


def swapped_counts(examined: Examined, part: Wording) -> Iterator[tuple[Fact, Place]]:
    """The numbers of a sentence each of which stands, in one sentence of a paragraph, with the words that the sentence
    has beside another: `27 tours to 11 countries`, or of one that has what the sentence says behind it behind another:
    `£46 million for new teachers`; and what stands in the place of each."""
    said = _labelled(examined.wording) if examined.wording.numbers else []
    held = _labelled(part) if len(said) > 1 or (said and len(said[0].behind) >= TELLING) else []
    for at, one in enumerate(said):
        for other in said[:at]:
            mine, theirs = one.beside - other.beside, other.beside - one.beside
            if one.number.value.value == other.number.value.value or not (mine and theirs):
                continue
            for a, b in product(*([row for row in held if _may_be(row, it)] for it in (other, one))):
                near, far = a.beside, b.beside
                crossed = mine & near - far and theirs & far - near and not (mine & far or theirs & near)
                if crossed and _share_sentence(a, b, part):
                    yield one.number, (a.number.start, a.number.end)
                    yield other.number, (b.number.start, b.number.end)
        rivals = [row for row in held if len(one.behind & row.behind) >= TELLING]
        own = [row for row in held if _may_be(row, one)] if rivals else []
        if len(own) != 1 or sum(bool(examined.places(e, one.number)) for e in examined.evidence) > 1:
            continue
        for row in rivals if one.behind.isdisjoint(own[0].behind) else ():
            alike = _share_unit(row.number.value, own[0].number.value) and _share_sentence(row, own[0], part)
            if alike and not any(_may_be(row, it) for it in said):
                yield one.number, (row.number.start, row.number.end)


def _share_sentence(one: Labelled, other: Labelled, part: Wording) -> bool:
    return bisect_right(part.stops, one.number.start) == bisect_right(part.stops, other.number.start)


def _may_be(one: Labelled, other: Labelled) -> bool:
    """Whether two numbers may have one value, in whatever unit."""
    rows = ([n.value.value, *(value for value, _ in n.value.also)] for n in (one.number, other.number))
    return any(a == b for a, b in product(*rows))


def _labelled(part: Wording) -> list[Labelled]:
    """The numbers of a text with what stands beside them."""
    numbers, language = [n for n in part.numbers if not isinstance(n.value.value, str)], part.language
    ends = [0, *(end for n in numbers for end in (n.start, n.end)), len(part.text)]
    gaps = [_parting(language).split(part.text[a:b].lower()) for a, b in zip(ends[::2], ends[1::2], strict=True)]
    stems = [[content_stems(frozenset(_LETTERS.findall(gap[at])), language) for at in (0, -1)] for gap in gaps]
    rows = zip(numbers, pairwise(stems), strict=True)
    return [Labelled(n, before[1] | behind[0], behind[0]) for n, (before, behind) in rows]


@cache
def _parting(language: Language) -> re.Pattern[str]:
    words = "|".join(sorted({"or", *language.conjunctions, *language.comparing}))
    return re.compile(rf"[,;:.?!]|(?<!\w)(?:{words})(?!\w)")
