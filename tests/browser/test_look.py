"""What gives pages their look: faces of our own that move nothing, the theme's styles without what is unused."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from briefing.publish.trimmed import may_stand, trimmed
from tests.browser.conftest import Reader
from tests.browser.test_browser import KINDS, TOPIC

pytestmark = pytest.mark.browser

STYLES = """() => [...document.querySelectorAll('body, body *')].map(element => {
  const style = getComputedStyle(element);
  const rows = [...style].map(name => `${name}=${style.getPropertyValue(name)}`);
  return element.tagName + '.' + element.className + ': ' + rows.filter(row => !row.startsWith('--')).join(';');
})"""
HEIGHTS = "[...document.querySelectorAll('.text > *')].map(e => e.getBoundingClientRect().height)"


@pytest.fixture(scope="module")
def whole() -> str:
    """The theme's own style sheet."""
    folder = files("material") / "templates/assets/stylesheets"
    sheet = next(file for file in folder.iterdir() if re.fullmatch(r"main\..*css", file.name))
    return sheet.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_trimmed_was_not_in_use(browser: playwright.Browser, http: str, whole: str, kind: str) -> None:
    window = Reader(browser, http, viewport={"width": 1280, "height": 900})
    # A face is used only where it comes in time, and sets other widths: here none comes.
    window.page.route("**/*.woff2", lambda route: route.fulfill(status=200, body=b"", content_type="font/woff2"))
    found = window.open(KINDS[kind]).evaluate(STYLES)
    window.page.route("**/theme.*.css", lambda route: route.fulfill(body=whole, content_type="text/css"))
    assert window.open(KINDS[kind]).evaluate(STYLES) == found
    window.context.close()  # a face that can't be read is told of, and is meant to be here


def test_the_theme_weighs_less_and_its_scripts_are_gone(site: Path, whole: str) -> None:
    (sheet,) = (site / "assets/briefing").glob("theme.*.css")
    assert sheet.stat().st_size < 0.25 * len(whole)
    assert not [*(site / "assets").glob("javascripts/*"), *(site / "assets").glob("stylesheets/**/*.css")]


def test_what_a_page_may_hold_is_read_from_what_is_written() -> None:
    texts = ['<p class="lead" id="top">', "A word.\n{ .grid #a }", "!!! danger", '<b data-md-x="1">']
    there = may_stand(texts)
    assert {"lead", "grid", "danger", "data-md-x", "top"} <= there
    assert trimmed(".grid>.x,.lead:hover{a:b}.y:not(.lead){a:b}", there) == ".lead:hover{a:b}"
    assert trimmed(":root{--a:1;--b:var(--a);--c:2}p{d:var(--b)}", there) == ":root{--a:1;--b:var(--a);}p{d:var(--b)}"
    assert trimmed("@media print{.x{a:b}}@keyframes k{to{a:b}}", there) == ""


def test_pages_are_set_in_faces_of_their_own(reader: Reader) -> None:
    page = reader.open(TOPIC)
    page.evaluate("document.fonts.ready")
    assert page.evaluate(
        "document.fonts.check('16px \"Briefing Serif\"') && document.fonts.check('16px \"Briefing Sans\"')"
    )
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )
    assert {"Briefing Serif", "Briefing Sans"} <= set(loaded)


@pytest.mark.parametrize("kind", ["front", "topic", "source"])
def test_text_stays_where_it_is_when_its_face_comes(browser: playwright.Browser, http: str, kind: str) -> None:
    window = Reader(browser, http, viewport={"width": 1280, "height": 900})
    page = window.open(KINDS[kind])
    page.evaluate("document.fonts.ready")
    there = sum(page.evaluate(HEIGHTS))
    page.route("**/*.woff2", lambda route: route.fulfill(status=200, body=b"", content_type="font/woff2"))
    page.goto(http + KINDS[kind])
    before = sum(page.evaluate(HEIGHTS))
    assert abs(there - before) < 0.03 * there
    window.context.close()  # a face that can't be read is told of, and is meant to be here


def test_a_first_visit_weighs_little(browser: playwright.Browser, http: str) -> None:
    window = Reader(browser, http, viewport={"width": 1280, "height": 900})
    sizes: dict[str, int] = {}

    def weigh(request: playwright.Request) -> None:
        response = request.response()
        sizes[request.url] = len(response.body()) if response else 0

    window.page.on("requestfinished", weigh)
    window.page.goto(http + TOPIC, wait_until="networkidle")
    assert sum(size for url, size in sizes.items() if url.endswith(".woff2")) < 90_000
    window.close()


def test_what_is_drawn_is_seen_in_forced_colours(browser: playwright.Browser, http: str) -> None:
    window = Reader(browser, http, viewport={"width": 1280, "height": 900}, forced_colors="active")
    page = window.open("timeline/")
    ground = "e => getComputedStyle(e).backgroundColor"
    paper = page.locator("body").evaluate(ground)
    assert page.locator(".glance .dot:not(.open)").first.evaluate(ground) != paper
    mark = "e => getComputedStyle(e, '::after').backgroundColor"
    assert page.locator("ol.events > li:not(:has(> .uncertain))").first.evaluate(mark) != paper
    here, other = page.locator(".sections a[aria-current]").first, page.locator(".sections a:not([aria-current])").first
    underlined = "e => getComputedStyle(e).textDecorationLine + getComputedStyle(e).borderBottomColor"
    assert here.evaluate(underlined) != other.evaluate(underlined)
    window.close()
