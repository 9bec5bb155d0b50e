"""Which sentences of a paragraph carry a claim, and that their places hold in letters."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from briefing.evidence.bearing import carrying

TEXT = "The “quay” was dredged in 1998. Nothing else was built. The pier-head, of oak, was sold for £300 in 2001."


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text))


def shown(claim: str, *found: str) -> list[tuple[str, list[str]]]:
    """The letters of each carrying sentence and of the words matched in it."""
    plain = TEXT.replace("“", '"').replace("”", '"')
    places = tuple(((plain.index(word), plain.index(word) + len(word)),) for word in found)
    whole = letters(TEXT)
    return [(whole[a:b], [whole[c:d] for c, d in words]) for (a, b), words in carrying(claim, places, TEXT, "en")]


def test_the_sentences_that_hold_what_was_found() -> None:
    assert shown("It was sold in 2001.", "2001") == [("Thepierheadofoakwassoldfor300in2001", ["2001"])]
    both = shown("Dredged in 1998, sold in 2001.", "1998", "2001")
    assert [words for _, words in both] == [["1998"], ["2001"]]


def test_the_likest_sentence_where_nothing_was_found() -> None:
    assert shown("The oak pier-head found a buyer.") == [("Thepierheadofoakwassoldfor300in2001", [])]
    assert shown("A storm broke the light.") == []


@given(st.text(max_size=200), st.text(max_size=80))
def test_places_lie_within_the_paragraph(text: str, claim: str) -> None:
    for (start, end), _ in carrying(claim, (), text, "en"):
        assert 0 <= start <= end <= len(re.findall(r"[^\W_]", text))


def test_what_was_found_in_a_longer_paragraph_is_not_looked_for_beyond_the_end() -> None:
    """A preview shows an edit before it compares anew."""
    (found,) = carrying("Ferries used the berths.", (((90, 97),), ((0, 7),)), "Ferries used the two berths.", "en")
    assert found[1] == ((0, 7),)
