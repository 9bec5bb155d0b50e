"""`briefing review`: what a person has still to read, one thing at a time."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.shared import consoles, originals_option, project_option, require_root

if TYPE_CHECKING:
    from rich.console import Console

    from briefing.review.desk import Desk
    from briefing.review.queue import Asked
    from briefing.review.since import Base


@click.command()
@project_option
@originals_option
@click.option("--reader", help="Who reads, as the record names them; by default git's user.name.")
@click.option("--order", type=click.Choice(["doubt", "topic", "source", "change"]), default="doubt", show_default=True,
              help="In what order to read.")  # fmt: skip
@click.option(
    "--only",
    default="",
    help="Only a page (topics/SLUG.md), a source (its key), a kind (claim, digest, caveat, gap, correction, record), "
    "or what you have read (read).",
)
@click.option("--since", default="", metavar="REV", help="Only what has changed since a revision of git.")
@click.option("--terminal", is_flag=True, help="Read in the terminal instead of a browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the page; a free one by default.")
@click.option("--open/--no-open", "browser", default=True, help="Open the page in a browser.")
@click.option("--status", is_flag=True, help="Say how much is read, and stop.")
@click.option("--list", "listed", is_flag=True, help="List what is left to read, in order, and stop.")
@click.option(
    "--judge", is_flag=True, help="Ask the desk's judge (`judge` in mkdocs.yml) what it hasn't answered, and stop."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How the list is printed; github: as annotations of a pull request.",
)
def review(
    root: Path | None, originals: Path | None, reader: str | None, order: str, only: str, since: str, terminal: bool,
    port: int, browser: bool, status: bool, listed: bool, judge: bool, form: str,
) -> int:  # fmt: skip
    """Read what nobody has read yet, one thing at a time, and sign it.

    Opens a page for this machine's browser alone: a sentence beside the paragraphs that it cites, a digest paragraph
    beside its original (with --originals). What is signed goes to reviews/READER.yml; what is mended, to its own file.
    With --status or --list nothing is opened; the exit code is 1 where the desk's rules want more read. With --since
    they name what a change makes unread, and the topics that inherit it.
    """
    folder = require_root(root)
    out, _ = consoles()
    if judge:
        return _judged(folder, originals, out)
    if status or listed:
        from briefing.review.queue import Asked

        asked = Asked(order, only, reader or "")  # type: ignore[arg-type]
        return _told(folder, originals, asked, _base(folder, since), listed, form, out)
    name = reader or _git_name(folder)
    if not name:
        raise click.UsageError("Who reads? Name yourself with --reader, as the record is to have it.")
    from briefing.review.desk import Desk
    from briefing.review.records import slug

    try:
        slug(name)
    except ValueError as error:
        raise click.UsageError(f"--reader: {error}.") from error
    desk = Desk(folder, name, originals, base=_base(folder, since))
    out.print(
        f"{desk.review.reader} reads{'' if reader else ' (the name is git’s user.name; --reader gives another)'}."
    )
    if terminal:
        from briefing.review.terminal import read

        return read(desk, order, only, out)  # type: ignore[arg-type]
    return _served(desk, port, browser, out, f"?order={order}" + (f"&only={only}" if only else ""))


def _judged(folder: Path, originals: Path | None, out: Console) -> int:
    """Asks the judge, and keeps its answers; 1 where it can't be asked."""
    from briefing.files import write_changed
    from briefing.pipeline import Options, read_briefing
    from briefing.review.doubts import evidence
    from briefing.review.judge import PATH, JudgeError, ask, read_opinions, write_opinions

    briefing = read_briefing(folder, Options(originals=originals))
    command = briefing.project.settings.judge
    if not command:
        raise click.UsageError("There is no judge: name its command under `judge` in mkdocs.yml.")
    items = [standing.item for standing in briefing.reviewed.of("claim", "digest")]
    texts = {item.id: evidence(item, briefing.library, briefing.originals) for item in items}
    try:
        answers = ask(command, items, texts, read_opinions(briefing.project.files)[0], folder)
    except JudgeError as error:
        out.print(str(error), markup=False)
        return 1
    write_changed(folder / PATH, write_opinions(answers))
    counts = ", ".join(f"{sum(a.verdict == v for a in answers)} {v}" for v in ("supported", "contradicted", "unclear"))
    out.print(f"{PATH}: {counts}. These are the judge's answers; nobody has read anything by them.")
    return 0


def _git_name(folder: Path) -> str:
    """The name that git signs commits with; empty where there is none."""
    try:
        found = subprocess.run(["git", "config", "user.name"], cwd=folder, capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip()


def _served(desk: Desk, port: int, browser: bool, out: Console, query: str) -> int:
    """Serves the page until Ctrl+C."""
    from briefing.review.server import server

    try:
        made, address = server(desk, port)
    except OSError as error:
        raise click.UsageError(f"Port {port} can't be used ({error.strerror}): name another with --port.") from error
    out.print(f"Reading at {address}{query} (Ctrl+C ends it)")
    if browser:
        click.launch(address + query)
    made.run()
    out.print(f"{desk.signed} signed.")
    return 0


def _base(folder: Path, since: str) -> Base | None:
    """What there was to read at a revision; None where none is named."""
    from briefing.review.since import RevisionError, items_at

    try:
        return items_at(folder, since) if since else None
    except RevisionError as error:
        raise click.UsageError(f"--since: {error}") from error


def _told(
    folder: Path, originals: Path | None, asked: Asked, base: Base | None, listed: bool, form: str, out: Console
) -> int:
    """Prints what is read and what is left; 1 where the rules want more read."""
    from briefing.printing import print_problems
    from briefing.review.status import read_status

    found = read_status(folder, originals, asked, base)
    if form == "json":
        out.file.write(json.dumps(found.values(listed), ensure_ascii=False, indent=1) + "\n")
    elif form == "github":
        print_problems(tuple(found.problems()), "github", out)
    else:
        for line in found.lines(listed):
            out.print(line, markup=False)
    return int(bool(found.wanted))
