"""Readers: from a file's bytes to an `Extract`, chosen by content first and by the name's ending second.

A row of `READERS` is `(name, takes, module)`: `takes(head, ending)` sees the first bytes and the lower-case ending;
the module is imported only when it is needed and has `read(data, name) -> Extract`. The last row takes everything.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from briefing.ingest.extract import Extract

Takes = Callable[[bytes, str], bool]

HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<main")


def _html(head: bytes, ending: str) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    while start.startswith((b"<!--", b"<?xml")):
        close = start.find(b">")
        if close < 0:
            break
        start = start[close + 1 :].lstrip()
    return start.startswith(HTML_STARTS) or ending in (".html", ".htm", ".xhtml")


READERS: tuple[tuple[str, Takes, str], ...] = (
    ("pdf", lambda head, ending: b"%PDF-" in head[:1024] or ending == ".pdf", "briefing.ingest.readers.pdf"),
    (
        "pandoc",
        lambda head, ending: head.startswith(b"PK\x03\x04") or ending in (".docx", ".odt", ".epub"),
        "briefing.ingest.readers.pandoc",
    ),
    ("html", _html, "briefing.ingest.readers.html"),
    ("text", lambda head, ending: True, "briefing.ingest.readers.text"),
)


def read(data: bytes, name: str) -> Extract:
    """An `Extract` of a file, by the first reader that takes it."""
    head, ending = data[:4096], PurePath(name).suffix.lower()
    module = next(module for _, takes, module in READERS if takes(head, ending))
    extract: Extract = import_module(module).read(data, name)
    return extract
