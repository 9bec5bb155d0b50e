"""Which files the arguments of a command name: files, folders, patterns."""

from __future__ import annotations

import glob
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.regular import files_below

DOCUMENTS = frozenset((
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".pdf",
    ".docx", ".odt", ".epub", ".rtf", ".doc", ".dot", ".eml", ".msg", ".mbox", ".ps", ".djvu",
    ".tex", ".xml", ".pages", ".wpd", ".mobi", ".fb2",
))  # fmt: skip
"""Endings of documents, whether or not they can be read: what can't be is refused by name."""


def named(paths: Iterable[Path], report_: Callable[[Problem], object]) -> Iterator[Path]:
    """The files that paths name, one after the other: a folder's documents, a pattern's files, else the path itself.

    Of a folder, files with other endings are left out, and counted in one problem; so is a pattern that fits nothing.
    """
    for path in paths:
        if path.is_dir():
            yield from _documents(path, report_)
        elif not path.exists() and glob.has_magic(str(path)):
            found = False
            for match in sorted(glob.iglob(str(path), recursive=True)):
                found = True
                yield from named([Path(match)], report_) if Path(match).is_dir() else [Path(match)]
            if not found:
                report_(report("E709", Place(str(path)), "No file fits this pattern."))
        else:
            yield path


def _documents(folder: Path, report_: Callable[[Problem], object]) -> Iterator[Path]:
    others: Counter[str] = Counter()
    any_ = False
    for path in files_below(folder):
        if path.suffix.lower() in DOCUMENTS or not path.is_file():
            any_ = True
            yield path
        else:
            others[path.suffix.lower() or "no ending"] += 1
    if others:
        shown = ", ".join(f"{ending} ({count})" for ending, count in sorted(others.items()))
        message = f"By their endings, not all files of the folder are documents; {others.total()} were not read."
        report_(report("E710", Place(str(folder)), message, found=shown))
    elif not any_:
        report_(report("E709", Place(str(folder)), "There is no file in this folder."))
