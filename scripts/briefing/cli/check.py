"""`briefing check` and `briefing explain`."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path

import click

from briefing.cli.shared import (
    consoles,
    finish,
    format_option,
    originals_option,
    project_option,
    require_review_option,
    require_root,
    strict_option,
)
from briefing.codes import codes
from briefing.printing import Format


@click.command()
@project_option
@originals_option
@format_option
@strict_option
@require_review_option
def check(root: Path | None, originals: Path | None, format: Format, strict: bool, require_review: bool) -> int:
    """Look for problems, and build nothing.

    Numbers, dates, names and quotations of each sentence are compared with the paragraphs that it cites; with
    --originals those of each digest with its original, too, which is recorded in evidence.lock. Whether a sentence says
    what its paragraph says is for a reader.

    Exit code 0 where no problem was found, 1 where some were, 2 on wrong usage.
    """
    from briefing.pipeline import Options, read_briefing, record_comparison

    folder = require_root(root)
    out, _ = consoles()
    briefing = read_briefing(folder, Options(originals=originals, require_review=require_review))
    code = finish(briefing.problems, folder, format, strict, out)
    if originals and record_comparison(briefing, date.today().isoformat()) and format == "text":
        out.print("evidence.lock: what was compared is recorded.")
    return code


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
        f"{entry.code} ({entry.severity}): {entry.title}\n\n{entry.means.strip()}\n\nTo mend it: {entry.mend.strip()}"
    )
    return 0
