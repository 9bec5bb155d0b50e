"""The names that a notebook or another tool uses; `import briefing` gives them, each loaded when it is first asked for.

>>> import briefing
>>> desk = briefing.read_briefing("my-briefing")            # doctest: +SKIP
>>> [problem.message for problem in desk.problems]          # doctest: +SKIP
>>> briefing.compose(desk)["topics/shore-power.md"][:40]    # doctest: +SKIP

Nothing here raises on what stands in a project's files: what is wrong comes back as problems. A folder without an
mkdocs.yml raises FileNotFoundError.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from briefing.assist import Desk, Pack, Suggested, Verdicts
from briefing.assist import pack as _pack
from briefing.assist import suggest as _suggest
from briefing.assist import verdicts as _verdicts
from briefing.assist.tables import frames, tables
from briefing.codes import Code, codes
from briefing.evidence import Impact, impact, ledger
from briefing.ingest import ingest, to_json, to_markdown
from briefing.model import Claim, Document, Library, LinkedLibrary
from briefing.pages import Pages, draft
from briefing.pipeline import Briefing, Goal, Made, Options, Result, Work, run
from briefing.pipeline import read_briefing as _read_briefing
from briefing.preview import Preview, Refreshed
from briefing.problems import Problem
from briefing.project import Project
from briefing.project import read_project as _read_project

__all__ = [
    "Briefing",
    "Claim",
    "Code",
    "Document",
    "Impact",
    "Library",
    "LinkedLibrary",
    "Made",
    "Options",
    "Pack",
    "Pages",
    "Preview",
    "Problem",
    "Project",
    "Refreshed",
    "Result",
    "Suggested",
    "Verdicts",
    "build",
    "check",
    "compose",
    "draft",
    "explain",
    "frames",
    "impact",
    "ingest",
    "ledger",
    "pack",
    "read_briefing",
    "read_original",
    "read_project",
    "suggest",
    "tables",
    "to_json",
    "to_markdown",
    "verdicts",
]


def read_project(root: str | Path) -> tuple[Project, tuple[Problem, ...]]:
    """A project's settings and the bytes of its input files by path; raises FileNotFoundError without an mkdocs.yml."""
    return _read_project(Path(root).resolve())


def read_briefing(root: str | Path, originals: str | Path | None = None) -> Briefing:
    """A project read, checked and linked.

    The result has `project`, `library` (what the desk wrote), `linked` (claims with their checks, mentions, links both
    ways), `originals` (by key, where a folder of them is given) and `problems`, in order of place.
    """
    return _read_briefing(Path(root).resolve(), Options(originals=Path(originals) if originals else None))


def read_original(data: bytes, name: str) -> Document:
    """An original after ingest, from its bytes and the name of its file; what is wrong with it is in `problems`.

    The same as `briefing.ingest.ingest`.
    """
    return ingest(data, name)


def check(root: str | Path, originals: str | Path | None = None) -> tuple[Problem, ...]:
    """What is wrong with a project, in order of place; nothing is written, evidence.lock included."""
    return read_briefing(root, originals).problems


def compose(briefing: Briefing, edition: Literal["public", "full"] = "public") -> Pages:
    """The pages as a mapping, path → Markdown, each composed when it is asked for.

    A full edition shows the originals' text where `briefing` was read with them.
    """
    return Work(briefing.project.root, Options(edition=edition), briefing).pages


def build(
    root: str | Path, goals: Sequence[Goal] = ("pages", "pdf", "exports", "site"), options: Options | None = None
) -> Result:
    """Makes what `goals` name, under the project's build/ folder.

    The result has `problems` and `made`, the outputs with path and seconds. Where a problem is an error nothing is
    made; a stage that fails leaves its last good output. Raises OSError where build/ can't be written.
    """
    return run(Path(root).resolve(), goals, options or Options())


def verdicts(briefing: Briefing, text: str, suggestions: bool = False) -> Verdicts:
    """What the comparison finds in each sentence of a text from outside that cites as `[@key, ¶n]`."""
    return _verdicts(text, _desk(briefing), suggestions=suggestions)


def suggest(briefing: Briefing, sentence: str) -> Suggested:
    """The paragraphs that carry a sentence, best first; none where none does."""
    return _suggest(sentence, _desk(briefing))


def pack(briefing: Briefing, slug: str, budget: int = 6_000) -> Pack:
    """All that bears on a topic, in about `budget` words; raises KeyError where there is no such topic."""
    return _pack(briefing.linked, slug, briefing.originals, budget)


def _desk(briefing: Briefing) -> Desk:
    return Desk(briefing.library, dict(briefing.originals) or None, briefing.project.settings.language)


def explain(code: str) -> Code:
    """What a kind of problem means and how it is mended; raises KeyError where there is no such code."""
    return codes()[code.upper()]
