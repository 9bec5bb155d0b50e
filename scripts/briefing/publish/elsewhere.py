"""Pages rendered by the workers of a cluster, which see the project's files at the same paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from briefing.cluster import Hands

if TYPE_CHECKING:
    from briefing.publish.shells import Job

SIZE = 50
"""Pages that are rendered in one go."""

_lock = Lock()
_sites: list[tuple[Job, Any]] = []
"""The site of which pages were rendered last."""


def rendered(job: Job, hands: Hands, paths: Sequence[str]) -> Iterator[dict[str, Any] | None]:
    """What was made of each page, in order; None where it could not be rendered there."""
    alone = replace(job, hands=None, cache=None, memory=None)
    parts = [paths[at : at + SIZE] for at in range(0, len(paths), SIZE)]
    futures = [hands.executor.submit(part, alone, list(some)) for some in parts]
    for some, future in zip(parts, futures, strict=True):
        try:
            yield from future.result()
        except Exception:  # whatever became of the others: we are still here
            yield from [None] * len(some)


def part(job: Job, paths: Sequence[str]) -> list[dict[str, Any] | None]:
    """Some pages of a build, rendered in this process; what they share is read once."""
    from briefing.publish import flow, shells

    with _lock, shells.caught(job) as found:
        if not _sites or _sites[0][0] != job:
            _sites[:] = [(job, flow.site_of(shells.mkdocs_config(job)))]
        site = _sites[0][1]
        site.logged = found.lines
        found.page = lambda: getattr(getattr(site.config._current_page, "file", None), "src_uri", None)
        return [flow.rendered(site, site.named[path]) for path in paths]
    raise RuntimeError("the pages could not be rendered")
