# ruff: noqa: E501 - patterns and messages read best on one line
"""Walks a page in reading order and writes its stream: the article's blocks, and everything else as drops."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import cast

from briefing.ingest.extract import Block
from briefing.ingest.readers.html.article import Article
from briefing.ingest.readers.html.notes import Notes
from briefing.ingest.readers.html.page import Page, pieces
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.shaping import Context, Shapes
from briefing.ingest.readers.html.spans import Spans
from briefing.ingest.readers.html.tags import BLOCKS, SILENT
from briefing.ingest.readers.stream import Open, Stream

LABEL = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d{1,3}|[•*–—-])", re.I
)  # what a list sets before its words


class Walk:
    """One walk over a page."""

    def __init__(self, page: Page, article: Article, notes: Notes, lists: set[Element], base: str) -> None:
        self.page, self.article, self.notes = page, article, notes
        self.shapes, self.types = Shapes(page, article, notes, lists), Spans(page, notes, base)
        self.stream = Stream()
        self.context = [Context()]
        self.waiting: list[tuple[Element, str]] = []
        """What stands within a block but does not belong to it: drops (with their rules) and notes (with an empty one)."""
        self.spans: dict[Element, list[Open]] = {}
        self.line = 0
        """Line of the file on which the last element stands."""
        self.outside = outside(page, article)
        self.note_elements = notes.all() | lists
        self.note_numbers = sorted(page.number[e] for e in self.note_elements)

    def run(self) -> str:
        """Walks; the stream's text."""
        self._walk(self.page.root)
        self._end()
        return self.stream.finish()

    def _walk(self, root: Element) -> None:
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, leaving = stack.pop()
            if leaving:
                self._leave(element)
                self._tail(element, root)
                continue
            if not isinstance(element.tag, str) or tag_of(element) in SILENT or not self._enter(element):
                self._tail(element, root)
                continue
            self._text(element.text)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))

    def _tail(self, element: Element, root: Element) -> None:
        if element is not root:
            parent = element.getparent()
            if element.tail and element.tail.strip() and parent in self.outside and not self.context[-1].note:
                self._end()
                self.stream.drop(element.tail, "outside-article")
            else:
                self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if text:
            top = self.context[-1]
            self.stream.write(
                text,
                Block(0, 0, top.kind, top.level, top.label, line=self.line, number=top.number, depth=top.depth),
                pre=top.pre,
            )

    # --- elements ---

    def _enter(self, element: Element) -> bool:
        """Begins an element; False where its text has been dealt with already."""
        page, notes = self.page, self.notes
        rule = self.article.chrome.get(element, "")
        if not rule and self.types.is_permalink(element):
            rule = "permalinks"
        if self.context[-1].note:
            rule = rule if rule in ("hidden", "form", "pop-up", "media", "pictures") else ""
        elif rule and self._holds_notes(element):
            rule = ""
            self.outside.update(page.elements[page.number[element] : page.last[element] + 1])
        if not rule and element in self.outside and not self.context[-1].note:
            if element not in self.note_elements and not self._holds_kept(element):
                rule = "outside-article"
            elif element not in self.note_elements and element.text and element.text.strip():
                self._end()
                self.stream.drop(element.text, "outside-article")
                element.text = None
        if rule:
            self._leave_out(element, rule)
            return False
        tag = tag_of(element)
        if element in notes.signs and self.stream.inside:
            call = self.stream.begin_span("ref", notes.calls[element])
            self._text(notes.signs[element])
            self.stream.end_span(call)
            self.waiting.append((element, "note-signs"))
            return False
        if element in notes.inline and self.stream.inside:
            self.waiting.append((element, ""))
            return False
        context = self.shapes.context(element, tag, self.context[-1])
        self.line = cast(int, element.sourceline or self.line)
        if element in notes.starts:
            self._end()
            self.context[-1] = context  # the note goes on behind the element
        elif tag == "dd" and labels(page, element.getprevious()):
            self.stream.separate(" ")
        elif self._breaks(element, tag, context):
            self._end()
        if tag == "br":
            self._br()
        elif tag in ("td", "th") and context.table:
            self.stream.separate("\t")
        elif (tag == "tr" and context.table) or (tag in BLOCKS and context.note):
            self.stream.separate("\n")
        self.context.append(context)
        self.spans[element] = [self.stream.begin_span(*span) for span in self.types.of(element, tag, context.kind)]
        if element in notes.numbers:
            self._text(notes.numbers[element])
        if tag == "q":
            self._text("“")
        return True

    def _leave(self, element: Element) -> None:
        tag, context = tag_of(element), self.context[-1]
        if tag == "q":
            self._text("”")
        self.context.pop()
        for span in reversed(self.spans.pop(element, [])):
            self.stream.end_span(span)
        whole = element not in self.notes.starts
        if (
            whole and self._breaks(element, tag, context) and not labels(self.page, element)
        ) or element in self.notes.holders:
            self._end()
        elif tag in BLOCKS and context.note:
            self.stream.separate("\n")

    def _breaks(self, element: Element, tag: str, context: Context) -> bool:
        """Whether an element stands on lines of its own, as a block."""
        if element in self.note_elements and element not in self.notes.inline:
            return True
        if context.table:
            return tag in ("table", "caption")
        if tag in BLOCKS:
            return not context.note
        return bool(
            not context.note
            and tag in ("span", "a", "time", "small", "label", "b", "strong", "em", "cite")
            and self.shapes.is_fact(element, tag)
        )

    # --- what is left out, or comes later ---

    def _holds_kept(self, element: Element) -> bool:
        """Whether the article, its title or a note lies within an element."""
        page = self.page
        low, high = page.number[element], page.last[element]
        wanted = [self.article.element, *([self.article.title] if self.article.title is not None else [])]
        return any(low <= page.number[e] <= high for e in wanted) or self._holds_notes(element)

    def _holds_notes(self, element: Element) -> bool:
        i = bisect_left(self.note_numbers, self.page.number[element])
        return i < len(self.note_numbers) and self.note_numbers[i] <= self.page.last[element]

    def _leave_out(self, element: Element, rule: str) -> None:
        if self.stream.inside and tag_of(element) not in BLOCKS:
            self.waiting.append((element, rule))
            if pieces(element) and not self.context[-1].pre:
                self.stream.separate(" ") if (element.tail or "")[:1].isspace() else None
            return
        self._end()
        self.stream.drop("".join(pieces(element)), rule)

    def _end(self) -> None:
        """Ends the block, and writes what stood within it without belonging to it."""
        self.stream.end()
        waiting, self.waiting = self.waiting, []
        for element, rule in waiting:
            if rule:
                self.stream.drop("".join(pieces(element)), rule)
            else:
                self._walk(element)
                self.stream.end()

    def _br(self) -> None:
        if self.context[-1].note or self.context[-1].table or self.context[-1].pre:
            self.stream.separate("\n")
            return
        self.stream.line_break()
        if self.stream.breaks >= 2:
            self._end()


def labels(page: Page, term: Element | None) -> bool:
    """Whether a term of a list is no more than the number or the letter of what stands behind it."""
    beside = term.getnext() if term is not None and tag_of(term) == "dt" else None
    return term is not None and beside is not None and tag_of(beside) == "dd" and bool(LABEL.fullmatch(page.text(term)))


def outside(page: Page, article: Article) -> set[Element]:
    """Elements around the article, and beside it, that are not of it; what leads up to it from the title on is."""
    first, last = page.number[article.element], page.last[article.element]
    title = page.number[article.title] if article.title is not None else first
    return {*page.elements[: min(first, title)], *page.elements[last + 1 :]}
