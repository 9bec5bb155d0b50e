"""Makes a docx or odt such that pandoc hands all of its text on: boxes, fields, lists of works."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from lxml import etree

from briefing.ingest.readers.pandoc.held import xml

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
KNOWN = frozenset(
    f"{TEXT}{name}"
    for name in ("p", "h", "span", "a", "s", "tab", "line-break", "note", "note-citation", "note-body", "list",
                 "section", "sequence", "bookmark-ref", "reference-ref", "note-ref", "ruby", "ruby-base", "deletion")
)  # fmt: skip
"""Elements of an odt's text that pandoc reads as what they are."""


def prepared(data: bytes, kind: str) -> bytes:
    """A file that was looked through, as pandoc is to read it; the same bytes where nothing has to change."""
    changes: dict[str, tuple[str, Callable[[etree._Element], bool]]] = {
        "docx": ("word/document.xml", _docx),
        "odt": ("content.xml", _odt),
    }
    if kind not in changes:
        return data
    name, change = changes[kind]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = xml(archive, name)
        if root is None or not change(root):
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in archive.infolist():
                copy.writestr(info, etree.tostring(root) if info.filename == name else archive.read(info))
        return out.getvalue()


def _docx(root: etree._Element) -> bool:
    """Puts boxes behind the paragraph that each is anchored in, and the results of fields in their place."""
    boxes = list(root.iter(WORD + "txbxContent"))
    for fallback in list(root.iter("{*}Fallback")):  # copies for older programs
        if fallback.find(".//" + WORD + "txbxContent") is not None and (parent := fallback.getparent()) is not None:
            parent.remove(fallback)
    for box in root.iter(WORD + "txbxContent") if boxes else ():
        anchor = next((p for p in reversed(list(box.iterancestors(WORD + "p")))), None)
        if anchor is not None:
            for block in reversed(list(box)):
                anchor.addnext(block)
    fields = [e for e in root.iter(WORD + "fldSimple") if "HYPERLINK" not in (e.get(WORD + "instr") or "")]
    for field in fields:
        for run in field:
            field.addprevious(run)
    return bool(boxes or fields)


def _odt(root: etree._Element) -> bool:
    """Makes plain text of fields that pandoc leaves out, and of lists of works."""
    changed = False
    for element in list(root.iter(TEXT + "*")):
        if element.tag == TEXT + "bibliography":
            element.tag = TEXT + "section"
            for inner in element.findall(TEXT + "index-body"):
                inner.tag = TEXT + "section"
            changed = True
        elif element.tag not in KNOWN and (element.text or "").strip():
            element.tag, changed = TEXT + "span", True
    return changed
