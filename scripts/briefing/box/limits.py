"""What reading one file may cost, and the problems that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Gt

from briefing.codes import report
from briefing.model import Account, Correction, Document, Place
from briefing.problems import Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one original may cost; what goes beyond is a problem of that file, and the next goes on."""

    seconds: Annotated[float, Gt(0)] = 20
    """Processor seconds for a file of up to 100 kB; each further 100 kB may take two more."""
    memory: Annotated[int, Gt(0)] = 850
    """Megabytes."""
    output: Annotated[int, Gt(0)] = 100
    """Megabytes that what was read may fill."""
    size: Annotated[int, Gt(0)] = 300
    """Megabytes that a file may have."""

    def time(self, size: int) -> float:
        """Processor seconds that a file of so many bytes may take."""
        return self.seconds + 2 * (max(0, size - 100_000) / 100_000)


Corrections = Mapping[str, tuple[Correction | Problem, ...]]
"""SHA-256 of an original → what is said of its structure, and why more that is said can't be used."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read."""

    path: str
    name: str
    """As messages name it."""
    form: Literal["", "json", "md"] = ""
    """What comes back: the document, or what is printed of it with its problems."""


def beyond(name: str, what: str, allowed: str) -> Problem:
    """A file whose reading went beyond a limit."""
    return report(
        "E271", Place(name), f"Reading the file went beyond its limit of {what}.", expected=f"at most {allowed}"
    )


def broken(name: str, found: str) -> Problem:
    """A file on which the program itself failed."""
    return report("E270", Place(name), "The program failed on this file.", found=found)


def told(error: BaseException) -> str:
    """An error and where it arose, for whoever mends the program: `IndexError in rules/rejoin.py, line 77`."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/briefing/")[2] if trace else ""
    return f"{type(error).__name__}{f' in {where}, line {trace.tb_lineno}' if trace else ''}"


def unread(name: str, *problems: Problem, sha256: str = "") -> Document:
    """The document of a file that could not be read."""
    return Document(name, sha256, None, None, (), None, (), (), {}, (), (), 0, Account(0, 0, 0, 0), problems)
