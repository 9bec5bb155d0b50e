"""Prints problems: as text with the line itself, as JSON, as annotations of GitHub Actions, or as SARIF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any, Literal
from urllib.parse import quote

from rich.console import Console
from rich.text import Text

from briefing import __version__
from briefing.codes import codes
from briefing.problems import Problem, by_place
from briefing.shown import as_json, visible

Format = Literal["text", "json", "github", "sarif"]
MOST = 5
"""How many problems of one kind are shown in full before the rest are counted."""
COLOURS = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
GITHUB = {"error": "error", "warning": "warning", "note": "notice"}
SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def print_problems(
    problems: Sequence[Problem],
    format: Format,
    console: Console,
    lines: Mapping[str, Sequence[str]] | None = None,
    all_by: str = "--format json",
) -> None:
    """Prints problems in order of place; `lines` holds the lines of files, so that the line itself can be shown.

    `all_by` is how a reader of the text sees those that are only counted.
    """
    ordered = by_place(tuple(problems))
    if format == "json":
        console.file.write(as_json([asdict(p) for p in ordered]) + "\n")
    elif format == "github":
        for problem in ordered:
            console.file.write(annotation(problem) + "\n")
    elif format == "sarif":
        console.file.write(as_json(sarif(ordered)) + "\n")
    else:
        _print_text(ordered, console, lines or {}, all_by)


def annotation(problem: Problem) -> str:
    """A problem as a workflow command of GitHub Actions."""
    body = "\n".join(row for row in (problem.message, *_details(problem)) if row)
    escaped = visible(body).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = visible(problem.path).replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    return f"::{GITHUB[problem.severity]} file={path},line={problem.line},title={problem.code}::{escaped}"


def sarif(problems: Sequence[Problem]) -> dict[str, Any]:
    """Problems as one run in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS)."""
    register = codes()
    rules = [register[code] for code in dict.fromkeys(p.code for p in problems) if code in register]
    results = [
        {
            "ruleId": problem.code,
            "level": problem.severity,
            "message": {"text": "\n".join(row for row in (problem.message, *_details(problem)) if row)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(problem.path)},
                        "region": {"startLine": max(1, problem.line)},
                    }
                }
            ],
        }
        for problem in problems
    ]
    described = [
        {"id": rule.code, "shortDescription": {"text": rule.title}, "fullDescription": {"text": rule.means.strip()},
         "help": {"text": rule.mend.strip()}}
        for rule in rules
    ]  # fmt: skip
    tool = {"driver": {"name": "briefing", "version": __version__, "rules": described}}
    return {"$schema": SARIF, "version": "2.1.0", "runs": [{"tool": tool, "results": results}]}


def summary(problems: Sequence[Problem]) -> str:
    """`2 errors, 1 warning`, or `no problems`."""
    return counted(Counter(problem.severity for problem in problems))


def counted(counts: Mapping[str, int]) -> str:
    """The same of how many there are of each severity."""
    rows = [(severity, counts.get(severity, 0)) for severity in COLOURS]
    return ", ".join(f"{n} {severity}{'s' * (n != 1)}" for severity, n in rows if n) or "no problems"


def _print_text(
    problems: tuple[Problem, ...], console: Console, lines: Mapping[str, Sequence[str]], all_by: str
) -> None:
    """Groups problems by kind, so that a hundred alike are five and a count."""
    shown: dict[str, int] = {}
    for problem in problems:
        shown[problem.code] = shown.get(problem.code, 0) + 1
        if shown[problem.code] <= MOST:
            _print_one(problem, console, lines)
    for code, group in groupby(sorted(problems, key=lambda p: p.code), key=lambda p: p.code):
        rest = len(list(group)) - MOST
        if rest > 0:
            console.print(Text(f"… and {rest} more {code}; all of them with {all_by}", style="dim"))


def _print_one(problem: Problem, console: Console, lines: Mapping[str, Sequence[str]]) -> None:
    """One problem: where and what, the line itself, then what was expected, found, and how to mend it."""
    head = Text(f"{problem.path}:{problem.line}: ")
    head.append(f"{problem.severity} {problem.code}", style=COLOURS[problem.severity])
    head.append(f": {problem.message}")
    console.print(head, soft_wrap=True)
    rows = lines.get(problem.path, ())
    line = problem.source or (rows[problem.line - 1] if 0 < problem.line <= len(rows) else "")
    if line.strip():
        console.print(Text(f"  {problem.line:>5} │ {line.strip()[:200]}", style="dim"), soft_wrap=True)
    for row in _details(problem):
        console.print(Text(f"        {row}"), soft_wrap=True)


def _details(problem: Problem) -> list[str]:
    """The labelled rows below a problem's first line."""
    rows = (("expected", problem.expected), ("found", problem.found), ("mend", problem.help))
    return [f"{label}: {' '.join(value.split())}" for label, value in rows if value]
