"""Finds a project, reads its files, and knows where everything goes; the one place that reads the desk's input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.regular import trouble
from briefing.settings import Settings, acting, as_mapping, parse_settings

INPUTS = ("references.bib", "sources/*.md", "topics/*.md", "entities.yml", "timeline.yml", "evidence.lock",
          "editions/*.json", "reviews/*.yml", "reviews/judge.jsonl", "docs/**/*.md")  # fmt: skip
"""What the desk edits, as globs."""
COPIED = ("assets", "overrides", "fonts")
"""Folders under docs/ of which every file is used as it is."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project's settings and the bytes of its input files, by path relative to its folder."""

    root: Path
    settings: Settings
    files: Mapping[str, bytes]

    @property
    def build(self) -> Path:
        """Folder of everything generated."""
        return self.root / "build"

    @property
    def docs(self) -> Path:
        """Folder of pages and assets made by hand."""
        return self.root / "docs"


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds an mkdocs.yml, or None."""
    return next((d for d in (start, *start.parents) if (d / "mkdocs.yml").is_file()), None)


def read_project(root: Path) -> tuple[Project, tuple[Problem, ...]]:
    """A project's settings and inputs; raises FileNotFoundError where `root` holds no mkdocs.yml."""
    own = root / "mkdocs.yml"
    if own.exists() and (why := trouble(own, root)):
        return Project(root, Settings(), {}), (_unread("mkdocs.yml", why),)
    text, problems = decode(own.read_bytes(), "mkdocs.yml")
    if any(p.code == "E104" for p in problems):
        message = "mkdocs.yml is not UTF-8, in which alone it is read when the site is built."
        problems = tuple(report("E102", Place(p.path, p.line), message, expected="UTF-8") for p in problems)
    settings, more = parse_settings(text)
    more = more if any(p.fails for p in more) else (*more, *_whole(own, text))
    found: dict[str, bytes] = {}
    unread: list[Problem] = []
    for path in _inputs(root):
        name = path.relative_to(root).as_posix()
        if why := trouble(path, root):
            unread.append(_unread(name, why))
        else:
            found[name] = path.read_bytes()
    for folder in COPIED:
        listed = below(root / "docs" / folder, root)
        unread += [_unread(path.relative_to(root).as_posix(), why) for path, why in listed if why]
    unread += _strays(root, found)
    return Project(root, _dated(settings, found), found), (*problems, *more, *unread)


def _whole(own: Path, text: str) -> Iterator[Problem]:
    """What is wrong with mkdocs.yml as a whole: no title, and code that would run in files that it inherits from."""
    raw, seen = as_mapping(text), {own}
    if not raw.get("site_name") and "INHERIT" not in raw:
        said = "mkdocs.yml says nothing" if not raw else "mkdocs.yml has no `site_name`"
        help = "Give the briefing its title; `briefing new DIR` writes a whole mkdocs.yml to copy from."
        yield report("E102", Place(own.name), f"{said}: the briefing has no title.", expected="site_name: …", help=help)
    while isinstance(named := raw.get("INHERIT"), str):
        own = own.parent / named
        if own in seen or not own.is_file():
            return  # told by what builds the site
        seen.add(own)
        text = own.read_text(encoding="utf-8", errors="replace")
        yield from acting(text, own.name)
        raw = as_mapping(text)


def _strays(root: Path, read: Mapping[str, bytes]) -> Iterator[Problem]:
    """Files in the folders of inputs that are none."""
    copied = tuple(f"docs/{folder}/" for folder in COPIED)
    for folder in sorted({glob.partition("/")[0] for glob in INPUTS if "/" in glob}):
        for path, why in below(root / folder, root):
            name = path.relative_to(root).as_posix()
            passed = name in read or why or name.startswith(copied) or name.endswith("~") or "/." in name
            if not passed:
                expected = ", ".join(glob for glob in INPUTS if glob.startswith(f"{folder}/"))
                yield report("E107", Place(name), f"{name} is not read.", expected=expected)


def _unread(name: str, why: str) -> Problem:
    """A file that is not read."""
    help = "Move it away; put a file of its own in its place, or nothing."
    return report("E103", Place(name), f"{name} is not read: {why}.", expected="a file", help=help)


def below(folder: Path, root: Path) -> Iterator[tuple[Path, str]]:
    """What stands below a folder of a project, in order, and why it is not read (empty where it is).

    Links to folders are not followed.
    """
    if folder.is_symlink() and not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        yield folder, trouble(folder, root)
        return
    for here, folders, files in os.walk(folder):
        folders.sort()
        linked = [name for name in folders if Path(here, name).is_symlink()]
        yield from ((path, trouble(path, root)) for name in sorted((*files, *linked)) for path in (Path(here, name),))


def _inputs(root: Path) -> Iterator[Path]:
    """What stands where an input may, whatever it is."""
    for glob in INPUTS:
        yield from sorted(root.glob(glob)) if "*" in glob else (p for p in (root / glob,) if os.path.lexists(p))


def _dated(settings: Settings, files: Mapping[str, bytes]) -> Settings:
    """The settings with the day of the newest edition, where they name none."""
    days = [path[9:-5] for path in files if re.fullmatch(r"editions/\d{4}-\d\d-\d\d\.json", path)]
    return settings.model_copy(update={"edition": max(days)}) if days and settings.edition is None else settings


def decode(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Text of one of the desk's own files: UTF-8 (a BOM is dropped), else the likeliest encoding, and a problem.

    Bytes that are no UTF-8 in a file that is UTF-8 otherwise become U+FFFD, and an error. Returns an empty text where
    the bytes are no text at all.
    """
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", (report("E103", Place(path), "The file holds NUL bytes: it is not text.", expected="UTF-8 text"),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        from briefing.ingest.encoding import decode as guess  # rarely needed

        text, encoding, _ = guess(data, path)
        place, shown = Place(path, data.count(b"\n", 0, error.start) + 1), f"byte 0x{data[error.start]:02X}"
        if encoding is None:
            return "", (report("E103", place, "The file is in no encoding that could be recognised."),)
        if encoding == "utf-8":
            message = "A byte stands here that is no UTF-8, though the file is."
            return text, (report("E106", place, message, expected="UTF-8", found=shown),)
        message = f"The file is not UTF-8; it was read as {encoding}."
        return text, (report("E104", place, message, expected="UTF-8", found=shown),)
