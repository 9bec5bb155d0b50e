"""Puts the files that pages offer for download where the site can carry them."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.project import Project
from briefing.publish.texts import texts_of

FOLDER = "files"
"""Folder of the site that holds PDFs and exports."""

LATER = f"{FOLDER}/briefing-site.zip"
"""Made from the site itself, so it can't be there before the site is."""

_LINK = re.compile(r"\]\(<?([^()\s>#]*\bfiles/[^()\s>#]+)")


def lay_downloads(project: Project, pages_dir: Path, pages: Mapping[str, str], base: Path) -> tuple[Problem, ...]:
    """Copies PDFs and exports under `pages_dir/files/`; a problem (E538) for each file that a page offers in vain."""
    made = {
        path.relative_to(folder).as_posix(): path
        for folder in (base / "pdf", base / "exports")
        for path in _files(folder)
    }
    target = pages_dir / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    for name, path in made.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / name)
    problems = []
    with texts_of(pages) as texts:
        offered = [(page, *row) for page in texts for row in texts.made(page, "files", _offered)]
    for page, link, line in offered:
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(page), link))
        if not wanted.startswith(f"{FOLDER}/") or (pages_dir / wanted).is_file():
            continue
        (pages_dir / wanted).parent.mkdir(parents=True, exist_ok=True)
        (pages_dir / wanted).write_bytes(b"")  # so that the missing file is reported once, here
        if wanted != LATER:
            place = Place(f"build/pages/{page}", line)
            problems.append(report("E538", place, f"The page offers `{wanted}`, which was not made."))
    return tuple(problems)


def _offered(text: str) -> list[tuple[str, int]]:
    """Links of a page to files that are offered, and their lines."""
    found = _LINK.finditer(text) if "files/" in text else ()
    return [(match[1], text.count("\n", 0, match.start()) + 1) for match in found]


def _files(folder: Path) -> list[Path]:
    """The files of a folder, without the offline site itself."""
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != LATER.rpartition("/")[2]]
