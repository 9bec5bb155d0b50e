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
    while True:
        if tag_of(node) in BLOCKS and tag_of(node) not in ("td", "th") and says_something(page, node):
            break
        parent = node.getparent()
        if parent is None or tag_of(parent) in ("body", "html", "article", "main"):
            return _beside(page, node)
        if counts.get(parent, 0) > 1:
            following = node.getnext()
            if (
                tag_of(node) in BLOCKS
                and not says_something(page, node)
                and following is not None
                and counts.get(following, 0) == 0
            ):
                return _beside(page, node)
            if tag_of(node) in BLOCKS and says_something(page, node):
                break
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


def _beside(page: Page, node: Element) -> Element | None:
    """The block after an empty anchor that stands by itself."""
    following = node.getnext()
    if (
        following is not None
        and tag_of(following) in BLOCKS
        and says_something(page, following)
        and not (node.tail or "").strip()
    ):
        return following
    return None
