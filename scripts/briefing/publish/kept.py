"""What is kept of each page's rendering from build to build, so that an unchanged page is neither rendered nor written.

A page's text is kept under a fingerprint of its Markdown and of all that its rendering depends on: versions, extensions
with their code, settings, which files there are. The whole page is kept under a fingerprint of that and of its frame:
templates, navigation, titles. Whatever can't be read back with the checksum that it was written with counts as not
there. Each build writes a generation of its own, which takes the place of the last when it is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Kept:
    """The last generation and the one that is being made; folders of a record, a text and a page for each name."""

    def __init__(self, folder: Path, last: Path | None) -> None:
        """`folder` takes what is made; `last` is the generation before, None for none, and is replaced by `close`."""
        self.folder, self.last = folder, last
        folder.mkdir(parents=True, exist_ok=True)

    def record(self, name: str, kind: str, key: str | None) -> dict[str, Any] | None:
        """What was noted of a page under a key, carried over with its text or page; None where it isn't as written."""
        if self.last is None or key is None:
            return None
        old, held = self.last / f"{name}.{kind}", self.last / f"{name}.{kind}.html"
        try:
            mark, _, text = old.read_bytes().partition(b"\n")
            found = json.loads(text) if mark.decode() == hashlib.sha256(text).hexdigest() else None
            if not isinstance(found, dict) or found["key"] != key or _sum(held) != found["held"]:
                return None
            _linked(held, self.folder / held.name)
            _linked(old, self.folder / old.name)
        except (OSError, ValueError, KeyError):
            return None
        return found

    def text(self, name: str, kind: str) -> str:
        """The text of a page in this generation."""
        return (self.folder / f"{name}.{kind}.html").read_text(encoding="utf-8")

    def keep(self, name: str, kind: str, key: str | None, held: str | Path, more: Mapping[str, Any]) -> None:
        """Notes a page under its key with its text, or with the file that holds it; without a key the text alone."""
        target = self.folder / f"{name}.{kind}.html"
        if isinstance(held, str):
            target.write_bytes(held.encode())
        elif key is not None:
            _linked(held, target)
        if key is None:
            return
        noted = {**more, "key": key, "held": _sum(target)}
        try:
            text = json.dumps(noted, ensure_ascii=True).encode()
        except (TypeError, ValueError):
            return
        if json.loads(text) != noted:  # what a page's head holds may be more than JSON can say
            return
        (self.folder / f"{name}.{kind}").write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)

    def place(self, name: str, kind: str, target: Path) -> None:
        """Puts a page of this generation where it belongs."""
        target.parent.mkdir(parents=True, exist_ok=True)
        _linked(self.folder / f"{name}.{kind}.html", target)

    def close(self) -> None:
        """Lets this generation take the last one's place."""
        if self.last is None:
            return
        shutil.rmtree(self.last, ignore_errors=True)
        self.last.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(self.folder, self.last)


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _linked(source: Path, target: Path) -> None:
    """A file a second time: the same one, where the file system has links."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except (OSError, NotImplementedError):
        shutil.copyfile(source, target)
