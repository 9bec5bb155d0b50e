"""Parts as the document's paragraphs and captions: their kind, and what belongs to it."""

from __future__ import annotations

import re

from briefing.ingest.draft import Draft, Part
from briefing.model import Caption, Paragraph, ParagraphKind

KINDS: dict[str, ParagraphKind] = {"quote": "quotation", "item": "item", "code": "code", "table": "table"}
PRINTED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)](?=\s)")
"""An item's number as the text prints it."""
CELLS = re.compile(r"\t|(?<!^)\s*\|\s*(?!$)|\s{3,}")
RULED = re.compile(r"[\s|:+=-]+")
"""A table's line drawn between its rows."""


def paragraph(draft: Draft, part: Part, n: int, section: str | None, text: str) -> Paragraph:
    """A part as the paragraph of a number."""
    kind = KINDS.get(part.kind, "text")
    block = draft.extract.blocks[part.block]
    printed = PRINTED.match(text) if kind == "item" else None
    return Paragraph(
        n,
        section,
        text,
        draft.render(part, "markdown"),
        draft.line(part.start),
        kind,
        number=(printed.group() if printed else block.number) if kind == "item" else "",
        depth=(block.depth or 1) if kind == "item" else 0,
        lines=tuple(_lines(draft, part)) if kind == "code" else (),
        cells=_cells(draft, part) if kind == "table" else (),
    )


def caption(draft: Draft, part: Part, before: int) -> Caption:
    """A part as a caption that stands before the paragraph of a number."""
    return Caption(draft.render(part), before, draft.line(part.start))


def _lines(draft: Draft, part: Part) -> list[str]:
    """The lines of a part, white space kept."""
    return [line.rstrip() for start, end in part.ranges for line in draft.written(start, end).split("\n")]


def _cells(draft: Draft, part: Part) -> tuple[tuple[str, ...], ...]:
    """The cells of a table, row for row: parted by tabs, bars or wide gaps."""
    rows = [line.strip(" ") for line in _lines(draft, part)]
    return tuple(
        tuple(" ".join(cell.split()) for cell in CELLS.split(row.strip("|").rstrip()))
        for row in rows
        if row.strip() and not RULED.fullmatch(row)
    )
