"""The e-book of whatever a page may hold: well-formed, whole, and as EPUBCheck wants it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.publish.epub import compile_epub
from briefing.publish.picture import cover_picture, social_picture
from briefing.settings import Settings
from tests import pages_project as tiny
from tests.epub_reading import Epub, complaints, epubcheck, text
from tests.test_epub import book, made
from tests.test_pdf import CASES, DOT, HOSTILE, NESTED, SETTINGS, WORDS, pages


def test_pictures_travel_with_the_book() -> None:
    remote = DOT.replace(b"<circle", b'<image href="https://x.example/a.png"/><circle')
    assets = {"assets/dot.svg": DOT, "assets/remote.svg": remote}
    page = "# M\n\n![A dot](assets/dot.svg) ![Loads](assets/remote.svg) ![Gone](assets/none.png)\n"
    data, problems = compile_epub({**pages(), "method.md": page}, SETTINGS, find=assets.get)
    read = Epub(data)
    assert [(e.get("src"), e.get("alt")) for e in read.find("method.xhtml", "//h:img")] == [
        ("images/picture-1.svg", "A dot")
    ]
    assert "[Loads] [Gone]" in text(read.documents["method.xhtml"])
    assert [p.code for p in problems] == ["E604", "E604"]
    assert read.metadata("schema:accessMode") == ["textual", "visual"]


@pytest.mark.parametrize("case", sorted((CASES / "problems").glob("*.md")), ids=lambda path: path.stem)
def test_problems_are_those_of_the_book_on_paper(case: Path) -> None:
    page = {**pages(), "topics/case.md": case.read_text(encoding="utf-8")}
    _, problems = compile_epub(page, SETTINGS, find={"assets/dot.svg": DOT}.get)
    expected = [row for row in case.with_suffix(".txt").read_text("utf-8").splitlines() if "E603" not in row]
    assert [f"{p.path}:{p.line}: {p.code}" for p in problems] == expected


def test_a_cover_that_can_not_be_set_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(settings: Settings, kind: str) -> bytes:
        raise RuntimeError("no font")

    monkeypatch.setattr("briefing.publish.epub.book.cover_picture", refuse)
    data, problems = compile_epub(pages(), SETTINGS)
    assert [(p.code, p.found) for p in problems] == [("E611", "no font")]
    assert "cover.xhtml" not in Epub(data).documents
    assert Epub(data).lost_links() == []


@pytest.mark.parametrize("picture", [social_picture, cover_picture])
@pytest.mark.parametrize("length", [10, 150, 400])
def test_a_long_title_is_set_smaller(picture: Callable[[Settings], bytes], length: int) -> None:
    own = SETTINGS.model_copy(update={"title": ("A long title " * 40)[:length], "description": "What it is. " * 12})
    assert picture(own).startswith(b"\x89PNG")


def test_a_title_without_end_is_a_problem_and_no_cover() -> None:
    data, problems = compile_epub(pages(), SETTINGS.model_copy(update={"title": "Endless " * 900}))
    assert [p.code for p in problems] == ["E611"]
    assert Epub(data).lost_links() == []


@pytest.mark.parametrize("stem", ["Пролив", "a b", "CON", "x" * 300, "über", "../up"])
def test_files_have_names_that_every_reading_system_takes(stem: str) -> None:
    page = {
        f"topics/{stem}.md": "# One\n\n[two](#two)\n\n## Two\n",
        f"topics/{stem.upper()}.md": "# Other\n",
        **pages(),
    }
    read = made(page)
    assert read.lost_links() == []
    assert all(re.fullmatch(r"[a-z0-9/._-]{1,80}", path) for path in read.manifest)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(HOSTILE, max_size=6), HOSTILE)
def test_hostile_text_is_well_formed(texts: list[str], words: str) -> None:
    note = "[^n]: " + " ".join(texts[:1]).replace("\n", " ")
    page = "\n\n".join(["# T", *texts, "A.[^n]", f"[x]({words})", note])
    own = SETTINGS.model_copy(update={"description": words, "authors": (words,), "keywords": (words,)})
    read = Epub(compile_epub({"topics/a.md": page}, own)[0])
    assert read.lost_links() == []
    assert "A." in text(read.documents["topics/a.xhtml"])


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(NESTED)
def test_hostile_markup_is_well_formed(html: str) -> None:
    read = Epub(compile_epub({"topics/a.md": f"# T\n\n<div>{html}</div>\n"}, SETTINGS)[0])
    assert read.lost_links() == []


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(WORDS)
def test_no_text_is_lost(html: str) -> None:
    count = iter(range(1000))
    numbered = re.sub(r"w ", lambda m: f"w{next(count)}. ", html)
    read = Epub(compile_epub({"topics/a.md": f"# T\n\n<div>{numbered}</div>\n"}, SETTINGS)[0])
    shown = "".join(read.documents["topics/a.xhtml"].itertext())
    assert sorted(re.findall(r"w\d+", shown)) == sorted(re.findall(r"w\d+", numbered))


BOOKS = {
    "small": lambda: book().data,
    "tiny-full": lambda: made(tiny.full(), tiny.project()[1], "full").data,
    "hostile": lambda: compile_epub(hostile(), SETTINGS.model_copy(update={"language": "no such", "edition": None}))[0],
}


def hostile() -> Mapping[str, str]:
    """A page on which nearly everything stands where it should not."""
    odd = (
        '<ul>text<p>p</p><li>a</li></ul><table><p>x</p><tr>y<td colspan="0">z</td></tr></table>'
        "<li>lone</li><dd>lone</dd>"
        '<span><div id="1">in</div></span><p id="1">twice</p><time datetime="soon">soon</time><a href="http://[x">b</a>'
        '<a href="https://x y/">c</a><a href="doi:10.1/x y">d</a>'
        '<custom-tag o:p="1" a"b="c">e</custom-tag><h5>deep</h5>'
        '<em><ul><li>f</li></ul></em><font color="red">g</font><details><summary><h2>h</h2></summary>i</details>'
    )
    return {**pages(), "topics/odd.md": f"# T & <b>U</b>\n\n<div>{odd}</div>\n\n&#1; &#x1F600; \x0b\n"}


@pytest.mark.parametrize("name", BOOKS)
def test_epubcheck_finds_nothing(name: str, tmp_path: Path) -> None:
    reason = epubcheck()
    if reason and os.environ.get("CI") != "true":
        pytest.skip(reason)
    assert reason == ""
    assert complaints(BOOKS[name](), tmp_path) == []
