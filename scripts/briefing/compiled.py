"""Templates compiled before: their code is kept, so that a run need not compile them again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from briefing.files import write_changed
from briefing.memory import fingerprint, of_tools


class Compiled(BytecodeCache):
    """The code of templates by their names and sources, in a folder; what can't be read as written isn't there."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._mark = (fingerprint(of_tools()) or "").encode()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a template its code, where it was kept under the template's source by this version."""
        if self._folder is None:
            return
        try:
            mark, sum_, code = (self._folder / bucket.key).read_bytes().split(b"\n", 2)
        except (OSError, ValueError):
            return
        if mark == self._mark and sum_.decode("ascii", "replace") == _sum(bucket, code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a template's code."""
        if self._folder is not None:
            code = bucket.bytecode_to_string()
            written = b"\n".join((self._mark, _sum(bucket, code).encode(), code))
            try:
                write_changed(self._folder / bucket.key, written)
            except OSError:  # it is compiled again
                return


def _sum(bucket: Bucket, code: bytes) -> str:
    return hashlib.sha256(bucket.checksum.encode() + code).hexdigest()
