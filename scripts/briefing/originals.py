"""Finds the originals of a library's sources in a folder, by fingerprint, and ingests them."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefing.box import Box, Job, Limits
from briefing.cluster import Hands
from briefing.codes import report
from briefing.model import Document, Key, Library, Place
from briefing.problems import Problem
from briefing.regular import UnreadableError, files_below, trouble

TOLD = frozenset(["E138", "E270", "E271", "E280"])
"""What reading an original may find that a briefing must not pass over."""


def read_originals(
    folder: Path, library: Library, limits: Limits | None = None, hands: Hands | None = None
) -> tuple[Mapping[Key, Document], tuple[Problem, ...]]:
    """Source key → its original after ingest, for every source whose front matter names a fingerprint.

    `folder` may be a file or a pattern, too. A file is recognised by its SHA-256, whatever its name, and read within
    limits. A source whose original isn't there gets a problem (E105).
    """
    wanted = {source.sha256: key for key, source in library.sources.items() if source.sha256}
    files: dict[Key, Path] = {}
    problems: list[Problem] = []
    for path in originals_in(folder):
        try:
            key = wanted.get(_fingerprint(path, folder if folder.is_dir() else path.parent))
        except UnreadableError as error:
            problems.append(report("E701", Place(str(path)), f"The file can't be read: {error}."))
            continue
        if key is not None:
            files.setdefault(key, path)
    corrections = {s.sha256: s.corrections for s in library.sources.values() if s.sha256 and s.corrections}
    with Box(limits, corrections=corrections, hands=hands) as box:
        documents = box.read_all(Job(str(path), path.name) for path in files.values())
        found = dict(zip(files, documents, strict=True))
    problems += (p for document in found.values() for p in document.problems if p.code in TOLD)
    problems += (_missing(key, library, folder) for key in wanted.values() if key not in found)
    return {key: found[key] for key in library.sources if key in found}, tuple(problems)


def originals_in(folder: Path) -> Iterator[Path]:
    """The files of a folder; a file itself; or those, and the folders' files, that a pattern such as `*.pdf` fits."""
    if folder.is_dir():
        yield from files_below(folder)
    elif folder.exists():
        yield folder
    else:
        for match in sorted(glob.iglob(str(folder), recursive=True)):
            yield from originals_in(Path(match))


def _fingerprint(path: Path, folder: Path) -> str:
    """The SHA-256 of a file; raises `UnreadableError`."""
    if why := trouble(path, folder):
        raise UnreadableError(why)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error


def _missing(key: Key, library: Library, folder: Path) -> Problem:
    source = library.sources[key]
    return report(
        "E105",
        source.place,
        f"The original of {key} is not among the files in {folder.name}/.",
        expected=f"a file with SHA-256 {source.sha256}",
        found="files with other fingerprints, or none",
    )
