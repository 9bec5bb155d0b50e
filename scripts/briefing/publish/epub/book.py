"""Assembles the e-book: the chapters of the book on paper, as documents that lead to each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files as resources
from typing import Literal

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem, by_place
from briefing.publish.epub.documents import (
    CONTENTS,
    COVER,
    PICTURE,
    STYLE,
    TITLE,
    Section,
    chapter_document,
    contents_document,
    cover_document,
    title_document,
)
from briefing.publish.epub.package import PACKAGE, language_of, package, packed
from briefing.publish.epub.places import file_names, survey
from briefing.publish.epub.writing import ChapterWriter
from briefing.publish.pdf.chapters import book_chapters, facts
from briefing.publish.pdf.images import Images
from briefing.publish.pdf.oddities import findings, lost_links, problems_of
from briefing.publish.pdf.reading import Readings
from briefing.publish.picture import cover_picture
from briefing.settings import Settings

KIND: Mapping[str, str] = {"public": "", "full": "Full edition, for internal use"}
KEPT_IN: Mapping[str, str] = {
    "public": "",
    "full": f"{KIND['full']}: it may hold the text of sources that belong to others.",
}
"""What the title page says of an edition."""
_REMOTE = re.compile(
    rb"<script|<foreignObject|@import|(?:href|src)\s*=\s*[\"']\s*(?!#|data:)|url\(\s*[\"']?(?!#|data:)", re.I
)


def compile_epub(
    pages: Mapping[str, str],
    settings: Settings,
    edition: Literal["public", "full"] = "public",
    find: Callable[[str], bytes | None] = lambda path: None,
    readings: Readings | None = None,
) -> tuple[bytes, tuple[Problem, ...]]:
    """The EPUB of the whole briefing, from its generated pages (path to Markdown), and the problems met.

    `find` gives the bytes of a picture at a path of the site, or None. In the full edition notes carry the wording of
    the paragraphs that they cite. `readings` are these pages as they were read for other outputs.
    The same pages and settings give the same bytes.
    """
    page_at = readings or Readings(pages, wording=edition == "full")
    chapters, problems = book_chapters(pages, page_at, settings.pdf.annex)
    names = file_names(chapters)
    places = survey(chapters, names, settings.url)
    images = Images(lambda path: _harmless(find(path)))
    sections = []
    for chapter, name in zip(chapters, names, strict=True):
        writer = ChapterWriter(chapter, name, places, images)
        text = writer.write()
        title = chapter.page.title
        sections.append(Section(name, chapter.kind, title, writer.headings, text, chapter.contents))
        problems += problems_of(chapter.page, writer.oddities)
    for page in {chapter.page.path: chapter.page for chapter in chapters}.values():
        problems += [*findings(page), *lost_links(page, pages.keys(), page_at.read)]

    cover, more = _cover(settings, edition)
    documents = _documents(settings, edition, sections, facts(pages, page_at), cover is not None)
    files: dict[str, str | bytes] = {**documents, STYLE: (resources(__package__) / "epub.css").read_bytes()}
    files |= {PICTURE: cover} if cover is not None else {}
    files |= {f"images/{name}": data for name, data in images.staged.items()}
    opf = package(settings, edition, list(files), list(documents), language_of(settings), settings.handling)
    return packed({PACKAGE: opf, **files}, settings.edition), by_place((*problems, *more))


def _documents(
    settings: Settings, edition: str, sections: list[Section], counts: list[str], cover: bool
) -> dict[str, str]:
    """The documents of the book, in the order in which they are read."""
    language = language_of(settings)
    found = {COVER: cover_document(settings, language)} if cover else {}
    found[TITLE] = title_document(settings, counts, KEPT_IN[edition], language)
    contents = contents_document(sections, cover, language)
    for section in sections:
        found[section.file] = chapter_document(section, language, settings.handling or KIND[edition])
        if section.contents:
            found[CONTENTS] = contents
    return found if CONTENTS in found else {**found, CONTENTS: contents}


def _cover(settings: Settings, edition: str) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The picture of the cover; None and a problem where it can't be set."""
    try:
        return cover_picture(settings, KIND[edition]), ()
    except RuntimeError as error:
        place = Place("mkdocs.yml")
        return None, (report("E611", place, "The cover of the e-book could not be set.", found=str(error)),)


def _harmless(data: bytes | None) -> bytes | None:
    """A picture, or None where it is a drawing that runs or loads something."""
    drawn = data is not None and b"<svg" in data[:4096].lower()
    return None if drawn and data is not None and _REMOTE.search(data) else data
