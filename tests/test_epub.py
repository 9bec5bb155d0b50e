"""The e-book, read back as a reading system sees it: its order and contents, notes, links, claims, metadata."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from briefing.ingest import ingest
from briefing.publish.epub import compile_epub
from briefing.publish.epub.package import identifier
from briefing.publish.pdf.reading import Reader
from briefing.publish.pdf.trees import plain
from briefing.settings import Settings
from tests import pages_project as tiny
from tests.epub_reading import Element, Epub, text
from tests.test_pdf import SETTINGS, calls, numbers, pages

ORDER = ["index.md", "topics/automation.md", "topics/fog-signals.md", "timeline.md", "sources/harper2019.md"]
ORDER += ["sources/orlova2024.md", "bibliography.md", "method.md"]
FILES = {path: f"{path.removesuffix('.md')}.xhtml".replace("index", "summary") for path in ORDER}


def made(given: Mapping[str, str], own: Settings = SETTINGS, edition: str = "public") -> Epub:
    data, problems = compile_epub(given, own, edition)  # type: ignore[arg-type]
    assert problems == ()
    return Epub(data)


@cache
def book(edition: str = "public") -> Epub:
    return made(pages(), SETTINGS, edition)


def without_calls(element: Element) -> str:
    """The text of an element without white space and without the calls of notes in it."""
    told = element.xpath(".//text()[not(ancestor::*[@class='between' or @class='note-call'])]")
    return re.sub(r"\s", "", "".join(told))


def test_the_container_is_as_the_format_demands() -> None:
    first = book().archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book().data[30:58] == b"mimetypeapplication/epub+zip"
    listed = {f"{book().folder}/{path}" for path in book().manifest}
    assert book().files.keys() - listed == {"mimetype", "META-INF/container.xml", book().root}
    assert listed <= book().files.keys()
    assert {i.date_time for i in book().archive.infolist()} == {(2024, 7, 1, 0, 0, 0)}


def test_ingest_reads_the_book_whole() -> None:
    assert any("doc-backlink" in name.decode() for name in book().files.values() if isinstance(name, bytes))
    document = ingest(book().data, "book.epub")
    assert not document.remainder
    assert document.paragraphs


def test_the_chapters_are_those_of_the_book_on_paper_in_its_order() -> None:
    files = [FILES[path] for path in ORDER]
    assert book().spine == ["cover.xhtml", "title.xhtml", files[0], "contents.xhtml", *files[1:]]
    assert set(book().spine) == book().documents.keys()
    kinds = [[text(e) for e in book().find(file, "//h:p[@class='kind']")] for file in files]
    assert kinds == [[], ["Topic"], ["Topic"], [], ["Source"], ["Source"], [], []]


def test_the_contents_are_the_headings() -> None:
    found = [
        (level, text(heading), f"{file}#{heading.get('id')}")
        for file in (FILES[path] for path in ORDER)
        for heading in book().find(file, "//h:h1|//h:h2")
        for level in [int(heading.tag[-1])]
    ]
    toc = "//h:nav[@epub:type='toc']"
    links = book().find("contents.xhtml", f"{toc}//h:a")
    depths = [len(link.xpath("ancestor::*[local-name()='ol']")) for link in links]
    under = [bool(link.xpath("ancestor::*[local-name()='li'][*[local-name()='span']]")) for link in links]
    assert [(d - u, text(a), a.get("href")) for d, u, a in zip(depths, under, links, strict=True)] == found
    assert [text(e) for e in book().find("contents.xhtml", f"{toc}//h:span")] == ["Topics", "Sources"]
    marks = book().find("contents.xhtml", "//h:nav[@epub:type='landmarks']//h:a")
    assert [str(a.get("{http://www.idpf.org/2007/ops}type")) for a in marks] == [
        "cover", "titlepage", "toc", "bodymatter", "bibliography",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ORDER)
def test_headings_skip_no_level_and_are_those_of_the_page(path: str) -> None:
    headings = book().find(FILES[path], "//*[self::h:h1 or self::h:h2 or self::h:h3 or self::h:h4]")
    levels = [int(h.tag[-1]) for h in headings]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    page = Reader().read(path, pages()[path])
    given = [plain(h) for h in page.body.iter("h1", "h2", "h3", "h4") if plain(h)]
    words = [text(h) for h in headings]
    assert words == (["Summary", *given[1 : len(words)]] if path == "index.md" else given)


@pytest.mark.parametrize("path", ORDER)
def test_every_note_called_is_there_once_with_its_number_and_its_ways_back(path: str) -> None:
    file, number = FILES[path], numbers(pages()[path])
    notes = book().find(file, "//h:aside[@epub:type='footnote'][@role='doc-footnote']")
    assert [n.get("id") for n in notes] == [f"fn-{label}" for label in calls(pages()[path])]
    refs = book().find(file, "//h:a[@epub:type='noteref'][@role='doc-noteref']")
    assert [(a.get("href"), text(a)) for a in refs] == [
        (f"#fn-{label}", number[label]) for label in re.findall(r"\[\^([^\]]+)\](?!:)", pages()[path])
    ]
    for note in notes:
        label = str(note.get("id")).removeprefix("fn-")
        assert text(note).startswith(f"{number[label]}. ")
        back = note.xpath(".//*[@role='doc-backlink']")
        calling = [a.getparent().get("id") for a in refs if a.get("href") == f"#fn-{label}"]
        assert [a.get("href") for a in back] == [f"#{anchor}" for anchor in calling]
        assert len({a.get("title") for a in back}) == len({text(a) for a in back}) == len(back)


def test_a_way_back_names_its_sentence() -> None:
    back = book().find("topics/automation.xhtml", "//h:aside[@id='fn-orlova2024-p1']//h:a[@role='doc-backlink']")
    assert [a.get("aria-label") for a in back] == ["Back to “Automation replaces the keepers of the …”"]


def test_every_internal_link_leads_to_its_place() -> None:
    assert book().lost_links() == []
    notes = book().find("topics/automation.xhtml", "//h:aside[@id='fn-harper2019-p3-4']//h:a[text()='¶ 3–4']")
    assert [a.get("href") for a in notes] == ["../sources/harper2019.xhtml#p3"]
    relying = book().find("sources/harper2019.xhtml", "//h:div[contains(@class,'cited-by')]//h:a/@href")
    assert "../topics/automation.xhtml#c-0000000d" in relying
    read = made({**pages(), "method.md": "# Method\n\n[front](index.md)\n"})
    assert read.find("method.xhtml", "//h:a/@href") == ["summary.xhtml"]
    claim = book().find("topics/automation.xhtml", "//h:span[@id='c-0000000d'][@class='claim']")
    assert len(claim) == 1


def test_every_claim_of_the_pages_is_in_the_book_with_its_id_and_the_same_notes() -> None:
    count = 0
    for path in ORDER:
        page = Reader().read(path, pages()[path])
        for claim in page.body.xpath("//span[@class='claim'][@id]"):
            found = book().find(FILES[path], f"//h:span[@id='{claim.get('id')}']")
            labels = [a.get("href") for a in claim.xpath(".//sup/a")]
            assert [a.get("href") for a in found[0].xpath(".//*[local-name()='sup']/*")] == labels
            assert without_calls(found[0]) == re.sub(r"\s", "", plain(claim))
            count += 1
    assert count == 17


def test_every_paragraph_keeps_its_number_and_what_relies_on_it_lies_open() -> None:
    paragraphs = book().find("sources/harper2019.xhtml", "//h:div[@class='paragraph']")
    assert [str(p.get("id")) for p in paragraphs][:2] == ["p1", "p2"]
    assert all(p.xpath("*//*[@class='pilcrow'][starts-with(text(), '¶')]") for p in paragraphs)
    assert [e for path in book().documents for e in book().find(path, "//h:details|//h:summary")] == []


@pytest.mark.parametrize(("edition", "there"), [("public", False), ("full", True)])
def test_the_wording_of_a_paragraph_is_in_the_full_edition_only(edition: str, there: bool) -> None:
    notes = " ".join(text(e) for e in book(edition).find("topics/automation.xhtml", "//h:aside"))
    assert ("Remote control from Vardholm replaces keepers." in notes) is there


def test_every_chapter_of_a_full_edition_is_marked() -> None:
    full = made(tiny.full(), SETTINGS.model_copy(update={"handling": ""}), "full")
    chapters = [path for path in full.spine if path not in ("cover.xhtml", "title.xhtml", "contents.xhtml")]
    marks = [text(e) for path in chapters for e in full.find(path, "//h:p[@class='handling']")]
    assert marks == ["Full edition, for internal use"] * len(chapters)
    assert "text of sources" in text(full.documents["title.xhtml"])
    assert full.metadata("dc:identifier") != made(tiny.public()).metadata("dc:identifier")


def test_the_package_says_what_the_book_is() -> None:
    found = {name: book().metadata(f"dc:{name}") for name in ("title", "language", "date", "publisher", "creator")}
    assert found == {
        "title": ["Lights of the Sound"], "language": ["en"], "date": ["2024-07-01"],
        "publisher": ["Institute for Small Harbours"], "creator": ["A. Editor"],
    }  # fmt: skip
    assert book().metadata("dcterms:modified") == ["2024-07-01T00:00:00Z"]
    assert book().metadata("schema:accessMode") == book().metadata("schema:accessModeSufficient") == ["textual"]
    assert {"tableOfContents", "structuralNavigation"} <= set(book().metadata("schema:accessibilityFeature"))
    assert book().metadata("dc:identifier") == [identifier(SETTINGS, "public")]
    assert [path for path, item in book().manifest.items() if item.get("properties") == "cover-image"] == ["cover.png"]
    title = text(book().documents["title.xhtml"])
    for words in ("Institute for Small Harbours", "Edition of 1 July 2024", "For official use", "A. Editor"):
        assert words in title


def test_an_identifier_is_that_of_a_briefing_and_an_edition() -> None:
    changes = [{}, {"edition": "2024-08-01"}, {"url": "https://other.example/"}, {"url": "", "title": "Other"}]
    assert len({identifier(SETTINGS.model_copy(update=change), "public") for change in changes}) == 4
    assert identifier(SETTINGS.model_copy(update={"title": "Lights, renamed"}), "public") == identifier(
        SETTINGS, "public"
    )


def test_what_is_not_in_the_book_leads_to_the_site_or_nowhere() -> None:
    page = {
        **pages(),
        "method.md": "# Method\n\nSee [Ness](entities/ness.md#x), [data](files/ledger.json), [me](#method).\n",
    }
    page["entities/ness.md"] = "# Ness\n\n<span id='x'></span>\n"
    hrefs = [str(a.get("href")) for a in made(page).find("method.xhtml", "//h:a")]
    assert hrefs == [
        "https://lights.example.org/entities/ness/#x",
        "https://lights.example.org/files/ledger.json",
        "#method",
    ]
    bare = made(page, SETTINGS.model_copy(update={"url": ""}))
    assert [str(a.get("href")) for a in bare.find("method.xhtml", "//h:a")] == ["#method"]
    assert "See Ness, data, me." in text(bare.documents["method.xhtml"])


def test_nothing_comes_from_another_host() -> None:
    assert not any(
        b"url(" in data or b"@import" in data for name, data in book().files.items() if name.endswith(".css")
    )
    for path, root in book().documents.items():
        for address in root.xpath("//@src|//*[local-name()='link']/@href"):
            to = posixpath.normpath(posixpath.join(posixpath.dirname(path), str(address)))
            assert to in book().manifest
        assert not root.xpath("//*[local-name()='script' or local-name()='style' or local-name()='iframe']")


def test_the_look_leaves_font_and_colours_to_the_reader() -> None:
    css = book().files[f"{book().folder}/style.css"].decode()
    assert not re.search(
        r"font-family|@font-face|#[0-9a-f]{3}\b|rgb|background", re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    )


def test_the_same_pages_are_the_same_bytes() -> None:
    script = "import sys, tests.test_epub as t; sys.stdout.buffer.write(t.book().data)"
    there = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[1],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
        capture_output=True,
        check=True,
    ).stdout
    assert book().data == there
    assert compile_epub(dict(pages()), SETTINGS)[0] == book().data
