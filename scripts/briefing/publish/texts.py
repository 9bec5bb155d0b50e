"""The Markdown pages of a site, with what is made of each text: kept from build to build, by the text.

A page that is as it was is neither read nor looked through: what checks, theme, search and programs want of it is one
line of what was kept.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from briefing.files import files_in
from briefing.memory import Memory

V = TypeVar("V")


class Texts(Mapping[str, str]):
    """Path → Markdown, each read when it is asked for; and what was made of each."""

    def __init__(
        self, texts: Mapping[str, str], memory: Memory | None = None, sums: Mapping[str, str] | None = None
    ) -> None:
        """`sums` are the SHA-256 of the texts by path, where they are known."""
        self.memory = memory or Memory()
        self._texts, self._sums = texts, dict(sums or {})
        self._rows: dict[str, dict[str, Any]] = {}
        self._asked: dict[str, dict[str, Any]] = {}
        self._new: set[str] = set()

    def __getitem__(self, path: str) -> str:
        return self._texts[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, path: object) -> bool:
        return path in self._texts

    def sum_of(self, path: str) -> str:
        """SHA-256 of a text."""
        if path not in self._sums:
            self._sums[path] = hashlib.sha256(self[path].encode()).hexdigest()
        return self._sums[path]

    def made(self, path: str, what: str, make: Callable[[str], V]) -> V:
        """What a function makes of a page's text, a value that JSON can say; `what` names the function."""
        found: V | None = self.kept(path, what)
        if found is None:
            self.keep(path, what, found := make(self[path]))
        return found

    def kept(self, path: str, what: str) -> Any:
        """What was made of a page's text and kept; None where nothing was."""
        if path not in self._rows:
            self._rows[path] = (self.memory.get(self._key(path)) if self.memory.path else None) or {}
        found = self._rows[path].get(what)
        if found is not None:
            self._asked.setdefault(path, {})[what] = found
        return found

    def keep(self, path: str, what: str, made: Any) -> None:
        """Keeps what was made of a page's text, a value that JSON can say."""
        self._rows.setdefault(path, {})[what] = self._asked.setdefault(path, {})[what] = made
        self._new.add(path)

    def close(self) -> None:
        """Leaves to the memory what was made now, with what was asked for besides."""
        for path in self._new:
            self.memory.keep(self._key(path), self._asked[path])
        self._new.clear()

    def _key(self, path: str) -> str:
        return f"page {path} {self.sum_of(path)}"


class _Folder(Mapping[str, str]):
    """The Markdown files of a folder by path, each read when it is asked for; one is held, since all would be much."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held = ("", "")
        self._paths = dict.fromkeys(path for path in files_in(folder) if path.endswith(".md"))

    def __getitem__(self, path: str) -> str:
        if path not in self._paths:
            raise KeyError(path)
        if self._held[0] != path:
            self._held = path, (self._folder / path).read_text(encoding="utf-8")
        return self._held[1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, path: object) -> bool:
        return path in self._paths


def texts_in(folder: Path, memory: Memory) -> Texts:
    """The Markdown pages of a folder."""
    found = _Folder(folder)
    return Texts(found, memory, {path: memory.sum_of(os.path.join(folder, path)) for path in found})


@contextmanager
def texts_of(pages: Mapping[str, str], memory: Memory | None = None) -> Iterator[Texts]:
    """Pages with what is made of them; of those that aren't kept yet it is kept in `memory`, where one is given."""
    if isinstance(pages, Texts):
        yield pages
    else:
        texts = Texts(pages, memory)
        yield texts
        texts.close()
