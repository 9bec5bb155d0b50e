"""Queries as readers type them, on the flagship's pages: each reaches its place by its rank, by either engine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml
from playwright import sync_api as playwright

from briefing.pages import compose
from briefing.pipeline import read_briefing
from briefing.publish.places import places_of
from briefing.publish.search import Search
from briefing.publish.site import read_pages
from tests.browser.conftest import Quiet, Reader

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
QUERIES = yaml.safe_load((ROOT / "tests/cases/search/queries.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The flagship's pages."""
    briefing = read_briefing(ROOT)
    return dict(compose(briefing.linked, briefing.references, briefing.project.settings))


@pytest.fixture(scope="module", params=["small", "large"])
def flagship(
    site: Path, pages: dict[str, str], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[str, str]]:
    """Which engine answers, and the address of a site with the flagship's search."""
    folder = tmp_path_factory.mktemp(request.param) / "site"
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("search"))
    assert Search(pages, limit=10 if request.param == "large" else 1_000_000).write(folder) == ()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield request.param, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def found(page: playwright.Page, words: str) -> list[str]:
    """The addresses that a query finds, in order, without the site's own."""
    page.locator(".finder__query").fill(words)
    page.wait_for_function(
        "words => document.querySelector('.finder__results').dataset.query === words", arg=words, timeout=20_000
    )
    rows: list[str] = page.eval_on_selector_all(
        ".finder__results a", "all => all.map(a => a.pathname.slice(1) + a.hash)"
    )
    return rows


def late(rows: list[str], wanted: list[str], by: int) -> bool:
    """Whether none of the wanted places is among the first `by`; a page is its own place, not those within it."""

    def fits(row: str, to: str) -> bool:
        return row == to or (row.startswith(to) and ("#" in to or to in ("topics/", "sources/") or len(wanted) > 1))

    return not any(fits(row, to) for row in rows[:by] for to in wanted)


def test_each_query_reaches_its_place_by_its_rank(browser: playwright.Browser, flagship: tuple[str, str]) -> None:
    window = Reader(browser, flagship[1])
    page = window.open("")
    page.keyboard.press("/")
    page.wait_for_selector(".finder[data-whole]")
    missed = []
    for row in QUERIES:
        wanted = [row["to"]] if isinstance(row["to"], str) else row["to"]
        rows = found(page, row["ask"])
        if late(rows, wanted, row["by"]):
            missed.append((row["ask"], rows[:4]))
    assert len(QUERIES) >= 110
    assert missed == []
    window.close()


def test_the_box_unpacks_what_was_packed(browser: playwright.Browser, http: str, site: Path) -> None:
    window = Reader(browser, http)
    page = window.open("")
    page.keyboard.press("/")
    page.wait_for_selector(".finder[data-whole]")
    got = {}
    for name in ("index", "later"):
        script = (site / f"search/{name}.js").read_text(encoding="utf-8").removeprefix("window.briefingIndex=")
        for doc in page.evaluate("data => briefingRank.unpack(data)", json.loads(script.rstrip(";\n"))):
            got[doc["location"]] = doc
    wanted = {p.location: p for p in places_of(read_pages(site.parent / "pages")) if p.text or p.kind != "entity"}
    assert wanted
    assert wanted.keys() <= got.keys()
    for location, place in wanted.items():
        doc = got[location]
        assert (doc["title"], doc["text"], doc["page"], doc["kind"]) == (
            place.title,
            place.text,
            place.page,
            place.kind,
        )
        assert tuple(doc.get("names") or ()) == place.names
        assert doc.get("label", "") == place.label
        assert doc.get("within") == place.within
        for facet in ("sources", "topics", "years"):
            assert set(doc[facet]) == set(place.facets.get(facet, ()))
    window.close()


def test_what_was_searched_for_is_marked_where_one_lands_and_the_way_back_keeps_the_query(
    browser: playwright.Browser, http: str
) -> None:
    window = Reader(browser, http)
    page = window.open("")
    page.keyboard.press("/")
    page.wait_for_selector(".finder__filters:not([hidden])")
    rows = found(page, "strait")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{rows[0]}")
    page.wait_for_function("CSS.highlights.get('found')?.size > 0")
    page.go_back()
    page.wait_for_selector(".finder[open] .finder__results a")
    playwright.expect(page.locator(".finder__query")).to_have_value("strait")
    window.close()
