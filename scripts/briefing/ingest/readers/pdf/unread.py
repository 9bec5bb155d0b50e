"""What a PDF holds beside the text of its pages, and text that can't be read rightly: each said in a problem."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from briefing.codes import report
from briefing.ingest.readers.pdf.lines import Leaf
from briefing.model import Place
from briefing.problems import Problem

SHOWN = 120
"""Characters that a message shows."""
FEW = 400
"""Characters of a page from which it is not asked whether more is drawn than was read."""
VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœаеёиоуыэюяіїєαεηιουωάέήίόύώ")
USUAL = "etaoinrs"
"""The letters that stand most often in languages written in Latin script."""
TOGETHER = frozenset(("LATIN", "GREEK", "CJK", "HIRAGANA", "KATAKANA", "MATHEMATICAL", "DOUBLE-STRUCK"))
"""Scripts that stand beside another in one text."""
MARKUP = (
    "TEXT", "FREETEXT", "HIGHLIGHT", "UNDERLINE", "SQUIGGLY", "STRIKEOUT", "STAMP", "CARET", "LINE", "SQUARE", "CIRCLE",
)  # fmt: skip
SHOW = re.compile(r"\(([^()\\]{2,200})\)\s*Tj")
"""A text that a field's drawing shows."""
COMMENTS = frozenset(getattr(raw, f"FPDF_ANNOT_{kind}") for kind in MARKUP)
"""Kinds of annotations in which readers write."""


def unread(document: Any, leaves: list[Leaf], name: str) -> Iterator[Problem]:
    """Attachments, form values, comments; pages that are too long; text drawn twice; fonts whose letters are wrong."""
    yield from _attachments(document, name)
    yield from _annotations(document, name)
    for leaf in leaves:
        if leaf.unread:
            message = f"Page {leaf.number} is too long: its last {leaf.unread:,} characters were not read."
            yield report("E202", Place(name, leaf.number), message, found=f"{leaf.unread:,} characters more")
    twice = [leaf.number for leaf in leaves if leaf.twice > 3]
    if twice:
        pages = ", ".join(map(str, twice[:20]))
        yield report(
            "E258", Place(name, twice[0]), f"Text that is drawn twice in one place was read once, on page {pages}."
        )
    yield from _garbled(leaves, name)
    yield from _mute(document, leaves, name)


def _attachments(document: Any, name: str) -> Iterator[Problem]:
    names = []
    for i in range(min(raw.FPDFDoc_GetAttachmentCount(document.raw), 1000)):
        names.append(_file_name(raw.FPDFDoc_GetAttachment(document.raw, i)))
    if names:
        yield report(
            "E258",
            Place(name),
            f"Files are attached to the PDF and were not read: {', '.join(names[:20])}.",
            found=f"{len(names)} attached files",
        )


def _file_name(attachment: Any) -> str:
    return _string(lambda buffer, size: raw.FPDFAttachment_GetName(attachment, buffer, size)) or "?"


def _annotations(document: Any, name: str) -> Iterator[Problem]:
    """Values in a form's fields, comments, and files that are pinned to a place, page by page."""
    with suppress(pdfium.PdfiumError):
        document.init_forms()
    form = document.formenv.raw if document.formenv else None
    for index in range(len(document)):
        page = raw.FPDF_LoadPage(document.raw, index)
        if not page:
            continue
        values: list[str] = []
        comments: list[str] = []
        files: list[str] = []
        for i in range(min(raw.FPDFPage_GetAnnotCount(page), 2000)):
            annotation = raw.FPDFPage_GetAnnot(page, i)
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind == raw.FPDF_ANNOT_WIDGET:
                values += [_value(form, annotation) or _drawn(annotation), *_options(form, annotation)]
            elif kind in COMMENTS:
                comments.append(_entry(annotation, b"Contents"))
            elif kind == raw.FPDF_ANNOT_FILEATTACHMENT:
                files.append(_file_name(raw.FPDFAnnot_GetFileAttachment(annotation)))
            raw.FPDFPage_CloseAnnot(annotation)
        raw.FPDF_ClosePage(page)
        place = Place(name, index + 1)
        for what, found in (("form fields", values), ("comments", comments), ("attached files", files)):
            shown = [one for one in found if one.strip(" \r\n") and one != "Off"]
            if shown:
                message = f"Page {index + 1} holds {what} whose text was not read."
                yield report(
                    "E258", place, message, found="; ".join(" ".join(one.split()) for one in shown)[: 10 * SHOWN]
                )


def _value(form: Any, annotation: Any) -> str:
    """What a form's field shows, its own or that of the field that it is part of."""
    if not form:
        return _entry(annotation, b"V")
    return _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))


def _drawn(annotation: Any) -> str:
    """What a field without a value shows, as on a button."""
    content = _string(lambda buffer, size: raw.FPDFAnnot_GetAP(annotation, 0, buffer, size))
    return " ".join(SHOW.findall(content))


def _options(form: Any, annotation: Any) -> Iterator[str]:
    """What a form's list offers to choose from."""
    for i in range(min(raw.FPDFAnnot_GetOptionCount(form, annotation), 1000) if form else 0):
        yield _string(lambda buffer, size, i=i: raw.FPDFAnnot_GetOptionLabel(form, annotation, i, buffer, size))


def _entry(annotation: Any, key: bytes) -> str:
    return _string(lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size))


def _string(get: Any) -> str:
    """A string that PDFium writes into a buffer, in two steps, as UTF-16."""
    size = get(None, 0)
    if not 2 < size < 1_000_000:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    get(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def _mute(document: Any, leaves: list[Leaf], name: str) -> Iterator[Problem]:
    """Pages on which most pieces of text are drawn in fonts that don't say which characters their shapes are."""
    found: list[tuple[int, int, int]] = []
    for leaf in leaves:
        page = document[leaf.number - 1] if leaf.count < FEW else None
        if page is None or raw.FPDFPage_CountObjects(page.raw) <= leaf.count + 10:
            continue
        text = page.get_textpage()
        drawn = [o.raw for o in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=2)]
        read = sum(
            bool(_string(lambda b, n, o=o, t=text.raw: raw.FPDFTextObj_GetText(o, t, b, n)).strip()) for o in drawn
        )
        if len(drawn) > 20 and read < 0.7 * len(drawn):
            found.append((leaf.number, len(drawn) - read, len(drawn)))
    for number, silent, drawn_all in found[:20]:
        message = f"Most text on page {number} is drawn in fonts that give no characters; it was not read."
        yield report("E259", Place(name, number), message, found=f"{silent} of {drawn_all} pieces of text")


def _garbled(leaves: list[Leaf], name: str) -> Iterator[Problem]:
    """Fonts of some weight whose letters are no text: hardly a vowel among many letters, or signs for nothing."""
    letters: dict[str, Counter[str]] = {}
    first: dict[str, int] = {}
    for leaf in leaves:
        for font, counts in leaf.letters.items():
            first.setdefault(font, leaf.number)
            for char, n in counts.items():
                letters.setdefault(font, Counter())[char.lower()] += n
    total = sum(counts.total() for counts in letters.values())
    for font, counts in letters.items():
        if counts.total() >= 0.1 * total and is_garbled(counts):
            shown = "".join(c for c, _ in counts.most_common(12))
            found = f"{counts.total():,} characters, most often {shown}"
            yield report("E259", Place(name, first[font]), f"The text in the font `{font}` is garbled.", found=found)


def is_garbled(counts: Counter[str]) -> bool:
    """Whether characters, by how often each stands, can't be a text: no letters, of many scripts, or without vowels."""
    counts = Counter({c: n for c, n in counts.items() if c not in "_.-·…"})  # blanks to fill in, and leaders
    total = counts.total()
    none = sum(n for c, n in counts.items() if c == "\ufffd" or c < " " or "\ue000" <= c <= "\uf8ff")
    scripts = Counter[str]()
    for c, n in counts.items():
        if c.isalpha():
            scripts[unicodedata.name(c, "no name").split()[0]] += n
    many = sum(n > 0.03 * scripts.total() for script, n in scripts.items() if script not in TOGETHER) > 2
    if total >= 40 and (none > 0.2 * total or many):
        return True
    latin = sum(n for c, n in counts.items() if c.isalpha() and c <= "\u024f")
    other = sum(n for c, n in counts.items() if "\u0370" <= c <= "\u04ff")
    signs = sum(n for c, n in counts.items() if c < "\x7f" and not c.isalnum())
    if max(latin, other) < 0.5 * total:
        return total >= 300 and signs > 0.6 * total
    share = sum(n for c, n in counts.items() if c in VOWELS) / max(1, latin + other)
    usual = latin < other or sum(counts[c] for c in USUAL) >= 0.42 * latin
    return latin + other >= 300 and not (0.25 <= share <= 0.65 and usual)
