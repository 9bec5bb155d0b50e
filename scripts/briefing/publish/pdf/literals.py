"""Typst string literals: the only way in which text of a page reaches the engine.

A text node becomes a quoted literal in code mode, so that nothing in it can be read as Typst. On the way
spaces are collapsed as HTML collapses them, what belongs together is held together, and what is too long
for a line is given places to break.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

NBSP = "\N{NO-BREAK SPACE}"

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTHS = "|".join((*MONTHS, "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"))
_SPACES = re.compile(r"[ \t\n\r\f]+")
_DATE = re.compile(
    rf"\b\d{{1,2}}\.?[ {NBSP}][^\W\d_]{{3,12}}\.?[ {NBSP}]\d{{4}}\b"  # 14 June 2024, 14 июня 2024, 14. Juni 2024
    rf"|\b\d{{1,2}}(?:[–-]\d{{1,2}})?[ {NBSP}](?:{_MONTHS})\b(?:\.?[ {NBSP}]\d{{4}}\b)?"  # 14 June, 9–11 May 2021
    rf"|\b(?:{_MONTHS})\.?[ {NBSP}]\d{{1,2}}(?:,[ {NBSP}]\d{{4}})?\b"  # June 14, 2024
    rf"|\b(?:{_MONTHS})\.?[ {NBSP}]\d{{4}}\b"  # June 2024
)
_HELD = re.compile(r"(?<=[¶§№]) (?=\d)|(?<=\bp\.) (?=\d)|(?<=\bpp\.) (?=\d)|(?<=\b[Nn]o\.) (?=\d)|(?<=\d) (?=%)")
_LONG = re.compile(r"[^\s\u200b\u00ad-]{31,}")
_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=\d\ds?\b)")
_OPENING = re.compile(r'(?:(?<=^)|(?<=[\s([{–—“‘]))"(?=\S|$)')
_CLOSING = re.compile(r'(?<=\S)"')
_ESCAPED = re.compile(r"[\"\\\x00-\x1f\x7f-\x9f\u2028\u2029]")

Kind = Literal["text", "date", "break"]

LONGEST = 24
"""Characters of an unbroken word after which the engine may break it without a hyphen."""


def quoted(text: str) -> str:
    r"""A Typst string literal.

    >>> quoted('say "#let" \\ $x$')
    '"say \\"#let\\" \\\\ $x$"'
    """
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return f"\\{character}" if character in '"\\' else f"\\u{{{ord(character):x}}}"


def collapsed(text: str) -> str:
    """Text with each run of white space as one space; a no-break space is none."""
    return _SPACES.sub(" ", text)


def pieces(text: str) -> list[tuple[Kind, str]]:
    r"""Text in pieces: plain text, dates, which are set without a break, and places where a line may break.

    >>> pieces("On 14 June 2024, see ¶ 5.")
    [('text', 'On '), ('date', '14\xa0June\xa02024'), ('text', ', see ¶\xa05.')]
    """
    found: list[tuple[Kind, str]] = []
    end = 0
    for match in _DATE.finditer(text):
        found += _plain(text[end : match.start()])
        found.append(("date", match.group().replace(" ", NBSP)))
        end = match.end()
    return found + _plain(text[end:])


def _plain(text: str) -> list[tuple[Kind, str]]:
    found: list[tuple[Kind, str]] = []
    for part in parts(_HELD.sub(NBSP, text)):
        found += [("break", ""), ("text", part)] if found else [("text", part)]
    return found


def parts(text: str) -> list[str]:
    """Text cut where a word longer than a line may break; an address is left whole, the engine knows where to break it.

    >>> [len(part) for part in parts("a" * 64)]
    [24, 24, 16]
    """
    found, end = [], 0
    for match in _LONG.finditer(text):
        word = match.group()
        if "://" not in word and not word.startswith("www."):
            for at in range(match.start() + LONGEST, match.end(), LONGEST):
                found.append(text[end:at])
                end = at
    return [part for part in (*found, text[end:]) if part]


def curled(text: str) -> str:
    r"""Text with typewriter apostrophes and quotation marks as printers set them.

    >>> curled("the Sound's \"lights\"")
    'the Sound’s “lights”'
    """
    text = _APOSTROPHE.sub("’", text)
    if '"' in text:
        text = _CLOSING.sub("”", _OPENING.sub("“", text))
    return text


def replaced(text: str, stand_ins: Mapping[str, str]) -> str:
    """Text with each character that no font has replaced by its stand-in; bracketed neighbours share brackets."""
    if not stand_ins:
        return text
    return "".join(stand_ins.get(c, c) for c in text).replace("][U+", " U+")


def code(value: object, stand_ins: Mapping[str, str] = MappingProxyType({})) -> str:
    """A Typst value from a Python one: None, bool, int, str, list, tuple or dict; texts with stand-ins in place."""
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return quoted(replaced(value, stand_ins))
        case dict():
            rows = ", ".join(f"{quoted(str(k))}: {code(v, stand_ins)}" for k, v in value.items())
            return f"({rows or ':'})"
        case list() | tuple():
            return f"({''.join(f'{code(v, stand_ins)}, ' for v in value)})"
    raise TypeError(f"{value!r} has no Typst form here")
