"""What only a browser shows: notes at hand, search, the way back, colours, small screens, barriers."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright import sync_api as playwright

from briefing.publish.search import write_search
from briefing.publish.site import read_pages
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser

TOPIC = "topics/tolls/"
KINDS = {
    "front": "", "topics": "topics/", "topic": TOPIC, "sources": "sources/", "source": "sources/moor2021/",
    "entities": "entities/", "entity": "entities/estmark/", "timeline": "timeline/", "bibliography": "bibliography/",
    "method": "method/", "downloads": "downloads/", "missing": "404.html",
}  # fmt: skip
CARD = ".note-card"
expect = playwright.expect


def ends(call: playwright.Locator) -> re.Pattern[str]:
    """A page's address after its call was followed."""
    return re.compile(re.escape(call.get_attribute("href") or "?") + "$")


def first_call(page: playwright.Page) -> playwright.Locator:
    """The first call of a note that stands in a claim."""
    return page.locator(".claim a.footnote-ref").first


def note_of(page: playwright.Page, call: playwright.Locator) -> playwright.Locator:
    """The note that a call leads to."""
    return page.locator(f"[id='{(call.get_attribute('href') or '')[1:]}']")


def test_hovering_shows_that_note_and_what_the_paragraph_says(reader: Reader) -> None:
    page = reader.open(TOPIC)
    call = first_call(page)
    call.hover()
    page.wait_for_selector(CARD)
    assert page.locator(CARD).count() == 1
    note = note_of(page, call)
    says = (note.locator(".says").text_content() or "").strip()
    assert says
    assert says in page.locator(CARD).inner_text()
    assert page.locator(f"{CARD} .says").count() == 1
    assert "¶" in page.locator(CARD).inner_text()
    assert "↑" not in page.locator(CARD).inner_text()
    page.mouse.move(5, 5)
    page.wait_for_selector(CARD, state="detached")


def test_the_keyboard_reaches_a_note_and_escape_closes_it(reader: Reader) -> None:
    page = reader.open(TOPIC)
    call = first_call(page)
    call.focus()
    expect(page.locator(CARD)).to_have_count(1)
    assert call.get_attribute("aria-describedby") == page.locator(CARD).get_attribute("id")
    page.keyboard.press("Tab")
    expect(page.locator(f"{CARD} :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)
    expect(call).to_be_focused()
    call.press("Enter")
    expect(page).to_have_url(ends(call))


def test_touching_shows_the_note_and_touching_again_goes_to_it(phone: Reader) -> None:
    page = phone.open(TOPIC)
    call = first_call(page)
    before = page.url
    call.tap()
    page.wait_for_selector(CARD)
    assert page.url == before
    sentence, card = call.bounding_box(), page.locator(CARD).bounding_box()
    assert sentence is not None
    assert card is not None
    assert sentence["y"] + sentence["height"] <= card["y"]  # what one reads about stays in sight
    page.evaluate("scrollTo(0, 0)")
    page.locator("h1").tap()
    expect(page.locator(CARD)).to_have_count(0)
    call.tap()
    call.tap()
    expect(page).to_have_url(ends(call))


def test_without_script_a_note_is_a_plain_footnote(browser: playwright.Browser, http: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(http + TOPIC)
    call = first_call(page)
    call.click()
    expect(page).to_have_url(ends(call))
    expect(note_of(page, call).locator(".says")).to_be_visible()
    assert page.locator("nav[aria-label='Sections'] a").first.is_visible()
    context.close()


def test_back_links_lead_to_their_calls(reader: Reader) -> None:
    page = reader.open(TOPIC)
    back = page.locator(".footnote-backref").first
    target = (back.get_attribute("href") or "")[1:]
    back.click()
    expect(page.locator(f"[id='{target}']:target")).to_be_in_viewport()


def test_from_a_sentence_to_its_source_and_back(reader: Reader) -> None:
    page = reader.open(TOPIC)
    claim = page.locator(".claim").first
    identity = claim.get_attribute("id")
    first_call(page).focus()
    page.locator(f"{CARD} a[href*='#p']").first.click()
    page.wait_for_selector(".way-back a")
    expect(page).to_have_url(re.compile(r"sources/[^/]+/(index\.html)?#p\d+$"))
    page.locator(".way-back a").click()
    page.wait_for_url(f"**#{identity}")
    expect(page.locator(f"[id='{identity}']:target")).to_have_count(1)


def test_cited_by_opens_in_place(reader: Reader) -> None:
    page = reader.open("sources/moor2021/")
    cited = page.locator("details.cited-by").first
    link = cited.locator("a[href*='#c-']").first
    assert not link.is_visible()
    cited.locator("summary").click()
    expect(link).to_be_visible()
    link.click()
    expect(page.locator(".claim:target")).to_have_count(1)


def test_a_figure_of_the_matrix_opens_the_evidence(reader: Reader) -> None:
    page = reader.open("")
    page.locator(".coverage td a").first.click()
    page.wait_for_url("**#evidence-*")
    shown = page.locator("h3:target ~ details.evidence[open] .locator").first
    shown.wait_for(state="visible")
    expect(page.locator("details.evidence[open]")).to_have_count(1)


def test_the_timeline_at_a_glance_is_said_in_words(phone: Reader) -> None:
    page = phone.open("timeline/")
    picture = page.get_by_role("group", name=re.compile(r"^\d+ events from \d{4} to \d{4}; most begin in"))
    box = picture.bounding_box()
    assert box is not None
    for mark in picture.locator(".dot, .bar, .ticks").all():
        inside = mark.bounding_box()
        assert inside is not None
        assert box["x"] - 4 <= inside["x"]
        assert inside["x"] + inside["width"] <= box["x"] + box["width"] + 4


def test_the_first_screen_of_a_phone_says_what_this_is_and_what_is_new(phone: Reader) -> None:
    page = phone.open("")
    tops = [page.locator(f".text {part}").first.bounding_box() for part in (".lead", ".status", "h2")]
    places = [box["y"] for box in tops if box]
    assert places == sorted(places)
    assert len(places) == 3
    assert places[-1] < 740


@pytest.mark.parametrize("width", [1024, 1280, 1440])
def test_the_sections_stand_in_one_line(browser: playwright.Browser, http: str, width: int) -> None:
    window = Reader(browser, http, viewport={"width": width, "height": 900})
    page = window.open("")
    box = page.locator(".masthead").bounding_box()
    assert box is not None
    assert box["height"] < 70
    window.close()


def test_a_pilcrow_copies_its_address(browser: playwright.Browser, http: str) -> None:
    window = Reader(browser, http)
    page = window.open("sources/moor2021/")
    page.locator(".paragraph .pilcrow").first.click()
    page.wait_for_selector(".voice--on")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    expect(page).to_have_url(re.compile("#p1$"))
    window.close()


def test_a_reference_is_copied_as_plain_text(browser: playwright.Browser, http: str) -> None:
    window = Reader(browser, http)
    page = window.open(TOPIC)
    page.locator(".cite-this .copy-button--plain").click()
    page.wait_for_selector(".voice--on")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Tolls" in copied
    assert "Copy" not in copied
    window.close()


def search(page: playwright.Page, words: str) -> list[str]:
    """The addresses that a search finds."""
    page.keyboard.press("/")
    page.wait_for_selector(".finder__filters:not([hidden])")
    page.keyboard.insert_text(words)
    page.wait_for_selector(".finder__results a")
    return addresses(page)


def addresses(page: playwright.Page) -> list[str]:
    """The addresses of what is found now."""
    found: list[str] = page.eval_on_selector_all(".finder__results a", "all => all.map(a => a.getAttribute('href'))")
    return found


def paragraph_words(page: playwright.Page) -> str:
    """Three words of a source paragraph that is cited nowhere else in this order."""
    text = page.locator("#p1").inner_text()
    return " ".join(re.findall(r"[A-Za-z]{5,}", text)[:3])


def test_search_finds_a_paragraph_by_keyboard_alone(reader: Reader) -> None:
    page = reader.open("sources/moor2021/")
    words = paragraph_words(page)
    found = search(page, words)
    assert any(re.search(r"sources/moor2021/(index\.html)?#p1$", address) for address in found)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector(".finder", state="hidden")
    page.wait_for_selector("article")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator(".finder")).to_be_hidden()


def test_search_narrows_down(reader: Reader) -> None:
    page = reader.open("")
    every = search(page, "strait")
    page.locator("[data-filter=kind]").select_option("source")
    page.wait_for_function("n => document.querySelectorAll('.finder__results a').length < n", arg=len(every))
    narrowed = addresses(page)
    assert narrowed
    assert all("/sources/" in address for address in narrowed)


def test_a_large_site_answers_in_the_same_box(browser: playwright.Browser, site: Path, http: str) -> None:
    pages = read_pages(site.parent / "pages")
    try:
        write_search(site, pages, limit=10)
        window = Reader(browser, http)
        page = window.open("sources/moor2021/")
        found = search(page, paragraph_words(page))
        assert f"{http}sources/moor2021/#p1" in found
        page.keyboard.press("Enter")
        page.wait_for_url(f"{http}**")
        page.wait_for_selector("article")
        window.close()
    finally:
        write_search(site, pages)


def test_colours_switch_and_stay(reader: Reader) -> None:
    page = reader.open("")
    switch = page.locator("[data-scheme-switch]")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert switch.get_attribute("aria-label") == "Switch to dark colours"
    switch.click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    expect(switch).to_have_attribute("aria-label", "Switch to light colours")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways_on_a_phone(phone: Reader, kind: str) -> None:
    if kind == "missing" and phone.base.startswith("file:"):
        assert not Path(url2pathname(urlsplit(phone.base).path), KINDS[kind]).exists(), "it is the server's to show"
        return
    page = phone.open(KINDS[kind])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    menu = page.locator("[data-menu]")
    menu.tap()
    expect(page.locator("nav[aria-label='Sections'] a").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture(scope="module")
def axe() -> str:
    """The script that finds barriers."""
    spec = importlib.util.find_spec("axe_playwright_python")
    assert spec is not None, "axe-playwright-python is among the pinned requirements"
    assert spec.submodule_search_locations
    return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["light", "dark"])
def window(browser: playwright.Browser, http: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A window in light, then in dark colours."""
    window = Reader(browser, http, color_scheme=request.param, viewport={"width": 1280, "height": 900})
    yield window
    window.close()


# The dots of the timeline are small; the list below them has the same links, which the guidelines allow.
RUN = """async () => (await axe.run({runOnly:
    ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: {"label-content-name-mismatch": {enabled: true}}}))
  .violations.flatMap(v => v.nodes.filter(n => !(v.id === "target-size" && n.html.includes('class="dot')))
  .map(n => `${v.id}: ${n.html.slice(0, 160)} ${n.any[0]?.message ?? ""}`))"""


@pytest.mark.parametrize("kind", KINDS)
def test_no_barrier_on_any_kind_of_page(window: Reader, axe: str, kind: str) -> None:
    page = window.open(KINDS[kind])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(axe)
    assert page.evaluate(RUN) == []


@pytest.fixture(scope="module")
def thumb(browser: playwright.Browser, http: str) -> Iterator[Reader]:
    """A window of a phone that is touched."""
    window = Reader(browser, http, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield window
    window.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_barrier_under_a_thumb(thumb: Reader, axe: str, kind: str) -> None:
    page = thumb.open(KINDS[kind])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(axe)
    assert page.evaluate(RUN) == []


def test_no_barrier_in_an_open_note_or_search(window: Reader, axe: str) -> None:
    page = window.open(TOPIC)
    page.evaluate(axe)
    first_call(page).focus()
    assert page.evaluate(RUN) == []
    page.keyboard.press("Escape")
    page.locator("h1").click()
    search(page, "strait")
    assert page.evaluate(RUN) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_shows_the_text_and_its_notes_alone(browser: playwright.Browser, http: str, scheme: str) -> None:
    window = Reader(browser, http, color_scheme=scheme)
    page = window.open(TOPIC)
    page.emulate_media(media="print")
    assert page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    ) == [
        "rgb(0, 0, 0)",
        "rgb(255, 255, 255)",
    ]
    assert not page.locator(".masthead").is_visible()
    assert not page.locator(".skip").is_visible()
    assert not page.locator(".footnote .says").first.is_visible()
    assert page.locator(".footnote li").first.is_visible()
    window.close()
