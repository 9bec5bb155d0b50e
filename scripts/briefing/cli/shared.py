"""What several commands share: the project they run in, the console, and how problems end a command."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from briefing.box import Box
from briefing.cluster import Hands, NoClusterError, cluster
from briefing.codes import is_strict, report, stops, waiting
from briefing.model import Place
from briefing.printing import Format, print_problems, summary
from briefing.problems import Problem
from briefing.project import decode, find_root
from briefing.shown import visible

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
strict_option = click.option(
    "--strict",
    is_flag=True,
    help=f"Let warnings fail, too, but for {', '.join(waiting())}, which may wait; notes never do.",
)
require_review_option = click.option(
    "--require-review", is_flag=True, help="Fail on what nobody has read, by the desk's rules (`review` in mkdocs.yml)."
)
originals_option = click.option(
    "--originals",
    type=click.Path(path_type=Path),
    callback=lambda context, option, path: _there(path),
    help="Folder that holds the originals, or a pattern (`**/*.pdf`); they are recognised by their fingerprints, "
    "whatever they are named.",
)


def _there(path: Path | None) -> Path | None:
    """A path or pattern at which there is something; a usage error where there is nothing."""
    if path is not None and not path.exists() and not any(glob.iglob(str(path), recursive=True)):
        raise click.BadParameter(f"There is nothing at '{path}'.")
    return path


cluster_option = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have the workers of the Dask cluster at this address do the work (`tcp://host:8786`); "
    "they need briefing, and the same files at the same paths.",
)


class Terminal(Console):
    """A console that prints texts of strangers among its own; what colours it sets are its own alone."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Prints, with each control character shown as a sign."""
        for at in objects:
            if isinstance(at, Text):
                at.plain = visible(at.plain)
        super().print(*(visible(at) if isinstance(at, str) else at for at in objects), **options)


def consoles() -> tuple[Console, Console]:
    """Standard output and standard error; both honour NO_COLOR and print no colour into a pipe."""
    return Terminal(highlight=False, soft_wrap=True), Terminal(stderr=True, highlight=False, soft_wrap=True)


def require_root(root: Path | None) -> Path:
    """The project's folder; a usage error where there is none."""
    found = find_root(root.resolve() if root else Path.cwd())
    if found is None:
        problem = report("E101", Place(str(root or ".")), "No mkdocs.yml in this folder or in one above it.")
        raise click.UsageError(f"{problem.message} {problem.help}")
    return found


@contextmanager
def hands_at(address: str | None) -> Iterator[Hands | None]:
    """The workers of a cluster; None where no address was given, a usage error where no cluster answers there."""
    if address is None:
        yield None
        return
    try:
        with cluster(address) as hands:
            yield hands
    except NoClusterError as error:
        raise click.UsageError(f"--cluster {address} {error}") from error


@contextmanager
def progress(console: Console, what: str, quiet: bool = False) -> Iterator[Callable[[], None]]:
    """Counts what is done on a terminal, elsewhere in a line for each thousand; nothing where `quiet`."""
    done = 0
    with console.status(what) if console.is_terminal and not quiet else nullcontext() as status:

        def step() -> None:
            nonlocal done
            done += 1
            if status is not None:
                status.update(f"{what}: {done:,}")
            elif done % 1000 == 0 and not quiet:
                console.print(f"{what}: {done:,}")

        yield step


def box_here(root: Path | None = None, hands: Hands | None = None) -> Box:
    """A box with the limits and the corrections of a project, by default of the one at or above the current folder."""
    folder = root or find_root(Path.cwd())
    if folder is None:
        return Box(hands=hands)
    from briefing.library.replaying import corrections_in  # these take a while to load
    from briefing.settings import parse_settings

    limits = parse_settings(decode((folder / "mkdocs.yml").read_bytes(), "mkdocs.yml")[0])[0].limits
    return Box(limits, corrections=corrections_in(folder), hands=hands)


def finish(problems: Sequence[Problem], root: Path, format: Format, strict: bool, console: Console) -> int:
    """Prints the problems and their count; the exit code."""
    print_problems(problems, format, console, lines_of(problems, root) if format == "text" else None)
    if format == "text":
        console.print(f"{summary(problems).capitalize()}.{_of_strict(problems) if strict else ''}")
    return int(stops(problems, strict))


def _of_strict(problems: Sequence[Problem]) -> str:
    """Where warnings alone fail, which: the others may wait."""
    failing = dict.fromkeys(p.code for p in problems if is_strict(p))
    alone = failing and not any(p.fails for p in problems)
    return f" With --strict the warnings of {', '.join(failing)} fail." if alone else ""


def lines_of(problems: Sequence[Problem], root: Path) -> dict[str, list[str]]:
    """The lines of the files that problems point at, where they can be read."""
    found: dict[str, list[str]] = {}
    for path in {p.path for p in problems}:
        file = root / path
        if file.is_file() and file.stat().st_size < 2_000_000:
            found[path] = decode(file.read_bytes(), path)[0].splitlines()
    return found
