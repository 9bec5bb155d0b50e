"""Mentions: which names are found where, and what becomes a link."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.linking import Automaton, Hit, Linker, Name, link_text
from briefing.model import Place

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).parent.joinpath("cases/linking/mentions.yml").read_text("utf-8"))
LINKS: dict[str, Any] = yaml.safe_load(Path(__file__).parent.joinpath("cases/linking/links.yml").read_text("utf-8"))
MARKED = re.compile(r"⟦([\w-]+):(.*?)⟧", re.DOTALL)


def known(case: dict[str, Any]) -> list[Name]:
    rows = [(subject, text, False) for subject, texts in case["names"].items() for text in texts]
    rows += [(subject, text, True) for subject, texts in case.get("topics", {}).items() for text in texts]
    return [Name(text, subject, Place("entities.yml"), title) for subject, text, title in rows]


NAMES = known(CASES)
SEARCH = Automaton(NAMES)


def expected(marked: str) -> tuple[str, list[tuple[str, str]]]:
    return MARKED.sub(r"\2", marked), [(m[1], m[2]) for m in MARKED.finditer(marked)]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_mentions(case: dict[str, Any]) -> None:
    text, wanted = expected(case["text"])
    found = [(hit.subject.split("/")[1], text[hit.start : hit.end]) for hit in SEARCH.find(text)]
    assert found == wanted


@pytest.mark.parametrize("case", LINKS["cases"], ids=lambda case: case["name"])
def test_links(case: dict[str, Any]) -> None:
    assert link_text(case["text"], case.get("home", "topics/ships.md"), Automaton(known(LINKS))) == case["linked"]


def test_a_subject_is_linked_once_on_a_page() -> None:
    linker = Linker(SEARCH, "timeline.md")
    assert linker.link("Kelm.") == "[Kelm](entities/kelm.md)."
    assert linker.link("Kelm and Estmark.") == "Kelm and [Estmark](entities/republic.md)."


WORDS = st.sampled_from(
    [name.text for name in NAMES]
    + [
        "a",
        "-",
        "'s",
        " ",
        "  ",
        "\n",
        ".",
        "“",
        "”",
        "*",
        "`",
        "[",
        "](",
        ")",
        "#",
        "<",
        ">",
        "@k",
        "É",
        "é",
        "{",
        "}",
    ]
)


@settings(max_examples=200)
@given(st.lists(WORDS, max_size=30).map("".join))
def test_hits_are_names_in_order(text: str) -> None:
    hits = SEARCH.find(text)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    spellings = {" ".join(n.text.split()).casefold() for n in NAMES}
    assert all(" ".join(text[h.start : h.end].split()).casefold() in spellings for h in hits)


@settings(max_examples=200)
@given(st.lists(WORDS, max_size=30).map("".join))
def test_linking_only_adds_links(text: str) -> None:
    linked = link_text(text, "topics/ships.md", SEARCH)
    assert re.sub(r"\[([^\[\]]*)\]\((?:\.\./entities/)?[\w-]+\.md\)", r"\1", linked) == text
    assert link_text(linked, "topics/ships.md", SEARCH).count("](") >= linked.count("](")


@settings(max_examples=100)
@given(st.lists(st.text("abcXYZ-' ", min_size=2, max_size=8), max_size=20), st.text("abcXYZ-' .\n", max_size=80))
def test_one_pass_finds_what_trying_each_name_finds(texts: list[str], text: str) -> None:
    """The automaton against the plainest reading of the rules for edges: each name tried at each place."""
    spellings = [" ".join(t.split()) for t in texts if any(map(str.isalnum, t))]
    many = Automaton(Name(t, f"entities/e{i}", Place("e")) for i, t in enumerate(dict.fromkeys(spellings)))
    for hit in many.find(text):
        before, after = text[: hit.start][-1:], text[hit.end :][:1]
        assert not before.isalnum()
        assert not after.isalnum()


def test_thousands_of_names_in_one_pass() -> None:
    many = Automaton(Name(f"Name {i}", f"entities/n{i}", Place("e")) for i in range(20_000))
    assert many.find("Name 7 met Name 19999, not Name 200000.") == (
        Hit("entities/n7", 0, 6),
        Hit("entities/n19999", 11, 21),
    )
