"""Reads a page: Markdown to HTML by the site's own renderer, HTML to a tree, notes apart from the text."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import lxml.html
import yaml
from lxml.html import HtmlElement
from markdown import Markdown

from briefing.publish.pdf.parts import SAYS, SCREEN_ONLY, SILENT
from briefing.publish.pdf.trees import HEADINGS, classes, parse, plain
from briefing.publish.safe import Taken

EXTENSIONS = ("attr_list", "md_in_html", "tables", "toc", "briefing.publish.markdown")
"""Extensions of Python-Markdown, as in the site's settings; permalinks of headings are not for paper."""

_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


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
    characters: frozenset[str]
    """Those of all that may be printed of it."""
    findings: tuple[Taken, ...]
    """What the Markdown renderer complains of, and what it took out."""
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

    With `wording`, notes keep what the paragraph that they cite says. From `hosts` pages may load something.
    """

    def __init__(self, wording: bool = False, hosts: Sequence[str] = ()) -> None:
        configured = {EXTENSIONS[-1]: {"hosts": list(hosts)}}
        self._markdown = Markdown(extensions=list(EXTENSIONS), extension_configs=configured, output_format="html")
        self._left_out = SCREEN_ONLY if wording else SCREEN_ONLY | {SAYS}

    def read(self, path: str, markdown: str) -> Page:
        """A page; never raises on bad input."""
        meta, text = _front_matter(markdown)
        self._markdown.reset()
        with _quiet():
            html = self._markdown.convert(CONTROLS.sub(lambda m: f"[U+{ord(m.group()):04X}]", text))
        body = parse(html)
        ids = frozenset(body.xpath("//@id"))
        notes = _take_notes(body)
        for root in (body, *notes.values()):
            self._leave_out(root)
        for note in notes.values():
            _trim(note)
        first = next((e for e in body.iter("h1", "h2", "h3") if plain(e)), None)
        title = plain(first) if first is not None else str(meta.get("title") or path)
        return Page(path, markdown, body, notes, meta, title, ids, _characters(title, body, notes), self._findings())

    def _leave_out(self, root: HtmlElement) -> None:
        """Takes away what is not for paper, and a heading under which nothing is left."""
        left_out = [e for e in root.iter() if _off_paper(e, self._left_out)]
        heads = [e for e in root.iter(*HEADINGS) if _empties(e, left_out)] if left_out else []
        for element in (*left_out, *heads):
            if element.getparent() is not None:
                element.drop_tree()

    def _findings(self) -> tuple[Taken, ...]:
        extensions = self._markdown.registeredExtensions
        return tuple(finding for e in extensions for finding in getattr(e, "findings", ()))


class Readings:
    """Pages as they are read: each when it is first asked for, and once, whichever outputs it goes into."""

    def __init__(self, pages: Mapping[str, str], wording: bool = False, hosts: Sequence[str] = ()) -> None:
        self.pages, self._reader = pages, Reader(wording, hosts)
        self.read: dict[str, Page] = {}
        """Those read so far, by path."""
        self._one_by_one = Lock()

    def __call__(self, path: str) -> Page:
        """The page at a path; nobody may change it."""
        with self._one_by_one:
            if path not in self.read:
                self.read[path] = self._reader.read(path, self.pages[path])
        return self.read[path]


def _characters(title: str, body: HtmlElement, notes: Mapping[str, HtmlElement]) -> frozenset[str]:
    """The characters of a page's texts, the alternative texts of its pictures included."""
    roots = (body, *notes.values())
    texts = (text for root in roots for text in (*root.itertext(), *root.xpath(".//@alt | .//@aria-label")))
    return frozenset().union(title, *texts)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the renderer from logging what it complains of: that becomes problems, and the site's build logs it."""
    loggers = [logging.getLogger(f"{shell}.briefing") for shell in ("mkdocs", "properdocs")]
    before = [logger.disabled for logger in loggers]
    try:
        for logger in loggers:
            logger.disabled = True
        yield
    finally:
        for logger, was in zip(loggers, before, strict=True):
            logger.disabled = was


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
