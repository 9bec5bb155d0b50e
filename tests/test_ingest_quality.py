"""How well ingest reads made-up damaged documents; `benchmarks/ingest_quality.py` measures many more."""

from __future__ import annotations

from functools import cache

import pytest

from briefing.ingest import ingest
from tests.generator.damage import damaged
from tests.generator.score import Score, score

GOALS = {
    "paragraphs": 0.98,
    "markers": 0.98,
    "notes": 0.98,
    "headings": 0.97,
    "title": 0.95,
    "byline": 0.95,
    "date": 0.95,
}


@cache
def _total() -> Score:
    total = Score()
    for seed in range(1000, 1080):
        text, truth = damaged(seed)
        total = total + score(ingest(text.encode(), f"{seed}.txt"), truth)
    return total


@pytest.mark.parametrize("aspect", GOALS)
def test_aspect(aspect: str) -> None:
    assert _total().f1(aspect) >= GOALS[aspect]


def test_chrome_does_not_leak() -> None:
    assert _total().leaked <= 0.005


def test_words_are_not_lost() -> None:
    assert _total().lost <= 0.002
