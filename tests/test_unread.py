"""Formats that can't be read are refused by name, whatever the file is called; what only resembles them is read."""

from __future__ import annotations

import pytest

from briefing.ingest import ingest

MAIL = (
    b"Received: from mail.example by mx.example; Mon, 3 May 2021 10:00:00 +0000\r\nFrom: A <a@a.example>\r\n"
    b"To: b@b.example\r\nSubject: The mill\r\nMIME-Version: 1.0\r\n\r\nThe mill stands by the weir.\r\n"
)
REFUSED = {
    "RTF": rb"{\rtf1\ansi The mill stands by the weir.\par}",
    "RTF ": b" \r\n{\\rtf1 The mill.}",
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "mail": MAIL,
    "mail ": b"From a@a.example Mon May  3 10:00:00 2021\n" + MAIL,
    "MHTML": b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://a.example/\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\n',
    "PostScript": b"%!PS-Adobe-3.0\n(The mill) show\n",
    "LaTeX": b"% a comment\n\\documentclass{article}\n\\begin{document}The mill.\\end{document}\n",
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "gzip": b"\x1f\x8b\x08\0" + bytes(50),
    "tar": b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + bytes(300),
    "JSON": b'{"a": [1, 2], "b": "The mill stands by the weir."}',
    "XML": b'<?xml version="1.0"?>\n<!-- c --><tei:TEI xmlns:tei="x"><text>The mill.</text></tei:TEI>',
}
READ = {
    "memo": b"To: the council\nFrom: the miller\nSubject: the weir\nDate: 3 May 2021\n\nThe mill grinds.",
    "brace": b"{ The miller } wrote a book of the weir, which nobody has gone on with since the flood.",
    "call": b"[4]\n",
    "list": b"[1] The miller wrote a book of the weir, which nobody has gone on with since the flood.",
    "program": b"%! is what the miller wrote above each page of his book of the weir, and nobody knows why.",
    "page": b'<?xml version="1.0"?><!DOCTYPE html><html><body><p>The mill grinds for all.</p></body>',
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("ending", ["txt", "html", "pdf"])
def test_unknown_formats_are_refused_by_name(name: str, ending: str) -> None:
    document = ingest(REFUSED[name], f"a.{ending}")
    assert [p.code for p in document.problems] == ["E243"]
    assert name.strip().casefold() in document.problems[0].message.casefold()
    assert not document.paragraphs


@pytest.mark.parametrize("name", READ)
def test_what_only_resembles_them_is_read(name: str) -> None:
    document = ingest(READ[name], "a.txt")
    assert "E243" not in [p.code for p in document.problems]
    assert document.account.input > min(20, len(READ[name]) - 2)


@pytest.mark.parametrize("charset", ["punycode", "idna", "rot13", "hex", "unicode_escape", "utf-7", "no-such"])
def test_declared_codecs_that_are_no_charsets(charset: str) -> None:
    page = f"<html><head><meta charset={charset}></head><body><p>The mill stands by the weir, é.</p></body></html>"
    for encoding in ("utf-8", "cp1252"):
        document = ingest(page.encode(encoding), "a.html")
        assert "The mill stands by the weir, é." in [p.text for p in document.paragraphs]
