"""Links to the paragraph at the publisher's: a few words, which stand once in the original, or the page of a PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.evidence.lock import addresses, read_lock, record, write_lock
from briefing.evidence.places import FEWEST, MOST, places
from briefing.library import read_library
from briefing.model import Document, Library, Paragraph, Work
from briefing.originals import read_originals
from briefing.pages import compose
from briefing.project import read_project
from tests import pages_project as tiny

ROOT = Path(__file__).resolve().parents[1]
ORIGINALS = ROOT.parent / "shared" / "seeds"
WORD = re.compile(r"\w+")


def original(*texts: str, name: str = "a.txt") -> Document:
    rows = tuple(Paragraph(i, None, text, text, 7 + i) for i, text in enumerate(texts, 1))
    return replace(tiny.document(), name=name, title=None, headings=(), paragraphs=rows, notes={})


def found(*texts: str, name: str = "a.txt", url: str = "https://harbour.example/a") -> dict[int, str]:
    library = tiny.linked()[0].library
    source = library.sources["moor2021"]
    one = source.paragraphs[0]
    rows = tuple(replace(one, first=i, last=i) for i in range(1, len(texts) + 1))
    work = library.works["moor2021"]
    work = Work(work.key, {**work.csl, "URL": url}, work.bibtex, work.place, work.date)
    return dict(places(replace(source, paragraphs=rows), work, original(*texts, name=name)))


def test_a_fragment_holds_the_first_words_that_stand_once() -> None:
    same = "The ferry of the strait was sold"
    assert found(f"{same} in May.", f"{same} in June.") == {
        1: ":~:text=the%20strait%20was%20sold%20in%20May",
        2: ":~:text=the%20strait%20was%20sold%20in%20June",
    }
    assert found("One only, here.") == {}, "too short to find its place"
    assert found("It was “sold” by-and-by for a song today.") == {1: ":~:text=for%20a%20song%20today"}
    assert found("The toll[^1] rose once more in Estmark.") == {1: ":~:text=rose%20once%20more%20in%20Estmark"}


def test_a_pdf_at_a_pdf_is_led_to_by_its_page() -> None:
    assert found("A toll.", "Sold.", name="a.pdf", url="https://harbour.example/a.PDF") == {1: "page=8", 2: "page=9"}
    assert found("The ferry was sold in May.", name="a.txt", url="https://harbour.example/a.pdf") == {}
    assert found("The ferry was sold in May.", url="") == {}


@given(st.lists(st.text(alphabet="ab c.’-", max_size=40), min_size=1, max_size=6))
def test_a_fragment_is_short_and_unique(texts: list[str]) -> None:
    words = [WORD.findall(text.casefold()) for text in texts]
    for n, fragment in found(*texts).items():
        run = WORD.findall(unquote(fragment.removeprefix(":~:text=")).casefold())
        assert FEWEST <= len(run) <= MOST
        at = [(i, k) for i, row in enumerate(words) for k in range(len(row)) if row[k : k + len(run)] == run]
        assert [i for i, _ in at] == [n - 1]


def test_the_lock_carries_them_to_the_page_and_only_while_the_original_is_the_same() -> None:
    library = tiny.linked()[0].library
    held = {"moor2021": replace(tiny.document(), sha256=str(library.sources["moor2021"].sha256))}
    data = write_lock(record(library, held, (), {}, "2023-05-04", "1")).encode()
    lock, problems = read_lock({"evidence.lock": data})
    assert not problems
    assert write_lock(lock).encode() == data
    where = addresses(library, {"evidence.lock": data})
    assert set(where) == {"moor2021"}
    pages = compose(tiny.linked()[0], tiny.references(), tiny.project()[1], elsewhere=where)
    assert pages["sources/moor2021.md"].count("Read it at the publisher’s") == len(where["moor2021"]) > 0
    other = replace(library.sources["moor2021"], sha256="1" * 64)
    changed = Library(library.works, {"moor2021": other}, {}, {}, (), ())
    assert addresses(changed, {"evidence.lock": data}) == {}


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=f"the originals are not at {ORIGINALS}")
def test_the_links_of_our_own_sources_stand_once_in_their_originals() -> None:
    project, _ = read_project(ROOT)
    library, _ = read_library(project.files, project.settings)
    originals, _ = read_originals(ORIGINALS, library)
    lock, _ = read_lock(project.files)
    assert any(entry.places for entry in lock.values())
    for key, entry in lock.items():
        if library.works[key].csl.get("URL"):
            assert len(entry.places) == len(library.sources[key].paragraphs), key
        for n, fragment in entry.places.items():
            words = WORD.findall(unquote(fragment.removeprefix(":~:text=")).casefold())
            text = WORD.findall(" ".join(p.text for p in originals[key].paragraphs).casefold())
            at = [k for k in range(len(text)) if text[k : k + len(words)] == words]
            assert len(words) <= MOST
            assert len(at) == 1, (key, n)
