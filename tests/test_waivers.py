"""Waivers: a reason of substance, one thing each, in marks that YAML leaves."""

from __future__ import annotations

import markdown
import pytest

from briefing.evidence import check_evidence, find_claims
from briefing.evidence.blocks import find_blocks
from briefing.evidence.citations import parse_citations
from briefing.evidence.waivers import find_waivers
from tests.evidence_library import library


@pytest.mark.parametrize(
    ("says", "texts", "holds"),
    [
        ('allow "x" because it is so', ("x",), True),
        ("allow 'x' because it is so", ("x",), True),
        ("allow 'Rehn', \"y\" because it is so", ("Rehn", "y"), True),
        ("allow “x” because 原文写法不同", ("x",), True),
        ('allow "x" because of', ("x",), False),
        ('allow "x" because fine', ("x",), False),
        ('allow "x" because 1 2 3', ("x",), False),
    ],
)
def test_marks_and_reasons(says: str, texts: tuple[str, ...], holds: bool) -> None:
    (found,) = find_waivers(f"One. <!-- evidence: {says} -->")
    assert found.texts == texts
    assert (not found.wrong) == holds


def test_a_waiver_waives_one_thing() -> None:
    says = "The line carried 1,600 passengers in 9 weeks.[@brandt2019, ¶2]"
    for allow, codes in (
        ('"1,600 passengers in 9 weeks"', ["E311"]),
        ('"1,600"', ["E311"]),
        ('"1,600", "9 weeks"', []),
    ):
        made = library(f"{says} <!-- evidence: allow {allow} because the council rounds them -->")
        assert [p.code for p in check_evidence(made, find_claims(made))[1]] == codes


def test_a_citation_names_few_paragraphs() -> None:
    for locators, holds in (
        ("1–12", True),
        ("1–200", True),
        ("1–201", False),
        ("1–99, 101–299", False),
        ("1, 3, 5–9", True),
    ):
        groups, malformed = parse_citations(f"Said.[@a, ¶{locators}]")
        assert (bool(groups) and not malformed) == holds


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        ('!!! note "Of tides"', True),
        ("!!! note", True),
        ("!!!note", True),
        ("!!! “Of tides”", False),
        ("??? note", False),
    ],
)
def test_what_is_checked_as_an_admonition_renders_as_one(head: str, is_one: bool) -> None:
    text = f"{head}\n    Tides rose.\n"
    shown = markdown.markdown(text, extensions=["briefing.publish.markdown"])
    assert ('class="admonition' in shown) == is_one
    _, blocks = find_blocks(text)
    assert ("!!!" not in text[blocks[0].start : blocks[0].end] and "???" not in text[: blocks[0].end]) == is_one
