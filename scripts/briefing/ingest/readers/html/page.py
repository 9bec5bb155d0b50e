"""A page's tree with what the later steps ask of every element: its place in reading order, its prose, its names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.tags import BLOCKS, CONTROLS, SILENT

NAMES = ("class", "id", "role", "itemprop", "data-component", "data-testid", "data-module", "aria-label")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SPLIT = re.compile(r"[\s_/:.]+|-+")
PROSE = 60
"""Characters without a link that make a piece of text prose."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The stretches of a page that some elements take up."""

    firsts: list[int]
    lasts: list[int]
    number: dict[Element, int]

    def __contains__(self, element: Element) -> bool:
        """Whether an element is one of them or lies in one."""
        at = self.number[element]
        i = bisect_right(self.firsts, at) - 1
        return i >= 0 and at <= self.lasts[i]


@dataclass(slots=True)
class Page:
    """A tree, read once."""

    root: Element
    elements: list[Element]
    """In reading order."""
    number: dict[Element, int]
    last: dict[Element, int]
    """Number of the last element within."""
    prose: dict[Element, int]
    """Characters of prose within: text that is neither short nor linked."""
    size: dict[Element, int]
    """Characters within, of whatever kind."""
    ids: dict[str, Element]
    _names: dict[Element, str] = field(default_factory=dict)

    def names(self, element: Element) -> str:
        """Class, id, role and the like of an element as one line: words in lower case, parted and framed by spaces."""
        found = self._names.get(element)
        if found is None:
            raw = " ".join(value for name in NAMES if (value := element.get(name)))
            found = " " + " ".join(SPLIT.split(CAMEL.sub("-", raw[:400]).lower())) + " " if raw else ""
            self._names[element] = found
        return found

    def within(self, element: Element, other: Element) -> bool:
        """Whether an element is another one or lies in it."""
        return self.number[other] <= self.number[element] <= self.last[other]

    def covered(self, elements: Iterable[Element]) -> Cover:
        """What lies within some elements, none of which lies in another: asked in no time however many they are."""
        rows = sorted((self.number[e], self.last[e]) for e in elements)
        return Cover([first for first, _ in rows], [last for _, last in rows], self.number)

    def text(self, element: Element) -> str:
        """All text in an element that somebody could read, white space squeezed."""
        return " ".join(" ".join(pieces(element)).split())


def read_page(root: Element) -> Page:
    """Walks a tree once, without recursion."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    number = {element: i for i, element in enumerate(elements)}
    last = dict(number)
    prose = dict.fromkeys(elements, 0)
    own: dict[Element, int] = dict.fromkeys(elements, 0)
    size = {element: len((element.text or "").strip()) for element in elements}
    ids: dict[str, Element] = {}
    for element in elements:
        for name in ("id", "name"):
            if (value := element.get(name)) and tag_of(element) not in ("meta", "input", "form", "iframe"):
                ids.setdefault(value, element)
    for element in reversed(elements):
        tag = tag_of(element)
        if tag in SILENT or tag in CONTROLS or tag in ("a", "nav", "noscript"):
            own[element] = 0
        else:
            own[element] += len((element.text or "").strip())
        if tag in BLOCKS:
            prose[element] += own[element] if own[element] >= PROSE else 0
        parent = element.getparent()
        if parent is None:
            continue
        last[parent] = max(last[parent], last[element])
        prose[parent] += prose[element]
        size[parent] += size[element] + len((element.tail or "").strip())
        own[parent] += len((element.tail or "").strip())
        if tag not in BLOCKS:
            own[parent] += own[element]
    return Page(root, elements, number, last, prose, size, ids)


def pieces(element: Element) -> list[str]:
    """The texts within an element in reading order, those of scripts and the like left out."""
    found: list[str] = []
    stack: list[Element | str] = [element]
    first = True
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            found.append(node)
            continue
        if not first and node.tail:
            stack.append(node.tail)
        first = False
        if tag_of(node) in SILENT or not isinstance(node.tag, str):
            continue
        if tag_of(node) in BLOCKS or tag_of(node) == "br":
            found.append("\n")
            stack.append("\n")
        stack.extend(reversed(node))
        if node.text:
            stack.append(node.text)
    return found
