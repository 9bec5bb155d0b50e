"""Reads a tagged PDF back: its notes, their calls, its links, bookmarks and fonts, as a reader's program sees them."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
import pypdfium2
import pypdfium2.raw as raw
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject

_PAGES = re.compile(r"\bpages?[\s\d,–]*$")
CALL = re.compile(r"⟦(\d+)⟧")
"""How a call of a note is written in the text of a book."""


@dataclass(frozen=True)
class PrintedNote:
    """A note at the foot of a page."""

    number: str
    text: str
    page: int
    """Page on which it begins, from 0."""
    call_page: int
    """Page of its first call."""


@dataclass(frozen=True)
class Chapter:
    """The text from one heading of the first level to the next, calls as `⟦3⟧`, and its notes."""

    title: str
    text: list[str] = field(default_factory=list)
    notes: list[PrintedNote] = field(default_factory=list)

    @property
    def squeezed(self) -> str:
        """Its text without white space and hyphens, which line ends add and take away."""
        return squeezed("".join(self.text))


def squeezed(text: str) -> str:
    """Text without what setting it changes: white space, hyphens, kinds of quotation marks and apostrophes."""
    text = text.translate(str.maketrans("“”’‘", "\"\"''"))
    return re.sub(r"[\s\x00-\x1f\u00ad\u2010\u200b\u2011\ufffe\u2060\u200a-]+", "", text)


class Book:
    """A PDF, read back."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pypdf.PdfReader(io.BytesIO(data))
        self.root: DictionaryObject = self.pdf.trailer["/Root"].get_object()  # type: ignore[assignment]
        self._pages = {page.indirect_reference.idnum: i for i, page in enumerate(self.pdf.pages)}  # type: ignore[union-attr]
        self._text = [_marked(page) for page in pypdfium2.PdfDocument(data)]

    def pages(self) -> list[str]:
        """The text of each page in the order in which it was drawn."""
        return ["".join(texts.values()) for texts in self._text]

    def chapters(self) -> list[Chapter]:
        """The text by chapter, in reading order."""
        found = [Chapter("")]
        self._walk(self.root["/StructTreeRoot"]["/K"], found, None)  # type: ignore[index]
        return found

    def tags(self) -> dict[str, int]:
        """How often each kind of structure element occurs."""
        counts: dict[str, int] = {}
        stack: list[Any] = [self.root["/StructTreeRoot"]["/K"]]  # type: ignore[index]
        while stack:
            item = _resolved(stack.pop())
            if isinstance(item, ArrayObject):
                stack += list(item)
            elif isinstance(item, DictionaryObject) and "/S" in item:
                counts[str(item["/S"])] = counts.get(str(item["/S"]), 0) + 1
                stack.append(item.get("/K", ArrayObject()))
        return counts

    def links(self) -> Iterator[tuple[int, str | None, int | None]]:
        """(page, address, page that it leads to) of each link; the last is None where it leads nowhere in this PDF."""
        names = self.pdf.named_destinations
        for at, page in enumerate(self.pdf.pages):
            for annotation in page.get("/Annots", []):
                a = _resolved(annotation)
                if a.get("/Subtype") != "/Link":
                    continue
                action = _resolved(a.get("/A", {}))
                if "/URI" in action:
                    yield at, str(action["/URI"]), None
                    continue
                place = _resolved(a.get("/Dest", action.get("/D")))
                if isinstance(place, ArrayObject):
                    yield at, None, self._pages.get(place[0].idnum)
                else:
                    known = names.get(str(place))
                    yield at, None, None if known is None else self._pages.get(known.page.idnum)  # type: ignore[union-attr]

    def order(self) -> list[tuple[str, int, str]]:
        """(kind, page on which it begins, text) of headings, paragraphs, cells and list bodies in reading order."""
        found: list[tuple[str, int, str]] = []

        def walk(item: Any, page: int | None) -> None:
            item = _resolved(item)
            if isinstance(item, ArrayObject):
                for child in item:
                    walk(child, page)
            elif isinstance(item, DictionaryObject) and "/S" in item:
                here, kind = self._page_of(item, page), str(item["/S"])
                if kind in ("/P", "/LBody", "/TH", "/TD", "/H1", "/H2", "/H3", "/H4", "/Note"):
                    found.append((kind, self._first_page(item, here), self._plain(item, here)))
                if kind != "/Note":
                    walk(item.get("/K", ArrayObject()), here)

        walk(self.root["/StructTreeRoot"]["/K"], None)  # type: ignore[index]
        return found

    def bookmarks(self) -> list[str]:
        """The titles of all bookmarks, in order."""

        def flat(rows: list[Any]) -> Iterator[str]:
            for row in rows:
                if isinstance(row, list):
                    yield from flat(row)
                else:
                    yield str(row.title)

        return list(flat(self.pdf.outline))

    def fonts(self) -> dict[str, bool]:
        """Each font, and whether it is embedded."""
        found: dict[str, bool] = {}
        for page in self.pdf.pages:
            for font in _resolved(page["/Resources"]).get("/Font", {}).values():
                f = _resolved(font)
                inner = _resolved(f["/DescendantFonts"])[0].get_object() if "/DescendantFonts" in f else f
                descriptor = _resolved(inner["/FontDescriptor"])
                found[str(f["/BaseFont"])] = any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))
        return found

    def _walk(self, item: Any, found: list[Chapter], page: int | None) -> None:
        """Follows the structure tree in reading order."""
        item = _resolved(item)
        if isinstance(item, ArrayObject):
            for child in item:
                self._walk(child, found, page)
        elif isinstance(item, DictionaryObject) and "/S" in item:
            here = self._page_of(item, page)
            kind = str(item["/S"])
            if kind == "/H1":
                found.append(Chapter(self._plain(item, here)))
            elif kind == "/Note":
                found[-1].notes.append(self._note(item, here, found[-1]))
            elif self._calls(kind, self._plain(item, here).strip(), found):
                found[-1].text.append(f"⟦{self._plain(item, here).strip()}⟧")
                self._called = self._first_page(item, here)
            else:
                self._walk(item.get("/K", ArrayObject()), found, here)
        else:
            found[-1].text.extend(self._content(item, page))

    def _calls(self, kind: str, words: str, found: list[Chapter]) -> bool:
        """Whether a number calls a note: a label does, and a link that is no number of a page does."""
        if kind == "/Link":
            return words.isdecimal() and len(words) < 4 and not _PAGES.search("".join(found[-1].text[-9:]))
        return kind == "/Lbl" and words.isdecimal()

    def _note(self, item: DictionaryObject, page: int | None, chapter: Chapter) -> PrintedNote:
        words = self._plain(item, page).strip()
        number = re.match(r"\d+", words)
        assert number, f"a note without a number: {words[:40]!r}"
        return PrintedNote(number.group(), words[number.end() :].strip(), self._first_page(item, page), self._called)

    def _plain(self, item: Any, page: int | None) -> str:
        item = _resolved(item)
        if isinstance(item, ArrayObject):
            return "".join(self._plain(child, page) for child in item)
        if isinstance(item, DictionaryObject) and "/S" in item:
            return self._plain(item.get("/K", ArrayObject()), self._page_of(item, page))
        return "".join(self._content(item, page))

    def _content(self, item: Any, page: int | None) -> list[str]:
        """The text of marked content: a number on the page of its element, or a reference that names the page."""
        if isinstance(item, NumberObject):
            assert page is not None
            return [self._text[page].get(int(item), "")]
        if isinstance(item, DictionaryObject) and "/MCID" in item:
            at = self._page_of(item, page)
            assert at is not None
            return [self._text[at].get(int(item["/MCID"]), "")]  # type: ignore[call-overload]
        return []  # a link's annotation

    def _first_page(self, item: Any, page: int | None) -> int:
        """Page on which the first content of an element stands."""
        item = _resolved(item)
        if isinstance(item, ArrayObject):
            return next((p for child in item if (p := self._first_page(child, page)) >= 0), -1)
        if isinstance(item, DictionaryObject):
            here = self._page_of(item, page)
            if "/MCID" in item:
                return -1 if here is None else here
            return self._first_page(item["/K"], here) if "/K" in item else -1
        return -1 if page is None or not isinstance(item, NumberObject) else page

    def _page_of(self, item: DictionaryObject, page: int | None) -> int | None:
        reference = item.raw_get("/Pg") if "/Pg" in item else None
        return self._pages[reference.idnum] if isinstance(reference, IndirectObject) else page


def _resolved(item: Any) -> Any:
    return item.get_object() if isinstance(item, IndirectObject) else item


def _marked(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of each piece of marked content on a page, by its number."""
    textpage = page.get_textpage()
    found: dict[int, str] = {}
    for i in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        size = raw.FPDFTextObj_GetText(drawn, textpage, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(drawn, textpage, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
        text = buffer.raw[: size - 2].decode("utf-16-le", "replace")
        mark = raw.FPDFPageObj_GetMarkedContentID(drawn)
        found[mark] = found.get(mark, "") + text
    return found
