# ruff: noqa: E501 - files of strangers read best as they are
"""Damaged files of every format: none raises, and every character of each is accounted for.

A short run is part of the tests; `make fuzz FUZZ=600` goes on for so many seconds.
"""

from __future__ import annotations

import io
import os
import random
import sys
import time
import zipfile
from collections import Counter
from functools import cache

import pypandoc
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefing.ingest import ingest, to_json, to_markdown
from briefing.model import Document
from tests.test_bombs import FONT, pdf

PROSE = "\n\n".join([
    "The weir and the mill", "By Marta Weidenbach", "14 June 2019",
    "The mill stands by the weir, and grinds for all.[^1] Rye comes first, wheat comes later (see Table 2).",
    "## What the miller says", "“Nobody was asked,” the miller said on 3 May 2019.² He named CO₂, 14 km² and 3,500 sacks.",
    "* one sack of rye\n* two sacks of wheat", "> A quotation that somebody made,\n> over two lines.",
    "| a | b |\n|---|---|\n| 1 | 2 |", "    code();", "Notes", "[^1]: Anna Holm, “Mills,” Weirs, May 2001, http://a.example/b-c.",
    "² Ibid., p. 14.", "Share this article", "© 2019 The Mill",
])  # fmt: skip
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The weir and the mill - Site</title>
<meta name="author" content="Marta Weidenbach"><script type="application/ld+json">{"@type": "Article"}</script></head><body>
<nav><a href="/a">Home</a> <a href="/b">News</a></nav><article><h1>The weir and the mill</h1><p class="byline">By Marta Weidenbach</p>
<p>The mill stands by the weir, and grinds for all.<sup id="r1"><a href="#n1">1</a></sup> Rye comes first, and wheat later.</p>
<h2>What the miller says</h2><blockquote><p>Nobody was asked, and nobody came to the mill.</p></blockquote>
<ul><li>One sack of rye</li><li>Two sacks of wheat</li></ul><figure><img src="a.png"><figcaption>The mill in June</figcaption></figure>
<table><tr><th>Sacks</th><th>Year</th></tr><tr><td>14</td><td>2019</td></tr></table><pre><code>h1 { color: red }</code></pre>
<ol><li id="n1">Anna Holm, Mills, May 2001. <a href="#r1">↩</a></li></ol></article><footer>© 2019 The Mill</footer></body></html>"""
PRINTED = pdf(
    b"/Font<</F %s>>" % (FONT % (b"Helvetica", b"/ToUnicode 5 0 R")),
    (b"", b"BT /F 18 Tf 72 720 Td (The weir and the mill) Tj /F 11 Tf 0 -40 Td (The mill stands by the weir, and grinds) Tj "
          b"0 -14 Td (for all. Rye comes first.) Tj /F 7 Tf 0 4 Td (1) Tj /F 8 Tf 0 -500 Td (1 Anna Holm, Mills, May 2001.) Tj ET"),
    (b"", b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <6d> <006d> endbfchar"),
)  # fmt: skip
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
BITS = [b"\x00", b"\xff", b"<", b">", b"&", b"&#", b"\n\n", b" " * 90, b"* * *", b"[^1]", b"[^1]:", b"(", b")", b"]]>", b"<!--", b"<sup>",
        b"</", b"<p>", b"<table>", b"<svg>", b"\xc2\xb9", b"\xe2\x82\x82", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"By ", b"Notes\n", b"1. ",
        b"14 June 2019", b"obj", b"endobj", b"stream", b"/F Do", b"999999999", b"-1", b"<w:p>", b"<w:t>", b"\r", b"\t\t\t", b"\x0c",
        b"http://", b"\\", b"`", b"```", b"|", b"---", b"\xd9\x8a\xd8\xb6", b"\xe4\xb8\x80"]  # fmt: skip


@cache
def seeds() -> dict[str, bytes]:
    """A whole file of each format."""
    made = {
        "a.txt": PROSE.encode(),
        "a.md": f"---\ntitle: The mill\n---\n{PROSE}".encode(),
        "a.html": PAGE.encode(),
        "a.pdf": PRINTED,
    }
    for kind in ("docx", "odt", "epub"):
        made[f"a.{kind}"] = _office(kind)
    return made


def _office(kind: str) -> bytes:
    path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"fuzz-{os.getpid()}.{kind}")
    try:
        pypandoc.convert_text(PROSE, kind, "markdown", outputfile=path)
        with open(path, "rb") as file:
            return file.read()
    finally:
        if os.path.exists(path):
            os.remove(path)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes cut, doubled, swapped, overwritten, or with pieces put in that mean something to a reader."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randint(0, len(out)) for _ in range(2))
        to = min(to, at + chance.choice((1, 4, 30, 400)))
        kind = chance.randint(0, 4)
        if kind == 0:
            del out[at:to]
        elif kind == 1:
            out[at:at] = out[at:to] * chance.choice((1, 2, 30))
        elif kind == 2:
            out[at:to] = bytes(chance.randrange(256) for _ in range(min(8, to - at)))
        elif kind == 3:
            out[at:at] = chance.choice(BITS) * chance.choice((1, 1, 3, 60))
        else:
            out[at:to] = reversed(out[at:to])
    return bytes(out[:200_000])


def damaged(name: str, seed: int) -> bytes:
    """A seed's file, mutated; of an archive one of its members."""
    chance, data = random.Random(seed), seeds()[name]
    if data[:2] != b"PK" or not chance.randint(0, 5):
        return mutated(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as copy:
        members = archive.infolist()
        chosen = chance.choice([m.filename for m in members if m.filename.endswith(("ml", "rels", "opf"))])
        for member in members:
            content = archive.read(member)
            copy.writestr(member, mutated(content, chance) if member.filename == chosen else content)
    return out.getvalue()


def read(data: bytes, name: str) -> Document:
    """The document of a file; fails where it raised, or where its account doesn't balance."""
    document = ingest(data, name)
    broken = [p.found for p in document.problems if p.code == "E270"]
    assert not broken, broken
    account = document.account
    assert account.input == account.kept + account.moved + account.dropped + account.left
    assert account.dropped == sum(len(piece.text) for piece in document.dropped)
    assert min(account.kept, account.moved, account.dropped, account.left) >= 0
    to_json(document)
    to_markdown(document)
    return document


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.odt", "a.epub"])
def test_a_whole_file_leaves_nothing_over(name: str) -> None:
    document = read(seeds()[name], name)
    assert len(document.paragraphs) >= 1
    assert not document.remainder


@pytest.mark.parametrize("number", range(len(PATHOLOGICAL)))
def test_what_failed_once(number: int) -> None:
    name, data = PATHOLOGICAL[number]
    read(data, name)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf"]), st.integers(0, 2**32))
@example("a.txt", 1)
def test_damaged_text_is_read(name: str, seed: int) -> None:
    read(damaged(name, seed), name)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["a.docx", "a.odt", "a.epub"]), st.integers(0, 2**32))
def test_damaged_archives_are_read(name: str, seed: int) -> None:
    read(damaged(name, seed), name)


def main(seconds: float, first: int) -> int:
    """Reads damaged files for so many seconds; tells of each that failed how it is made again."""
    names, faults, slow, number, end = list(seeds()), Counter[str](), 0, first, time.monotonic() + seconds
    while time.monotonic() < end:
        name = names[number % len(names)]
        start = time.process_time()
        try:
            read(damaged(name, number), name)
        except Exception as error:  # whatever it is, it is told
            told = f"{type(error).__name__}: {error}"[:200]
            faults[told] += 1
            if faults[told] == 1:
                print(f"damaged({name!r}, {number}): {told}", flush=True)
        if (taken := time.process_time() - start) > 4:
            slow += 1
            print(f"damaged({name!r}, {number}): {taken:.1f} s", flush=True)
        number += 1
    print(f"{number - first} damaged files were read: {faults.total()} failed, {slow} took over 4 s")
    return int(bool(faults or slow))


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
