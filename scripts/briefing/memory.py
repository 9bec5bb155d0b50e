"""What stages found out before, each result under a fingerprint of all that it depends on.

A result is taken from memory only under the very key that it was kept under, which holds the versions of our own code
and of the tools besides. A file that can't be read as it was written, or that another version wrote, counts as not
there. What a run doesn't ask for is forgotten.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from briefing.files import room, write_changed

TOOLS = (
    "mkdocs", "mkdocs-material", "Markdown", "Jinja2", "MarkupSafe", "nh3", "pymdown-extensions", "Pygments", "PyYAML",
    "snowballstemmer", "wordfreq", "bibtexparser", "pydantic",
)  # fmt: skip
"""What our results depend on besides our own code."""
SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells it from a later state: the coarsest that file systems count by."""


def fingerprint(*values: Any) -> str | None:
    """SHA-256 of values that JSON can say; None where it can't say one, so that nothing is kept under it."""
    try:
        text = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    except (TypeError, ValueError):
        return None
    return hashlib.sha256(text.encode()).hexdigest()


def is_plain(value: Any) -> bool:
    """Whether a value comes back from JSON as it went in."""
    try:
        return bool(json.loads(json.dumps(value)) == value)
    except (TypeError, ValueError):
        return False


@lru_cache(maxsize=1)
def of_tools() -> dict[str, str]:
    """Versions of what our results depend on, and of our own code and data by their content."""
    found = {"python": sys.version}
    for name in TOOLS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    ours = hashlib.sha256()
    for folder, folders, names in os.walk(Path(__file__).parent):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            ours.update(f"{name}\0".encode())
            ours.update(Path(folder, name).read_bytes())
    return found | {"briefing": ours.hexdigest()}


class Memory:
    """Results by key: those of the last run, and those that this run has asked for or kept; read when asked for."""

    def __init__(self, path: Path | None = None) -> None:
        """`path` is the file that holds them; None for a memory that ends with the run."""
        self.path = path
        self._mark = json.dumps(fingerprint(of_tools())).encode() if path else b""
        self._before = self._read()
        self._now: dict[str, bytes] = {}
        self._told: dict[str, str] = {}

    def get(self, key: str | None) -> Any:
        """What was kept under a key, as JSON has it; None where nothing was."""
        found = self._now.get(key) if key else None
        if key and found is None and (found := self._before.get(key)):
            self._now[key] = found
        return json.loads(found.decode()) if found else None  # text is read quicker than bytes

    def holds(self, key: str) -> bool:
        """Whether something was kept under a key, which counts as asked for, and is not read."""
        if key not in self._now and key in self._before:
            self._now[key] = self._before[key]
        return key in self._now

    def keep(self, key: str | None, value: Any) -> None:
        """Keeps a value that JSON can say; under None nothing."""
        if key is not None and self.path is not None:
            self._now[key] = json.dumps(value, separators=(",", ":")).encode()

    def sum_of(self, path: str | Path) -> str:
        """SHA-256 of a file, which is read again only where its size, time or number are other than when it was read.

        A file that is linked elsewhere is the same one. What was written so shortly before it was read that a later
        change might have the same time is read again. Raises OSError where there is no such file.
        """
        found = os.stat(path)
        key = _file(found)
        known: str | None = self.get(key)
        if known is None:
            known = self._told.get(key) or hashlib.sha256(Path(path).read_bytes()).hexdigest()
            if time.time_ns() - found.st_mtime_ns > SETTLED:
                self.keep(key, known)
        return known

    def wrote(self, path: Path, content: str | bytes) -> None:
        """Takes whoever wrote a file at its word: this stands in it."""
        data = content.encode() if isinstance(content, str) else content
        self.told(path, hashlib.sha256(data).hexdigest())

    def told(self, path: Path, sum_: str) -> None:
        """Takes whoever wrote a file at its word: this is its SHA-256. It is kept once the file's time is settled."""
        self._told[_file(os.stat(path))] = sum_

    def close(self) -> None:
        """Writes what this run has asked for or kept, where that is not what the last one left."""
        if self.path is None:
            return
        for key, sum_ in self._told.items():
            if time.time_ns() - int(key.rpartition(" ")[2]) > SETTLED:
                self.keep(key, sum_)
        if self._now == self._before and self._before:
            return
        rows = (b"%s\t%s" % (_written(key), row) for key, row in self._now.items())
        whole = bytearray(b"\n").join((bytes(64), self._mark, *rows))  # one copy: it is much for a large site
        whole[:64] = hashlib.sha256(memoryview(whole)[65:]).hexdigest().encode()
        with suppress(OSError):  # whoever may not write here finds out again
            room(self.path)
            write_changed(self.path, whole)

    def _read(self) -> dict[str, bytes]:
        try:
            sum_, _, text = self.path.read_bytes().partition(b"\n") if self.path else (b"", b"", b"")
            mark, *rows = text.split(b"\n")
            if sum_.decode() != hashlib.sha256(text).hexdigest() or mark != self._mark:
                return {}
            return {_read(key): row for key, _, row in (row.partition(b"\t") for row in rows)}
        except (OSError, ValueError, TypeError):
            return {}


def _written(key: str) -> bytes:
    """A key as it stands in a file: in JSON."""
    return json.dumps(key).encode()


def _read(key: bytes) -> str:
    """The key again."""
    return json.loads(key.decode()) if b"\\" in key else key[1:-1].decode()


def _file(found: os.stat_result) -> str:
    """What tells a file, in a state, from others."""
    return f"{found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns}"
