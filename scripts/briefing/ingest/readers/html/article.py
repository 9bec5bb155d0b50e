# ruff: noqa: E501 - patterns read best on one line
"""Where on a page its text stands: the article, its title, and what lies outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.ingest.front import key_of
from briefing.ingest.readers.html.chrome import judge
from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.tags import HEADINGS

ENOUGH = 0.6
"""Share of the page's prose that an element must hold to be the article that it says it is."""


@dataclass(frozen=True, slots=True)
class Article:
    """The part of a page that is its text."""

    element: Element
    title: Element | None
    """The heading that is the title; it may stand outside `element`."""
    chrome: dict[Element, str]
    """Elements that are not text, outermost only, with their rules."""
    whole: int
    """Characters of prose on the page, chrome left out."""
    core: Element
    """The innermost element that holds most of the prose."""


def find_article(page: Page, titles: list[str], notes: set[Element], calls: Iterable[Element]) -> Article:
    """The article, given what the page's metadata call it; notes don't count as its prose, their calls are in its text."""
    body = next((e for e in page.elements if tag_of(e) == "body"), page.root)
    total = page.prose[body]
    outside = _chrome(page, body, total, None)
    gone = {e: page.prose[e] for e in outermost(page, {*outside, *notes})}
    whole = total - sum(gone.values())
    element = _named(page, gone, whole)
    element = _densest(page, body, gone, whole) if element is None else element
    title = _title(page, element, outside, titles)
    core = _core(page, element, gone)
    element = _with_title(page, element, title, gone, whole)
    end = max([_end_of_prose(page, core), *(page.last[e] for e in (*notes, *calls))])
    return Article(element, title, _chrome(page, body, total, element, title, end), whole, core)


def _core(page: Page, article: Element, gone: dict[Element, int]) -> Element:
    """The innermost element that holds most of the article's prose."""
    node, whole = article, _left(page, article, gone)
    while True:
        inner = [e for e in node if isinstance(e.tag, str) and e not in gone]
        best = max(inner, key=lambda e: page.prose[e], default=None)
        if best is None or tag_of(best) in ("p", "li", "td") or _left(page, best, gone) <= 0.5 * whole:
            return node
        node = best


def _end_of_prose(page: Page, core: Element) -> int:
    """Number of the last element in the core that is a piece of prose of its own."""
    for at in range(page.last[core], page.number[core], -1):
        element = page.elements[at]
        if page.prose[element] >= 60 and page.linked[element] < 0.5 * page.size[element]:
            return page.last[element]
    return page.last[core]


def _chrome(
    page: Page, body: Element, total: int, article: Element | None, title: Element | None = None, end: int | None = None
) -> dict[Element, str]:
    """Outermost elements that are chrome; one that holds the article or the title is none.

    `end` is the number of the element behind which all of the text has passed.
    """
    found: dict[Element, str] = {}
    at = page.number[body] + 1
    stop = page.last[body]
    keep = [page.number[e] for e in (article, title) if e is not None]
    while at <= stop:
        element = page.elements[at]
        inside = article is not None and page.within(element, article) and element is not article
        if not any(at <= n <= page.last[element] for n in keep):
            after = end is not None and at > end
            verdict = judge(page, element, total, inside=inside, after=after)
            if verdict.chrome:
                found[element] = verdict.rule
                at = page.last[element]
        at += 1
    return found


def outermost(page: Page, elements: Iterable[Element]) -> list[Element]:
    """Elements that lie in no other one of them."""
    found: list[Element] = []
    for element in sorted(elements, key=lambda e: page.number[e]):
        if not found or not page.within(element, found[-1]):
            found.append(element)
    return found


def _named(page: Page, gone: dict[Element, int], whole: int) -> Element | None:
    """The element that says of itself that it is the article, and holds most of the page's prose."""
    named = (e for e in page.elements if tag_of(e) == "article" or "article" in (e.get("role"), e.get("itemprop")))
    return next((e for e in named if _left(page, e, gone) >= ENOUGH * whole), None)


def _left(page: Page, element: Element, gone: dict[Element, int]) -> int:
    """Prose within an element, without that of chrome in it."""
    return page.prose[element] - sum(size for e, size in gone.items() if size and page.within(e, element))


def _densest(page: Page, body: Element, gone: dict[Element, int], whole: int) -> Element:
    """The innermost element that still holds most of the prose."""
    node = body
    while True:
        inner = [e for e in node if isinstance(e.tag, str) and e not in gone]
        best = max(inner, key=lambda e: page.prose[e], default=None)
        if (
            best is None
            or not whole
            or _left(page, best, gone) < 0.9 * whole
            or tag_of(best) in ("p", "li", "td", "blockquote", "pre", "table", "tbody", "tr", "ol", "ul")
        ):
            if (
                best is not None
                and whole
                and tag_of(best) in ("table", "tbody", "tr", "td")
                and _left(page, best, gone) >= 0.9 * whole
            ):
                node = best
                continue
            return node
        node = best


def _title(page: Page, article: Element, chrome: dict[Element, str], titles: list[str]) -> Element | None:
    """The heading that is the title: the one that the metadata name, or the only `h1` that can be it."""
    keys = [key for title in titles if (key := key_of(title))]
    elsewhere = ("hidden", "navigation", "related", "comments", "advertisement", "sidebar", "site-footer")
    hidden = page.covered(e for e, rule in chrome.items() if rule in elsewhere)
    all_chrome = page.covered(chrome)
    open_ = [
        e for e in page.elements
        if (tag_of(e) in HEADINGS or e.get("class") == "MsoTitle")
        and page.text(e) and page.number[e] <= page.last[article] and e not in hidden
    ]  # fmt: skip
    for level in ("h1", "h2", "h3"):
        for e in open_:
            key = key_of(page.text(e))
            if (
                tag_of(e) == level
                and len(key) > 2
                and any(key == k or (len(key) > 14 and (key in k or k in key)) for k in keys)
            ):
                return e
    first = [e for e in open_ if tag_of(e) in ("h1", "p")]  # Word's own style for a title
    inside = [e for e in first if page.within(e, article)]
    if inside:
        return inside[0]
    outer = [e for e in first if e not in all_chrome]
    return outer[-1] if outer else None


def _with_title(page: Page, article: Element, title: Element | None, gone: dict[Element, int], whole: int) -> Element:
    """The article, or what is around both it and its title where that adds no other text."""
    if title is None or page.within(title, article):
        return article
    node = article
    while (parent := node.getparent()) is not None and tag_of(parent) not in ("body", "html"):
        if _left(page, parent, gone) > 1.15 * _left(page, article, gone):
            break
        if page.within(title, parent):
            return parent
        node = parent
    return article
