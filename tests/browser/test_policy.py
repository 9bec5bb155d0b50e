"""The site under the strictest policy that a server can send: everything from files of its own, nothing in the page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from lxml import html
from playwright import sync_api as playwright

from briefing.publish import build_site
from tests.browser.conftest import Quiet, Reader
from tests.browser.test_browser import KINDS, TOPIC, first_call, paragraph_words, search
from tests.site_project import lay_project

pytestmark = pytest.mark.browser

WATCH = """window.stopped = [];
document.addEventListener("securitypolicyviolation", (e) => stopped.push(`${e.violatedDirective}: ${e.blockedURI}`));"""


class Strict(Quiet):
    """Serves files under the strictest policy."""

    def end_headers(self) -> None:
        """Adds the policy to each answer."""
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()


@pytest.fixture(scope="module")
def strict(site: Path) -> Iterator[str]:
    """Address of a server that sends the policy."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def window(browser: playwright.Browser, strict: str) -> Iterator[Reader]:
    """A window that keeps what the policy stops."""
    window = Reader(browser, strict, viewport={"width": 1280, "height": 900})
    window.page.add_init_script(WATCH)
    yield window
    window.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_strictest_policy_stops_nothing(window: Reader, kind: str) -> None:
    page = window.open(KINDS[kind])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.locator("[data-scheme-switch]").click()
    if page.locator("a.footnote-ref").count():
        page.locator("a.footnote-ref").first.hover()
        page.wait_for_selector(".note-card--on")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert page.evaluate("stopped") == []


def test_search_and_notes_work_under_the_strictest_policy(window: Reader) -> None:
    page = window.open("sources/moor2021/")
    assert any("/sources/moor2021/#p1" in address for address in search(page, paragraph_words(page)))
    page = window.open(TOPIC)
    first_call(page).focus()
    assert page.locator(".note-card").is_visible()
    assert page.evaluate("stopped") == []


def test_pictures_stand_where_they_should(window: Reader) -> None:
    page = window.open("")
    places = page.eval_on_selector_all(
        ".axis li[data-at]",
        "all => all.map(li => [li.dataset.at + '%', getComputedStyle(li).getPropertyValue('--at')])",
    )
    assert places
    assert all(wanted == found for wanted, found in places)


def test_no_page_holds_a_script_or_a_style(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = html.parse(path).getroot()
        for element in page.iter("*"):
            assert element.tag != "style", path
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")], path
            assert element.tag != "script" or element.get("src") or element.get("type") == "application/ld+json", path
        meta = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert len(meta) == 1, path
        assert str(meta[0]).startswith("default-src 'self'; script-src 'self'"), path


def test_what_a_template_or_a_setting_adds_is_told_of(tmp_path: Path) -> None:
    made = lay_project(tmp_path)
    override = tmp_path / "docs/overrides/partials/footer.html"
    override.parent.mkdir(parents=True)
    override.write_text('<footer>\n<img src="https://far.example/x.png" alt="">\n<b onclick="x()">x</b></footer>')
    sheet = tmp_path / "docs/assets/own.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("a {\n  background: url(//far.example/y.png);\n}\nb { background: url(z.png) }\n")
    found = {(p.path, p.line, p.code, p.found) for p in build_site(made)}
    assert found == {
        ("docs/overrides/partials/footer.html", 2, "E541", "https://far.example/x.png"),
        ("docs/overrides/partials/footer.html", 3, "E542", "onclick"),
        ("docs/assets/own.css", 2, "E541", "//far.example/y.png"),
    }


def test_a_host_that_the_desk_names_may_be_loaded_from(tmp_path: Path) -> None:
    picture = "# Map\n\n![Map](https://media.example/map.png)\n\n![Map](https://other.example/map.png)\n"
    made = lay_project(tmp_path, {"index.md": picture}, "    hosts: [media.example]\n")
    assert [(p.path, p.line, p.code) for p in build_site(made)] == [("build/pages/index.md", 5, "E541")]
    (tmp_path / "build/pages/index.md").write_text(picture.rpartition("!")[0])
    assert build_site(made) == ()
    page = html.parse(tmp_path / "build/site/index.html").getroot()
    assert page.xpath("//article//img/@src") == ["https://media.example/map.png"]
    assert "img-src 'self' https://media.example data:" in page.xpath("//meta[@http-equiv]/@content")[0]
