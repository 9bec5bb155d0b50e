"""Where links lead on paper: to a place in the same PDF, else to the published site, else nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from briefing.publish.pdf.reading import Page
from briefing.publish.pdf.trees import is_call

SCHEMES = ("http://", "https://", "mailto:", "tel:", "ftp://", "urn:", "doi:")
"""Addresses that a PDF may link to."""

Anchor = tuple[str, str]
"""A place in the briefing: path of a page, and an id in it ("" for the page itself)."""


@dataclass(frozen=True, slots=True)
class Links:
    """The places in one PDF, and what is linked to."""

    anchors: Mapping[Anchor, Anchor]
    """Each id to the first of those that stand at the same place, which alone gets a label."""
    wanted: frozenset[Anchor]
    """Places that something links to."""
    url: str
    """Address of the published site, or an empty text."""

    def label(self, path: str, fragment: str) -> str | None:
        """Name of the label at a place in this PDF, or None where it is not in it."""
        anchor = self.anchors.get((path, fragment))
        return None if anchor is None else label_of(anchor)

    def labelled(self, path: str, fragment: str) -> bool:
        """Whether an id needs a label of its own: something links to it or to one that stands with it."""
        return self.anchors.get((path, fragment)) == (path, fragment) and (path, fragment) in self.wanted

    def resolve(self, page: str, href: str) -> tuple[str | None, str]:
        """(label, address) of a link: where it leads in this PDF, and on the web ("" where nowhere)."""
        path, fragment = target(page, href)
        if not path:
            return None, fragment if fragment.lower().startswith(SCHEMES) else ""
        return self.label(path, fragment), address(path, fragment, self.url)

    def cited(self, page: str, note: HtmlElement) -> str:
        """The address of the paragraph that a note cites, or "" where the site has none."""
        for a in note.iter("a"):
            _, url = self.resolve(page, a.get("href") or "")
            if url.startswith(self.url or "\0") and "#p" in url:
                return url
        return ""


def label_of(anchor: Anchor) -> str:
    """The label of a place: `sources/KEY.md#p5`."""
    return f"{anchor[0]}#{anchor[1]}"


def survey(pages: Iterable[Page], url: str) -> Links:
    """The places in the pages of one PDF."""
    anchors: dict[Anchor, Anchor] = {}
    linked: set[Anchor] = set()
    for page in pages:
        _places(page, anchors)
        for root in (page.body, *page.notes.values()):
            linked |= {target(page.path, a.get("href")) for a in root.iter("a") if a.get("href")}
    return Links(anchors, frozenset(anchors[place] for place in linked if place in anchors), url)


def _places(page: Page, anchors: dict[Anchor, Anchor]) -> None:
    """Adds the ids of a page; ids without text between them stand at one place."""
    here: list[Anchor] = [] if page.part else [(page.path, "")]
    anchors |= {anchor: anchor for anchor in here}

    def walk(element: HtmlElement) -> None:
        if is_call(element):
            note = next(a.get("href", "").removeprefix("#") for a in element.iter("a"))
            if note in page.notes:
                anchors.setdefault((page.path, note), (page.path, note))
        fragment = element.get("id")
        if fragment and (page.path, fragment) not in anchors:
            here.append((page.path, fragment))
            anchors[here[-1]] = here[0]
        if (element.text or "").strip():
            here.clear()
        for child in element:
            if isinstance(child.tag, str):
                walk(child)
            if (child.tail or "").strip():
                here.clear()

    walk(page.body)


@lru_cache(1 << 16)
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
