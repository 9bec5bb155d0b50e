"""The PDF reader: papers set by Typst and what should become of them, damaged files, speed."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
import typst
import yaml

from briefing.ingest import ingest
from briefing.ingest.notes.pairing import _through
from briefing.ingest.readers.pdf import read
from briefing.ingest.readers.pdf.glyphs import Glyph, Sheet, Type
from briefing.ingest.readers.pdf.lines import pieces_of
from briefing.ingest.told import CODES as TOLD
from tests.counting import counting
from tests.generator.pdf import KINDS, paper
from tests.generator.score import Score, score
from tests.test_readers_html import shown, well_formed

CASES = Path(__file__).parent / "cases" / "readers" / "pdf"
NAMES = sorted(p.stem for p in CASES.glob("*.typ"))


@cache
def typeset(name: str) -> bytes:
    data = typst.compile(str(CASES / f"{name}.typ"), root=str(CASES), ignore_system_fonts=True)
    assert isinstance(data, bytes)
    return data


@pytest.mark.parametrize("name", NAMES)
def test_paper(name: str) -> None:
    expected: dict[str, Any] = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    document = ingest(typeset(name), f"{name}.pdf")
    given = shown(document)
    assert given == {key: expected[key] for key in given}
    assert [p.code for p in document.problems if p.code not in (*TOLD, "E216")] == expected.get("problems", [])
    assert {d.rule for d in document.dropped} == set(expected.get("dropped", ()))
    account = document.account
    assert account.input == account.kept + account.moved + account.dropped


@pytest.mark.parametrize("name", NAMES)
def test_form(name: str) -> None:
    well_formed(read(typeset(name), f"{name}.pdf"))


@pytest.mark.parametrize("kind", KINDS)
def test_quality(kind: str) -> None:
    total = Score()
    for seed in range(5):
        data, truth, _ = paper(80_000 + seed, kind)
        total = total + score(ingest(data, "paper.pdf"), truth)
    aspects = ("paragraphs", "markers", "notes", "headings", "title", "byline", "date")
    assert {a: total.f1(a) for a in aspects} == {a: pytest.approx(1, abs=0.15) for a in aspects}
    assert total.leaked <= 0.005
    assert total.lost <= 0.005


def _empty() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def _scan(tmp: Path) -> bytes:
    """A page that is nothing but a picture."""
    rows = b"".join(bytes((x * y) % 251 for x in range(120)) for y in range(160))
    (tmp / "page.pgm").write_bytes(b"P5 120 160 255\n" + rows)
    image = b"\x89PNG"
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    lines = b"".join(b"\0" + rows[y * 120 : y * 120 + 120] for y in range(160))
    image = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 120, 160, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )
    (tmp / "page.png").write_bytes(image)
    (tmp / "scan.typ").write_text(
        '#set page(margin: 0pt)\n#image("page.png", width: 100%, height: 100%)\n', encoding="utf-8"
    )
    data = typst.compile(str(tmp / "scan.typ"), root=str(tmp), ignore_system_fonts=True)
    assert isinstance(data, bytes)
    return data


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", {"E250"}),
        (b"   \n", {"E250"}),
        (b"A text that only calls itself a PDF.", {"E250"}),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, {"E252"}),
        (_empty(), {"E253", "E252"}),
    ],
    ids=["empty", "white space", "text", "noise", "no pages"],
)
def test_no_pdf(data: bytes, codes: set[str]) -> None:
    document = ingest(data, "paper.pdf")
    assert not document.paragraphs
    assert {p.code for p in document.problems} <= codes | {"E242"}
    assert all(p.message and p.help for p in document.problems)
    assert document.problems


def test_truncated() -> None:
    whole = typeset(NAMES[0])
    for share in (0.1, 0.5, 0.9):
        document = ingest(whole[: int(len(whole) * share)], "paper.pdf")
        assert "E252" in {p.code for p in document.problems}


def test_scan(tmp_path: Path) -> None:
    document = ingest(_scan(tmp_path), "scan.pdf")
    assert [p.code for p in document.problems] == ["E251"]
    assert not document.paragraphs


def test_encrypted(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    (tmp_path / "open.pdf").write_bytes(typeset(NAMES[0]))
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "open.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    document = ingest((tmp_path / "locked.pdf").read_bytes(), "locked.pdf")
    assert [p.code for p in document.problems] == ["E255"]


@pytest.mark.parametrize(
    ("title", "kept"),
    [("Microsoft Word - draft7.doc", False), ("untitled", False), ("Nets and Quotas", True), ("scan_00412.pdf", False)],
)
def test_information(tmp_path: Path, title: str, kept: bool) -> None:
    from pypdf import PdfReader, PdfWriter

    (tmp_path / "a.pdf").write_bytes(typeset(NAMES[0]))
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "a.pdf"))
    writer.add_metadata({"/Title": title, "/Author": "Ilse Rask; admin"})
    writer.write(tmp_path / "b.pdf")
    metadata = read((tmp_path / "b.pdf").read_bytes(), "b.pdf").metadata
    assert (title in [m.value for m in metadata if m.origin == "pdf:Title"]) is kept
    assert [m.value for m in metadata if m.field == "byline"] == ["Ilse Rask"]


def test_speed() -> None:
    """Ten pages a second, on a core that counts ten million a second; on a slower one fewer."""
    data = [paper(seed)[0] for seed in range(6)]
    pages = 0
    for one in data:
        document = pdfium.PdfDocument(one)
        pages += len(document)
        document.close()
    ingest(data[0], "paper.pdf")  # word lists and weights are read once
    before, start = counting(), time.process_time()
    for one in data:
        ingest(one, "paper.pdf")
    spent = time.process_time() - start
    assert spent / pages <= max(before, counting())


def _glyphs(text: str, *, turn_words: bool) -> list[Glyph]:
    """A line as PDFium hands it on: places as they are on paper, from right to left, its words perhaps turned round."""
    kind = Type(12.0, False, False, False)
    placed: list[Glyph] = []
    x = 400.0
    for word in text.split(" "):
        foreign = word.isascii()
        letters = [Glyph(c, 0.0, 0.0, 100.0, 12.0, kind) for c in word]
        for glyph in reversed(letters) if foreign else letters:
            glyph.x0, glyph.x1 = x - 6, x
            x -= 6
        placed += reversed(letters) if turn_words and len(word) % 2 else letters
        x -= 4
    return placed


@pytest.mark.parametrize("turn_words", [False, True])
def test_right_to_left(turn_words: bool) -> None:
    text = "قایق های بندر کوچک 1398 امسال Norhaven دیرتر رفتند"
    sheet = Sheet(1, 420.0, 600.0, list(_glyphs(text, turn_words=turn_words)), 0.0)
    assert [line.text for line in pieces_of(sheet)] == [text]


def test_lam_alef_in_one_sign() -> None:
    kind = Type(12.0, False, False, 0)
    word = [("ا", 30.0, 33.0), ("إ", 24.0, 30.0), ("ل", 24.0, 30.0), ("ن", 20.0, 24.0)]
    glyphs = [Glyph(c, x0, x1, 100.0, 12.0, kind) for c, x0, x1 in word]
    glyphs.insert(1, Glyph("\u064b", 31.0, 32.0, 98.5, 12.0, kind))
    assert [line.text for line in pieces_of(Sheet(1, 420.0, 600.0, list(glyphs), 0.0))] == ["ا\u064bلإن"]


def test_a_space_that_reaches_to_the_next_column_joins_nothing() -> None:
    kind = Type(9.0, False, False, 0)
    row = [("5", 100.0, 105.0), (" ", 105.0, 170.0), ("3", 170.0, 175.0), ("7", 175.0, 180.0)]
    sheet = Sheet(1, 420.0, 600.0, [Glyph(c, x0, x1, 100.0, 9.0, kind) for c, x0, x1 in row], 0.0)
    assert [line.text for line in pieces_of(sheet)] == ["5", "37"]


def test_a_raised_label_set_apart_belongs_to_its_line() -> None:
    large, small = Type(10.0, False, False, 0), Type(6.5, False, False, 0)
    glyphs: list[Glyph | None] = [Glyph("8", 90.0, 93.0, 124.9, 6.5, small), None]
    glyphs += [Glyph(c, 101.0 + 5 * i, 106.0 + 5 * i, 120.4, 10.0, large) for i, c in enumerate("May")]
    assert [(line.text, line.marks) for line in pieces_of(Sheet(1, 420.0, 600.0, glyphs, 0.0))] == [
        ("8 May", [1, 0, 0, 0, 0])
    ]


def test_numbers_that_start_again_shift_none() -> None:
    assert _through(["*", "1", "2", "4", "1", "2"]) == ["*", "1", "2", "4", "5", "6"]


def test_words_of_a_typewriter_written_one_by_one_are_one_line() -> None:
    kind, glyphs, x = Type(9.0, False, False, 0), list[Glyph | None](), 100.0
    for char in "the weir was shut":
        glyphs.append(Glyph(char, x, x + (5.4 if char == " " else 4.8), 100.0, 9.0, kind))
        glyphs += [None] if char == " " else []
        x += 5.4
    assert [line.text for line in pieces_of(Sheet(1, 420.0, 600.0, glyphs, 0.0))] == ["the weir was shut"]
