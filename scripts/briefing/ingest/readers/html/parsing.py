# ruff: noqa: E501 - patterns and messages read best on one line
"""From bytes to a tree, leniently: the declared encoding, broken markup, nesting without end."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from functools import lru_cache

from lxml import etree

from briefing.codes import report
from briefing.ingest.encoding import decode
from briefing.model import Place
from briefing.problems import Problem

Element = etree._Element

LIMIT = 24_000_000
"""Bytes of a page that are read at most."""
MOST_TAGS = 160_000
"""Tags of a page that is read at most; the longest articles have some ten thousand."""
MOST_ATTRIBUTES = 2_000
"""Attributes of one tag at most: the parser compares each with all others."""
DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.I,
)
NO_CHARSETS = frozenset(
    ["idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"]
)
"""Codecs of Python's that are no encodings of pages: no browser knows them."""
ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
           "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "shift_jis": "cp932", "x-sjis": "cp932",
           "iso-8859-9": "cp1254", "tis-620": "cp874", "x-user-defined": "cp1252"}  # fmt: skip
"""Names of encodings as browsers read them."""
NESTING = re.compile(
    r"</?(?!(?:html|head|body|title|meta|script|style|textarea|template|p|li|h[1-6]|t[dr]|br)\b)[a-zA-Z][^<>]*>", re.I
)
"""Tags of elements that may lie in one another; those that are left say where text begins and ends, or that it is none."""
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")


def most_attributes(data: bytes) -> int:
    """How many attributes the richest tag of a page may have; short tags, and what stands in scripts, are not counted."""
    most, raw = 0, b""
    for piece in data.split(b"<"):
        start = piece[:8].lower()
        if raw:
            raw = b"" if start.startswith(b"/" + raw) else raw
            continue
        raw = next((name for name in (b"script", b"style") if start.startswith(name)), b"")
        if len(piece) > 2 * MOST_ATTRIBUTES and piece[:1].isalpha():
            most = max(most, len(QUOTED.sub(b"", piece.partition(b">")[0]).split()))
    return most


def decoded(data: bytes, name: str) -> tuple[str, str | None, tuple[Problem, ...]]:
    """Text, encoding and problems: a byte order mark first, then valid UTF-8, then what the page declares, then a guess."""
    declared = _declared(data)
    if declared is not None and not declared.startswith("utf-16"):
        data = data.replace(b"\0", b"")  # browsers leave single ones out; where all is wide, no declaration is found
    if data[:4].startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or declared is None:
        return decode(data, name)
    if declared.startswith("utf-16") or declared == "utf-8":
        return decode(data, name)
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    text = data.decode(declared, errors="replace")
    if "\ufffd" not in text:
        return text, declared.replace("cp125", "windows-125"), ()
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    bad = text.count("\ufffd")
    message = f"Characters that can't be read in {declared}, which the page declares: {bad}."
    return text, declared, (report("E205", Place(name, line), message, found="\ufffd"),)


def _declared(data: bytes) -> str | None:
    """The encoding that the page declares in its first bytes, as Python names it; None where there is none that is known."""
    match = DECLARED.search(data[:8192])
    if match is None:
        return None
    said = (match[1] or match[2]).decode("ascii", "replace").lower()
    said = ALIASES.get(said, said)
    try:
        codec = codecs.lookup(said)
    except (LookupError, UnicodeError, ValueError):
        return None
    if not codec._is_text_encoding or codec.name in NO_CHARSETS:
        return None
    return said


def parsed(text: str, name: str) -> tuple[Element | None, tuple[Problem, ...]]:
    """The root of a page, or None where there is no element at all; comments and processing instructions are gone."""
    text = CONTROLS.sub(lambda m: "\ufffd" if m.group() == "\0" else " ", text)
    root, complete = _tree(text)
    if complete:
        return root, ()
    root, _ = _tree(NESTING.sub(" ", text))
    message = "Elements are nested without end; all text was kept, of the tags those of paragraphs, headings and cells."
    return root, (report("E241", Place(name), message),)


def _tree(text: str) -> tuple[Element | None, bool]:
    """A tree, and whether the parser came to the page's end."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    data = text.encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.ParserError:
        return None, True
    except etree.XMLSyntaxError:
        return None, not any("RESOURCE_LIMIT" in entry.type_name for entry in _log(parser))
    return root, not any("RESOURCE_LIMIT" in entry.type_name for entry in _log(parser))


def _log(parser: etree.HTMLParser) -> Iterable[etree._LogEntry]:
    return list(parser.error_log)


def tag_of(element: Element) -> str:
    """An element's name in lower case, without prefix; empty for what is no element."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()
