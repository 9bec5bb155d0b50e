"""Reads the register of codes and makes problems from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from briefing.model import Place
from briefing.problems import Problem, Severity

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem."""

    code: str
    title: str
    """What is wrong, in a line."""
    severity: Severity
    means: str
    """What the finding means and why it matters; Markdown."""
    mend: str
    """How to mend it; Markdown."""
    strict: bool = True
    """Whether a warning of this kind fails under `--strict`."""

    @property
    def waits(self) -> bool:
        """Whether it is a warning that fails nothing, not even under `--strict`."""
        return self.severity == "warning" and not self.strict

    @property
    def spoken(self) -> str:
        """Its severity, and whether it may wait."""
        return f"{self.severity}, may wait" if self.waits else self.severity


@cache
def codes() -> dict[str, Code]:
    """All codes in order: the union of `codes/*.yml`, each a mapping `E123: {title, severity, means, mend}`."""
    found: dict[str, Code] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yml"):
            for code, row in (yaml.load(file.read_text(encoding="utf-8"), _LOADER) or {}).items():
                if code in found:
                    raise ValueError(f"{file.name}: {code} stands twice in the register")
                found[code] = Code(code=code, **row)
    return dict(sorted(found.items()))


def stops(problems: Iterable[Problem], strict: bool) -> bool:
    """Whether problems fail a command or a build: errors do, and under `--strict` warnings that may not wait."""
    return any(p.fails or (strict and is_strict(p)) for p in problems)


def is_strict(problem: Problem) -> bool:
    """Whether it is a warning that fails under `--strict`."""
    return problem.severity == "warning" and codes()[problem.code].strict


def waiting() -> tuple[str, ...]:
    """The codes of the warnings that may wait."""
    return tuple(entry.code for entry in codes().values() if entry.waits)


def report(
    code: str, place: Place, message: str, *, expected: str = "", found: str = "", help: str = "", source: str = ""
) -> Problem:
    """A problem of a registered kind; its severity and, where none is given, its help come from the register."""
    entry = codes()[code]
    return Problem(place.path, place.line, code, entry.severity, message, expected, found, help or entry.mend, source)
