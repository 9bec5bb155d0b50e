"""The site as one archive that works from a folder, without a server.

What was packed of a file is kept from build to build, by the file's fingerprint: the last archive, and a list of what
stands where in it. A list or an archive that isn't as it was written, or that other code wrote, counts as not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from briefing.files import files_in, linked, room
from briefing.memory import Memory, fingerprint, of_tools

_LINK = re.compile(
    r'="(?:(?<=\shref=")|(?<=\ssrc="))(?![a-z][a-z0-9+.-]*:|//|#)'
    r'(?:([^"#?]*/)|((?:[^"#?]*/)?\.{1,2}))((?:#[^"]*)?")',
    re.IGNORECASE,
)


NEEDS_SERVER = ("404.html", "robots.txt", "sitemap")
"""Where the paths begin of what a server answers with, or reads out to robots: of no use in a folder."""
_LEVEL = 6
_Row = tuple[str, int, int, int, int]
"""Fingerprint of a file, and of what it was packed to: place, length, length before, checksum."""


def write_archive(
    site: Path, archive: Path, epoch: int, kept: Path | None = None, memory: Memory | None = None
) -> None:
    """Packs a built site so that `index.html` works when it is opened from a folder; the same site, the same bytes.

    Addresses that end in a folder are given its `index.html`. What is packed stands beside `kept` for the next build.
    """
    when = datetime.fromtimestamp(max(epoch, 315_532_800), UTC).timetuple()[:6]  # the format begins with 1980
    name = archive.relative_to(site).as_posix() if archive.is_relative_to(site) else archive.name
    archive.parent.mkdir(parents=True, exist_ok=True)
    archive.unlink(missing_ok=True)  # the last one may be the same file
    mark = fingerprint(of_tools(), zlib.ZLIB_RUNTIME_VERSION, _LEVEL, name)
    rows, memory = dict[str, _Row](), memory or Memory()
    with _Last(kept, mark) as last, zipfile.ZipFile(archive, "w") as packed:
        for inside in files_in(site):
            if inside != name and not inside.startswith(NEEDS_SERVER):
                file = os.path.join(site, inside)
                _add(packed, inside, file, memory.sum_of(file), when, name, last, rows)
    if kept:
        last.keep(archive, rows)


def _add(
    packed: zipfile.ZipFile,
    inside: str,
    path: str,
    mark: str,
    when: tuple[int, ...],
    archive: str,
    last: _Last,
    rows: dict[str, _Row],
) -> None:
    """Adds a file, with nothing in its entry that changes from machine to machine."""
    known = last.get(inside, mark)
    if known:
        body, size, crc = known
    else:
        data = Path(path).read_bytes()
        if inside.endswith(".html"):
            data = localised(data.decode("utf-8"), archive).encode("utf-8")
        press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        body, size, crc = press.compress(data) + press.flush(), len(data), zlib.crc32(data)
    entry = zipfile.ZipInfo(f"briefing/{inside}", when)  # type: ignore[arg-type]
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
    entry.CRC, entry.compress_size, entry.file_size = crc, len(body), size
    file: Any = packed.fp  # what is pressed already goes in as it is
    entry.header_offset = file.tell()
    file.write(entry.FileHeader())
    rows[inside] = mark, file.tell(), len(body), size, crc
    file.write(body)
    packed.filelist.append(entry)
    packed.NameToInfo[entry.filename] = entry
    packed.start_dir = file.tell()
    packed._didModify = True  # type: ignore[attr-defined]


class _Last:
    """The last archive, from which what has not changed is taken as it was packed."""

    def __init__(self, kept: Path | None, mark: str | None) -> None:
        self._kept, self._mark = kept, mark
        self._rows: dict[str, Any] = {}
        self._file: BinaryIO | None = None
        if kept is None or mark is None:
            return
        with suppress(OSError, ValueError, TypeError, KeyError):
            sum_, _, text = kept.with_suffix(".json").read_bytes().partition(b"\n")
            told = json.loads(text) if sum_.decode() == hashlib.sha256(text).hexdigest() else {}
            file = kept.with_suffix(".zip").open("rb")
            if told.get("mark") == mark and told["sum"] == hashlib.file_digest(file, "sha256").hexdigest():
                self._rows, self._file = told["rows"], file
            else:
                file.close()

    def __enter__(self) -> _Last:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def get(self, inside: str, mark: str) -> tuple[bytes, int, int] | None:
        """What a file was packed to, its length and its checksum; None where it is another than it was."""
        row = self._rows.get(inside)
        if self._file is None or row is None or row[0] != mark:
            return None
        self._file.seek(row[1])
        return self._file.read(row[2]), row[3], row[4]

    def keep(self, archive: Path, rows: Mapping[str, _Row]) -> None:
        """Leaves an archive, and what stands where in it, for the next build."""
        assert self._kept is not None
        with archive.open("rb") as file:
            told = {"mark": self._mark, "sum": hashlib.file_digest(file, "sha256").hexdigest(), "rows": rows}
        text = json.dumps(told, separators=(",", ":")).encode()
        with suppress(OSError):  # whoever may not write here packs again
            room(self._kept.with_suffix(".zip"))
            linked(archive, self._kept.with_suffix(".zip"))
            room(self._kept.with_suffix(".json"))
            self._kept.with_suffix(".json").write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)


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
    """An address that ends in a folder, with the folder's page."""
    folder, bare, end = m.groups()
    return f'="{folder or f"{bare}/"}index.html{end}'
