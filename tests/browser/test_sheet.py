"""The page's own text begins beside its list of contents, at the top of the sheet."""

from __future__ import annotations

from tests.browser.conftest import Reader


def test_the_title_stands_at_the_top_beside_the_contents(reader: Reader) -> None:
    page = reader.open("topics/crossings/")
    tops = page.evaluate("['.text h1', '.sheet'].map(s => document.querySelector(s).getBoundingClientRect().top)")
    assert tops[0] - tops[1] < 120
