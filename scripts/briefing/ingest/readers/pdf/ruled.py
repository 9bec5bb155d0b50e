"""Tables in drawn lines: their cells told by the lines, what stands in each by its place."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from briefing.ingest.readers.pdf.drawn import NEAR, Rule, Rules
from briefing.ingest.readers.pdf.glyphs import Glyph, Sheet
from briefing.ingest.readers.pdf.lines import Line, pieces_of, rows_of
from briefing.ingest.readers.pdf.right_to_left import RIGHT_TO_LEFT
from briefing.ingest.words import WORD

FIRST = 1000
"""Number of a page's first drawn table; those told by alignment have smaller ones."""
APART = 4.0
"""Points between two lines that part cells."""
MOST_SQUARES = 5000
LONGEST = 2000
"""Characters of a cell from which lines part a page rather than a table."""
WHITE = 0.15
"""Share of the grid that may stand empty in no rectangle: more is the white between the boxes of a drawing."""
TOUCHING = 0.12
"""Of its size, how far a glyph stands at most from the one before it in a word."""
MOST_CUT = 0.004
"""Words that its lines cut, of a grid's glyphs, above which they part no cells."""
STACKED = 3
"""Lines of figures in one cell that are rows which no line parts."""


class _Grid:
    """The places of lines that meet, and to which cell each square between them belongs."""

    def __init__(self, level: list[Rule], upright: list[Rule]) -> None:
        self.xs = _places([v.at for v in upright] + [min(h.start for h in level), max(h.stop for h in level)])
        self.ys = _places([h.at for h in level] + [min(v.start for v in upright), max(v.stop for v in upright)])
        self.wide, self.high = len(self.xs) - 1, len(self.ys) - 1
        self.cells = list(range(self.wide * self.high))
        """Of each square, row by row from above: the first square of its cell."""
        if len(self.cells) > MOST_SQUARES:
            self.wide = self.high = 0
        for here in range(self.wide * self.high):
            row, column = divmod(here, self.wide)
            left, right, foot, top = *self.xs[column : column + 2], *self.ys[self.high - row - 1 : self.high - row + 1]
            if column and not _drawn(upright, left, foot, top):
                self._put_together(here - 1, here)
            if row and not _drawn(level, top, left, right):
                self._put_together(here - self.wide, here)
        self.cells = [self._first(square) for square in range(self.wide * self.high)]

    def _first(self, square: int) -> int:
        while self.cells[square] != square:
            square = self.cells[square]
        return square

    def _put_together(self, one: int, two: int) -> None:
        first, second = sorted((self._first(one), self._first(two)))
        self.cells[second] = first

    def cell(self, x: float, y: float) -> int:
        """The cell in which a point stands, -1 outside."""
        column, row = bisect_right(self.xs, x) - 1, self.high - bisect_right(self.ys, y)
        return self.cells[row * self.wide + column] if 0 <= column < self.wide and 0 <= row < self.high else -1

    def row(self, number: int) -> list[int]:
        """The cells of a row from left to right, each once; -1 for one that began in a row above."""
        cells = dict.fromkeys(self.cells[number * self.wide : (number + 1) * self.wide])
        return [cell if cell // self.wide == number else -1 for cell in cells]

    def uneven(self) -> dict[int, float]:
        """The cells that are no rectangles, each with its share of the grid."""
        squares: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for square, cell in enumerate(self.cells):
            squares[cell].append(divmod(square, self.wide))
        found: dict[int, float] = {}
        whole = (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])
        for cell, own in squares.items():
            rows, columns = zip(*own, strict=True)
            if (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) != len(own):
                found[cell] = sum(self._area(row, column) for row, column in own) / whole
        return found

    def _area(self, row: int, column: int) -> float:
        high = self.ys[self.high - row] - self.ys[self.high - row - 1]
        return high * (self.xs[column + 1] - self.xs[column])


def _places(values: list[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > APART:
            out.append(value)
    return out


def _drawn(rules: list[Rule], at: float, start: float, stop: float) -> bool:
    """Whether lines run along most of an edge."""
    along = sum(max(0.0, min(stop, r.stop) - max(start, r.start)) for r in rules if abs(r.at - at) <= APART)
    return along >= 0.5 * (stop - start)


def tables_of(sheet: Sheet) -> tuple[list[Line], list[Glyph | None]]:
    """The rows of a page's drawn tables, a line each with a tab between its cells, and the glyphs outside them."""
    found: list[Line] = []
    left = sheet.glyphs
    for number, (level, upright) in enumerate(_meeting(sheet.rules), FIRST):
        grid = _Grid(level, upright)
        at, cut = _where(left, grid)
        if cut > MOST_CUT * sum(cell >= 0 for cell in at):
            continue
        held: dict[int, list[Glyph | None]] = defaultdict(list)
        for glyph, cell in zip(left, at, strict=True):
            held[cell].append(glyph)
        lines = {cell: rows_of(pieces_of(replace(sheet, glyphs=held[cell]))) for cell in held if cell >= 0}
        cells = {cell: [sorted(row, key=lambda p: p.x0) for row in rows] for cell, rows in lines.items() if rows}
        rows = _rows(grid, cells)
        if not _is_table(grid, cells, rows):
            continue
        taken = {cell for row in rows for cell in row if cell >= 0}
        left = [glyph for glyph, cell in zip(left, at, strict=True) if cell not in taken]
        for row in rows:
            for line in _lines([cells.get(cell, []) for cell in row]):
                found.append(replace(line, x0=grid.xs[0], x1=grid.xs[-1], inner=0.0, table=number))
    return found, left


def _where(glyphs: list[Glyph | None], grid: _Grid) -> tuple[list[int], int]:
    """The cell of each glyph, and how many words a line cuts; a space, and a break, go with what stands before them.

    Glyphs that touch are a word, which stands where most of them do, by their middles.
    """
    out: list[int] = []
    cut, word, before = 0, 0, None
    for g in glyphs:
        if g is None or g.char.isspace():
            out.append(out[-1] if out else -1)
            before = None
            continue
        touches = before and abs(g.y - before.y) < 0.1 * g.size and abs(g.x0 - before.x1) < TOUCHING * g.size
        if not touches:
            cut += _made_whole(out, word)
            word = len(out)
        out.append(grid.cell((g.x0 + g.x1) / 2, g.y + 0.3 * g.size))
        before = g
    return out, cut + _made_whole(out, word)


def _made_whole(cells: list[int], word: int) -> bool:
    """Puts the glyphs from `word` on into one cell; says whether they stood in several."""
    found = Counter(cells[word:])
    if len(found) < 2:
        return False
    cells[word:] = [found.most_common(1)[0][0]] * (len(cells) - word)
    return True


def _meeting(rules: Rules) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that cross or touch each other, level ones and upright ones, from the top of the page."""
    rest = set(range(len(rules.upright)))
    left = sorted(rules.level, key=lambda h: (-h.at, h.start))
    while left:
        level, upright, new = [left.pop(0)], [], [0]
        while new:
            at = new.pop()
            beside = [k for k in rest if _meet(level[at], rules.upright[k])]
            rest -= set(beside)
            for k in beside:
                upright.append(rules.upright[k])
                met = [h for h in left if _meet(h, rules.upright[k])]
                left = [h for h in left if h not in met]
                new += range(len(level), len(level) + len(met))
                level += met
        if len(level) > 1 and upright:
            yield level, upright


def _meet(level: Rule, upright: Rule) -> bool:
    crosses = level.start - NEAR <= upright.at <= level.stop + NEAR
    return crosses and upright.start - NEAR <= level.at <= upright.stop + NEAR


def _rows(grid: _Grid, cells: dict[int, list[list[Line]]]) -> list[list[int]]:
    """The cells of each row in which anything stands, without what one cell holds above and below the table."""
    rows = [row for row in map(grid.row, range(grid.high)) if any(cell in cells for cell in row)]
    while rows and len(rows[0]) == 1:
        rows.pop(0)
    while rows and len(rows[-1]) == 1:
        rows.pop()
    return rows


def _is_table(grid: _Grid, cells: dict[int, list[list[Line]]], rows: list[list[int]]) -> bool:
    """Whether cells hold rows and columns, and no page."""
    full = [[cell for cell in row if cell in cells] for row in rows]
    columns = Counter(cell % grid.wide for row in full for cell in row)
    if len(rows) < 2 or not any(len(row) > 1 for row in full) or sum(n > 1 for n in columns.values()) < 1:
        return False
    longest = max(sum(len(p.text) for line in cells[cell] for p in line) for row in full for cell in row)
    uneven = grid.uneven()
    return longest <= LONGEST and not uneven.keys() & cells.keys() and sum(uneven.values()) < WHITE


def _lines(cells: list[list[list[Line]]]) -> Iterator[Line]:
    """A row as a line; where lines of figures are stacked in a cell, each of its lines as one."""
    if any(len(cell) >= STACKED and not any(WORD.search(p.text) for line in cell for p in line) for cell in cells):
        for row in rows_of([line[0] for cell in cells for line in cell]):
            at = {id(p) for p in row}
            yield _across([[line for line in cell if id(line[0]) in at] for cell in cells])
    elif any(cells):
        yield _across(cells)


def _across(cells: list[list[list[Line]]]) -> Line:
    """Cells side by side as one line, a tab between each and the next, empty ones too."""
    texts = [[p for line in cell for p in line] for cell in cells]
    if any(RIGHT_TO_LEFT.search(p.text) for cell in texts for p in cell):
        texts.reverse()
    first = next(p for cell in texts for p in cell)
    row = replace(first, text="", marks=[], strong=[], slanted=[], tags=())
    tabs = ""
    for cell in texts:
        for i, piece in enumerate(cell):
            row.put_behind(piece, " " if i else tabs)
            tabs = ""
        tabs += "\t"
    return row
