"""The annex of the book on paper: all sources, of each the paragraphs that are cited, or none."""

from __future__ import annotations

import io
import zipfile

import pytest

from briefing.publish.epub import compile_epub
from briefing.publish.pdf import Options, compile_book
from briefing.publish.pdf.annex import Annex, annexed, cited
from briefing.publish.pdf.chapters import book_chapters
from briefing.publish.pdf.reading import Readings
from briefing.publish.pdf.trees import plain
from briefing.settings import PdfSettings, Settings
from tests import pages_project as tiny
from tests.pdf_reading import Book

PAGE = """# A source

## What it says { #text }

### Bought

<div class="paragraph" id="p1" markdown="1">

[¶ 1](#p1){ .pilcrow } The mill was bought.

<details class="cited-by" markdown="1">
<summary>Cited by 1</summary>

- [Mills](../topics/mills.md)

</details>

</div>

### Sold

<div class="paragraph" id="p2" markdown="1">

[¶ 2](#p2){ .pilcrow } The mill was sold.

</div>

## The copy { #copy }

Kept here.
"""
BARE = PAGE.replace('class="cited-by"', 'class="other"')


def settings(annex: Annex) -> Settings:
    return tiny.project()[1].model_copy(update={"pdf": PdfSettings(annex=annex)})


def test_paragraphs_that_nothing_cites_are_left_out_and_said_to_be() -> None:
    page = cited(Readings({"sources/a.md": PAGE})("sources/a.md"))
    assert page is not None
    text = " ".join(plain(page.body).split())
    assert "The mill was bought." in text
    assert "sold" not in text.casefold()
    assert "the paragraphs that the briefing cites: 1 of 2" in text
    assert "Kept here." in text
    assert page.ids >= {"p1", "p2"}


def test_a_source_that_nothing_cites_is_left_out_and_one_that_is_cited_whole_stays_as_it_is() -> None:
    assert cited(Readings({"sources/a.md": BARE})("sources/a.md")) is None
    whole = Readings({"sources/a.md": PAGE.replace('class="cited-by"', 'class="cited-by"').split("### Sold")[0]})
    assert cited(whole("sources/a.md")) is whole("sources/a.md")


def test_without_an_annex_no_source_is_read() -> None:
    def never(path: str) -> object:
        raise AssertionError(path)

    assert annexed(["sources/a.md"], never, "none") == []  # type: ignore[arg-type]


@pytest.mark.parametrize("annex", ["all", "cited", "none"])
def test_the_books_hold_the_annex_that_is_asked_for(annex: Annex) -> None:
    pages = dict(tiny.public())
    chapters, _ = book_chapters(pages, Readings(pages), annex)
    names = [chapter.page.path for chapter in chapters if chapter.kind == "Source"]
    everything = [path for path in pages if path.startswith("sources/") and path != "sources/index.md"]
    relied = [path for path in everything if 'class="cited-by"' in pages[path]]
    assert names == {"all": everything, "cited": relied, "none": []}[annex]
    pdf, problems = compile_book(pages, settings(annex), Options())
    assert pdf is not None
    assert [p for p in problems if p.code not in ("E609", "E605")] == []
    heads = [chapter.title for chapter in Book(pdf).chapters() if chapter.title.startswith("Source")]
    assert len(heads) == len(names)
    book, _ = compile_epub(pages, settings(annex))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))
    assert ("the paragraphs that the briefing cites" in text) == (annex == "cited")
