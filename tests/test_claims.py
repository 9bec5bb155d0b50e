"""Citations and sentences: what is found where in a Markdown text, and what identifies it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.evidence import claims, find_claims, parse_citations
from briefing.evidence.claims import claims_of, find_sentences
from briefing.evidence.dates import find_dates
from briefing.evidence.language import language
from briefing.evidence.numbers import find_numbers
from briefing.evidence.wording import normalise
from briefing.memory import Memory
from briefing.model import Claim, ClaimKind, Passage, Place
from tests.evidence_library import CASES, library


def cases(name: str) -> list[Any]:
    rows = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=f"{n}-{(row.get('text') or row['holds'])[:40]}") for n, row in enumerate(rows)]


@pytest.mark.parametrize("case", cases("citations"))
def test_citations(case: dict[str, Any]) -> None:
    groups, malformed = parse_citations(case["text"])
    found = [[" ".join([c.key, *map(str, c.locators)]) for c in group.citations] for group in groups]
    assert found == case.get("citations", [])
    expected = case.get("malformed", [])
    assert [offset for offset, _ in malformed] == [offset for offset, _ in expected]
    assert all(message.startswith(start) for (_, message), (_, start) in zip(malformed, expected, strict=True))
    assert all(case["text"][g.start] == "[" and case["text"][g.end - 1] == "]" for g in groups)


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[s.start : s.end] for s in find_sentences(text, case.get("language", "en"))] == case["sentences"]


@pytest.mark.parametrize("case", cases("facts"))
def test_numbers_and_dates(case: dict[str, Any]) -> None:
    words = language(case.get("language", "en"))
    text = normalise(case["text"])
    dates = find_dates(text, words)
    if "dates" in case:
        shown = ["|".join(f"{a}" if a == b else f"{a}-{b}" for a, b in date.value) for date in dates]
        assert shown == case["dates"]
    if "numbers" in case:
        found = find_numbers(text, words, tuple((d.start, d.end) for d in dates))
        assert [str(number.value.value) for number in found] == case["numbers"]


PIECES = st.sampled_from(
    ["The ferry sank.", "Gen. Ames left", "U.S. ", "[@a, ¶1]", "[@a, ¶1–2; @b]", "“It ended. So.”", "\n\n", "\n", "- ",
     "> ",
     "| a | b |", "**bold. Text**", "`code. X`", "<!-- note. -->", "# ", "1. ", "[x. Y](z.md)", " ", "3.5", "?",
     "…", "é", "🛳", "[@", "]", "*", "\\", "    "]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_sentences_are_slices_in_order_that_overlap_nowhere_and_lose_no_citation(text: str) -> None:
    sentences = find_sentences(text)
    ends = [0, *(s.end for s in sentences)]
    assert all(end <= s.start < s.end <= len(text) for end, s in zip(ends, sentences, strict=False))
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] for s in sentences)
    assert all(s.start <= g.start and g.end <= s.end for s in sentences for g in s.groups)
    groups, _ = parse_citations(text)
    held = {g.start for s in sentences for g in s.groups}
    for group in groups:  # a group outside every sentence is one that the checks report
        inside = any(s.start <= group.start < s.end for s in sentences)
        assert inside == (group.start in held)


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(["The ferry sank.", "It rained.", "All left.", "Two ships came."]), min_size=1, max_size=8
    ),
    st.integers(0, 7),
)
def test_ids_are_unique_and_stay_when_another_sentence_changes(sentences: list[str], at: int) -> None:
    at %= len(sentences)
    before = find_claims(library("\n\n".join(f"{s}[@brandt2019, ¶1]" for s in sentences)))
    after = find_claims(
        library("\n\n".join(f"{'Changed words.' if i == at else s}[@brandt2019, ¶2]" for i, s in enumerate(sentences)))
    )
    assert len({c.id for c in before}) == len(before) == len(sentences)
    repeated = sentences.count(sentences[at]) > 1
    for i, (one, two) in enumerate(zip(before, after, strict=True)):
        if i != at and not (repeated and sentences[i] == sentences[at]):
            assert one.id == two.id
        assert one.text == plain_of(one.passage.text[one.start : one.end])


def plain_of(text: str) -> str:
    return text.split("[@")[0]


def test_kinds_lines_and_hand_pages() -> None:
    body = "## Key judgements\n\n- The ferry sank.[@brandt2019, ¶1]\n\n## Background\n\n- It rained.[@brandt2019, ¶2]\n"
    claims = find_claims(library(body))
    assert [(c.kind, c.place.line, c.text) for c in claims] == [
        ("judgement", 12, "The ferry sank."),
        ("sentence", 16, "It rained."),
    ]
    assert all(c.id.startswith("c-") and len(c.id) == 10 for c in claims)
    page = find_claims(library("No citation here. But here.[@brandt2019, ¶1]", kind="page"))
    assert [c.text for c in page] == ["But here."]


def test_a_deep_or_long_text_takes_linear_time() -> None:
    text = "> " * 500 + "[@a, ¶1] " * 2000 + "“" * 500 + "*" * 2000 + "[" * 500 + "A sentence. " * 3000
    assert len(find_sentences(text)) > 1


WAIVED = '<!-- evidence: allow "3.5" because it is told elsewhere -->'
KINDS: list[ClaimKind] = ["sentence", "page", "remark"]


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.just(WAIVED), max_size=30).map("".join), st.sampled_from(KINDS))
def test_what_is_kept_of_a_passage_is_what_taking_it_apart_gives(text: str, kind: ClaimKind) -> None:
    """Elsewhere in another file, too; of another kind or in another language it is taken apart."""
    there = Passage(text, Place("topics/a.md", 7), "topics/a.md", kind)
    moved = Passage(text, Place("topics/b.md", 19), "topics/b.md", kind)
    other = Passage(text, Place("topics/a.md", 7), "topics/a.md", KINDS[(KINDS.index(kind) + 1) % 3])
    memory = Memory(Path(os.devnull, "none"))
    whole, apart = [claims_of(there, "en"), claims_of(moved, "en")], list[tuple[Passage, str]]()

    def note(passage: Passage, language: str) -> tuple[Claim, ...]:
        apart.append((passage, language))
        return claims_of(passage, language)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(claims, "LONG", 0)
        patch.setattr(claims, "claims_of", note)
        assert [tuple(claims._claims_of(one, "en", memory)) for one in (there, moved)] == whole
        assert tuple(claims._claims_of(other, "en", memory)) == claims_of(other, "en")
        assert tuple(claims._claims_of(there, "de", memory)) == claims_of(there, "de")
    assert apart == [(there, "en"), (other, "en"), (there, "de")]
