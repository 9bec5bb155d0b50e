"""Which pages make the book, in what order, and what stands above and between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.publish.pdf.reading import Page


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page as a chapter."""

    page: Page
    kind: str
    """What it is, printed above its title: `Topic`, `Source`, or nothing."""
    short: str
    """Its name in running heads."""
    fresh: bool = True
    """Whether it begins on a page of its own."""
    before: tuple[str, ...] = ()
    """Statements before it."""
    after: tuple[str, ...] = ()
    """Statements after it."""


def topic_chapter(page: Page) -> Chapter:
    """A topic as the only chapter of its PDF."""
    return Chapter(page, "Topic", page.title, fresh=False)


def book_chapters(pages: Mapping[str, str], read: Callable[[str], Page]) -> tuple[list[Chapter], list[Problem]]:
    """The chapters of the book: summary, topics, timeline, coverage, sources, bibliography, method."""
    problems: list[Problem] = []
    chapters: list[Chapter] = []
    if "index.md" in pages:
        page = read("index.md")
        chapters.append(Chapter(page, "", page.title, after=("contents(meta)",)))
    else:
        problems.append(report("E609", Place("index.md"), "There is no front page to take the summary from."))
    for path in pages:
        if path.startswith("topics/") and not path.endswith("/index.md"):
            page = read(path)
            chapters.append(Chapter(page, "Topic", page.title))
    chapters += [Chapter(read(path), "", read(path).title) for path in ("timeline.md",) if path in pages]
    for path in pages:
        if path.startswith("sources/") and not path.endswith("/index.md"):
            page = read(path)
            chapters.append(Chapter(page, "Source", page.title))
    chapters += [Chapter(read(p), "", read(p).title) for p in ("bibliography.md", "method.md") if p in pages]
    return chapters, problems
