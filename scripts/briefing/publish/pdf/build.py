"""Writes the PDFs; the only part that touches files. Each replaces the last good one in whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from briefing.problems import Problem, by_place
from briefing.publish.pdf.book import Options, Press, Result
from briefing.settings import Settings


def build_pdf(
    pages: Mapping[str, str],
    settings: Settings,
    out: Path,
    options: Options | None = None,
    topics: Iterable[str] | None = None,
) -> tuple[Problem, ...]:
    """Writes `briefing.pdf` and `topics/SLUG.pdf` into `out`, and returns the problems met.

    With `topics` only those are made, and not the book. A PDF that can't be made leaves the last one in
    place; PDFs of topics that are no more are removed when all are made.
    """
    press = Press(pages, settings, options or Options())
    problems: list[Problem] = []
    made: set[Path] = set()
    name = "briefing-large-print" if press.options.large else "briefing"
    wanted = list(press.slugs if topics is None else topics)
    if topics is None:
        problems += _write(press.book(), out / f"{name}.pdf")
    for slug in wanted:
        path = out / "topics" / f"{slug}{'-large-print' if press.options.large else ''}.pdf"
        problems += _write(press.topic(slug), path)
        made.add(path)
    if topics is None and not press.options.large and (out / "topics").is_dir():
        for stale in set((out / "topics").glob("*.pdf")) - made:
            stale.unlink()
    return by_place(problems)


def _write(result: Result, path: Path) -> tuple[Problem, ...]:
    """Writes a PDF aside and moves it into place, so that no reader meets half a file."""
    pdf, problems = result
    if pdf is not None and not (path.is_file() and path.read_bytes() == pdf):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".pdf.part")
        aside.write_bytes(pdf)
        os.replace(aside, path)
    return problems
