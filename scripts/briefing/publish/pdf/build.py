"""Writes the PDFs; the only part that touches files. Each replaces the last good one in whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from briefing.problems import Problem, by_place
from briefing.publish.pdf.book import Options, Press, Result
from briefing.settings import Settings

LARGE = "-large-print"
"""What stands at the end of the names of PDFs in large print."""


def build_pdf(
    pages: Mapping[str, str],
    settings: Settings,
    out: Path,
    options: Options | None = None,
    topics: Iterable[str] | None = None,
) -> tuple[Problem, ...]:
    """Writes `briefing.pdf` and `topics/SLUG.pdf` into `out`, and returns the problems met.

    In large print, which `settings.large_print` adds, they are `briefing-large-print.pdf` and so on.
    With `topics` only those are made, and not the book. A PDF that can't be made leaves the last one in
    place; PDFs of topics that are no more are removed when all are made.
    """
    options = options or Options()
    problems: list[Problem] = []
    for large in dict.fromkeys((options.large, options.large or settings.large_print)):
        press = Press(pages, settings, replace(options, large=large))
        suffix = LARGE if large else ""
        if topics is None:
            problems += _write(press.book(), out / f"briefing{suffix}.pdf")
            _sweep(out / "topics", press.slugs)
        slugs = press.slugs if topics is None else tuple(topics)
        with ThreadPoolExecutor(os.cpu_count()) as side_by_side:  # the engine sets a short document on one core
            for slug, result in zip(slugs, side_by_side.map(press.topic, slugs), strict=True):
                problems += _write(result, out / "topics" / f"{slug}{suffix}.pdf")
    return by_place(problems)


def pictures_in(folder: Path) -> Callable[[str], bytes | None]:
    """Finds the pictures of pages among the files of a folder, and nothing outside of it; for `Options.find`."""

    def find(path: str) -> bytes | None:
        file = (folder / path).resolve()
        return file.read_bytes() if file.is_relative_to(folder.resolve()) and file.is_file() else None

    return find


def _sweep(folder: Path, slugs: Iterable[str]) -> None:
    """Removes the PDFs of topics that are no more."""
    kept = {f"{slug}{end}.pdf" for slug in slugs for end in ("", LARGE)}
    for path in folder.glob("*.pdf"):
        if path.name not in kept:
            path.unlink()


def _write(result: Result, path: Path) -> tuple[Problem, ...]:
    """Writes a PDF aside and moves it into place, so that no reader meets half a file."""
    pdf, problems = result
    if pdf is not None and not (path.is_file() and path.read_bytes() == pdf):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".pdf.part")
        aside.write_bytes(pdf)
        os.replace(aside, path)
    return problems
