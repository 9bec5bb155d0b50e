"""The PDF of the briefing in this repository, read back: what its pages claim and cite stands in it, note for note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import lxml.html
import pypdfium2
import pytest

from briefing.pipeline import Options as Build
from briefing.pipeline import Work
from briefing.publish.pdf import Options, compile_book, compile_topic
from briefing.publish.pdf.reading import Reader
from briefing.publish.pdf.trees import is_call
from briefing.settings import Settings
from tests.pdf_reading import Book, Chapter, squeezed

URL = "https://briefing.example.org/"


@cache
def project() -> tuple[Mapping[str, str], Settings]:
    """The pages as they are generated, and the settings with an address, so that notes carry one."""
    work = Work(Path(__file__).parents[1], Build())
    return dict(work.pages), work.project.settings.model_copy(update={"url": URL})


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


def lines(pdf: Book, page: int) -> list[str]:
    """The lines of a page from top to bottom, running head and foot left out."""
    text = pypdfium2.PdfDocument(pdf.data)[page].get_textpage()
    width, height = pdf.pdf.pages[page].mediabox[2:]
    return [row.strip() for row in text.get_text_bounded(0, 70, width, height - 70).splitlines() if row.strip()]


def test_no_heading_stands_at_the_foot_of_a_page() -> None:
    order = book().order()
    pairs = [(a, b) for a, b in pairwise(order) if re.fullmatch(r"/H[2-4]", a[0]) and not re.fullmatch(r"/H\d", b[0])]
    assert len(pairs) > 150
    assert [a for a, b in pairs if a[1] != b[1]] == []


def test_no_page_begins_with_the_last_line_of_a_paragraph_or_what_relies_on_it() -> None:
    paragraphs = {squeezed(text): page for kind, page, text in book().order() if kind in ("/P", "/LBody")}
    alone = []
    for at in range(3, len(book().pdf.pages)):
        first, second = (squeezed(line) for line in lines(book(), at)[:2])
        assert not first.startswith("Citedby"), at
        ends = [text for text, page in paragraphs.items() if page == at - 1 and text.endswith(first) and text != first]
        alone += [(at, first) for _ in ends[:1] if not second.startswith("Citedby")]
    assert alone == []


def test_the_title_of_a_chapter_stands_above_its_text() -> None:
    at = next(page for kind, page, text in book().order() if kind == "/H1" and text == "Bibliography")
    page = pypdfium2.PdfDocument(book().data)[at].get_textpage()
    title = page.search("Bibliography").get_next()
    assert title is not None
    title_top, title_foot = page.get_charbox(title[0])[3], page.get_charbox(title[0])[1]
    tops = [page.get_charbox(i)[3] for i in range(page.count_chars()) if not title[0] <= i < sum(title)]
    assert [top for top in tops if title_foot + 1 < top < title_top - 1] == []


def test_no_chapter_ends_on_a_page_with_a_few_lines() -> None:
    chapters = [page for kind, page, _ in book().order() if kind == "/H1"]
    last = [b - 1 for a, b in pairwise(chapters) if b - a > 1]
    assert [(page, len(lines(book(), page))) for page in last if len(lines(book(), page)) < 6] == []


def test_contents_name_the_parts_that_a_topic_has_of_its_own() -> None:
    contents = next(page for page in book().pages() if "Contents" in page)
    assert "Crocus City Hall" in contents
    assert not any(words in contents for words in ("Key judgements", "Evidence", "Related topics", "Caveats"))


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_the_summary_is_short_on_any_paper_and_in_the_full_edition(paper: str) -> None:
    pages, settings = project()
    pdf, problems = compile_book(pages, settings.model_copy(update={"paper": paper}), Options(edition="full"))
    assert problems == ()
    assert pdf is not None
    assert "Contents" in " ".join(Book(pdf).pages()[2:5])


def test_the_summary_is_one_page_or_two() -> None:
    pages = book().pages()
    assert "Summary" in pages[1]
    assert "Contents" in " ".join(pages[2:4])


@pytest.mark.parametrize("path", topics())
def test_a_topic_alone_has_two_to_eight_pages(path: str) -> None:
    pages, settings = project()
    pdf, problems = compile_topic(pages, path[7:-3], settings)
    assert problems == ()
    assert pdf is not None
    read = Book(pdf)
    assert 2 <= len(read.pdf.pages) <= 8
    assert [n for c in read.chapters() for n in c.notes if n.page != n.call_page] == []


def test_the_shades_of_the_matrix_have_a_legend_and_links_that_are_nothing_else_are_not_printed() -> None:
    text = " ".join(book().pages())
    assert "Share of the source" in text
    assert [words for words in ("(evidence)", "(source page)") if words in text] == []
