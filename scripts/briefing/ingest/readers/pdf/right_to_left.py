"""Lines in scripts that run from right to left, put in logical order by where their glyphs stand."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from briefing.ingest.readers.pdf.glyphs import Glyph

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
ALEFS = frozenset("اأإآٱ")
"""What a lam and the letter behind it are drawn as one sign with."""


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text belong to scripts that run from right to left."""
    there = len(RIGHT_TO_LEFT.findall(text))
    return there > 0 and there > sum(c.isalpha() and c < "\u0590" for c in text)


def reordered(run: list[Glyph]) -> list[Glyph]:
    """A line that reads from right to left, by where its glyphs stand; figures and foreign words run the other way.

    The file's own order can't be trusted: PDFium turns some words round and others not.
    """
    run = [g for g in run if not g.char.isspace() or g.x1 - g.x0 > 0.1]  # those without a width stand anywhere
    marks = [g for g in run if unicodedata.category(g.char) == "Mn"]
    rest = sorted((g for g in run if unicodedata.category(g.char) != "Mn"), key=lambda g: -(g.x0 + g.x1))
    for k, (one, two) in enumerate(pairwise(rest)):
        if one.char in ALEFS and two.char == "ل" and (one.x0, one.x1) == (two.x0, two.x1):
            rest[k : k + 2] = two, one  # one sign for both, whose letters many files give the wrong way round
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
