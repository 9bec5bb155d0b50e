"""Where at the publisher's address a paragraph stands: a text fragment of a few words, or the page of a PDF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

from briefing.model import Document, Source, Work

MOST = 6
"""Words of an original that a link may hold."""
FEWEST = 3
"""Words with which a link finds its place at a publisher's, where text stands around it that no original has."""

_WORDS = re.compile(r"\w+", re.UNICODE)
_PLAIN = re.compile(r"(?<![^\s])[^\W_]+(?: [^\W_]+)+(?=[\s.,;:!?]|$)")
"""Runs of words with single spaces and nothing else between them: signs differ from copy to copy."""


def places(source: Source, work: Work | None, document: Document) -> Mapping[int, str]:
    """First number of a digest paragraph → the fragment that leads to it at the work's address, without `#`.

    Empty where the work has no address. The words of a fragment stand once in the whole original, counted without
    regard to case; a paragraph that has no such run has no fragment.
    """
    address = str(work.csl.get("URL") or "") if work else ""
    if not address:
        return {}
    paragraphs = {p.n: p for p in document.paragraphs}
    firsts = [paragraphs[p.first] for p in source.paragraphs if p.first in paragraphs]
    if urlsplit(address).path.lower().endswith(".pdf"):
        is_pdf = document.name.lower().endswith(".pdf")
        return {p.n: f"page={p.line}" for p in firsts} if is_pdf else {}
    texts = [p.text for p in document.paragraphs] + [h.text for h in document.headings]
    texts += [document.title or "", *(note.text for note in document.notes.values())]
    counts = Counter(run for text in texts for run in _runs(_words(text)))
    found = {p.n: next((r for r in _candidates(p.text) if counts[tuple(_words(r))] == 1), "") for p in firsts}
    return {n: f":~:text={quote(run, safe='')}" for n, run in found.items() if run}


def _candidates(text: str) -> Iterator[str]:
    """Runs of words that a fragment may hold, the earliest and longest first; plain words, since signs may differ."""
    for stretch in _PLAIN.finditer(text):
        words = stretch.group().split(" ")
        for start in range(len(words) - FEWEST + 1):
            for length in range(min(MOST, len(words) - start), FEWEST - 1, -1):
                yield " ".join(words[start : start + length])


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORDS.findall(text)]


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    for length in range(FEWEST, MOST + 1):
        for start in range(len(words) - length + 1):
            yield tuple(words[start : start + length])
