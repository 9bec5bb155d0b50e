"""What a sentence turns round: `smaller than` between the words between which a paragraph has `larger`, and `the right`
among those among which it has `no right`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from briefing.evidence.lookup import Wording, content_stems

if TYPE_CHECKING:
    from briefing.evidence.examine import Examined
    from briefing.evidence.shelf import Evidence

BESIDE = 6
"""So many content words on either side of a comparison are looked at."""
SHARED, CROSSED = 2, 3
"""So many of them have to be the same, for two comparisons to be of one thing, and so many times as many as have
changed sides."""
DENIED = 4
"""A sentence and one that denies a word of it must share so many content words, to be of one thing."""
HALF, MOST = 0.5, 0.65
"""Which share of the sentence's they have to be, for a second look and for an error: true first drafts have .6 at most,
with fewer words, or .56."""
ALIKE, NEAR = 0.7, 3
"""The same share for an error about two opposites, which are no denial, and how many stand in the clause of the other:
true first drafts have .67 and .75 with two."""
_NOT = re.compile(r"(?:n't|n’t)$")
_PAUSE = re.compile(r"[,;:.?!()\"]")


class Turned(NamedTuple):
    """A word of a sentence in whose place a paragraph has its opposite."""

    word: str
    other: str
    evidence: Evidence
    weak: bool = False


def turned(examined: Examined) -> Iterator[Turned]:
    """The comparisons of a sentence that the cited paragraphs have the other way round, and not as it says."""
    language, said = examined.shelf.language, examined.wording
    table = language.opposites
    if said.words.isdisjoint(table) or _denies(said) or any(e.foreign for e in examined.evidence):
        return
    parts = [(e, part) for e in examined.evidence for part in e.parts]
    for at, word in enumerate(said.keys):
        against = table.get(word)
        if against is None:
            continue
        alike = {w for w, others in table.items() if others & against and w not in against}
        if any(not alike.isdisjoint(part.words) for _, part in parts):
            continue
        for evidence, part in parts:
            for place, other in enumerate(part.keys):
                if other in against and (_is_of_one(said, at, part, place) or _is_told_alike(said, at, part, place)):
                    yield Turned(said.tokens[at].text, part.tokens[place].text, evidence)
                    break


def denied(examined: Examined) -> Iterator[Turned]:
    """The words of a sentence without a *not* that cited paragraphs have behind one alone, among the same words."""
    language, said = examined.shelf.language, examined.wording
    if not language.opposites or _denies(said) or not said.words.isdisjoint(language.refusals):
        return
    parts = [(e, part) for e in examined.evidence for part in e.parts if not e.foreign]
    rows = [(e, part, dict(_negated(part))) for e, part in parts]
    for evidence, part, negated in rows:
        for at, start in negated.items():
            stem = language.stem(part.keys[at])
            if stem not in said.stems or any(n not in held for _, p, held in rows for n in p.stem_places.get(stem, ())):
                continue
            if len(said.stems & part.clause_stems(part.tokens[at].start)) < SHARED:
                continue  # `expects no partnership, which others predicted`
            shared = _shared(said, part, at)
            if shared >= max(DENIED, HALF * len(said.stems)):
                word = said.tokens[said.stem_places[stem][0]].text
                text = part.text[part.tokens[start].start : part.tokens[at].end]
                yield Turned(word, text, evidence, shared < MOST * len(said.stems))


def _negated(part: Wording) -> Iterator[tuple[int, int]]:
    """The content word next to each word that denies, behind it in its clause, and that word."""
    if not _denies(part):
        return
    for start, key in enumerate(part.keys):
        if key in part.language.negations or _NOT.search(key):
            for at in range(start + 1, len(part.keys)):
                if _PAUSE.search(part.text, part.tokens[at - 1].end, part.tokens[at].start):
                    break
                if part.keys[at] not in part.language.function_words:
                    if part.keys[at].isalpha():
                        yield at, start
                    break


def _denies(part: Wording) -> bool:
    return not part.words.isdisjoint(part.language.negations) or any(map(_NOT.search, part.keys))


def _is_told_alike(said: Wording, at: int, part: Wording, place: int) -> bool:
    """Whether a sentence of a paragraph has most of what a sentence says, and that beside two opposites; which of two
    things was before the other is told in either order."""
    shared = _shared(said, part, place)
    if said.keys[at] in part.language.shifts or shared < max(DENIED, ALIKE * len(said.stems)):
        return False
    near = len(said.stems & part.clause_stems(part.tokens[place].start))
    return near >= NEAR and part.language.negations.isdisjoint(part.keys[slice(*_sentence(part, place))])


def _shared(said: Wording, part: Wording, at: int) -> int:
    """How many of its content words a sentence shares with the one in which a paragraph has a word."""
    return len(said.stems & content_stems(frozenset(part.keys[slice(*_sentence(part, at))]), part.language))


def _is_of_one(said: Wording, at: int, part: Wording, place: int) -> bool:
    """Whether two comparisons stand among the same words, one of them right beside each, and in the same order: A more
    than B is B less than A."""
    before, behind = _around(said, at), _around(part, place)
    if not any(one[:1] == other[:1] != [] for one, other in zip(before, behind, strict=True)):
        return False
    (a, b), (c, d) = map(set, before), map(set, behind)
    if len(a & c) + len(b & d) < max(SHARED, CROSSED * (len(a & d) + len(b & c))):
        return False
    start, end = _sentence(part, place)
    return part.language.negations.isdisjoint(part.keys[start:end])


def _sentence(part: Wording, at: int) -> tuple[int, int]:
    number = part.sentences[at]
    start = part.sentences.index(number)
    return start, bisect_right(part.sentences, number)


def _around(part: Wording, at: int) -> tuple[list[str], list[str]]:
    """The stems of the content words, and the figures, before and behind a word in its sentence, the nearest first."""
    start, end = _sentence(part, at)
    language, first = part.language, at
    if part.keys[at] in language.shifts:  # `two days before`: that long apart are both, whichever came first
        while first > start and (
            (key := part.keys[first - 1]) in language.measures or key in language.units or key.isdecimal()
        ):
            first -= 1
    rows = []
    for keys in (part.keys[start:first][::-1], part.keys[at + 1 : end]):
        content = [language.stem(key) for key in keys if key not in language.function_words or key in language.units]
        rows.append(content[:BESIDE])
    return rows[0], rows[1]
