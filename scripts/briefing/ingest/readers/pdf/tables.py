"""Tables told by alignment: rows whose pieces stand in the same columns, taken before anything else is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefing.ingest.readers.pdf.drawn import Rule
from briefing.ingest.readers.pdf.lines import LABEL, Line
from briefing.ingest.words import WORD, begins_small, ends, prose

Row = list[Line]
Strip = tuple[float, float, int, int]
LEAST = 3
"""Rows with cells in two columns that make a table."""
NARROW = 0.75
"""Width of the white between two columns at least, in sizes."""
HIGH = 6
"""Rows of a column that a line ends, at least: the head of a table has fewer."""
MOST_ACROSS = 40
"""Lines across a strip that are looked at."""
LONE = 4
"""Rows of one cell in a row over which a column goes on."""
STEP = 4.0
"""Distance of two rows of a table at most, in sizes."""
SIGN = re.compile(r"[):§|\]}*]{1,2}")
LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a zone, from one up to another, that are a table, and where its columns are parted."""

    first: int
    stop: int
    cuts: tuple[float, ...]
    running: bool = False
    """Whether one of its columns holds running text."""
    court: bool = False
    """Whether it is the head of a court's paper: the parties, a column of signs, the case."""


def grids(rows: list[Row]) -> list[Grid]:
    """The tables among a zone's rows, from top to bottom."""
    blocks = _blocks(sorted(_parting(rows), key=lambda s: (s[1], -s[2])))
    return [grid for block in blocks if (grid := _table(rows, *block)) is not None]


def signs_apart(pieces: list[Line]) -> Iterator[Line]:
    """Pieces, those cut behind a sign that stand in a column of signs, as in the head of a court's paper."""
    alone = [p.x0 for p in pieces if SIGN.fullmatch(p.text)]
    for p in pieces:
        match = re.match(rf"({SIGN.pattern})\s+(?=\w)", p.text)
        if match and sum(abs(x - p.x0) < 2 for x in alone) >= LEAST:
            yield from (p.share(0, match.end(1)), p.share(match.end(), len(p.text)))
        else:
            yield p


def column_of(piece: Line, cuts: tuple[float, ...]) -> int:
    """The column in which a piece stands."""
    return sum(cut < (piece.x0 + piece.x1) / 2 for cut in cuts)


def gaps_in(row: Row) -> list[tuple[float, float]]:
    """White between the pieces of a row."""
    out, reach = [], float("-inf")
    for p in sorted(row, key=lambda p: p.x0):
        if p.x0 > reach > float("-inf"):
            out.append((reach, p.x0))
        reach = max(reach, p.x1)
    return out


def _clear(row: Row, x0: float, x1: float) -> tuple[float, float] | None:
    """The widest part of a strip that a row leaves white, or None where too little of it is left."""
    free = [(x0, x1)]
    for p in row:
        parts: list[tuple[float, float]] = []
        for a, b in free:
            if p.x1 <= a or p.x0 >= b:
                parts.append((a, b))
                continue
            if p.x0 > a:
                parts.append((a, p.x0))
            if p.x1 < b:
                parts.append((p.x1, b))
        free = parts
    best = max(free, key=lambda s: s[1] - s[0], default=None)
    return best if best is not None and best[1] - best[0] >= NARROW * row[0].size else None


def _grown(rows: list[Row], at: int, gap: tuple[float, float], crossing: list[float]) -> Strip:
    """A gap widened over the rows above and below as long as nothing crosses it, a line near by aside."""
    (x0, x1), first = gap, at
    while first and not _between(rows, first, crossing) and (free := _clear(rows[first - 1], x0, x1)):
        first, (x0, x1) = first - 1, free
    stop = at + 1
    while stop < len(rows) and not _between(rows, stop, crossing) and (free := _clear(rows[stop], x0, x1)):
        stop, (x0, x1) = stop + 1, free
    if crossing and stop - first < HIGH:
        nearest = min(crossing, key=lambda y: abs(y - rows[at][0].y))
        return _grown(rows, at, gap, [y for y in crossing if y != nearest])
    return x0, x1, first, stop


def _between(rows: list[Row], i: int, heights: list[float]) -> bool:
    """Whether one of some heights lies between a row and the one above it."""
    foot, top = (row[0].y + 0.4 * row[0].size for row in (rows[i], rows[i - 1]))
    return any(foot < at < top for at in heights)


def strips(rows: list[Row], rules: Sequence[Rule] = ()) -> list[Strip]:
    """The white strips between pieces: their edges, and the rows, from one up to another, that leave them white.

    A drawn line across a strip of some height ends it, where `rules` are given.
    """
    found: list[Strip] = []
    for i, row in enumerate(rows):
        for x0, x1 in gaps_in(row):
            known = any(first <= i < stop and a < x1 and b > x0 for a, b, first, stop in found)
            if not known and x1 - x0 >= NARROW * row[0].size:
                crossing = [r.at for r in rules if r.start < x0 and r.stop > x1][:MOST_ACROSS]
                found.append(_grown(rows, i, (x0, x1), crossing))
    return found


def _parting(rows: list[Row]) -> Iterator[tuple[float, int, int]]:
    """Strips with cells on both sides in rows enough: where they are, and from which row to which."""
    for x0, x1, first, stop in strips(rows):
        middle = (x0 + x1) / 2
        both = [j for j in range(first, stop) if min(p.x0 for p in rows[j]) < middle < max(p.x0 for p in rows[j])]
        for run in _runs(rows, both):
            if len(run) >= LEAST:
                yield middle, run[0], run[-1] + 1


def _runs(rows: list[Row], both: list[int]) -> Iterator[list[int]]:
    """Rows with both cells, parted where too much stands between them."""
    run: list[int] = []
    for j in both:
        between = range(run[-1], j) if run else range(0)
        if len(between) > LONE or any(_step(rows[k], rows[k + 1]) > STEP * rows[k][0].size for k in between):
            yield run
            run = []
        run.append(j)
    if run:
        yield run


def _step(above: Row, below: Row) -> float:
    return above[0].y - below[0].y


def _blocks(left: list[tuple[float, int, int]]) -> Iterator[tuple[int, int, tuple[float, ...]]]:
    """Strips that share rows, put together."""
    while left:
        middle, first, stop = left.pop(0)
        cuts = [middle]
        while left and left[0][1] < stop:
            other, _, end = left.pop(0)
            cuts.append(other)
            stop = max(stop, end)
        yield first, stop, tuple(sorted(cuts))


def _table(rows: list[Row], first: int, stop: int, cuts: tuple[float, ...]) -> Grid | None:
    """Rows in columns, unless they are columns of prose, a list of items or lines set wide."""
    inside = rows[first:stop]
    cells: list[list[Line]] = [[] for _ in range(len(cuts) + 1)]
    for row in inside:
        for p in row:
            cells[column_of(p, cuts)].append(p)
    columns = [column for column in cells if column]
    if columns and all(LABEL.fullmatch(p.text) for p in columns[0]):
        columns = columns[1:]
    many = sum(len({column_of(p, cuts) for p in row}) > 1 for row in inside)
    led = sum(any(LEADER.search(p.text) for p in row) for row in inside)
    if len(columns) < 2 or many < max(LEAST, 0.5 * len(inside)) or led > 0.3 * len(inside):
        return None
    signs = [p for p in columns[1] if SIGN.fullmatch(p.text)]
    if len(columns) == 3 and len(signs) == len(columns[1]):
        return Grid(first, stop, cuts, court=True)
    if len(cuts) == 1 and len(signs) >= LEAST and min(p.x0 for p in columns[1]) > max(p.x0 for p in signs) - 2:
        return Grid(first, stop, (cuts[0], max(p.x1 for p in signs)), court=True)
    if sum(p.text.endswith(":") for p in columns[0]) > 0.6 * len(columns[0]):
        return None  # labels and what each says
    wide = [b - a for row in inside for a, b in gaps_in(row)]
    whole = " ".join(p.text for row in inside for p in sorted(row, key=lambda p: p.x0))
    if median(wide) < 1.5 * inside[0][0].size and prose(whole) and not _figures(columns):
        return None
    running = sum(_runs_on(column) for column in columns)
    if running and (len(columns) == 2 or running >= len(columns) - 1):
        return None
    return Grid(first, stop, cuts, running=running > 0)


def _figures(columns: list[list[Line]]) -> bool:
    """Whether one of some columns holds figures."""
    return any(sum(not WORD.search(p.text) for p in column) > 0.6 * len(column) for column in columns)


def _runs_on(column: list[Line]) -> bool:
    """Whether the lines of a column are of running text: long, and each going on with the one above."""
    if median(len(p.text) for p in column) < 14:
        return False
    going = sum(not ends(a.text) and begins_small(b.text) for a, b in pairwise(column))
    return going > 0.3 * max(1, len(column) - 1)
