# ruff: noqa: E501 - patterns and lists of words read best as they are
"""What holds for any input: nothing is lost, nothing raises, the same comes out twice."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ingest import ingest, to_json, to_markdown
from briefing.model import Document
from tests.generator.damage import damaged

WORD = re.compile(r"[A-Za-z]+")
LETTERS = "abcdefghijklmnopqrstuvwxyzäéñøšжяعب"
PIECES = st.one_of(
    st.text(LETTERS, min_size=1, max_size=9),
    st.text(LETTERS, min_size=2, max_size=9).map(str.title),
    st.sampled_from([
        ".", ",", "?", "“", "”", "\n", "\n\n", "\n\n\n", " ", "1", "12", "²", "₃", "[4]", "^5", "(6)", "*", "**", "_", "#",
        "Notes", "References", "By", "Edited by", "14 June 2019", "May 2001", "Check Also", "Related Articles", "Share",
        "Advertisement", "Page 3 of 7", "- 4 -", "www.site.example", "Phone: +1-22-333444", "© 2019 Somebody", "…", ">",
        "http://a.example/b-c", "[word](#)", "[word](http://a.example/)", "<sup>7</sup>", "<b>", "[^8]", "[^8]:", "|",
        "Credit:", "Photo:", "Tags:", "is a senior fellow at", "CO₂", "km²", "G7", "2021s", "\t", "---", "===", "1.", "2.",
    ]),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=120).map(lambda pieces: " ".join(pieces))


def _words(text: str) -> Counter[str]:
    return Counter(WORD.findall(unicodedata.normalize("NFC", text)))


def _accounted(document: Document, text: str) -> None:
    account = document.account
    assert account.input == len(text)
    assert account.input == account.kept + account.moved + account.dropped + account.left
    assert (account.left > 0) == any(problem.code == "E280" for problem in document.problems)
    assert account.dropped == sum(len(piece.text) for piece in document.dropped)
    assert min(account.kept, account.moved, account.dropped) >= 0


@settings(max_examples=60)
@given(TEXTS)
def test_characters_are_accounted_for(text: str) -> None:
    document = ingest(text.encode(), "any.txt")
    _accounted(document, text)


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    text = text.encode("utf-8", errors="ignore").decode()
    document = ingest(text.encode(), "any.txt")
    to_json(document)
    to_markdown(document)
    if document.encoding == "utf-8" and not text.startswith("\ufeff"):
        _accounted(document, text)


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "b.md", "c", "../d.TXT"]))
def test_any_bytes_are_read(data: bytes, name: str) -> None:
    document = ingest(data, name)
    assert document.account.input == document.account.kept + document.account.moved + document.account.dropped


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8), min_size=1, max_size=14)
LINES = st.lists(
    st.tuples(WORDS, st.sampled_from(["", ".", "?", "…", ":", ".²", ". [3]", ".4"]), st.sampled_from(["\n", "\n\n"]),
              st.sampled_from(["", "* ", "# ", "> ", "1. ", "¹ ", "[2] ", "By ", "Share ", "Notes\n", "“", "Photo: "])),
    max_size=14,
)  # fmt: skip


@settings(max_examples=60)
@given(LINES)
def test_words_are_kept(lines: list[tuple[list[str], str, str, str]]) -> None:
    text = "".join(start + " ".join(words).capitalize() + end + gap for words, end, gap, start in lines)
    document = ingest(text.encode(), "any.txt")
    parts = [p.text for p in document.paragraphs] + [h.text for h in document.headings]
    parts += [note.text for note in document.notes.values()] + [piece.text for piece in document.dropped]
    held = {m.line for m in document.metadata if m.origin == "text" or m.origin == "text:author-note"}
    rows = text.split("\n")
    found = _words(re.sub(r"\[\^[^\]\s]+\]", "", " ".join(parts)))
    lost = _words(text) - found
    metadata = _words(" ".join([*(rows[line - 1] for line in held if line), *(m.value for m in document.metadata)]))
    assert not lost - metadata
    assert not found - _words(text)


@pytest.mark.parametrize("seed", range(0, 400, 40))
def test_ingest_is_repeatable(seed: int) -> None:
    text, _ = damaged(seed)
    assert to_json(ingest(text.encode(), "a.txt")) == to_json(ingest(text.encode(), "a.txt"))


BAD = {
    "empty": (b"", "E201"),
    "blank": (b" \n\n\t\n", "E201"),
    "one NUL": (b"A\0B text of the harbour board, in letters alone.\n" * 3, "E203"),
    "binary": (bytes(range(256)) * 40, "E203"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(7 * i % 256 for i in range(9000)), "E243"),
    "controls": (b"a\x01\x02\x03\x04\x05" * 200, "E203"),
    "huge": (b"A few words in a line that goes on. " * 1_500_000, "E202"),
    "markers": (b"word[1] " * 240_000, "E225"),
    "markers raised": ("word¹ ".encode() * 240_000, "E225"),
    "chrome only": (b"Share this article\n\nAdvertisement\n", "E210"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_a_problem(name: str) -> None:
    data, code = BAD[name]
    start = time.perf_counter()
    document = ingest(data, f"{name}.txt")
    assert time.perf_counter() - start < 30
    assert code in {problem.code for problem in document.problems}
    assert all(problem.help and problem.path == f"{name}.txt" for problem in document.problems)


HARD = ["[" * 50_000, "*a " * 30_000, "[a](" * 20_000, "<a " * 30_000, "&amp;" * 60_000, "1 " * 50_000, "By " * 20_000,
        "Notes\n\n" * 5_000, "Related Articles\n\n" * 5_000, "a\f" * 5_000, "# a\n" * 5_000, "* a\n\n" * 5_000,
        "¹," * 60_000, "1. See A, “B,” C, May 2001.\n\n" * 1_000, "John Smith, " * 20_000, "e" + "\u0301" * 50_000]  # fmt: skip


@pytest.mark.parametrize("text", HARD, ids=lambda text: repr(text[:12]))
def test_hard_input_takes_linear_time(text: str) -> None:
    start = time.perf_counter()
    ingest(text.encode(), "hard.txt")
    assert time.perf_counter() - start < 12
