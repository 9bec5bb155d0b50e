"""Typst string literals: the only way in which text of a page reaches the engine.

A text node becomes a quoted literal in code mode, so that nothing in it can be read as Typst. On the way
spaces are collapsed as HTML collapses them, what belongs together is held together, and what is too long
for a line is given places to break.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NBSP = "\N{NO-BREAK SPACE}"
BREAK = "\N{ZERO WIDTH SPACE}"

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
_ESCAPED = re.compile(r"[\"\\\x00-\x1f\x7f-\x9f\u2028\u2029]")

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


def pieces(text: str) -> list[tuple[str, bool]]:
    """Text in pieces, each with whether it is a date, which is set without a break.

    >>> pieces("On 14 June 2024, see ¶ 5.")
    [('On ', False), ('14\\xa0June\\xa02024', True), (', see ¶\\xa05.', False)]
    """
    found: list[tuple[str, bool]] = []
    end = 0
    for match in _DATE.finditer(text):
        found.append((_broken(_HELD.sub(NBSP, text[end : match.start()])), False))
        found.append((match.group().replace(" ", NBSP), True))
        end = match.end()
    found.append((_broken(_HELD.sub(NBSP, text[end:])), False))
    return [piece for piece in found if piece[0]]


def _broken(text: str) -> str:
    """Text in which a word longer than a line can break; addresses break as the engine sees fit."""
    return _LONG.sub(_break, text)


def _break(match: re.Match[str]) -> str:
    word = match.group()
    if "://" in word or word.startswith("www."):
        return word
    return BREAK.join(word[at : at + LONGEST] for at in range(0, len(word), LONGEST))


def replaced(text: str, stand_ins: Mapping[str, str]) -> str:
    """Text with each character that no font has replaced by its stand-in; bracketed neighbours share brackets."""
    if not stand_ins:
        return text
    return "".join(stand_ins.get(c, c) for c in text).replace("][U+", " U+")


def code(value: object) -> str:
    """A Typst value from a Python one: None, bool, int, str, list, tuple or dict."""
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return quoted(value)
        case dict():
            rows = ", ".join(f"{quoted(str(k))}: {code(v)}" for k, v in value.items())
            return f"({rows or ':'})"
        case list() | tuple():
            return f"({''.join(f'{code(v)}, ' for v in value)})"
    raise TypeError(f"{value!r} has no Typst form here")
