"""A live preview: reads a project again after an edit and makes what the edit touches."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.evidence import check_evidence, find_claims, verify_digests
from briefing.evidence.bounds import check_bounds
from briefing.evidence.editions import changes_of, editions
from briefing.evidence.lock import addresses, spoken
from briefing.evidence.remembered import Remembered
from briefing.evidence.timely import check_time
from briefing.library import read_library
from briefing.library.allocation import without_collection
from briefing.linking import link
from briefing.memory import Memory
from briefing.model import Claim, LinkedLibrary
from briefing.pages import Pages, check_pages, compose, page_works
from briefing.problems import Problem, by_place
from briefing.project import Project, read_project
from briefing.publish.live import LiveSite
from briefing.referencing import read_references
from briefing.review.reading import read_reviewed


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a look at the project found and did."""

    problems: tuple[Problem, ...]
    """All that is known to be wrong now, in order of place."""
    changed: tuple[str, ...]
    """Paths of the pages that were made."""
    shown: bool
    """Whether the site shows the project as it stands; else it shows its last good state."""
    seconds: float


class Preview:
    """A project's site, kept up with what the desk edits; neither method raises on what stands in a file.

    `refresh` is what a reader waits for: it makes the pages that an edit touches. `examine` follows it: it looks
    the evidence up and brings the search up. While a file can't be read, the last good site stands.
    """

    def __init__(self, root: Path | str, folder: Path | None = None) -> None:
        self.root = Path(root)
        self._site = LiveSite(folder or self.root / "build" / "preview")
        self._memory = Memory(self.root / "build" / ".cache" / "checks")
        self._pages: Pages | None = None
        self._project: Project | None = None
        self._linked: LinkedLibrary | None = None
        self._written: tuple[Problem, ...] = ()
        self._evidence: tuple[Problem, ...] = ()
        self._made: tuple[Problem, ...] = ()

    @property
    def site(self) -> Path:
        """Folder of the site to serve; it moves when the whole is made anew."""
        return self._site.served

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is known to be wrong."""
        return by_place((*self._written, *self._evidence, *self._made))

    def refresh(self) -> Refreshed:
        """Reads the project and makes the pages that differ from the last ones."""
        start = time.perf_counter()
        project, problems = read_project(self.root)
        library, more = read_library(project.files, project.settings)
        found = [*problems, *more, *check_pages(library), *editions(project.files)[1]]
        linked, more = link(library, _with_checks(find_claims(library, project.settings.language), self._linked))
        self._written = (*found, *more)
        if self._pages is not None and any(problem.fails for problem in found):
            return Refreshed(by_place(self._written), (), False, time.perf_counter() - start)
        self._project, self._linked = project, linked
        return self._show(start)

    def examine(self) -> Refreshed:
        """Checks the evidence of what was read last, and makes the pages that show other results of checks."""
        start = time.perf_counter()
        if self._project is None or self._linked is None:
            return Refreshed(self.problems, (), False, 0.0)
        project, library, language = self._project, self._linked.library, self._project.settings.language
        remembered = Remembered(self._memory, library, project.files, language)
        claims, problems = check_evidence(library, self._linked.claims, None, language, remembered)
        problems += (*verify_digests(library, {}, project.files, language),)
        problems += check_time(library, claims, project.settings)
        problems += check_bounds(claims, project.settings)
        self._evidence = (*problems, *read_reviewed(project, library, claims)[1])
        shown = Refreshed(self.problems, (), True, 0.0)
        if claims != self._linked.claims:
            self._linked = link(library, claims)[0]
            shown = self._show(start)
        if self._pages is not None:
            self._site.make_search(self._pages)
        return replace(shown, seconds=time.perf_counter() - start)

    def _show(self, start: float) -> Refreshed:
        """Composes the pages and has the site made where they differ."""
        assert self._project is not None
        assert self._linked is not None
        with without_collection():
            pages, problems = _compose(self._project, self._linked, self._pages)
            changed = pages.changed(self._pages) if self._pages is not None else tuple(pages)
        self._made = (*problems, *self._site.make(self._project, pages, changed))
        self._pages = pages
        return Refreshed(self.problems, changed, True, time.perf_counter() - start)


def _compose(project: Project, linked: LinkedLibrary, previous: Pages | None) -> tuple[Pages, tuple[Problem, ...]]:
    """The pages, of which those that nothing has touched are the previous ones."""
    library, settings = linked.library, project.settings
    references, problems = read_references(project, {**library.works, **page_works(library, settings)})
    pages = compose(
        linked,
        references,
        settings,
        compared=spoken(library, project.files),
        elsewhere=addresses(library, project.files),
        changes=changes_of(project.files, settings.edition),
        reviewed=read_reviewed(project, library, linked.claims)[0],
        previous=previous,
    )
    return pages, problems


def _with_checks(claims: Iterable[Claim], before: LinkedLibrary | None) -> list[Claim]:
    """The claims with the checks that they had before, until they are checked again."""
    known = {claim.id: claim.checks for claim in before.claims} if before else {}
    return [replace(claim, checks=known[claim.id]) if known.get(claim.id) else claim for claim in claims]
