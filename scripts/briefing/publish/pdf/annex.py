"""The annex of the book: its sources whole, of each the paragraphs that the briefing cites, or none of them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

import lxml.html
from lxml.html import HtmlElement

from briefing.publish.pdf.parts import PARAGRAPH, RELYING
from briefing.publish.pdf.reading import Page
from briefing.publish.pdf.trees import HEADINGS, classes

Annex = Literal["all", "cited", "none"]


def annexed(paths: Sequence[str], read: Callable[[str], Page], annex: Annex) -> list[Page]:
    """The pages of sources as the book has them; with `none` no page is read."""
    if annex == "none":
        return []
    pages = map(read, paths)
    return list(pages) if annex == "all" else [cut for page in pages if (cut := cited(page)) is not None]


def cited(page: Page) -> Page | None:
    """A source's page with the paragraphs on which some sentence relies, and says so; None where there is none."""
    body = copy.deepcopy(page.body)
    rows = [element for element in body.iter("div") if PARAGRAPH in classes(element)]
    kept = [row for row in rows if any(RELYING & classes(element) for element in row.iter())]
    if not kept:
        return None
    if len(kept) == len(rows):
        return page
    remark = lxml.html.Element("p", {"class": "said"})
    count = f"{len(kept)} of {len(rows)}"
    remark.text = f"Printed here are the paragraphs that the briefing cites: {count}."
    rows[0].addprevious(remark)
    for row in rows:
        if row not in kept:
            parent, before = row.getparent(), row.getprevious()
            row.drop_tree()
            _drop_bare(parent, before)
    return replace(page, body=body)


def _drop_bare(parent: HtmlElement, heading: HtmlElement | None) -> None:
    """Takes out a heading whose last paragraph has just gone."""
    if heading is None or heading.tag not in HEADINGS:
        return
    after = heading.getnext()
    if after is None or (after.tag in HEADINGS and after.tag <= heading.tag):
        parent.remove(heading)
