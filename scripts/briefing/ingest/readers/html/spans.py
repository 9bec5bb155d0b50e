"""Spans that an element's text carries: calls of notes, links back, links, type."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from briefing.ingest.extract import BlockKind, SpanKind
from briefing.ingest.readers.html.marks import BACK_ID, MARK
from briefing.ingest.readers.html.notes import Notes
from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.tags import BLOCKS, TYPE

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


class Spans:
    """Tells which spans the elements of one page begin."""

    def __init__(self, page: Page, notes: Notes, base: str) -> None:
        self.page, self.notes, self.base = page, notes, base

    def of(self, element: Element, tag: str, kind: BlockKind) -> list[tuple[SpanKind, str]]:
        """Kind and value of the spans that an element's text carries, in a block of some kind."""
        found: list[tuple[SpanKind, str]] = []
        if element in self.notes.calls:
            found.append(("ref", self.notes.calls[element]))
        elif element in self.notes.backs or self._only_backs(element) or (kind == "note" and self._is_arrow(element)):
            found.append(("back", ""))
        elif (
            tag == "a" and element.get("href") is not None and not self._in_call(element) and not self._labels(element)
        ):
            found.append(("link", self._address(element.get("href") or "")))
        elif (type_ := self._type(element, tag, kind)) and not self._marked_within(element):
            found.append((type_, ""))
        if (language := element.get("lang")) and tag not in ("html", "body") and tag not in BLOCKS:
            found.append(("language", language))
        return found

    def _labels(self, element: Element) -> bool:
        """Whether a link is a note's own number that leads to its call, if to a place that isn't there."""
        return bool(BACK_ID.fullmatch(element.get("href") or "") and MARK.fullmatch(self.page.text(element)))

    def _in_call(self, element: Element) -> bool:
        """Whether an element lies in a note's call, which says more than a link does."""
        return any(e in self.notes.calls for e in element.iterancestors("sup", "span", "a", "label"))

    def _type(self, element: Element, tag: str, block: BlockKind) -> SpanKind | None:
        """The type that an element sets; none within headings, which are set strong anyway."""
        kind = TYPE.get(tag) or _styled(element)
        if kind in ("strong", "emphasis") and block in ("heading", "title"):
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

    def is_permalink(self, element: Element) -> bool:
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
