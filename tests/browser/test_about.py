"""A few words on who or what a link leads to: by mouse and by key, never by touch, and gone with Escape."""

from __future__ import annotations

import pytest
from playwright import sync_api as playwright

from tests.browser.conftest import Reader
from tests.browser.test_browser import TOPIC

pytestmark = pytest.mark.browser
LINK = ".text .claim a[href*='/entities/'], .text .definition a[href*='/entities/']"
BOX = ".about-box--on"


def test_resting_on_a_link_says_where_it_leads(reader: Reader) -> None:
    page = reader.open(TOPIC)
    link = page.locator(LINK).first
    link.hover()
    box = page.locator(BOX)
    playwright.expect(box).to_be_visible()
    assert box.locator(".about-name").inner_text()
    assert box.locator(".about-facts").inner_text()
    assert link.get_attribute("aria-describedby") == box.get_attribute("id")
    at, line = box.bounding_box(), link.bounding_box()
    assert at is not None
    assert line is not None
    assert at["y"] >= line["y"] + line["height"] or at["y"] + at["height"] <= line["y"]
    assert at["x"] >= 0
    assert at["x"] + at["width"] <= 1280
    box.hover()  # what is shown can be reached with the mouse
    page.wait_for_timeout(400)
    assert box.is_visible()
    page.mouse.move(2, 2)
    playwright.expect(box).to_have_count(0)


def test_a_key_that_reaches_a_link_shows_it_and_escape_closes_it(reader: Reader) -> None:
    page = reader.open(TOPIC)
    page.locator("h1").click()
    page.keyboard.press("Tab")
    page.locator(LINK).first.focus()
    playwright.expect(page.locator(BOX)).to_be_visible()
    page.keyboard.press("Escape")
    playwright.expect(page.locator(BOX)).to_have_count(0)
    assert page.evaluate("document.activeElement.tagName") == "A"


def test_a_finger_goes_straight_to_the_page(phone: Reader) -> None:
    page = phone.open(TOPIC)
    page.locator(LINK).first.tap()
    page.wait_for_url("**/entities/**")
    assert page.locator(BOX).count() == 0


def test_links_that_say_it_already_and_other_links_show_nothing(reader: Reader) -> None:
    page = reader.open("topics/")
    page.locator(".cards a").first.hover()
    page.wait_for_timeout(600)
    assert page.locator(BOX).count() == 0
