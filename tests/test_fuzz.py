# ruff: noqa: E501 - files of strangers read best as they are
"""Damaged files of every format: none raises, and every character of each is accounted for.

A short run, with what failed before; `make fuzz` goes on (`tests/fuzzing.py`).
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fuzzing import PRINTED, attempt, damaged, read, seeds

PATHOLOGICAL = [
    ("a.txt", b"* * *\n\n* * *\n\nThe mill stands by the weir, and grinds."),
    ("a.html", "<p>The mill<sup>¹</sup> stands.</p><p>So does<sup>¹</sup> the other.</p>".encode()),
    *((f"{name}.html", f'<meta charset="{name}"><p>The mill stands.</p>'.encode()) for name in ("punycode", "idna", "undefined", "rot13")),
    ("a.pdf", PRINTED.replace(b"<006d>", b"<00110000>")), ("a.pdf", PRINTED.replace(b"<006d>", b"<d800>")),
    ("a.txt", b"About the author" + b" " * 2139 + b"\nThe mill grinds.\n"), ("a.txt", b"a" + b" ." * 2030 + b" b\n"),
    ("a.txt", "ᏸ ﬃ e\u0301\u0301 \U0010ffff \u2028\u2029\x85 &#x110000; &#0; &notit;".encode()),
    ("a.html", b"<p " + b" ".join(b"a%d=1" % i for i in range(3000)) + b">The mill grinds for all.</p>"),
    ("a.txt", "On 14 Augu\u017ft 2019 and 3 S\u0307eptember 2019, \u017fpring 2019. The mill stands.".encode()),
    ("a.html", b"<title>" + b"The weir - " * 900 + b"</title><h1>The mill</h1><p>The mill stands by the weir.</p>"),
    ("a.html", b"<div>" * 3000 + b"The mill grinds."), ("a.txt", b"\xff\xfe\x00\xd8"), ("a.docx", b"PK\x03\x04"), ("a", b""),
]  # fmt: skip
"""Kinds of files on which it failed before."""


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.odt", "a.epub"])
def test_a_whole_file_leaves_nothing_over(name: str) -> None:
    document = read(seeds()[name], name)
    assert len(document.paragraphs) >= 1
    assert not document.remainder


@pytest.mark.parametrize("number", range(len(PATHOLOGICAL)))
def test_what_failed_once(number: int) -> None:
    name, data = PATHOLOGICAL[number]
    read(data, name)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf"]), st.integers(0, 2**32))
@example("a.txt", 1)
def test_damaged_text_is_read(name: str, seed: int) -> None:
    read(damaged(name, seed), name)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["a.docx", "a.odt", "a.epub"]), st.integers(0, 2**32))
def test_damaged_archives_are_read(name: str, seed: int) -> None:
    read(damaged(name, seed), name)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
@example(1000007)
@example(7001175)
@example(7014855)
def test_damaged_projects_are_checked(seed: int) -> None:
    attempt(seed)
