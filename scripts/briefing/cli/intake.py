"""`briefing ingest`: what is made of originals, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import click

from briefing.box import Job
from briefing.cli.naming import named
from briefing.cli.shared import box_here, consoles
from briefing.ingest.readers.pdf.recognition import recognised
from briefing.printing import print_problems, summary
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
def ingest(files: tuple[Path, ...], form: Form, ocr: bool) -> int:
    """Show what ingest makes of FILES: text, HTML, PDF, docx, odt or epub; folders and patterns (`*.pdf`), too.

    The result goes to standard output, file by file as each is read, with the account of every character; doubts and
    problems go to standard error. A file that can't be read doesn't stop the others: each is read by a process of its
    own within limits (`limits` in mkdocs.yml). Exit code 1 where a problem is an error.
    """
    out, err = consoles()
    found: list[Problem] = []

    def jobs(folder: Path) -> Iterator[Job]:
        for path in named(files, found.append):
            readable, problem = recognised(path, folder) if ocr and path.suffix.lower() == ".pdf" else (path, None)
            found.extend([problem] if problem else [])
            yield Job(str(readable), str(path), form)

    problems: list[Problem] = []
    with TemporaryDirectory() as folder, box_here() as box:
        for text, more in box.read_all(jobs(Path(folder))):
            out.file.write(text)
            out.file.flush()
            problems += more
            print_problems(more, "text", err)
    print_problems(found, "text", err)
    problems += found
    if problems:
        err.print(f"{summary(problems).capitalize()}.")
    return int(any(p.fails for p in problems))
