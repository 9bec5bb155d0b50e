"""A reader who types quickly gets what the last letters ask for, not what the first did."""

from __future__ import annotations

from tests.browser.conftest import Reader

TYPED = """words => {
  const box = document.querySelector('.finder__query');
  for (let n = 2; n <= words.length; n++) {
    box.value = words.slice(0, n);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
}"""
FOUND = "all => all.map(a => a.textContent.toLowerCase())"


def test_results_are_those_of_the_last_letters(reader: Reader) -> None:
    page = reader.open("")
    page.click("[data-open-search]")
    page.wait_for_selector(".finder__filters:not([hidden])")
    page.evaluate(TYPED, "crossings")
    page.wait_for_function("() => document.querySelector('.finder__results a')")
    page.wait_for_timeout(500)
    found = page.eval_on_selector_all(".finder__results a", FOUND)
    assert found
    assert [text for text in found if "crossing" not in text] == []
