"""Where links lead in the e-book: to a place in one of its files, else to the published site, else nowhere."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from lxml.html import HtmlElement

from briefing.publish.pdf.chapters import Chapter
from briefing.publish.pdf.links import SCHEMES, Anchor, address, target
from briefing.publish.pdf.reading import Page
from briefing.publish.pdf.trees import is_call

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_FILE = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*\Z")
_HOST = re.compile(r"(?:[^@/]*@)?[A-Za-z0-9.-]+(?::\d{1,5})?\Z")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
LONGEST = 72
"""Characters that the name of a file may have, without its suffix."""
UNREAD = frozenset({"svg", "col", "colgroup"})
"""Elements inside of which no place is kept."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places in the e-book."""

    files: Mapping[Anchor, str]
    """The file of each place, and what its id is there: `topics/iskp.xhtml#c-1`, or the file alone."""
    url: str
    """Address of the published site, or an empty text."""

    def resolve(self, page: str, file: str, href: str) -> str | None:
        """Where a link of a page leads from its file in the book; None where it must be plain text."""
        path, fragment = target(page, href)
        if not path:
            return web_address(fragment)
        place = self.files.get((path, fragment))
        if place is None:
            return web_address(address(path, fragment, self.url))
        name, _, at = place.partition("#")
        if name == file:
            return f"#{at}" if at else posixpath.basename(file)
        return posixpath.relpath(name, posixpath.dirname(file) or ".") + (f"#{at}" if at else "")


def survey(chapters: Sequence[Chapter], files: Sequence[str], url: str) -> Places:
    """The places of chapters, each in the file of the same index."""
    found: dict[Anchor, str] = {}
    for chapter, file in zip(chapters, files, strict=True):
        page = chapter.page
        found.setdefault((page.path, ""), file)  # of a page in parts, the first stands for the whole
        for fragment in _fragments(page.body, page):
            found.setdefault((page.path, fragment), f"{file}#{xml_id(fragment)}")
    return Places(found, url)


def _fragments(element: HtmlElement, page: Page) -> Iterator[str]:
    """The ids in a page, in order, and those of the notes that it calls."""
    if element.get("id"):
        yield element.get("id", "")
    if is_call(element):
        note = called(element)
        if note in page.notes:
            yield note
    elif element.tag not in UNREAD:
        for child in element.iterchildren("*"):
            yield from _fragments(child, page)


def called(element: HtmlElement) -> str:
    """The anchor of the note that a call calls."""
    return next((a.get("href") or "").removeprefix("#") for a in element.iter("a"))


def xml_id(fragment: str) -> str:
    """An id as XML allows it: the same where it can be.

    >>> xml_id("c-292cda2a"), xml_id("2021")
    ('c-292cda2a', 'x-1bea20e1df19')
    """
    return fragment if _NAME.match(fragment) else f"x-{hashlib.sha256(fragment.encode()).hexdigest()[:12]}"


def file_names(chapters: Sequence[Chapter]) -> list[str]:
    """A name for the file of each chapter: its path, where every reading system can be trusted with it, else a number.

    Parts of one page are told apart by the name of the part.
    """
    names: list[str] = []
    for chapter in chapters:
        stem = chapter.page.part or chapter.page.path.removesuffix(".md")
        if not _FILE.match(stem) or len(stem) > LONGEST or f"{stem}.xhtml" in names:
            stem = f"chapter-{len(names) + 1}"
        names.append(f"{stem}.xhtml")
    return names


def web_address(url: str) -> str | None:
    """An address outside of the book as reading systems accept it; None where it is no such address.

    >>> web_address("https://example.org/a b?q=ä"), web_address("javascript:x"), web_address("doi:10.1/x")
    ('https://example.org/a%20b?q=%C3%A4', None, 'https://doi.org/10.1/x')
    """
    if not url.lower().startswith(SCHEMES):
        return None
    if url.lower().startswith("doi:"):
        url = f"https://doi.org/{url[4:].lstrip('/')}"
    try:
        parts = urlsplit(url)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
        if ("://" in url[:9] and not _HOST.match(host)) or (parts.port or 0) > 65535:
            return None
    except ValueError:  # UnicodeError among them
        return None
    rest = url[len(parts.scheme) + 1 :].removeprefix(f"//{parts.netloc}")
    rest = quote(_STRAY_PERCENT.sub("%25", rest.encode("utf-8", "replace").decode()), safe="/?#%!$&'()*+,;=:@~-._")
    head, hashed, fragment = rest.partition("#")
    rest = head + hashed + fragment.replace("#", "%23")
    return f"{parts.scheme}:{'//' + host if host else ''}{rest}"
