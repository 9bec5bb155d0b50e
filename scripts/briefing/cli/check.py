"""`briefing check`, of the project or of a text from outside, and `briefing explain`."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from briefing.cli.shared import (
    cluster_option,
    consoles,
    finish,
    format_option,
    hands_at,
    originals_option,
    progress,
    project_option,
    require_review_option,
    require_root,
    strict_option,
)
from briefing.codes import codes, stops
from briefing.printing import COLOURS, Format, print_problems, summary
from briefing.project import decode
from briefing.shown import as_json

if TYPE_CHECKING:
    from briefing.assist import Verdict, Verdicts

LARGEST = 2_000_000
"""Bytes of a text from outside that are read."""


@click.command()
@click.argument("texts", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@project_option
@originals_option
@format_option
@strict_option
@require_review_option
@cluster_option
@click.option(
    "--suggest", "suggestions", is_flag=True, help="For sentences of FILE that cite nothing: what carries them."
)
def check(
    texts: tuple[Path, ...],
    root: Path | None,
    originals: Path | None,
    format: Format,
    strict: bool,
    require_review: bool,
    cluster: str | None,
    suggestions: bool,
) -> int:
    """Look for problems, and build nothing.

    Numbers, dates, names and quotations of each sentence are compared with the paragraphs that it cites; with
    --originals those of each digest with its original, too, which is recorded in evidence.lock. Whether a sentence says
    what its paragraph says is for a reader. Where links lead, and what pages load, is looked at by a build.

    With FILE (Markdown that cites as `[@key, ¶3]`, from anywhere; `-` for standard input) the sentences of that text
    are compared with the shelf instead, and each gets its verdict: holds, missing (a fact stands in no paragraph that
    it cites), unsupported, unresolved (what it cites isn't there), uncited. Nothing of it enters the project.

    Exit code 1 where a problem is an error or, with --strict, a warning that fails there; else 0; 2 on wrong usage.
    """
    from briefing.pipeline import Options, read_briefing, record_comparison

    folder = require_root(root)
    out, err = consoles()
    if texts:
        return _check_texts(texts, folder, originals, format, strict, suggestions, out)
    if suggestions:
        raise click.UsageError("--suggest goes with a FILE whose sentences it looks up.")
    with hands_at(cluster) as hands, progress(err, "Sentences compared") as step:
        options = Options(originals=originals, require_review=require_review, records=True, hands=hands)
        briefing = read_briefing(folder, options, step)
    code = finish(briefing.problems, folder, format, strict, out)
    if originals:
        recorded, left = record_comparison(briefing, date.today().isoformat())
        if recorded and format == "text":
            out.print(f"evidence.lock: what was compared is recorded of {', '.join(recorded)}.", markup=False)
        if left and format == "text":
            why = "whose file has errors" if len(left) == 1 else "whose files have errors"
            out.print(f"evidence.lock: nothing new is recorded of {', '.join(left)}, {why}.", markup=False)
    return code


def _check_texts(
    texts: Sequence[Path],
    root: Path,
    originals: Path | None,
    format: Format,
    strict: bool,
    suggestions: bool,
    out: Console,
) -> int:
    """The verdicts on texts from outside, printed; the exit code."""
    from briefing.assist import read_desk, verdicts

    desk = read_desk(root, originals)
    found = [verdicts(_text(path), desk, str(path), suggestions) for path in texts]
    problems = [problem for row in found for problem in row.problems]
    if format == "json":
        out.file.write(as_json([row.values() for row in found]) + "\n")
    elif format == "text":
        for row in found:
            _print_verdicts(row, out)
    else:
        print_problems(problems, format, out)
    held = all(verdict.outcome == "holds" for row in found for verdict in row.sentences)
    return int(stops(problems, strict) or not held)


def _text(path: Path) -> str:
    """A text from outside; a usage error where it is no file, or too large to be one."""
    if str(path) == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
    elif path.is_file():
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    else:
        raise click.UsageError(f"{path} is no file. `briefing check` without FILE looks at the project.")
    if len(data) > LARGEST:
        raise click.UsageError(f"{path} is larger than {LARGEST:,} bytes: it is not read.")
    text, problems = decode(data, str(path))
    if any(problem.fails for problem in problems):
        raise click.UsageError(f"{path}: {problems[0].message}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _print_verdicts(found: Verdicts, out: Console) -> None:
    """Each sentence with its verdict, and what is wrong below it; then the rest, and how many there are of each."""
    for verdict in found.sentences:
        colour = "green" if verdict.outcome == "holds" else COLOURS["error"]
        head = Text(f"{found.path}:{verdict.line}: ")
        head.append(verdict.outcome, style=colour)
        head.append(f": {verdict.sentence}")
        out.print(head, soft_wrap=True)
        for row in _below(verdict):
            out.print(Text(f"        {row}"), soft_wrap=True)
    own = {problem for verdict in found.sentences for problem in verdict.problems}
    print_problems([problem for problem in found.problems if problem not in own], "text", out)
    outcomes = [verdict.outcome for verdict in found.sentences]
    counts = ", ".join(f"{outcomes.count(name)} {name}" for name in dict.fromkeys(outcomes)) or "nothing to compare"
    out.print(
        f"{found.path}: {len(outcomes)} sentence{'s' * (len(outcomes) != 1)}: {counts}; {summary(found.problems)}."
    )


def _below(verdict: Verdict) -> Iterator[str]:
    """What is wrong with a sentence, and what carries it where it cites nothing."""
    for problem in verdict.problems:
        if problem.code != "E302":
            tail = f" ({problem.found})" if problem.found else ""
            yield f"{problem.code}: {problem.message}{tail}"
    if verdict.suggested is not None:
        if verdict.suggested.paragraphs:
            others = ", ".join(f"@{key} ¶{n}" for key, n in verdict.suggested.paragraphs)
            yield f"its words and facts stand in {verdict.suggested.citation}; nearest: {others}"
        else:
            missing = ", ".join(f"“{value}”" for value in verdict.suggested.missing)
            yield "no paragraph carries it" + (f": nowhere together: {missing}" if missing else "")


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> int:
    """Say what a problem's CODE means and how to mend it; without CODE, list them all."""
    register = codes()
    if code is None:
        for entry in register.values():
            click.echo(f"{entry.code}  {entry.severity:<7}  {entry.title}")
        return 0
    wanted = code.upper()
    if wanted not in register:
        near = difflib.get_close_matches(wanted, register, n=3)
        hint = f"Did you mean {', '.join(near)}? " if near else ""
        raise click.UsageError(f"There is no problem {code}. {hint}`briefing explain` lists them all.")
    entry = register[wanted]
    click.echo(
        f"{entry.code} ({entry.spoken}): {entry.title}\n\n{entry.means.strip()}\n\nTo mend it: {entry.mend.strip()}"
    )
    return 0
