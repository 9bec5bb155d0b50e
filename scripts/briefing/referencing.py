"""References of all works in the project's style: made once, and kept under build/ until something changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from briefing.codes import report
from briefing.files import write_changed
from briefing.library.bibliography import Reference, fingerprint, render
from briefing.model import Key, Place, Work
from briefing.problems import Problem
from briefing.project import Project
from briefing.settings import line_of


def read_references(project: Project, works: Mapping[Key, Work]) -> tuple[Mapping[Key, Reference], tuple[Problem, ...]]:
    """A reference for every work, from the cache where nothing that they depend on has changed.

    The cache holds only results without problems, so that a problem is reported at every build.
    """
    style, problems = _style(project)
    language = project.settings.language
    cache = project.build / ".cache" / "references.json"
    mark = fingerprint(works, style, language)
    kept = _kept(cache, mark)
    if kept is not None:
        return kept, problems
    references, more = render(works, style, language)
    if not more:
        rows = json.dumps({key: asdict(reference) for key, reference in references.items()}, ensure_ascii=False)
        write_changed(cache, f"{_stamp(mark, rows)}\n{rows}")
    return references, (*problems, *more)


def _style(project: Project) -> tuple[str | None, tuple[Problem, ...]]:
    """The XML of the style that the settings name; None, which is our own, where they name none or it isn't there."""
    name = project.settings.csl
    if name is None:
        return None, ()
    path = project.root / name
    if not path.is_file():
        message = f"There is no CSL style at {name}."
        line = line_of((project.root / "mkdocs.yml").read_text(encoding="utf-8", errors="replace"), "csl")
        problem = report(
            "E102", Place("mkdocs.yml", line), message, expected="a .csl file, relative to mkdocs.yml", found=name
        )
        return None, (problem,)
    return path.read_text(encoding="utf-8", errors="replace"), ()


def _kept(cache: Path, mark: str) -> dict[Key, Reference] | None:
    """What the cache holds under this fingerprint; None where it holds something else, or is damaged."""
    try:
        stamp, _, rows = cache.read_text(encoding="utf-8").partition("\n")
        if stamp != _stamp(mark, rows):
            return None
        return {key: Reference(**row) for key, row in json.loads(rows).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _stamp(mark: str, rows: str) -> str:
    """What stands above the rows: what they were made from, and that they are whole."""
    return hashlib.sha256(f"{mark}\n{rows}".encode()).hexdigest()
