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
DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Signs of Chinese, Japanese and Korean."""
PROSE = 60
"""Characters without a link that make a piece of text prose."""
LONGEST_LINK = 600
"""Characters of a link at most; one that holds more was not closed."""


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
    linked: dict[Element, int]
    """Characters within that are links."""
    ids: dict[str, Element]
    fellows: dict[tuple[Element, str, str], int] = field(default_factory=dict)
    """Prose of elements set alike, by their parent, tag and first class; filled where it is asked for."""
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
    for element in elements:
        if element.get("role") == "heading" and tag_of(element) in ("div", "p", "span"):
            level = element.get("aria-level") or ""
            element.tag = f"h{level}" if level in ("1", "2", "3", "4", "5", "6") else "h2"
    number = {element: i for i, element in enumerate(elements)}
    last = dict(number)
    prose = dict.fromkeys(elements, 0)
    own: dict[Element, int] = dict.fromkeys(elements, 0)
    size = {e: 0 if tag_of(e) in SILENT else weight(e.text) for e in elements}
    linked = dict.fromkeys(elements, 0)
    ids: dict[str, Element] = {}
    for element in elements:
        for name in ("id", "name"):
            if (value := element.get(name)) and tag_of(element) not in ("meta", "input", "form", "iframe"):
                ids.setdefault(value, element)
    in_link = _in_links(elements)
    for element in reversed(elements):
        tag = tag_of(element)
        if tag in SILENT or tag in CONTROLS or element in in_link or tag in ("nav", "noscript"):
            own[element] = 0
        else:
            own[element] += weight(element.text)
        if tag in BLOCKS:
            prose[element] += own[element] if own[element] >= PROSE else 0
        if tag == "a" and element in in_link:
            linked[element] = size[element]
        parent = element.getparent()
        if parent is None:
            continue
        linked[parent] += linked[element]
        last[parent] = max(last[parent], last[element])
        prose[parent] += prose[element]
        behind = weight(element.tail)
        size[parent] += size[element] + behind
        own[parent] += behind
        if tag not in BLOCKS:
            own[parent] += own[element]
    return Page(root, elements, number, last, prose, size, linked, ids)


def weight(text: str | None) -> int:
    """Characters of a text; a sign of a script that writes words in one or two of them counts as three."""
    if not text:
        return 0
    text = text.strip()
    return len(text) if text.isascii() else len(text) + 2 * len(DENSE.findall(text))


def _in_links(elements: list[Element]) -> set[Element]:
    """Links, and elements within them, whose text is no prose of the page's; a link never closed is none."""
    found: set[Element] = set()
    for element in elements:
        link = tag_of(element) == "a" and element.get("href") is not None
        if element.getparent() in found or (link and _short(element)):
            found.add(element)
    return found


def _short(link: Element) -> bool:
    """Whether a link holds no more than a headline and its summary."""
    size = 0
    for text in link.itertext():
        size += len(text.strip())
        if size > LONGEST_LINK:
            return False
    return True


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
