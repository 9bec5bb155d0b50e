"""Text set in two columns side by side, as `pdftotext -layout` writes it: the left column first, then the right one.

No character is added or lost: blanks of the gutter become the line ends that the right line needs.
"""

from __future__ import annotations

import re
from collections import Counter

LEAST = 6
"""Lines with both columns that a page has at least."""
GUTTER = re.compile(r"(?<=\S)[ ]{3,}(?=\S)")


def part_columns(text: str) -> tuple[str, list[int]] | None:
    """The text with its columns one after the other, and each of its lines' line in the file; None without any."""
    if not GUTTER.search(text) or "\r" in text or "\t" in text:
        return None
    out: list[str] = []
    lines: list[int] = []
    found = False
    for first, page in _pages(text.split("\n")):
        if (gutter := _gutter(page)) is None:
            out += page
            lines += range(first, first + len(page))
            continue
        found = True
        left, right, numbers = _parted(page, gutter)
        out += left + right
        lines += [first + n for n in (*numbers[0], *numbers[1])]
    return ("\n".join(out), lines) if found else None


def _pages(rows: list[str]) -> list[tuple[int, list[str]]]:
    """Runs of lines between form feeds, each with the number of its first line."""
    pages: list[tuple[int, list[str]]] = []
    start = 0
    for i, row in enumerate(rows):
        if "\f" in row and i > start:
            pages.append((start + 1, rows[start:i]))
            start = i
    return [*pages, (start + 1, rows[start:])]


def _gutter(page: list[str]) -> int | None:
    """Where the right column begins, or None where the page has but one: most lines must stand on both sides of it."""
    starts = Counter(match.end() for row in page for match in GUTTER.finditer(row))
    if not starts:
        return None
    at, count = max(starts.items(), key=lambda item: (item[1], -item[0]))
    both = [row for row in page if len(row) > at and row[at - 2 : at] == "  " and row[at] != " " and row[:at].strip()]
    across = [row for row in page if len(row) > at and row[at - 2 : at].strip() and row[at - 1 : at + 1].strip()]
    prose = sum(len(row[:at].split()) >= 4 and len(row[at:].split()) >= 4 for row in both)
    cells = sum(len(GUTTER.findall(row)) > 1 for row in both)
    filled = sum(1 for row in page if row.strip())
    if count < LEAST or len(both) < 0.4 * filled or len(across) > 0.1 * filled:
        return None
    return at if prose >= 0.7 * len(both) and cells <= 0.2 * len(both) and at > 25 else None


def _parted(page: list[str], at: int) -> tuple[list[str], list[str], tuple[list[int], list[int]]]:
    """Left lines, right lines, and which line of the page each comes from; as many characters as before."""
    left: list[str] = []
    right: list[str] = []
    numbers: tuple[list[int], list[int]] = ([], [])
    gap = False
    for n, row in enumerate(page):
        numbers[0].append(n)
        if not row[at:].strip() or row[at - 2 : at].strip():
            left.append(row)
            gap = True
            continue
        more = int(gap and bool(right))
        left.append(row[: at - 1 - more])
        right += [""] * more + [row[at:]]
        numbers[1].extend([n] * (1 + more))
        gap = False
    return left, right, numbers
