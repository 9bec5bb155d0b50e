"""`briefing add`: new sources from originals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from briefing.box import Job
from briefing.cli.naming import named
from briefing.cli.shared import box_here, consoles, project_option, require_root
from briefing.printing import print_problems, summary
from briefing.problems import Problem

if TYPE_CHECKING:
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
def add(files: tuple[Path, ...], key: str | None, rights: Any, root: Path | None) -> int:
    """Add FILES (text, HTML, PDF, docx, odt or epub; folders and patterns, too), each as a source.

    Appends an entry to references.bib unless the work has one, and starts sources/KEY.md with the original's numbers,
    headings and notes. Says what it found, what it doubts, and what to do next. Never overwrites anything. A file that
    can't be added doesn't stop the others.
    """
    folder = require_root(root)
    out, err = consoles()
    found: list[Problem] = []
    paths: Iterator[Path] | list[Path] = named(files, found.append)
    if key is not None:
        paths = list(paths)
        if len(paths) > 1:
            raise click.UsageError("--key names one source; leave it out, or add one file at a time.")
    last = ""
    failed = False
    with box_here(folder) as box:
        for document in box.read_all(Job(str(path), str(path)) for path in paths):
            added = _add(document, key, rights, folder, out, err)
            last, failed = added or last, failed or not added
    print_problems(found, "text", err)
    if last:
        for row in _next(last, rights):
            out.print(row, markup=False)
    return int(failed or any(p.fails for p in found))


def _add(document: Document, key: str | None, rights: Any, folder: Path, out: Console, err: Console) -> str:
    """Adds one source; its key, or nothing where it could not be added."""
    from briefing.adding.addition import add as addition_of
    from briefing.adding.addition import findings
    from briefing.files import write_changed

    bibliography = folder / "references.bib"
    before = bibliography.read_text(encoding="utf-8") if bibliography.is_file() else ""
    sources = [path.stem for path in (folder / "sources").glob("*.md")]
    made = addition_of(document, before, sources, key, rights)
    for path, text in made.files.items():
        write_changed(folder / path, text)
    if made.files:
        out.print(f"Found in {Path(document.name).name}:", markup=False)
        for row in findings(document):
            out.print(f"  {row}", markup=False)
    problems = (*document.problems, *made.problems)
    print_problems(problems, "text", err)
    if not made.files:
        err.print(f"{summary(problems).capitalize()}. Nothing was written.")
        return ""
    for row in made.said:
        out.print(row, markup=False)
    return made.key


def _next(key: str, rights: str) -> list[str]:
    """What to do next."""
    rows = ["Next:", f"  1. Read over the entry `{key}` in references.bib: type, names, title, date."]
    if rights == "digest":
        rows.append(
            f"  2. Write sources/{key}.md: what each paragraph says, in your own words; keep the markers `[^n]`."
        )
        rows.append("     `briefing check` points at each paragraph that is not yet written.")
    elif rights == "full":
        rows.append(f"  2. Read sources/{key}.md over against the original.")
    else:
        rows.append(f"  2. Say in sources/{key}.md, under `caveats:`, what a reader has to know.")
    whole = f"[@{key}], whole, beside the paragraph of a source that carries the sentence"
    rows.append(f"  3. Cite it: {whole if rights == 'record' else f'[@{key}, ¶1]'}.")
    return rows
