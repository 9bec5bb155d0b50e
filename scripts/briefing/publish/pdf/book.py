"""Assembles the PDFs: the book of the whole briefing, and each topic alone."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem, by_place
from briefing.publish.pdf.chapters import Chapter, book_chapters, facts, topic_chapter
from briefing.publish.pdf.glyphs import stand_ins
from briefing.publish.pdf.links import survey
from briefing.publish.pdf.literals import MONTHS, NBSP
from briefing.publish.pdf.manuscript import Manuscript
from briefing.publish.pdf.oddities import characters, findings, lost_links
from briefing.publish.pdf.reading import Readings
from briefing.publish.pdf.setting import set_manuscript
from briefing.settings import Settings

WORDS: Mapping[str, object] = {
    "briefing": "Briefing",
    "contents": "Contents",
    "page": "Page",
    "of": "of",
    "many": {"Topic": "Topics", "Source": "Sources"},
}
"""Words that the template prints."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the PDFs are made, beside the settings of the project."""

    edition: Literal["public", "full"] = "public"
    """In the full edition, notes carry the wording of the paragraphs that they cite."""
    large: bool = False
    """Whether to set in large print."""
    attach: Mapping[str, bytes] = field(default_factory=dict)
    """Files that travel inside the book, by name; with any, it conforms to PDF/A-3a."""
    find: Callable[[str], bytes | None] = lambda path: None
    """Gives the bytes of a picture at a path of the site, or None."""
    fonts: tuple[str, ...] = ()
    """Folders of fonts for letters that the engine's own fonts lack."""
    readings: Readings | None = None
    """The same pages as they are read for other outputs, with the wording of paragraphs in a full edition."""


Result = tuple[bytes | None, tuple[Problem, ...]]
"""A PDF, or None where none could be made, and the problems met."""


def compile_book(pages: Mapping[str, str], settings: Settings, options: Options | None = None) -> Result:
    """The PDF of the whole briefing, from its generated pages (path to Markdown)."""
    return Press(pages, settings, options or Options()).book()


def compile_topic(pages: Mapping[str, str], slug: str, settings: Settings, options: Options | None = None) -> Result:
    """The PDF of one topic, to be handed out alone."""
    return Press(pages, settings, options or Options()).topic(slug)


class Press:
    """Makes the PDFs of one set of pages; a page is read once, whichever PDFs it goes into."""

    def __init__(self, pages: Mapping[str, str], settings: Settings, options: Options) -> None:
        self.pages, self.settings, self.options = pages, settings, options
        self._page = options.readings or Readings(pages, wording=options.edition == "full")
        self._read = self._page.read

    def book(self) -> Result:
        """The book."""
        chapters, problems = book_chapters(self.pages, self._page, self.settings.pdf.annex)
        meta = self._meta(self.settings.title, "book")
        meta["facts"] = [
            fact for fact in facts(self.pages, self._page) if fact != meta["edition-line"].replace(NBSP, " ")
        ]
        pdf, more = self._compile(chapters, meta, self.options.attach)
        return pdf, by_place((*problems, *more))

    def topic(self, slug: str) -> Result:
        """A topic alone; no PDF and a problem where there is no such topic."""
        path = f"topics/{slug}.md"
        if path not in self.pages or slug == "index":
            slugs = self.slugs
            near = difflib.get_close_matches(slug, slugs, 1)
            hint = f"Did you mean `{near[0]}`?" if near else ""
            place = Place(path)
            return None, (
                report("E608", place, f"There is no topic {slug!r}.", expected=", ".join(slugs), found=slug, help=hint),
            )
        page = self._page(path)
        return self._compile([topic_chapter(page)], self._meta(page.title, "topic"), {})

    @property
    def slugs(self) -> list[str]:
        """Slugs of all topics, in the order of the pages."""
        return [p[7:-3] for p in self.pages if p.startswith("topics/") and p.endswith(".md") and p != "topics/index.md"]

    def _stand_ins(self, chapters: list[Chapter]) -> dict[str, str]:
        """What stands for characters that can't be printed, in chapters and in the settings."""
        own = self.settings
        printed = (own.title, own.description, own.institution, own.handling, *own.authors, *own.keywords)
        return dict(
            stand_ins([*printed, *("".join(chapter.page.characters) for chapter in chapters)], self.options.fonts)
        )

    def _meta(self, title: str, kind: str) -> dict[str, Any]:
        """What the template prints on covers, in running heads and in the file's metadata."""
        s = self.settings
        edition = f"Edition of {_spoken(s.edition)}" if s.edition else ""
        whole = s.title if kind == "book" or title == s.title else f"{title} – {s.title}"
        return {
            "title": s.title, "title-of-file": whole, "description": s.description, "date": s.edition or "",
            "edition-line": edition, "handling": s.handling, "institution": s.institution, "authors": list(s.authors),
            "edition-kind": "Full edition, for internal use" if self.options.edition == "full" else "",
            "keywords": list(s.keywords), "language": s.language, "paper": s.paper, "large": self.options.large,
            "kind": kind, "url": s.url, "words": WORDS,
        }  # fmt: skip

    def _compile(self, chapters: list[Chapter], meta: dict[str, Any], attach: Mapping[str, bytes]) -> Result:
        links = survey([chapter.page for chapter in chapters], self.settings.url)
        manuscript = Manuscript(
            chapters, meta, links, self._stand_ins(chapters), attach, self.options.find, self.options.fonts
        )
        pdf, problems = set_manuscript(manuscript, _seconds(meta["date"]))
        for page in {chapter.page.path: chapter.page for chapter in chapters}.values():
            problems += characters(page, manuscript.stand_ins)
            problems += [*findings(page), *lost_links(page, self.pages.keys(), self._read)]
        return pdf, by_place(problems)


def _seconds(edition: str) -> int:
    """The day of an edition in seconds since 1970; 0 where it has none."""
    return int(datetime.combine(date.fromisoformat(edition), datetime.min.time(), UTC).timestamp()) if edition else 0


def _spoken(edition: str) -> str:
    """The day of an edition in words: `14 June 2024`."""
    day = date.fromisoformat(edition)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}".replace(" ", NBSP)
