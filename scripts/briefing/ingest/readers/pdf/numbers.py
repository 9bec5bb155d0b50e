"""Numbers of lines in the margin, as drafts and court papers print them."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from statistics import median

from briefing.ingest.readers.pdf.lines import Line, rows_of

LEADER = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}$")
"""Dots that lead to the page numbers of a table of contents."""
BLANK = 2
"""Numbers beside nothing that show that a series numbers lines, and no rows of a table."""
FEWEST, COUNTED = 5, 2
"""Numbers that make a series, and that make one where each counts the rows since the one before."""


def line_numbers(pages: list[list[Line]], held: set[int]) -> list[set[int]]:
    """Per page, the identities of the pieces that number lines; those `held`, of tables, only where some number blanks.

    They count up by one step from top to bottom, end (or begin) at one edge, and nothing else stands in their strip;
    and they count the rows of the text beside them, or stand at even distances down most of it; so labels of notes,
    which stand as far apart as their notes are long, are none. A page with too few follows the strip of the others.
    """
    loose = [[p for p in pieces if id(p) not in held] for pieces in pages]
    found = [_series(free) or _over_blanks(pieces) for free, pieces in zip(loose, pages, strict=True)]
    strips = [(x0, x1) for _, x0, x1 in (one for one in found if one is not None)]
    runs = [[int(p.text) for p in one[0]] for one in found if one is not None]
    due = {value for run in runs for value in (run[0], 2 * run[-1] - run[-2])}
    out: list[set[int]] = []
    for pieces, one in zip(loose, found, strict=True):
        if one is not None:
            out.append({id(p) for p in one[0]})
            continue
        near = [p for p in pieces if p.text.isdecimal() and any(x0 - 3 <= p.x0 and p.x1 <= x1 + 3 for x0, x1 in strips)]
        outside = near if _nothing_beside(near, pieces, strict=False) else []
        values = [int(p.text) for p in sorted(outside, key=lambda p: -p.y)]
        alone = len(values) == 1 and values[0] in due
        out.append({id(p) for p in outside} if alone or (values == sorted(set(values)) and len(values) > 1) else set())
    return out


def _series(pieces: list[Line]) -> tuple[list[Line], float, float] | None:
    """The numbers of a page's lines, and the strip in which they stand."""
    strips: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for p in pieces:
        if p.text.isdecimal() and len(p.text) <= 4:
            strips["end", round(p.x1 / 4)].append(p)
            strips["begin", round(p.x0 / 4)].append(p)
    best: list[Line] = []
    for edge, at in sorted(strips, reverse=True):
        near = [*strips[edge, at], *strips.get((edge, at + 1), ())]
        run = _counting(sorted(near, key=lambda p: -p.y))
        if len(run) > max(COUNTED - 1, len(best)) and len(run) >= 0.8 * len(near) and _nothing_beside(run, pieces):
            best = run
    return (best, min(p.x0 for p in best), max(p.x1 for p in best)) if best else None


def _over_blanks(pieces: list[Line]) -> tuple[list[Line], float, float] | None:
    """A series of which some number blank lines, as no table numbers its rows."""
    found = _series(pieces)
    near = [[q for q in pieces if abs(p.y - q.y) < 0.5 * p.size] for p in (found[0] if found else ())]
    return found if sum(len(row) == 1 for row in near) >= BLANK else None


def _counting(column: list[Line]) -> list[Line]:
    """The longest run of a column that counts up by one step, each number once."""
    best: list[Line] = []
    for step in (1, 2, 5, 10):
        run: list[Line] = []
        for p in column:
            if run and int(p.text) == int(run[-1].text) + step and p.y < run[-1].y - 1:
                run.append(p)
            elif len(run) > len(best):
                best, run = run, [p]
            elif not run or int(p.text) != int(run[-1].text):
                run = [p]
        best = max(best, run, key=len)
    return best


def _nothing_beside(run: list[Line], pieces: list[Line], *, strict: bool = True) -> bool:
    """Whether the strip of the numbers is theirs alone, at one side of all text that stands beside them."""
    if not run:
        return False
    x0, x1 = min(p.x0 for p in run), max(p.x1 for p in run)
    top, foot = max(p.y for p in run) + run[0].size, min(p.y for p in run) - run[0].size
    inside = {id(p) for p in run}
    others = [p for p in pieces if foot <= p.y <= top and id(p) not in inside]
    text = [p for p in others if not p.text.isdigit()]
    crossing = [p for p in text if p.x0 < x1 + 2 and p.x1 > x0 - 2]
    left = sum(p.x1 <= x0 for p in text)
    right = sum(p.x0 >= x1 for p in text)
    if not strict:
        return not crossing and not min(left, right)
    led = sum(bool(LEADER.search(p.text)) for p in text)
    return (
        bool(text)
        and not crossing
        and led <= 0.2 * len(text)
        and min(left, right) <= 0.05 * len(text)
        and sum(len(p.text) for p in text) >= 12 * len({round(p.y) for p in text})
        and (
            _counts_rows(run, text)
            or (
                len(run) >= FEWEST
                and _even(run)
                and top - foot >= 0.5 * (max(p.y for p in pieces) - min(p.y for p in pieces))
            )
        )
    )


def _counts_rows(run: list[Line], text: list[Line]) -> bool:
    """Whether each number, by steps of several, stands beside a row of text, as many below the last as it is more."""
    rows = [row[0].y for row in rows_of(text)]
    at = [next((i for i, y in enumerate(rows) if abs(y - p.y) < 0.3 * p.size), -1) for p in run]
    steps = [(int(two.text) - int(one.text), j - i) for (one, i), (two, j) in pairwise(zip(run, at, strict=True))]
    return min(at) >= 0 and all(more == below > 1 for more, below in steps)


def _even(run: list[Line]) -> bool:
    """Whether most numbers stand at one distance from the next."""
    gaps = [one.y - two.y for one, two in pairwise(run)]
    usual = median(gaps)
    return sum(abs(gap - usual) <= 0.15 * usual for gap in gaps) >= 2 / 3 * len(gaps)
