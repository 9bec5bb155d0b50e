"""The PDF of the briefing in this repository, read back: what its pages claim and cite stands in it, note for note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import lxml.html
import pytest

from briefing.pipeline import Options as Build
from briefing.pipeline import Work, read_briefing
from briefing.publish.pdf import Options, compile_book, compile_topic
from briefing.publish.pdf.reading import Reader
from briefing.publish.pdf.trees import is_call
from briefing.settings import Settings
from tests.pdf_reading import Book, Chapter, squeezed

URL = "https://briefing.example.org/"


@cache
def project() -> tuple[Mapping[str, str], Settings]:
    """The pages as they are generated, and the settings with an address, so that notes carry one."""
    work = Work(read_briefing(Path(__file__).parents[1]), Build())
    return dict(work.pages), work.briefing.project.settings.model_copy(update={"url": URL})


@cache
def book() -> Book:
    pdf, problems = compile_book(*project(), Options())
    assert problems == ()
    assert pdf is not None
    return Book(pdf)


def topics() -> list[str]:
    return [path for path in project()[0] if re.fullmatch(r"topics/(?!index)[^/]+\.md", path)]


def claims(path: str) -> list[tuple[str, list[str]]]:
    """The claims of a page: text, and the numbers of the notes that it calls, as the site shows them."""
    page = Reader().read(path, project()[0][path])
    found = []
    for span in page.body.xpath("//span[contains(@class, 'claim')][@id]"):
        copied = lxml.html.fragment_fromstring(lxml.html.tostring(span, encoding="unicode", with_tail=False))
        calls = [e for e in copied.iter("sup") if is_call(e)]
        numbers = [call.text_content() for call in calls]
        for call in calls:
            call.drop_tree()
        found.append((squeezed(copied.text_content()), numbers))
    return found


def printed(chapter: Chapter) -> str:
    """The text of a chapter without its calls."""
    return re.sub(r"⟦\d+⟧,?", "", chapter.squeezed)


def test_topics_are_there() -> None:
    assert len(topics()) >= 3


@pytest.mark.parametrize("path", ["timeline.md", *topics()])
def test_every_claim_is_printed_with_the_same_citations(path: str) -> None:
    title = Reader().read(path, project()[0][path]).title
    chapter = next(c for c in book().chapters() if c.title.endswith(title))
    text, rows = printed(chapter), claims(path)
    assert rows
    assert [claim for claim, _ in rows if claim not in text] == []
    together = chapter.squeezed
    called = ["".join(f"⟦{n}⟧," for n in numbers).rstrip(",") for _, numbers in rows]
    assert [row for row, calls in zip(rows, called, strict=True) if calls not in together] == []


def test_every_note_stands_on_the_page_of_its_call() -> None:
    notes = [note for chapter in book().chapters() for note in chapter.notes]
    assert len(notes) > 150
    assert [note for note in notes if note.page != note.call_page] == []


def test_every_internal_link_leads_somewhere() -> None:
    links = list(book().links())
    assert len(links) > 1000
    assert [link for link in links if link[1] is None and link[2] is None] == []


def test_the_summary_is_one_page() -> None:
    pages = book().pages()
    assert "Summary" in pages[1]
    assert "Contents" in pages[2]


@pytest.mark.parametrize("path", topics())
def test_a_topic_alone_has_two_to_six_pages(path: str) -> None:
    pages, settings = project()
    pdf, problems = compile_topic(pages, path[7:-3], settings)
    assert problems == ()
    assert pdf is not None
    read = Book(pdf)
    assert 2 <= len(read.pdf.pages) <= 6
    assert [n for c in read.chapters() for n in c.notes if n.page != n.call_page] == []
