"""`briefing ingest` and `briefing add`: originals on their way in."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Literal

import click
from rich.console import Console
from rich.progress import track

from briefing.cli.shared import consoles
from briefing.codes import report
from briefing.model import Place
from briefing.printing import print_problems, summary
from briefing.problems import Problem

Form = Literal["md", "json"]
WORTH_WORKERS = 8
"""From how many files on it pays to start worker processes."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["md", "json"]), default="md", help="Markdown, or one JSON object a file."
)
def ingest(files: tuple[Path, ...], form: Form) -> int:
    """Show what ingest makes of FILES: text, HTML, PDF, docx, odt or epub.

    The result goes to standard output, with the account of every character; doubts and problems go to standard error.
    A file that can't be read doesn't stop the others. Exit code 1 where a problem is an error.
    """
    out, err = consoles()
    problems: list[Problem] = []
    steps = _progress(_ingest_all(files, form), len(files), err)
    for text, found in steps:
        if text:
            out.file.write(text)
        problems += found
    print_problems(problems, "text", err)
    if problems:
        err.print(f"{summary(problems).capitalize()}.")
    return int(any(p.fails for p in problems))


def _ingest_all(files: Sequence[Path], form: Form) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """What each file gives, in the order of the files; by several processes where there are many."""
    if len(files) < WORTH_WORKERS:
        yield from (_ingest_one(path, form) for path in files)
        return
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as workers:
        yield from workers.map(_ingest_one, files, [form] * len(files), chunksize=4)


def _ingest_one(path: Path, form: Form) -> tuple[str, tuple[Problem, ...]]:
    """One file as text to print, and its problems."""
    from briefing.ingest import ingest, to_json, to_markdown

    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        return "", (report("E701", Place(str(path)), f"The file can't be read: {reason}."),)
    document = ingest(data, str(path))
    if form == "json":
        return json.dumps(to_json(document), ensure_ascii=False) + "\n", document.problems
    return to_markdown(document), document.problems


def _progress(
    steps: Iterator[tuple[str, tuple[Problem, ...]]], total: int, console: Console
) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """The same steps behind a progress bar, where there is a terminal and more than a few files."""
    if console.is_terminal and total >= WORTH_WORKERS:
        yield from track(steps, total=total, description="Reading originals", console=console, transient=True)
    else:
        yield from steps
