"""Results of many files in one file, a JSON object a line, to which a later run adds what is missing."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import click

from briefing.regular import trouble

_HEAD = re.compile(rb'\{"path": ("(?:[^"\\]|\\.)*"), "sha256": "([0-9a-f]{64})"')

_ERROR = b'"severity": "error"'
"""Within a text of the file the quotation marks would be escaped."""


class Results:
    """What was found of each file, with its fingerprint; use it in a `with` statement.

    A line that another run did not bring to its end is taken off. Of a file that has changed since, or that could not
    be read, another line is added: the last one counts.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[bytes, bytes] = {}
        self._failed: set[bytes] = set()
        self._file: BinaryIO | None = None
        self.skipped = 0
        """Files that stood there as they are."""
        self.failed = 0
        """How many of these could not be read."""

    def __enter__(self) -> Results:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("r+b" if self._path.exists() else "w+b")
        except OSError as error:
            raise click.FileError(str(self._path), error.strerror) from error
        end = 0
        for line in self._file:
            if not line.endswith(b"}\n"):
                break
            end += len(line)
            if head := _HEAD.match(line):
                name = _short(json.loads(head[1]))
                self._known[name] = bytes.fromhex(head[2].decode())
                (self._failed.add if _ERROR in line else self._failed.discard)(name)
        self._file.truncate(end)
        self._file.seek(end)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def has(self, path: Path) -> bool:
        """Whether the results of a file, as it is now, stand there; asked once for each file."""
        before = self._known.get(_short(str(path)))
        if before is None or trouble(path):
            return False
        try:
            with path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").digest() == before
        except OSError:
            return False
        self.skipped += same
        self.failed += same and _short(str(path)) in self._failed
        return same

    def add(self, line: str) -> None:
        """Adds the results of a file."""
        assert self._file is not None
        try:
            self._file.write(line.encode("utf-8", "backslashreplace"))
            self._file.flush()
        except OSError as error:  # the disk is full
            raise click.FileError(str(self._path), error.strerror) from error


def _short(name: str) -> bytes:
    """What stands for a path, since there may be very many."""
    return hashlib.blake2b(os.fsencode(name), digest_size=12).digest()
