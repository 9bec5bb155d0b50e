"""Marks in two texts what they share, so that an eye finds what a sentence took from its paragraph.

What the comparison found and the sentences that carry it are the ones that the site's notes mark; beside them stand the
words that both texts merely share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Literal

from briefing.evidence.bearing import WORD, Span, carrying, matched_in, places
from briefing.evidence.language import Language
from briefing.evidence.markup import plain
from briefing.evidence.wording import bare, normalise
from briefing.model import Claim, DigestParagraph, Key

Mark = Literal["shared", "carries", "found", "waived", "missing"]
Segments = tuple[tuple[str, str], ...]
"""A text in pieces, each with its marks, parted by spaces; joined they are the text."""
Spans = Mapping[Mark, Iterable[Span]]


def marked(text: str, shared: frozenset[str], language: Language, spans: Spans | None = None) -> Segments:
    """A plain text with the words marked whose stems are among `shared`, and what is in `spans`."""
    rows: list[tuple[int, int, Mark]] = [(a, b, mark) for mark, found in (spans or {}).items() for a, b in found]
    rows += [(a, b, "shared") for a, b in _shared(text, shared, language)]
    cuts = sorted({0, len(text), *(cut for a, b, _ in rows for cut in (a, b))})
    pieces: list[tuple[str, str]] = []
    for start, end in pairwise(cuts):
        marks = " ".join(dict.fromkeys(mark for a, b, mark in rows if a <= start and end <= b))
        if pieces and pieces[-1][1] == marks:
            pieces[-1] = (pieces[-1][0] + text[start:end], marks)
        else:
            pieces.append((text[start:end], marks))
    return tuple(pieces)


def of_claim(claim: Claim) -> Spans:
    """Where in a claim's text stands what was found in its paragraphs, was waived, or is missing there."""
    text = normalise(claim.text)
    found: dict[Mark, list[Span]] = {"found": [], "waived": [], "missing": []}
    for check in claim.checks if len(text) == len(claim.text) else ():
        at = text.find(normalise(check.value)) if check.kind != "support" and check.value else -1
        if at >= 0:
            found[check.outcome].append((at, at + len(normalise(check.value))))
    return found


def of_paragraph(claim: Claim, key: Key, paragraph: DigestParagraph, language: str) -> Spans:
    """Where in a digest paragraph's plain text stands what bears a claim out, and the sentences that hold it."""
    text = plain(paragraph.text)
    rows = carrying(claim.text, matched_in(claim, key, paragraph.first), paragraph.text, language)
    return {
        "carries": places(text, (span for span, _ in rows)),
        "found": places(text, (span for _, words in rows for span in words)),
    }


def _shared(text: str, shared: frozenset[str], language: Language) -> Iterable[Span]:
    """The words whose stems are shared; neighbours as one."""
    found: list[Span] = []
    for match in WORD.finditer(text):
        word = bare(normalise(match.group()).casefold())
        if word not in language.function_words and language.stem(word) in shared:
            if found and text[found[-1][1] : match.start()].isspace():
                found[-1] = (found[-1][0], match.end())
            else:
                found.append(match.span())
    return found
