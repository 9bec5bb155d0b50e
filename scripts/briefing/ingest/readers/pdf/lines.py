# ruff: noqa: E501 - conditions read best on one line
"""Glyphs put together to lines: spaces where there are gaps, marks where small type stands off the line."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import combining

from briefing.ingest.readers.pdf.drawn import Rule
from briefing.ingest.readers.pdf.glyphs import Glyph, Sheet
from briefing.ingest.readers.pdf.right_to_left import RIGHT_TO_LEFT, is_right_to_left, reordered
from briefing.ingest.words import UNSPACED

SPACE = 0.17
"""Gap between two characters, in sizes, that is a space."""
WIDE = 0.5
"""The same between two signs of a script without spaces, which is often set wide."""
SIGNS = re.compile("wingding|dingbat|webding")
"""Fonts without letters."""
LABEL = re.compile(
    r"(?:[•·▪▫◦‣●○■□➢✓–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|(?:\d{1,2}\.){2,4}\d{0,2}|\d{1,2})(?=\s|$)"
)
"""What leads an item."""
CAPTION = re.compile(
    r"(?:figure|fig\.|table|chart|map|photo|image|box|diagram|exhibit|abbildung|tabelle|рис\.|табл\.)\s*"
    r"(?:(?:[\dIVXA-Z][\d.IVX-]*)?\s*[.:–—|]\s|\d[\d.-]*\s+(?-i:[^\W\d_a-zа-я])|\d[\d.-]*$)",
    re.I,
)
PLAIN = frozenset('–—-*†‡§•·"“‘(')
ACCENTS = dict(zip("`´ˆ^˜~¯˘˙¨˚˝ˇ¸˛", "\u0300\u0301\u0302\u0302\u0303\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328", strict=True))  # fmt: skip
"""Signs by the marks that combine with a letter."""
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
    tags: tuple[int, ...] = ()
    """Numbers of the marked content in which it stands, that of most of it first."""
    column: tuple[float, float] = (0.0, 0.0)
    """Left and right edge of the column that it stands in."""
    word: float = 0.0
    """Width of its first word."""
    element: tuple[str, int] | None = None
    """Type of the element in which a tagged file has it, and the element's order on its page."""
    font: str = ""
    """Font of most of it."""
    inner: float = 0.0
    """Where the text behind a label begins, with which it begins; 0 without one."""
    mirrored: bool = False
    """Whether its edges are counted from the page's right side, where it begins."""
    sign: str = ""
    """What a font without letters calls the bullet with which it begins."""

    table: int = 0
    """Number of the table, in its zone or drawn on its page, of which it is a row; 0 outside tables."""

    counts: bool = False
    """Whether it is a label that counts on with others of its words: `Article 3`."""

    ruled: bool = False
    """Whether a short rule is drawn above it, as above notes."""

    @property
    def bold(self) -> bool:
        """Whether nearly all of it is bold."""
        letters = [b for c, b in zip(self.text, self.strong, strict=True) if c.isalnum()]
        return bool(letters) and sum(letters) >= 0.9 * len(letters)

    def put_behind(self, piece: Line, space: str) -> None:
        """Puts a piece, behind a space or tabs, at its end; size and baseline are those of the longer."""
        if len(piece.text) > len(self.text):
            self.size, self.y = piece.size, piece.y
        self.text += space + piece.text
        self.marks += [0] * len(space) + piece.marks
        self.strong += [False] * len(space) + piece.strong
        self.slanted += [False] * len(space) + piece.slanted
        self.tags += piece.tags
        self.x0, self.x1 = min(self.x0, piece.x0), max(self.x1, piece.x1)

    def share(self, start: int, stop: int) -> Line:
        """A stretch of it as a line, its edges reckoned by characters."""
        if start == 0 and stop == len(self.text):
            return self
        stop = start + len(self.text[start:stop].rstrip())
        wide = (self.x1 - self.x0) / len(self.text)
        return replace(
            self,
            text=self.text[start:stop],
            marks=self.marks[start:stop],
            strong=self.strong[start:stop],
            slanted=self.slanted[start:stop],
            x0=self.x0 + wide * start,
            x1=self.x0 + wide * stop,
        )


# --- pieces: glyphs of one line without a wide gap ---


def pieces_of(sheet: Sheet) -> list[Line]:
    """A page's stretches of text that no wide gap parts, in no sure order."""
    runs: list[list[Glyph]] = []
    current: list[Glyph] = []
    for glyph in _composed(sheet.glyphs):
        if glyph is None or (current and not _joins(current, glyph)):
            runs.append(current)
            current = []
        if glyph is not None and (current or not glyph.char.isspace()):
            current.append(glyph)
    runs.append(current)
    merged = _merged([run for run in runs if any(not g.char.isspace() for g in run)])
    return [line for run in merged if (line := _line(run, sheet.number)).text]


def _composed(glyphs: list[Glyph | None]) -> Iterator[Glyph | None]:
    """Glyphs with accents that are drawn as signs of their own put to the letters above or below which they stand."""
    for before, glyph, after in zip([None, *glyphs], glyphs, [*glyphs[1:], None], strict=False):
        if glyph is not None and glyph.char in ACCENTS:
            middle = (glyph.x0 + glyph.x1) / 2
            letter = next((g for g in (before, after) if g is not None and g.x0 < middle < g.x1), None)
            base = "i" if letter and letter.char == "ı" else letter.char if letter else ""
            whole = unicodedata.normalize("NFC", base + ACCENTS[glyph.char])
            if letter and base.isalpha() and len(whole) == 1:
                letter.char = whole
                continue
        yield glyph


def _solid(run: list[Glyph]) -> Glyph:
    """The last glyph of a run that is no space, and no mark above or below another."""
    return next((g for g in reversed(run) if not g.char.isspace() and not combining(g.char)), run[-1])


def _joins(run: list[Glyph], glyph: Glyph) -> bool:
    """Whether a glyph goes on with a run: on its line, and not far off."""
    if glyph.char.isspace() or combining(glyph.char):
        return True
    last = _solid(run)
    size = max(last.size, glyph.size, 1.0)
    if abs(glyph.y - last.y) > 0.55 * size:
        return False
    if abs(glyph.y - last.y) > 0.06 * size and not (min(last.size, glyph.size) < 0.86 * size):
        return False
    gap = max(glyph.x0 - last.x1, last.x0 - glyph.x1)
    return gap < APART * size


NEAR = 100
"""Runs below a raised figure, from the top, among which the line that it stands over is looked for."""
LOWERED = 0.35
"""By how much, in sizes, a letter may stand below the others of its word, as in the names of TeX."""

WIDE_SPACE = 1.0
"""Width, in sizes, up to which a space parts two words of a line, as in typewriters' faces and in lines set to both edges."""


def _merged(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs of one line that the file has in pieces, put together where they nearly touch."""
    boxes: list[Box] = []
    for run in runs:
        ink = [g for g in run if not g.char.isspace()]
        right, whole = max(g.x1 for g in ink), max(g.x1 for g in run)
        if whole - right > WIDE_SPACE * ink[-1].size:  # the space at its end may reach to the next column
            whole = right
        boxes.append((min(g.x0 for g in ink), whole, _main(run), run))
    boxes.sort(key=lambda b: (-round(b[2][0], 1), b[0]))
    done: list[Box] = []
    for box in boxes:
        for i in range(len(done) - 1, max(-1, len(done) - 40), -1):
            if (merged := _joined(done[i], box)) is not None:
                done[i] = merged
                break
        else:
            done.append(box)
    marks = {id(box) for box in done if len(box[3]) <= 12 and (_is_mark(box[3]) or _is_letter(box[3]))}
    lines = sorted((box for box in done if id(box) not in marks), key=lambda box: -box[2][0])
    heights = [-box[2][0] for box in lines]

    def below(mark: Box) -> list[Box]:
        first = bisect_right(heights, -mark[2][0] - LOWERED * mark[2][1])
        return lines[first : first + NEAR]

    return [box[3] for box in done if id(box) not in marks or not any(_set_in(line, box) for line in below(box))]


Box = tuple[float, float, tuple[float, float], list[Glyph]]
"""Left and right edge of a run, baseline and size of most of it, the run."""


def _joined(one: Box, box: Box) -> Box | None:
    """Two runs as one, where they stand on one line and nearly touch."""
    (a0, a1, (b, other), before), (x0, x1, (y, size), run) = one, box
    big, small = max(size, other), min(size, other)
    raised = small <= 0.86 * big and min((size, len(run)), (other, len(before)))[1] <= 6
    near = abs(b - y) <= (0.55 * big if raised else 0.06 * big)
    gap = max(x0 - a1, a0 - x1)
    if not near or not -0.3 * big < gap < (0.55 * big if raised else 0.5 * small):
        return None
    first, second = (before, run) if a0 <= x0 else (run, before)
    if RIGHT_TO_LEFT.search("".join(g.char for g in before + run)):
        first, second = second, first
    main = (b, other) if other * len(before) >= size * len(run) else (y, size)
    return min(a0, x0), max(a1, x1), main, [*first, *second]


def _is_mark(run: list[Glyph]) -> bool:
    return all(g.char.isdigit() or g.char in ",*†‡§–-[]" or g.char.isspace() for g in run)


def _is_letter(run: list[Glyph]) -> bool:
    return len(run) == 1 and run[0].char.isalpha()


def _set_in(line: Box, mark: Box) -> bool:
    """Puts a small raised figure, or a letter off the line, into the line at which it stands, in the gap left for it."""
    (a0, a1, (b, other), glyphs), (x0, x1, (y, size), run) = line, mark
    raised = size <= 0.86 * other and 0.1 * other < y - b < 0.6 * other and a0 - other < x1 and x0 < a1 + size
    letter = _is_letter(run) and abs(size - other) < 0.06 * other and abs(y - b) < LOWERED * other and a0 < x0 < x1 < a1
    if not raised and not letter:
        return False
    at = next((i for i, g in enumerate(glyphs) if g.x0 >= x0 - 0.1 * other and not g.char.isspace()), len(glyphs))
    before = next((g for g in reversed(glyphs[:at]) if not g.char.isspace()), None)
    after = next((g for g in glyphs[at:] if not g.char.isspace()), None)
    if (before is not None and before.x1 > x0 + 0.35 * other) or (after is not None and after.x0 < x1 - 0.3 * size):
        return False
    if letter and not raised and (before is None or after is None or after.x0 - before.x1 > 0.9 * size):
        return False
    while at and glyphs[at - 1].char.isspace():
        at -= 1  # it belongs to the word
    glyphs[at:at] = run
    return True


def _main(run: list[Glyph]) -> tuple[float, float]:
    """Baseline and size of most of a run's glyphs."""
    counts: Counter[tuple[float, float]] = Counter()
    counts.update((g.y, g.size) for g in run if not g.char.isspace())
    if not counts:
        return run[0].y, run[0].size
    exact, counts = counts, Counter()
    for (y, size), n in exact.items():
        counts[(round(y, 1), round(size, 1))] += n
    best = max(counts.values())
    return max((key for key, n in counts.items() if n >= 0.6 * best), key=lambda key: key[1])


def _line(run: list[Glyph], page: int) -> Line:
    """A run as a line: spaces where there are gaps, marks where small type stands off the line."""
    y, size = _main(run)
    if is_right_to_left("".join(g.char for g in run)):
        run = reordered(run)
    chars: list[tuple[str, int, bool, bool]] = []
    last: Glyph | None = None
    for i, g in enumerate(run):
        if last is not None and not g.char.isspace() and not last.char.isspace():
            gap = max(g.x0 - last.x1, last.x0 - g.x1)
            size_ = max(g.size, last.size)
            wide = gap <= WIDE * size_ and UNSPACED.match(last.char) and UNSPACED.match(g.char)
            if gap > SPACE * size_ and not wide:
                chars.append((" ", 0, last.type.bold, last.type.italic))
        mark = _mark(g, y, size)
        char = "*" if g.char == "∗" and mark == 1 else g.char
        char = " " if char.isspace() else _bullet(run, i) if not chars and char == g.char else char
        chars.append((char, mark, g.type.bold, g.type.italic))
        last = last if last is not None and combining(g.char) else g
    whole = "".join(char for char, *_ in chars)
    start, text = len(whole) - len(whole.lstrip()), whole.strip()
    chars = chars[start : start + len(text)]
    solid = [g for g in run if not g.char.isspace()]
    return Line(
        text, _widened([mark for _, mark, _, _ in chars], text), [bold for _, _, bold, _ in chars], [i for *_, i in chars],
        min(g.x0 for g in solid), max(g.x1 for g in solid), y, size, page,
        tags=tuple(tag for tag, _ in Counter(g.type.tag for g in solid).most_common()),
        font=Counter(g.type.font for g in solid).most_common(1)[0][0], word=_first_word(run),
        inner=_behind(run) if LABEL.match(text) else 0.0,
    )  # fmt: skip


def _bullet(run: list[Glyph], i: int) -> str:
    """A line's first character; a sign of a private font, or of another font set apart from the text, is a bullet."""
    g = run[i]
    if unicodedata.category(g.char[0]) == "Co" or SIGNS.search(g.type.font):
        return "•"
    after = next((h for h in run[i + 1 :] if not h.char.isspace()), None)
    apart = after is not None and after.x0 - g.x1 > 0.5 * g.size and g.type.font != after.type.font
    return "•" if apart and not g.char.isdigit() and g.char not in PLAIN else g.char


def _first_word(run: list[Glyph]) -> float:
    """Width of a run up to its first gap."""
    x0, x1 = run[0].x0, run[0].x1
    for last, g in itertools.pairwise(run):
        if g.char.isspace() or max(g.x0 - last.x1, last.x0 - g.x1) > SPACE * g.size:
            break
        x0, x1 = min(x0, g.x0), max(x1, g.x1)
    return x1 - x0


def _behind(run: list[Glyph]) -> float:
    """Where the second word of a run begins, 0 without one."""
    for last, g in itertools.pairwise(g for g in run if g.char != " "):
        if g.x0 - last.x1 > SPACE * g.size:
            return g.x0
    return 0.0


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
            opens = text[i] in "[(" and marks[i + 1 : i + 2] == [mark] and text[i + 1].isdigit()
            if not left and not opens and not text[i].isalpha():
                marks[i] = 0
    return marks


def rows_of(pieces: list[Line]) -> list[list[Line]]:
    """Pieces by their baselines, from top to bottom."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda p: -p.y):
        if rows and abs(rows[-1][0].y - piece.y) < 0.3 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def mirror(pieces: list[Line], width: float) -> None:
    """Counts edges from the page's right side, so that a page that runs from right to left is laid out like any other."""
    for piece in pieces:
        piece.x0, piece.x1, piece.mirrored = width - piece.x1, width - piece.x0, True


# --- pages ---


@dataclass(slots=True)
class Leaf:
    """A page as lines: what is left of a sheet, whose glyphs need ten times the room."""

    number: int
    width: float
    height: float
    pieces: list[Line]
    turned: list[list[Line]]
    images: float
    unread: int
    twice: int
    tags: dict[int, tuple[tuple[str, int], ...]]
    rules: list[Rule]
    """The level lines drawn on it."""
    letters: dict[str, Counter[str]]
    """By font, how often each character stands."""

    @property
    def count(self) -> int:
        """Characters on it, spaces aside."""
        return sum(counts.total() for counts in self.letters.values())


def leaf_of(sheet: Sheet, tables: list[Line], left: list[Glyph | None]) -> Leaf:
    """A sheet as lines: the rows of its drawn tables, and the glyphs left outside them put together."""
    letters: dict[str, Counter[str]] = {}
    for g in sheet.glyphs:
        if g is not None and not g.char.isspace():
            letters.setdefault(g.type.font, Counter())[g.char] += 1
    pieces = pieces_of(replace(sheet, glyphs=left))
    for rule in sheet.rules.level:
        if 3 * RULE < rule.stop - rule.start < 0.5 * sheet.width:
            _below(rule, pieces)
    return Leaf(
        sheet.number, sheet.width, sheet.height, [*tables, *pieces], [pieces_of(side) for side in sheet.turned],
        sheet.images, sheet.unread, sheet.twice, sheet.tags, sheet.rules.level, letters,
    )  # fmt: skip


RULE = 12.0
"""Points: a third of the shortest rule above notes, and of how far their first line is indented at most."""


def _below(rule: Rule, pieces: list[Line]) -> None:
    """Marks the line below a rule that underlines nothing and begins where the text does."""
    near = [p for p in pieces if p.x0 < rule.stop and p.x1 > rule.start and abs(p.y - rule.at) < 3 * p.size]
    if any(-1 < p.y - rule.at < 0.4 * p.size for p in near):
        return
    first = max((p for p in near if p.y < rule.at), key=lambda p: p.y, default=None)
    if first is not None and -2 < first.x0 - rule.start < 3 * RULE + 2:
        first.ruled = True
