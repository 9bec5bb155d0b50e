"""What is kept of each page's rendering from build to build, so that an unchanged page is neither rendered nor written.

A page stands in a file named by its content, its text in it; what else is known of it is a line among the records. Its
text holds under a fingerprint of its Markdown and of all that its rendering depends on: versions, extensions with their
code, settings, which files there are. The whole page holds under a fingerprint of that and of its frame: templates,
navigation. Whatever can't be read back with the checksum that it was written with counts as not there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefing.files import holds, linked, room, write_changed
from briefing.memory import Memory, is_plain

RECORDS = "records"


class Kept:
    """What the last build kept, and what this one keeps; texts that wait for their frames stand in a folder."""

    def __init__(self, folder: Path, last: Path | None, memory: Memory | None = None) -> None:
        """`folder` takes texts for the time of the build; `last` holds what is kept, None for nothing."""
        self.folder, self.last, self._memory = folder, last, memory or Memory()
        folder.mkdir(parents=True, exist_ok=True)
        if last:
            with suppress(OSError):
                room(last / RECORDS)
        self._before = self._read()
        self._now: dict[str, bytes] = {}
        self._files: set[str] = set()

    def _read(self) -> dict[str, bytes]:
        """The lines of the records, by name of page."""
        with suppress(OSError, ValueError):
            sum_, _, text = (self.last / RECORDS).read_bytes().partition(b"\n") if self.last else (b"", b"", b"")
            if sum_.decode() == hashlib.sha256(text).hexdigest():
                rows = (line.partition(b"\t") for line in text.split(b"\n") if line)
                return {name.decode(): row for name, _, row in rows}
        return {}

    def record(self, name: str, key: str | None) -> dict[str, Any] | None:
        """What was noted of a page whose text is the same; None where there is none, or not as it was written."""
        line = self._before.get(name)
        if self.last is None or key is None or line is None:
            return None
        try:
            found = json.loads(line)
            if found["key"] != key or self._memory.sum_of(os.path.join(self.last, found["file"])) != found["sum"]:
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return dict(found)

    def hold(self, name: str, text: str) -> None:
        """Puts a text where it waits for its frame."""
        (self.folder / name).write_bytes(text.encode())

    def text(self, name: str, record: Mapping[str, Any]) -> str:
        """The text of a page: one that waits, or else that in the page that was kept."""
        if (self.folder / name).is_file():
            return (self.folder / name).read_bytes().decode()
        assert self.last is not None
        begin, end = record["at"]
        data: bytes = (self.last / record["file"]).read_bytes()
        return data[begin:end].decode()

    def put(
        self, data: bytes, text: str, made: Mapping[str, Any], keys: tuple[str | None, str | None], to: Path
    ) -> Any:
        """Writes a page to its place and keeps it under the keys of text and page; what `note` takes, None for none."""
        to.parent.mkdir(parents=True, exist_ok=True)
        to.unlink(missing_ok=True)
        body = text.encode("utf-8", "replace")  # what UTF-8 can't say stands in the page otherwise
        begin, inner = data.find(body), len(body)
        if self.last is None or None in keys or begin < 0 or not is_plain(made["meta"]):
            to.write_bytes(data)
            return None
        sum_ = _sum(data)
        file = f"{sum_[:40]}.html"
        try:
            if holds(self.last / file, data):
                linked(self.last / file, to)
            else:
                room(self.last / file)
                to.write_bytes(data)
                linked(to, self.last / file)
        except OSError:  # whoever may not write here renders again
            to.write_bytes(data)
            return None
        return {**made, "key": keys[0], "page": keys[1], "file": file, "sum": sum_, "at": [begin, begin + inner]}

    def place(self, name: str, record: Mapping[str, Any], to: Path) -> None:
        """Puts a page that was kept where it belongs."""
        assert self.last is not None
        linked(os.path.join(self.last, record["file"]), to)
        self._now[name] = self._before[name]
        self._files.add(record["file"])

    def note(self, name: str, record: Mapping[str, Any] | None, to: Path) -> None:
        """Keeps what `put` said of a page, which stands at `to`, for the next build."""
        if record is not None:
            self._memory.told(to, record["sum"])
            self._now[name] = json.dumps(record, separators=(",", ":")).encode()
            self._files.add(record["file"])

    def close(self) -> None:
        """Leaves for the next build what this one has used, and nothing else."""
        if self.last is None:
            return
        text = b"".join(b"%s\t%s\n" % (name.encode(), line) for name, line in sorted(self._now.items()))
        with suppress(OSError):
            write_changed(self.last / RECORDS, hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
            for path in self.last.iterdir():
                if path.name not in self._files and path.name != RECORDS:
                    room(path)
                    path.unlink(missing_ok=True)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
