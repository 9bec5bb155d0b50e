"""pandoc's inline elements → Markdown that Python-Markdown reads as meant, on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

Inline = Mapping[str, Any]

_ESCAPED = str.maketrans(
    {c: f"\\{c}" for c in "\\`*_[]{}"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "\0": ""}
)
_START = re.compile(r"^(\d+)([.)])|^([-+#:!=~])")
_SAFE_URL = re.compile(r"(?:https?|ftp)://|mailto:", re.IGNORECASE)
_KEPT = "%:/?#@!$&'()+,;=~-._"
"""What a URL may keep as it is; `*`, brackets and the like would be read as Markdown."""
_HTML = {"Superscript": "sup", "Subscript": "sub", "Strikeout": "s", "Underline": "u"}
_SPACES = frozenset(("Space", "SoftBreak", "LineBreak"))
_STOP = re.compile(r"\.([”’*]*)$")
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]\.|\b(?:edn?|al|Jr|Sr|Inc|Ltd|Co|trans|vols?|nos?|pp?))\.?$")


def markdown(inlines: Sequence[Inline]) -> str:
    """Inline elements as one line of Markdown; HTML in a text is shown, never run."""
    text = re.sub(r"\s+", " ", _join(inlines)).strip()
    return _START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text, count=1)


def escaped(text: str) -> str:
    """A text that is no Markdown, as Markdown."""
    return markdown([{"t": "Str", "c": text}])


def plain(inlines: Iterable[Inline]) -> str:
    """Inline elements without their markup."""
    parts = []
    for item in inlines:
        kind: str = item["t"]
        content: Any = item.get("c")
        if kind in _SPACES:
            parts.append(" ")
        elif kind in ("Str", "Code", "Math", "RawInline"):
            parts.append(content if isinstance(content, str) else str(content[-1]))
        elif kind != "Note":
            parts.append(plain(_inner(item)))
    return "".join(parts)


def autolink(url: str, text: str | None = None) -> str:
    """A link, `<https://…>` where its text is its address; the text alone where the address can't be a link."""
    if not _SAFE_URL.match(url):
        return escaped(text or url)
    safe = quote(url, safe=_KEPT)
    if text in (None, url) and not url.lower().startswith("mailto:"):
        return f"<{safe}>"
    return f"[{escaped(text or url)}](<{safe}>)"


def unstopped(text: str) -> str:
    """A reference without its closing stop, which whoever adds a locator sets; an abbreviation keeps its own."""
    match = _STOP.search(text)
    if not match or _ABBREVIATED.search(text[: match.start()] + "."):
        return text
    return text[: match.start()] + match[1]


def flatten(blocks: Sequence[Inline]) -> list[Inline]:
    """The inline elements of paragraphs and divisions, with a space between one and the next."""
    found: list[Inline] = []
    for block in blocks:
        content = block.get("c") or []
        inner = flatten(content[1]) if block["t"] == "Div" else content if block["t"] in ("Para", "Plain") else []
        found += ([{"t": "Space"}] if found and inner else []) + list(inner)
    return found


def _join(inlines: Sequence[Inline]) -> str:
    return "".join(_one(item) for item in inlines)


def _one(item: Inline) -> str:
    """One inline element as Markdown."""
    kind: str = item["t"]
    content: Any = item.get("c")
    if kind == "Str":
        return str(content).translate(_ESCAPED)
    if kind in _SPACES:
        return " "
    if kind in ("Emph", "Strong"):
        return _emphasis(kind, content or [])
    if kind in _HTML:
        return f"<{_HTML[kind]}>{_join(content or [])}</{_HTML[kind]}>"
    if kind == "Quoted":
        opening, closing = ("“", "”") if content[0]["t"] == "DoubleQuote" else ("‘", "’")
        return _quoted(opening, content[1], closing)
    if kind == "Span" and content and _is_quotation(content[1]):
        return _quoted(content[1][0]["c"], content[1][1:-1], content[1][-1]["c"])
    if kind == "Link" and content:
        return autolink(content[2][0], plain(content[1]))
    if kind in ("Code", "Math", "RawInline"):
        return str(content[-1]).translate(_ESCAPED)
    return _join(_inner(item))


def _inner(item: Inline) -> Sequence[Inline]:
    """The elements within an element."""
    kind: str = item["t"]
    content: list[Any] = item.get("c") or []
    if kind in ("Span", "Link", "Quoted", "Cite", "Image"):
        return list(content[1])
    return content if kind in ("Emph", "Strong", "SmallCaps", *_HTML) else []


def _emphasis(kind: str, content: Sequence[Inline]) -> str:
    """Emphasis, its spaces outside; as HTML where more emphasis stands within, which stars would confuse."""
    text = _join(content)
    inner = text.strip()
    if not inner or (kind == "Emph" and _descriptive(plain(content))):
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if "*" in inner.replace("\\*", ""):
        tag = "em" if kind == "Emph" else "strong"
        return f"{lead}<{tag}>{inner}</{tag}>{tail}"
    mark = "*" if kind == "Emph" else "**"
    return f"{lead}{mark}{inner}{mark}{tail}"


def _is_quotation(content: Sequence[Inline]) -> bool:
    ends = [c.get("c") for c in (content[0], content[-1])] if len(content) > 1 else ["", ""]
    return ends in (["“", "”"], ["‘", "’"], ["«", "»"], ["„", "“"])


def _quoted(opening: str, content: Sequence[Inline], closing: str) -> str:
    """A quotation; a descriptive title in square brackets is nobody's words and gets no quotation marks."""
    return _join(content) if _descriptive(plain(content)) else f"{opening}{_join(content)}{closing}"


def _descriptive(title: str) -> bool:
    """Whether a title stands in square brackets: it describes a work that has none."""
    return title.startswith("[") and title.rstrip(".,;:").endswith("]") and title.count("[") == 1
