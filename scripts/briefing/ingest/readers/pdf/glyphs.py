"""Characters of a PDF's pages with their places, sizes and type, read through PDFium."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

TIGHT = frozenset("0123456789*†‡§¶abcdefghi,")
"""Characters whose outline is looked at: fonts have raised figures that share size and baseline with the rest."""
MOST = 60_000
"""Characters of a page that are read at most."""


@dataclass(frozen=True, slots=True)
class Type:
    """How the characters of one text object are set."""

    size: float
    bold: bool
    italic: bool
    turned: bool
    """Whether the line does not run level."""


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


NOTHING = Type(0.0, False, False, False)


def read_sheet(document: Any, index: int) -> Sheet:
    """One page; raises `pdfium.PdfiumError` where it can't be loaded."""
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            glyphs = _glyphs(text)
        finally:
            text.close()
        width, height = page.get_size()
        images = _images(page, width * height) if len(glyphs) < 40 else 0.0
        return Sheet(index + 1, width, height, glyphs, images)
    finally:
        page.close()


def _glyphs(text: Any) -> list[Glyph | None]:
    found: list[Glyph | None] = []
    types: dict[int, Type] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    handle = text.raw
    high = 0
    for i in range(min(text.count_chars(), MOST)):
        code = raw.FPDFText_GetUnicode(handle, i)
        if code in (13, 10):
            if found and found[-1] is not None:
                found.append(None)
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        char = "-" if code in (2, 0xFFFE) or code == 0xAD else chr(code) if code else "\ufffd"
        pointer = raw.FPDFText_GetTextObject(handle, i)
        address = ctypes.cast(pointer, ctypes.c_void_p).value or 0
        if address not in types:
            types[address] = _type(handle, i, pointer) if address else NOTHING
        type_ = types[address]
        raw.FPDFText_GetCharOrigin(handle, i, x, y)
        raw.FPDFText_GetLooseCharBox(handle, i, box)
        x0, x1 = min(box.left, box.right), max(box.left, box.right)
        glyph = Glyph(char, x0, x1, y.value, type_.size, type_)
        if not address and found and found[-1] is not None:
            glyph.size, glyph.type = found[-1].size, found[-1].type
        if char in TIGHT and type_.size:
            raw.FPDFText_GetCharBox(handle, i, left, right, bottom, top)
            glyph.shift = _shift(char, bottom.value - y.value, top.value - y.value, type_.size)
        found.append(glyph)
    return found


def _type(handle: Any, i: int, pointer: Any) -> Type:
    """How a text object is set: size after its matrix, weight and slant by its font's name and numbers."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(pointer, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = raw.FPDFText_GetFontSize(handle, i) * scale
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, i, buffer, 256, flags)
    name = buffer.value.decode("utf-8", "replace").lower()
    weight = raw.FPDFText_GetFontWeight(handle, i)
    bold = (
        weight >= 600
        or bool(flags.value & (1 << 18))
        or any(w in name for w in ("bold", "black", "heavy", "-semibold", "cmbx"))
    )
    italic = bool(flags.value & (1 << 6)) or "italic" in name or "oblique" in name
    turned = abs(matrix.b) > 0.2 * scale or matrix.a < 0
    return Type(round(size, 2), bold, italic, turned)


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
