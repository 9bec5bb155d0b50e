"""The search of a site, by one of two engines behind one box.

A small site's places go into one index that the box reads whole, over HTTP and from a file alike; where that would
pass a megabyte, Pagefind makes one in chunks, of which a browser fetches the few that a query needs, and what pages
are called stands in a file of its own. One measure ranks what either has found.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from briefing.codes import report
from briefing.files import write_changed
from briefing.memory import Memory
from briefing.model import Place
from briefing.problems import Problem
from briefing.publish.packing import packed, short
from briefing.publish.places import Found, places_of
from briefing.publish.settled import settle

LIMIT = 1_000_000
"""Bytes of index above which Pagefind takes over."""

LUNR = "assets/javascripts/workers/search.*.min.js"
KINDS = ("topic", "source", "entity", "timeline", "guide")


class Search:
    """The search of a site; a large site's is indexed by another program while its caller does other things.

    What is needed only until it is written stands in a folder `within` one, or among the system's temporary files.
    """

    def __init__(
        self, pages: Mapping[str, str], limit: int = LIMIT, within: Path | None = None, memory: Memory | None = None
    ) -> None:
        places = [place for place in places_of(pages, memory) if not _is_bare(place)]
        first, later = ([p for p in places if (p.kind in LATER) == late] for late in (False, True))
        small = {
            "search/engine.js": f"window.briefingEngine={json.dumps(SMALL)};\n",
            "search/index.js": _script({**packed(first), "filters": _filters(places)}),
            "search/later.js": _script(packed(later)),
        }
        self.without_server: Mapping[str, str] = {}
        """Files (path → text) that a copy of the site without a server has instead."""
        self._files = small
        self._chunks: Chunks | None = None
        if sum(len(text.encode()) for text in small.values()) > limit:
            self.without_server = small
            self._files = {
                "search/engine.js": f"window.briefingEngine={json.dumps(LARGE)};\n",
                "search/names.js": _script(_names(places)),
            }
            self._chunks = Chunks(places, within)

    def write(self, site: Path) -> tuple[Problem, ...]:
        """Writes the search into a built site, under `search/`; waits until it is whole. What was found wrong."""
        for path, text in self._files.items():
            write_changed(site / path, text)
        return self._chunks.move(site / "search" / "pagefind") if self._chunks else ()

    def close(self) -> None:
        """Ends what is still at work; nothing where the search was written."""
        if self._chunks:
            self._chunks.close()


SETTINGS = Place("mkdocs.yml")
LATER = frozenset({"guide", "method"})
"""Kinds of pages on no subject, which are found last and read after the others."""
SMALL = {"engine": "whole", "index": "search/index.js", "later": "search/later.js"}
LARGE = {"engine": "pagefind", "names": "search/names.js", "pagefind": "search/pagefind/pagefind.js"}
"""What the search box is told of the engine that answers."""


def _script(data: Any) -> str:
    """Data as a script, since a browser reads nothing else from a folder without a server."""
    return f"window.briefingIndex={json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _is_bare(place: Found) -> bool:
    """Whether a place is a heading over generated lists of a person's or place's page, and says nothing by itself."""
    return place.kind == "entity" and "#" in place.location and not place.text


FOLDERS = {"topics/": "topic", "sources/": "source", "entities/": "entity"}
"""Folders of which each page is of one kind."""


def _names(places: Iterable[Found]) -> dict[str, Any]:
    """What each page is called, and how many numbered paragraphs it has: all that is read of a large site at once.

    Folder → rows `[name in it, title, other names, paragraphs]`; under no folder `[address, title, names, 0, kind]`.
    """
    found: dict[str, list[list[Any]]] = {}
    for address, parts in groupby(places, key=lambda place: place.location.partition("#")[0]):
        rows = list(parts)
        place = rows[0]
        if place.names:
            folder, _, slug = address.removesuffix("/").rpartition("/")
            folder = f"{folder}/" if FOLDERS.get(f"{folder}/") == place.kind and slug else ""
            names = [name for name in place.names if name not in (place.title, slug if folder else "")]
            numbers = [int(row.location.rpartition("#p")[2]) for row in rows if row.label]
            row = [slug if folder else address, place.title, names, max(numbers, default=0)]
            found.setdefault(folder, []).append(short(row) if folder else [*row, place.kind])
    return {"kinds": FOLDERS, "pages": found}


def _filters(places: Iterable[Found]) -> dict[str, list[list[str]]]:
    """The values of each filter with their names, in the order in which they are shown."""
    rows = list(places)

    def values(field: str) -> list[list[str]]:
        return [[v, v] for v in sorted({v for row in rows for v in row.facets.get(field, ())}, key=str.casefold)]

    kinds = [[kind, kind] for kind in KINDS if any(row.kind == kind for row in rows)]
    return {"kind": kinds, "source": values("sources"), "topic": values("topics"), "year": values("years")}


# --- a large site ------------------------------------------------------------------------------------


class Chunks:
    """An index in chunks, made by Pagefind of pages that hold the places and nothing else."""

    def __init__(self, places: list[Found], within: Path | None = None) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix=".search-", dir=within)
        bare, self._made = Path(self._scratch.name) / "pages", Path(self._scratch.name) / "made"
        for address, parts in groupby(places, key=lambda place: place.location.partition("#")[0]):
            path = bare / address / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_bare(list(parts)), encoding="utf-8")
        command = [sys.executable, "-m", "pagefind", "--site", str(bare), "--output-path", str(self._made), "--quiet"]
        self._running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def move(self, folder: Path) -> tuple[Problem, ...]:
        """Puts the index at `folder` when it is whole; what was found wrong."""
        said, _ = self._running.communicate()
        try:
            if self._running.returncode:
                last = said.strip().splitlines()[-1:] or ["no message"]
                return (report("E537", SETTINGS, "Pagefind could not index the site.", found=last[0]),)
            for part in ("ui", "modular-ui", "component-ui", "highlight"):  # its own boxes; ours is the one in use
                for path in self._made.glob(f"pagefind-{part}.*"):
                    path.unlink()
            settle(self._made)
            shutil.move(self._made, folder)
            return ()
        finally:
            self._scratch.cleanup()

    def close(self) -> None:
        """Ends Pagefind where it is still at work."""
        if self._running.poll() is None:
            self._running.kill()
            self._running.communicate()
        self._scratch.cleanup()


def _bare(parts: list[Found]) -> str:
    """A page's places as the page that Pagefind reads: a heading for each, so that it is a result of its own."""
    page = parts[0]
    names = {"sources": "source", "topics": "topic", "years": "year"}
    facets = [("kind", page.kind)] if page.kind else []
    facets += [(names[name], value) for name, values in page.facets.items() for value in values]
    filters = "".join(f'<i data-pagefind-filter="{escape(name)}:{escape(value)}"></i>' for name, value in facets)
    body = "".join(
        f'<h2 id="{escape(part.location.partition("#")[2])}">{escape(part.title)}</h2><p>{escape(part.text)}</p>'
        if "#" in part.location
        else f"<p>{escape(part.text)}</p>"
        for part in parts
        if part.within is None
    )
    title = escape(page.page)
    main = f"<main data-pagefind-body><h1>{title}</h1>{filters}{body}</main>"
    return f'<!doctype html><html lang="en"><title>{title}</title>{main}</html>'
