"""Pointers: where an eye should look first. They order what is to be read; none is a verdict, none fails a build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.evidence.language import Language
from briefing.review.pointers.cues import cues
from briefing.review.pointers.pair import Pair
from briefing.review.pointers.rules import RULES
from briefing.review.pointers.text import bearing, sentences


@dataclass(frozen=True, slots=True)
class Pointer:
    """One thing that an eye should look at."""

    kind: str
    """Name of the rule."""
    why: str
    """What it saw, in words."""


def pointers(claim: str, paragraphs: Sequence[str], language: Language) -> tuple[Pointer, ...]:
    """What in a claim may mean something else than its paragraphs, all in plain text; nothing for a language without
    a list of words."""
    words = cues(language.code)
    if words is None:
        return ()
    whole = tuple(sentence for text in paragraphs for sentence in sentences(text, language))
    found: dict[tuple[str, str], Pointer] = {}
    for sentence in sentences(claim, language):
        pair = Pair(sentence, bearing(sentence, whole), whole, words)
        for kind, rule in RULES:
            for why in rule(pair):
                found.setdefault((kind, why), Pointer(kind, why))
    return tuple(found.values())
