"""Pointers: where an eye should look first. They order what is to be read; none is a verdict, none fails a build."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.evidence.language import Language
from briefing.review.pointers.cues import cues
from briefing.review.pointers.pair import Pair
from briefing.review.pointers.rules import RULES
from briefing.review.pointers.text import bearing, sentences, stems
from briefing.review.pointers.weights import weights

KNOWN = 0.8
"""Share of a claim's telling words that its paragraphs have, from which on what differs tells more."""
TOLD = 1.0
"""What the evidence of a second kind must weigh to be told beside the first."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """One thing that an eye should look at."""

    kind: str
    """What it is about: the first word of the evidence."""
    why: str
    """What was seen, in words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen in a claim."""

    seen: Mapping[str, str]
    """Evidence → its words; without words it excuses."""
    known: bool
    """Whether the paragraphs have nearly all of the claim's telling words."""


def pointers(claim: str, paragraphs: Sequence[str], language: Language) -> tuple[Pointer, ...]:
    """What in a claim may mean something else than its paragraphs, all in plain text, the strongest kind first; nothing
    where too little speaks for it, and for a language without a list of words."""
    table = weights(language.code)
    if table is None:
        return ()
    found = evidence(claim, paragraphs, language)
    if table.score(found.seen, found.known) <= table.threshold:
        return ()
    kinds: dict[str, float] = {}
    whys: dict[str, tuple[float, str]] = {}
    for name, why in found.seen.items():
        weight, kind = table.weight(name, found.known), name.split()[0]
        if why and weight > 0:
            kinds[kind] = kinds.get(kind, 0.0) + weight
            whys[kind] = max(whys.get(kind, (0.0, "")), (weight, why))
    written = "\n".join((claim, *paragraphs))
    ranked = sorted(kinds, key=lambda kind: -kinds[kind])
    return tuple(
        Pointer(kind, _as_written(whys[kind][1], written))
        for n, kind in enumerate(ranked)
        if not n or kinds[kind] >= TOLD
    )


def _as_written(why: str, text: str) -> str:
    """What a rule says, each quoted word with the capitals that it has in a text."""

    def word(quoted: re.Match[str]) -> str:
        there = re.search(rf"(?<!\w){re.escape(quoted[1])}(?!\w)", text, re.IGNORECASE)
        return f"“{there.group()}”" if there else quoted.group()

    return re.sub("“([^“”]+)”", word, why)


def evidence(claim: str, paragraphs: Sequence[str], language: Language) -> Evidence:
    """All that the rules see in a claim."""
    words = cues(language.code)
    if words is None:
        return Evidence({}, False)
    whole = tuple(sentence for text in paragraphs for sentence in sentences(text, language))
    mine = sentences(claim, language)
    found: dict[str, str] = {}
    for sentence in mine:
        pair = Pair(sentence, bearing(sentence, whole), whole, words)
        for rule in RULES:
            for name, why in rule(pair):
                found.setdefault(name, why)
    if {"negation", "direction"} <= {name.split()[0] for name in found}:
        found["excuse both"] = ""  # a denial and an opposite come to the same
    there = frozenset().union(*map(stems, whole))
    share = min((len(stems(s) & there) / len(stems(s)) for s in mine), default=0.0)
    return Evidence(found, share >= KNOWN)
