"""`briefing add`: new sources from originals."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from briefing.box import Job
from briefing.cli.naming import named
from briefing.cli.shared import box_here, cluster_option, consoles, hands_at, progress, project_option, require_root
from briefing.printing import print_problems, summary
from briefing.problems import Problem
from briefing.regular import trouble

if TYPE_CHECKING:
    from briefing.adding.addition import Addition, Shelf
    from briefing.model import Document


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--key", help="The source's key; by default the entry's in references.bib, else made of author and year.")
@click.option(
    "--rights",
    type=click.Choice(["digest", "full", "record"]),
    default="digest",
    help="digest: to be written in our own words. full: the text itself, where it is ours or openly licensed. "
    "record: metadata only.",
)
@project_option
@cluster_option
def add(files: tuple[Path, ...], key: str | None, rights: Any, root: Path | None, cluster: str | None) -> int:
    """Add FILES (text, HTML, PDF, docx, odt or epub; folders and patterns, too), each as a source.

    Appends an entry to references.bib unless the work has one, and starts sources/KEY.md with the original's numbers,
    headings and notes. Says what it found, what it doubts, and what to do next. Never overwrites anything. A file that
    can't be added doesn't stop the others; without --key one that is a source already is passed over, so that a run
    that was ended goes on where it was.
    """
    folder = require_root(root)
    out, err = consoles()
    found: list[Problem] = []
    paths: Iterator[Path] | list[Path] = named(files, found.append)
    if key is None:
        paths = _new(paths, _known(folder), err)
    else:  # who names a key means this file
        paths = list(paths)
        if len(paths) > 1:
            raise click.UsageError("--key names one source; leave it out, or add one file at a time.")
    added: list[str] = []
    failed = False
    desk = _Desk(folder)
    with (
        hands_at(cluster) as hands,
        box_here(folder, hands) as box,
        progress(err, "Files read", out.is_terminal) as step,
    ):
        for document in box.read_all(Job(str(path), str(path)) for path in paths):
            made = _add(document, key, rights, desk, out, err)
            added += [made] * bool(made)
            failed = failed or not made
            step()
    print_problems(found, "text", err)
    if added:
        for row in _next(added, rights):
            out.print(row, markup=False)
    return int(failed or any(p.fails for p in found))


def _known(folder: Path) -> dict[str, str]:
    """Fingerprints of the originals that are sources already, each with its key."""
    from briefing.library.replaying import ORIGINAL  # takes a while to load

    rows = ((path.stem, ORIGINAL.search(path.read_bytes()[:4000])) for path in (folder / "sources").glob("*.md"))
    return {match[1].decode(): key for key, match in rows if match}


def _new(paths: Iterable[Path], known: dict[str, str], err: Console) -> Iterator[Path]:
    """The files that are no source's original yet, each once."""
    seen: dict[str, Path] = {}
    for path in paths:
        sha = _fingerprint(path)
        first = seen.setdefault(sha, path) if sha else path
        if sha in known:
            err.print(f"{path} is the original of `{known[sha]}` already.", markup=False)
        elif first is path:
            yield path
        else:
            err.print(f"{path} is {first} once more, byte for byte; it was passed over.", markup=False)


def _fingerprint(path: Path) -> str:
    """The SHA-256 of a file; empty where it can't be read, which its reader will say."""
    if trouble(path):
        return ""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


class _Desk:
    """What stands in a project; read again only where somebody else has changed it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._bibliography = folder, folder / "references.bib"
        self._shelf: Shelf | None = None
        self._seen: tuple[tuple[int, int], ...] = ()

    def shelf(self) -> Shelf:
        """What is there now."""
        if self._shelf is None or self._seen != self._now():
            from briefing.adding.addition import Shelf

            before = self._bibliography.read_text(encoding="utf-8") if self._bibliography.is_file() else ""
            self._seen = self._now()
            self._shelf = Shelf(before, (path.stem for path in (self._folder / "sources").glob("*.md")))
        return self._shelf

    def write(self, made: Addition) -> None:
        """Writes an addition; what only grows is appended to."""
        from briefing.files import write_changed

        shelf = self.shelf()
        for path, text in made.files.items():
            file = self._folder / path
            if file == self._bibliography and shelf.bibliography and text.startswith(shelf.bibliography):
                with file.open("ab") as end:
                    end.write(text[len(shelf.bibliography) :].encode())
            else:
                write_changed(file, text)
        shelf.take(made)
        self._seen = self._now()

    def _now(self) -> tuple[tuple[int, int], ...]:
        rows = (path.stat() for path in (self._bibliography, self._folder / "sources") if path.exists())
        return tuple((row.st_mtime_ns, row.st_size) for row in rows)


def _add(document: Document, key: str | None, rights: Any, desk: _Desk, out: Console, err: Console) -> str:
    """Adds one source; its key, or nothing where it could not be added."""
    from briefing.adding.addition import add_to, findings, is_absent

    made = add_to(desk.shelf(), document, key, rights)
    if made.files:
        desk.write(made)
    if made.files:
        out.print(f"Found in {Path(document.name).name}:", markup=False)
        for row in findings(document):
            out.print(f"  {row}", markup=False)
    problems = (*document.problems, *made.problems)
    print_problems(problems, "text", err, all_by=f"`briefing ingest {shlex.quote(document.name)} --format json`")
    if not made.files:
        bare = not document.paragraphs and rights != "record" and not is_absent(document)
        hint = " With `--rights record` a source of metadata alone is started." if bare else ""
        err.print(f"{summary(problems).capitalize()}. Nothing was written.{hint}")
        return ""
    for row in made.said:
        out.print(row, markup=False)
    return made.key


def _next(keys: list[str], rights: str) -> list[str]:
    """What to do next with the sources that were added."""
    key, one = keys[0], len(keys) == 1
    entries = f"entry `{key}`" if one else f"entries of these {len(keys)} sources"
    file = f"sources/{key}.md" if one else "their files in sources/"
    rows = ["Next:", f"  1. Read over the {entries} in references.bib: type, names, title, date."]
    rows.append(f"     To call {'it' if one else 'one'} otherwise, change the entry's key and the name of its file.")
    if rights == "digest":
        rows.append(f"  2. Write {file}: what each paragraph says, in your own words; keep the markers `[^n]`.")
        rows.append("     `briefing check` names the paragraphs that are not yet written.")
    elif rights == "full":
        rows.append(f"  2. Read {file} over against the original{'' if one else 's'}.")
    else:
        rows.append(f"  2. Say in {file}, under `caveats:`, what a reader has to know.")
    whole = f"[@{key}], whole, beside the paragraph of a source that carries the sentence"
    rows.append(f"  3. Cite {'it' if one else 'them'}: {whole if rights == 'record' else f'[@{key}, ¶1]'}.")
    return rows
