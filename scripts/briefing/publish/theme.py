"""Lays the look of the site: the package's templates and assets, with what a project puts over them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from briefing.files import write_changed, write_tree
from briefing.memory import Memory, fingerprint
from briefing.project import Project, below
from briefing.publish.allowed import policy
from briefing.publish.texts import texts_of
from briefing.publish.trimmed import PLAIN, may_stand, trimmed

ASSETS = "assets/briefing"
"""Where the package's own assets stand in the site."""

FIRST = ("serif-latin.woff2", "sans-latin.woff2")
"""Faces that each page needs at once."""

STYLES = (
    "fonts",
    "colours",
    "page",
    "sheet",
    "text",
    "tables",
    "parts",
    "evidence",
    "notes",
    "about",
    "judgements",
    "coverage",
    "axis",
    "answers",
    "events",
    "blocks",
    "lists",
    "outlook",
    "search",
    "paper",
)
"""The files of `styles/` in the order in which they are joined: a page asks for one style sheet."""


def lay_theme(
    project: Project,
    pages_dir: Path,
    theme_dir: Path,
    pages: Mapping[str, str],
    edition: Literal["public", "full"] = "public",
    trim: bool = True,
) -> tuple[str, ...]:
    """Writes theme overrides to `theme_dir` and assets to `pages_dir/assets/`; the paths of the assets.

    `pages` (path → Markdown) say which places their pictures need and, with `trim`, which of the theme's own styles.

    A project's `docs/overrides/` is laid over the templates, its `docs/assets/` over the assets.
    """
    package = files(__package__)
    assets = {path: _bytes(file) for path, file in _walk(package / "assets")}
    assets |= {path: _bytes(file) for path, file in _walk(package / "fonts") if path.endswith(".woff2")}
    templates = {path: _bytes(file) for path, file in _walk(package / "theme")}
    sheets = [_bytes(package / "styles" / f"{name}.css") for name in STYLES]
    fonts = {f"url({path})".encode(): f"url({_hashed(path, data)})".encode() for path, data in assets.items()}
    sheet = re.sub(rb"url\([\w.-]+\)", lambda m: fonts[m[0]], _joined([*sheets, rules_of(places_in(pages)).encode()]))
    if trim and set(project.settings.extensions) <= PLAIN:
        laid = [*templates.values(), *(data for _, data in _own(project, "overrides"))]
        there = may_stand(data.decode("utf-8", "replace") for data in laid)
        with texts_of(pages) as texts:
            there = there.union(*(texts.made(path, "stand", lambda text: sorted(may_stand([text]))) for path in texts))
            assets["theme.css"] = _theme_sheet(there, sheet.decode(), texts.memory).encode()
    assets["briefing.css"] = sheet
    named = {path: f"{ASSETS}/{_hashed(path, data)}" for path, data in assets.items()}
    written = {named[path]: data for path, data in assets.items()}
    written |= {f"assets/{path}": data for path, data in _own(project, "assets")}
    guide = (pages_dir / "guide" / "index.md").is_file()
    templates["partials/site.html"] = _about(project, named, edition, guide).encode()
    templates |= dict(_own(project, "overrides"))
    write_tree(theme_dir, templates)
    for path, data in written.items():
        write_changed(pages_dir / path, data)
    for stale in _stale(pages_dir, written):
        stale.unlink()
    return tuple(sorted(written))


def _theme_sheet(there: frozenset[str], ours: str, memory: Memory) -> str:
    """What of the theme's style sheet pages may need on which this may stand; `ours` uses its properties."""
    key = fingerprint("theme", sorted(there), ours)
    made: str | None = memory.get(key)
    if made is None:
        sheets = _walk(files("material") / "templates" / "assets" / "stylesheets")
        sheet = next(file for path, file in sheets if re.fullmatch(r"main\..*css", path))
        memory.keep(key, made := trimmed(sheet.read_text(encoding="utf-8"), there, ours))
    return made


def _stale(pages_dir: Path, written: Container[str]) -> list[Path]:
    """Assets of ours that another version of the package left: their names change with their content."""
    laid = (pages_dir / ASSETS).glob("*.*.*")
    return [path for path in laid if path.relative_to(pages_dir).as_posix() not in written]


def _own(project: Project, name: str) -> Iterator[tuple[str, bytes]]:
    """The files of a folder under docs/, by path; no other than plain files of the project."""
    folder = project.docs / name
    for path, why in below(folder, project.root):
        if not why:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _walk(folder: Traversable, under: str = "") -> Iterator[tuple[str, Traversable]]:
    """The files of a folder and its folders, by path; none where there is no such folder."""
    if not folder.is_dir():
        return
    for item in sorted(folder.iterdir(), key=lambda f: f.name):
        if item.is_dir():
            yield from _walk(item, f"{under}{item.name}/")
        else:
            yield f"{under}{item.name}", item


def _bytes(file: Traversable) -> bytes:
    return file.read_bytes()


def _joined(sheets: Iterable[bytes]) -> bytes:
    """Style sheets as one, without what a browser does not read.

    >>> _joined([b"/* ink */\\na {\\n  color: red;\\n}", b"b {}"])
    b'a {\\ncolor: red;\\n}\\nb {}\\n'
    """
    return re.sub(rb"/\*.*?\*/|(?<=\n)\s+", b"", b"\n".join([*sheets, b""]), flags=re.DOTALL).lstrip()


_PLACE = re.compile(r'data-(?<!\wdata-)(at|width|level|lane|lanes|rows)="(\d{1,6}(?:\.\d{1,4})?)"')


def places_in(pages: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Where the marks of the pages' pictures stand: each name of a measure with each of its values."""
    with texts_of(pages) as texts:
        return frozenset((name, value) for path in texts for name, value in texts.made(path, "places", _places))


def _places(text: str) -> list[tuple[str, str]]:
    return sorted(set(_PLACE.findall(text))) if "data-" in text else []


def rules_of(places: Iterable[tuple[str, str]]) -> str:
    """The places as rules of a style sheet, since no page may hold a style of its own.

    >>> rules_of([("at", "12.5"), ("lane", "0")])
    '[data-at="12.5"]{--at:12.5%}\\n[data-lane="0"]{--lane:0}\\n'
    """
    rows = sorted(places, key=lambda pair: (pair[0], float(pair[1]), pair[1]))
    return "".join(f'[data-{n}="{v}"]{{--{n}:{v}{"%" * (n in ("at", "width"))}}}\n' for n, v in rows)


def _hashed(path: str, data: bytes) -> str:
    """A name that changes with the content, so that a browser's cache can't be stale; the icon keeps its own."""
    stem, dot, suffix = path.rpartition(".")
    return path if suffix == "svg" else f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}{dot}{suffix}"


def _about(project: Project, named: dict[str, str], edition: str, guide: bool) -> str:
    """What templates need to know of the briefing, as a template of one assignment."""
    settings = project.settings
    about = {
        "edition": edition,
        "date": settings.edition or "",
        "date_spoken": spoken(settings.edition) if settings.edition else "",
        "institution": settings.institution or "",
        "authors": list(settings.authors),
        "handling": settings.handling or "",
        "css": named["briefing.css"],
        "theme": named.get("theme.css", ""),
        "faces": [named[name] for name in FIRST],
        "scripts": [named["briefing.js"], named["card.js"], named["about.js"]],
        "search": [named[name].rpartition("/")[2] for name in ("rank.js", "search.js")],
        "early": named["early.js"],
        "features": named["features.js"],
        "policy": policy(settings.hosts),
        "picture": f"{ASSETS}/picture.png",
        "guide": guide,
    }
    return f"{{#- Written by the generator. -#}}\n{{% set about = {json.dumps(about, ensure_ascii=False)} %}}\n"


def spoken(iso: str) -> str:
    """A day as it is said.

    >>> spoken("2024-06-04")
    '4 June 2024'
    """
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B} {day.year}"
