"""Fonts whose letters come out shifted, as glyphs in the order of the alphabet without a table do, or in pairs."""

from __future__ import annotations

from briefing.ingest.readers.pdf.glyphs import Glyph, Sheet

SHIFT = 29
"""Number of a letter in Unicode less that of its glyph, in TrueType fonts with the usual order."""


def set_right(sheet: Sheet) -> None:
    """Shifts the letters of fonts that hold control characters back, where all of them are letters and signs then."""
    fonts: dict[str, list[Glyph]] = {}
    for one in (sheet, *sheet.turned):
        for g in one.glyphs:
            if g is not None and g.type.font:
                fonts.setdefault(g.type.font, []).append(g)
    for glyphs in fonts.values():
        odd = sum(g.char < " " for g in glyphs)
        if odd and all(32 <= ord(g.char) + SHIFT < 127 or g.char == " " for g in glyphs):
            for g in glyphs:
                g.char = chr(ord(g.char) + SHIFT) if g.char != " " else g.char
        pairs = {g.char: _paired(g.char) for g in glyphs if g.char > "\u7fff"}
        if len(pairs) > 3 and None not in pairs.values():
            for g in glyphs:
                g.char = pairs.get(g.char) or g.char


def _paired(char: str) -> str | None:
    """The letter whose two bytes in UTF-8 a table gave as one character: Cyrillic that comes out as Korean."""
    try:
        return ord(char).to_bytes(2, "big").decode("utf-8")
    except (UnicodeDecodeError, OverflowError):
        return None
