# ruff: noqa: E501 - conditions read best on one line
"""Lines put in reading order: a page cut along its white strips into bands, columns and boxes beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefing.ingest.readers.pdf.lines import CAPTION, LABEL, Line, rows_of
from briefing.ingest.readers.pdf.right_to_left import RIGHT_TO_LEFT
from briefing.ingest.words import WORD

Row = list[Line]
NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}")
"""The number of a section, set apart from its heading."""
DEEP = 7
"""Cuts within cuts."""
NARROW = 0.75
"""Width of a strip between columns at least, in sizes."""


@dataclass(slots=True)
class Zone:
    """A column, a band or a box: its lines from top to bottom."""

    lines: list[Line]
    aside: bool = False
    """Whether it stands beside the text, which goes on below it."""
    figure: bool = False
    """Whether it is a table or a figure with what belongs to it."""


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


def zones_of(pages: list[list[Line]]) -> list[list[Zone]]:
    """Pages' pieces as zones in reading order."""
    out: list[list[Zone]] = []
    for pieces in pages:
        found = list(_ordered(rows_of(pieces), 0))
        figures = [len(found) > 1 and _is_figure(rows) for rows, _ in found]
        out.append(
            [Zone(_lines(rows), aside or figure, figure) for (rows, aside), figure in zip(found, figures, strict=True)]
        )
    return out


def _is_figure(rows: list[Row]) -> bool:
    """Whether a zone is a table or a figure with its caption rather than text."""
    side = _side(rows)
    return len(rows) >= 3 and (
        side.words < 0.7 or (bool(CAPTION.match(rows[0][0].text)) and not side.prose(side.width))
    )


def _ordered(rows: list[Row], depth: int) -> Iterator[tuple[list[Row], bool]]:
    """Rows cut at the best strip between columns: what stands above it, left of it, right of it, below; each cut again."""
    if not rows:
        return
    strip = _best_strip(rows) if depth < DEEP else None
    if strip is None:
        yield rows, False
        return
    middle = (strip.x0 + strip.x1) / 2
    left, right = _sides(rows[strip.first : strip.stop], middle)
    yield from _ordered(rows[: strip.first], depth + 1)
    if strip.aside and not _has_text(box := list(_ordered(right if strip.aside > 0 else left, depth + 1)), rows):
        yield from _ordered(left if strip.aside > 0 else right, depth + 1)
        for found, _ in box:
            yield found, True
    else:
        yield from _ordered(left, depth + 1)
        yield from _ordered(right, depth + 1)
    yield from _ordered(rows[strip.stop :], depth + 1)


def _has_text(zones: list[tuple[list[Row], bool]], rows: list[Row]) -> bool:
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


def _best_strip(rows: list[Row]) -> _Strip | None:
    """The strip that parts most text into columns, or text from a box beside it."""
    grown: list[tuple[float, float, int, int]] = []
    best: _Strip | None = None
    for i, row in enumerate(rows):
        for x0, x1 in _gaps(row):
            known = any(first <= i < stop and a < x1 and b > x0 for a, b, first, stop in grown)
            if known or x1 - x0 < NARROW * row[0].size:
                continue
            grown.append(_grown(rows, i, x0, x1))
            strip = _judged(rows, *grown[-1])
            if strip is not None and (best is None or strip.weight > best.weight):
                best = strip
    return best


def _gaps(row: Row) -> list[tuple[float, float]]:
    """White between the pieces of a row."""
    out, reach = [], float("-inf")
    for p in sorted(row, key=lambda p: p.x0):
        if p.x0 > reach > float("-inf"):
            out.append((reach, p.x0))
        reach = max(reach, p.x1)
    return out


def _grown(rows: list[Row], at: int, x0: float, x1: float) -> tuple[float, float, int, int]:
    """A gap widened over the rows above and below as long as nothing crosses it."""
    first = at
    while first and (clear := _clear(rows[first - 1], x0, x1)):
        first, (x0, x1) = first - 1, clear
    stop = at + 1
    while stop < len(rows) and (clear := _clear(rows[stop], x0, x1)):
        stop, (x0, x1) = stop + 1, clear
    return x0, x1, first, stop


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
        if x1 - x0 < 1.1 * rows[first][0].size and beside < 4:
            return None
        first, stop = _trimmed(rows, middle, first, stop_far, far=True) or (first, stop)
        height = rows[first][0].y - rows[stop - 1][0].y
        return _Strip(x0, x1, first, stop, 2 * height + beside)
    if one.prose(page) and _is_box(two, one, page):
        return _Strip(x0, x1, first, stop, height + beside, 1)
    if two.prose(page) and _is_box(one, two, page) and not _labels(one, two):
        return _Strip(x0, x1, first, stop, height + beside, -1)
    return None


def _is_box(box: _Side, text: _Side, page: float) -> bool:
    """Whether a side is something of its own beside text: rows enough, and the text beside it is no column of a table."""
    return (
        len(box.rows) >= 3 and box.chars >= 3 and box.width >= 0.06 * page and len(text.rows) >= 4 and text.full >= 0.6
    )


def _labels(left: _Side, right: _Side) -> bool:
    """Whether what stands left are labels of what stands right: few, far apart, each on a line with it."""
    near = 0.15 * left.rows[0][0].size
    heights = [row[0].y for row in right.rows]
    level = sum(any(abs(row[0].y - y) < near for y in heights) for row in left.rows)
    if left.chars <= 4 or (left.chars <= 12 and level >= 0.8 * len(left.rows) and len(left.rows) < len(right.rows)):
        return True
    steps = [a[0].y - b[0].y for a, b in pairwise(left.rows)]
    close = sum(step < 1.7 * left.rows[0][0].size for step in steps)
    return close < 0.5 * len(steps)


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
    """One zone's lines from top to bottom, each with the zone's edges."""
    column = (min(p.x0 for row in rows for p in row), max(p.x1 for row in rows for p in row))
    found = []
    for row in rows:
        whole = _across(sorted(row, key=lambda p: p.x0))
        whole.column = column
        found.append(whole)
    return found


def _across(row: Row) -> Line:
    """Pieces beside each other as one line, a tab in each wide gap."""
    if len(row) == 1:
        return row[0]
    if not row[0].mirrored and RIGHT_TO_LEFT.search("".join(p.text for p in row)):
        row = row[::-1]
    first = row[0]
    total = sum(len(p.text.split()) for p in row)
    if len(first.text) == 1 and first.font != row[1].font and not first.text.isdigit() and not first.mirrored:
        first.sign, first.text = first.text, "•"
    section = len(row) == 2 and bool(NUMBER.fullmatch(first.text)) and row[1].text[0].isalpha()
    labelled = section or (bool(LABEL.fullmatch(first.text)) and not first.text.isdigit())
    if LABEL.fullmatch(first.text) and not first.mirrored:
        first.inner = row[1].x0
    for piece in row[1:]:
        gap = max(piece.x0 - first.x1, first.x0 - piece.x1)
        cells = gap > 0.7 * first.size and total <= 6 and max(len(p.text.split()) for p in row) <= 2
        space = " " if labelled and piece is row[1] else "\t" if gap > 2.2 * first.size or cells else " "
        first.text += space + piece.text
        first.marks += [0, *piece.marks]
        first.strong += [False, *piece.strong]
        first.slanted += [False, *piece.slanted]
        first.x0, first.x1 = min(first.x0, piece.x0), max(first.x1, piece.x1)
        if piece.size * len(piece.text) > first.size * len(first.text):
            first.size, first.y = piece.size, piece.y
    return first
