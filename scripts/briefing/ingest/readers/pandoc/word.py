"""What a Word file holds beside the text that pandoc reads: boxes, comments, heads and feet of pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ASIDE = re.compile(r"word/(?P<what>comments|header|footer)\d*\.xml")
RULES = {"comments": "word-comments", "header": "page-headers", "footer": "page-footers"}
MAIN = "word/document.xml"


def asides(data: bytes) -> Iterator[tuple[str, str]]:
    """Rule and text of each comment, and of each head and foot of pages, of a docx that was looked through."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if (match := ASIDE.fullmatch(name)) is None:
                continue
            for text in _paragraphs(archive.read(name), by="comment" if match["what"] == "comments" else "p"):
                yield RULES[match["what"]], text


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _paragraphs(xml: bytes, by: str) -> Iterator[str]:
    try:
        root = etree.fromstring(xml, _parser())
    except etree.XMLSyntaxError:
        return
    for element in root.iter(WORD + by):
        text = " ".join("".join(t.text or "" for t in p.iter(WORD + "t")) for p in element.iter(WORD + "p"))
        if text.strip():
            yield " ".join(text.split())


def unboxed(data: bytes) -> bytes:
    """A docx whose text boxes stand as paragraphs behind the one that each is anchored in; pandoc skips boxes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if MAIN not in archive.namelist() or b"txbxContent" not in archive.read(MAIN):
            return data
        try:
            root = etree.fromstring(archive.read(MAIN), _parser())
        except etree.XMLSyntaxError:
            return data
        _unbox(root)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in archive.infolist():
                copy.writestr(info, etree.tostring(root) if info.filename == MAIN else archive.read(info))
        return out.getvalue()


def _unbox(root: etree._Element) -> None:
    """Moves the paragraphs of each box behind the outermost paragraph that holds it; copies for older programs go."""
    for fallback in list(root.iter("{*}Fallback")):
        if fallback.find(".//" + WORD + "txbxContent") is not None and (parent := fallback.getparent()) is not None:
            parent.remove(fallback)
    for box in list(root.iter(WORD + "txbxContent")):
        anchor = next((p for p in reversed(list(box.iterancestors(WORD + "p")))), None)
        if anchor is not None:
            for block in reversed(list(box)):
                anchor.addnext(block)
