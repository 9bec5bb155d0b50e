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
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from briefing.files import write_changed

TOOLS = (
    "mkdocs", "mkdocs-material", "Markdown", "Jinja2", "MarkupSafe", "nh3", "pymdown-extensions", "Pygments", "PyYAML",
    "snowballstemmer", "wordfreq",
)  # fmt: skip
"""What our results depend on besides our own code."""


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
    """Results by key: those of the last run, and those that this run has asked for or kept."""

    def __init__(self, path: Path | None = None) -> None:
        """`path` is the file that holds them; None for a memory that ends with the run."""
        self.path = path
        self._mark = fingerprint(of_tools()) if path else None
        self._before = self._read()
        self._now: dict[str, Any] = {}

    def get(self, key: str | None) -> Any:
        """What was kept under a key, as JSON has it; None where nothing was."""
        if key is None:
            return None
        found = self._now.get(key)
        if found is None and key in self._before:
            found = self._now[key] = self._before[key]
        return found

    def keep(self, key: str | None, value: Any) -> None:
        """Keeps a value that JSON can say; under None nothing."""
        if key is not None and self.path is not None:
            self._now[key] = value

    def close(self) -> None:
        """Writes what this run has asked for or kept, where that is not what the last one left."""
        if self.path is None or (self._now == self._before and self._before):
            return
        text = json.dumps([self._mark, self._now], separators=(",", ":")).encode()
        with suppress(OSError):  # whoever may not write here finds out again
            write_changed(self.path, hashlib.sha256(text).hexdigest().encode() + b"\n" + text)

    def _read(self) -> dict[str, Any]:
        try:
            sum_, _, text = self.path.read_bytes().partition(b"\n") if self.path else (b"", b"", b"")
            if sum_.decode() != hashlib.sha256(text).hexdigest():
                return {}
            mark, rows = json.loads(text)
        except (OSError, ValueError, TypeError):
            return {}
        return rows if mark == self._mark and isinstance(rows, dict) else {}
