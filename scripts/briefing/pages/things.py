"""Tables of things as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.linking import citations_in
from briefing.model import Row, Table
from briefing.pages.context import Context
from briefing.pages.page import Page


@dataclass(frozen=True, slots=True)
class Shown:
    """A table."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str], ...]
    """Each row: id of its claim, its cells as Markdown, the calls of its notes."""


def shown(page: Page, tables: Sequence[Table]) -> list[Shown]:
    """The tables of a topic, each row with its notes."""
    return [Shown(table.title, table.columns, tuple(_row(page, row) for row in table.rows)) for table in tables]


def _row(page: Page, row: Row) -> tuple[str, tuple[str, ...], str]:
    claims = page.get(Context.claims_of, row.says)
    cells = tuple(page.linker.link(cell) for cell in row.cells)
    calls = "".join(page.calls(group) for group in citations_in(row.cites))
    return (claims[0].id if claims else "", cells, calls)
