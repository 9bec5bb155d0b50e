"""What a reader does in files: one file at a time, whole and on the disk before it is told, and taken back in order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefing.transaction import locked


class ChangedError(ValueError):
    """A file that is not what it was thought to be, with what to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: a file with what it held before (None where it wasn't there) and after."""

    what: str
    id: str
    path: str
    before: bytes | None
    after: bytes


class Steps:
    """What was done since a desk was opened. Each step is written only over what the desk has read."""

    def __init__(self, root: Path, lock: str) -> None:
        self._root, self._lock = root, lock
        self._done: list[Step] = []

    def do(self, step: Step) -> None:
        """Writes a file; raises ChangedError where it isn't what the desk has read, so that nobody's work is lost."""
        with self._alone():
            if _held(self._root / step.path) != step.before:
                raise ChangedError(f"{step.path} has just been changed by somebody else: try again.")
            _write(self._root / step.path, step.after)
        self._done.append(step)

    def undo(self) -> Step:
        """Takes the last step back; raises ChangedError where there is none, or where its file was changed since."""
        if not self._done:
            raise ChangedError("There is nothing to undo since this desk was opened: sign the thing anew under Read.")
        step = self._done[-1]
        with self._alone():
            if _held(self._root / step.path) != step.after:
                raise ChangedError(f"{step.path} has been changed since: undo it there.")
            if step.before is None:
                (self._root / step.path).unlink()
            else:
                _write(self._root / step.path, step.before)
        return self._done.pop()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keeps desks to one writing at a time, those of other processes included."""
        folder = self._root / self._lock
        folder.mkdir(exist_ok=True)
        with locked(folder):
            yield


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _write(path: Path, data: bytes) -> None:
    """Through a rename, so that nobody reads half of it, and not told before it is on the disk."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
