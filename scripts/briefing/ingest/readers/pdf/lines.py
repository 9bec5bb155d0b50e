# ruff: noqa: E501 - conditions read best on one line
"""Glyphs put together to lines, and lines to columns in reading order."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from briefing.ingest.readers.pdf.glyphs import Glyph, Sheet

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
SPACE = 0.17
"""Gap between two characters, in sizes, that is a space."""
APART = 0.6
"""Gap, in sizes, that may part two columns."""


@dataclass(slots=True)
class Line:
    """A line of text, or one column's share of it."""

    text: str
    marks: list[int]
    """Per character: 1 raised, -1 lowered, 0 neither."""
    strong: list[bool]
    slanted: list[bool]
    x0: float
    x1: float
    y: float
    """Baseline of most characters."""
    size: float
    page: int
    column: tuple[float, float] = (0.0, 0.0)
    """Left and right edge of the column that it stands in."""
    turned: bool = False
    word: float = 0.0
    """Width of its first word."""
    mirrored: bool = False
    """Whether its edges are counted from the page's right side, where it begins."""

    @property
    def bold(self) -> bool:
        """Whether nearly all of it is bold."""
        letters = [b for c, b in zip(self.text, self.strong, strict=True) if c.isalnum()]
        return bool(letters) and sum(letters) >= 0.9 * len(letters)

    @property
    def italic(self) -> bool:
        """Whether nearly all of it is slanted."""
        letters = [b for c, b in zip(self.text, self.slanted, strict=True) if c.isalnum()]
        return bool(letters) and sum(letters) >= 0.9 * len(letters)


def zones_of(pages: list[list[Line]]) -> list[list[list[Line]]]:
    """Pages' pieces as lines in reading order: each zone is a column, or a band that runs across the page.

    A page on which too little stands to tell its columns is read by those of the others.
    """
    gutters = [find_gutter(pieces) for pieces in pages]
    known = sorted(gutter for gutter in gutters if gutter)
    usual = known[len(known) // 2] if len(known) >= 0.3 * len(pages) else None
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


# --- pieces: glyphs of one line without a wide gap ---


def pieces_of(sheet: Sheet) -> list[Line]:
    """A page's stretches of text that no wide gap parts, in no sure order."""
    runs: list[list[Glyph]] = []
    current: list[Glyph] = []
    for glyph in sheet.glyphs:
        if glyph is None:
            if current:
                runs.append(current)
            current = []
            continue
        if glyph.char.isspace() and not current:
            continue
        if current and not _joins(current, glyph):
            runs.append(current)
            current = []
        if glyph.char.isspace() and not current:
            continue
        current.append(glyph)
    if current:
        runs.append(current)
    merged = _merged([run for run in runs if any(not g.char.isspace() for g in run)])
    return [line for run in merged if (line := _line(run, sheet.number)).text]


def _solid(run: list[Glyph]) -> Glyph:
    """The last glyph of a run that is not a space."""
    return next((g for g in reversed(run) if not g.char.isspace()), run[-1])


def _joins(run: list[Glyph], glyph: Glyph) -> bool:
    """Whether a glyph goes on with a run: on its line, and not far off."""
    if glyph.char.isspace():
        return True
    last = _solid(run)
    size = max(last.size, glyph.size, 1.0)
    if last.type.turned != glyph.type.turned:
        return False
    if abs(glyph.y - last.y) > 0.55 * size:
        return False
    if abs(glyph.y - last.y) > 0.06 * size and not (min(last.size, glyph.size) < 0.86 * size):
        return False
    gap = max(glyph.x0 - last.x1, last.x0 - glyph.x1)
    return gap < APART * size


def _merged(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs of one line that the file has in pieces, put together where they nearly touch."""
    boxes = [(min(g.x0 for g in run), max(g.x1 for g in run), _main(run), run) for run in runs]
    boxes.sort(key=lambda b: (-round(b[2][0], 1), b[0]))
    done: list[tuple[float, float, tuple[float, float], list[Glyph]]] = []
    for x0, x1, (y, size), run in boxes:
        for i in range(len(done) - 1, max(-1, len(done) - 40), -1):
            a0, a1, (b, other), before = done[i]
            big, small = max(size, other), min(size, other)
            raised = small <= 0.86 * big and min((size, len(run)), (other, len(before)))[1] <= 6
            near = abs(b - y) <= (0.55 * big if raised else 0.06 * big)
            gap = max(x0 - a1, a0 - x1)
            if (
                near
                and -0.3 * big < gap < (0.55 * big if raised else 0.5 * small)
                and before[0].type.turned == run[0].type.turned
            ):
                first, second = (before, run) if a0 <= x0 else (run, before)
                if RIGHT_TO_LEFT.search("".join(g.char for g in before + run)):
                    first, second = second, first
                main = (b, other) if other * len(before) >= size * len(run) else (y, size)
                done[i] = (min(a0, x0), max(a1, x1), main, [*first, *second])
                break
        else:
            done.append((x0, x1, (y, size), run))
    return [run for _, _, _, run in done]


def _main(run: list[Glyph]) -> tuple[float, float]:
    """Baseline and size of most of a run's glyphs."""
    counts: Counter[tuple[float, float]] = Counter()
    for g in run:
        if not g.char.isspace():
            counts[(round(g.y, 1), round(g.size, 1))] += 1
    if not counts:
        return run[0].y, run[0].size
    best = max(counts.values())
    return max((key for key, n in counts.items() if n >= 0.6 * best), key=lambda key: key[1])


def _line(run: list[Glyph], page: int) -> Line:
    """A run as a line: spaces where there are gaps, marks where small type stands off the line."""
    y, size = _main(run)
    if is_right_to_left("".join(g.char for g in run)):
        run = _right_to_left(run)
    chars: list[str] = []
    marks: list[int] = []
    strong: list[bool] = []
    slanted: list[bool] = []
    last: Glyph | None = None
    for g in run:
        if last is not None and not g.char.isspace() and not last.char.isspace():
            gap = max(g.x0 - last.x1, last.x0 - g.x1)
            if gap > SPACE * max(g.size, last.size):
                chars.append(" ")
                marks.append(0)
                strong.append(last.type.bold)
                slanted.append(last.type.italic)
        chars.append(" " if g.char.isspace() else g.char)
        marks.append(_mark(g, y, size))
        strong.append(g.type.bold)
        slanted.append(g.type.italic)
        last = g
    text = "".join(chars)
    start, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    solid = [g for g in run if not g.char.isspace()]
    return Line(
        text[start:stop], _widened(marks[start:stop], text[start:stop]), strong[start:stop], slanted[start:stop],
        min(g.x0 for g in solid), max(g.x1 for g in solid), y, size, page, turned=solid[0].type.turned, word=_first_word(run),
    )  # fmt: skip


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text belong to scripts that run from right to left."""
    there = len(RIGHT_TO_LEFT.findall(text))
    return there > 0 and there > sum(c.isalpha() and c < "\u0590" for c in text)


def mirror(pieces: list[Line], width: float) -> None:
    """Counts edges from the page's right side, so that a page that runs from right to left is laid out like any other."""
    for piece in pieces:
        piece.x0, piece.x1, piece.mirrored = width - piece.x1, width - piece.x0, True


def _right_to_left(run: list[Glyph]) -> list[Glyph]:
    """A line that reads from right to left, by where its glyphs stand; figures and foreign words in it run the other way.

    The file's own order can't be trusted: PDFium turns some words round and others not.
    """
    run = [g for g in run if not g.char.isspace() or g.x1 - g.x0 > 0.1]  # those without a width stand anywhere
    marks = [g for g in run if unicodedata.category(g.char) == "Mn"]
    rest = sorted((g for g in run if unicodedata.category(g.char) != "Mn"), key=lambda g: -(g.x0 + g.x1))
    out: list[Glyph] = []
    i = 0
    while i < len(rest):
        j = i
        while j < len(rest) and (j > i or rest[j].char.isalnum()) and _runs_left_to_right(rest[j].char):
            j += 1
        while j > i + 1 and not rest[j - 1].char.isalnum():
            j -= 1
        if j > i + 1:
            out += reversed(rest[i:j])
            i = j
        else:
            out.append(rest[i])
            i += 1
    for mark in marks:
        centre = (mark.x0 + mark.x1) / 2
        base = min(range(len(out)), key=lambda k: abs((out[k].x0 + out[k].x1) / 2 - centre), default=-1)
        out.insert(base + 1, mark)
    return out


def _runs_left_to_right(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("L", "EN", "AN", "ES", "ET", "CS", "WS", "ON") and char not in "()[]«»"


def _first_word(run: list[Glyph]) -> float:
    """Width of a run up to its first gap."""
    x0, x1 = run[0].x0, run[0].x1
    for last, g in itertools.pairwise(run):
        if g.char.isspace() or max(g.x0 - last.x1, last.x0 - g.x1) > SPACE * g.size:
            break
        x0, x1 = min(x0, g.x0), max(x1, g.x1)
    return x1 - x0


def _mark(g: Glyph, y: float, size: float) -> int:
    if g.char.isspace():
        return 0
    if g.size < 0.86 * size:
        if g.y - y > 0.12 * size:
            return 1
        if y - g.y > 0.05 * size:
            return -1
    return g.shift


def _widened(marks: list[int], text: str) -> list[int]:
    """Marks without those on what can't be told apart (commas, letters) unless a raised figure stands beside it."""
    for i, mark in enumerate(marks):
        if mark and not text[i].isdigit() and text[i] not in "*†‡§¶":
            left = i and marks[i - 1] == mark and (text[i - 1].isdigit() or text[i - 1] in ",–-")
            single = text[i].isalpha()
            if not left and not single:
                marks[i] = 0
    return marks


# --- columns ---


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
