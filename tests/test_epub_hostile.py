"""The e-book of whatever a page may hold: well-formed, whole, and as EPUBCheck wants it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.publish.epub import compile_epub
from tests import pages_project as tiny
from tests.epub_reading import Epub, complaints, epubcheck, text
from tests.test_epub import book, made
from tests.test_pdf import HOSTILE, NESTED, SETTINGS, WORDS, pages


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


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(HOSTILE, max_size=6), HOSTILE)
def test_hostile_text_is_well_formed(texts: list[str], words: str) -> None:
    note = "[^n]: " + " ".join(texts[:1]).replace("\n", " ")
    page = "\n\n".join(["# T", *texts, "A.[^n]", f"[x]({words})", note])
    own = SETTINGS.model_copy(update={"description": words, "authors": (words,), "keywords": (words,)})
    read = Epub(compile_epub({"topics/a.md": page}, own)[0])
    assert read.lost_links() == []
    assert "A." in text(read.documents["topics/a.xhtml"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(NESTED)
def test_hostile_markup_is_well_formed(html: str) -> None:
    read = Epub(compile_epub({"topics/a.md": f"# T\n\n<div>{html}</div>\n"}, SETTINGS)[0])
    assert read.lost_links() == []


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
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
