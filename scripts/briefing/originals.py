"""Finds the originals of a library's sources in a folder, by fingerprint, and ingests them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from briefing.codes import report
from briefing.ingest import ingest
from briefing.model import Document, Key, Library
from briefing.problems import Problem


def read_originals(folder: Path, library: Library) -> tuple[Mapping[Key, Document], tuple[Problem, ...]]:
    """Source key → its original after ingest, for every source whose front matter names a fingerprint.

    A file is recognised by its SHA-256, whatever its name. A source whose original isn't there gets a problem (E105).
    """
    wanted = {source.sha256: key for key, source in library.sources.items() if source.sha256}
    found: dict[Key, Document] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        key = wanted.get(hashlib.sha256(data).hexdigest())
        if key is not None and key not in found:
            found[key] = ingest(data, path.name)
    problems = tuple(_missing(key, library, folder) for key in wanted.values() if key not in found)
    return {key: found[key] for key in library.sources if key in found}, problems


def _missing(key: Key, library: Library, folder: Path) -> Problem:
    source = library.sources[key]
    return report(
        "E105",
        source.place,
        f"The original of {key} is not among the files in {folder.name}/.",
        expected=f"a file with SHA-256 {source.sha256}",
        found="files with other fingerprints, or none",
    )
