"""How long reading a library takes, in processor time of one core, on generated sources of 20 paragraphs and 8 notes.

    python benchmarks/library.py [SOURCES …]

Each size is read in a process of its own: cold, again with one source edited, again with nothing edited; then its
references are rendered. pandoc's own time is counted with ours.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

NAMES = ("read", "edited", "again", "render")


def seconds() -> float:
    """Processor time of this process and of those that it waited for."""
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def once(sources: int) -> list[float]:
    """Seconds for a first reading, after one edit, after none, and for the references."""
    from briefing.codes import codes
    from briefing.library import bibliography, read_library
    from briefing.library.bibliography.pandoc import executable
    from briefing.settings import Settings
    from corpus import corpus

    files = corpus(sources, 20, 8, sources // 10, 40)
    edited = dict(files)
    edited["sources/s00000.md"] = files["sources/s00000.md"].replace(b"crowns", b"florins")
    codes()
    executable()
    marks = [seconds()]
    library, problems = read_library(files, Settings())
    marks.append(seconds())
    after, _ = read_library(edited, Settings())
    marks.append(seconds())
    read_library(edited, Settings())
    marks.append(seconds())
    references, more = bibliography.render(library.works)
    marks.append(seconds())
    assert not problems
    assert not more
    assert len(library.sources) == len(references) == sources
    assert after.sources["s00000"] != library.sources["s00000"]
    return [b - a for a, b in pairwise(marks)]


def main() -> int:
    if sys.argv[1:2] == ["--once"]:
        print(*once(int(sys.argv[2])))
        return 0
    sizes = [int(a) for a in sys.argv[1:]] or [1000, 10_000]
    rows = {}
    print("sources " + "".join(f"{name + ' s':>10}" for name in NAMES) + "  edited/read")
    for size in sizes:
        command = [sys.executable, str(Path(__file__)), "--once", str(size)]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        rows[size] = [float(x) for x in out.split()]
        print(f"{size:7} " + "".join(f"{x:10.2f}" for x in rows[size]) + f"{rows[size][1] / rows[size][0]:12.1%}")
    for small, large in pairwise(sizes):
        ratios = [b / a for a, b in zip(rows[small], rows[large], strict=True)]
        print(f"x {large / small:5.1f} " + "".join(f"{x:10.1f}" for x in ratios))
    return 0


if __name__ == "__main__":
    sys.exit(main())
