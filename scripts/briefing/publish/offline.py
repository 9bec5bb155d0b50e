"""The site as one archive that works from a folder, without a server."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

_LINK = re.compile(
    r'(\s(?:href|src)=")(?![a-z][a-z0-9+.-]*:|//|#)([^"#?]*/|(?:[^"#?]*/)?\.{1,2})?((?:#[^"]*)?")', re.IGNORECASE
)


NEEDS_SERVER = ("404.html", "robots.txt", "sitemap")
"""Where the paths begin of what a server answers with, or reads out to robots: of no use in a folder."""


def write_archive(site: Path, archive: Path, epoch: int) -> None:
    """Packs a built site so that `index.html` works when it is opened from a folder; the same site, the same bytes.

    Addresses that end in a folder are given its `index.html`.
    """
    when = datetime.fromtimestamp(max(epoch, 315_532_800), UTC).timetuple()[:6]  # the format begins with 1980
    name = archive.relative_to(site).as_posix() if archive.is_relative_to(site) else archive.name
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for path in sorted(p for p in site.rglob("*") if p.is_file() and p != archive):
            inside = path.relative_to(site).as_posix()
            if inside.startswith(NEEDS_SERVER):
                continue
            data = path.read_bytes()
            if inside.endswith(".html"):
                data = localised(data.decode("utf-8"), name).encode("utf-8")
            _add(packed, f"briefing/{inside}", data, when)


def _add(packed: zipfile.ZipFile, name: str, data: bytes, when: tuple[int, ...]) -> None:
    """Adds a file with nothing in its entry that changes from machine to machine."""
    entry = zipfile.ZipInfo(name, when)  # type: ignore[arg-type]
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
    packed.writestr(entry, data)


def localised(text: str, archive: str = "") -> str:
    """A page's HTML with addresses that work without a server.

    >>> localised('<a href="../iskp/#c-1">x</a> <a href="..">y</a> <a href="https://example.org/">z</a>')
    '<a href="../iskp/index.html#c-1">x</a> <a href="../index.html">y</a> <a href="https://example.org/">z</a>'
    """
    text = _LINK.sub(_with_index, text)
    if archive and archive in text:
        text = re.sub(rf'<a [^>]*href="[^"]*{re.escape(archive)}"[^>]*>(.*?)</a>', r"\1 (you are reading it)", text)
    return text


def _with_index(m: re.Match[str]) -> str:
    """An address that ends in a folder, with the folder's page; any other as it stands."""
    folder = m.group(2)
    if folder is None:
        return m.group()
    return f"{m.group(1)}{folder if folder.endswith('/') else folder + '/'}index.html{m.group(3)}"
