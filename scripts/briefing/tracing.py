"""From a line of a generated page back to the line of the desk's file that it was taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefing.problems import Problem


def traced(problem: Problem, pages: Mapping[str, str], files: Mapping[str, bytes], folder: str) -> Problem:
    """A problem of a generated page, at the line as it was written.

    `pages` are the generated ones by path, and `folder` is where they are laid; `files` are the desk's, by path. A line
    that stands in no file of the desk's stays one of the generated page.
    """
    if problem.path not in pages:
        return problem
    lines = pages[problem.path].splitlines()
    wanted = lines[problem.line - 1].strip() if problem.line <= len(lines) else ""
    for path in (problem.path, f"docs/{problem.path}"):
        written = (
            [line.strip() for line in files[path].decode("utf-8", "replace").splitlines()] if path in files else []
        )
        if wanted and wanted in written:
            return replace(problem, path=path, line=written.index(wanted) + 1)
    for path in (problem.path, f"docs/{problem.path}", *files):  # what was found, where the line became another
        if path in files and len(problem.found) > 3 and problem.found.encode() in files[path]:
            before = files[path].partition(problem.found.encode())[0]
            return replace(problem, path=path, line=before.count(b"\n") + 1)
    return replace(problem, path=f"{folder}/{problem.path}")
