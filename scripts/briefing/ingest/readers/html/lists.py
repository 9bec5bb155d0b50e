"""Lists that are notes although no link says so: by the list's name or its heading."""

from __future__ import annotations

import re

from briefing.ingest.readers.html.article import Article
from briefing.ingest.readers.html.marks import HEAD, LIST
from briefing.ingest.readers.html.notes import Notes
from briefing.ingest.readers.html.page import Page, pieces
from briefing.ingest.readers.html.parsing import Element, tag_of


def unlinked_lists(page: Page, article: Article, notes: Notes) -> set[Element]:
    """Items of lists that are notes although no link says so, where the text has marks that call some."""
    found: set[Element] = set()
    if notes.wholes or notes.starts:
        return found
    if not _has_marks(page, article):
        return found
    for element in page.elements:
        if tag_of(element) not in ("ol", "ul", "table", "dl") or _rule_around(article, element):
            continue
        rows = [e for e in element.iter("li", "tr", "dd") if page.text(e)]
        if _named_list(page, element) or _headed(page, element):
            found.update(rows)
    return found


def _has_marks(page: Page, article: Article) -> bool:
    """Whether figures stand raised, or in square brackets, in the page's text."""
    raised = (e for e in page.elements if tag_of(e) == "sup" and page.within(e, article.element))
    if any((text := page.text(e).strip("[]() ")).isdecimal() and len(text) <= 3 for e in raised):
        return True
    return re.search(r"(?<=\S)(?:\[\d{1,3}\]|[¹²³])", "".join(pieces(article.element))) is not None


def _rule_around(article: Article, element: Element) -> bool:
    return any(
        node in article.chrome and article.chrome[node] not in ("site-footer", "aside", "after-text")
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
