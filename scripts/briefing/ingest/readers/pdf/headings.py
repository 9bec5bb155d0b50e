"""The title, told by its type and place; the levels of headings; what stands between title and text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Protocol

from briefing.ingest.imprint import is_imprint
from briefing.ingest.names import named
from briefing.ingest.readers.pdf.lines import Line
from briefing.ingest.readers.pdf.measure import Measure, Piece
from briefing.ingest.words import ends, prose, words


class Holder(Protocol):
    """What holds a piece, or none."""

    piece: Piece | None


def name_headings(entries: Sequence[Holder], measure: Measure) -> None:
    """The title, by its type above the text, or by standing there twice; the levels of headings, by size and weight."""
    pieces = [e.piece for e in entries if e.piece is not None]
    heads = [p for p in pieces if p.kind == "heading"]
    first = next((i for i, p in enumerate(pieces) if p.kind == "paragraph" and words(p.text) > 40), len(pieces))
    near = [p for p in heads if p.page <= 2]
    texts = Counter(p.text for p in near)
    above = [
        p
        for p in pieces[:first]
        if p in near and len(p.text) > 3 and (p.size > 1.12 * measure.size or texts[p.text] > 1)
    ]
    if above:
        title = max(above, key=lambda p: p.size)
        again = texts[title.text] > 1  # on its cover, and above its text
        if title.size >= max(p.size for p in near) and (again or _stands_out(title, heads)):
            title.kind = "title"
    titled = any(p.kind == "title" for p in pieces)
    styles = Counter(map(_style, heads))
    before = 0  # whole paragraphs
    for p in pieces[:first]:
        before += p.kind == "paragraph" and prose(p.text) and ends(p.text)
        section = before > 1 and styles[_style(p)] > 1  # though it may be a name
        if p.page <= 2 and (p.kind == "text" or (_is_front(p, titled) and not section)):
            p.kind = "text"
            p.lines = [cell for line in p.lines for cell in _cells(line)]
    ranked = sorted({_style(p) for p in heads if p.kind == "heading"}, reverse=True)
    for p in heads:
        if p.kind == "heading" and not p.level:
            p.level = min(6, 2 + ranked.index(_style(p)))


def _style(p: Piece) -> tuple[float, bool]:
    return round(p.size, 1), p.bold


def _is_front(p: Piece, titled: bool) -> bool:
    """Whether a piece above the text is left to later stages: a line that names a date or people, or below a title."""
    cells = [cell for line in p.lines for cell in line.text.split("\t")]
    if p.kind == "heading":
        return all(is_imprint(cell) or (titled and _names(cell)) for cell in cells)
    short = titled and all(len(line.text) < 60 for line in p.lines) and not (prose(p.text) and ends(p.text))
    return p.kind in ("paragraph", "quote") and short


def _names(text: str) -> bool:
    return bool(named(text)[0])


def _cells(line: Line) -> list[Line]:
    """A line of people side by side, one each."""
    cells = line.text.split("\t")
    if len(cells) < 2 or not all(map(_names, cells)):
        return [line]
    starts = [0, *accumulate(len(cell) + 1 for cell in cells)]
    return [line.share(start, stop - 1) for start, stop in pairwise(starts)]


def _stands_out(title: Piece, heads: list[Piece]) -> bool:
    """Whether no other heading is set like the title, its own second part aside."""
    alike = [p for p in heads if abs(p.size - title.size) < 0.3 and p is not title]
    return all(p.page == title.page and abs(p.lines[0].y - title.lines[-1].y) < 3 * title.size for p in alike)
