# ruff: noqa: E501 - patterns and messages read best on one line
"""What stands in the margins of pages: running heads, feet, page numbers."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

from briefing.ingest.front import key_of
from briefing.ingest.readers.pdf.columns import rows_of
from briefing.ingest.readers.pdf.lines import Line

NUMBER = re.compile(r"[\s|·•—–\-\[(]*(?:(?:page|seite|p\.|стр\.?|página|صفحة|صفحه)\s*)?(\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von|sur|de|из|من|از)\s*\d{1,4})?[\s|·•—–\-\])]*", re.I)  # fmt: skip
EDGE = 3
"""Rows from a page's edge that may be margin."""


def split_margins(
    pages: list[list[Line]], heights: list[float]
) -> tuple[list[list[Line]], list[list[tuple[Line, str]]]]:
    """Pages without what stands in their margins, and per page the lines left out, each with its rule."""
    edges = [_edges(pieces) for pieces in pages]
    rules: list[dict[int, str]] = [{} for _ in pages]
    _repeated(edges, rules, heights)
    _numbers(edges, rules, pages)
    for page, pieces in enumerate(pages):
        _set_off(page, pieces, rules[page], heights[page])
    kept, gone = [], []
    for pieces, rule in zip(pages, rules, strict=True):
        kept.append([p for p in pieces if id(p) not in rule])
        gone.append([(p, rule[id(p)]) for p in sorted(pieces, key=lambda p: (-p.y, p.x0)) if id(p) in rule])
    return kept, gone


def _edges(pieces: list[Line]) -> list[tuple[int, Line]]:
    """Pieces of the first and last rows, each with its row counted from the edge: 1, 2, … from above, -1, -2, … from below."""
    rows = rows_of([p for p in pieces if not p.turned])
    found = [(i + 1, p) for i, row in enumerate(rows[:EDGE]) for p in row]
    found += [(-i - 1, p) for i, row in enumerate(rows[::-1][:EDGE]) if len(rows) - i > EDGE for p in row]
    return found


def _repeated(edges: list[list[tuple[int, Line]]], rules: list[dict[int, str]], heights: list[float]) -> None:
    """Lines that come again at the same height on other pages, figures aside."""
    places: dict[tuple[str, int, int], list[tuple[int, Line]]] = defaultdict(list)
    for page, found in enumerate(edges):
        for row, piece in found:
            key = key_of(piece.text)
            key = key if len(key) >= 6 else " ".join(piece.text.split())
            if len(key) >= 2 and len(piece.text) < 160:
                places[(key, 1 if row > 0 else -1, round(piece.y / 4))].append((page, piece))
    total = len(edges)
    for (key, side, height), found in places.items():
        near = [*found, *places.get((key, side, height + 1), []), *places.get((key, side, height - 1), [])]
        on = {page for page, _ in near}
        if len(on) >= max(2, 0.2 * total) or (len(on) >= 2 and total <= 3):
            for page, piece in found:
                rules[page][id(piece)] = "running-head" if side > 0 else "running-foot"


def _numbers(edges: list[list[tuple[int, Line]]], rules: list[dict[int, str]], pages: list[list[Line]]) -> None:
    """Page numbers: bare figures at a page's edge that count up with the pages, or stand at one height on several."""
    bare: list[tuple[int, Line, int]] = []
    for page, found in enumerate(edges):
        for _, piece in found:
            match = NUMBER.fullmatch(piece.text)
            if match and id(piece) not in rules[page]:
                value = int(match[1]) if match[1].isdigit() else 0
                bare.append((page, piece, value))
    offsets: dict[int, int] = defaultdict(int)
    for page, _, value in bare:
        offsets[value - page] += 1
    heights: dict[int, set[int]] = defaultdict(set)
    for page, piece, _ in bare:
        heights[round(piece.y / 5)].add(page)
    for page, piece, value in bare:
        counted = offsets[value - page] >= 2 or (value == page + 1)
        level = max(len(heights[round(piece.y / 5) + d]) for d in (-1, 0, 1)) >= 2
        if counted or level or not _inside(piece, pages[page]):
            rules[page][id(piece)] = "page-number"


def _set_off(page: int, pieces: list[Line], rule: dict[int, str], height: float) -> None:
    """A short line alone in the margin of a page, far from the text: heads of papers too short to repeat them."""
    rows = rows_of([p for p in pieces if not p.turned and id(p) not in rule])
    if len(rows) < 4:
        return
    steps = sorted(a[0].y - b[0].y for a, b in itertools.pairwise(rows))
    usual = steps[len(steps) // 2]
    usual_size = sorted(row[0].size for row in rows)[len(rows) // 2]
    for row, beside, name in ((rows[0], rows[1], "running-head"), (rows[-1], rows[-2], "running-foot")):
        line = row[0]
        far = abs(line.y - beside[0].y) > 1.4 * usual
        outside = line.y > 0.905 * height if name == "running-head" else line.y < 0.085 * height
        plain = line.size <= 1.05 * usual_size and len(line.text) < 90 and line.marks[:1] != [1]
        if (
            far
            and outside
            and plain
            and (page or name == "running-foot")
            and not line.text.rstrip().endswith((".", "-", ","))
        ):
            for piece in row:
                rule[id(piece)] = name


def _inside(piece: Line, pieces: list[Line]) -> bool:
    """Whether a figure stands so close to text that it may be part of it."""
    return any(p is not piece and abs(p.y - piece.y) < 2.2 * piece.size for p in pieces)
