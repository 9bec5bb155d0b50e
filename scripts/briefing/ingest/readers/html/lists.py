"""Lists that are notes although no link says so: by the list's name, its heading, or the marks in the text."""

from __future__ import annotations

import re

from briefing.ingest.readers.html.article import Article
from briefing.ingest.readers.html.marks import HEAD, LIST
from briefing.ingest.readers.html.notes import Notes
from briefing.ingest.readers.html.page import Page, pieces
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.words import words


def unlinked_lists(page: Page, article: Article, notes: Notes) -> set[Element]:
    """Items of lists that are notes although no link says so: by the list's name, its heading, or the marks."""
    found: set[Element] = set()
    if notes.wholes or notes.starts:
        return found
    marks = _raised_numbers(page, article)
    if not marks:
        return found
    end = _last_text(page, article)
    for element in page.elements:
        if tag_of(element) not in ("ol", "ul", "table", "dl") or _rule_around(article, element):
            continue
        rows = [e for e in element.iter("li", "tr", "dd") if page.text(e)]
        if not rows:
            continue
        if _named_list(page, element) or _headed(page, element):
            found.update(rows)
        elif not found and _closes(page, element, rows, marks, end):
            found.update(rows)
            break
    return found


def _raised_numbers(page: Page, article: Article) -> list[int]:
    """Figures that stand raised, or in square brackets, in the page's text."""
    found = []
    for element in page.elements:
        if tag_of(element) == "sup" and page.within(element, article.element):
            text = page.text(element).strip("[]() ")
            if text.isdecimal() and len(text) <= 3:
                found.append(int(text))
    text = "".join(pieces(article.element))
    found += [int(n) for n in re.findall(r"(?<=\S)\[(\d{1,3})\]", text)]
    found += [1] if re.search(r"(?<=\S)[¹²³]", text) else []
    return found


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


def _last_text(page: Page, article: Article) -> int:
    """Number of the last paragraph of prose in the article."""
    within = page.elements[page.number[article.element] : page.last[article.element] + 1]
    return max((page.number[e] for e in within if tag_of(e) == "p" and words(page.text(e)) > 20), default=-1)


def _closes(page: Page, element: Element, rows: list[Element], marks: list[int], end: int) -> bool:
    """Whether an ordered list is the last thing of the article and counts as far as the marks do."""
    if tag_of(element) != "ol" or len(rows) != max(marks) or set(range(1, len(rows) + 1)) - set(marks):
        return False
    return page.number[element] > end
