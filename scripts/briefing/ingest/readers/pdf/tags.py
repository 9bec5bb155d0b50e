"""What a tagged PDF says itself: which lines are one element, headings, items, captions, and in what order."""

from __future__ import annotations

import re
from itertools import pairwise

from briefing.ingest.extract import BlockKind
from briefing.ingest.readers.pdf.columns import Zone
from briefing.ingest.readers.pdf.lines import Leaf, Line

ELEMENT = re.compile(r"P|H[1-6]?|LI|Caption|TR|Note|FENote|TOCI|BlockQuote|Title|Figure|Formula")
"""Types of elements that are one piece each."""
KINDS: dict[str, BlockKind] = {"LI": "item", "Caption": "caption", "BlockQuote": "quote", "TOCI": "text"}
LEAST = 0.85
"""Share of the text that must be tagged for the tags to be believed."""


def mark_elements(leaves: list[Leaf], pages: list[list[Line]]) -> bool:
    """Gives each line the element in which it stands, where the document's tags can be believed; says whether they can.

    Many programs tag each word, or each line, as a paragraph: such tags say nothing.
    """
    found = [(p, _elements(leaf, p)) for leaf, page in zip(leaves, pages, strict=True) for p in page]
    total = sum(len(p.text) for p, _ in found)
    tagged = sum(len(p.text) for p, elements in found if elements)
    kinds = {(p.page, elements[0]) for p, elements in found if elements}
    mixed = sum(len(elements) > 1 for _, elements in found)
    heads = sum(len(p.text) for p, elements in found if elements and elements[0][0].startswith("H"))
    if not total or tagged < LEAST * total or heads > 0.3 * total:
        return False
    if len(kinds) > 0.75 * len(found) or mixed > 0.1 * len(found):
        return False
    for p, elements in found:
        p.element = elements[0] if elements else None
    return True


def _elements(leaf: Leaf, line: Line) -> list[tuple[str, int]]:
    """The innermost elements, of those that are one piece, in which a line stands, each with its order on the page."""
    found = [
        next((one for one in reversed(leaf.tags.get(tag, ())) if ELEMENT.fullmatch(one[0])), None) for tag in line.tags
    ]
    return list(dict.fromkeys(one for one in found if one))


def in_order(zones: list[Zone]) -> list[Zone]:
    """A page's zones in the order of their elements, where no two of them mix; else as they are."""
    spans = []
    for zone in zones:
        orders = [line.element[1] for line in zone.lines if line.element]
        if not orders:
            return zones
        spans.append((min(orders), max(orders), zone))
    spans.sort(key=lambda span: span[:2])
    clear = all(one[1] <= two[0] for one, two in pairwise(spans))
    return [zone for _, _, zone in spans] if clear else zones
