"""Lines of a block, and which of them are rows of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.ingest.draft import Draft
from briefing.ingest.words import UNSPACED

END = re.compile(r"\n+|<br\s*/?>\s*(?=<br|<sup>\s*\d|\[\d|\d{1,3}[.)]\s)", re.I)
"""Where a line ends; a `<br>` ends one before a note's label."""
CELL = re.compile(r"\s{3,}|\t+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block."""

    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        """Width of its leading white space."""
        return len(self.text) - len(self.text.lstrip())


def first_word(line: Line) -> int:
    """Length of the word that a line begins with; of one sign where words have no space between them."""
    return 1 if UNSPACED.match(line.text.lstrip()) else len(line.text.split(maxsplit=1)[0])


def lines_of(draft: Draft, start: int, end: int) -> list[Line]:
    """The lines in a range that hold anything."""
    lines = []
    at = start
    for match in (*END.finditer(draft.text, start, end), None):
        stop = match.start() if match else end
        if draft.text[at:stop].strip():
            lines.append(Line(at, stop, draft.text[at:stop].rstrip()))
        at = match.end() if match else end
    return lines


def rows_of(lines: list[Line]) -> set[int]:
    """Lines that are rows of a table: three at least in a row, of as many short cells each, far apart."""
    found: set[int] = set()
    run: list[int] = []
    for i, line in enumerate([*lines, Line(0, 0, "")]):
        cells = [cell for cell in CELL.split(line.text.strip()) if cell]
        if len(cells) >= 3 and all(len(cell.split()) <= 6 for cell in cells):
            run.append(i)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
    return found
