"""Trees of HTML: read as leniently as a browser reads, flat enough for the engine, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml.html import HtmlElement

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCK_TAGS = HEADINGS | {
    "p",
    "li",
    "td",
    "th",
    "dt",
    "dd",
    "div",
    "blockquote",
    "details",
    "summary",
    "figure",
    "caption",
}
"""Elements whose text begins a line of its own."""

_PARSED = 1_000
"""Levels of nesting that the parser follows safely; it drops what stands below them."""
_SET = 10
"""Levels of lists, tables, quotations and styles that the engine follows safely; deeper text is set, but plain."""
_WRAPPERS = frozenset({"div", "section", "article", "span", "p", "li", "thead", "tbody", "tr", "td", "th", "details"})
"""Elements that add no level for the engine."""


def parse(html: str) -> HtmlElement:
    """A tree of the HTML, as leniently as a browser."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    if _depth(html) > _PARSED:
        html = re.sub(r"<[^>]*(?:>|\Z)", " ", html)
    root = lxml.html.document_fromstring(f"<html><body><div>{html}</div></body></html>".encode(), parser=parser)
    body: HtmlElement = root[-1]
    body.tag = "div"
    _flatten(body)
    return body


def _depth(html: str) -> int:
    """How deep elements may be nested, at most."""
    if html.count("<") < _PARSED:
        return 0
    depth = deepest = 0
    for match in re.finditer(r"<(/?)(?!br|hr|img|wbr|input|p\b|li\b)[a-z][^>]*(?:>|\Z)", html, re.IGNORECASE):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _flatten(body: HtmlElement) -> None:
    """Makes plain text of what is nested too deep for the engine."""
    row = [(body, 0, 0)]
    while row:
        element, levels, depth = row.pop()
        if levels > _SET or depth > 5 * _SET:
            text = "".join(element.itertext())
            element.clear(keep_tail=True)
            element.tag, element.text = "span", text
            continue
        levels += 2 if element.tag == "table" else element.tag not in _WRAPPERS
        row += [(child, levels, depth + 1) for child in element if isinstance(child.tag, str)]


def classes(element: HtmlElement) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((element.get("class") or "").split())


def plain(element: Any) -> str:
    """The text of an element without its notes' numbers, white space collapsed."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: HtmlElement) -> Iterator[str]:
    if is_call(element):
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""


def is_call(element: HtmlElement) -> bool:
    """Whether an element calls a note: `<sup><a class="footnote-ref">`."""
    return element.tag == "sup" and any("footnote-ref" in classes(a) for a in element.iter("a"))


def called(call: HtmlElement) -> str:
    """The anchor of the note that a call calls."""
    return (next(call.iter("a")).get("href") or "").removeprefix("#")


def ahead(call: HtmlElement, reach: int) -> list[str]:
    """Anchors of the notes called after a call in the same block, within so many characters of text."""
    found: list[str] = []
    left = reach
    for part in _after(call):
        if isinstance(part, str):
            left -= len(part)
            if left < 0:
                break
        else:
            found.append(called(part))
    return found


def _after(call: HtmlElement) -> Iterator[str | HtmlElement]:
    """What follows a call in its block: texts and calls, in order."""
    here = call
    while here.tag not in BLOCK_TAGS and (parent := here.getparent()) is not None:
        yield here.tail or ""
        for following in here.itersiblings():
            yield from _within(following)
            yield following.tail or ""
        here = parent


def _within(element: HtmlElement) -> Iterator[str | HtmlElement]:
    """What an element holds: texts and calls, in order."""
    if is_call(element):
        yield element
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _within(child)
        yield child.tail or ""


def edges(block: HtmlElement, line: int) -> dict[HtmlElement, str]:
    """For each call in a block, where it stands, if its line would leave another alone at the edge of a page.

    "first": in the first line below a heading; "second": in the second line; "last": at the end of more than two
    lines; else "". `line` is about how many characters a line has.
    """
    above = block.getprevious() if block.tag != "li" or block.getprevious() is not None else block.getparent()
    above = above.getprevious() if above is not None and above.tag in ("ul", "ol") else above
    headed = above is not None and above.tag in HEADINGS
    found: dict[HtmlElement, str] = {}
    last: list[HtmlElement] = []
    before = 0
    for part in _within(block):
        if isinstance(part, str):
            before += len(part)
            last = [] if part.strip() else last
        elif before > 1.8 * line:
            found[part] = ""
            last.append(part)
        else:
            found[part] = "second" if before > 1.1 * line else "first" if headed and before < 0.9 * line else ""
    return found | dict.fromkeys(last, "last")


def block_of(element: HtmlElement) -> HtmlElement | None:
    """The block in whose lines an element stands."""
    return next((e for e in element.iterancestors() if e.tag in BLOCK_TAGS), None)


def companions(call: HtmlElement, unit: HtmlElement | None) -> list[str]:
    """Anchors of the notes called right after a call, with nothing between, or after it anywhere in `unit`."""
    if unit is not None:
        calls = [e for e in unit.iter("sup") if is_call(e)]
        return [called(e) for e in calls[calls.index(call) + 1 :]] if call in calls else []
    found = []
    while not (call.tail or "").strip() and (following := call.getnext()) is not None and is_call(following):
        found.append(called(following))
        call = following
    return found
