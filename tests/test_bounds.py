"""What a desk allows itself; the same verdict at any size; what stands in an original alone; gaps that are none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.evidence import check_evidence, find_claims
from briefing.evidence.bounds import check_bounds
from briefing.model import Gap, Library
from briefing.settings import Settings
from tests.evidence_library import HARBOUR, LIGHT, document, library, source, work
from tests.test_claims import cases

TRUE = "The line carried 1,500 passengers.[@brandt2019, ¶2]"
WAIVED = (
    'The line carried 1,600 passengers.[@brandt2019, ¶2] <!-- evidence: allow "1,600" because the council rounds -->'
)


def bounds(body: str, **changed: float) -> list[str]:
    made = library(body)
    claims, _ = check_evidence(made, find_claims(made))
    return [p.code for p in check_bounds(claims, Settings().model_copy(update=changed))]


def told(made: Library) -> list[str]:
    return [f"{p.code} {p.message}" for p in check_evidence(made, find_claims(made))[1] if p.severity != "note"]


def test_a_citation_names_few_paragraphs() -> None:
    body = "The line carried 1,500 passengers.[@brandt2019, ¶1–5]"
    assert bounds(body) == []
    assert bounds(body, most_paragraphs=4) == ["E309"]


def test_few_sentences_stand_by_a_waiver() -> None:
    waived = "\n\n".join([WAIVED] * 4)
    assert bounds("\n\n".join([WAIVED] * 3)) == []
    assert bounds(waived) == ["E322"]
    assert bounds(waived, most_waivers=100) == []
    assert bounds("\n\n".join([waived, *[TRUE] * 200])) == []


SENTENCES = [row.get("holds") or row["text"] for row in (case.values[0] for case in cases("checks"))]
WORDS = sorted({word for row in (*HARBOUR, *LIGHT) for word in row.split()})


@settings(max_examples=60)
@given(
    st.sampled_from(SENTENCES),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=30), min_size=1, max_size=4),
)
def test_a_source_that_a_sentence_does_not_cite_never_changes_its_verdict(text: str, rows: list[list[str]]) -> None:
    made = library(text)
    more = source("other2021", [" ".join(row) for row in rows])
    works = {**made.works, "other2021": work("other2021", "Another Matter", 2021)}
    larger = replace(made, sources={**made.sources, "other2021": more}, works=works)
    assert told(larger) == told(made)


@pytest.mark.parametrize(
    ("row", "codes"), [("It carried 1,500 people in 80 boats.", ["E323"]), ("It carried people.", ["E311"])]
)
def test_what_an_original_alone_has_is_told(row: str, codes: list[str]) -> None:
    made = library("The line carried 1,500 passengers in 80 boats.[@brandt2019, ¶2]")
    originals = {"brandt2019": document([HARBOUR[0], row, *HARBOUR[2:]])}
    found = check_evidence(made, find_claims(made), originals)[1]
    assert [p.code for p in found] == codes
    assert [p.code for p in check_evidence(made, find_claims(made))[1]] == ["E311"]


@pytest.mark.parametrize(
    ("says", "codes"),
    [
        ("No source says what dredging will cost in crowns.", ["E319"]),
        ("No source says what the pilots of Osmund earn.", []),
    ],
)
def test_a_gap_whose_words_a_paragraph_has_is_no_gap_as_far_as_words_tell(says: str, codes: list[str]) -> None:
    made = library(TRUE)
    topic = made.topics["ferries"]
    gap = Gap(says, topic.body, topic.place)  # type: ignore[arg-type]
    changed = replace(made, topics={"ferries": replace(topic, gaps=(gap,))})
    assert [p.code for p in check_evidence(changed, find_claims(changed))[1]] == codes
