"""The account is taken from what is written: what stands nowhere in the JSON is a remainder, whoever lost it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ingest import document as way
from briefing.ingest import ingest, shaping, to_json
from briefing.ingest.draft import Draft, Edit
from briefing.ingest.extract import Block, Extract
from briefing.model import Document
from tests.generator.damage import damaged
from tests.generator.html import page
from tests.test_ingest_properties import TEXTS

SENTENCES = [
    "The mill by the weir grinds for eleven villages, and its miller writes down each sack that comes in.",
    "Rye comes from the upper villages, barley from below the weir, and wheat from nobody at all.",
    "In the year of the flood the lamp went out, and the scales were never set right again.",
    "Whoever reads the book should know that its last third was written by the miller's daughter.",
]


def strings(value: Any, leave: tuple[str, ...] = ()) -> list[str]:
    """Every string within a JSON value, keys of notes included."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [s for one in value for s in strings(one)]
    if isinstance(value, dict):
        return [s for key, one in value.items() if key not in leave for s in (key, *strings(one))]
    return []


def _signs(text: str) -> Counter[str]:
    """Letters and figures in compatible form."""
    return Counter(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _held(document: Document) -> Counter[str]:
    """Letters and figures of all that the JSON holds; what only explains it is left out."""
    written = json.loads(json.dumps(to_json(document)))
    return _signs(" ".join(strings(written, ("problems", "doubts", "remainder", "account"))))


@settings(max_examples=80)
@given(TEXTS)
def test_each_sign_of_a_text_stands_in_the_json(text: str) -> None:
    document = ingest(text.encode(), "any.txt")
    assert not document.remainder
    if document.encoding == "utf-8":
        bare = re.sub(r"&\w+;|\u00ad", "", text)
        assert not _signs(bare) - _held(document)


@pytest.mark.parametrize("seed", range(0, 300, 30))
def test_nothing_is_left_of_damaged_texts_and_pages(seed: int) -> None:
    for data, name in ((damaged(seed)[0].encode(), "a.txt"), (page(seed)[0], "a.html")):
        document = ingest(data, name)
        assert not document.remainder
        assert document.account.left == 0


def _text(n: int) -> str:
    return "The Book of the Mill\n\n" + "\n\n".join(SENTENCES[i % 4] for i in range(n)) + "\n"


@settings(max_examples=25)
@given(st.integers(3, 8), st.data())
def test_a_stage_that_loses_a_part_is_found_out(n: int, data: st.DataObject) -> None:
    stolen: list[str] = []

    def thief(draft: Draft) -> None:
        i = data.draw(st.integers(0, len(draft.parts) - 1))
        stolen.append(draft.parts.pop(i).text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(way, "join_words", thief)
        document = ingest(_text(n).encode(), "a.txt")
    (left,) = document.remainder
    assert " ".join(left.text.split()) == stolen[0]
    assert document.account.left >= len("".join(stolen[0].split()))
    assert [p.code for p in document.problems if p.fails] == ["E280"]


def test_a_stage_that_rewrites_silently_is_found_out() -> None:
    def censor(draft: Draft) -> None:
        at = draft.text.index("upper villages")
        draft.edit([Edit(at, at + 5, "", "")])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(way, "join_words", censor)
        document = ingest(_text(4).encode(), "a.txt")
    assert ("markup", "upper") in {(piece.rule, piece.text) for piece in document.dropped}


def test_a_document_that_does_not_hold_what_was_read_is_found_out() -> None:
    def shortened(*args: Any) -> Any:
        made = paragraph(*args)
        return replace(made, text=made.text[:40]) if made.n == 2 else made

    paragraph = shaping.paragraph
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(way, "paragraph", shortened)
        document = ingest(_text(3).encode(), "a.txt")
    left = " ".join(piece.text for piece in document.remainder)
    assert left.endswith("wheat from nobody at all.")
    assert document.account.input == sum((document.account.kept, document.account.moved, document.account.dropped,
                                          document.account.left))  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.data())
def test_a_reader_that_loses_what_its_parser_yielded_is_found_out(sentences: list[str], data: st.DataObject) -> None:
    lost = data.draw(st.integers(0, len(sentences) - 1))
    kept = [s for i, s in enumerate(sentences) if i != lost]
    text = "\n\n".join(kept)
    at, blocks = 0, []
    for sentence in kept:
        blocks.append(Block(at, at + len(sentence), "paragraph"))
        at += len(sentence) + 2
    document = way.document(Extract("a.html", text, tuple(blocks), seen=tuple(sentences)), "")
    assert [piece.text for piece in document.remainder] == [sentences[lost]]
    whole = way.document(Extract("a.html", text, tuple(blocks), seen=tuple(kept)), "")
    assert not whole.remainder


def test_the_lines_of_the_front_are_held_as_printed() -> None:
    text = (
        "The Book of the Mill\n\nWritten by Marta Voss, fellow of the Institute\nPosted on 3 May 2021\n\n"
        + _text(3)[22:]
    )
    written = to_json(ingest(text.encode(), "a.txt"))
    held = strings(written, ("problems",))
    assert all(any(line in s for s in held) for line in text.splitlines() if line)
