# ruff: noqa: E501 - conditions read best on one line
"""Lines put in reading order: columns and the bands between them, told by the white strips of all pages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from statistics import median

from briefing.ingest.readers.pdf.lines import Line
from briefing.ingest.readers.pdf.right_to_left import RIGHT_TO_LEFT


def zones_of(pages: list[list[Line]]) -> list[list[list[Line]]]:
    """Pages' pieces as lines in reading order: each zone is a column, or a band that runs across the page.

    A page on which too little stands to tell its columns is read by those of the others.
    """
    gutters = [find_gutter(pieces) for pieces in pages]
    known = sorted(gutter for gutter in gutters if gutter)
    usual = known[len(known) // 2] if known and len(known) >= 0.3 * len(pages) else None
    return [
        [zone for zone in _ordered(pieces, 0, gutter or _held(pieces, usual)) if zone]
        for pieces, gutter in zip(pages, gutters, strict=True)
    ]


def _held(pieces: list[Line], gutter: tuple[float, float] | None) -> tuple[float, float] | None:
    """A gutter of other pages, where hardly anything on this one crosses it."""
    if gutter is None or not pieces:
        return None
    middle = (gutter[0] + gutter[1]) / 2
    crossing = sum(p.x0 < middle - 3 and p.x1 > middle + 3 for p in pieces)
    return (middle - 3, middle + 3) if crossing <= 0.4 * len(pieces) else None


def _ordered(pieces: list[Line], depth: int, gutter: tuple[float, float] | None = None) -> list[list[Line]]:
    """Zones in reading order: bands that run across, and between them columns, each from top to bottom."""
    if depth:
        gutter = find_gutter(pieces) if depth < 4 else None
    if gutter is None:
        return [_rows(pieces)]
    low, high = gutter
    ordered: list[list[Line]] = []
    band: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows_of(pieces):
        if any(p.x0 < low - 1 and p.x1 > high + 1 for p in row) or _below_band(row, band):
            ordered += [*_ordered(left, depth + 1), *_ordered(right, depth + 1)]
            left, right = [], []
            band += row
            continue
        ordered.append(_rows(band))
        band = []
        for p in row:
            (left if (p.x0 + p.x1) / 2 < (low + high) / 2 else right).append(p)
    return [*ordered, *_ordered(left, depth + 1), *_ordered(right, depth + 1), _rows(band)]


def _below_band(row: list[Line], band: list[Line]) -> bool:
    """Whether a row that does not reach across goes on with larger type that does, as a title's last line."""
    if not band or len(row) != 1:
        return False
    last, piece = band[-1], row[0]
    return abs(piece.size - last.size) < 0.05 * last.size and 0 < last.y - piece.y < 2 * last.size


def rows_of(pieces: list[Line]) -> list[list[Line]]:
    """Pieces by their baselines, from top to bottom."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda p: -p.y):
        if rows and abs(rows[-1][0].y - piece.y) < 0.3 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _rows(pieces: list[Line]) -> list[Line]:
    """One column's lines from top to bottom, each with the column's edges."""
    if not pieces:
        return []
    column = (min(p.x0 for p in pieces), max(p.x1 for p in pieces))
    found = []
    for row in rows_of(pieces):
        whole = _across(sorted(row, key=lambda p: p.x0))
        whole.column = column
        found.append(whole)
    return found


def _across(row: list[Line]) -> Line:
    """Pieces beside each other as one line, a tab in each wide gap."""
    if len(row) == 1:
        return row[0]
    if not row[0].mirrored and RIGHT_TO_LEFT.search("".join(p.text for p in row)):
        row = row[::-1]
    first = row[0]
    total = sum(len(p.text.split()) for p in row)
    for piece in row[1:]:
        gap = max(piece.x0 - first.x1, first.x0 - piece.x1)
        cells = gap > 0.7 * first.size and total <= 6 and max(len(p.text.split()) for p in row) <= 2
        space = "\t" if gap > 2.2 * first.size or cells else " "
        first.text += space + piece.text
        first.marks += [0, *piece.marks]
        first.strong += [False, *piece.strong]
        first.slanted += [False, *piece.slanted]
        first.x0, first.x1 = min(first.x0, piece.x0), max(first.x1, piece.x1)
        if piece.size * len(piece.text) > first.size * len(first.text):
            first.size, first.y = piece.size, piece.y
    return first


def find_gutter(pieces: list[Line]) -> tuple[float, float] | None:
    """The white strip between two columns of text, or None: few lines cross it, and lines of text stand on both sides."""
    if len(pieces) < 6:
        return None
    low, high = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    if high - low < 120:
        return None
    size = int(high - low) + 2
    cover = [0] * (size + 1)
    for p in pieces:
        cover[max(0, int(p.x0 - low))] += 1
        cover[min(size, int(p.x1 - low) + 1)] -= 1
    depth, heights = 0, []
    for change in cover:
        depth += change
        heights.append(depth)
    most = max(heights)
    best: tuple[float, float, float] | None = None
    for limit in sorted({0.0, 0.05 * most, 0.12 * most, 0.25 * most}):
        for start, stop in _strips([*heights[: size - 1], most + 1], limit):
            if stop - start >= 5 and start > 0.15 * size and stop < 0.85 * size:
                share = _two_sided(pieces, low + start, low + stop)
                if share and (best is None or share > best[2]):
                    best = (low + start, low + stop, share)
    return (best[0], best[1]) if best else None


def _strips(heights: list[int], limit: float) -> Iterator[tuple[int, int]]:
    """Stretches in which no height is above a limit."""
    start: int | None = None
    for i, height in enumerate(heights):
        if height <= limit:
            start = i if start is None else start
        elif start is not None:
            yield start, i
            start = None


def _two_sided(pieces: list[Line], low: float, high: float) -> float:
    """Share of the lines that end before or begin after a strip, where enough text stands on both sides; else 0."""
    left = _side([p for p in pieces if p.x1 <= low + 1.5])
    right = _side([p for p in pieces if p.x0 >= high - 1.5])
    if len(left) < 3 or len(right) < 2:
        return 0.0
    width = max(p.x1 for p in pieces) - min(p.x0 for p in pieces)
    for side in (left, right):
        if median(row[2] for row in side) < 18 or median(row[1] - row[0] for row in side) < 0.18 * width:
            return 0.0
    heights = sorted(row[3] for row in left)
    near = 0.8 * median(p.size for p in pieces)
    beside = 0
    for row in right:
        i = bisect_left(heights, row[3] - near)
        beside += i < len(heights) and heights[i] <= row[3] + near
    if beside < 0.3 * len(right):
        return 0.0
    clear = sum(1 for p in pieces if p.x1 <= low + 1.5 or p.x0 >= high - 1.5)
    share = clear / len(pieces)
    return share if share > 0.55 else 0.0


def _side(pieces: list[Line]) -> list[tuple[float, float, int, float]]:
    """One side's rows: left edge, right edge, characters, baseline."""
    return [
        (min(p.x0 for p in row), max(p.x1 for p in row), sum(len(p.text) for p in row), row[0].y)
        for row in rows_of(pieces)
    ]
