"""A problem: what was expected, what was found, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding that points at a line.

    `code` names its kind (`E312`); what it means stands in `codes/*.yml`, and `briefing explain` prints it.
    """

    path: str
    line: int
    code: str
    severity: Severity
    message: str
    """One sentence: what is wrong."""
    expected: str = ""
    found: str = ""
    help: str = ""
    """How to mend it; may carry a did-you-mean."""
    source: str = ""
    """The line itself, or the sentence, where showing it helps."""

    @property
    def fails(self) -> bool:
        """Whether it fails a build in any case; under `--strict` warnings may, too."""
        return self.severity == "error"


def by_place(problems: list[Problem] | tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems in the order in which a reader would mend them: path, line, code; duplicates once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.path, p.line, p.code, p.message)))
