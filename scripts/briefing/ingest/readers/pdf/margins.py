# ruff: noqa: E501 - patterns and messages read best on one line
"""What stands in the margins of pages: running heads, feet, page numbers; each told by its place on several pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from statistics import median

from briefing.ingest.readers.pdf.lines import Line, rows_of
from briefing.ingest.words import prose, words

NUMBER = re.compile(r"[\s|·•—–\-\[(]*(?:(?:page|seite|p\.|стр\.?|página|صفحة|صفحه)\s*|(?:[^\W\d_]{1,4}|\d{1,2})[-–])?(\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von|sur|de|из|من|از)\s*\d{1,4})?[\s|·•—–\-\])]*", re.I)  # fmt: skip
PAGE_WORD = re.compile(r"\b(?:page:?|pg\.|seite|página|pagina|стр\.|страница)\s*\d", re.I)
BESIDE = re.compile(r"(\d{1,4})\s+\D*|\D*\s(\d{1,4})")
"""A head with the page's number before or behind it."""
WORDS = re.compile(r"[^\W\d_]{2,}")
FIGURES = re.compile(r"\d+")
PAGED = 1_000_000_000
"""Taken from a figure, beside the page, where it counts the pages."""
EDGE = 4
"""Rows from a page's edge that may be margin."""
INNER = 0.25
"""Share of a page's height, from above and from below, beyond which nothing is margin, however often it comes."""
SIDES = 3
"""Pages on which what stands beside the text is of no page's own."""
Found = tuple[int, int, Line]
"""Page, row counted from the edge (1, 2, … from above, -1, -2, … from below), piece."""


def split_margins(
    pages: list[list[Line]], heights: list[float], held: set[int]
) -> tuple[list[list[Line]], list[list[tuple[Line, str]]]]:
    """Pages without what stands in their margins, and per page the lines left out, each with its rule; those `held` stay."""
    edges = [
        found
        for page, pieces in enumerate(pages)
        for found in _edges(page, pieces)
        if id(found[2]) not in held and not INNER * heights[page] < found[2].y < (1 - INNER) * heights[page]
    ]
    rules: dict[int, str] = {}
    _numbers(edges, rules, pages, heights)
    _repeated(edges, rules, pages, heights)
    _beside(edges, rules, pages)
    _mirrored(edges, rules, pages)
    _stamped(rules, pages, heights)
    _at_sides(rules, pages, held)
    kept, gone = [], []
    for pieces in pages:
        kept.append([p for p in pieces if id(p) not in rules])
        gone.append([(p, rules[id(p)]) for p in sorted(pieces, key=lambda p: (-p.y, p.x0)) if id(p) in rules])
    return kept, gone


def _edges(page: int, pieces: list[Line]) -> list[Found]:
    """Pieces of the first and last rows."""
    rows = rows_of(pieces)
    found = [(page, i + 1, p) for i, row in enumerate(rows[:EDGE]) for p in row]
    return found + [(page, -i - 1, p) for i, row in enumerate(rows[::-1][:EDGE]) if len(rows) - i > EDGE for p in row]


def _repeated(edges: list[Found], rules: dict[int, str], pages: list[list[Line]], heights: list[float]) -> None:
    """Lines that come again at the same height on other pages; their figures the same, or counting the pages.

    What else stands at that height decides with them: where other pages begin with text there, it is no margin.
    """
    groups: dict[tuple[str, int], list[Found]] = defaultdict(list)
    for page, row, piece in edges:
        key = FIGURES.sub("#", " ".join(piece.text.split()).casefold())
        if id(piece) not in rules and 2 <= len(key) < 160 and not _is_text(piece.text):
            groups[(key, 1 if row > 0 else -1)].append((page, row, piece))
    taken: list[list[Found]] = []
    for found in groups.values():
        for level in _levels(found):
            like = _alike(level, heights)
            if len({page for page, _, _ in like}) >= 2:
                taken.append(like)
    again = {id(piece) for like in taken for _, _, piece in like} | set(rules)
    for like in taken:
        where = {page for page, _, _ in like}
        y = median(piece.y for _, _, piece in like)
        rivals = {page for page, row, p in edges if abs(p.y - y) < 0.5 * p.size and id(p) not in again} - where
        alone = sum(_set_off(piece, pages[page], row > 0, again) for page, row, piece in like)
        if len(rivals) > 0.5 * len(where) or alone < 0.6 * len(like) or (len(where) < 3 and _may_head(like)):
            continue
        size = median(piece.size for _, _, piece in like)
        for page, row, piece in like:
            if not page and row > 0 and piece.size > 1.05 * size:
                continue  # the title, from which the others are taken
            rules[id(piece)] = "running-head" if row > 0 else "running-foot"


def _beside(edges: list[Found], rules: dict[int, str], pages: list[list[Line]]) -> None:
    """What shares its row with a page number or a running head, apart from the text."""
    gone = set(rules)
    rows: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for page, row, piece in edges:
        rows[(page, row)].append(piece)
    for (page, row), pieces in rows.items():
        left = [p for p in pieces if id(p) not in gone]
        if (
            left
            and len(left) < len(pieces)
            and all(len(p.text) < 100 and _set_off(p, pages[page], row > 0, gone | {id(q) for q in left}) for p in left)
        ):
            for piece in left:
                rules[id(piece)] = "running-head" if row > 0 else "running-foot"


def _mirrored(edges: list[Found], rules: dict[int, str], pages: list[list[Line]]) -> None:
    """Heads of left and right pages: other words on each, the page's number before them on one, behind on the other."""
    groups: dict[tuple[int, int], list[tuple[int, Line, bool]]] = defaultdict(list)
    for page, row, piece in edges:
        match = BESIDE.fullmatch(piece.text)
        if match and abs(row) == 1 and id(piece) not in rules and _set_off(piece, pages[page], row > 0, set()):
            groups[(row, int(match[1] or match[2]) - page)].append((page, piece, bool(match[1])))
    for (row, _), like in groups.items():
        if len({(page % 2, before) for page, _, before in like}) == 2 and len({before for _, _, before in like}) == 2:
            rules |= {id(piece): "running-head" if row > 0 else "running-foot" for _, piece, _ in like}


def _stamped(rules: dict[int, str], pages: list[list[Line]], heights: list[float]) -> None:
    """Lines at a page's very edge, alike in type and apart from the text, that name the page: a court's stamp."""
    for pieces, height in zip(pages, heights, strict=True):
        rows = rows_of(pieces)
        for order, rule in ((rows, "running-head"), (rows[::-1], "running-foot")):
            block = order[:1]
            while len(block) < min(3, len(order)) and _near(block[-1], order[len(block)]):
                block.append(order[len(block)])
            apart = len(block) < len(order) and not _near(block[-1], order[len(block)], 1.45)
            lines = [p for row in block for p in sorted(row, key=lambda p: p.x0)]
            far = all(not 0.075 * height < p.y < 0.925 * height for p in lines)
            if apart and far and PAGE_WORD.search(" ".join(p.text for p in lines)):
                rules |= {id(p): rules.get(id(p), rule) for p in lines}


def _at_sides(rules: dict[int, str], pages: list[list[Line]], held: set[int]) -> None:
    """What stands beside the text of several pages at one height: a head that comes again, a number that counts them."""
    groups: dict[tuple[str | int, int], list[tuple[int, Line]]] = defaultdict(list)
    for page, pieces in enumerate(pages):
        text = [p for p in pieces if words(p.text) >= 8]
        left, right = min((p.x0 for p in text), default=0.0), max((p.x1 for p in text), default=0.0)
        for p in pieces:
            if text and id(p) not in held and len(p.text) < 60 and (p.x1 < left or p.x0 > right):
                figure = int(p.text) - page if p.text.isdecimal() else 0
                groups[figure or p.text, round(p.y / 4)].append((page, p))
    for (key, _), found in groups.items():
        if len({page for page, _ in found}) >= SIDES:
            rules |= {id(p): "running-head" if isinstance(key, str) else "page-number" for _, p in found} | rules


def _near(row: list[Line], other: list[Line], most: float = 1.3) -> bool:
    """Whether two rows are lines of one block."""
    one, two = row[0], other[0]
    return abs(one.y - two.y) < most * one.size and (most > 1.3 or (one.font == two.font and one.size == two.size))


def _is_text(text: str) -> bool:
    """Whether a line is of running text, which may come again but heads no page."""
    return words(text) >= 12 and prose(f"{text} .")


def _levels(found: list[Found]) -> list[list[Found]]:
    """Those of a group that stand at one height."""
    out: list[list[Found]] = []
    for one in sorted(found, key=lambda f: -f[2].y):
        if out and out[-1][-1][2].y - one[2].y < 3.0:
            out[-1].append(one)
        else:
            out.append([one])
    return out


def _alike(found: list[Found], heights: list[float]) -> list[Found]:
    """Those whose figures are the same; or, far out and plainly set, rise with the pages.

    `Article 2` and `Article 3` are not alike, wherever they stand.
    """
    keys: Counter[tuple[int, ...]] = Counter()
    read = []
    for page, _, piece in found:
        figures = tuple(int(f[:9]) for f in FIGURES.findall(piece.text))
        options = {figures}
        if not piece.bold and not 0.075 * heights[page] < piece.y < 0.925 * heights[page]:
            options |= {(*figures[:i], f - page - PAGED, *figures[i + 1 :]) for i, f in enumerate(figures)}
        read.append(options)
        keys.update(options)
    best = max(keys, key=lambda k: (keys[k], -sum(v < 0 for v in k)))
    own = 1 - PAGED in best and all(
        len(WORDS.findall(piece.text)) > 2 for _, _, piece in found
    )  # counted from the first
    told = own or all(PAGE_WORD.search(piece.text) for _, _, piece in found)
    far = [one for one in found if not 0.075 * heights[one[0]] < one[2].y < 0.925 * heights[one[0]]]
    if len({page for page, _, _ in far}) >= 3 and all(len(WORDS.findall(piece.text)) >= 4 for _, _, piece in far):
        return far  # many words alike, at the very edge: no headings that count
    if any(v < 0 for v in best) and keys[best] < (2 if told else 3):
        return []
    return [one for one, options in zip(found, read, strict=True) if best in options]


def _set_off(piece: Line, pieces: list[Line], above: bool, again: set[int]) -> bool:
    """Whether a line stands apart from the text of its page."""
    inner = [p.y for p in pieces if id(p) not in again and (p.y < piece.y if above else p.y > piece.y)]
    outer = [p for p in pieces if id(p) not in again and (p.y > piece.y + 1 if above else p.y < piece.y - 1)]
    if outer:
        return False
    near = max(inner) if above and inner else min(inner) if inner else None
    return near is None or abs(piece.y - near) > 1.45 * piece.size


def _may_head(like: list[Found]) -> bool:
    """Whether a line that comes but twice may be a heading of the text: bold, and at the top."""
    return all(row > 0 and piece.bold for _, row, piece in like)


def _numbers(edges: list[Found], rules: dict[int, str], pages: list[list[Line]], heights: list[float]) -> None:
    """Page numbers: figures at a page's edge that count up with the pages, or stand far from all text."""
    bare: list[tuple[int, int, Line, int]] = []
    for page, row, piece in edges:
        match = NUMBER.fullmatch(piece.text)
        if match:
            bare.append((page, row, piece, int(match[1]) if match[1].isdecimal() else 0))
    offsets: dict[int, set[int]] = defaultdict(set)
    for page, _, _, value in bare:
        offsets[value - page].add(page)
    levels: dict[int, set[int]] = defaultdict(set)
    for page, _, piece, _ in bare:
        levels[round(piece.y / 5)].add(page)
    for page, row, piece, value in bare:
        counted = value and (len(offsets[value - page]) >= 2 or value == page + 1)
        level = len({p for d in (-1, 0, 1) for p in levels[round(piece.y / 5) + d]}) >= 2
        margin = not 0.1 * heights[page] < piece.y < 0.9 * heights[page]
        outer = abs(row) == 1 or not any(
            p is not piece and (p.y > piece.y + 1 if row > 0 else p.y < piece.y - 1) and prose(p.text + " .")
            for p in pages[page]
        )
        sure = value and margin and abs(row) == 1 and len(offsets[value - page]) >= 3  # whatever stands beside it
        apart = outer and (sure or _apart(piece, pages[page]))
        if apart and ((counted and margin) or level or (margin and abs(row) == 1)):
            rules[id(piece)] = "page-number"


def _apart(piece: Line, pieces: list[Line]) -> bool:
    """Whether a figure is no part of a line or a table: no text close to it, above, below or beside, and no figure in
    the same column that is one more or less, as labels of notes are that stand beside them."""
    for p in pieces:
        if p is piece:
            continue
        both = p.text.isdecimal() and piece.text.isdecimal() and abs(p.x1 - piece.x1) < 2
        if both and abs(int(p.text) - int(piece.text)) == 1:
            return False
        if abs(p.y - piece.y) < 0.3 * piece.size and max(p.x0 - piece.x1, piece.x0 - p.x1) < 2 * piece.size:
            return False
        if 0.3 * piece.size <= abs(p.y - piece.y) < 1.25 * piece.size and p.x0 < piece.x1 and p.x1 > piece.x0:
            return False
    return True
