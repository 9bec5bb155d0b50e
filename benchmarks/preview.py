"""What an edit costs in the live preview, as a share of a whole build.

python -m benchmarks.preview [SOURCES] [--profile]
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.corpus import corpus
from briefing.cli.start import starter_files
from briefing.preview import Preview

T = TypeVar("T")
MOST = 5.0
"""Share of a whole build, in per cent, that one edited source may cost."""


def timed(name: str, work: Callable[[], T]) -> tuple[T, float]:
    """The result of some work, and its seconds of this process, which other work on the machine doesn't change."""
    start, clock = time.process_time(), time.perf_counter()
    result = work()
    seconds = time.process_time() - start
    print(f"  {name:<40}{seconds:8.2f} s of processor, {time.perf_counter() - clock:8.2f} s by the clock", flush=True)
    return result, seconds


def lay(root: Path, sources: int) -> None:
    """Writes a generated project."""
    files = corpus(sources=sources, topics=max(10, sources // 10))
    files["mkdocs.yml"] = starter_files("A generated briefing")["mkdocs.yml"]
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def main(sources: int = 1000, profile: bool = False) -> float:
    """Prints the figures; the share of one edit in per cent."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lay(root, sources)
        preview = Preview(root)
        print(f"{sources} sources")
        first, whole = timed("all pages, from nothing", preview.refresh)
        print(f"  {len(first.changed)} pages")
        timed("the evidence examined", preview.examine)
        path = root / "sources" / "s00007.md"
        shares = []
        for n in range(3):
            path.write_text(
                path.read_text(encoding="utf-8").replace(" crowns ", f" crowns and {n} pence ", 1), encoding="utf-8"
            )
            profiler = cProfile.Profile()
            if profile and n == 2:
                profiler.enable()
            again, seconds = timed("one source edited", preview.refresh)
            profiler.disable()
            assert again.shown
            assert again.changed
            shares.append(100 * seconds / whole)
            if profile and n == 2:
                pstats.Stats(profiler).sort_stats("cumtime").print_stats(45)
        _, examined = timed("the evidence examined again", preview.examine)
    both = min(shares) + 100 * examined / whole
    print(f"one edit: {min(shares):.1f}% of a whole build (at most {MOST}%); with its evidence {both:.1f}%")
    return min(shares)


if __name__ == "__main__":
    numbers = [int(arg) for arg in sys.argv[1:] if arg.isdigit()]
    sys.exit(main(*numbers, profile="--profile" in sys.argv) > MOST)
