"""Errors of meaning, planted by rule: every name, number and quotation stays where it was, and the sentence is false.

Each kind yields the sentence with one error; what the words of a sentence don't offer isn't planted. The lists are the
benchmark's own: a pointer may know fewer words, or others.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import yaml

from benchmarks.corpus import MONTHS
from briefing.model import Library

KEPT = re.compile(r"\[\s*@[^\]]*\]|“[^”]*”|<!--.*?-->", re.DOTALL)
AUXILIARIES = "is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|did|does|do"

WORDS = yaml.safe_load((Path(__file__).parent / "meanings" / "exchanged.yaml").read_text(encoding="utf-8"))
DAY = rf"(?=(?: early| late| mid)? (?:\d|the end|{'|'.join(MONTHS)}))"
"""What follows a word of time: a day, a month or a year."""
SPEAKS = (
    "(?:says|said|writes|wrote|warns|warned|argues|argued|holds|held|notes|noted|reports|reported|expects|expected|believes|"
    "claims|claimed|counts|names|sees|concludes|thinks|doubts|calls|adds)"
)

Mutants = Iterator[str]


def places(text: str, pattern: str) -> list[re.Match[str]]:
    """Matches of whole words outside citations, quotations and comments."""
    blanked = KEPT.sub(lambda m: "\0" * len(m.group()), text)
    return list(re.finditer(rf"(?<![\w-]){pattern}(?![\w-])", blanked))


def exchanged(pairs: list[tuple[str, str]]) -> Callable[[str, random.Random, Library], Mutants]:
    """One word of a list exchanged for the other."""

    def exchange(text: str, rng: random.Random, library: Library) -> Mutants:
        for old, new in pairs:
            for match in places(text, old.strip().replace("{day}", DAY)):
                end = match.end() + (old.endswith(" ") and text[match.end() : match.end() + 1] == " ")
                yield text[: match.start()] + match.expand(new) + text[end:]

    return exchange


def negated(text: str, rng: random.Random, library: Library) -> Mutants:
    for match in places(text, r"(?:not|never|no longer)"):
        yield text[: match.start()] + text[match.end() :].lstrip()
    for match in places(text, rf"(?:{AUXILIARIES})"):
        if not re.match(r" (?:not|never|no)\b", text[match.end() :]):
            yield text[: match.end()] + " not" + text[match.end() :]


def names_of(text: str, library: Library) -> list[re.Match[str]]:
    """Names of entities in a sentence, the longest first, without overlap."""
    rows = sorted({name for e in library.entities.values() for name in (e.name, *e.aliases)}, key=len, reverse=True)
    found: list[re.Match[str]] = []
    for name in rows:
        for match in places(text, re.escape(name)):
            if not any(match.start() < f.end() and f.start() < match.end() for f in found):
                found.append(match)
    return sorted(found, key=lambda m: m.start())


def swapped(text: str, rng: random.Random, library: Library) -> Mutants:
    found = names_of(text, library)
    for one, other in pairwise(found):
        between = text[one.end() : other.start()]
        if (
            one.group() != other.group()
            and re.search(r"\b[a-z]{3,}", between)
            and not re.fullmatch(r"(?:,| and| or|, and) ?", between)
        ):
            yield text[: one.start()] + other.group() + between + one.group() + text[other.end() :]


def said_by_another(text: str, rng: random.Random, library: Library) -> Mutants:
    """A person before a word of speaking exchanged for another; the measure keeps whom the paragraph names."""
    people = {
        str(n.get("family") or n.get("literal"))
        for k in library.sources
        for n in library.works[k].csl.get("author") or ()
    }
    people |= {e.name.split()[-1] for e in library.entities.values() if e.kind == "person"}
    for match in places(text, rf"([A-Z][\w-]+) {SPEAKS}"):
        if match[1] in people:
            for other in sorted(people - {match[1]}):
                yield text[: match.start(1)] + other + text[match.end(1) :]


KINDS: dict[str, Callable[[str, random.Random, Library], Mutants]] = {
    "negation": negated,
    "direction": exchanged([*WORDS["direction"], *((new, old) for old, new in WORDS["direction"])]),
    **{kind: exchanged(pairs) for kind, pairs in WORDS.items() if kind != "direction"},
    "who said it": said_by_another,
    "names exchanged": swapped,
}
"""Kinds of meaning, in the order of the table."""
