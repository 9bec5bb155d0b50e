"""Pages as the search reads them; what was read of a page is kept from build to build, by its text.

What the places of a page are called rests on the names of all sources and topics besides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from briefing.memory import Memory, fingerprint, is_plain
from briefing.publish.packing import facets_of
from briefing.publish.places import Found, Part, places_on, read_page, subject_names


class Reading:
    """The pages of a site (path → Markdown), each read when something is asked of it that `memory` doesn't hold."""

    def __init__(self, pages: Mapping[str, str], memory: Memory | None = None) -> None:
        self._pages, self.memory = pages, memory or Memory()
        self._sums = {path: hashlib.sha256(pages[path].encode()).hexdigest() for path in sorted(pages)}
        self._read: dict[str, tuple[dict[str, Any], list[Part]]] = {}
        self._found: dict[str, list[Found]] = {}
        self.fronts = {path: self._front(path) for path in self._sums}
        """Front matter by path."""
        self._names = subject_names(self.fronts)
        named = fingerprint(self._names)
        self._keys = {path: fingerprint(path, sum_, named) for path, sum_ in self._sums.items()}
        self.facets = {path: self.kept("facets", path, lambda path=path: self._facets(path)) for path in self._sums}
        """By path: characters of text, kinds and values of the facets that its places have."""

    def kept(self, what: str, path: str, make: Any, *more: str | None) -> Any:
        """What is made of a page's places, kept for the next build; `more` says on what else it rests."""
        key = fingerprint(what, self._keys[path], *more)
        found = self.memory.get(key)
        if found is None:
            self.memory.keep(key, found := make())
        return found

    def places(self, path: str) -> list[Found]:
        """The places of a page."""
        if path not in self._found:
            meta, parts = self._parts(path)
            found = places_on(path, meta, parts, self._names)
            self._found[path] = [place for place in found if not _is_bare(place)]
        return self._found[path]

    def close(self, path: str, kept: bool) -> None:
        """Lets go of a page; its text is `kept` for the next build where that is to ask for its places again."""
        if kept and self.memory.get(self._key(path)) is None:
            self.memory.keep(self._key(path), [astuple(part) for part in self._parts(path)[1]])
        self._read.pop(path, None)
        self._found.pop(path, None)

    def _key(self, path: str) -> str | None:
        return fingerprint("parts", path, self._sums[path])

    def _front(self, path: str) -> dict[str, Any]:
        key = fingerprint("front", self._sums[path])
        found: dict[str, Any] | None = self.memory.get(key)
        if found is None:
            self._read[path] = read_page(path, self._pages[path])
            found = self._read[path][0]
            if is_plain(found):
                self.memory.keep(key, found)
        return found

    def _parts(self, path: str) -> tuple[dict[str, Any], list[Part]]:
        if path not in self._read:
            rows = self.memory.get(self._key(path))
            if rows is None:
                self._read[path] = read_page(path, self._pages[path])
            else:
                self._read[path] = self.fronts[path], [Part(*row) for row in rows]
        return self._read[path]

    def _facets(self, path: str) -> dict[str, Any]:
        places = self.places(path)
        size = sum(len(place.text) for place in places if place.within is None)
        return {"size": size, **facets_of(places)}


def _is_bare(place: Found) -> bool:
    """Whether a place is a heading over generated lists of a person's or place's page, and says nothing by itself."""
    return place.kind == "entity" and "#" in place.location and not place.text
