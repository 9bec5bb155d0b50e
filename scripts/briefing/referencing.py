"""References of all works in the project's style: made once, and kept under build/ until something changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from briefing.codes import report
from briefing.library.bibliography import Reference, fingerprint, render
from briefing.memory import Memory
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
    memory = Memory(project.build / ".cache" / "references")
    mark = fingerprint(works, style, language)
    kept = memory.get(mark)
    if kept is not None:
        return {key: Reference(**row) for key, row in kept.items()}, problems
    references, more = render(works, style, language)
    if not more:
        memory.keep(mark, {key: asdict(reference) for key, reference in references.items()})
        memory.close()
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
