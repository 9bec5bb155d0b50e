"""How long linking and pages take, at one and at ten times the sources, and what one edit costs.

python -m benchmarks.pages [SOURCES]
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from benchmarks.corpus import corpus
from briefing.evidence import find_claims
from briefing.library import read_library
from briefing.linking import link
from briefing.model import LinkedLibrary
from briefing.pages import Pages, compose
from briefing.settings import Settings

T = TypeVar("T")
SETTINGS = Settings(title="A generated briefing")


def timed(name: str, work: Callable[[], T]) -> tuple[T, float]:
    """The result of some work, and its seconds, printed."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    print(f"  {name:<34}{seconds:8.3f} s")
    return result, seconds


def linked_of(files: dict[str, bytes]) -> LinkedLibrary:
    """A generated briefing, read and linked."""
    library, _ = read_library(files, SETTINGS)
    claims, _ = timed("claims found", lambda: find_claims(library))
    (linked, _), _ = timed("linked", lambda: link(library, claims))
    return linked


def made(linked: LinkedLibrary, previous: Pages | None = None) -> Pages:
    """All pages, each composed."""
    pages = compose(linked, {}, SETTINGS, previous=previous)
    for path in pages:
        pages[path]
    return pages


def best(work: Callable[[], T], times: int = 3) -> float:
    """The shortest of some runs, in seconds of processor time, with the heap collected before each."""
    found = []
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def main(sources: int = 1000) -> None:
    """Prints the figures for a tenth of the sources, for all, and for one edited source."""
    seconds = {}
    for count, topics in ((sources // 10, 10), (sources, 100)):
        print(f"{count} sources, {topics} topics")
        files = corpus(sources=count, topics=topics)
        linked = linked_of(files)
        gc.freeze()
        pages = made(linked)
        seconds[count] = best(lambda linked=linked: made(linked))  # type: ignore[misc]
        print(f"  {len(pages)} pages, {sum(map(len, pages.values())) / 1e6:.1f} MB, composed in {seconds[count]:.3f} s")
    path = "sources/s00007.md"
    files[path] = files[path].replace(b" crowns in ", b" crowns about ", 1)
    print("one source edited")
    linked = linked_of(files)
    edit = best(lambda: made(linked, pages))
    print(f"  composed again in {edit:.3f} s; changed: {', '.join(made(linked, pages).changed(pages))}")
    timed("one page alone", lambda: compose(linked, {}, SETTINGS)["sources/s00007.md"])
    print(f"ten times the sources: {seconds[sources] / seconds[sources // 10]:.1f} times the time")
    print(f"one edit: {100 * edit / seconds[sources]:.1f}% of composing all pages")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
