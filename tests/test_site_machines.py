"""What machines and hurried readers get of a site: the sitemap's days, sizes of downloads, names on one line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown import Markdown

from briefing.project import Project
from briefing.publish.sitemap import last_changes, write_sitemap
from briefing.publish.sizes import say_sizes, spoken
from tests.site_project import ADDRESS, lay_project


def edition(pages: list[str], **changed: dict[str, Any]) -> dict[str, Any]:
    return {"claims": [{"page": page} for page in pages], "changes": {"topics": changed} if changed else None}


EDITIONS = {
    "2023-01-01": edition(["topics/tolls.md", "topics/ferries.md", "timeline.md"]),
    "2023-02-01": edition(["topics/tolls.md", "topics/new.md"], tolls={"added": ["c-1"]}, ferries={"added": []}),
}


def test_a_page_has_the_day_of_the_edition_that_changed_it() -> None:
    assert last_changes(EDITIONS) == {
        "index.md": "2023-02-01",
        "method.md": "2023-02-01",
        "topics/tolls.md": "2023-02-01",
        "topics/ferries.md": "2023-01-01",
        "topics/new.md": "2023-02-01",
        "timeline.md": "2023-01-01",
    }
    assert last_changes({}) == {}
    assert last_changes({"2023-01-01": {"claims": 3, "changes": []}}).keys() == {"index.md", "method.md"}


def test_the_sitemap_names_every_page_and_no_day_that_nobody_knows(tmp_path: Path) -> None:
    made = lay_project(tmp_path, pages={})
    files = {f"editions/{day}.json": json.dumps(row).encode() for day, row in EDITIONS.items()}
    write_sitemap(
        Project(made.root, made.settings, files),
        tmp_path,
        dict.fromkeys(("index.md", "topics/tolls.md", "sources/index.md"), ""),
    )
    data = (tmp_path / "sitemap.xml").read_bytes()
    assert gzip.decompress((tmp_path / "sitemap.xml.gz").read_bytes()) == data
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    rows = {u.findtext(f"{name}loc"): u.findtext(f"{name}lastmod") for u in ElementTree.fromstring(data)}
    assert rows == {ADDRESS: "2023-02-01", f"{ADDRESS}sources/": None, f"{ADDRESS}topics/tolls/": "2023-02-01"}
    write_sitemap(made, tmp_path, {})
    assert not list(tmp_path.glob("sitemap*"))


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 kB"), (1499, "1 kB"), (48_300, "48 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (2_340_000, "2.3 MB")],
)
def test_sizes_are_said_in_units_that_readers_know(size: int, words: str) -> None:
    assert spoken(size) == words


def test_a_size_stands_once_behind_each_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a b.pdf").write_bytes(b"x" * 5000)
    page = tmp_path / "downloads" / "index.html"
    page.write_text('<a href="../files/a%20b.pdf">A</a> <a href=../files/later.zip>B</a> <a href="../topics/">C</a>')
    say_sizes(tmp_path)
    say_sizes(tmp_path)
    assert page.read_text() == (
        '<a href="../files/a%20b.pdf">A</a> <span class="size">5 kB</span> '
        '<a href=../files/later.zip>B</a> <a href="../topics/">C</a>'
    )
    say_sizes(tmp_path, "nowhere/index.html")


@pytest.mark.parametrize(
    ("markdown", "whole"),
    [
        ("Fighters of ISIS-K and IS-K.", ["ISIS-K", "IS-K"]),
        ("Since COVID-19 the G-20 met; a T-shirt, an X-ray.", ["COVID-19", "G-20", "T-shirt", "X-ray"]),
        ("*ISIS-K*'s men ([ISIS-K](a/ISIS-K.md))", ["ISIS-K", "ISIS-K"]),
        ("`ISIS-K` <kbd>IS-K</kbd> Anglo-Saxon, Al-Qaida-X, 2021-K, https://a.example/IS-K, well-known", []),
        ("Stockholm-Arlanda-K, Internationalists-K", []),
    ],
)  # fmt: skip
def test_a_name_with_a_hyphen_stays_on_one_line(markdown: str, whole: list[str]) -> None:
    made = Markdown(extensions=["attr_list", "briefing.publish.markdown"]).convert(markdown)
    parts = made.split('<span class="whole">')[1:]
    assert [part.split("</span>")[0] for part in parts] == whole
