"""A project's shelf kept in hand, so that many sentences can be looked up in it one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from math import log
from pathlib import Path

from briefing.evidence.claims import find_claims
from briefing.evidence.language import language as language_of
from briefing.evidence.lookup import content_stems
from briefing.evidence.shelf import Evidence, Shelf
from briefing.evidence.support import Supports
from briefing.library import read_library
from briefing.linking import link
from briefing.model import Document, Key, Library, LinkedLibrary
from briefing.originals import read_originals
from briefing.problems import Problem
from briefing.project import read_project


class Desk:
    """The paragraphs of all sources, indexed by their words, with what the checks need."""

    def __init__(self, library: Library, originals: Mapping[Key, Document] | None = None, language: str = "en") -> None:
        self.library, self.language = library, language
        self.shelf = Shelf(library, originals, language_of(language))

    @cached_property
    def paragraphs(self) -> tuple[Evidence, ...]:
        """All that can be cited, by source and number."""
        return tuple(e for key in self.library.sources for e in self.shelf.all_of(key))

    @cached_property
    def supports(self) -> Supports:
        """The check of support by words."""
        return Supports(self.shelf)

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for number, evidence in enumerate(self.paragraphs):
            for stem in evidence.stems:
                rows.setdefault(stem, []).append(number)
        return rows

    def weigh(self, text: str) -> dict[str, float]:
        """The stems and subjects of a text with how much each tells: the logarithm of how rare it is; they sum to 1.

        What stands in no paragraph counts as the rarest.
        """
        wording = self.shelf.wording(text)
        found = content_stems(wording.words, self.shelf.language) | frozenset(wording.subjects(self.shelf.subjects))
        total = len(self.paragraphs) + 1
        rows = {stem: log(total / (len(self._postings.get(stem, ())) + 0.5)) for stem in sorted(found)}
        weight = sum(rows.values())
        return {stem: row / weight for stem, row in rows.items()} if weight else {}

    def nearest(self, weights: Mapping[str, float], most: int) -> list[tuple[float, Evidence]]:
        """The paragraphs that carry most of these weights, best first, each with the share that it carries, 0 to 1."""
        carried: dict[int, float] = {}
        for stem, weight in weights.items():
            for number in self._postings.get(stem, ()):
                carried[number] = carried.get(number, 0.0) + weight
        best = sorted(carried.items(), key=lambda row: (-row[1], row[0]))[:most]
        return [(share, self.paragraphs[number]) for number, share in best]


def read_linked(
    root: Path, originals: Path | None = None
) -> tuple[LinkedLibrary, Mapping[Key, Document], tuple[Problem, ...]]:
    """A project linked but not compared, the originals that are at hand, and what is wrong with how files are written.

    Raises FileNotFoundError where `root` holds no mkdocs.yml.
    """
    project, _ = read_project(root)
    library, problems = read_library(project.files, project.settings)
    held = read_originals(originals, library, project.settings.limits)[0] if originals else {}
    return link(library, find_claims(library, project.settings.language))[0], held, problems


def read_desk(root: Path, originals: Path | None = None) -> Desk:
    """A project's shelf, with the originals where they are at hand; what is wrong with the project is not looked at.

    Raises FileNotFoundError where `root` holds no mkdocs.yml.
    """
    project, _ = read_project(root)
    library, _ = read_library(project.files, project.settings)
    held = read_originals(originals, library, project.settings.limits)[0] if originals else None
    return Desk(library, held, project.settings.language)
