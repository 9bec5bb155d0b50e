"""What several commands share: the project they run in, the console, and how problems end a command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from briefing.box import Box
from briefing.codes import report, stops
from briefing.model import Place
from briefing.printing import Format, print_problems, summary
from briefing.problems import Problem
from briefing.project import decode, find_root
from briefing.regular import trouble

project_option = click.option(
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder; by default the nearest one at or above the current folder that holds mkdocs.yml.",
)
format_option = click.option(
    "--format",
    "format",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How problems are printed.",
)
strict_option = click.option("--strict", is_flag=True, help="Let warnings fail, too.")
require_review_option = click.option(
    "--require-review", is_flag=True, help="Fail on what nobody has read, by the desk's rules (`review` in mkdocs.yml)."
)
originals_option = click.option(
    "--originals",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder that holds the originals; they are recognised by their fingerprints, whatever they are named.",
)


def consoles() -> tuple[Console, Console]:
    """Standard output and standard error; both honour NO_COLOR and print no colour into a pipe."""
    return Console(highlight=False, soft_wrap=True), Console(stderr=True, highlight=False, soft_wrap=True)


def require_root(root: Path | None) -> Path:
    """The project's folder; a usage error where there is none."""
    found = find_root(root.resolve() if root else Path.cwd())
    if found is None:
        problem = report("E101", Place(str(root or ".")), "No mkdocs.yml in this folder or in one above it.")
        raise click.UsageError(f"{problem.message} {problem.help}")
    return found


def box_here(root: Path | None = None) -> Box:
    """A box with the limits and the corrections of a project, by default of the one at or above the current folder."""
    folder = root or find_root(Path.cwd())
    if folder is None:
        return Box()
    from briefing.library.sources import read_source  # these take a while to load
    from briefing.settings import parse_settings

    limits = parse_settings(decode((folder / "mkdocs.yml").read_bytes(), "mkdocs.yml")[0])[0].limits
    corrections = {}
    for path in sorted((folder / "sources").glob("*.md")):
        data = b"" if trouble(path, folder) else path.read_bytes()
        if b"corrections:" in data:
            source = read_source(f"sources/{path.name}", data)[0]
            if source is not None and source.sha256:
                corrections[source.sha256] = source.corrections
    return Box(limits, corrections=corrections)


def finish(problems: Sequence[Problem], root: Path, format: Format, strict: bool, console: Console) -> int:
    """Prints the problems and their count; the exit code."""
    print_problems(problems, format, console, lines_of(problems, root) if format == "text" else None)
    if format == "text":
        console.print(f"{summary(problems).capitalize()}.")
    return int(stops(problems, strict))


def lines_of(problems: Sequence[Problem], root: Path) -> dict[str, list[str]]:
    """The lines of the files that problems point at, where they can be read."""
    found: dict[str, list[str]] = {}
    for path in {p.path for p in problems}:
        file = root / path
        if file.is_file() and file.stat().st_size < 2_000_000:
            found[path] = decode(file.read_bytes(), path)[0].splitlines()
    return found
