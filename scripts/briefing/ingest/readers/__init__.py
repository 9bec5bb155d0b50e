"""Readers: from a file's bytes to an `Extract`, chosen by content first and by the name's ending second.

A row of `READERS` is `(name, by_content, endings, module)`: `by_content(head)` sees the first bytes, `endings` are in
lower case; the module is imported only when it is needed and has `read(data, name) -> Extract`. The last row takes
everything. A file whose name says something else than its content is read by its content, and a note says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from briefing.codes import report
from briefing.ingest.extract import Extract, empty
from briefing.ingest.readers.unread import refused
from briefing.model import Place

HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<main")
BOM = b"\xef\xbb\xbf"


def _html(head: bytes) -> bool:
    start = head.removeprefix(BOM).lstrip().lower()
    while start.startswith((b"<!--", b"<?xml")):
        close = start.find(b"-->" if start.startswith(b"<!--") else b">")
        if close < 0:
            break
        start = start[close:].lstrip(b"->").lstrip()
    return start.startswith(HTML_STARTS)


READERS: tuple[tuple[str, Callable[[bytes], bool], tuple[str, ...], str], ...] = (
    ("pdf", lambda head: b"%PDF-" in head[:1024], (".pdf",), "briefing.ingest.readers.pdf"),
    (
        "docx, odt or epub",
        lambda head: head.startswith((b"PK\x03\x04", b"PK\x05\x06")),
        (".docx", ".odt", ".epub"),
        "briefing.ingest.readers.pandoc",
    ),
    ("html", _html, (".html", ".htm", ".xhtml", ".shtml"), "briefing.ingest.readers.html"),
    ("text", lambda head: True, (), "briefing.ingest.readers.text"),
)
NAMED_TEXT = (".txt", ".md", ".markdown", ".text")


def read(data: bytes, name: str) -> Extract:
    """An `Extract` of a file, by the reader that its content or else its name asks for."""
    head, ending = data[:4096], PurePath(name).suffix.lower()
    if known := refused(data):
        message = f"The file is {known[0]}, which can't be read."
        return empty(name, "E243", message, expected="text, HTML, PDF, docx, odt or epub", help=known[1])
    by_content = next(row for row in READERS if row[1](head))
    by_name = next((row for row in READERS if ending in row[2]), None)
    chosen = by_content if by_content[2] or by_name is None else by_name
    medium = chosen[3].rpartition(".")[2]
    extract: Extract = replace(import_module(chosen[3]).read(data, name), medium=medium)
    if chosen[2] and ending not in chosen[2] and (by_name is not None or ending in NAMED_TEXT):
        note = report(
            "E242", Place(name), f"The name ends in `{ending}`, but the content is {chosen[0]}.",
            expected=f"a name that ends in {' or '.join(chosen[2][:3])}", found=ending,
        )  # fmt: skip
        return replace(extract, problems=(*extract.problems, note))
    return extract
