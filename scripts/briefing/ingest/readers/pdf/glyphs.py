"""Characters of a PDF's pages with their places, sizes and type, read through PDFium, each page set upright."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from briefing.ingest.readers.pdf.drawn import NO_RULES, Rules, rules_of

TIGHT = frozenset("0123456789*†‡§¶abcdefghi,")
"""Characters whose outline is looked at: fonts have raised figures that share size and baseline with the rest."""
MOST = 400_000
"""Characters of a page that are read at most; what stands behind them is reported."""
HAIR = 0.12
"""Distance, in sizes, at which a character drawn a second time is the same one made bold."""
BOLD = re.compile(r"bold|black|heavy|cmbx|demi|[-,](?:bd|bld|blk|medi)\b")
NAMELESS = re.compile(r"(?:.*\+)?(?:[a-z]{0,3}\d*|cidfont.*|tt\w{4,8}|unknown.*)")
"""Names of fonts that say nothing; the weight that a file states for others is often wrong."""
ASKEW = 8
"""Degrees by which a line that runs level or upright may be off."""
TAGS_DEEP = 60
"""Levels of a structure tree that are looked at."""


@dataclass(frozen=True, slots=True)
class Type:
    """How the characters of one text object are set."""

    size: float
    bold: bool
    italic: bool
    turn: int
    """Quarter turns, to the left, of the line on the page as it is shown; 4 where it runs askew."""
    font: str = ""
    tag: int = -1
    """Number of the marked content in which it stands, -1 where it is marked as nothing."""


@dataclass(slots=True)
class Glyph:
    """A character on a page; lengths in points, `y` grows upwards."""

    char: str
    x0: float
    x1: float
    y: float
    """Baseline."""
    size: float
    type: Type
    shift: int = 0
    """1 where its outline stands raised, -1 where lowered, although its baseline does not tell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its glyphs in the file's order, None where the file or PDFium breaks a line."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph | None]
    images: float
    """Share of the page's area under pictures."""
    turned: tuple[Sheet, ...] = ()
    """Text that runs in another direction than the page's, each direction set upright as a sheet of its own."""
    unread: int = 0
    """Characters beyond the most that are read."""
    twice: int = 0
    """Characters that were drawn a second time in their place."""
    tags: dict[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """Of marked content: the types of its elements from the outermost to the innermost, each with its order."""
    rules: Rules = NO_RULES
    """The lines drawn on it."""


Seen = dict[tuple[str, int, int], tuple[float, float, int]]
"""Characters by where they stand, in squares of four points: place, and text object."""
NOTHING = Type(0.0, False, False, 0)


def read_sheet(document: Any, index: int) -> Sheet:
    """One page; raises `pdfium.PdfiumError` where it can't be loaded."""
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            width, height = page.get_size()
            glyphs, unread, twice = _glyphs(text, _frame(page))
        finally:
            text.close()
        images = _images(page, width * height) if len(glyphs) < 40 else 0.0
        turns = Counter(g.type.turn for g in glyphs if g is not None and not g.char.isspace())
        main = max(range(4), key=lambda turn: turns[turn])
        tags = _tags(page)
        number, size, (by, x_0, y_0, *old) = index + 1, (width, height), _frame(page)

        def placed(x: float, y: float) -> tuple[float, float]:
            x, y = _placed(x - x_0, y - y_0, by, old[0], old[1])
            return _placed(x, y, main, *size)

        others = tuple(
            Sheet(number, *_turned(size, turn), _upright(glyphs, turn, size), 0.0)
            for turn in sorted(turns)
            if turn != main
        )
        level = _upright(glyphs, main, size)
        return Sheet(number, *_turned(size, main), level, images, others, unread, twice, tags, rules_of(page, placed))
    finally:
        page.close()


Frame = tuple[int, float, float, float, float]
"""Quarter turns to the right in which a page is shown; left, bottom, width and height before."""


def _frame(page: Any) -> Frame:
    left, bottom, right, top = page.get_bbox()
    return page.get_rotation() // 90 % 4, left, bottom, right - left, top - bottom


def _placed(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """Where a point stands on a page that is turned to the right by quarters."""
    if turn == 1:
        return y, width - x
    if turn == 2:
        return width - x, height - y
    return (height - y, x) if turn == 3 else (x, y)


def _turned(size: tuple[float, float], turn: int) -> tuple[float, float]:
    """Width and height of a page that is turned by quarters."""
    return (size[1], size[0]) if turn % 2 else size


def _upright(glyphs: list[Glyph | None], turn: int, size: tuple[float, float]) -> list[Glyph | None]:
    """The glyphs that run in one direction, in a frame in which they run level."""
    out: list[Glyph | None] = []
    for g in glyphs:
        if g is None:
            if out and out[-1] is not None:
                out.append(None)
        elif g.type.turn == turn:
            if turn == 4:  # set level, in the file's order
                g.x0, g.y = (out[-1].x1, out[-1].y) if out and out[-1] is not None else (g.x0, g.y)
                g.x1 = g.x0 + 0.5 * g.size
            elif turn:
                (a, y), (b, _) = (_placed(*corner, turn, *size) for corner in _ends(g, turn))
                g.x0, g.x1, g.y = min(a, b), max(a, b), y
            out.append(g)
        elif out and out[-1] is not None:
            out.append(None)
    return out


def _ends(g: Glyph, turn: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """The two ends of a glyph's baseline on the page; in a line that runs upright `x0` and `x1` are heights."""
    if turn % 2:
        return (g.y, g.x0), (g.y, g.x1)
    return (g.x0, g.y), (g.x1, g.y)


def _glyphs(text: Any, frame: Frame) -> tuple[list[Glyph | None], int, int]:
    """A page's glyphs as it is shown, how many were left out behind the last, and how many were drawn twice."""
    found: list[Glyph | None] = []
    types: dict[int, Type] = {}
    seen: Seen = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    handle = text.raw
    high = twice = before = 0
    again = False
    turned, x_0, y_0, width, height = frame
    plain = not turned and not x_0 and not y_0
    count = text.count_chars()
    for i in range(min(count, MOST)):
        code = raw.FPDFText_GetUnicode(handle, i)
        if code in (13, 10):
            if found and found[-1] is not None:
                found.append(None)
            continue
        if 0xD800 <= code < 0xDC00 and i + 1 < count and 0xDC00 <= raw.FPDFText_GetUnicode(handle, i + 1) < 0xE000:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD, 0
        pointer = raw.FPDFText_GetTextObject(handle, i)
        address = ctypes.c_void_p.from_buffer(pointer).value or 0
        if address not in types:
            types[address] = _type(handle, i, pointer, turned) if address else NOTHING
        type_ = types[address]
        raw.FPDFText_GetCharOrigin(handle, i, x, y)
        raw.FPDFText_GetLooseCharBox(handle, i, box)
        char, size = _char(code), type_.size
        x0, x1, base = box.left, box.right, y.value
        if x0 > x1:
            x0, x1 = x1, x0
        if not plain or type_.turn:
            low, high_y = min(box.bottom, box.top), max(box.bottom, box.top)
            ax, ay = _placed(x.value - x_0, base - y_0, turned, width, height)
            (bx, by), (cx, cy) = (
                _placed(p - x_0, q - y_0, turned, width, height) for p, q in ((x0, low), (x1, high_y))
            )
            x0, x1, base = (min(bx, cx), max(bx, cx), ay) if not type_.turn % 2 else (min(by, cy), max(by, cy), ax)
        if not address and found and found[-1] is not None:
            type_, size = found[-1].type, found[-1].size
        if size and not char.isspace():
            if (address != before or again) and _again(seen, (char, x0, base), address, HAIR * size):
                before, again, twice = address, True, twice + 1
                continue
            before, again = address, False
            seen[(char, int(x0 // 4), int(base // 4))] = (x0, base, address)
        glyph = Glyph(char, x0, x1, base, size, type_)
        if char in TIGHT and size and not type_.turn and plain:
            raw.FPDFText_GetCharBox(handle, i, left, right, bottom, top)
            glyph.shift = _shift(char, bottom.value - y.value, top.value - y.value, size)
        found.append(glyph)
    return found, max(0, count - MOST), twice


def _char(code: int) -> str:
    """A character of PDFium's; what is no character, as a broken ToUnicode table gives it, shows as a gap."""
    if code in (2, 0xFFFE, 0xAD):
        return "-"
    known = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 and code & 0xFFFE != 0xFFFE
    return chr(code) if known else "\ufffd"


def _again(seen: Seen, glyph: tuple[str, float, float], text: int, near: float) -> bool:
    """Whether another text object drew the same character a hair off; within one, a ligature gives two in one place."""
    char, x, y = glyph
    keys = ((char, int(x // 4) + column, int(y // 4) + row) for column in (0, -1, 1) for row in (0, -1, 1))
    found = (seen[key] for key in keys if key in seen)
    return any(other != text and abs(a - x) <= near and abs(b - y) <= near for a, b, other in found)


def _type(handle: Any, i: int, pointer: Any, turned: int) -> Type:
    """How a text object is set: size after its matrix, weight and slant by its font's name and numbers."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(handle, i, matrix):
        raw.FPDFPageObj_GetMatrix(pointer, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = raw.FPDFText_GetFontSize(handle, i) * scale
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, i, buffer, 256, flags)
    name = buffer.value.decode("utf-8", "replace").lower()
    bold = bool(flags.value & (1 << 18)) or bool(BOLD.search(name))
    if not bold and NAMELESS.fullmatch(name):
        bold = raw.FPDFText_GetFontWeight(handle, i) >= 650
    italic = bool(flags.value & (1 << 6)) or "italic" in name or "oblique" in name
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) + (180 if size < 0 else 0)  # less than nothing is upside down
    turn = (round(angle / 90) - turned) % 4 if abs(angle - 90 * round(angle / 90)) < ASKEW else 4
    return Type(round(abs(size), 2), bold, italic, turn, name, raw.FPDFPageObj_GetMarkedContentID(pointer))


def _shift(char: str, bottom: float, top: float, size: float) -> int:
    """Whether a character's outline is a small one that stands high or low on the line."""
    height = top - bottom
    if height <= 0 or char in "*,":
        return 0
    if char.isdigit():
        if height < 0.5 * size and bottom > 0.18 * size:
            return 1
        if height < 0.5 * size and bottom < -0.03 * size and top < 0.42 * size:
            return -1
        return 0
    return 1 if bottom > 0.28 * size and height < 0.5 * size else 0


def _images(page: Any, area: float) -> float:
    """Share of a page that pictures cover."""
    covered = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        try:
            left, bottom, right, top = item.get_bounds()
        except pdfium.PdfiumError:
            continue
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return min(1.0, covered / area) if area else 0.0


# --- the structure tree ---


def _tags(page: Any) -> dict[int, tuple[tuple[str, int], ...]]:
    """Types of the elements in which each piece of marked content stands, each with its place in the tree's order."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    try:
        return _walked(tree)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _walked(tree: Any) -> dict[int, tuple[tuple[str, int], ...]]:
    """The elements of a tree, in its order."""
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    order = 0
    stack: list[tuple[Any, tuple[tuple[str, int], ...]]] = [
        (raw.FPDF_StructTree_GetChildAtIndex(tree, i), ())
        for i in reversed(range(raw.FPDF_StructTree_CountChildren(tree)))
    ]
    while stack:
        element, above = stack.pop()
        if not element or len(above) > TAGS_DEEP:
            continue
        order += 1
        path = (*above, (_element_type(element), order))
        for i in range(raw.FPDF_StructElement_CountChildren(element)):
            number = raw.FPDF_StructElement_GetChildMarkedContentID(element, i)
            if number >= 0:
                order += 1
                found.setdefault(number, path)
        stack += [
            (raw.FPDF_StructElement_GetChildAtIndex(element, i), path)
            for i in reversed(range(raw.FPDF_StructElement_CountChildren(element)))
        ]
    return found


def _element_type(element: Any) -> str:
    buffer = ctypes.create_string_buffer(128)
    size = raw.FPDF_StructElement_GetType(element, buffer, 128)
    return buffer.raw[: max(0, min(size, 128) - 2)].decode("utf-16-le", "replace")
