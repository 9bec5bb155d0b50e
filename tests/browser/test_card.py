"""The card beside a sentence: never over it, never off the screen, with what bears the sentence out marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright import sync_api as playwright

from tests.browser.conftest import Reader
from tests.browser.test_browser import CARD, TOPIC, first_call

pytestmark = pytest.mark.browser

SCROLL = """(e, s) => scrollTo({
  top: e.getBoundingClientRect().top + scrollY - s * innerHeight, behavior: 'instant' })"""
MIDDLE = "e => { const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }"
SELECT = """e => { const r = document.createRange(); r.selectNodeContents(e);
  getSelection().removeAllRanges(); getSelection().addRange(r); }"""
WORDS = """e => { const c = e.cloneNode(true);
  c.querySelectorAll('.note-call, .share').forEach(n => n.remove()); return c.textContent.trim(); }"""
TOPICS = (TOPIC, "topics/ferries/")
MEASURE = """() => {
  const card = document.querySelector('.note-card').getBoundingClientRect();
  const claim = document.querySelector('.note-card').closest('.claim');
  const marks = [...document.querySelectorAll('.note-card .proof--called .carries')].map(m => m.getClientRects()[0]);
  let over = 0, area = 0;
  for (const r of claim.getClientRects()) {
    area += r.width * r.height;
    over += Math.max(0, Math.min(r.right, card.right) - Math.max(r.left, card.left))
      * Math.max(0, Math.min(r.bottom, card.bottom) - Math.max(r.top, card.top));
  }
  const inside = card.left >= 0 && card.top >= 0 && card.right <= innerWidth && card.bottom <= innerHeight;
  const element = document.querySelector('.note-card');
  const first = !marks.length || (marks[0].top >= card.top && marks[0].top < card.bottom);
  return { covered: over / area, inside, first,
           marked: marks.length > 0, scrolled: element.scrollHeight > element.clientHeight + 1, width: card.width };
}"""


def cards(page: playwright.Page, touch: bool) -> list[dict[str, Any]]:
    """What is measured of the card at each call of a sentence: with the sentence high, in the middle, low."""
    found = []
    for at, call in enumerate(page.locator(".claim a.footnote-ref").all()):
        if not call.is_visible():
            continue
        share = (0.2, 0.5, 0.85)[at % 3]
        call.evaluate(SCROLL, share)
        if touch:
            call.tap()
        else:
            page.mouse.move(1, 1)
            box = call.evaluate(MIDDLE)
            page.mouse.move(*box)
        page.wait_for_selector(f"{CARD}--on")
        page.wait_for_function("(e) => e.hasAttribute('aria-describedby')", arg=call.element_handle())
        found.append(page.evaluate(MEASURE) | {"call": call.get_attribute("href")})
        page.keyboard.press("Escape")
    return found


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_card_covers_nothing_of_its_sentence(
    browser: playwright.Browser, http: str, width: int, topic: str
) -> None:
    touch = width < 500
    size = {"width": width, "height": 844 if touch else 900}
    window = Reader(browser, http, viewport=size, has_touch=touch, is_mobile=touch)
    found = cards(window.open(topic), touch)
    assert found
    assert [row for row in found if row["covered"] > 0 or not row["inside"] or not row["first"]] == []
    assert any(row["marked"] for row in found)
    window.close()


def test_the_card_shows_every_source_of_a_sentence(reader: Reader) -> None:
    page = reader.open(TOPIC)
    claim = page.locator(".claim:has(.note-call ~ .note-call)").first
    calls = set(claim.locator("a.footnote-ref").evaluate_all("all => all.map(a => a.hash)"))
    claim.locator("a.footnote-ref").first.focus()
    assert set(page.locator(f"{CARD} .proof").evaluate_all("all => all.map(p => p.dataset.for)")) == calls
    for part in page.locator(f"{CARD} .proof").all():
        assert part.locator("a[href*='#p']").count()


def test_marked_words_are_words_of_the_build(reader: Reader) -> None:
    page = reader.open(TOPIC)
    first_call(page).focus()
    assert page.locator(f"{CARD} .carries b").count()
    text, shown = (
        page.evaluate("() => [...document.querySelectorAll('.note-card .words')].map(w => w.textContent).join('|')"),
        page.locator(f"{CARD} .words").all_text_contents(),
    )
    assert text == "|".join(shown)
    whole = page.locator(".footnote li .words").all_text_contents()
    assert set(shown) <= set(whole)


def test_a_sentence_is_copied_with_its_citation_and_address(browser: playwright.Browser, http: str) -> None:
    window = Reader(browser, http)
    page = window.open(TOPIC)
    claim = page.locator(".claim[id]").first
    first_call(page).focus()
    page.get_by_role("button", name="Copy with citation").click()
    page.wait_for_selector(".voice--on")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“")
    assert f"#{claim.get_attribute('id')}" in copied
    assert "¶" in copied
    page.get_by_role("button", name="BibTeX").click()
    page.wait_for_function("navigator.clipboard.readText().then(t => t.startsWith('@'))")
    entry = page.evaluate("navigator.clipboard.readText()")
    assert f"#{claim.get_attribute('id')}}}" in entry
    window.close()


def test_copied_text_has_no_digits_of_notes(browser: playwright.Browser, http: str) -> None:
    window = Reader(browser, http)
    page = window.open(TOPIC)
    claim = page.locator(".claim[id]").first
    claim.evaluate(SELECT)
    page.keyboard.press("Control+C")
    copied = page.evaluate("navigator.clipboard.readText()").strip()
    plain = claim.evaluate(WORDS)
    assert copied == plain
    window.close()


def test_calls_are_large_enough_for_a_finger(phone: Reader) -> None:
    page = phone.open(TOPIC)
    sizes = [call.bounding_box() for call in page.locator("a.footnote-ref").all() if call.is_visible()]
    assert sizes
    for box in sizes:
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_what_bears_a_sentence_out_is_kept_with_it(site: Path) -> None:
    assert "data-bears=" in (site / TOPIC / "index.html").read_text(encoding="utf-8")


def test_the_card_says_whether_a_person_has_read_the_sentence(reader: Reader) -> None:
    page = reader.open(TOPIC)
    first_call(page).hover()
    said = page.locator(f"{CARD} .proof-read")
    playwright.expect(said).to_have_text("Compared by machine. Nobody has signed that they have read it.")
    page.mouse.move(5, 5)
    playwright.expect(page.locator(CARD)).to_have_count(0)
    first_call(page).locator("xpath=ancestor::*[contains(@class, 'claim')]").evaluate(
        "claim => { claim.dataset.read = 'Read by Ida Brandt, 2 January 2026.'; }"
    )
    first_call(page).hover()
    playwright.expect(said).to_have_text("Compared by machine. Read by Ida Brandt, 2 January 2026.")


def test_a_record_says_that_its_text_is_not_at_hand(browser: playwright.Browser, http: str) -> None:
    """Beside a sentence there are marked words, or it is said that nothing could be compared."""
    window = Reader(browser, http, viewport={"width": 1440, "height": 900})
    records = 0
    for topic in TOPICS:
        page = window.open(topic)
        for call in page.locator(".claim a.footnote-ref").all():
            page.keyboard.press("Escape")
            call.evaluate(SCROLL, 0.4)
            call.focus()
            page.wait_for_function("(e) => e.hasAttribute('aria-describedby')", arg=call.element_handle())
            card = page.locator(CARD)
            if card.locator(".words").count():
                playwright.expect(card.locator(".proof-read")).to_contain_text("Compared by machine.")
                continue
            records += 1
            playwright.expect(card).to_contain_text("an outside record, no text of it at hand")
            playwright.expect(card.locator(".proof-read")).to_contain_text("nothing was compared by machine")
    assert records
    window.close()


def test_of_a_record_the_words_are_marked_that_the_sentence_has(browser: playwright.Browser, http: str) -> None:
    window = Reader(browser, http, viewport={"width": 1440, "height": 900})
    page = window.open("topics/ferries/")
    call = page.locator(".claim", has_text="bought a ferry").locator("a.footnote-ref").first
    call.evaluate(SCROLL, 0.4)
    call.focus()
    page.wait_for_selector(f"{CARD}--on .carries")
    said = page.locator(".claim", has=page.locator(CARD)).evaluate(WORDS).casefold()
    marked = page.locator(f"{CARD} .carries").all_inner_texts()
    assert marked
    assert all(word.casefold()[:6] in said for word in marked)
    window.close()
