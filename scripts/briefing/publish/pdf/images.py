"""Pictures of the pages: found, tried once, and staged beside the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

import lxml.etree
from lxml.html import HtmlElement

from briefing.publish.pdf.engine import Refusal, typeset
from briefing.publish.pdf.links import target
from briefing.publish.pdf.literals import quoted
from briefing.publish.pdf.trees import plain

FORMATS = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp"})

_CAMEL = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio", "gradientunits": "gradientUnits"}
"""Attributes of SVG whose capitals an HTML parser drops."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the document names it."""

    name: str | None
    """Name in the staging folder, or None where the picture can't be set."""
    alt: str


@dataclass(slots=True)
class Images:
    """Pictures taken so far; `find` gives the bytes at a path of the site, or None."""

    find: Callable[[str], bytes | None]
    staged: dict[str, bytes] = field(default_factory=dict)
    """Name to bytes."""

    def take(self, page: str, element: HtmlElement) -> tuple[Image | None, tuple[str, str] | None]:
        """A picture ready to be set, and what is odd about it: (code, its address)."""
        if element.get("aria-hidden") == "true":
            return None, None
        if element.tag == "svg":
            return self._drawing(element)
        source = element.get("src") or ""
        alt = element.get("alt")
        if alt == "":
            return None, None  # decoration
        path, _ = target(page, source)
        data = self.find(path) if path else None
        suffix = PurePosixPath(path).suffix.lower().lstrip(".")
        words = (alt or PurePosixPath(path or source).name or "picture").strip()
        if data is None or not _can_be_set(data, suffix):
            return Image(None, words), ("E604", source)
        return Image(self._stage(data, suffix), words), None if alt else ("E601", source)

    def _drawing(self, element: HtmlElement) -> tuple[Image | None, tuple[str, str] | None]:
        title = element.find(".//title")
        words = element.get("aria-label") or (plain(title) if title is not None else "")
        element.set("xmlns", "http://www.w3.org/2000/svg")
        for part in element.iter():
            for low, camel in _CAMEL.items():
                if isinstance(part.tag, str) and low in part.attrib:
                    part.set(camel, part.attrib.pop(low))
        tail, element.tail = element.tail, None
        data = lxml.etree.tostring(element)
        element.tail = tail
        if not _can_be_set(data, "svg"):
            return (Image(None, words), ("E604", "svg")) if words else (None, ("E604", "svg"))
        return Image(self._stage(data, "svg"), words or "drawing"), None if words else ("E601", "svg")

    def _stage(self, data: bytes, suffix: str) -> str:
        known = next((name for name, staged in self.staged.items() if staged == data), None)
        name = known or f"picture-{len(self.staged) + 1}.{suffix}"
        self.staged[name] = data
        return name


@lru_cache(maxsize=256)
def _can_be_set(data: bytes, suffix: str) -> bool:
    """Whether the engine can set a picture: it is asked, since it alone knows."""
    if suffix not in FORMATS or (suffix == "svg" and re.search(rb"<!(?:DOCTYPE|ENTITY)", data)):
        return False
    name = f"picture.{suffix}"
    try:
        typeset(f'#set document(title: "x")\n#image({quoted(name)}, alt: "x")', {name: data})
    except Refusal:
        return False
    return True
