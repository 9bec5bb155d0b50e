# ruff: noqa: E501 - patterns and messages read best on one line
"""Walks a page in reading order and writes its stream: the article's blocks, and everything else as drops."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import cast
from urllib.parse import urljoin

from briefing.ingest.extract import Block, BlockKind, SpanKind
from briefing.ingest.readers.html.article import Article
from briefing.ingest.readers.html.notes import HEAD, LIST, Notes
from briefing.ingest.readers.html.page import Page, pieces
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.tags import BLOCKS, HEADINGS, SILENT, TYPE
from briefing.ingest.readers.stream import Open, Stream
from briefing.ingest.words import ends, prose, words

CAPTION = re.compile(
    r" (?:wp caption text|caption(?: \w+)?|(?:image|photo|picture|media|fig(?:ure)?) (?:caption|credit|description)|thumbcaption|gallerytext|credit|image credit) "
)
SUBHEAD = re.compile(
    r" (?:sub ?head(?:ing|er|line)?s?|cross ?head(?:ing)?|inter ?title|section (?:title|heading)|mid ?title|heading ?\d?|h[23456]) "
)
STANDFIRST = re.compile(
    r" (?:stand ?first|dek|deck|sub ?title|summary|excerpt|lead|lede|intro(?:duction)?|strap ?line|teaser text|abstract|sub ?headline|description|kicker) "
)
FACT = re.compile(
    r" (?:(?:article |post |entry |story |page )?(?:author|byline|date|dateline|time|timestamp|published|updated|meta|kicker|category|section|role|affiliation|publish date|reading time|read time|label|series|credit)s?(?: name| line| info| date| by| title| time)?|posted on|byline \w+|author \w+) "
)
RAISED = re.compile(r"vertical-align\s*:\s*(?:super|text-top)|mso-text-raise", re.I)
LOWERED = re.compile(r"vertical-align\s*:\s*(?:sub|text-bottom)", re.I)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
STYLES: tuple[tuple[re.Pattern[str], SpanKind], ...] = (
    (RAISED, "raised"),
    (LOWERED, "lowered"),
    (BOLD, "strong"),
    (ITALIC, "emphasis"),
)
SIGN = re.compile(r"[#¶§🔗⚓∞]\ufe0f?|¶\s?\d{1,4}")
RESTS = re.compile(r"[\s\[\]()^,;:.↑|]*")


@dataclass(slots=True)
class Context:
    """What the text of an element is."""

    kind: BlockKind = "paragraph"
    level: int = 0
    label: str = ""
    pre: bool = False
    table: bool = False
    """Whether the element lies in a table whose cells are kept in rows."""
    note: bool = False


class Walk:
    """One walk over a page."""

    def __init__(self, page: Page, article: Article, notes: Notes, lists: set[Element], base: str) -> None:
        self.page, self.article, self.notes, self.lists, self.base = page, article, notes, lists, base
        self.stream = Stream()
        self.context = [Context()]
        self.waiting: list[tuple[Element, str]] = []
        """What stands within a block but does not belong to it: drops (with their rules) and notes (with an empty one)."""
        self.spans: dict[Element, list[Open]] = {}
        self.crowds: dict[Element, bool] = {}
        self.outside = self._outside()
        self.note_elements = notes.all() | lists
        self.note_numbers = sorted(page.number[e] for e in self.note_elements)
        self.standfirsts: list[str] = []
        """Texts of elements that say of themselves that they sum the page up."""

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
            line = 0 if self.stream.inside else self._line
            self.stream.write(text, Block(0, 0, top.kind, top.level, top.label, line=line), pre=top.pre)

    _line: int = 0

    # --- elements ---

    def _enter(self, element: Element) -> bool:
        """Begins an element; False where its text has been dealt with already."""
        page, notes = self.page, self.notes
        rule = self.article.chrome.get(element, "")
        if not rule and self._is_permalink(element):
            rule = "permalinks"
        if self.context[-1].note:
            rule = rule if rule in ("hidden", "form", "pop-up", "media", "pictures") else ""
        elif rule and self._holds_notes(element):
            rule = ""
            self.outside.update(page.elements[page.number[element] : page.last[element] + 1])
        if not rule and element in self.outside and not self.context[-1].note:
            if element not in self.note_elements and not self._holds_kept(element):
                rule = "outside-article"
            elif element.text and element.text.strip():
                self._end()
                self.stream.drop(element.text, "outside-article")
                element.text = None
        if rule:
            self._leave_out(element, rule)
            return False
        tag = tag_of(element)
        if element in notes.inline and self.stream.inside:
            self.waiting.append((element, ""))
            return False
        context = self._context(element, tag)
        self._line = cast(int, element.sourceline or self._line)
        if element in notes.starts or self._breaks(element, tag, context):
            self._end()
        if tag == "br":
            self._br()
        elif tag in ("td", "th") and context.table:
            self.stream.separate("\t")
        elif (tag == "tr" and context.table) or (tag in BLOCKS and context.note):
            self.stream.separate("\n")
        self.context.append(context)
        self._begin_spans(element, tag)
        if element in notes.numbers:
            self._text(notes.numbers[element])
        return True

    def _leave(self, element: Element) -> None:
        tag, context = tag_of(element), self.context.pop()
        for span in reversed(self.spans.pop(element, [])):
            self.stream.end_span(span)
        if self._breaks(element, tag, context) or element in self.notes.holders:
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
            and self._is_fact(element, tag)
        )

    def _is_fact(self, element: Element, tag: str) -> bool:
        """Whether an inline element is a byline, date or the like that only white space sets apart from what is beside it."""
        if tag != "time" and not FACT.search(self.page.names(element)):
            return False
        parent = element.getparent()
        if parent is None or self._crowded(parent) or (parent.text or "").strip() or len(self.page.text(element)) > 160:
            return False
        beside = [e for e in parent if isinstance(e.tag, str) and self.page.text(e)]
        return len(beside) > 1 and not any((e.tail or "").strip() for e in parent)

    def _crowded(self, element: Element) -> bool:
        """Whether an element has too many children to be a line of facts; remembered, since lxml counts them each time."""
        if element not in self.crowds:
            self.crowds[element] = len(element) > 40
        return self.crowds[element]

    def _context(self, element: Element, tag: str) -> Context:
        """What the text of an element is, given what is around it."""
        top = self.context[-1]
        if element in self.notes.wholes or element in self.lists or element in self.notes.inline:
            return Context(
                "note",
                label=self.notes.wholes.get(element) or self.notes.inline.get(element, ""),
                note=True,
                table=tag == "tr",
            )
        if element in self.notes.starts:
            self._end()
            self.context[-1] = Context("note", label=self.notes.starts[element], note=True)
            return self.context[-1]
        if top.note or top.table:
            return top
        if element is self.article.title:
            return Context("title", 1)
        kind, level, pre = top.kind, top.level, top.pre or tag == "pre"
        names = self.page.names(element)
        if tag in HEADINGS:
            kind, level = self._heading(element, HEADINGS[tag], names)
        elif tag in ("figcaption",) or (
            tag in ("p", "div", "span", "small", "cite")
            and CAPTION.search(names)
            and words(self.page.text(element)) < 80
        ):
            kind = "caption"
        elif tag == "blockquote":
            kind = "quote"
        elif tag in ("li", "dt"):
            kind = "item"
        elif tag == "table" and not self._is_layout(element):
            return Context("table", table=True)
        elif tag == "p" and top.kind == "paragraph" and self._is_subhead(element, names):
            kind, level = "heading", 0
        if (
            tag in ("p", "div", "h2", "h3", "h4", "span")
            and STANDFIRST.search(names)
            and len(text := self.page.text(element)) < 600
        ):
            self.standfirsts.append(text)
        return top if (kind, level, pre) == (top.kind, top.level, top.pre) else Context(kind, level, pre=pre)

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

    def _is_subhead(self, element: Element, names: str) -> bool:
        """Whether a paragraph says of itself that it is a heading."""
        text = self.page.text(element)
        if not text or words(text) > 16 or text.endswith((".", ",", ";", ":")):
            return False
        return bool(SUBHEAD.search(names)) and not STANDFIRST.search(names)

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

    # --- what is left out, or comes later ---

    def _outside(self) -> set[Element]:
        """Elements around the article, and beside it, that are not of it; what leads up to it from the title on is."""
        page, found = self.page, set()
        first, last = page.number[self.article.element], page.last[self.article.element]
        title = page.number[self.article.title] if self.article.title is not None else first
        for i, element in enumerate(page.elements):
            if not (first <= i <= last) and not (title <= i < first):
                found.add(element)
        return found

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

    # --- spans ---

    def _begin_spans(self, element: Element, tag: str) -> None:
        opened: list[Open] = []
        stream = self.stream
        if element in self.notes.calls:
            opened.append(stream.begin_span("ref", self.notes.calls[element]))
        elif (
            element in self.notes.backs
            or self._only_backs(element)
            or (self.context[-1].note and self._is_arrow(element))
        ):
            opened.append(stream.begin_span("back"))
        elif tag == "a" and element.get("href") is not None and not self._in_call(element):
            opened.append(stream.begin_span("link", self._address(element.get("href") or "")))
        elif (kind := self._type(element, tag)) and not self._marked_within(element):
            opened.append(stream.begin_span(kind))
        if (language := element.get("lang")) and tag not in ("html", "body") and tag not in BLOCKS:
            opened.append(stream.begin_span("language", language))
        if opened:
            self.spans[element] = opened

    def _in_call(self, element: Element) -> bool:
        """Whether an element lies in a note's call, which says more than a link does."""
        return any(e in self.notes.calls for e in element.iterancestors("sup", "span", "a", "label"))

    def _type(self, element: Element, tag: str) -> SpanKind | None:
        """The type that an element sets; none within headings, which are set strong anyway."""
        kind = TYPE.get(tag) or _styled(element)
        if kind in ("strong", "emphasis") and self.context[-1].kind in ("heading", "title"):
            return None
        return kind

    def _marked_within(self, element: Element) -> bool:
        """Whether type is only set around a note's call or a link back, which say more."""
        if any(e in self.notes.calls or e in self.notes.backs for e in element.iter("a", "label", "sup", "span")):
            return tag_of(element) in ("sup", "sub") or _styled(element) in ("raised", "lowered")
        node = element.getparent()
        while node is not None and tag_of(node) not in BLOCKS:
            if node in self.notes.calls or node in self.notes.backs:
                return True
            node = node.getparent()
        return False

    def _only_backs(self, element: Element) -> bool:
        """Whether an element holds links back and nothing else, save `^` and the like."""
        if not self.notes.backs or tag_of(element) not in ("span", "sup", "small", "b", "i"):
            return False
        if not any(e in self.notes.backs for e in element.iter("a")):
            return False
        texts = [element.text or ""]
        for e in element.iter():
            if e is element:
                continue
            inside = any(p in self.notes.backs for p in (e, *e.iterancestors()) if p is not element)
            texts += [
                "" if inside else (e.text or "") if isinstance(e.tag, str) else "",
                "" if inside and e not in self.notes.backs else e.tail or "",
            ]
        return all(RESTS.fullmatch(text) for text in texts)

    def _is_permalink(self, element: Element) -> bool:
        """Whether an element is the sign beside a heading or paragraph that links to it."""
        if tag_of(element) != "a" or not (element.get("href") or "").startswith("#") or element in self.notes.calls:
            return False
        return bool(SIGN.fullmatch(self.page.text(element)))

    def _is_arrow(self, element: Element) -> bool:
        """Whether an element of a note is but an arrow, which leads back to the text."""
        return tag_of(element) not in BLOCKS and bool(
            re.fullmatch(r"[\s[\]()]*[↩⤴⏎↑↥⮥⇧▲↵⬆\ufe0e\ufe0f]+[\s[\]()]*", self.page.text(element))
        )

    def _address(self, href: str) -> str:
        """A link's target, whole where the page says where it stood."""
        href = href.strip()
        if not href or href.startswith("#") or re.match(r"[a-z][a-z0-9+.-]*:", href, re.I):
            return href
        if href.startswith("//"):
            return "https:" + href
        try:
            return urljoin(self.base, href) if self.base else href
        except ValueError:
            return href


def _styled(element: Element) -> SpanKind | None:
    """The type that an element's style sets."""
    style = element.get("style")
    if not style:
        return None
    if tag_of(element) not in ("span", "font", "a", "small", "i", "b"):
        return None
    return next((kind for pattern, kind in STYLES if pattern.search(style)), None)


def unlinked_lists(page: Page, article: Article, notes: Notes) -> set[Element]:
    """Items of lists that are notes although no link says so: by the list's name, its heading, or the marks in the text."""
    found: set[Element] = set()
    if notes.wholes or notes.starts:
        return found
    marks = _raised_numbers(page, article)
    if not marks:
        return found
    for element in page.elements:
        if tag_of(element) not in ("ol", "ul", "table", "dl") or _rule_around(article, element):
            continue
        rows = [e for e in element.iter("li", "tr", "dd") if page.text(e)]
        if rows and (
            _named_list(page, element) or _headed(page, element) or _closes(page, element, rows, marks, article)
        ):
            found.update(rows)
    return found


def _raised_numbers(page: Page, article: Article) -> list[int]:
    """Figures that stand raised, or in square brackets, in the page's text."""
    found = []
    for element in page.elements:
        if tag_of(element) == "sup" and page.within(element, article.element):
            text = page.text(element).strip("[]() ")
            if text.isdigit() and len(text) <= 3:
                found.append(int(text))
    text = "".join(pieces(article.element))
    found += [int(n) for n in re.findall(r"(?<=\S)\[(\d{1,3})\]", text)]
    found += [1] if re.search(r"(?<=\S)[¹²³]", text) else []
    return found


def _rule_around(article: Article, element: Element) -> bool:
    return any(
        node in article.chrome and article.chrome[node] not in ("site-footer", "aside")
        for node in (element, *element.iterancestors())
    )


def _named_list(page: Page, element: Element) -> bool:
    node: Element | None = element
    for _ in range(3):
        if node is None or tag_of(node) in ("body", "article", "main"):
            return False
        if LIST.search(page.names(node)):
            return True
        node = node.getparent()
    return False


def _headed(page: Page, element: Element) -> bool:
    node = element
    for _ in range(2):
        before = node.getprevious()
        while before is not None and (not isinstance(before.tag, str) or tag_of(before) in ("hr", "br")):
            before = before.getprevious()
        if before is not None:
            return bool(HEAD.fullmatch(page.text(before))) and len(page.text(before)) < 40
        parent = node.getparent()
        if parent is None:
            return False
        node = parent
    return False


def _closes(page: Page, element: Element, rows: list[Element], marks: list[int], article: Article) -> bool:
    """Whether an ordered list is the last thing of the article and counts as far as the marks do."""
    if tag_of(element) != "ol" or len(rows) != max(marks) or set(range(1, len(rows) + 1)) - set(marks):
        return False
    last = page.last[element]
    return not any(
        page.number[e] > last and page.within(e, article.element) and tag_of(e) == "p" and words(page.text(e)) > 20
        for e in page.elements[last + 1 : page.last[article.element] + 1]
    )
