# ruff: noqa: E501 - patterns and messages read best on one line
"""Files that are zip archives: what is in them, whether they are safe to unpack, and what they say of themselves."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.codes import report
from briefing.ingest.authors import NOBODY
from briefing.ingest.names import is_name
from briefing.ingest.readers.html.facts import edtf
from briefing.ingest.readers.html.parsing import MOST_ATTRIBUTES, most_attributes
from briefing.ingest.readers.pandoc.held import Piece, captions, held, xml
from briefing.model import Metadatum, Place
from briefing.problems import Problem

MOST = 120_000_000
"""Bytes that all files in an archive may have unpacked, pictures and other media aside."""
MOST_FILES = 20_000
MOST_TEXT = 60_000_000
"""Bytes of one XML file in it."""
MEDIA = re.compile(r"\.(?:png|jpe?g|gif|tiff?|emf|wmf|svg|bmp|webp|ttf|otf|woff2?|mp[34]|bin)$", re.I)
MARKUP = re.compile(r"\.(?:x?html?|xml|opf|ncx|rels)$", re.I)
LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{%d,}" % (2 * MOST_ATTRIBUTES))
FIELDS = {"title": "title", "creator": "byline", "initial-creator": "byline", "publisher": "publisher", "language": "language",
          "date": "date", "created": "created", "creation-date": "created", "rights": "rights",
          **dict.fromkeys(("keywords", "keyword", "subject"), "keywords")}  # fmt: skip
UNTITLED = re.compile(r"(?:document|untitled|microsoft word.*|.*\.docx?)\d*", re.I)
UNSAFE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class Package:
    """An archive that was looked through."""

    kind: str
    """`docx`, `odt` or `epub`; empty where it can't be read."""
    metadata: tuple[Metadatum, ...] = ()
    held: tuple[Piece, ...] = ()
    """Its pieces of text, to see whether the conversion loses any, each with the rule of what is no part of the text."""
    captions: tuple[str, ...] = ()
    """Captions that count themselves, whole."""
    problems: tuple[Problem, ...] = ()


def open_package(data: bytes, name: str) -> Package:
    """What an archive is and says; with problems and no kind where it is no document, damaged, or a bomb."""
    place = Place(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _looked_through(archive, place)
    except UNSAFE as error:
        found = "nothing" if not data.strip() else str(error)[:120] or type(error).__name__
        return _refused(place, "E260", "The file is damaged, cut off, or no document at all.", found=found)


def _refused(place: Place, code: str, message: str, **more: str) -> Package:
    return Package("", problems=(report(code, place, message, **more),))


def _looked_through(archive: zipfile.ZipFile, place: Place) -> Package:
    infos = archive.infolist()
    sizes = [info.file_size for info in infos if not MEDIA.search(info.filename)]
    whole = sum(info.file_size for info in infos)
    if len(infos) > MOST_FILES or sum(sizes) > MOST or max(sizes, default=0) > MOST_TEXT or whole > 20 * MOST:
        found = f"{len(infos):,} files, {sum(sizes):,} bytes unpacked"
        return _refused(place, "E261", "Unpacked, the file would be far larger than any document.", expected=f"at most {MOST:,} bytes", found=found)  # fmt: skip
    if any(info.flag_bits & 1 for info in infos):
        return _refused(place, "E262", "The file is encrypted.")
    kind = _kind(archive)
    if not kind:
        shown = ", ".join(info.filename for info in infos[:4])
        return _refused(place, "E260", "The archive holds no docx, odt or epub document.", found=shown)
    bad = archive.testzip() if whole < 3 * MOST else None
    if bad is not None:
        return _refused(place, "E260", f"The file is damaged: `{bad}` in it can't be unpacked.", found=bad)
    if (most := max(_richest(archive, infos), default=0)) > MOST_ATTRIBUTES:
        found = f"a tag with {most:,} attributes"
        return _refused(place, "E261", "A tag in the file is larger than that of any document.", expected=f"at most {MOST_ATTRIBUTES:,} attributes", found=found)  # fmt: skip
    return Package(kind, tuple(_facts(archive, kind)), tuple(held(archive, kind)), tuple(captions(archive, kind)))


def _richest(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> Iterator[int]:
    """How many attributes the long tags in the archive have: parsers compare each with all others."""
    for info in infos:
        if MARKUP.search(info.filename):
            yield from (most_attributes(tag) for tag in LONG_TAG.findall(archive.read(info)))


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "word/document.xml" in names or any(re.fullmatch(r"word/document\d*\.xml", n) for n in names):
        return "docx"
    if "mimetype" in names:
        said = archive.read("mimetype")[:100]
        if b"opendocument.text" in said:
            return "odt"
        if b"epub" in said:
            return "epub"
    if "META-INF/container.xml" in names:
        return "epub"
    return "odt" if "content.xml" in names and "meta.xml" in names else ""


# --- what it says of itself ---


def _facts(archive: zipfile.ZipFile, kind: str) -> Iterator[Metadatum]:
    path = {"docx": "docProps/core.xml", "odt": "meta.xml"}.get(kind) or _opf(archive)
    root = xml(archive, path)
    if root is None:
        return
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        value = " ".join((element.text or "").split())
        if value:
            yield from _fact(kind, name, value)


def _fact(kind: str, name: str, value: str) -> Iterator[Metadatum]:
    field, values = FIELDS.get(name, ""), [value]
    if (kind, name) == ("odt", "creator") or (field == "date" and kind != "epub"):  # who wrote it last, and when
        return
    if field == "title" and UNTITLED.fullmatch(value):
        return
    if field == "byline":
        values = [one for one in re.split(r"\s*;\s*", value) if is_name(one) and not NOBODY.fullmatch(one)]
    elif field in ("date", "created"):
        values = [edtf(value) or ""]
    yield from (Metadatum(field, one, f"{kind}:{name}") for one in values if field and one)


def _opf(archive: zipfile.ZipFile) -> str:
    return next((n for n in archive.namelist() if n.endswith(".opf")), "")
