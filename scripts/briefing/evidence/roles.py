"""What stands right beside a name, which tells whose part it has: a word, a preposition, the noun that describes it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from briefing.evidence.facts import Fact, Name
from briefing.evidence.lookup import Place, Wording
from briefing.evidence.twice import stands_twice

if TYPE_CHECKING:
    from briefing.evidence.examine import Examined

WORD, PREPOSITION = 0.5, 1.0
"""What the same word right before or behind two names tells, and the same preposition, beside how near others are."""
TWICE = 1.0
"""What a name tells that the sentence has twice, and no sentence of the paragraph."""
TITLED = -0.25
"""The same of one that a cited title has: its paragraphs speak of it without naming it."""
CLOSE = 40
"""Letters beside a name within which its words stand."""
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[,;:.()–—]")
_NOUN = re.compile(r"\b([^\W\d_]+) $")


class Beside(NamedTuple):
    """The stems of the content words right before and behind a name, and the preposition before it; empty for none."""

    before: str
    behind: str
    preposition: str


def beside(part: Wording, place: Place) -> Beside:
    """What stands right beside a name of a text."""
    language = part.language
    start, end = place
    above = _BREAK.split(part.text[max(0, start - CLOSE) : start].lower())[-1]
    below = _BREAK.split(part.text[end : end + CLOSE].lower().removeprefix("'s"))[0]
    before, behind = _WORD.findall(above), _WORD.findall(below)
    first, second = (
        next((language.stem(word) for word in words if word not in language.function_words), "")
        for words in (reversed(before), behind)
    )
    last = next((word for word in reversed(before) if word not in ("the", *language.articles)), "")
    return Beside(first, second, last if last in language.prepositions else "")


def told_beside(fact: Fact, rivals: Iterable[tuple[Wording, Place]], examined: Examined) -> float:
    """What speaks for one of the rivals of a name, beside how near its companions stand."""
    own = [beside(part, at) for e in examined.evidence for part, at in examined.places(e, fact)]
    others, said = [beside(part, at) for part, at in rivals], beside(examined.wording, (fact.start, fact.end))
    told = 0.0
    for at, weight in enumerate((WORD, WORD, PREPOSITION)):
        theirs, mine = (any(said[at] and row[at] == said[at] for row in rows) for rows in (others, own))
        told += weight * (theirs - mine)
    subject = fact.value.subject
    if subject and sum(f.kind == "name" and f.value.subject == subject for f in examined.facts) > 1:
        told += 0.0 if stands_twice(fact, examined) else TWICE
    return told + (TITLED if any(examined.is_printed(key, fact.value) for key in examined.works) else 0.0)


def is_described(part: Wording, place: Place, name: Name, examined: Examined) -> bool:
    """Whether the sentence speaks of a name by the noun right before it, which it doesn't say of `name`: `the
    conservator` for the conservator Eva Lind."""
    noun = _NOUN.search(part.text, max(0, place[0] - CLOSE), place[0])
    if not noun or not noun[1].islower() or noun[1] in part.language.function_words:
        return False
    said, stem = examined.wording, part.language.stem(noun[1])
    facts = [fact for fact in examined.facts if fact.kind == "name" and fact.value == name]
    near = {bisect_right(said.starts, fact.start) + by for fact in facts for by in (-3, -2)}
    return any(at not in near for at in said.stem_places.get(stem, ()))
