"""What has changed since a revision of git: what there was to read then, beside what there is now."""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from briefing.evidence import find_claims
from briefing.evidence.lock import read_lock
from briefing.library import read_library
from briefing.model import Document, Key
from briefing.project import INPUTS, read_project
from briefing.review.items import UNKNOWN, Item, find_items
from briefing.review.records import Review
from briefing.review.standing import review, sign_of

Base = tuple[Item, ...]
"""Everything that there was to read."""


class RevisionError(ValueError):
    """A revision that can't be read, with the reason."""


def items_at(root: Path, revision: str, originals: Mapping[Key, Document] | None = None) -> Base:
    """What there was to read of a project at a revision of its git repository; raises RevisionError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            with zipfile.ZipFile(BytesIO(_archived(root, revision))) as archive:
                archive.extractall(folder)
        except zipfile.BadZipFile as error:
            raise RevisionError(f"{revision} holds files that can't be unpacked: {error}.") from error
        if not (folder / "mkdocs.yml").is_file():
            raise RevisionError(f"There was no project at {revision}: it holds no mkdocs.yml.")
        project, _ = read_project(folder)
    library, _ = read_library(project.files, project.settings)
    held = {k: d for k, d in (originals or {}).items() if k in library.sources and library.sources[k].sha256}
    return find_items(library, find_claims(library, project.settings.language), read_lock(project.files)[0], held)


def changed(items: Iterable[Item], base: Base) -> dict[str, tuple[str, ...]]:
    """Id → in what both sides of a thing differ from what they were; a thing that is new says so.

    Where the original of a digest is not known on one of both sides, nothing is said of it.
    """
    items = tuple(items)
    now = {item.id: item for item in items}
    before = Review("", tuple(sign_of(_alike(item, now.get(item.id)), "reads true", "") for item in base))
    rows = review([item.beside(_known(item)) for item in items], (before,)).standings
    return {id: row.reasons or ("it is new",) for id, row in rows.items() if row.state != "read"}


def _alike(item: Item, now: Item | None) -> Item:
    """A thing as it was, an original that nobody knows any more, or didn't know then, taken to be the same."""
    there = dict(now.against) if now else {}
    pairs = ((ref, there.get(ref, value) or "unknown" if UNKNOWN in (value, there.get(ref)) else value)
             for ref, value in item.against)  # fmt: skip
    return item.beside(tuple(pairs))


def _known(item: Item) -> tuple[tuple[str, str], ...]:
    return tuple((ref, value or "unknown") for ref, value in item.against)


def _archived(root: Path, revision: str) -> bytes:
    """The inputs of a project at a revision, as an archive."""
    if revision.startswith("-"):
        raise RevisionError(f"{revision!r} is no revision.")
    try:
        named = ("git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        commit = subprocess.run(named, cwd=root, capture_output=True, text=True, timeout=60, check=True).stdout.strip()
        listed = ("git", "ls-tree", "-z", "--name-only", commit)
        held = subprocess.run(listed, cwd=root, capture_output=True, timeout=60, check=True).stdout.decode().split("\0")
        wanted = {"mkdocs.yml", *(glob.partition("/")[0] for glob in INPUTS)} & set(held) - {"editions"}
        packed = ("git", "archive", "--format=zip", commit, "--", *sorted(wanted))
        return subprocess.run(packed, cwd=root, capture_output=True, timeout=300, check=True).stdout
    except FileNotFoundError as error:
        raise RevisionError("git is not installed.") from error
    except (OSError, subprocess.SubprocessError) as error:
        raise RevisionError(f"git knows no revision {revision!r} of this project.") from error
