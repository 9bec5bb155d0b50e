"""The text of a page as runs: what stands between two ends of a block, and how it looks by itself."""

from __future__ import annotations

from lxml import etree

from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.tags import BLOCKS, NEVER, SILENT
from briefing.ingest.words import FUNCTION, words

CELLS = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"])
SEEN = 400
"""Words of a run that are looked at."""


class Run:
    """Text without a block's end in it."""

    def __init__(self, block: Element, at: int) -> None:
        self.block, self.at = block, at
        """The block around it, and the number of the element at which it begins."""
        self.nodes: list[tuple[Element, bool]] = []
        """Its pieces: the text of an element, or what stands behind one."""
        self.text, self.linked = "", 0

    def finish(self, tag: str, table: bool) -> None:
        """Looks at the text, once it is whole."""
        self.text = " ".join(self.text.split())
        found = self.text[: SEEN * 12].split()
        self.size = words(self.text)
        self.links = min(1.0, self.linked / max(1, len(self.text)))
        self.small = sum(word.lower().strip(",.;:") in FUNCTION for word in found[:SEEN]) / max(1, len(found[:SEEN]))
        self.ends = self.text.rstrip("\"'”’»)]* ")[-1:] in tuple(".!?…。！？؟۔।")
        self.heading = len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
        self.kind = "table" if table else tag
        self.prose = self.links < 0.4 and not self.heading and (self.size >= 25 or (self.size >= 10 and self.ends))


def runs_of(page: Page) -> list[Run]:
    """All runs of a page in reading order; a table of short cells is one."""
    found: list[Run] = []
    blocks: list[Element] = [page.root]
    open_: Run | None = None
    links, table, breaks = 0, None, 0

    def close() -> None:
        nonlocal open_
        if open_ is not None:
            open_.finish(tag_of(open_.block), table is not None)
            if open_.text:
                found.append(open_)
        open_ = None

    def add(text: str | None, element: Element, tail: bool) -> None:
        nonlocal open_, breaks
        if not text or not text.strip():
            if text and open_ is not None:
                open_.text += " "
            return
        if open_ is None:
            open_ = Run(blocks[-1], page.number[element])
        breaks = 0
        open_.nodes.append((element, tail))
        open_.text += text
        open_.linked += len(" ".join(text.split())) if links else 0

    walk = etree.iterwalk(page.root, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            continue
        tag = tag_of(element)
        away = tag in SILENT or tag in NEVER
        if event == "start":
            if away:
                walk.skip_subtree()
                continue
            if tag == "table" and table is None and is_plain(element):
                close()
                blocks.append(element)
                table = element
            elif table is not None:
                if tag in CELLS and open_ is not None:
                    open_.text += " "
            elif tag in BLOCKS:
                close()
                blocks.append(element)
            elif tag == "br":
                breaks += 1
                if breaks > 1:
                    close()
                elif open_ is not None:
                    open_.text += " "
            links += tag == "a" and element.get("href") is not None
            add(element.text, element, False)
            continue
        if not away:
            links -= tag == "a" and element.get("href") is not None
            if element is table:
                close()
                table = None
                blocks.pop()
            elif tag in BLOCKS and table is None:
                close()
                blocks.pop()
        if element is not page.root:
            add(element.tail, element, True)
    close()
    return found


def is_plain(table: Element) -> bool:
    """Whether a table holds cells of text and nothing that stands in blocks of its own."""
    return all(tag_of(e) in CELLS or tag_of(e) not in BLOCKS for e in table.iter() if isinstance(e.tag, str))
