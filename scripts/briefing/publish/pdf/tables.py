"""Reads tables, and decides how wide their columns are and whether they may break across pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from briefing.publish.pdf.parts import shade
from briefing.publish.pdf.trees import classes, plain

_ALIGNMENTS = {"left": "start", "right": "end", "center": "center"}
_ALIGNED = re.compile(r"\bto-(left|right|center)\b")
_FIGURE = re.compile(r"[\d.,%–—-]{1,7}\Z")
_NARROW = 16
"""Characters up to which a column is as wide as its widest cell."""
_LINE = 74
"""Characters that fit side by side in a table of the text's width."""
_SHORT = 600
"""Characters up to which a table stays on one page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and how far it extends."""

    element: HtmlElement
    columns: int
    rows: int
    heads_row: bool
    """Whether it is the heading of its row."""
    shade: int
    """How strongly it is shaded, 0 to 4: what its class `level-N` says."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, row by row."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    silent: tuple[tuple[Cell, ...], ...]
    """Rows of the class `silent`, which say that somebody says nothing; on paper they share one row."""
    alignments: tuple[str, ...]
    """Alignment of each column: `start`, `center` or `end`."""
    caption: HtmlElement | None
    stray: tuple[str, ...] = ()
    """Text that stands in the table but in no cell."""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.alignments)

    @property
    def wide(self) -> bool:
        """Whether it needs the margin column beside the text."""
        return self.width > 3 and sum(_longest(self)) > _LINE - 3 * self.width

    @property
    def figures(self) -> tuple[bool, ...]:
        """Of each column, whether its cells hold figures alone."""
        return _figures([*self.head, *self.body], self.width)

    def missing(self, row: tuple[Cell, ...]) -> int:
        """How many cells a row lacks; none where a cell of the table extends over rows and may fill the gap."""
        if any(c.rows > 1 for r in (*self.head, *self.body) for c in r):
            return 0
        return self.width - sum(c.columns for c in row)

    @property
    def short(self) -> bool:
        """Whether it is so short that it stays on one page."""
        return (
            sum(len(plain(c.element)) for row in (*self.head, *self.body) for c in row) <= _SHORT
            and len(self.body) < 16
        )


def read_table(element: HtmlElement) -> Table:
    """The cells of a `<table>`; empty rows are left out."""
    rows = [cells for tr in element.iter("tr") if _table_of(tr) is element and (cells := _cells(tr))]
    count = next((n for n, row in enumerate(rows) if any(c.element.tag != "th" for c in row)), len(rows))
    count = count if count < len(rows) else 0  # a table of headings alone has none
    caption = element.find("caption")
    width = max((sum(c.columns for c in row) for row in rows), default=0)
    head = tuple(_fitted(row, count - n) for n, row in enumerate(rows[:count]))
    body = tuple(_fitted(row, len(rows) - count - n) for n, row in enumerate(rows[count:]))
    silent = tuple(row for row in body if "silent" in classes(row[0].element.getparent()))
    body = tuple(row for row in body if row not in silent)
    claimed = {cell.element for row in rows for cell in row}
    claimed |= {caption} if caption is not None and width else set()
    return Table(
        head,
        body,
        silent,
        _alignments([*head, *body], width),
        caption if width else None,
        tuple(filter(None, map(str.strip, _stray(element, claimed)))),
    )


def _table_of(tr: HtmlElement) -> HtmlElement | None:
    return next(tr.iterancestors("table"), None)


def _stray(element: HtmlElement, claimed: Collection[HtmlElement]) -> Iterator[str]:
    """The texts of a table that stand neither in a cell of a row nor in its caption."""
    if element in claimed:
        return
    yield element.text or ""
    for child in element:
        yield from _stray(child, claimed)
        yield child.tail or ""


def _cells(tr: HtmlElement) -> tuple[Cell, ...]:
    """The cells of a row; a `<th>` that opens a row with other cells is the heading of that row."""
    found: list[Cell] = []
    for element in tr.iterchildren("td", "th"):
        heads_row = element.tag == "th" and not found and tr.find("td") is not None
        spans = _span(element.get("colspan")), _span(element.get("rowspan"))
        found.append(Cell(element, *spans, heads_row, shade(classes(element))))
    return tuple(found)


def _fitted(row: tuple[Cell, ...], left: int) -> tuple[Cell, ...]:
    """A row whose cells extend no further down than there are rows left."""
    return tuple(replace(cell, rows=min(cell.rows, left)) for cell in row)


def _span(value: str | None) -> int:
    return max(1, min(int(value), 100)) if value and value.isdecimal() and len(value) < 4 else 1


def _alignments(rows: list[tuple[Cell, ...]], width: int) -> tuple[str, ...]:
    """Alignment of each column, as its first aligned cell says; figures alone stand in the middle."""
    found = ["center" if figures else "start" for figures in _figures(rows, width)]
    for row in reversed(rows):
        for at, cell in enumerate(row[:width]):
            match = _ALIGNED.search(cell.element.get("class") or "")
            if match:
                found[at] = _ALIGNMENTS[match.group(1)]
    return tuple(found)


def _figures(rows: list[tuple[Cell, ...]], width: int) -> tuple[bool, ...]:
    """Of each column, whether its cells hold figures alone."""
    cells = [
        [row[at].element for row in rows if len(row) == width and row[at].element.tag != "th"] for at in range(width)
    ]
    return tuple(bool(column) and all(_FIGURE.match(plain(cell)) for cell in column) for column in cells)


def placed(table: Table) -> Iterator[tuple[int, Cell]]:
    """Each cell that stands in one column, with the number of that column."""
    for row in (*table.head, *table.body):
        at = 0
        for cell in row:
            if cell.columns == 1 and at < table.width:
                yield at, cell
            at += cell.columns


def headings(table: Table) -> tuple[str, ...]:
    """The texts of its head: tables with the same ones have columns of the same widths."""
    return tuple(plain(cell.element) for row in table.head for cell in row)


def _longest(*tables: Table) -> list[int]:
    """The length of the longest text in each column of tables of the same width, in characters."""
    longest = [0] * tables[0].width
    for table in tables:
        for at, cell in placed(table):
            longest[at] = max(longest[at], len(plain(cell.element)))
    return longest


def columns(table: Table, alike: Sequence[Table] = ()) -> str:
    """The widths of the columns: by content where the table is narrow, else shared by the length of their texts.

    `alike` are the tables with the same headings, itself among them: all get the same widths. Columns of figures
    alone are as wide as one another.
    """
    tables = [t for t in alike if t.width == table.width] or [table]
    longest = _longest(*tables)
    total = [0.0] * table.width
    for one in tables:
        for at, cell in placed(one):
            total[at] += len(plain(cell.element)) / len(tables)
    if sum(longest) <= _LINE - 3 * table.width:
        return f"({'auto, ' * table.width})" if len(tables) == 1 else _shared(longest, longest)
    if table.figures.count(True) > 2:
        return f"({', '.join('1fr' if figures else 'auto' for figures in table.figures)}, )"
    return _shared(longest, total)


def _shared(longest: Sequence[int], total: Sequence[float]) -> str:
    """Narrow columns by content, the others by the length of their texts."""
    widths = [
        "auto" if n <= _NARROW else f"{max(20, min(n, 400)) ** 0.5 + (t**0.5) / 8:.1f}fr"
        for n, t in zip(longest, total, strict=True)
    ]
    return f"({', '.join(widths)}, )"
