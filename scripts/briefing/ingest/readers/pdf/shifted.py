"""Fonts whose letters come out shifted, as glyphs numbered in the order of the alphabet without a table say them."""

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
