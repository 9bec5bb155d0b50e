"""`briefing edition`: stamps an edition, and says what changed since the last."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefing.cli.shared import consoles, finish, format_option, project_option, require_root, strict_option
from briefing.codes import stops
from briefing.printing import Format


@click.command()
@click.argument("day", metavar="[DATE]", required=False)
@project_option
@click.option("--replace", is_flag=True, help="Stamp again an edition that is there already.")
@format_option
@strict_option
def edition(day: str | None, root: Path | None, replace: bool, format: Format, strict: bool) -> int:
    """Stamp an edition of DATE (today's, as in 2026-01-31, where none is given).

    Writes its ledger to editions/DATE.json, with what was added, changed and withdrawn since the edition before, which
    topic pages, the method page and the feed then show. Nothing is stamped where a problem is an error.
    """
    from briefing.evidence.editions import FOLDER, editions, read_changes, stamp
    from briefing.evidence.ledger import ledger, to_json
    from briefing.files import write_changed
    from briefing.pipeline import Options, read_briefing
    from briefing.review.report import claim_values
    from briefing.settings import parse_settings

    stamped = _day(day)
    folder = require_root(root)
    out, _ = consoles()
    briefing = read_briefing(folder, Options(stamped=stamped))
    code = finish(briefing.problems, folder, format, strict, out)
    if stops(briefing.problems, strict):
        return code
    project, said = briefing.project, format == "text"
    path = f"{FOLDER}/{stamped}.json"
    if path in project.files and not replace:
        raise click.UsageError(f"{path} is there already; --replace stamps it again.")
    known = editions(project.files)[0]
    if path not in project.files and any(day > stamped for day in known):
        raise click.UsageError(f"{FOLDER}/{max(known)}.json is a later edition: one is stamped after those before it.")
    earlier = [values for day, values in known.items() if day < stamped]
    found = ledger(briefing.linked, project.settings.title, stamped, claim_values(briefing.reviewed))
    values = stamp(found, earlier[-1] if earlier else None)
    write_changed(folder / path, to_json(values))
    changes = read_changes(stamped, values)
    if said:
        ahead = ", a day that is still to come" if stamped > date.today().isoformat() else ""
        out.print(f"{path}: edition of {stamped}{ahead}, {values['counts']['claims']} claims.")
        out.print(f"Since {changes.since}:" if changes.since else "It is the first edition.")
        for row in changes.pages:
            out.print(f"  {row.page.removesuffix('.md')}: {row.spoken}")
        if changes.since and not changes.pages:
            out.print("  nothing has changed.")
        named = parse_settings((folder / "mkdocs.yml").read_text(encoding="utf-8"))[0].edition
        if named not in (None, stamped):
            out.print(f'mkdocs.yml names another edition: write `edition: "{stamped}"` there, or take the line out.')
    return 0


def _day(text: str | None) -> str:
    """A day as ISO; a usage error where it is none."""
    if text is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise click.UsageError(f"{text} is not a date: write it as in 2026-01-31.") from error
