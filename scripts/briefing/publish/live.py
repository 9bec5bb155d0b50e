"""A site for preview: made once in whole, and after an edit only where a page has changed.

It keeps what MkDocs had in hand at the end of its last whole build (settings, files, navigation, templates) and has
single pages made with it. A page that comes or goes, a new title in the navigation, other settings or another look
make the whole anew, in a folder of its own, so that the last good site is served until then.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.files import write_changed, write_tree
from briefing.problems import Problem
from briefing.project import Project
from briefing.publish import downloads, feed, shells
from briefing.publish.abouts import write_abouts
from briefing.publish.notes import check_notes
from briefing.publish.picture import social_picture
from briefing.publish.places import split_front
from briefing.publish.search import write_search
from briefing.publish.site import epoch
from briefing.publish.theme import ASSETS, lay_theme, places_in

SEARCHABLE = 300
"""Up to so many pages the search follows every edit; in a larger site it stands as the last whole build left it."""


@dataclass(slots=True)
class _Kept:
    """What a whole build leaves for the builds of single pages."""

    job: shells.Job
    frame: tuple[Any, ...]
    config: Any = None
    files: Any = None
    nav: Any = None
    env: Any = None
    titles: dict[str, Any] = field(default_factory=dict)
    """Pages in the navigation and their titles."""
    rendering: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What was found wrong while a page was made."""
    anchors: tuple[Problem, ...] = ()
    """Links to places that are not there."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the site as it stands."""
        return (*(problem for found in self.rendering.values() for problem in found), *self.anchors)


class LiveSite:
    """A site under a folder of its own, kept up with its pages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: _Kept | None = None
        self._number = 0

    @property
    def served(self) -> Path:
        """Folder of the last good site; it moves with each whole build."""
        return self._kept.job.out if self._kept else self._folder / "site-0"

    def make(self, project: Project, pages: Mapping[str, str], changed: Iterable[str]) -> tuple[Problem, ...]:
        """Brings the site up to `pages`, of which `changed` differ from the last ones; what is wrong with it."""
        kept, changed = self._kept, tuple(changed)
        frame = _frame(project, pages)
        if (
            kept is None
            or kept.frame != frame
            or any(_title(pages[path]) != kept.titles[path] for path in changed if path in kept.titles)
        ):
            return self._whole(project, pages, frame)
        return _single(kept, pages, changed)

    def make_search(self, pages: Mapping[str, str]) -> None:
        """Brings the search up to the pages, where the site is small enough."""
        if self._kept and len(pages) <= SEARCHABLE:
            write_abouts(self.served, write_search(self.served, pages))

    def _whole(self, project: Project, pages: Mapping[str, str], frame: tuple[Any, ...]) -> tuple[Problem, ...]:
        """All pages, in a fresh folder; it is served only where MkDocs came to the end."""
        self._number += 1
        out = self._folder / f"site-{self._number}"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        job = shells.Job(
            project.root / "mkdocs.yml",
            self._folder / "pages",
            self._folder / "theme",
            out,
            epoch(project),
            project.settings.hosts,
        )
        write_tree(job.pages, pages, keep=("assets/", "files/"))
        (project.build / "theme").mkdir(parents=True, exist_ok=True)  # mkdocs.yml names it
        lay_theme(project, job.pages, job.theme, pages, trim=False)  # an edit may want any of its styles
        found = list(check_notes(pages))
        offered = downloads.lay_downloads(project, job.pages, pages, project.build)
        found += [problem for problem in offered if problem.code != "E538"]  # a preview makes no PDFs
        kept = _Kept(job, frame)
        rendering, others = _mkdocs(kept)
        if kept.env is None:
            shutil.rmtree(out, ignore_errors=True)
            return (*found, *rendering, *others)
        for path in pages:
            kept.rendering[path] = tuple(p for p in (*found, *rendering) if p.path == f"build/pages/{path}")
        kept.anchors = others
        write_abouts(out, write_search(out, pages))
        feed.write_redirects(project, out)
        write_changed(out / ASSETS / "picture.png", social_picture(project.settings))
        before, self._kept = self._kept, kept
        if before:
            shutil.rmtree(before.job.out, ignore_errors=True)
        return kept.problems


def _frame(project: Project, pages: Mapping[str, str]) -> tuple[Any, ...]:
    """What every page depends on: which pages there are, where pictures have marks, the settings, the files copied."""
    stats = [
        (path.as_posix(), path.stat().st_mtime_ns, path.stat().st_size)
        for path in (project.root / "mkdocs.yml", *_below(project.docs / "assets"), *_below(project.docs / "overrides"))
    ]
    return (frozenset(pages), places_in(pages), project.settings, tuple(stats))


def _below(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _title(page: str) -> Any:
    return split_front(page)[0].get("title")


def _mkdocs(kept: _Kept) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """A whole build by MkDocs, which fills `kept`; its `env` stays None where the build came to no end.

    Returns what was found wrong while pages were made, and what was found wrong besides.
    """
    from mkdocs.commands.build import build
    from mkdocs.plugins import BasePlugin

    class Keeper(BasePlugin):  # type: ignore[no-untyped-call, type-arg, misc, unused-ignore]
        """Notes what a build has in hand."""

        def on_nav(self, nav: Any, *, config: Any, files: Any) -> Any:
            """Settings, files and navigation, as they are when pages are read."""
            kept.config, kept.files, kept.nav = config, files, nav
            return nav

        def on_env(self, env: Any, *, config: Any, files: Any) -> Any:
            """The templates."""
            self.env = env
            return env

        def on_post_build(self, *, config: Any) -> None:
            """The build came to its end."""
            kept.env = self.env

    with shells.caught(kept.job) as found:
        config = shells.mkdocs_config(kept.job)
        found.page = lambda: getattr(getattr(config._current_page, "file", None), "src_uri", None)
        config.plugins["briefing/keeper"] = Keeper()
        config.plugins.on_startup(command="serve", dirty=False)
        build(config)
        kept.titles = {page.file.src_uri: page.meta.get("title") for page in kept.nav.pages}
    lines, pages = found.lines, kept.job.pages
    return (
        shells.problems_of([line for line in lines if line[1] is not None], pages),
        shells.problems_of([line for line in lines if line[1] is None], pages),
    )


def _single(kept: _Kept, pages: Mapping[str, str], changed: tuple[str, ...]) -> tuple[Problem, ...]:
    """The changed pages alone, with what the last whole build had in hand."""
    from mkdocs.commands.build import _build_page, _populate_page

    documents = kept.files.documentation_pages()
    files = {path: kept.files.get_file_from_path(path) for path in changed}
    with shells.caught(kept.job) as found:
        for path, file in files.items():
            write_changed(kept.job.pages / path, pages[path])
            found.page = lambda path=path: path  # type: ignore[misc]
            _populate_page(file.page, kept.config, kept.files)
            _build_page(file.page, kept.config, documents, kept.nav, kept.env)
    rendering = found.problems(kept.job.pages)
    for path in changed:
        notes = check_notes({path: pages[path]})
        kept.rendering[path] = (*notes, *(p for p in rendering if p.path == f"build/pages/{path}"))
    with shells.caught(kept.job) as found:
        for file in documents:
            file.page.validate_anchor_links(files=kept.files, log_level=kept.config.validation.links.anchors)
    kept.anchors = found.problems(kept.job.pages)
    return kept.problems
