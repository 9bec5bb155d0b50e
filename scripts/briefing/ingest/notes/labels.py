"""Labels of notes and markers: the ways in which `3` is printed, and what number each means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
TO_DIGITS = str.maketrans(SUPERSCRIPTS + SUBSCRIPTS, "0123456789" * 2)
SYMBOLS = "*†‡§¶"
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

LABEL = re.compile(
    rf"""\s*(?:[↑↩⇧]\ufe0e?\s?)?(?:
      \[\^(?P<markdown>[\w-]{{1,20}})\]:?
    | (?P<raised>[{SUPERSCRIPTS}]+)[.:)]?
    | (?P<lowered>[{SUBSCRIPTS}]+)[.:)]?
    | \$?\^(?P<caret>\{{\s*\(?\d{{1,4}}\)?\s*\}}?|\(\d{{1,4}}\)|\d{{1,4}})\^?\$?[.:)]?
    | \[(?P<bracket>\d{{1,4}}|[ivxl]{{1,7}}|[a-z*†‡§])\][.:]?
    | \((?P<paren>\d{{1,3}}|[a-z*†‡§]|[ivxl]{{1,6}})\)
    | \[?(?:(?:foot|end)?note|fn|anm\.?|прим\.?)\s*(?P<word>\d{{1,4}})\s*[.:)–—-]
    | (?P<slash>\d{{1,3}})/(?=\s+\S)
    | (?P<plain>\d{{1,4}})(?P<after>[.):]|\s*[-–—](?=\s)|(?=\s+\S)|(?=["“«'‘]?[^\W\d_]))
    | (?P<symbol>[*†‡§¶]{{1,4}})(?=\s?[^\s*†‡§¶])
    | (?P<alone>\d{{1,4}})$
    )\s*""",
    re.X | re.I,
)


NUMBER = re.compile(r"((?<![-–])\d{1,3}(?:[a-z]\b)?|(?<!\w)(?:[A-H]|[IVXL]{1,7})(?!\w))")
LABELLED = re.compile(r"(?=.*(?:[^\W\d_]{2}|§))[^a-z\n,;?!][^\n,;?!]{0,40}")


def counted(texts: Iterable[str]) -> set[str]:
    """Of lines that are one but for a number, those of which each is one more, three at least, or the first two."""
    series: dict[str, list[tuple[int, str]]] = {}
    for text in texts:
        pieces = NUMBER.split(text) if LABELLED.fullmatch(text) else []
        if len(pieces) == 3 and len((pieces[0] + pieces[2]).split()) < 6:
            number = pieces[1].rstrip("abcdefghijklmnopqrstuvwxyz")
            value = ord(number) - 64 if number in "ABCDEFGH" else value_of(number)
            form = "0" if number.isdecimal() else "A" if number in "ABCDEFGH" else "I"
            series.setdefault(f"{pieces[0]}{form}{pieces[2]}".casefold(), []).append((value, text))
    found: set[str] = set()
    for rows in series.values():
        steps = [two - one for (one, _), (two, _) in pairwise(rows)]
        if steps.count(1) >= max(0.8 * len(steps), 1 if rows[0][0] == 1 else 2):
            found |= {text for _, text in rows}
    return found


def value_of(label: str) -> int:
    """The number that a label means: figures of any script, Roman numerals, letters, symbols by their count; else 0."""
    label = label.strip("{}() ").translate(TO_DIGITS)
    if len(label) > 8:
        return 0
    if label.isdecimal():
        return int("".join(str(unicodedata.digit(c)) for c in label))
    if label and all(c in SYMBOLS for c in label):
        return SYMBOLS.index(label[0]) + 1 if len(set(label)) == 1 and label[0] != "*" else len(label)
    low = label.lower()
    if low and all(c in ROMAN for c in low):
        return _roman(low)
    return ord(low) - 96 if len(low) == 1 and "a" <= low <= "z" else 0


def _roman(text: str) -> int:
    total = 0
    for i, char in enumerate(text):
        value = ROMAN[char]
        total += -value if i + 1 < len(text) and ROMAN[text[i + 1]] > value else value
    return total


def shown(label: str) -> str:
    """A label as the document shows it: figures made plain, brackets and carets gone."""
    label = label.strip("{}() ").translate(TO_DIGITS)
    return str(value_of(label)) if label.isdecimal() else label


def split_figures(digits: str) -> Iterator[tuple[int, ...]]:
    """Ways to read figures run together as consecutive numbers: `45` is 4, 5; `91011` is 9, 10, 11."""
    for size in range(1, len(digits)):
        first = int(digits[:size])
        numbers, text = [first], digits[:size]
        while len(text) < len(digits):
            numbers.append(numbers[-1] + 1)
            text += str(numbers[-1])
        if text == digits and first:
            yield tuple(numbers)
