"""Makes text that others wrote safe to stand in Markdown: shown as it is, never run, never a link that acts."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from typing import Any

from briefing.evidence.markup import CODE, blank, plain

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|&!]")
_AT_START = re.compile(r"^(\s*)(?:([-+])|(\d+)([.)]))")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_IN_ATTRIBUTE = re.compile(r"[`*_\[\]\\!{}@\n]")
_RISKY = re.compile(r"[<{]|\]\s*[(\[:]|&#?\w+;")
_AUTOLINK = re.compile(r"<https?://[^<>\s]+>")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?(?:-->|\Z)|<[!?][A-Za-z][^<>]*>")
_LIVE = re.compile(r"(?<!\\)(\\*)(\{|`|\](?=\s*\[(?!\^)|:))")
"""What begins attributes, code or a reference, unless an odd number of backslashes stands before it."""
_TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+")
SCHEMES = frozenset({"http", "https", "mailto"})
"""Schemes that a link in a source may have; a link with any other is shown as text."""


def _printable(words: str) -> str:
    """The text without control characters, which Markdown renderers use as marks of their own."""
    return words if words.isprintable() else _CONTROLS.sub("", words)


@lru_cache(maxsize=20_000)
def text(words: str) -> str:
    r"""Plain text as Markdown that shows exactly it, on one line.

    >>> text("A*B <script> [x](javascript:y)")
    'A\\*B &lt;script&gt; \\[x\\](javascript:y)'
    """
    line = " ".join(_printable(words).split())
    line = _SPECIAL.sub(lambda m: _ENTITIES.get(m.group()) or f"\\{m.group()}", line)
    return _AT_START.sub(lambda m: f"{m[1]}{m[3] or ''}\\{m[2] or m[4]}", line)


@lru_cache(maxsize=20_000)
def shown(markdown: str) -> str:
    """A piece of Markdown as Markdown without links, emphasis, notes or citations: its words alone."""
    return text(plain(markdown))


@lru_cache(maxsize=20_000)
def set_off(words: str, names: tuple[str, ...]) -> str:
    """Plain text as Markdown with some names in it in bold, wherever they stand."""
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pieces, done = [], 0
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", words):
        pieces += [_spaced(words[done : match.start()]), f"**{text(match.group())}**"]
        done = match.end()
    return "".join((*pieces, _spaced(words[done:]))).strip()


REMEMBERING = (text, shown, set_off)
"""What remembers the texts that it has made."""


def linked(words: str) -> str:
    """Plain text as Markdown, with the web addresses in it as links."""
    pieces, done = [], 0
    for match in _ADDRESS.finditer(words):
        address = _trimmed(match.group())
        pieces += [_spaced(words[done : match.start()]), f"<{_printable(address)}>"]
        done = match.start() + len(address)
    return "".join((*pieces, _spaced(words[done:]))).strip()


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence that it stands in."""
    while address[-1] in ".,;:!?]}" or (address[-1] == ")" and address.count("(") < address.count(")")):
        address = address[:-1]
    return address


def _spaced(words: str) -> str:
    """A piece of a text, with the spaces at its ends kept."""
    return f"{' ' * words[:1].isspace()}{text(words)}{' ' * (words[-1:].isspace() and bool(words.strip()))}"


def attribute(words: str) -> str:
    """Plain text for an HTML attribute in double quotes, within Markdown."""
    line = html.escape(_printable(words))
    return _IN_ATTRIBUTE.sub(lambda m: f"&#{ord(m.group())};", line)


def is_risky(markdown: str) -> bool:
    """Whether anything in a source's Markdown could act, so that it must go through `untrusted`."""
    return not markdown.isprintable() or _RISKY.search(markdown) is not None


def untrusted(markdown: str) -> str:
    """A source's Markdown with emphasis, code and web links kept, and everything that could act shown as text."""
    if not is_risky(markdown):
        return markdown
    markdown = _printable(markdown).replace("\n", " ")  # one line, as the library reads it: no table, no list
    pieces, done = [], 0
    for code in CODE.finditer(markdown):
        pieces += [_harmless(markdown[done : code.start()]), _shown_as_code(code.group())]
        done = code.end()
    return "".join((*pieces, _harmless(markdown[done:])))


def _shown_as_code(code: str) -> str:
    """Code as an element with its text, so that a renderer can't see its bounds elsewhere than we do."""
    ticks = len(code) - len(code.lstrip("`"))
    return f"<code>{text(code[ticks:-ticks])}</code>"


def unsafe(markdown: str) -> tuple[str, ...]:
    """The pieces of a source's Markdown that `untrusted` shows as text: tags, and links that could act."""
    if not _RISKY.search(markdown):
        return ()
    prose = _AUTOLINK.sub("", blank(markdown, CODE))
    links = tuple(m[1] for m in _TARGET.finditer(prose) if not _leads_to_web(m[1]))
    return tuple(m.group() for m in _HTML.finditer(prose)) + links


def _harmless(markdown: str) -> str:
    """Markdown without code: no HTML, no attributes, no link but to the web."""
    pieces, done = [], 0
    for link in _AUTOLINK.finditer(markdown):
        pieces += [markdown[done : link.start()].replace("<", "&lt;"), link.group()]
        done = link.end()
    shown = "".join((*pieces, markdown[done:].replace("<", "&lt;")))
    shown = _LIVE.sub(lambda m: m[1] + "\\" * (len(m[1]) % 2 == 0) + m[2], shown)
    return _TARGET.sub(lambda m: m.group() if _leads_to_web(m[1]) else rf"\]({m[1]}", shown)


def _leads_to_web(address: str) -> bool:
    """Whether a link's address, its character references resolved, is relative or has a scheme that can't act."""
    plain = re.sub(r"[\x00-\x20\x7f-\x9f]", "", html.unescape(html.unescape(address)).replace("\\", ""))
    scheme = _SCHEME.match(plain)
    return scheme[1].lower() in SCHEMES if scheme else ":" not in plain.split("/")[0]


def yaml(value: Any) -> str:
    """A value as JSON in one line, which is YAML as well, for front matter."""
    line = json.dumps(value, ensure_ascii=False)
    return _CONTROLS.sub(lambda m: f"\\u{ord(m.group()):04x}", line)
