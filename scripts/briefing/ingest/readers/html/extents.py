"""Where each note of a page begins and ends, given what its calls link to."""

from __future__ import annotations

import re

from briefing.ingest.readers.html.marks import BACK, LIST, SINGLE
from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.tags import BLOCKS


def counts_within(page: Page, targets: set[Element]) -> dict[Element, int]:
    """How many targets lie in each element that holds any."""
    counts: dict[Element, int] = {}
    for target in targets:
        node: Element | None = target
        while node is not None:
            counts[node] = counts.get(node, 0) + 1
            node = node.getparent()
    return counts


def whole_of(page: Page, target: Element, counts: dict[Element, int]) -> Element | None:
    """The one element that is the note which a target names, or None where several notes share their element."""
    node = target
    while tag_of(node) not in BLOCKS or tag_of(node) in ("td", "th") or not says_something(page, node):
        parent = node.getparent()
        if parent is None or tag_of(parent) in ("body", "html", "article", "main") or counts.get(parent, 0) > 1:
            return None
        node = parent
    while (parent := node.getparent()) is not None and counts.get(parent, 0) == 1:
        if tag_of(parent) in ("li", "dd", "tr", "aside") or (
            SINGLE.search(page.names(parent)) and not LIST.search(page.names(parent))
        ):
            node = parent
        else:
            break
    return node


def says_something(page: Page, element: Element) -> bool:
    """Whether an element holds more than a note's label."""
    return len(re.findall(r"[^\W\d_]", page.text(element))) >= 3 and not BACK.fullmatch(page.text(element))
