"""The title, told by its type and place; the levels of headings; what stands between title and text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from briefing.ingest.front import GENERIC
from briefing.ingest.imprint import is_imprint
from briefing.ingest.names import named, split_names
from briefing.ingest.readers.pdf.measure import Measure, Piece
from briefing.ingest.words import ends, prose, words


class Holder(Protocol):
    """What holds a piece, or none."""

    piece: Piece | None


def name_headings(entries: Sequence[Holder], measure: Measure) -> None:
    """The title: the largest type on the first page, above the text; and the levels of headings, by size and weight."""
    pieces = [e.piece for e in entries if e.piece is not None]
    heads = [p for p in pieces if p.kind == "heading"]
    styles = Counter(_style(p) for p in heads)
    first = next((i for i, p in enumerate(pieces) if p.kind == "paragraph" and words(p.text) > 40), len(pieces))
    above = [p for p in pieces[:first] if p.kind == "heading" and p.page <= 2 and p.size > 1.12 * measure.size]
    if above:
        title = max(above, key=lambda p: p.size)
        if title.size >= max(p.size for p in heads) and styles[_style(title)] <= 2 and _stands_out(title, heads):
            title.kind = "title"
    start = next((i for i, p in enumerate(pieces) if p.kind == "title"), -1)
    for p in pieces[: first if start >= 0 else 0]:
        if p.page <= 2 and _is_front(p):
            p.kind = "text"
    ranked = sorted({_style(p) for p in heads if p.kind == "heading"}, reverse=True)
    for p in heads:
        if p.kind == "heading":
            p.level = min(6, 2 + ranked.index(_style(p)))


def _style(p: Piece) -> tuple[float, bool]:
    return round(p.size, 1), p.bold


def _is_front(p: Piece) -> bool:
    """Whether a piece above the text is left to later stages: short lines, or a heading that names people or a date."""
    if p.kind == "heading":
        return not GENERIC.fullmatch(p.text) and all(
            is_imprint(part) or bool(split_names(part) or named(part)[0])
            for line in p.lines
            for part in line.text.split("\t")
        )
    return (
        p.kind in ("paragraph", "quote")
        and all(len(line.text) < 60 for line in p.lines)
        and not (prose(p.text) and ends(p.text))
    )


def _stands_out(title: Piece, heads: list[Piece]) -> bool:
    """Whether no other heading is set like the title, its own second part aside."""
    alike = [p for p in heads if abs(p.size - title.size) < 0.3 and p is not title]
    return all(p.page == title.page and abs(p.lines[0].y - title.lines[-1].y) < 3 * title.size for p in alike)
