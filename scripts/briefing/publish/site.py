"""Makes the site: lays the theme, runs a shell, adds search, feed and redirects, and swaps the whole in at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Container
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from briefing.cluster import Hands
from briefing.codes import report, stops
from briefing.files import linked, swapped, write_changed
from briefing.memory import Memory
from briefing.model import Place
from briefing.problems import Problem, by_place
from briefing.project import Project
from briefing.publish import downloads, feed, machines, shells, sitemap
from briefing.publish.abouts import write_abouts
from briefing.publish.downloads import LATER
from briefing.publish.frames import check_frames
from briefing.publish.notes import check_notes
from briefing.publish.offline import write_archive
from briefing.publish.picture import social_picture
from briefing.publish.search import write_search
from briefing.publish.sizes import say_sizes
from briefing.publish.texts import Texts, texts_in
from briefing.publish.theme import ASSETS, lay_theme


def build_site(
    project: Project,
    base: Path | None = None,
    out_dir: Path | None = None,
    publisher: str | None = None,
    strict: bool = True,
    *,
    edition: Literal["public", "full"] = "public",
    hands: Hands | None = None,
    last: Path | None = None,
) -> tuple[Problem, ...]:
    """Builds the site from the Markdown in `base/pages` into `out_dir`, which changes only where the build succeeds.

    `base` is `build` unless given (`build/full` for the full edition), `out_dir` is `base/site`; PDFs and exports are
    taken from beside it. `publisher` is the setting of that name. `last` is where the last good site stands, `out_dir`
    unless given: files that stay the same are taken from there. With `strict`, a warning fails as an error does.
    Returns what was found wrong; raises OSError where a folder can't be written.
    """
    base = base or (project.build / "full" if edition == "full" else project.build)
    pages_dir, out_dir, theme_dir = base / "pages", out_dir or base / "site", base / "theme"
    (project.build / "theme").mkdir(parents=True, exist_ok=True)  # mkdocs.yml names it, whatever the edition
    cache = project.build / ("full" if edition == "full" else "") / ".cache" / "site"
    memory = Memory(cache.with_name(f"{cache.name}-pages"))
    pages = texts_in(pages_dir, memory)
    lay_theme(project, pages_dir, theme_dir, pages, edition)
    problems = [*check_notes(pages), *downloads.lay_downloads(project, pages_dir, pages, base)]
    if stops(problems, strict):
        return by_place(problems)
    job = shells.Job(
        config=project.root / "mkdocs.yml",
        pages=pages_dir,
        theme=theme_dir,
        out=Path(),
        epoch=epoch(project),
        hosts=project.settings.hosts,
        cache=cache,
        hands=hands,
        memory=memory,
        sums={path: pages.sum_of(path) for path in pages},
    )
    try:
        with swapped(out_dir) as aside:
            problems += shells.run(publisher or project.settings.publisher, replace(job, out=aside))
            if not stops(problems, strict):
                problems += _finish(project, base, aside, last or out_dir, pages, edition, memory, cache)
            if stops(problems, strict):
                raise _Failed
    except _Failed:
        pass
    pages.close()
    memory.close()
    return by_place(problems)


class _Failed(Exception):  # noqa: N818 (it is no error: it leaves the last good site in place)
    """Leaves the block that would swap the new site in."""


def read_pages(pages_dir: Path, only: Container[str] | None = None) -> dict[str, str]:
    """The Markdown pages of a folder, by path; `only` those, where they are told."""
    paths = (p.relative_to(pages_dir).as_posix() for p in sorted(pages_dir.rglob("*.md")))
    return {path: (pages_dir / path).read_text(encoding="utf-8") for path in paths if only is None or path in only}


def epoch(project: Project) -> int:
    """Midnight (UTC) of the edition's day in seconds since 1970; what stands for the time of each build."""
    day = project.settings.edition
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) if day else 0


def _finish(
    project: Project,
    base: Path,
    site: Path,
    last: Path,
    pages: Texts,
    edition: str,
    memory: Memory,
    cache: Path,
) -> tuple[Problem, ...]:
    """Adds to a shell's output what none of them makes, and takes out what would differ from build to build.

    `last` is the last good site, from which files that stay the same are taken.
    """
    problems = feed.write_redirects(project, site)
    try:
        write_changed(site / ASSETS / "picture.png", social_picture(project.settings))
    except RuntimeError as error:  # Typst could not set the title
        problems += (report("E539", Place("mkdocs.yml"), "The picture for links could not be set.", found=str(error)),)
    fronts = write_search(site, pages, last=last)
    write_abouts(site, fronts, last, memory)
    if edition == "public":
        feed.write_feed(project, site, fronts)
        feed.write_robots(project, site)
        machines.write_machines(project, site, pages, fronts, last=last)
    else:
        (site / "robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
    _steady(site)
    sitemap.write_sitemap(project, site, pages if edition == "public" else {})
    say_sizes(site)
    problems += check_frames(project, site, memory)
    if any(pages.made(path, "later", _offers_later) for path in pages):
        write_archive(site, site / LATER, epoch(project), cache.with_name("archive"), memory)
        (base / "exports").mkdir(parents=True, exist_ok=True)
        linked(site / LATER, base / "exports" / Path(LATER).name)
        say_sizes(site)
    return problems


def _offers_later(text: str) -> bool:
    return LATER in text


def _steady(site: Path) -> None:
    """Drops source maps, and of the theme's scripts and styles what no page asks for."""
    shutil.rmtree(site / "assets/javascripts/lunr", ignore_errors=True)
    for folder, _, names in os.walk(site):
        for name in names:
            if name.endswith(".map"):
                Path(folder, name).unlink()
    front = (site / "index.html").read_text(encoding="utf-8") if (site / "index.html").is_file() else ""
    if "assets/javascripts/" not in front:
        shutil.rmtree(site / "assets/javascripts", ignore_errors=True)
    for sheet in (site / "assets/stylesheets").rglob("*.css"):
        if front and sheet.name not in front:
            sheet.unlink()
