"""Ligatures that a file's fonts call by one of their letters (`ofice`, `he` for `The`), written out again.

A letter that is far wider than others of its font is none of them. Which ligature it is, the words say: the one by
which most of them are words of the language, and more usual ones than as they stand.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from briefing.ingest.lexicon import commonness, is_word, language_of
from briefing.ingest.readers.pdf.glyphs import Glyph, Sheet

LIGATURES = ("Th", "ff", "fi", "fl", "ffi", "ffl", "fj", "ft", "tt", "ti", "tf")
LETTERS = frozenset(one[0] for one in LIGATURES) | frozenset(one[-1] for one in LIGATURES)
WIDER = 1.25
"""Width of a ligature in those of the letter by which it is called, at least."""
FEW = 2
"""Places on a page in which a ligature must make words, at least."""
SHARE = 0.66
"""Share of the places in which it must make words."""

Kind = tuple[str, str, int]
"""A font, a letter, and its width in fiftieths of its size."""


def write_out(sheet: Sheet) -> Counter[str]:
    """Puts ligatures in the place of the letters that stand for them; how many of each."""
    count = _write_out(sheet)
    while more := count and _write_out(sheet):  # a word may hold two of them
        count += more
    return count


def _write_out(sheet: Sheet) -> Counter[str]:
    """One round, in which each word is looked at by one of its letters."""
    glyphs = sheet.glyphs
    widths: dict[tuple[str, str], dict[int, int]] = {}
    for i, g in enumerate(glyphs):
        if g is not None and g.char in LETTERS and g.size and g.type.font:
            key = (g.type.font.rpartition("+")[2], g.char)
            widths.setdefault(key, {})[i] = round(50 * (g.x1 - g.x0) / g.size)
    odd = dict(itertools.chain.from_iterable(_odd(*key, found) for key, found in widths.items()))
    if len(odd) < FEW:
        return Counter()
    places: dict[Kind, list[tuple[str, int]]] = {}
    for i, word, at in _words(glyphs, odd):
        places.setdefault(odd[i], []).append((word, at))
    language = language_of("".join(" " if g is None else g.char for g in glyphs))
    found = {kind: ligature for kind, rows in places.items() if (ligature := _ligature(kind[1], rows, language))}
    count: Counter[str] = Counter()
    for i in sorted(odd, reverse=True):
        if (ligature := found.get(odd[i])) and (glyph := glyphs[i]) is not None:
            count[ligature] += 1
            glyphs[i : i + 1] = _parts(glyph, ligature)
    return count


def _odd(font: str, char: str, widths: dict[int, int]) -> Iterator[tuple[int, Kind]]:
    """The places of a letter where it is far wider than elsewhere; widths next to each other are one."""
    usual = min(widths.values())
    step = {width: width for width in widths.values()}
    for width in sorted(step):
        step[width] = step.get(width - 1, width)
    return ((i, (font, char, step[w])) for i, w in widths.items() if 0 < usual * WIDER <= w)


def _words(glyphs: list[Glyph | None], odd: dict[int, Kind]) -> Iterator[tuple[int, str, int]]:
    """Of each odd letter: its number, the word in which it stands, its place in the word."""
    ends = {i for i, g in enumerate(glyphs) if g is None or not g.char.isalpha()}
    for i in odd:
        start = next((j + 1 for j in range(i, max(-1, i - 40), -1) if j in ends), 0)
        stop = next((j for j in range(i, min(len(glyphs), i + 40)) if j in ends), len(glyphs))
        word = "".join(g.char for g in itertools.islice(glyphs, start, stop) if g is not None)
        yield i, word, i - start


def _ligature(char: str, rows: list[tuple[str, int]], language: str) -> str | None:
    """The ligature that a letter stands for, None where the words don't say."""
    best, most = None, sum(commonness(word.lower(), language) for word, _ in rows)
    for ligature in LIGATURES:
        if char in (ligature[0], ligature[-1]):
            words = [word[:at] + ligature + word[at + 1 :] for word, at in rows]
            known = sum(is_word(word, language) for word in words)
            usual = sum(commonness(word.lower(), language) for word in words)
            if usual > most and known >= max(FEW, SHARE * len(rows)):
                best, most = ligature, usual
    return best


def _parts(glyph: Glyph, ligature: str) -> list[Glyph]:
    """A glyph as the letters of a ligature, side by side in its room."""
    wide = (glyph.x1 - glyph.x0) / len(ligature)
    return [
        replace(glyph, char=char, x0=glyph.x0 + k * wide, x1=glyph.x0 + (k + 1) * wide)
        for k, char in enumerate(ligature)
    ]
