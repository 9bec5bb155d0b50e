"""Which pages make the book, in what order, and what stands above and between them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.publish.pdf.annex import Annex, annexed
from briefing.publish.pdf.parts import COVERAGE, FRONT_PARTS, RELATED, SAYS, STATUS, SUMMARY
from briefing.publish.pdf.reading import Page, excerpt, sections
from briefing.publish.pdf.trees import HEADINGS, classes, plain

FRONT = "index.md"
Read = Callable[[str], Page]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page, or a part of one, as a chapter."""

    page: Page
    kind: str = ""
    """What it is, printed above its title: `Topic`, `Source`, or nothing."""
    short: str = ""
    """Its name in running heads; its title where none is given."""
    style: str = ""
    """How the template sets it where it is set in a way of its own: `summary`, `timeline`."""
    fresh: bool = True
    """Whether it begins on a page of its own."""
    contents: bool = False
    """Whether the table of contents follows it."""

    @property
    def name(self) -> str:
        """Its name in running heads."""
        return self.short or self.page.title


def topic_chapter(page: Page) -> Chapter:
    """A topic as the only chapter of its PDF."""
    return Chapter(_printed(page), "", str(page.meta.get("topic") or ""), fresh=False)


def book_chapters(pages: Mapping[str, str], read: Read, annex: Annex = "all") -> tuple[list[Chapter], list[Problem]]:
    """The chapters of the book: summary, topics, timeline, coverage, sources (the annex), bibliography, method."""
    found, problems = _summary(pages, read)
    topics = map(read, _folder(pages, "topics"))
    found += [Chapter(_printed(page), "Topic", str(page.meta.get("topic") or "")) for page in topics]
    found += [Chapter(read(path), style="timeline") for path in ("timeline.md",) if path in pages]
    found += _coverage(pages, read)
    sources = annexed(_folder(pages, "sources"), read, annex)
    found += [Chapter(page, "Source", str(page.meta.get("source") or "")) for page in sources]
    found += [Chapter(read(path)) for path in ("bibliography.md", "method.md") if path in pages]
    return found, problems


def _printed(page: Page) -> Page:
    """A topic without the list of topics that are related, which leads nowhere on paper."""
    if RELATED not in sections(page):
        return page
    page = replace(page, body=copy.deepcopy(page.body))
    for block in sections(page)[RELATED]:
        block.drop_tree()
    return page


def _folder(pages: Mapping[str, str], folder: str) -> list[str]:
    """Paths of all pages of a folder but its index."""
    return [p for p in pages if p.startswith(f"{folder}/") and p.endswith(".md") and p != f"{folder}/index.md"]


def _summary(pages: Mapping[str, str], read: Read) -> tuple[list[Chapter], list[Problem]]:
    """What the desk wrote on the front page, and the contents after it."""
    if FRONT not in pages:
        return [], [report("E609", Place(FRONT), "There is no front page to take the summary from.")]
    page = read(FRONT)
    parts = sections(page)
    own = [anchor for anchor in parts if anchor not in FRONT_PARTS]
    blocks = [block for anchor in own for block in parts[anchor] if STATUS not in classes(block)]
    summary = excerpt(page, "summary", blocks, SUMMARY)
    # It is to be short, a page or two: wordings stand in the notes of the topics, addresses in the bibliography.
    notes = {anchor: _unaddressed(_without(note, SAYS)) for anchor, note in summary.notes.items()}
    summary = replace(summary, notes=notes)
    problems = []
    if not any(plain(block) for block in blocks if block.tag not in HEADINGS):
        problems.append(report("E609", Place(FRONT, page.line("# ")), "The front page has no summary of its own."))
    return [Chapter(summary, style="summary", contents=True)], problems


def _without(note: HtmlElement, kind: str) -> HtmlElement:
    """A copy of a note without what is of a class."""
    copied = copy.deepcopy(note)
    for element in [e for e in copied.iter() if kind in classes(e)]:
        element.drop_tree()
    return copied


def _unaddressed(note: HtmlElement) -> HtmlElement:
    """A note, changed in place, without the addresses that it spells out; what else leads somewhere stays a link."""
    for link in [a for a in note.iter("a") if plain(a) == a.get("href")]:
        before = link.getprevious()
        if before is not None:
            before.tail = (before.tail or "").removesuffix(", ")
        elif (parent := link.getparent()) is not None:
            parent.text = (parent.text or "").removesuffix(", ")
        link.drop_tree()
    return note


def facts(pages: Mapping[str, str], read: Read) -> list[str]:
    """What the briefing is made of, for its cover: the counts that the front page has."""
    lists = [e for e in read(FRONT).body.iter("ul") if STATUS in classes(e)] if FRONT in pages else []
    return [plain(row) for row in lists[:1] for row in lists[0].iter("li")]


def _coverage(pages: Mapping[str, str], read: Read) -> list[Chapter]:
    """Which source says how much on which topic: a part of the front page."""
    blocks = sections(read(FRONT)).get(COVERAGE) if FRONT in pages else None
    return [Chapter(excerpt(read(FRONT), COVERAGE, blocks))] if blocks else []
