"""`briefing build` and its single steps: `pages`, `site`, `pdf`, `export`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.shared import (
    cluster_option,
    consoles,
    finish,
    format_option,
    hands_at,
    originals_option,
    project_option,
    require_review_option,
    require_root,
    strict_option,
)
from briefing.printing import Format

if TYPE_CHECKING:
    from briefing.pipeline import Goal

WAITING = "Another build of this project is at work: waiting for it"

publisher_option = click.option(
    "--publisher",
    type=click.Choice(["mkdocs", "properdocs", "zensical"]),
    help="What turns the pages into a site; the setting `publisher` where none is named.",
)
edition_option = click.option(
    "--edition",
    type=click.Choice(["public", "full"]),
    default="public",
    help="public: digests only. full: with the originals' text, internal, under build/full/.",
)
attach_option = click.option(
    "--attach", is_flag=True, help="Embed the ledger and references.bib in the PDFs (PDF/A-3)."
)

without_pdf_option = click.option("--without-pdf", is_flag=True, help="Make no PDFs, and offer none on the pages.")


def _common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every building command takes."""
    for option in (
        cluster_option,
        require_review_option,
        strict_option,
        format_option,
        originals_option,
        edition_option,
        project_option,
    ):
        command = option(command)
    return command


def _run(
    goals: tuple[Goal, ...], root: Path | None, format: Format, strict: bool, cluster: str | None, **options: Any
) -> int:
    """Runs the stages that lead to `goals` and prints what they found and made."""
    from briefing.pipeline import Options, run

    if options.get("edition") == "full" and not options.get("originals"):
        raise click.UsageError("The full edition needs the originals: name their folder with --originals.")
    folder = require_root(root)
    out, err = consoles()
    with hands_at(cluster) as hands:
        chosen = Options(strict=strict, hands=hands, **options)
        if err.is_terminal and format == "text":
            with err.status("Reading") as status:
                result = run(folder, goals, chosen, status.update, lambda: status.update(WAITING))
        else:
            result = run(folder, goals, chosen, waiting=lambda: err.print(f"{WAITING} …"))
    code = finish(result.problems, folder, format, strict, out)
    if format == "text":
        for made in result.made:
            out.print(f"{made.path.relative_to(folder)}: {made.what} ({made.seconds:.1f} s)")
        if not result.made and code:
            out.print("Nothing was built; the last good build stands.")
    return code


@click.command()
@_common
@publisher_option
@attach_option
@without_pdf_option
def build(**options: Any) -> int:
    """Check everything, then make the pages, the PDFs, the exports and the site.

    Where a problem is an error nothing is built, and the last good build stands.
    """
    return _run(("pages", "pdf", "exports", "site"), **options)


@click.command()
@_common
def pages(**options: Any) -> int:
    """Make the Markdown pages under build/pages/."""
    return _run(("pages",), **options)


@click.command()
@_common
@publisher_option
@without_pdf_option
def site(**options: Any) -> int:
    """Make the pages and the site under build/site/."""
    return _run(("pages", "site"), **options)


@click.command()
@click.argument("topics", nargs=-1)
@_common
@attach_option
def pdf(topics: tuple[str, ...], **options: Any) -> int:
    """Make the PDFs under build/pdf/; with TOPICS (slugs) only theirs."""
    return _run(("pdf",), topics=topics, **options)


@click.command()
@_common
def export(**options: Any) -> int:
    """Make the exports under build/exports/: the EPUB, references.bib, CSL-JSON, RIS, the ledger."""
    return _run(("exports",), **options)
