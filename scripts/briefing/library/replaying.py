"""What a project's digests say of the structure of originals, for commands that read originals and not the project."""

from __future__ import annotations

import re
from pathlib import Path

from briefing.library.sources import read_source
from briefing.model import Correction
from briefing.problems import Problem
from briefing.regular import trouble

ORIGINAL = re.compile(rb"^ +sha256: *[\"']?([0-9a-f]{64})", re.MULTILINE)
SAID = re.compile(rb"^corrections:.*\n(?:(?:[ \t].*|- .*|\r?)\n)*+", re.MULTILINE)
"""The lines of `corrections:`."""


def corrections_in(root: Path) -> dict[str, tuple[Correction | Problem, ...]]:
    """SHA-256 of an original → what is said of it, and why the rest of that can't be used."""
    found: dict[str, tuple[Correction | Problem, ...]] = {}
    for path in sorted((root / "sources").glob("*.md")):
        data = b"" if trouble(path, root) else path.read_bytes()
        written, original = SAID.search(data), ORIGINAL.search(data)
        if written and original:
            source, problems = read_source(f"sources/{path.name}", data)
            first = data.count(b"\n", 0, written.start()) + 1
            lines = range(first, first + written[0].count(b"\n"))
            wrong = (p for p in problems if p.fails and (source is None or p.line in lines))
            usable = source.corrections if source else ()
            found[original[1].decode()] = (*usable, *wrong)
    return found
