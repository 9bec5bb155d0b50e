"""Formats that are known and not read: each is refused by its name, by the bytes that it begins with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

Test = Callable[[bytes], bool]

MAIL = re.compile(rb"(?:From [^\n]{3,120}\n)?(?:[!-9;-~]{1,60}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n)*)+", re.I)
"""The head of a message, its lines as programs write them."""
SENT = re.compile(rb"^(?:received|message-id|mime-version|return-path|delivered-to|content-type)[ \t]*:", re.I | re.M)
WEB_ARCHIVE = re.compile(rb"^(?:snapshot-content-location|content-type:\s*multipart/related)", re.I | re.M)
ROOT = re.compile(
    rb"(?:<\?xml[^>]{0,200}\?>)?(?:\s|<!--(?:[^-]|-(?!->)){0,2000}-->|<!DOCTYPE\s[^>\[]{0,300}>|<\?[^>]{0,200}\?>)*<([\w.:-]{1,60})[\s/>]"
)
"""The outermost element of an XML file."""
HTML = (b"html", b"head", b"body", b"article", b"main")
LATEX = re.compile(rb"\s*(?:%[^\n]*\n\s*)*\\(?:documentclass|documentstyle|begin\{document\}|input\b)")


def _starts(*begins: bytes) -> Test:
    return lambda head: head.startswith(begins)


def _headed(field: re.Pattern[bytes]) -> Test:
    """Told by a field in the head of a message."""
    return lambda head: (top := MAIL.match(head)) is not None and field.search(top.group()) is not None


def _xml(head: bytes) -> bool:
    if re.search(rb"<!DOCTYPE\s+(?:[\w.-]{1,40}:)?html\b", head[:2000], re.I):
        return False
    root = ROOT.match(head) if head.startswith((b"<?xml", b"<!DOCTYPE")) else None
    return root is not None and root[1].rpartition(b":")[2].lower() not in HTML


def _json(data: bytes) -> bool:
    if not re.match(rb'\s*(?:\{\s*"|\[\s*[\[{"\d])', data):
        return False
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) or any(not isinstance(one, int | float) for one in value)  # `[4]` calls a note


PICTURES = {
    "PNG": (b"\x89PNG\r\n",),
    "JPEG": (b"\xff\xd8\xff",),
    "GIF": (b"GIF87a", b"GIF89a"),
    "TIFF": (b"II*\0", b"MM\0*"),
    "DjVu": (b"AT&TFORM",),
}
ARCHIVES = {
    "gzip": b"\x1f\x8b",
    "bzip2": b"BZh",
    "xz": b"\xfd7zXZ\0",
    "Zstandard": b"\x28\xb5\x2f\xfd",
    "7-Zip": b"7z\xbc\xaf\x27\x1c",
    "RAR": b"Rar!\x1a\x07",
}
HELD, WORD, SAVE = "the files that it holds", "docx, or as PDF", "Open it in a program that reads it, and save it as "
FORMATS: tuple[tuple[str, Test, str], ...] = (
    ("Rich Text (RTF)", _starts(b"{\\rtf"), WORD),
    (
        "an old Word, Excel or PowerPoint document, or an Outlook message",
        _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        WORD,
    ),
    ("a web archive (MHTML)", _headed(WEB_ARCHIVE), "a complete web page (HTML)"),
    ("mail", _headed(SENT), "text, with the parts of the message that count"),
    ("a web archive of Safari, or a property list", _starts(b"bplist00"), "a web page (HTML)"),
    ("PostScript", _starts(b"%!PS", b"\x04%!PS", b"\xc5\xd0\xd3\xc6"), "PDF"),
    ("LaTeX", lambda head: LATEX.match(head) is not None, "PDF"),
    ("WordPerfect", _starts(b"\xffWPC"), WORD),
    ("an e-book of the Kindle", lambda head: head[60:68] in (b"BOOKMOBI", b"TEXtREAd"), "EPUB"),
    *((f"a picture ({name})", _starts(*begins), "PDF, its text recognised") for name, begins in PICTURES.items()),
    ("a picture (WebP), sound or film", _starts(b"RIFF"), "a document"),
    *((f"a packed archive ({name})", _starts(begin), HELD) for name, begin in ARCHIVES.items()),
    ("a packed archive (tar)", lambda head: head[257:262] == b"ustar", HELD),
    ("a program", _starts(b"\x7fELF", b"MZ\x90\0", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"), "a document"),
    ("a database (SQLite)", _starts(b"SQLite format 3\0"), "text"),
    ("a calendar", _starts(b"BEGIN:VCALENDAR"), "text"),
    ("a card of an address book", _starts(b"BEGIN:VCARD"), "text"),
    ("XML that is no web page", _xml, "HTML, or as PDF"),
)
"""What it is, how it is told, and as what it may be saved."""
BOM = b"\xef\xbb\xbf"


def refused(data: bytes) -> tuple[str, str] | None:
    """What a file is that can't be read, and how to save it; None where it may be readable."""
    head = data[:8192].removeprefix(BOM)
    for name, test, target in FORMATS:
        if test(head) or test(head.lstrip(b" \t\r\n")):
            return name, f"{SAVE}{target}."
    return ("JSON", f"{SAVE}text.") if _json(data[:4_000_000].removeprefix(BOM)) else None
