"""The container of the e-book: package document, and one archive that is the same bytes for the same book."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from briefing.publish.epub.documents import CONTENTS, PICTURE
from briefing.publish.epub.elements import attributes, text_of
from briefing.settings import Settings

FOLDER = "EPUB"
PACKAGE = "package.opf"
MIME = "application/epub+zip"
TYPES = {
    "xhtml": "application/xhtml+xml", "css": "text/css", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "svg": "image/svg+xml", "webp": "image/webp",
}  # fmt: skip
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    f'<rootfiles><rootfile full-path="{FOLDER}/{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>\n"
)
_SUMMARY = (
    "Headings, lists and tables are marked up as such; notes lead to the paragraphs that they cite, and back; "
    "no sound, no motion, nothing that flashes."
)


def identifier(settings: Settings, edition: str) -> str:
    """What the book is known by: the same for each build of the same briefing, day and edition (public or full).

    >>> identifier(Settings(title="Lights", edition="2024-07-01"), "public")
    'urn:uuid:58fcdef5-49e8-5669-be1a-529ba7a41b3a'
    """
    name = f"{settings.url or settings.title}#{settings.edition or ''}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name if edition == 'public' else f'{name}#{edition}')}"


def package(
    settings: Settings, edition: str, files: Sequence[str], spine: Sequence[str], language: str, mark: str
) -> str:
    """The package document: metadata, all `files`, and those that are read one after the other (`spine`)."""
    names = {file: f"i{n}" for n, file in enumerate(files, 1)}
    items = "\n".join(f"<item{attributes(_item(file, name))}/>" for file, name in names.items())
    read = "\n".join(f'<itemref idref="{names[file]}"/>' for file in spine)
    metadata = "\n".join(_metadata(settings, edition, files, language, mark))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{metadata}\n</metadata>\n'
        f"<manifest>\n{items}\n</manifest>\n<spine>\n{read}\n</spine>\n</package>\n"
    )


def _item(file: str, name: str) -> dict[str, str]:
    properties = {CONTENTS: "nav", PICTURE: "cover-image"}.get(file)
    kind = TYPES[PurePosixPath(file).suffix.lstrip(".")]
    return {"id": name, "href": file, "media-type": kind} | ({"properties": properties} if properties else {})


def _metadata(settings: Settings, edition: str, files: Sequence[str], language: str, mark: str) -> list[str]:
    day = settings.edition or "1980-01-01"
    pictures = any(file.startswith("images/") for file in files)
    rows = [
        f'<dc:identifier id="id">{identifier(settings, edition)}</dc:identifier>',
        _row("dc:title", settings.title),
        _row("dc:language", language),
        *([_row("dc:date", settings.edition)] if settings.edition else []),
        _row('meta property="dcterms:modified"', f"{day}T00:00:00Z"),
    ]
    for n, author in enumerate(filter(str.strip, settings.authors), 1):
        rows.append(_row(f'dc:creator id="author{n}"', author))
        rows.append(_row(f'meta refines="#author{n}" property="role" scheme="marc:relators"', "aut"))
    texts = [("dc:publisher", settings.institution), ("dc:description", settings.description), ("dc:rights", mark)]
    texts += [("dc:subject", keyword) for keyword in settings.keywords]
    texts += [("dc:source", settings.url)]
    rows += [_row(name, text) for name, text in texts if text.strip()]
    facts = [
        *[("accessMode", mode) for mode in ("textual", *(["visual"] if pictures else []))],
        ("accessModeSufficient", "textual"),
        *[("accessibilityFeature", f) for f in ("tableOfContents", "structuralNavigation", "readingOrder")],
        *[("accessibilityFeature", "alternativeText") for _ in range(pictures or PICTURE in files)],
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", _SUMMARY),
    ]
    return rows + [_row(f'meta property="schema:{name}"', text) for name, text in facts]


def _row(tag: str, text: str) -> str:
    return f"<{tag}>{text_of(text)}</{tag.split()[0]}>"


def language_of(settings: Settings) -> str:
    """The language of the briefing as a tag that a reading system accepts; `und` where it is none."""
    return settings.language if re.match(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", settings.language) else "und"


def packed(files: Mapping[str, str | bytes], edition: str | None) -> bytes:
    """The archive of files under `FOLDER`, the type of the whole first and plain, as the format demands."""
    day = max(date.fromisoformat(edition), date(1980, 1, 1)) if edition else date(1980, 1, 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "mimetype", MIME, day, zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", _CONTAINER, day)
        for name, content in files.items():
            stored = name.endswith((".png", ".jpg", ".jpeg", ".gif", ".webp"))
            _add(archive, f"{FOLDER}/{name}", content, day, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: str | bytes, day: date, how: int = zipfile.ZIP_DEFLATED) -> None:
    """Adds a file with nothing in its entry that changes from machine to machine."""
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, how
    archive.writestr(entry, content)
