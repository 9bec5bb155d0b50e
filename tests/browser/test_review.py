"""The reading page in a real browser, by keyboard alone: sign, remark, mend, undo, lapse; the source side by side."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright import sync_api as playwright
from rich.console import Console

from briefing.cli import main
from briefing.cli.serve import Live
from briefing.local import LocalServer, listen
from briefing.preview import Preview
from briefing.review.desk import Desk
from briefing.review.server import server
from tests.browser.conftest import Reader

TOPIC = "topics/shore-power.md"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    root = tmp_path / "harbour"
    assert main(["new", str(root)]) == 0
    return Desk(root, "Ida Brandt", root / "originals", "2026-01-02")


@pytest.fixture
def served(desk: Desk) -> Iterator[str]:
    made, address = server(desk)
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    end = time.monotonic() + 10
    while not made.started and time.monotonic() < end:
        time.sleep(0.02)
    yield address
    made.should_exit = True
    thread.join(10)


@pytest.fixture
def window(browser: playwright.Browser, served: str) -> Iterator[Reader]:
    made = Reader(browser, served, viewport={"width": 1280, "height": 800})
    yield made
    made.close()


def state(desk: Desk, id: str) -> str:
    desk.load()
    return desk.standing(id).state


def shown(page: playwright.Page) -> str:
    return str(page.locator("#said").get_attribute("data-id"))


def test_a_reader_signs_remarks_mends_undoes_and_sees_it_lapse(window: Reader, desk: Desk) -> None:
    page = window.page
    page.goto(f"{window.base}?order=topic&only={TOPIC}")
    expect = playwright.expect
    expect(page.locator("#said .text")).to_contain_text("Current from the grid")
    expect(page.locator("#evidence mark.found").first).to_be_visible()
    expect(page.locator("#page .here")).to_be_in_viewport()
    expect(page.locator("#source .here")).to_be_in_viewport()
    first = shown(page)
    page.keyboard.press("y")
    expect(page.locator("#message")).to_have_text("Signed: reads true.")
    assert state(desk, first) == "read"
    expect(page.locator("#pace")).to_contain_text("1 of 5 read")

    second = shown(page)
    assert second != first
    page.keyboard.press("Shift+N")
    page.keyboard.type("¶1 says another year")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#message")).to_have_text("Signed: does not.")
    expect(page.locator("#pace")).to_contain_text("2 of 5 read")
    assert state(desk, second) == "rejected"
    assert desk.standing(second).reasons == ("¶1 says another year",)
    page.keyboard.press("u")
    expect(page.locator("#message")).to_have_text("Taken back.")
    assert state(desk, second) == "unread"
    assert shown(page) == second

    page.keyboard.press("y")
    expect(page.locator("#pace")).to_contain_text("2 of 5 read")
    third = shown(page)
    text = desk.written(third)
    page.keyboard.press("e")
    area = page.locator("#said textarea")
    expect(area).to_be_focused()
    area.fill(text.replace("Fishing boats", "In 1999 fishing boats"))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#message")).to_contain_text("“1999” doesn't stand in")
    assert "In 1999" in (desk.root / TOPIC).read_text(encoding="utf-8")
    page.keyboard.press("u")
    expect(page.locator("#message")).to_have_text("Taken back.")
    assert "In 1999" not in (desk.root / TOPIC).read_text(encoding="utf-8")
    expect(page.locator("#said .text")).to_contain_text("Fishing boats stay away")


def test_what_was_signed_lapses_when_its_paragraph_is_reworded_and_comes_back_first(window: Reader, desk: Desk) -> None:
    page = window.page
    expect = playwright.expect
    page.goto(f"{window.base}?order=topic&only={TOPIC}")
    expect(page.locator("#said .text")).to_be_visible()
    for n in range(1, 6):
        page.keyboard.press("y")
        expect(page.locator("#pace")).to_contain_text(f"{n} of 5 read")
    expect(page.locator("#said")).to_contain_text("Nothing is left to read here.")
    expect(page.locator("#main")).to_have_attribute("aria-busy", "false")  # what was signed is in the file
    path = desk.root / "sources" / "harbour2023.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Fishing boats have made", "Trawlers have made"), "utf-8")
    page.goto(f"{window.base}?order=doubt&only={TOPIC}")
    expect(page.locator("#said .lapsed")).to_have_text("Lapsed: ¶3 of `harbour2023` was reworded")
    page.keyboard.press("y")
    expect(page.locator("#message")).to_have_text("Signed: reads true.")


def test_what_changed_outside_while_it_was_shown_is_not_signed_and_comes_again(window: Reader, desk: Desk) -> None:
    page = window.page
    expect = playwright.expect
    page.goto(f"{window.base}?order=topic&only={TOPIC}")
    expect(page.locator("#page .here")).to_be_visible()
    first = shown(page)
    path = desk.root / "sources" / "harbour2023.md"
    n = dict(desk.standing(first).item.against).popitem()[0].partition("¶")[2]
    path.write_text(path.read_text("utf-8").replace(f"¶{n} ", f"¶{n} Indeed, it is told: ", 1), "utf-8")
    page.keyboard.press("y")
    expect(page.locator("#refused li")).to_contain_text("It has changed since it was shown")
    expect(page.locator("#pace")).to_contain_text("0 of 5 read")
    assert state(desk, first) == "unread"
    page.keyboard.press("j")
    expect(page.locator("#said")).to_have_attribute("data-id", first)
    expect(page.locator("#evidence")).to_contain_text("Indeed, it is told")
    page.keyboard.press("y")
    expect(page.locator("#refused li")).to_have_count(0)
    expect(page.locator("#message")).to_have_text("Signed: reads true.")
    assert state(desk, first) == "read"
    assert all("409" in row for row in window.wrong), "the browser tells of the refusal, and of nothing else"
    window.wrong.clear()


def test_a_keyboard_alone_leads_through_the_rest_of_page_and_source(window: Reader) -> None:
    page = window.page
    expect = playwright.expect
    page.goto(f"{window.base}?order=topic&only={TOPIC}")
    expect(page.locator("#page .here")).to_be_visible()
    first = shown(page)
    page.keyboard.press("s")
    expect(page.locator("#source")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("#page")).to_be_focused()
    other = page.locator(f"#page a[data-open]:not([data-open='{first}'])").first
    wanted = other.get_attribute("data-open")
    other.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_attribute("data-id", str(wanted))
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("p")
    page.keyboard.press("Escape")
    expect(page.locator("#main")).to_be_focused()


def test_a_long_paragraph_is_folded_to_what_carries_the_claim_and_told_when_it_is_there_again(
    window: Reader, desk: Desk
) -> None:
    path = desk.root / "sources" / "harbour2023.md"
    text = path.read_text(encoding="utf-8")
    more = " ".join(f"Of crane {n} nothing else is told." for n in ("one", "two", "six", "ten") * 5)
    path.write_text(text.replace("\n\n¶4", f" {more}\n\n¶4"), encoding="utf-8")
    desk.load()
    page = window.page
    expect = playwright.expect
    (fishing,) = [s.item.id for s in desk.queue("topic", TOPIC) if "Fishing boats stay away" in s.item.text]
    page.goto(f"{window.base}?order=source&id={fishing}")
    fold = page.locator("#evidence .fold")
    expect(fold).to_have_count(1)
    expect(page.locator("#evidence > .text mark.carries").first).to_be_visible()
    expect(page.locator("#evidence > .text")).not_to_contain_text("Of crane ten")
    expect(page.locator("#evidence .again")).to_have_count(0)
    page.keyboard.press("a")
    expect(fold).to_have_count(0)
    expect(page.locator("#evidence > .text")).to_contain_text("Of crane ten")
    page.keyboard.press("a")
    expect(fold).to_have_count(1)
    fold.press("Enter")
    expect(page.locator("#evidence > .text")).to_contain_text("Of crane ten")
    page.goto(f"{window.base}?order=source&id=harbour2023 ¶3")
    expect(page.locator("#said")).to_have_attribute("data-id", "harbour2023 ¶3")
    expect(page.locator("#evidence .again")).to_have_count(0)
    page.keyboard.press("j")
    expect(page.locator("#evidence .again")).to_have_count(1)
    expect(page.locator("#evidence")).to_contain_text("as before")


def test_a_digest_is_written_beside_its_original(window: Reader, desk: Desk) -> None:
    page = window.page
    expect = playwright.expect
    page.goto(f"{window.base}?order=source&only=digest")
    expect(page.locator("#said .text")).to_be_visible()
    page.keyboard.press("w")
    areas = page.locator("#said textarea")
    expect(areas).to_have_count(4)
    expect(areas.first).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("The office opened two berths with shore power in January 2031.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said .pair").first.locator("[role=status]")).to_contain_text("E332")
    page.keyboard.press("Control+A")
    page.keyboard.type("Two berths with shore power opened at Aldmere in January 2022, the office reports.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said .pair").first.locator("[role=status]")).to_contain_text("nothing wrong")
    expect(areas.nth(1)).to_be_focused()
    assert "¶1 Two berths with shore power opened" in (desk.root / "sources" / "harbour2023.md").read_text("utf-8")


def test_a_page_that_does_not_know_the_token_gets_nothing(browser: playwright.Browser, served: str) -> None:
    page = browser.new_page()
    found = page.goto(served.rstrip("/").rpartition("/")[0] + "/")
    assert found is not None
    assert found.status == 404
    page.close()


def test_the_preview_has_a_panel_beside_the_page(browser: playwright.Browser, desk: Desk) -> None:
    live = Live(Preview(desk.root), Console(file=io.StringIO()), desk)
    live.bring_up()
    server = LocalServer(live, listen("127.0.0.1", 0), ("GET", "HEAD", "POST"), live.token)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 10
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    window = Reader(browser, server.url, viewport={"width": 1400, "height": 800})
    page = window.page
    expect = playwright.expect
    page.goto(f"{window.base}topics/shore-power/")
    page.get_by_role("button", name="Read this page").click()
    panel = page.frame_locator("#briefing-panel")
    expect(panel.locator("#said .text")).to_contain_text("Current from the grid")
    panel.locator("#main").press("y")
    expect(panel.locator("#pace")).to_contain_text("1 of 5 read")
    expect(panel.locator("#message")).to_have_text("Signed: reads true.")
    desk.load()
    assert sum(standing.state == "read" for standing in desk.reviewed.of("claim")) == 1
    page.goto(f"{window.base}sources/harbour2023/")
    expect(page.frame_locator("#briefing-panel").locator("#pace")).to_contain_text("0 of")
    window.close()
    server.should_exit = True
    thread.join(10)
