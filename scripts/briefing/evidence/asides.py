"""What readers get of a Markdown text beside its words: alternative texts, titles and labels.

They are taken from what the renderer makes of it, in whatever way of writing them: links and their definitions, lists
of attributes, elements. A text that holds no sign of any isn't rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html.parser import HTMLParser
from threading import Lock
from typing import TYPE_CHECKING

from briefing.evidence.markup import ATTRIBUTES, FENCE, GROUP, IMAGE, LINK, NOTE_MARK

if TYPE_CHECKING:
    from markdown import Markdown

ALTERNATIVE = "alternative text"
_EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables"]
_NAMED = {"alt": ALTERNATIVE, "title": "title", "data-title": "title"}
_LABELS = frozenset({"abbr", "label", "placeholder", "summary", "download", "data-label", "data-toc-label"})
_SILENT = frozenset({"code", "pre", "script", "style"})
_FENCE_TITLE = re.compile(r"\btitle[ \t]*=[ \t]*(\"[^\"\n]*\"|'[^'\n]*')")
_REFERRING = frozenset(
    f"aria-{name}"
    for name in ("activedescendant", "controls", "describedby", "details", "flowto", "labelledby", "owns")
)
"""Attributes that name other elements by their ids."""
_CITED = re.compile(rf"{GROUP.pattern}|{NOTE_MARK.pattern}(?!:)")
"""What becomes a note on the page, and is shown as its number."""
_BEHIND = re.compile(r"(?:[ \t]*\[@[^\[\]\n]*\])*[ \t]*\n[ \t]*\{:?[^{}\n]*\}[ \t]*$", re.MULTILINE)
_DEFINED = re.compile(r"^ {0,3}\[([^\]\n^@][^\]\n]*)\]:[^\n]*(?:\n[ \t]+[\"'(][^\n]*)?", re.MULTILINE)
_LOCK = Lock()


@lru_cache(maxsize=10_000)
def asides(markdown: str) -> tuple[tuple[str, str], ...]:
    """What each such text is, and its words with white space as single spaces; each once, in order.

    >>> asides('*One*{: title="Two" } ![three](a.png)')
    (('title', 'Two'), ('alternative text', 'three'))
    """
    if not _may_hold(markdown):
        return ()
    with _LOCK:
        renderer = _renderer()
        reader = _Reader()
        reader.feed(renderer.reset().convert(_CITED.sub("", markdown)))
        reader.close()
        titles = [title for _, title in renderer.references.values() if title]  # another text of the page may use them
    shown = "".join(reader.shown)
    rows = [*reader.found, *(("title", title) for title in titles)]
    rows += (("text", m.group()) for pattern in (LINK, IMAGE, ATTRIBUTES) for m in pattern.finditer(shown))
    rows += (("title", m[1][1:-1]) for f in FENCE.finditer(markdown) for m in _FENCE_TITLE.finditer(_head(f.group())))
    return tuple(dict.fromkeys((what, words) for what, text in rows if (words := " ".join(text.split()))))


def beside(text: str, start: int, end: int) -> tuple[str, ...]:
    """What readers get beside the words of a piece of a text: with the attributes right behind it, and the definitions
    of the links that it names."""
    piece = text[start:end]
    if behind := _BEHIND.match(text, end):
        piece += behind.group()
    if "[" in piece and "]:" in text:
        small = piece.casefold()
        piece += "".join(f"\n\n{m.group()}" for m in _DEFINED.finditer(text) if f"[{m[1].casefold()}]" in small)
    return tuple(f"{what}: {words}" for what, words in asides(piece))


def _head(fence: str) -> str:
    return fence.partition("\n")[0]


def _may_hold(text: str) -> bool:
    """Whether a sign stands there without which no such text can be written."""
    return (
        "![" in text
        or "]:" in text
        or "][" in text
        or ("](" in text and ('"' in text or "'" in text))
        or ("=" in text and any(sign in text for sign in ("{", "<", "```", "~~~")))
    )


@cache
def _renderer() -> Markdown:
    from markdown import Markdown  # which most projects have no need of here

    return Markdown(extensions=_EXTENSIONS, extension_configs={"footnotes": {"BACKLINK_TITLE": ""}})


class _Reader(HTMLParser):
    """Gathers attributes that are shown or read aloud, and the text, in which markup that is none is left."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.shown: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self.found += _told(attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += _told(attrs)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.shown.append(data)


def _told(attributes: list[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    """Those of an element's attributes that hold words: by their names, and others' data where they are several."""
    for name, value in attributes:
        if not value or name in _REFERRING:
            continue
        if name in _NAMED or name in _LABELS or name.startswith("aria-"):
            yield _NAMED.get(name, "label"), value
        elif name.startswith("data-") and " " in value.strip():
            yield "label", value
