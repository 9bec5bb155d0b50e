# ruff: noqa: E501 - patterns read best on one line
"""What the text of an element is: a paragraph, heading, item, table, caption, quote or note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.ingest.dates import find_dates
from briefing.ingest.extract import BlockKind
from briefing.ingest.readers.html.article import Article
from briefing.ingest.readers.html.names import values_of
from briefing.ingest.readers.html.notes import Notes
from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.tags import HEADINGS
from briefing.ingest.words import ends, prose, words

CAPTION = re.compile(
    r" (?:wp caption text|caption(?: \w+)?|(?:image|photo|picture|media|fig(?:ure)?) (?:caption|credit|description)|thumbcaption|gallerytext|credit|image credit) "
)
STANDFIRST = re.compile(
    r" (?:stand ?first|dek|deck|sub ?title|summary|excerpt|lead|lede|intro(?:duction)?|strap ?line|teaser text|abstract|sub ?headline|description|kicker) "
)
SUMMARY = re.compile(r" (?:stand ?first|dek|deck|sub ?title|summary|strap ?line|sub ?headline) ")
"""Names that stand on no first paragraph, as `intro` and `lead` do."""
FACT = re.compile(
    r" (?:(?:article |post |entry |story |page )?(?:author|byline|date|dateline|time|timestamp|published|updated|meta|kicker|category|section|role|affiliation|publish date|reading time|read time|label|series|credit)s?(?: name| line| info| date| by| title| time)?|posted on|byline \w+|author \w+) "
)


@dataclass(slots=True)
class Context:
    """What the text of an element is."""

    kind: BlockKind = "paragraph"
    level: int = 0
    label: str = ""
    pre: bool = False
    number: str = ""
    """Of an item of a numbered list: its number."""
    depth: int = 0
    table: bool = False
    """Whether the element lies in a table whose cells are kept in rows."""
    note: bool = False


class Shapes:
    """Tells what the elements of one page are."""

    def __init__(self, page: Page, article: Article, notes: Notes, lists: set[Element]) -> None:
        self.page, self.article, self.notes, self.lists = page, article, notes, lists
        self.crowds: dict[Element, bool] = {}
        self.counts: dict[Element, dict[Element, int]] = {}
        """Numbers of the items of each numbered list."""
        self.standfirsts: list[str] = []
        """Texts of elements that say of themselves that they sum the page up."""

    def context(self, element: Element, tag: str, top: Context) -> Context:
        """What the text of an element is, given what is around it."""
        if element in self.notes.wholes or element in self.lists or element in self.notes.inline:
            return Context(
                "note",
                label=self.notes.wholes.get(element) or self.notes.inline.get(element, ""),
                note=True,
                table=tag == "tr",
            )
        if element in self.notes.starts:
            return Context("note", label=self.notes.starts[element], note=True)
        if tag == "caption" and not top.note:
            return Context("caption")
        if top.note or top.table:
            return top
        if element is self.article.title:
            return Context("title", 1)
        kind, level, pre = top.kind, top.level, top.pre or tag == "pre"
        names = self.page.names(element)
        if tag in HEADINGS:
            kind, level = self._heading(element, HEADINGS[tag], names)
        elif tag == "figcaption" or (
            tag in ("p", "div", "span", "small", "cite")
            and CAPTION.search(names)
            and words(self.page.text(element)) < 80
        ):
            kind = "caption"
        elif tag == "blockquote":
            kind = "quote"
        elif tag == "pre":
            return Context("code", pre=True)
        elif tag in ("li", "dt"):
            return Context("item", pre=pre, number=self._number(element), depth=top.depth + 1)
        elif tag == "table" and not self._is_layout(element):
            return Context("table", table=True)
        if (
            tag in ("p", "div", "h2", "h3", "h4", "span")
            and self._sums_up(element)
            and len(text := self.page.text(element)) < 600
        ):
            self.standfirsts.append(text)
        if (kind, level, pre) == (top.kind, top.level, top.pre):
            return top
        return Context(kind, level, pre=pre, number=top.number if kind == "item" else "", depth=top.depth)

    def _number(self, item: Element) -> str:
        """The number that a browser shows before an item of a numbered list; empty where the list has none."""
        parent = item.getparent()
        if parent is None or tag_of(parent) != "ol" or "none" in (parent.get("style") or ""):
            return ""
        if parent not in self.counts:
            at, self.counts[parent] = _whole(parent.get("start"), 1), {}
            for child in parent:
                if tag_of(child) == "li":
                    at = _whole(child.get("value"), at)
                    self.counts[parent][child] = at
                    at += 1
        count, form = self.counts[parent].get(item, 0), parent.get("type") or "1"
        shown = chr(ord(form) + count - 1) if form in "aA" and 0 < count <= 26 else str(count)
        return f"{shown}." if count else ""

    def _sums_up(self, element: Element) -> bool:
        """Whether a name of an element's own says that it sums the text up; a part of a builder's name doesn't."""
        values, id_ = values_of(element)
        names = self.page.names(element)
        return bool(SUMMARY.search(names)) or any(STANDFIRST.search(name) for name in (*values, id_))

    def _heading(self, element: Element, level: int, names: str) -> tuple[BlockKind, int]:
        """A heading, unless it is set as one only to be large: a standfirst, a sentence or more of text."""
        text = self.page.text(element)
        if STANDFIRST.search(names) and (words(text) > 8 or ends(text)):
            return "paragraph", 0
        if words(text) > 28 or (words(text) > 14 and prose(text) and text.endswith(".")):
            return "paragraph", 0
        if FACT.search(names) and level > 2:
            return "paragraph", 0
        return "heading", level

    def _is_layout(self, table: Element) -> bool:
        """Whether a table only places text: its cells hold paragraphs, or it has but one column."""
        if table.get("role") in ("presentation", "none"):
            return True
        if self.page.prose[table] > 0.4 * max(1, self.article.whole):
            return True
        cells = list(table.iter("td", "th"))
        if any(tag_of(e) == "th" for e in cells):
            return False
        rows = sum(1 for _ in table.iter("tr"))
        return len(cells) <= rows or any(words(self.page.text(e)) > 60 for e in cells[:40])

    def is_fact(self, element: Element, tag: str) -> bool:
        """Whether an inline element is a byline, date or the like that only white space sets apart from what is beside it."""
        parent = element.getparent()
        if tag != "time" and not FACT.search(self.page.names(element)) and not self._glued(parent):
            return False
        if parent is None or self._crowded(parent) or (parent.text or "").strip() or len(self.page.text(element)) > 160:
            return False
        beside = [e for e in parent if isinstance(e.tag, str) and self.page.text(e)]
        return len(beside) > 1 and not any((e.tail or "").strip() for e in parent)

    def _glued(self, parent: Element | None) -> bool:
        """Whether an element holds nothing but short inline ones without white space between, one of them a date."""
        if parent is None or tag_of(parent) not in ("div", "p", "header", "section") or self._crowded(parent):
            return False
        inner = [e for e in parent if isinstance(e.tag, str)]
        if len(inner) < 2 or (parent.text or "") or any(e.tail for e in inner) or len(self.page.text(parent)) > 200:
            return False
        texts = [self.page.text(e) for e in inner]
        return all(tag_of(e) in ("span", "a", "small", "b", "strong", "em", "time") for e in inner) and any(
            any(find_dates(text)) and words(text) <= 6 for text in texts
        )

    def _crowded(self, element: Element) -> bool:
        """Whether an element has too many children to be a line of facts; remembered, since lxml counts them each time."""
        if element not in self.crowds:
            self.crowds[element] = len(element) > 40
        return self.crowds[element]


def _whole(value: str | None, otherwise: int) -> int:
    """An attribute's whole number."""
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value) else otherwise
