"""evidence.lock: what was compared with which original, as fingerprints; it holds no text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from json import dumps as quoted
from typing import Any

import yaml

from briefing.codes import report
from briefing.evidence.places import places
from briefing.evidence.wording import normalise
from briefing.library import dates
from briefing.model import DigestParagraph, Document, Key, Library, Place, Source
from briefing.problems import Problem

PATH = "evidence.lock"
_ADDRESS = re.compile(r"https?://[^\s<>\"\\]+", re.IGNORECASE)
HEAD = (
    "# Written by `briefing check --originals`: SHA-256 of what was compared by machine, and when.\n"
    "# Of the originals it holds at most six words a paragraph, by which a link finds its place at the publisher's.\n"
    "format: 2\n"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was compared of one source."""

    original: str
    """SHA-256 of the original's file."""
    compared: str
    """Day on which its digest was last compared, ISO."""
    tool: str
    """Version of the generator that compared it."""
    paragraphs: Mapping[int, tuple[str, str]]
    """First number of a digest paragraph → SHA-256 of the original's and of the digest's wording."""
    places: Mapping[int, str] = field(default_factory=dict)
    """First number of a digest paragraph → the fragment that leads to it at the work's address, without `#`."""


Lock = Mapping[Key, Entry]


@dataclass(frozen=True, slots=True)
class Status:
    """How a source's digest stands to what was compared."""

    compared: str | None
    """Day of the comparison, ISO; None where there was none."""
    tool: str
    changed: tuple[int, ...]
    """First numbers of the digest paragraphs that have changed or are new since."""

    @property
    def spoken(self) -> str:
        """The same in a sentence; empty where nothing was compared."""
        if self.compared is None:
            return ""
        text = f"Numbers, dates, names and quotations compared with the original on {dates.spoken(self.compared)}"
        if not self.changed:
            return f"{text}."
        return f"{text}; changed since and not compared again: {', '.join(f'¶{n}' for n in self.changed)}."


def read_lock(files: Mapping[str, bytes]) -> tuple[Lock, tuple[Problem, ...]]:
    """The lock among a project's files, empty where there is none; one that can't be read is a problem."""
    if PATH not in files:
        return {}, ()
    try:
        rows = yaml.load(files[PATH].decode("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return {key: _entry(row) for key, row in (rows or {}).get("sources", {}).items()}, ()
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, ValueError, TypeError, AttributeError) as error:
        return {}, (report("E338", Place(PATH), "The record of what was compared can't be read.", found=str(error)),)


def _entry(row: Mapping[str, Any]) -> Entry:
    pairs = {int(n): (str(pair["original"]), str(pair["digest"])) for n, pair in row["paragraphs"].items()}
    day = row["compared"] if "compared" in row else row["verified"]  # its name in the first format
    places = {int(n): str(fragment) for n, fragment in (row.get("places") or {}).items()}
    return Entry(str(row["original"]), str(day), str(row["tool"]), pairs, places)


def write_lock(lock: Lock) -> str:
    """The lock as the text of its file, in a stable order: the same lock is the same bytes."""
    lines = [HEAD, "sources:\n" if lock else "sources: {}\n"]
    for key, entry in sorted(lock.items()):
        lines += [f"  {key}:\n", f'    original: "{entry.original}"\n', f'    compared: "{entry.compared}"\n']
        lines += [f'    tool: "{entry.tool}"\n', "    paragraphs:\n" if entry.paragraphs else "    paragraphs: {}\n"]
        lines += [
            f'      {n}: {{original: "{original}", digest: "{digest}"}}\n'
            for n, (original, digest) in sorted(entry.paragraphs.items())
        ]
        lines += ["    places:\n"] * bool(entry.places)
        lines += [f"      {n}: {quoted(fragment)}\n" for n, fragment in sorted(entry.places.items())]
    return "".join(lines)


def record(
    library: Library,
    originals: Mapping[Key, Document],
    problems: tuple[Problem, ...],
    old: Lock,
    today: str,
    tool: str,
) -> Lock:
    """The lock after a comparison that found `problems`.

    A source whose original was at hand and whose file has no error among the problems is entered; where nothing of it
    has changed since the old lock, its old day stands. Sources that are gone are left out.
    """
    failed = {problem.path for problem in problems if problem.fails}
    lock = {key: entry for key, entry in old.items() if key in library.sources}
    for key, source in library.sources.items():
        document = originals.get(key)
        if document is None or source.place.path in failed or not source.paragraphs:
            continue
        pairs = {p.first: (_of_original(p, document), fingerprint(p.written)) for p in source.paragraphs}
        there = places(source, library.works.get(key), document)
        before = old.get(key)
        if before is None or (before.original, dict(before.paragraphs)) != (document.sha256, pairs):
            lock[key] = Entry(document.sha256, today, tool, pairs, there)
        elif dict(before.places) != there:
            lock[key] = replace(before, places=there)
    return dict(sorted(lock.items()))


def fingerprint(text: str) -> str:
    """SHA-256 of a text under the declared normalisation, as 64 hexadecimal digits."""
    return hashlib.sha256(normalise(text).strip().encode()).hexdigest()


def _of_original(paragraph: DigestParagraph, document: Document) -> str:
    """Fingerprint of what the original says under a digest paragraph's numbers."""
    return fingerprint("\n".join(p.text for p in document.paragraphs if paragraph.first <= p.n <= paragraph.last))


def status(library: Library, lock: Lock) -> Mapping[Key, Status]:
    """How each source's digest stands to the lock; without the originals."""
    return {key: _status(source, lock.get(key)) for key, source in library.sources.items()}


def spoken(library: Library, files: Mapping[str, bytes]) -> Mapping[Key, str]:
    """Source key → what the lock among a project's files says was compared, in a sentence; nothing for the others."""
    found = status(library, read_lock(files)[0])
    return {key: entry.spoken for key, entry in found.items() if entry.spoken}


def addresses(library: Library, files: Mapping[str, bytes]) -> Mapping[Key, Mapping[int, str]]:
    """Source key → first number of a paragraph → where it is to be read at the publisher's, by the lock.

    Only of an original that is still the one that was compared, and of a work whose entry has an address.
    """
    found: dict[Key, Mapping[int, str]] = {}
    for key, entry in read_lock(files)[0].items():
        source, work = library.sources.get(key), library.works.get(key)
        url = str(work.csl.get("URL") or "").partition("#")[0] if work else ""
        if source and _ADDRESS.fullmatch(url) and source.sha256 in (None, entry.original):
            found[key] = {n: f"{url}#{fragment}" for n, fragment in entry.places.items()}
    return found


def _status(source: Source, entry: Entry | None) -> Status:
    if entry is None or (source.sha256 and entry.original != source.sha256):
        return Status(None, "", ())
    changed = tuple(
        p.first for p in source.paragraphs if entry.paragraphs.get(p.first, ("", ""))[1] != fingerprint(p.written)
    )
    return Status(entry.compared, entry.tool, changed)


def unrecorded(library: Library, lock: Lock, keys: Iterable[Key]) -> Iterator[Problem]:
    """Which of these sources have digests of which no comparison is recorded."""
    found = status(library, lock)
    for key in keys:
        source = library.sources[key]
        if source.paragraphs and source.rights != "full" and found[key].compared is None:
            message = f"No comparison of the digest of `{key}` with its original is recorded."
            yield report("E337", source.place, message)


def check_lock(library: Library, lock: Lock) -> Iterator[Problem]:
    """Digests of which no comparison is recorded, and paragraphs that have changed since they were compared."""
    yield from unrecorded(library, lock, library.sources)
    for key, found in status(library, lock).items():
        source = library.sources[key]
        if not source.paragraphs or source.rights == "full":
            continue
        for paragraph in source.paragraphs:
            if paragraph.first in found.changed:
                yield report(
                    "E336",
                    paragraph.place,
                    f"¶{paragraph.first} of `{key}` has changed since it was compared on {found.compared}.",
                    source=paragraph.text,
                )
