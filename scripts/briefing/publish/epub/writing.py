"""Writes the pages of the e-book: the HTML of each as XHTML, well-formed whatever the page holds.

An element that has no form of its own is written as what it holds, so that no text is lost; what folds on screen lies
open, since an e-reader may not unfold it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from briefing.publish.epub.elements import (
    VOID,
    attributes,
    holds_blocks,
    holds_text_only,
    kept,
    left_out,
    name_of,
    text_of,
    wrapper,
)
from briefing.publish.epub.notes import BETWEEN, CALLED, Calls
from briefing.publish.epub.places import UNREAD, Places, called, xml_id
from briefing.publish.epub.tables import labels
from briefing.publish.pdf.chapters import Chapter
from briefing.publish.pdf.images import Images
from briefing.publish.pdf.parts import PILCROW, SAYS
from briefing.publish.pdf.reading import Page
from briefing.publish.pdf.trees import HEADINGS, classes, is_call, plain


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it is written."""

    level: int
    id: str
    text: str


@dataclass(slots=True)
class ChapterWriter:
    """Writes one chapter; what it meets on the way that deserves a word is kept in `oddities`."""

    chapter: Chapter
    file: str
    """Its file in the book."""
    places: Places
    images: Images
    headings: list[Heading] = field(default_factory=list)
    oddities: list[tuple[str, str]] = field(default_factory=list)
    """(code, what was found) of each."""
    _out: list[str] = field(default_factory=list)
    _ids: set[str] = field(default_factory=set)
    _levels: list[int] = field(default_factory=list)
    """Levels of the headings above, as given."""
    _calls: Calls = field(default_factory=Calls)
    _labels: dict[HtmlElement, str] = field(default_factory=dict)
    """What heads the column of each cell."""
    _noted: str | None = None
    """The note that is being written, until its ways back are."""
    _linked: bool = False
    """Whether a link is being written."""

    def __post_init__(self) -> None:
        self._ids |= {xml_id(note) for note in self.page.notes}

    @property
    def page(self) -> Page:
        """The page that the chapter is."""
        return self.chapter.page

    def write(self) -> str:
        """The chapter's text, and its notes after it."""
        if not any(plain(h) for h in self.page.body.iter("h1")) and not self.page.part:
            self._title()
        self._inside(self.page.body, "div", inline=False)
        return "".join((*self._out, *self._notes()))

    def _title(self) -> None:
        """The title of a page without a heading of the first level."""
        self._levels.append(1)
        self.headings.append(Heading(1, self._own_id(), self.page.title))
        self._out.append(f'<h1 id="{self.headings[-1].id}">{text_of(self.page.title)}</h1>\n')

    def _inside(self, element: HtmlElement, name: str, inline: bool) -> None:
        """What an element holds; `name` is what the element itself was written as."""
        parts: list[HtmlElement | str] = [element.text or ""]
        for child in element:
            parts += [child, child.tail or ""] if isinstance(child.tag, str) else [child.tail or ""]
        for part in parts:
            if isinstance(part, str) and not part.strip():
                self._text(part)
                continue
            if not isinstance(part, str) and left_out(part):
                continue
            before, after = wrapper(name, part)
            self._out += [before] if before else []
            if isinstance(part, str):
                self._text(part)
            else:
                self._element(part, "li" if before == "<li>" else "div" if before else name, inline)
            self._out += [after] if after else []

    def _text(self, text: str) -> None:
        if text:
            self._out.append(text_of(text))

    def _element(self, element: HtmlElement, within: str, inline: bool) -> None:
        """One element, inside of one named `within`."""
        if is_call(element):
            self._call(element)
        elif element.tag in ("img", "svg"):
            self._picture(element)
        elif element.tag in UNREAD:
            return
        elif element.tag == "a":
            self._link(element, within, inline)
        elif element.tag in HEADINGS and not inline and plain(element):
            self._heading(element)
        else:
            name = name_of(element, within, inline)
            if element.tag == "table":
                self._labels |= labels(element)
            self._write(element, name, within, inline)

    def _write(
        self, element: HtmlElement, name: str, within: str, inline: bool, more: Sequence[tuple[str, str]] = ()
    ) -> None:
        given = self._id(element.get("id")) | kept(element, name, within) | dict(more)
        if element.tag in ("details", "summary"):
            given["class"] = " ".join(filter(None, (given.get("class"), element.tag)))
        if SAYS in classes(element):
            self._lead_back()
        if element in self._labels and name == "td":
            given["data-label"] = self._labels[element]
        if name in VOID:
            self._out.append(f"<{name}{attributes(given)}/>")
            return
        self._out.append(f"<{name}{attributes(given)}>")
        self._inside(element, name, inline or holds_text_only(name))
        self._out.append(f"</{name}>")

    def _id(self, fragment: str | None) -> dict[str, str]:
        """The id of an element, where it is the first to bear it."""
        name = xml_id(fragment) if fragment else ""
        if not name or name in self._ids:
            return {}
        self._ids.add(name)
        return {"id": name}

    def _own_id(self) -> str:
        """An id for a heading without one."""
        taken = self._ids | {xml_id(fragment) for fragment in self.page.ids}
        name = next(name for n in range(1, len(taken) + 2) if (name := f"section-{n}") not in taken)
        self._ids.add(name)
        return name

    def _heading(self, element: HtmlElement) -> None:
        """A heading at its level, but never more than one below the heading above it."""
        text = plain(element)
        given = 1 if not self._levels else max(2, int(element.tag[1]))
        while self._levels and self._levels[-1] >= given:
            self._levels.pop()
        if self._levels and given - self._levels[-1] > 1:
            self.oddities.append(("E602", text))
        self._levels.append(given)
        level = len(self._levels)
        anchor = self._id(element.get("id")).get("id") or self._own_id()
        self.headings.append(Heading(level, anchor, text))
        self._out.append(f'<h{level} id="{anchor}">')
        self._inside(element, f"h{level}", inline=True)
        self._out.append(f"</h{level}>")

    def _link(self, element: HtmlElement, within: str, inline: bool) -> None:
        """A link that leads somewhere; any other, and the number of a paragraph, is plain text."""
        href = element.get("href")
        led = None
        if href and not self._linked and PILCROW not in classes(element) and not any(map(is_call, element.iter("sup"))):
            led = self.places.resolve(self.page.path, self.file, href)
        if led is None:
            name = "div" if not inline and holds_blocks(element) else "span"
            if element.get("id") or element.get("class"):
                self._write(element, name, within, inline)
            else:
                self._inside(element, name, inline)
            return
        self._linked = True
        self._write(element, "a", within, inline, (("href", led),))
        self._linked = False

    def _call(self, element: HtmlElement) -> None:
        """A call of a note; what calls none is text."""
        note = called(element)
        if note not in self.page.notes:
            self._text(plain(element[0]) if len(element) else "")
            return
        anchor = self._id(element.get("id")).get("id")
        if self._out and self._out[-1].endswith(CALLED):
            self._out.append(BETWEEN)
        self._out.append(self._calls.call(element, note, anchor))

    def _notes(self) -> list[str]:
        """The notes in order of their first calls, each with its ways back."""
        before, self._out = self._out, []
        done: set[str] = set()
        while left := [note for note in self._calls.notes if note not in done]:  # a note may call another
            for note in left:
                done.add(note)
                self._note(note)
        notes, self._out = self._out, before
        section = '\n<section class="notes" epub:type="footnotes" aria-label="Notes">\n'
        return [section, *notes, "</section>\n"] if notes else []

    def _note(self, note: str) -> None:
        self._out.append(
            f'<aside class="note" epub:type="footnote" role="doc-footnote" id="{xml_id(note)}">'
            f'<div><span class="number">{text_of(self._calls.notes[note].number)}.</span> '
        )
        self._noted = note
        blocks = self.page.notes[note]
        only = blocks[0] if len(blocks) == 1 and blocks[0].tag == "p" and not (blocks.text or "").strip() else blocks
        self._inside(only, "div", inline=False)
        self._lead_back()
        self._out.append("</div></aside>\n")

    def _lead_back(self) -> None:
        """The ways back from a note: after its reference, before the wording of the paragraph, where it has that."""
        note, self._noted = self._noted, None
        self._out += self._calls.ways_back(note) if note else []

    def _picture(self, element: HtmlElement) -> None:
        """A picture with its alternative text, or that text in brackets where the picture can't be shown."""
        image, oddity = self.images.take(self.page.path, element)
        if oddity:
            self.oddities.append(oddity)
        given = self._id(element.get("id"))
        if image is None or image.name is None:
            text = text_of(f"[{image.alt}]") if image is not None and image.alt else ""
            self._out.append(f"<span{attributes(given)}>{text}</span>" if given else text)
            return
        source = posixpath.relpath(f"images/{image.name}", posixpath.dirname(self.file) or ".")
        self._out.append(f"<img{attributes({**given, 'src': source, 'alt': image.alt})}/>")
