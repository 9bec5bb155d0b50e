"""`briefing ingest`: what is made of originals, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import click
from rich.console import Console

from briefing.box import Job
from briefing.cli.naming import named
from briefing.cli.results import Results
from briefing.cli.shared import box_here, cluster_option, consoles, hands_at, progress
from briefing.ingest.readers.pdf.recognition import recognised
from briefing.printing import counted, print_problems
from briefing.problems import Problem

Form = Literal["md", "json"]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "json"]),
    default="md",
    help="Markdown, or one JSON object a line and file.",
)
@click.option("--ocr", is_flag=True, help="Have scanned pages of PDFs recognised by OCRmyPDF, where it is installed.")
@click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add the results to this file, one JSON object a line, as they come; a file that stands there as it is now "
    "isn't read again.",
)
@cluster_option
def ingest(files: tuple[Path, ...], form: Form, ocr: bool, into: Path | None, cluster: str | None) -> int:
    """Show what ingest makes of FILES: text, HTML, PDF, docx, odt or epub; folders and patterns (`*.pdf`), too.

    The result goes to standard output, or `--into` a file, file by file as each is read, with the account of every
    character; doubts and problems go to standard error. A file that can't be read doesn't stop the others: each is read
    by a process of its own within limits (`limits` in mkdocs.yml). Exit code 1 where a problem is an error.
    """
    out, err = consoles()
    told = Told(err)
    kept = Results(into) if into else None

    def jobs(folder: Path) -> Iterator[Job]:
        for path in named(files, told.one):
            if kept and kept.has(path):
                continue
            readable, problem = recognised(path, folder) if ocr and path.suffix.lower() == ".pdf" else (path, None)
            if problem:
                told.one(problem)
            yield Job(str(readable), str(path), "json" if kept else form)

    quiet = kept is None and out.is_terminal
    with (
        TemporaryDirectory() as folder,
        hands_at(cluster) as hands,
        box_here(hands=hands) as box,
        progress(err, "Files read", quiet) as step,
        kept or nullcontext(),
    ):
        for text, more in box.read_all(jobs(Path(folder))):
            if kept:
                kept.add(text)
            else:
                out.file.write(text)
                out.file.flush()
            told.all(more)
            step()
    if kept and kept.skipped:
        errors = f", {kept.failed:,} of them with an error" if kept.failed else ""
        err.print(f"{kept.skipped:,} file{'s' * (kept.skipped != 1)} stood in {into} already{errors}.")
    if told.counts:
        err.print(f"{told.summary().capitalize()}.")
    return int(told.failed or bool(kept and kept.failed))


class Told:
    """Prints problems as they come, and keeps no more than their counts."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.counts: Counter[str] = Counter()
        self.failed = False

    def one(self, problem: Problem) -> None:
        """One problem."""
        self.all([problem])

    def all(self, problems: Sequence[Problem]) -> None:
        """The problems of a file."""
        print_problems(problems, "text", self._console)
        self.counts.update(problem.severity for problem in problems)
        self.failed |= any(problem.fails for problem in problems)

    def summary(self) -> str:
        """How many there were of each severity."""
        return counted(self.counts)
