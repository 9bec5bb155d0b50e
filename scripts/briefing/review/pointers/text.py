"""A text as a pointer sees it: sentences of words, each with its stem, and which of them speak of the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.evidence.language import Language
from briefing.evidence.wording import normalise
from briefing.review.pointers.cues import cues

_TOKEN = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:'[^\W\d_]+)?(?:-[^\W\d_]+)*|[.!?;:,()\"%]")
_END = frozenset(".!?;")
PARTING = {",": 3, "but": 5, "whereas": 5, "while": 4, "and": 3, "although": 4, "though": 4, "because": 3}
"""Signs and words that part clauses, with the distance that they put between them."""
NEAR = 2
"""Sentences of a paragraph that are taken to be those a claim rests on, at most, per sentence of the claim."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with what it is compared by."""

    text: str
    """In lower case."""
    stem: str
    telling: bool
    """Whether it carries content: no function word, no sign."""
    name: bool
    """Whether it has a capital within a sentence."""
    capital: bool
    """Whether it has a capital at all."""
    at: int
    """Where it stands: words from the sentence's beginning, farther behind what parts clauses."""


Sentence = tuple[Word, ...]


@lru_cache(maxsize=20_000)
def sentences(text: str, language: Language) -> tuple[Sentence, ...]:
    """The sentences of a plain text; a semicolon ends one."""
    found: list[list[Word]] = [[]]
    at = 0
    for match in _TOKEN.finditer(normalise(text)):
        token = match.group()
        if token in _END:
            found.append([])
            at = 0
            continue
        at += PARTING.get(token, 1)
        found[-1].append(_word(token, not found[-1], language, at))
    return tuple(tuple(sentence) for sentence in found if any(word.telling for word in sentence))


def _word(token: str, first: bool, language: Language, at: int) -> Word:
    if token.endswith("n't"):
        return Word("not", "not", False, False, False, at)
    lower = token.lower().removesuffix("'s").rstrip("'")
    letters = token[0].isalpha()
    telling = (letters and lower not in language.function_words and len(lower) > 1) or token[0].isdigit()
    common = lower in language.function_words or lower in language.months
    capital = letters and token[0].isupper() and not common
    words = cues(language.code)
    verb = words.irregular.get(lower, lower) if words else lower
    return Word(lower, language.stem(verb) if letters else lower, telling, capital and not first, capital, at)


def stems(sentence: Sequence[Word]) -> frozenset[str]:
    """Stems of the words that carry content."""
    return frozenset(word.stem for word in sentence if word.telling)


def bearing(claim: Sentence, source: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of the source that a sentence of a claim most likely rests on: those that share most words."""
    wanted = stems(claim)
    rated = [(len(wanted & stems(sentence)), -n, sentence) for n, sentence in enumerate(source)]
    best = max((shared for shared, _, _ in rated), default=0)
    kept = sorted((row for row in rated if row[0] and row[0] * 2 >= best), key=lambda row: row[:2], reverse=True)
    return tuple(sentence for _, _, sentence in kept[:NEAR])
