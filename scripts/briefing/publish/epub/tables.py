"""What heads each cell of a table, so that a narrow screen can show its rows one below the other."""

from __future__ import annotations

from lxml.html import HtmlElement

from briefing.publish.pdf.trees import plain


def labels(table: HtmlElement) -> dict[HtmlElement, str]:
    """The text of the heading of each cell's column; none where cells span columns or rows."""
    if any(cell.get("colspan") or cell.get("rowspan") for cell in table.iter("td", "th")):
        return {}
    head = table.find("thead")
    rows = head.findall("tr") if head is not None else []
    if not rows:
        return {}
    heads = [plain(cell) for cell in rows[-1].iterchildren("td", "th")]
    found: dict[HtmlElement, str] = {}
    for row in table.iter("tr"):
        parent = row.getparent()
        if parent is not None and parent.tag != "thead":
            cells = list(row.iterchildren("td", "th"))
            found |= {cell: text for cell, text in zip(cells, heads, strict=False) if text}
    return found
