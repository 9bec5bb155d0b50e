"""What every kind of page owes its reader: it stands still, works from a folder, is heard as it is seen."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from tests.browser.conftest import Reader
from tests.browser.test_browser import KINDS, TOPIC

pytestmark = pytest.mark.browser

SHIFT = """window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => {
  if (!e.hadRecentInput) moved += e.value; })).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_page_shifts_while_it_loads(browser: playwright.Browser, http: str, width: int) -> None:
    window = Reader(browser, http, viewport={"width": width, "height": 844})
    window.page.add_init_script(SHIFT)
    moved = {}
    for kind, path in KINDS.items():
        page = window.open(path)
        page.wait_for_timeout(150)
        moved[kind] = page.evaluate("moved")
    assert {kind: shift for kind, shift in moved.items() if shift >= 0.05} == {}
    window.close()


def test_faces_that_come_late_move_nothing(browser: playwright.Browser, http: str) -> None:
    for kind in ("topic", "bibliography", "downloads", "source"):
        window = Reader(browser, http, viewport={"width": 390, "height": 844})
        window.page.add_init_script(SHIFT)

        def late(route: playwright.Route) -> None:
            time.sleep(0.4)
            route.continue_()

        window.page.route("**/*.woff2", late)
        page = window.open(KINDS[kind])
        page.wait_for_timeout(900)
        assert page.evaluate("moved") < 0.05, kind
        window.context.close()  # a face that was asked for and not used is told of, and is meant to be here


def test_the_list_of_contents_opens_without_a_script(browser: playwright.Browser, http: str) -> None:
    for width, shown in ((390, False), (1440, True)):
        context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 844})
        page = context.new_page()
        page.goto(http + TOPIC)
        assert page.locator(".contents ol").first.is_visible() is shown
        if not shown:
            page.locator(".contents summary").click()
            playwright.expect(page.locator(".contents ol").first).to_be_visible()
        context.close()


def test_the_built_site_works_from_its_folder(browser: playwright.Browser, site: Path) -> None:
    window = Reader(browser, site.as_uri() + "/")
    page = window.open("index.html")
    for step in ("nav[aria-label='Sections'] a >> text=Topics", ".text a[href*='tolls']", ".wordmark"):
        page.locator(step).first.click()
        page.wait_for_selector("article h1")
        assert page.url.startswith(site.as_uri())
        assert ".html" in page.url
    window.close()


def test_headings_and_notes_are_heard_as_they_are_seen(reader: Reader) -> None:
    page = reader.open(TOPIC)
    for heading in page.locator(".text :is(h1, h2, h3)").all():
        seen = (heading.inner_text()).removesuffix("#").strip()
        assert page.get_by_role("heading", name=seen, exact=True).count(), seen
    label = page.locator(".claim a.footnote-ref").first.get_attribute("aria-label") or ""
    assert label.startswith("note 1, ")
    assert "¶" in label


def test_the_current_section_is_true_after_a_jump(reader: Reader) -> None:
    page = reader.open(TOPIC)
    for link in page.locator(".contents > ol > li > a").all():
        link.click()
        playwright.expect(link).to_have_attribute("aria-current", "true")
    assert page.locator(".contents [aria-current]").count() == 1


def test_the_first_tab_leads_to_the_title(reader: Reader) -> None:
    page = reader.open(TOPIC)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")
    title, head = page.locator("h1").bounding_box(), page.locator(".masthead").bounding_box()
    assert title is not None
    assert head is not None
    assert head["y"] + head["height"] <= title["y"] < 400
