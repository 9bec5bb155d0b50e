"""Small files that once took minutes, or all memory: each is answered in seconds, by no fault of the program."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from briefing.box import Box, Limits
from briefing.ingest import ingest

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>"


def pdf(resources: bytes, *streams: tuple[bytes, bytes]) -> bytes:
    """A page with resources, and its content and other streams, each a dictionary's inside and its bytes."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE % resources]
    objects += [b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(data), data) for head, data in streams]
    out = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, o) for i, o in enumerate(objects, 1))
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\n%%%%EOF\n" % (len(objects) + 1)


CALLS = b"/F Do /F Do /F Do"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F 5 0 R>>>>"
PAIR = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>"
LINK = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X%d %d 0 R>>>>"
BOMBS = {
    "calls-itself.pdf": pdf(b"/XObject<</F 5 0 R>>", (b"", CALLS), (FORM, CALLS)),
    "call-each-other.pdf": pdf(
        b"/XObject<</A 5 0 R/B 6 0 R>>",
        (b"", b"/A Do /B Do"),
        (PAIR, b"/B Do /B Do /A Do"),
        (PAIR, b"/A Do /A Do /B Do"),
    ),
    "ten-to-the-twelfth.pdf": pdf(
        b"/XObject<</X0 5 0 R>>", (b"", b"/X0 Do"), *((LINK % (i, i + 5), b"/X%d Do " % i * 10) for i in range(1, 13))
    ),
    "inflates.pdf": pdf(b"", (b"/Filter/FlateDecode", zlib.compress(b"BT (word) Tj ET\n" * 3_000_000))),
    "attributes.html": b"<p " + b" ".join(b"a%d=1" % i for i in range(300_000)) + b">The mill grinds for all.</p>",
    "attributes-of-the-body.html": b"<body "
    + b" ".join(b"b%d" % i for i in range(300_000))
    + b"><p>The mill grinds.</p>",
    "blanks.txt": b"About the author" + b" " * 2139 + b"\nThe mill grinds.\n",
    "gaps.txt": (b"The mill " + b" " * 3000) * 300,
    "tabs.txt": b"By Marta" + b"\t" * 4000 + b"x\n" + b" " * 60_000 + b"y\n",
    "chapter.txt": b"Chapter" + b"." * 4068 + b"\nContents\n" + b"a ... . . " * 400,
    "contents.txt": b"a" + b" ." * 2030 + b" b\n\nx" + b"   " * 1400 + b"y\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_answered_within_its_limits(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name])
    with Box(Limits(seconds=4), 1) as box:
        document = box.read(path, name)
    told = {p.code: p.found for p in document.problems}
    assert "E270" not in told, told
    assert document.paragraphs or told
    if path.suffix != ".pdf":  # those end by their structure, not by a limit
        assert "E271" not in told


@pytest.mark.parametrize(
    "text", ["* * *\n\n* * *\n\nThe mill stands by the weir, and grinds.", "¶ § †\n\n‡ ¤ ¦\n\nThe mill."]
)
def test_rows_of_signs(text: str) -> None:
    assert not {p.code for p in ingest(text.encode(), "a.txt").problems} & {"E270", "E280"}


def test_a_raised_figure_written_as_such() -> None:
    page = "<p>The mill<sup>¹</sup> stands by the weir, and grinds for all.</p><p>So does<sup>¹</sup> the other.</p>"
    document = ingest(f"<html><body><article>{page}</article></body></html>".encode(), "a.html")
    assert not {p.code for p in document.problems} & {"E270", "E280"}


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/%s%s>>"


@pytest.mark.parametrize("code", [b"00110000", b"7fffffff", b"ffffffff", b"d800", b"dc00d800", b"0000"])
def test_a_font_that_says_what_is_no_character(code: bytes) -> None:
    table = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <6d> <%s> endbfchar" % code
    content = b"BT /F 12 Tf 72 700 Td (The mill stands by the weir, and grinds for all.) Tj ET"
    font = FONT % (b"Helvetica", b"/ToUnicode 5 0 R")
    document = ingest(pdf(b"/Font<</F %s>>" % font, (b"", content), (b"", table)), "a.pdf")
    assert not {p.code for p in document.problems} & {"E270", "E280"}
    [paragraph] = document.paragraphs
    assert paragraph.text.startswith("The ")
    assert paragraph.text.endswith("ill stands by the weir, and grinds for all.")
    assert "\ufffd" in paragraph.text


def test_a_sign_that_stands_for_a_bullet_is_accounted_for() -> None:
    rows = b"".join(
        b"BT /S 12 Tf 72 %d Td (!) Tj /F 12 Tf 30 0 Td (Item %d of the list is here.) Tj ET\n" % (y, y)
        for y in (700, 600, 500)
    )
    fonts = b"/Font<</F %s/S %s>>" % (FONT % (b"Helvetica", b""), FONT % (b"Courier", b""))
    document = ingest(pdf(fonts, (b"", rows)), "a.pdf")
    assert "E280" not in {p.code for p in document.problems}
    assert not [p.text for p in document.paragraphs if "!" in p.text]
