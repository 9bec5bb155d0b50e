"""Runs what turns Markdown pages into HTML: MkDocs in this process, ProperDocs and Zensical in their own.

Each is given the same pages, the same theme and the same settings; what it warns of becomes problems that point at
the page's Markdown.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from briefing.cluster import Hands
from briefing.codes import report
from briefing.memory import Memory
from briefing.model import Place
from briefing.problems import Problem
from briefing.project import find_root
from briefing.publish.allowed import HOSTS
from briefing.publish.safe import Taken, read, written
from briefing.settings import NAME, PYTHON, line_of
from briefing.transaction import PREFIX


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a shell."""

    config: Path
    """The project's mkdocs.yml."""
    pages: Path
    """Folder of the Markdown pages."""
    theme: Path
    """Folder of the theme's overrides."""
    out: Path
    """Folder to fill; it is there, and empty."""
    epoch: int = 0
    """Seconds since 1970 that stand for the time of the build."""
    hosts: tuple[str, ...] = ()
    """Hosts from which pages may load something."""
    cache: Path | None = None
    """Folder of what is kept of pages from build to build."""
    hands: Hands | None = None
    """Who renders pages, where that isn't this machine."""
    memory: Memory | None = None
    """Knows what the files hold that are kept."""
    sums: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of pages' Markdown by path, where they are known."""


def run(shell: str, job: Job) -> tuple[Problem, ...]:
    """Fills `job.out` with HTML; what the shell found wrong comes back as problems."""
    with environment(job):
        return SHELLS[shell](job)


@contextmanager
def environment(job: Job) -> Iterator[None]:
    """The environment of a run: the edition's day is the time, and no shell advertises another."""
    told = {"SOURCE_DATE_EPOCH": str(job.epoch), "NO_MKDOCS_2_WARNING": "1", HOSTS: " ".join(job.hosts)}
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


class Caught(logging.Handler):
    """What was logged at warning level and above, with the page that was being made."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[tuple[str, str | None]] = []
        self.page: Callable[[], str | None] = lambda: None

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a message and the page that was being made."""
        self.lines.append((record.getMessage(), self.page()))

    def problems(self, pages: Path) -> tuple[Problem, ...]:
        """The same as problems that point at the Markdown."""
        return problems_of(self.lines, pages)


def problems_of(lines: Iterable[tuple[str, str | None]], pages: Path) -> tuple[Problem, ...]:
    """Messages, each with the page that was being made, as problems that point at the Markdown."""
    return tuple(
        _taken(taken, page, pages) if (taken := read(message)) else _problem(message, page, pages)
        for message, page in lines
    )


def _taken(taken: Taken, page: str | None, pages: Path) -> Problem:
    """What was taken out of a page, at the line where it stands; not every shell says on which page that is."""
    paths = [pages / page] if page else sorted(pages.rglob("*.md"))
    for path in paths:
        for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if taken.piece and taken.piece in row:
                return _told(taken, path.relative_to(pages).as_posix(), number)
    return _told(taken, page, 1)


def _told(taken: Taken, page: str | None, line: int) -> Problem:
    code = "E530" if taken.code == "E610" else taken.code  # the PDF's own code
    place = Place(f"build/pages/{page}", line) if page else Place("mkdocs.yml")
    return report(code, place, taken.message, found=taken.piece[:200])


def _mkdocs(job: Job) -> tuple[Problem, ...]:
    """MkDocs in this process: nothing to start, and its warnings come with their page."""
    from mkdocs.commands.build import build

    from briefing.publish import flow
    from briefing.publish.kept import Kept

    with caught(job) as found:
        config = mkdocs_config(job)
        found.page = lambda: getattr(getattr(config._current_page, "file", None), "src_uri", None)
        gc.freeze()  # what was read stays to the end: looking for cycles in it only takes time
        try:
            if flow.can_stream(config):
                with TemporaryDirectory(prefix=".kept-", dir=job.out.parent, ignore_cleanup_errors=True) as folder:
                    flow.build(config, found.lines, Kept(Path(folder, "pages"), job.cache, job.memory), job=job)
            else:
                config.plugins.on_startup(command="build", dirty=False)
                build(config)
                config.plugins.on_shutdown()
        finally:
            gc.unfreeze()
    return found.problems(job.pages)


@contextmanager
def caught(job: Job) -> Iterator[Caught]:
    """Keeps what MkDocs logs, and whatever ends it, as what it found wrong; its clock stands at `job.epoch`."""
    logger, found = logging.getLogger("mkdocs"), Caught()
    propagates, logger.propagate = logger.propagate, False
    logger.addHandler(found)
    try:
        with environment(job):
            yield found
    except (Exception, SystemExit) as error:  # its own, or one of a plugin or template: no site, but no traceback
        if not isinstance(error, Exception) and type(error) is not SystemExit:
            raise  # somebody ends the build
        what = str(error) or type(error).__name__
        found.lines.append((written(Taken("E531", f"MkDocs stopped: {what}", "")), found.page()))
    finally:
        logger.removeHandler(found)
        logger.propagate = propagates


def mkdocs_config(job: Job) -> Any:
    """MkDocs' settings for a run: the project's, with the run's folders."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError

    with harmless():
        config = load_config(str(job.config), docs_dir=str(job.pages), site_dir=str(job.out), use_directory_urls=True)
    if config.theme.name != "material":
        raise ConfigurationError("pages are made for `theme: {name: material}`, and mkdocs.yml does not name it.")
    last = str(job.config.parent / "build" / "theme")  # the last build's, which settings name
    config.theme.dirs = [str(job.theme), *(d for d in config.theme.dirs if d not in (last, str(job.theme)))]
    return config


@contextmanager
def harmless() -> Iterator[None]:
    """Within it settings are read as values alone: a tag of YAML that would run code ends the reading.

    Whatever way leads to the tag (a file that another inherits from, an alias, another encoding), the reader itself
    refuses it; naming a function of an extension (`!!python/name:`) stays allowed.
    """

    def refuse(loader: Any, suffix: str, node: Any) -> None:
        raise yaml.constructor.ConstructorError(None, None, "a YAML tag here would run code", node.start_mark)

    makers: dict[Any, Any] = dict(yaml.Loader.yaml_multi_constructors)
    barred = {tag: refuse for tag in makers if tag and tag.startswith(PYTHON) and tag != NAME}
    yaml.Loader.yaml_multi_constructors = makers | barred
    try:
        yield
    finally:
        yaml.Loader.yaml_multi_constructors = makers


def _properdocs(job: Job) -> tuple[Problem, ...]:
    """ProperDocs in its own process."""
    return _started(["properdocs", "build"], job)


def _zensical(job: Job) -> tuple[Problem, ...]:
    """Zensical in its own process; it knows neither hooks nor the anchors' validation."""
    return _started(["zensical", "build", "--clean"], job)


SHELLS: Mapping[str, Callable[[Job], tuple[Problem, ...]]] = {
    "mkdocs": _mkdocs,
    "properdocs": _properdocs,
    "zensical": _zensical,
}
"""What turns pages into a site, by its name in the settings."""


def _started(command: list[str], job: Job) -> tuple[Problem, ...]:
    """Runs a shell that is a command, with settings of its own that inherit the project's.

    Zensical wants its output inside the project, so it goes to a folder there first.
    """
    from mkdocs.exceptions import ConfigurationError
    from mkdocs.utils.yaml import yaml_load

    root = job.config.parent
    try:
        with harmless(), job.config.open("rb") as settings_file:
            yaml_load(settings_file)
    except ConfigurationError as error:
        return (report("E531", Place(job.config.name), f"{command[0]} was not started.", found=str(error)),)
    with TemporaryDirectory(dir=root, prefix=f"{PREFIX}shell-") as folder:
        settings = {
            "INHERIT": job.config.name,
            "docs_dir": os.path.relpath(job.pages, root),
            "site_dir": os.path.relpath(f"{folder}/site", root),
            "use_directory_urls": True,
            "theme": {"custom_dir": os.path.relpath(job.theme, root)},
        }
        config = Path(f"{folder}.yml")
        try:
            config.write_text(yaml.safe_dump(settings), encoding="utf-8")
            done = subprocess.run(
                [sys.executable, "-m", *command, "--config-file", str(config)],
                cwd=root,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            config.unlink(missing_ok=True)
        if Path(folder, "site").is_dir():
            shutil.copytree(Path(folder, "site"), job.out, dirs_exist_ok=True)
    found = [*problems_of([(line, None) for line in _warnings(done.stdout + done.stderr)], job.pages)]
    if done.returncode:
        text = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        place = Place(job.config.name)
        if f"No module named {command[0]}" in done.stderr:
            found.append(report("E532", place, f"{command[0]} is not installed."))
        else:
            found.append(report("E531", place, f"{command[0]} stopped.", found=text[-1] if text else "no message"))
    return tuple(found)


_LOGGED = re.compile(r"^(?:\x1b\[[0-9;]*m)*(?:WARNING|ERROR|Warning|Error)\b[\s:-]*(?:\x1b\[[0-9;]*m)*(.*)")


def _warnings(output: str) -> list[str]:
    """The warnings and errors in a shell's output."""
    lines = [line.strip() for line in output.splitlines()]
    return [m.group(1).strip() if m else line for line in lines if (m := _LOGGED.match(line)) or read(line)]


_SETTING = re.compile(r"^Config value '([^']+)'")


def _of_settings(code: str, message: str, pages: Path) -> Problem:
    """A shell's message that names no page, on the line of mkdocs.yml that it speaks of where it names a setting."""
    named, root = _SETTING.match(message), find_root(pages)
    if named is None or root is None:
        return report(code, Place("mkdocs.yml"), message)
    line = line_of((root / "mkdocs.yml").read_text(encoding="utf-8", errors="replace"), named[1])
    return report(code, Place("mkdocs.yml", line), message, help=f"Correct `{named[1]}` in mkdocs.yml, or take it out.")


_PAGE = re.compile(r"^Doc file '([^']+)' contains .*?'([^']+)'")


def _problem(message: str, page: str | None, pages: Path) -> Problem:
    """A shell's message as a problem, with the line of the page where that can be found."""
    match = _PAGE.match(message)
    path, wanted = (match.group(1), match.group(2)) if match else (page, None)
    code = "E533" if match else "E530"
    if path is None:
        return _of_settings(code, message, pages)
    line, text = 1, ""
    if wanted and (pages / path).is_file():
        lines = (pages / path).read_text(encoding="utf-8").splitlines()
        line, text = next(((i, row) for i, row in enumerate(lines, 1) if wanted in row), (1, ""))
    return report(code, Place(f"build/pages/{path}", line), message, source=text.strip()[:200])
