"""Templates compiled once for all runs, kept with the bytecode of our modules: a build's cache holds no code."""

from __future__ import annotations

import importlib.util
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from briefing.files import write_changed
from briefing.memory import fingerprint, of_tools

PACKAGE = Path(__file__).parent
_FOLDER = Path(importlib.util.cache_from_source(str(PACKAGE / "pages" / "templates" / "x.py"))).parent


class Compiled(BytecodeCache):
    """The bytecode of our own templates, by their names and text and the versions of all tools.

    Those of a desk or of anybody else are compiled anew, so that nothing of theirs is kept outside their project.
    """

    def __init__(self, ours: Path) -> None:
        """`ours` is the folder of the package in which the templates stand."""
        self._ours, self._mark = ours, (fingerprint(of_tools()) or "")[:16]

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is kept of a template, with nothing in it where nothing is."""
        try:
            own = (self._ours / name).read_text("utf-8") == source
        except (OSError, ValueError):
            own = False
        key = sha256(f"{name}\0{source}".encode()).hexdigest()[:32] if own else ""
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads what is kept, if anything."""
        if bucket.key:
            with suppress(OSError):
                bucket.bytecode_from_string(self._path(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it, unless Python writes no bytecode here; what other versions left goes."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        with suppress(OSError):  # whoever may not write here compiles again
            for other in _FOLDER.glob("*.template"):
                if not other.name.endswith(f".{self._mark}.template"):
                    other.unlink(missing_ok=True)
            write_changed(self._path(bucket), bucket.bytecode_to_string())

    def _path(self, bucket: Bucket) -> Path:
        return _FOLDER / f"{bucket.key}.{self._mark}.template"
