"""Reads a page: Markdown to HTML by the site's own renderer, HTML to a tree, notes apart from the text."""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
import yaml
from lxml.html import HtmlElement
from markdown import Markdown

from briefing.publish.pdf.parts import SAYS, SCREEN_ONLY, SILENT

EXTENSIONS = ("attr_list", "md_in_html", "tables", "toc", "briefing.publish.markdown")
"""Extensions of Python-Markdown, as in the site's settings; permalinks of headings are not for paper."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PARSED = 1_000
"""Levels of nesting that the parser follows safely; it drops what stands below them."""
_SET = 10
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
    meta: Mapping[str, Any]
    """Its front matter."""
    title: str
    """Text of its first heading, or its path where it has none."""
    ids: frozenset[str]
    """All its anchors, those of parts that are left out among them."""
    findings: tuple[str, ...]
    """What the Markdown renderer complains of."""
    part: str = ""
    """Which part of the page this is, where it is not the whole."""

    def line(self, needle: str) -> int:
        """Line on which a text first stands in the page's Markdown; 1 where it does not."""
        at = self.markdown.find(needle)
        return self.markdown.count("\n", 0, at) + 1 if at >= 0 else 1


def sections(page: Page) -> dict[str, list[HtmlElement]]:
    """The blocks of a page by the anchor of the heading of the second level above them ("" before the first)."""
    found: dict[str, list[HtmlElement]] = {"": []}
    here = ""
    for element in [e for child in page.body for e in (child if child.tag == "div" and not child.attrib else [child])]:
        if element.tag == "h2":
            here = element.get("id") or here
        found.setdefault(here, []).append(element)
    return found


def excerpt(page: Page, part: str, blocks: Sequence[HtmlElement], title: str = "") -> Page:
    """A page that is a part of another: copies of some of its blocks; the first heading among them is its title."""
    body = lxml.html.Element("div")
    body.extend([copy.deepcopy(block) for block in blocks])
    heading = next((e for e in body.iter(*HEADINGS) if plain(e)), None)
    if heading is not None and title:
        heading[:], heading.text = [], title
    return replace(page, body=body, part=part, title=plain(heading) if heading is not None else title or page.title)


class Reader:
    """Turns Markdown into pages; one renderer serves for all, since making one costs more than most pages.

    With `wording`, notes keep what the paragraph that they cite says.
    """

    def __init__(self, wording: bool = False) -> None:
        self._markdown = Markdown(extensions=list(EXTENSIONS), output_format="html")
        self._left_out = SCREEN_ONLY if wording else SCREEN_ONLY | {SAYS}

    def read(self, path: str, markdown: str) -> Page:
        """A page; never raises on bad input."""
        meta, text = _front_matter(markdown)
        self._markdown.reset()
        body = _parse(self._markdown.convert(CONTROLS.sub(lambda m: f"[U+{ord(m.group()):04X}]", text)))
        ids = frozenset(body.xpath("//@id"))
        notes = _take_notes(body)
        for root in (body, *notes.values()):
            self._leave_out(root)
        for note in notes.values():
            _trim(note)
        first = next((e for e in body.iter("h1", "h2", "h3") if plain(e)), None)
        title = plain(first) if first is not None else str(meta.get("title") or path)
        return Page(path, markdown, body, notes, meta, title, ids, self._findings())

    def _leave_out(self, root: HtmlElement) -> None:
        """Takes away what is not for paper, and a heading under which nothing is left."""
        left_out = [e for e in root.iter() if _off_paper(e, self._left_out)]
        heads = [e for e in root.iter(*HEADINGS) if _empties(e, left_out)] if left_out else []
        for element in (*left_out, *heads):
            if element.getparent() is not None:
                element.drop_tree()

    def _findings(self) -> tuple[str, ...]:
        extensions = self._markdown.registeredExtensions
        return tuple(finding for e in extensions for finding in getattr(e, "findings", ()))


def _front_matter(markdown: str) -> tuple[Mapping[str, Any], str]:
    """The page's front matter, and its text with as many empty lines in front, so that lines still count."""
    match = _FRONT_MATTER.match(markdown)
    if not match:
        return {}, markdown
    try:
        meta = yaml.load(match.group(1), _Loader)
    except yaml.YAMLError:
        meta = None
    return meta if isinstance(meta, dict) else {}, "\n" * match.group().count("\n") + markdown[match.end() :]


def _empties(heading: HtmlElement, left_out: Sequence[HtmlElement]) -> bool:
    """Whether all that stands under a heading is left out."""
    under = []
    for element in heading.itersiblings():
        if element.tag in HEADINGS and element.tag <= heading.tag:
            break
        under.append(element)
    return bool(under) and all(e in left_out and not (e.tail or "").strip() for e in under)


def _trim(note: HtmlElement) -> None:
    """Takes off the space that stood before what is left out at a note's end."""
    for paragraph in note.iter("p"):
        if len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "").rstrip()
        else:
            paragraph.text = (paragraph.text or "").rstrip()


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
            element.tag, element.text = "span", text
            continue
        levels += 2 if element.tag == "table" else element.tag not in _WRAPPERS
        row += [(child, levels, depth + 1) for child in element if isinstance(child.tag, str)]


def _take_notes(body: HtmlElement) -> dict[str, HtmlElement]:
    """Notes by anchor, and their list taken off the page."""
    notes: dict[str, HtmlElement] = {}
    for block in [e for e in body.iter("div") if "footnote" in classes(e)]:
        notes |= {li.get("id"): li for li in block.iter("li") if li.get("id")}
        block.drop_tree()
    return notes


def _off_paper(element: HtmlElement, left_out: frozenset[str]) -> bool:
    if not isinstance(element.tag, str):
        return True  # a comment
    return element.tag in SILENT or not left_out.isdisjoint(classes(element)) or element.get("hidden") is not None


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
