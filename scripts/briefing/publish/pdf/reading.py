"""Reads a page: Markdown to HTML by the site's own renderer, HTML to a tree, notes apart from the text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml.html import HtmlElement
from markdown import Markdown

from briefing.publish.pdf.parts import SCREEN_ONLY, SILENT

EXTENSIONS = ("attr_list", "md_in_html", "tables", "toc", "briefing.publish.markdown")
"""Extensions of Python-Markdown, as in the site's settings; permalinks of headings are not for paper."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PARSED = 1_000
"""Levels of nesting that the parser follows safely; it drops what stands below them."""
_SET = 12
"""Levels of lists, tables, quotations and styles that the engine follows safely; deeper text is set, but plain."""
_WRAPPERS = frozenset({"div", "section", "article", "span", "p", "li", "thead", "tbody", "tr", "td", "th", "details"})
"""Elements that add no level for the engine."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it goes to paper."""

    path: str
    """As in the mapping of pages, for example `topics/SLUG.md`."""
    markdown: str
    """Its source, to find the line of a problem in."""
    body: HtmlElement
    """Its text, with neither notes nor parts for the screen."""
    notes: Mapping[str, HtmlElement]
    """Its notes by anchor (`fn-LABEL`)."""
    findings: tuple[str, ...] = ()
    """What the Markdown renderer complains of."""
    title: str = field(default="")
    """Text of its first heading, or its path where it has none."""

    def line(self, needle: str) -> int:
        """Line on which a text first stands in the page's Markdown; 1 where it does not."""
        at = self.markdown.find(needle)
        return self.markdown.count("\n", 0, at) + 1 if at >= 0 else 1


class Reader:
    """Turns Markdown into pages; one renderer serves for all, since making one costs more than most pages."""

    def __init__(self) -> None:
        self._markdown = Markdown(extensions=list(EXTENSIONS), output_format="html")

    def read(self, path: str, markdown: str) -> Page:
        """A page; never raises on bad input."""
        text = _CONTROLS.sub(lambda m: f"[U+{ord(m.group()):04X}]", _FRONT_MATTER.sub(_blank, markdown))
        self._markdown.reset()
        body = _parse(self._markdown.convert(text))
        notes = _take_notes(body)
        for element in [e for root in (body, *notes.values()) for e in root.iter() if _off_paper(e)]:
            _remove(element)
        first = next((e for e in body.iter("h1", "h2", "h3") if plain(e)), None)
        findings = tuple(
            finding
            for extension in self._markdown.registeredExtensions
            for finding in getattr(extension, "findings", ())
        )
        return Page(path, markdown, body, notes, findings, plain(first) if first is not None else path)


def _blank(match: re.Match[str]) -> str:
    """As many empty lines as front matter had, so that lines still count."""
    return "\n" * match.group().count("\n")


def _parse(html: str) -> HtmlElement:
    """A tree of the HTML, as leniently as a browser."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    if _depth(html) > _PARSED:
        html = re.sub(r"<[^>]*>", " ", html)
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
    for match in re.finditer(r"<(/?)(?!br|hr|img|wbr|input|p\b|li\b)[a-z][^>]*>", html, re.IGNORECASE):
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
            element.text = text
            continue
        levels += element.tag not in _WRAPPERS
        row += [(child, levels, depth + 1) for child in element if isinstance(child.tag, str)]


def _take_notes(body: HtmlElement) -> dict[str, HtmlElement]:
    """Notes by anchor, and their list taken off the page."""
    notes: dict[str, HtmlElement] = {}
    for block in [e for e in body.iter("div") if "footnote" in classes(e)]:
        notes |= {li.get("id"): li for li in block.iter("li") if li.get("id")}
        _remove(block)
    return notes


def _off_paper(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return True  # a comment
    return element.tag in SILENT or not SCREEN_ONLY.isdisjoint(classes(element)) or element.get("hidden") is not None


def _remove(element: HtmlElement) -> None:
    """Takes an element away and leaves what follows it."""
    if element.getparent() is not None:
        element.drop_tree()


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


def target(page: str, href: str) -> tuple[str, str]:
    """Where a link of a page leads: (path, fragment) within the briefing, or ("", address) outside of it.

    >>> target("topics/a.md", "../sources/b.md#p3")
    ('sources/b.md', 'p3')
    >>> target("topics/a.md", "https://example.org/")
    ('', 'https://example.org/')
    """
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return "", href
    if parts.scheme or parts.netloc:
        return "", href.strip()
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    return path, unquote(parts.fragment)


def address(path: str, fragment: str, url: str) -> str:
    """The address of a place on the published site, or an empty text where the site has no address.

    >>> address("sources/b.md", "p3", "https://example.org/")
    'https://example.org/sources/b/#p3'
    """
    if not url:
        return ""
    stem = path.removesuffix(".md")
    stem = stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"
    return f"{url}{stem if path.endswith('.md') else path}{'#' + fragment if fragment else ''}"
