# ruff: noqa: E501 - patterns and messages read best on one line
"""The PDF reader: from bytes to an extract."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from briefing.codes import report
from briefing.ingest.authors import NOBODY
from briefing.ingest.extract import Extract
from briefing.ingest.readers.html.facts import edtf
from briefing.ingest.readers.pdf.assembling import assemble
from briefing.ingest.readers.pdf.forms import drawn_too_often
from briefing.ingest.readers.pdf.glyphs import read_sheet
from briefing.ingest.readers.pdf.ligatures import write_out
from briefing.ingest.readers.pdf.lines import Leaf, leaf_of
from briefing.ingest.readers.pdf.ruled import tables_of
from briefing.ingest.readers.pdf.shifted import set_right
from briefing.ingest.readers.pdf.unread import unread
from briefing.model import Metadatum, Place
from briefing.problems import Problem

MOST_PAGES = 2000
MOST_BYTES = 300_000_000
JUNK = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel) ?- ?.*|untitled.*|document\d*|.*\.(?:docx?|pdf|indd|rtf|odt|tex|qxd|pptx?|dvi|ps|tmp)|title|\(?unspecified\)?|layout \d.*|slide \d+|(?=[\w-]*\d{5})[\w-]*|[\W\d_]*|pii:.*|doi:.*|print|презентация powerpoint)",
    re.I,
)


def read(data: bytes, name: str) -> Extract:
    """A PDF: its text in reading order as settled blocks, notes at the pages' feet as notes, margins as drops."""
    place = Place(name)
    start = data.find(b"%PDF-", 0, 4096)
    if not data.strip() or start < 0:
        found = "an empty file" if not data.strip() else "no `%PDF-` at its start"
        return _nothing(name, report("E250", place, "The file is no PDF.", expected="a PDF", found=found))
    if len(data) > MOST_BYTES:
        return _nothing(name, report("E202", place, "The PDF is too large.", expected=f"at most {MOST_BYTES:,} bytes", found=f"{len(data):,} bytes"))  # fmt: skip
    if drawn_too_often(data):
        found = "forms that draw themselves, or each other, without end"
        return _nothing(name, report("E202", place, "The PDF asks for far too much to be drawn.", found=found))
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return _nothing(name, _unreadable(data, place, error))
    try:
        return _read(document, data, name)
    finally:
        document.close()


def _read(document: Any, data: bytes, name: str) -> Extract:
    place = Place(name)
    count = len(document)
    if not count:
        return _nothing(name, report("E253", place, "The PDF has no pages."))
    problems: list[Problem] = []
    if count > MOST_PAGES:
        return _nothing(
            name, report("E202", place, f"The PDF has {count:,} pages.", expected=f"at most {MOST_PAGES:,} pages")
        )
    leaves = list(_leaves(document, count, name, problems))
    if b"%%EOF" not in data[-4096:]:
        problems.append(report("E252", place, "The PDF's end is missing; what could be read of it was read.", expected="`%%EOF` at its end"))  # fmt: skip
    problems += _scanned(leaves, name)
    problems += unread(document, leaves, name)
    text, blocks, spans, drops, said, seen = assemble(leaves, name)
    return Extract(name, text, blocks, spans, drops, tuple(_facts(document)), None, (*problems, *said), seen=seen)


def _leaves(document: Any, count: int, name: str, problems: list[Problem]) -> Iterator[Leaf]:
    ligatures: Counter[str] = Counter()
    for index in range(count):
        try:
            sheet = read_sheet(document, index)
            set_right(sheet)
            ligatures += write_out(sheet)
            yield leaf_of(sheet, *tables_of(sheet))
        except pdfium.PdfiumError:
            problems.append(report("E252", Place(name), f"Page {index + 1} can't be read.", found="a damaged page"))
    if ligatures:
        found = ", ".join(f"{ligature} ({n})" for ligature, n in sorted(ligatures.items()))
        message = "Ligatures that the file's fonts call by one letter were written out, as the words ask for."
        problems.append(report("E266", Place(name), message, found=found))


def _scanned(leaves: list[Leaf], name: str) -> list[Problem]:
    """Pages that are pictures of text."""
    bare = [s.number for s in leaves if s.count < 20 and s.images > 0.4]
    if not bare:
        return []
    if len(bare) >= 0.6 * len(leaves):
        message = "The PDF is a scan: its pages are pictures and hold no text."
        return [report("E251", Place(name), message, found=f"{len(bare)} of {len(leaves)} pages are pictures")]
    pages = ", ".join(map(str, bare[:20]))
    return [
        report(
            "E254",
            Place(name),
            f"Pages without text, only with a picture: {pages}.",
            found=f"{len(bare)} of {len(leaves)} pages",
        )
    ]


def _unreadable(data: bytes, place: Place, error: Exception) -> Problem:
    """Why PDFium could not open the file."""
    code = raw.FPDF_GetLastError()
    if code == raw.FPDF_ERR_PASSWORD or (b"/Encrypt" in data and "password" in str(error).lower()):
        return report("E255", place, "The PDF is encrypted and asks for a password.")
    if b"%%EOF" not in data[-4096:]:
        return report("E252", place, "The PDF is cut off and can't be read.", expected="`%%EOF` at its end")
    if b"/Count 0" in data:
        return report("E253", place, "The PDF has no pages.")
    return report("E252", place, "The PDF is damaged and can't be read.")


def _facts(document: Any) -> Iterator[Metadatum]:
    """What the PDF says of itself, left out where it is what programs write by themselves."""
    info: dict[str, str] = {}
    with suppress(Exception):
        info = document.get_metadata_dict(skip_empty=True)
    clean = {key: " ".join(value.replace("\0", "").split()) for key, value in info.items()}
    if (title := clean.get("Title", "")) and not JUNK.fullmatch(title) and len(title) > 3:
        yield Metadatum("title", title, "pdf:Title")
    if author := clean.get("Author", ""):
        for one in re.split(r"\s*[;&]\s*|\s+and\s+|,\s+(?=\S+\s\S)", author):
            if one and not NOBODY.fullmatch(one) and 1 < len(one.split()) <= 6:
                yield Metadatum("byline", one, "pdf:Author")
    if keywords := clean.get("Keywords", ""):
        yield Metadatum("keywords", keywords, "pdf:Keywords")
    match = re.match(r"D:(\d{4})(\d\d)?(\d\d)?", clean.get("CreationDate", ""))
    if match and (date := edtf("-".join(part for part in match.groups() if part))):
        yield Metadatum("created", date, "pdf:CreationDate")


def _nothing(name: str, problem: Problem) -> Extract:
    return Extract(name, "", (), problems=(problem,))
