# ruff: noqa: E501 - conditions read best on one line
"""Lines put in reading order: a page cut along its white strips into bands, columns and boxes beside the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile, zip_longest
from statistics import median

from briefing.ingest.readers.pdf.drawn import Rule
from briefing.ingest.readers.pdf.lines import CAPTION, LABEL, Line, rows_of
from briefing.ingest.readers.pdf.right_to_left import RIGHT_TO_LEFT
from briefing.ingest.readers.pdf.tables import Grid, Row, column_of, grids, signs_apart, strips
from briefing.ingest.words import WORD

NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}")
"""The number of a section, set apart from its heading."""
DEEP = 7
"""Cuts within cuts."""


@dataclass(slots=True)
class Zone:
    """A column, a band or a box: its lines from top to bottom."""

    lines: list[Line]
    kind: str = ""
    """`aside` for a box beside text, which goes on below it; `figure` for one with what belongs to it; `court` for the
    parties, and the case, at the head of a court's paper; `people` for authors above the text; `signs` for the column of signs between them."""


@dataclass(frozen=True, slots=True)
class _Strip:
    """A white strip: its edges, and the rows, from one up to another, that stand beside it."""

    x0: float
    x1: float
    first: int
    stop: int
    weight: float
    aside: int = 0
    """1 where what stands right of it is a box, -1 where what stands left of it is one."""


def zones_of(pages: list[list[Line]], rules: Sequence[Sequence[Rule]] | None = None) -> list[list[Zone]]:
    """Pages' pieces as zones in reading order; by the lines drawn across each page, where they are given."""
    out: list[list[Zone]] = []
    for pieces, lines in zip(pages, rules or [()] * len(pages), strict=True):
        found = list(_ordered(rows_of(list(signs_apart(pieces))), 0, lines))
        many = len(found) > 1 and not any(kind == "court" for _, kind in found)
        out.append(
            [
                Zone(_lines(rows), "figure" if many and kind in ("", "aside") and _is_figure(rows) else kind)
                for rows, kind in found
            ]
        )
    return out


def rows_kept(pages: list[list[Line]]) -> set[int]:
    """The identities of pieces in rows of tables, those set off at a table's edges and mere labels aside."""
    kept: set[int] = set()
    for pieces in pages:
        drawn = Counter(p.table for p in pieces)
        kept |= {id(p) for p in pieces if p.table and drawn[p.table] > 2}
        for rows, _ in _ordered(rows_of(pieces), 0):
            for grid in grids(rows):
                inside = rows[grid.first : grid.stop]
                most = 1.3 * median(a[0].y - b[0].y for a, b in pairwise(inside))
                while len(inside) > 1 and inside[0][0].y - inside[1][0].y > most:
                    inside.pop(0)
                while len(inside) > 1 and inside[-2][0].y - inside[-1][0].y > most:
                    inside.pop()
                for cells in zip(*(_parted(row, grid.cuts) for row in inside), strict=True):
                    column = [p for cell in cells for p in cell]
                    kept |= {id(p) for p in column if not all(LABEL.fullmatch(q.text) for q in column)}
    return kept


def _is_figure(rows: list[Row]) -> bool:
    """Whether a zone is a table or a figure with its caption rather than text."""
    side = _side(rows)
    return len(rows) >= 3 and (
        side.words < 0.7 or (bool(CAPTION.match(rows[0][0].text)) and not side.prose(side.width))
    )


def _ordered(rows: list[Row], depth: int, rules: Sequence[Rule] = ()) -> Iterator[tuple[list[Row], str]]:
    """Rows cut at the best strip between columns: what stands above it, left of it, right of it, below; each cut again."""
    if not rows:
        return
    found = grids(rows)
    court = next((grid for grid in found if grid.court), None)
    if court is not None:
        parts: list[list[Row]] = [[], [], []]
        for row in rows[court.first : court.stop]:
            for part, cells in zip(parts, _parted(row, court.cuts), strict=True):
                part += [cells] if cells else []
        yield from _ordered(rows[: court.first], depth + 1, rules)
        yield from zip((parts[0], parts[1], parts[2]), ("court", "signs", "court"), strict=True)
        yield from _ordered(rows[court.stop :], depth + 1, rules)
        return
    strip = _best_strip(rows, [grid for grid in found if not grid.running], rules) if depth < DEEP else None
    if strip is None:
        yield list(_unmixed(rows)), "people" if len(rows) > 2 and _stack(rows, 2)[-1:] == [len(rows)] else ""
        return
    middle = (strip.x0 + strip.x1) / 2
    left, right = _sides(rows[strip.first : strip.stop], middle)
    yield from _ordered(rows[: strip.first], depth + 1, rules)
    if strip.aside and not _has_text(box := list(_ordered(right if strip.aside > 0 else left, depth + 1, rules)), rows):
        yield from _ordered(left if strip.aside > 0 else right, depth + 1, rules)
        for inner, _ in box:
            yield inner, "aside"
    else:
        one, two = ([], []) if strip.aside else (_stack(left), _stack(right))
        if one and two:
            for spans in zip_longest(pairwise([0, *one]), pairwise([0, *two])):
                yield from (
                    (side[slice(*span)], "people") for side, span in zip((left, right), spans, strict=True) if span
                )
            left, right = left[one[-1] :], right[two[-1] :]
        yield from _ordered(left, depth + 1, rules)
        yield from _ordered(right, depth + 1, rules)
    yield from _ordered(rows[strip.stop :], depth + 1, rules)


def _stack(rows: list[Row], share: float = 0.97) -> list[int]:
    """Up to which rows people stand at the top of a column, each with where they work and their address, centred in it."""
    wide, middle = share * _width(rows), rows[0][0].x0 + rows[0][0].x1
    inset = takewhile(lambda row: _width([row]) < wide and abs(row[0].x0 + row[-1].x1 - middle) < 2 * row[0].size, rows)
    return [i for i, row in enumerate(inset, 1) if any("@" in p.text for p in row)]


def _unmixed(rows: list[Row]) -> Iterator[Row]:
    """Rows with each drawn table whole, before what stands beside it."""
    done: set[int] = set()
    for row in rows:
        for table in sorted({p.table for p in row} - done - {0}):
            done.add(table)
            yield from ([p] for other in rows for p in other if p.table == table)
        if text := [p for p in row if not p.table]:
            yield text


def _parted(row: Row, cuts: tuple[float, ...]) -> list[Row]:
    """A row's pieces by their columns."""
    return [[p for p in row if column_of(p, cuts) == i] for i in range(len(cuts) + 1)]


def _has_text(zones: list[tuple[list[Row], str]], rows: list[Row]) -> bool:
    """Whether what stands beside text is no box but holds columns of the text itself."""
    size, width = median(p.size for row in rows for p in row), _width(rows)
    return len(zones) > 1 and any(
        _side(found).prose(width) and median(p.size for row in found for p in row) > 0.93 * size for found, _ in zones
    )


def _width(rows: list[Row]) -> float:
    return max(p.x1 for row in rows for p in row) - min(p.x0 for row in rows for p in row)


def _sides(rows: list[Row], middle: float) -> tuple[list[Row], list[Row]]:
    """What of some rows stands left and right of a strip."""
    left = [[p for p in row if (p.x0 + p.x1) / 2 < middle] for row in rows]
    right = [[p for p in row if (p.x0 + p.x1) / 2 >= middle] for row in rows]
    return [row for row in left if row], [row for row in right if row]


# --- strips ---


def _best_strip(rows: list[Row], tables: list[Grid], rules: Sequence[Rule]) -> _Strip | None:
    """The strip that parts most text into columns, or text from a box beside it that is no column of a table."""
    best: _Strip | None = None
    for white in strips(rows, rules):
        strip = _judged(rows, *white)
        if strip is None or any(_holds(table, strip) for table in tables):
            continue
        if best is None or strip.weight > best.weight:
            best = strip
    return best


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a strip: is it text that fills its width?"""

    rows: list[Row]
    x0: float
    x1: float
    chars: float
    """Characters of its usual row."""
    full: float
    """Share of the rows that reach nearly across."""
    words: float
    """Share of its tokens that are words."""

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    def prose(self, width: float) -> bool:
        """Whether it reads as a column of text."""
        return (
            len(self.rows) >= 3
            and self.chars >= 16
            and self.full >= 0.45
            and self.words >= 0.7
            and self.width >= 0.15 * width
        )


def _side(rows: list[Row]) -> _Side:
    x0, x1 = min(p.x0 for row in rows for p in row), max(p.x1 for row in rows for p in row)
    widths = [max(p.x1 for p in row) - min(p.x0 for p in row) for row in rows]
    wide = sorted(widths)[int(0.9 * (len(widths) - 1))]
    tokens = [token for row in rows for p in row for token in p.text.split()]
    return _Side(
        rows,
        x0,
        x1,
        median(sum(len(p.text) for p in row) for row in rows),
        sum(w >= 0.75 * wide for w in widths) / len(widths),
        sum(bool(WORD.search(token)) for token in tokens) / max(1, len(tokens)),
    )


def _holds(table: Grid, strip: _Strip) -> bool:
    """Whether a strip parts columns of a table: many, or what would be a box beside text."""
    shared = min(table.stop, strip.stop) - max(table.first, strip.first)
    return shared > 0 and (bool(strip.aside) or (len(table.cuts) > 2 and shared > 0.8 * (strip.stop - strip.first)))


def _judged(rows: list[Row], x0: float, x1: float, first: int, stop: int) -> _Strip | None:
    """A strip with how much it parts, or None where it parts no columns: cells of a table, labels of a list."""
    middle = (x0 + x1) / 2
    stop_far = stop
    trimmed = _trimmed(rows, middle, first, stop)
    if trimmed is None:
        return None
    first, stop = trimmed
    left, right = _sides(rows[first:stop], middle)
    if len(left) < 3 or len(right) < 2:
        return None
    one, two = _side(left), _side(right)
    page = _width(rows)
    beside = min(len(left), len(right))
    height = rows[first][0].y - rows[stop - 1][0].y
    if one.prose(page) and two.prose(page):
        first, stop = _trimmed(rows, middle, first, stop_far, far=True) or (first, stop)
        height = rows[first][0].y - rows[stop - 1][0].y
        return _Strip(x0, x1, first, stop, 2 * height + beside)
    if one.prose(page) and _is_box(two, one, page):
        return _Strip(x0, x1, first, stop, height + beside, 1)
    if two.prose(page) and _is_box(one, two, page) and not _are_labels(left, rows[first:stop]):
        return _Strip(x0, x1, first, stop, height + beside, -1)
    return None


def _are_labels(left: list[Row], rows: list[Row]) -> bool:
    """Whether what stands left of text are labels of its paragraphs, of a line each: on the first line of one."""
    inside = {id(p) for row in left for p in row}
    at = [i for i, row in enumerate(rows) if any(id(p) in inside for p in row)]
    return all(len(rows[i]) > 1 for i in at) and not any(b == a + 1 for a, b in pairwise(at))


def _is_box(box: _Side, text: _Side, page: float) -> bool:
    """Whether a side is something of its own beside text: rows enough, and the text beside it is no column of a table."""
    return (
        len(box.rows) >= 3 and box.chars >= 3 and box.width >= 0.06 * page and len(text.rows) >= 4 and text.full >= 0.6
    )


def _trimmed(rows: list[Row], middle: float, first: int, stop: int, far: bool = False) -> tuple[int, int] | None:
    """The rows beside a strip: those where text stands on both sides of it, and what goes on above and below.

    Columns of text may end at very different heights: `far` lets the longer one go on over gaps.
    """
    left, right = _sides(rows[first:stop], middle)
    if not left or not right:
        return None
    top = min(left[0][0].y, right[0][0].y)
    foot = max(left[-1][0].y, right[-1][0].y)
    near = 0.5 * rows[first][0].size
    inside = [i for i in range(first, stop) if foot - near <= rows[i][0].y <= top + near]
    if len(inside) < 2:
        return None
    low, high = inside[0], inside[-1] + 1
    bounds = [
        (min(p.x0 for row in side for p in row), max(p.x1 for row in side for p in row))
        for side in _sides(rows[low:high], middle)
    ]
    most = 1.35 * max(p.size for row in rows[low:high] for p in row)
    while low > first and _follows(rows[low - 1], rows[low], bounds, most):
        low -= 1
    while high < stop and _follows(rows[high], rows[high - 1], bounds, most, far):
        high += 1
    return low, high


def _follows(row: Row, beside: Row, bounds: list[tuple[float, float]], most: float, far: bool = False) -> bool:
    """Whether a row on one side of a strip only goes on with the column there."""
    size = max(row[0].size, beside[0].size)
    close = far or (abs(row[0].y - beside[0].y) < 2.4 * size and all(p.size < most for p in row))
    return close and all(any(a - 2 <= p.x0 and p.x1 <= b + 2 for a, b in bounds) for p in row)


# --- lines ---


def _lines(rows: list[Row]) -> list[Line]:
    """One zone's lines from top to bottom, each with the zone's edges; rows of tables with the number of theirs."""
    column = (min(p.x0 for row in rows for p in row), max(p.x1 for row in rows for p in row))
    found: list[Line] = []
    at = 0
    for number, grid in enumerate([*grids(rows), None], 1):
        text = rows[at : grid.first if grid else len(rows)]
        for row, below in zip(text, [*text[1:], []], strict=False):
            near = len(below) == 1 and below[0].x0 < column[0] + 0.4 * (column[1] - column[0])
            found.append(_across(sorted(row, key=lambda p: p.x0), below=below[0] if near else None))
        for row in rows[grid.first : grid.stop] if grid else ():
            found.append(_across(sorted(row, key=lambda p: p.x0), grid.cuts if grid else ()))
            found[-1].table = number
        at = grid.stop if grid else at
    for line in found:
        line.column = column
    return found


def _across(row: Row, cuts: tuple[float, ...] = (), below: Line | None = None) -> Line:
    """Pieces beside each other as one line, a tab in each wide gap; in a table, between its columns.

    Where the row `below` goes on under the second piece, the first is the label of what hangs there.
    """
    if len(row) == 1:
        return row[0]
    if not row[0].mirrored and RIGHT_TO_LEFT.search("".join(p.text for p in row)):
        row = row[::-1]
    first = row[0]
    total = sum(len(p.text.split()) for p in row)
    if len(first.text) == 1 and first.font != row[1].font and not first.text.isdigit() and not first.mirrored:
        first.sign, first.text = first.text, "•"
    section = len(row) == 2 and bool(NUMBER.fullmatch(first.text)) and row[1].text[0].isalpha()
    hangs = len(row) == 2 and below is not None and abs(below.x0 - row[1].x0) < 0.2 * first.size
    labelled = section or hangs or (bool(LABEL.fullmatch(first.text)) and not first.text.isdigit())
    if (hangs or LABEL.fullmatch(first.text)) and not first.mirrored:
        first.inner = row[1].x0
    at = column_of(first, cuts)
    for piece in row[1:]:
        before, at = at, column_of(piece, cuts)
        gap = max(piece.x0 - first.x1, first.x0 - piece.x1)
        cells = gap > 0.7 * first.size and total <= 6 and max(len(p.text.split()) for p in row) <= 2
        apart = before != at if cuts else gap > 2.2 * first.size or cells
        space = (
            "\t"
            if apart and not (labelled and piece is row[1] and not cuts)
            else ""
            if gap < 0.1 * first.size and piece.size < 0.86 * first.size
            else " "
        )
        first.put_behind(piece, space)
    return first
