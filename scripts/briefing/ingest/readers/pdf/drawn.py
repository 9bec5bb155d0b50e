"""Lines that a page draws: thin strokes and thin rectangles, level or upright, put together where they meet."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as raw

Point = tuple[float, float]
MOST_PATHS = 3000
"""Paths of a page that are looked at; a page with more holds a drawing."""
MOST_SEGMENTS = 400
"""Segments of a path that are looked at; a path with more is a drawing."""
MOST_OF_A_PAGE = 20_000
"""Segments of all paths of a page; a page with more holds a drawing."""
THIN = 3.0
"""Points that a rectangle measures across, at most, to be a line."""
NEAR = 3.0
"""Points by which lines may miss each other and yet meet."""
MOST_LINES = 400


class Rule(NamedTuple):
    """A drawn line: where it stands across itself, and from where to where it runs."""

    at: float
    start: float
    stop: float


class Rules(NamedTuple):
    """The lines of a page, each kind by its place."""

    level: list[Rule]
    upright: list[Rule]


NO_RULES = Rules([], [])


def rules_of(page: Any, placed: Callable[[float, float], Point]) -> Rules:
    """A page's lines; none where it draws so much that it is a picture."""
    level: list[Rule] = []
    upright: list[Rule] = []
    paths = segments = 0
    for i in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, i)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        paths += 1
        count = raw.FPDFPath_CountSegments(item)
        segments += min(count, MOST_SEGMENTS)
        if paths > MOST_PATHS or segments > MOST_OF_A_PAGE:
            return NO_RULES
        for one, two in _edges(item, count):
            (ax, ay), (bx, by) = placed(*one), placed(*two)
            if abs(ay - by) < 0.5 < abs(ax - bx):
                level.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) < 0.5 < abs(ay - by):
                upright.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
    found = Rules(_joined(level), _joined(upright))
    return found if max(map(len, found)) <= MOST_LINES else NO_RULES


def _edges(item: Any, count: int) -> Iterator[tuple[Point, Point]]:
    """The straight strokes of a path, and the middles of its thin filled rectangles."""
    fill, stroke, matrix = ctypes.c_int(), ctypes.c_int(), raw.FS_MATRIX()
    if not 1 < count <= MOST_SEGMENTS or not raw.FPDFPath_GetDrawMode(item, fill, stroke):
        return
    if not (fill.value or stroke.value) or not raw.FPDFPageObj_GetMatrix(item, matrix):
        return
    for points in _outlines(item, count, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
        if min(right - left, top - bottom) <= THIN:
            level = right - left > top - bottom
            x, y = (left + right) / 2, (bottom + top) / 2
            yield ((left, y), (right, y)) if level else ((x, bottom), (x, top))
        elif stroke.value:
            yield from pairwise(points)


def _outlines(item: Any, count: int, matrix: Any) -> Iterator[list[Point]]:
    """The outlines of a path that have no curves, as points on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    curved = False
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(
            (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        )
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _joined(rules: list[Rule]) -> list[Rule]:
    """Lines side by side, or end to end, as one."""
    bands: list[list[Rule]] = []
    for rule in sorted(rules):
        if bands and rule.at - bands[-1][0].at <= NEAR:
            bands[-1].append(rule)
        else:
            bands.append([rule])
    out: list[Rule] = []
    for band in bands:
        at = sum(rule.at for rule in band) / len(band)
        start, stop = float("inf"), float("-inf")
        for rule in sorted(band, key=lambda rule: rule.start):
            if stop < rule.start - NEAR:
                if start < stop:
                    out.append(Rule(at, start, stop))
                start = rule.start
            stop = max(stop, rule.stop)
        out.append(Rule(at, start, stop))
    return out
