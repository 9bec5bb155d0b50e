"""Pictures of which each part is a link with a name: the timeline at a glance, who cites whom, a chain of events."""

from __future__ import annotations

import pytest
from playwright import sync_api as playwright

from briefing.pages.pictures import _most, address
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser


def test_a_dot_of_the_timeline_leads_to_its_event(reader: Reader) -> None:
    page = reader.open("timeline/")
    dots = page.locator(".glance a")
    assert dots.count() == page.locator("ol.events > li").count()
    for dot in dots.all():
        target = page.locator(f"[id='{(dot.get_attribute('href') or '')[1:]}']")
        name = dot.get_attribute("aria-label") or ""
        words = " ".join((target.locator(".claim").first.text_content() or "").split())[:20]
        assert words in name
    dots.first.click()
    assert page.locator("ol.events > li:target").count() == 1


def test_arrows_go_from_dot_to_dot_and_tab_leaves_the_picture(reader: Reader) -> None:
    page = reader.open("timeline/")
    page.locator(".glance a").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("[...document.querySelectorAll('.glance a')].indexOf(document.activeElement)") == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.glance')") is None


def test_who_cites_whom_is_drawn_with_links_and_said_in_words(reader: Reader) -> None:
    page = reader.open("sources/")
    picture = page.locator(".picture .scroll svg")
    assert "Who cites whom" in (picture.get_attribute("aria-label") or "")
    links = picture.locator("a").all()
    assert len(links) >= 4
    for link in links:
        assert link.get_attribute("aria-label")
    page.get_by_text("The same in words").click()
    words = page.locator("details.more li")
    playwright.expect(words.first).to_be_visible()
    told = " ".join(words.all_text_contents())
    for title in picture.locator("path title").all_text_contents():
        citing, _, rest = title.partition(" cites ")
        assert f"{citing} cites" in told
        assert rest.partition(" in ")[0] in told
    picture.locator("a").first.click()
    page.wait_for_url("**/topics/**")


def test_addresses_in_drawings_and_what_is_left_out() -> None:
    assert address("timeline.md", "timeline.md#event-x") == "#event-x"
    assert address("topics/a.md", "sources/b.md") == "../../sources/b/"
    assert address("sources/index.md", "bibliography.md#k") == "../bibliography/#k"
    assert _most(["a"] * 2 + [f"k{n:02}" for n in range(30)], ["a", *(f"k{n:02}" for n in range(30))])[0] == "a"
    assert len(_most((f"k{n:02}" for n in range(30)), [f"k{n:02}" for n in range(30)])) == 24


def test_who_cites_whom_has_all_its_columns_on_a_phone(phone: Reader) -> None:
    page = phone.open("sources/")
    playwright.expect(page.locator(".picture .scroll svg")).to_be_hidden()
    picture = page.locator(".picture .narrow svg")
    playwright.expect(picture).to_be_visible()
    for words in picture.locator("text").all():
        box = words.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
