"""Renders the Markdown of a large site on all cores, before MkDocs comes to its pages one by one.

Rendering is nine tenths of a build, and each page's is its own affair. Workers are forks of the process that holds
MkDocs' settings and files, so that nothing need be handed to them; where there is no fork, or the site is small, MkDocs
renders as ever. A page whose Markdown some plugin has changed since is rendered again by MkDocs.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from mkdocs.plugins import BasePlugin

WORTH = 150
"""Pages from which on it pays to start workers."""

Lines = list[tuple[str, str | None]]
_shared: tuple[Sequence[Any], Any, Any, Lines] | None = None
"""What forks inherit: pages, settings, files, and the list to which their log goes."""


class RenderAhead(BasePlugin):  # type: ignore[misc,type-arg,no-untyped-call,unused-ignore]
    """Renders pages when MkDocs has made its list of them; `logged` takes what workers log, each with its page."""

    def __init__(self, logged: Lines, workers: int | None = None, worth: int = WORTH) -> None:
        self.logged, self.worth = logged, worth
        self.workers = workers or os.cpu_count() or 1

    def on_nav(self, nav: Any, *, config: Any, files: Any) -> Any:
        """Has each page's rendering replaced by what a worker made of it; the navigation stays as it is."""
        pages = [file.page for file in files.documentation_pages() if file.page]
        if len(pages) >= self.worth and self.workers > 1 and sys.platform == "linux":
            self._render(pages, config, files)
        return nav

    def _render(self, pages: Sequence[Any], config: Any, files: Any) -> None:
        global _shared
        _shared = (pages, config, files, self.logged)
        try:
            with warnings.catch_warnings():
                # Python warns of other threads; ours only draw progress, and hold no lock that a worker needs.
                warnings.simplefilter("ignore", DeprecationWarning)
                pool = multiprocessing.get_context("fork").Pool(self.workers, _begin)
            with pool:
                for at, made in pool.imap_unordered(_work, range(len(pages)), chunksize=8):
                    if made:
                        pages[at].render = _replay(pages[at], made)
                        self.logged += made["logged"]
        finally:
            _shared = None


def _begin() -> None:
    """In a worker, first of all: it ends when its parent does, and leaves signals to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG; workers are started on Linux alone


def _work(at: int) -> tuple[int, dict[str, Any] | None]:
    """In a worker: one page read and rendered, as values; None where it can't be, which MkDocs will then report."""
    assert _shared is not None
    pages, config, files, logged = _shared
    page, before = pages[at], len(logged)
    config._current_page = page
    try:
        page.read_source(config)
        page.render(config, files)
    except Exception:
        return at, None
    anchors = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
    made = {name: getattr(page, name) for name in ("markdown", "content", "toc", "_title_from_render")}
    return at, made | {"ids": page.present_anchor_ids, "anchors": anchors, "logged": logged[before:]}


def _replay(page: Any, made: dict[str, Any]) -> Callable[[Any, Any], None]:
    """What takes the place of a page's `render`."""

    def render(config: Any, files: Any) -> None:
        if page.markdown != made["markdown"]:
            return type(page).render(page, config, files)  # type: ignore[no-any-return]
        page.content, page.toc, page._title_from_render = made["content"], made["toc"], made["_title_from_render"]
        page.present_anchor_ids = made["ids"]
        page.links_to_anchors = {files.get_file_from_path(uri): found for uri, found in made["anchors"].items()}
        return None

    return render
