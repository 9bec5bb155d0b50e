"""Tables of things, from lists of cells in front matter; each row is one claim."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.codes import report
from briefing.library.fields import TableFields
from briefing.library.located import Yaml
from briefing.model import Passage, Row, Table
from briefing.problems import Problem


def read_tables(
    tables: Sequence[TableFields], document: Yaml, home: str
) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """The tables under `tables:`; a row with too few or too many cells is left out and reported."""
    found, problems = [], []
    for i, table in enumerate(tables):
        rows = []
        for n, row in enumerate(table.rows):
            place = document.place("tables", i, "rows", n, "cells")
            if len(row.cells) != len(table.columns):
                expected = f"{len(table.columns)} cells, one for each column"
                message = "A row of the table does not fit its columns; it was left out."
                problems.append(report("E115", place, message, expected=expected, found=f"{len(row.cells)} cells"))
                continue
            part = f"row:{i + 1}:{n + 1}"
            says = Passage(f"{'; '.join(row.cells)}{row.cites}", place, home, "row", part)
            rows.append(Row(row.cells, row.cites, says))
        found.append(Table(table.title, table.columns, tuple(rows), document.place("tables", i)))
    return tuple(found), tuple(problems)
