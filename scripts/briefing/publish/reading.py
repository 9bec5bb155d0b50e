"""Pages as the search reads them; what was read of a page is kept from build to build, by its text.

What the places of a page are called rests on the names of all sources and topics besides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from typing import Any

from briefing.memory import fingerprint, is_plain
from briefing.publish.packing import facets_of
from briefing.publish.places import Found, Part, places_on, read_page, subject_names
from briefing.publish.texts import Texts


class Reading:
    """The pages of a site, each read when something is asked of it that isn't kept."""

    def __init__(self, pages: Texts) -> None:
        self._pages, self._memory = pages, pages.memory
        self._read: dict[str, tuple[dict[str, Any], list[Part]]] = {}
        self._found: dict[str, list[Found]] = {}
        self.fronts = {path: self._front(path) for path in sorted(pages)}
        """Front matter by path."""
        self._names = subject_names(self.fronts)
        self._named = fingerprint(self._names)
        self.facets = {path: self._facets(path) for path in self.fronts}
        """By path: characters of text, kinds and values of the facets that its places have."""

    def kept(self, what: str, path: str, make: Any, *more: str | None) -> Any:
        """What is made of a page's places, kept for the next build; `more` says on what else it rests."""
        return self._kept(self.key(what, path, *more), make)

    def key(self, what: str, path: str, *more: str | None) -> str:
        """Under what that is kept."""
        return " ".join((what, path, self._pages.sum_of(path), str(self._named), *map(str, more)))

    def holds(self, what: str, path: str, *more: str | None) -> bool:
        """Whether that is kept, which it then stays, asked for or not."""
        return self._memory.holds(self.key(what, path, *more))

    def joined(self, keys: Any, make: Callable[[], Any]) -> Any:
        """What is made of that of several pages, which is kept under `keys`."""
        return self._kept(f"joined {fingerprint(keys)}", make)

    def _kept(self, key: str, make: Callable[[], Any]) -> Any:
        found = self._memory.get(key)
        if found is None:
            self._memory.keep(key, found := make())
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
        if kept and self._memory.get(self._key(path)) is None:
            self._memory.keep(self._key(path), [astuple(part) for part in self._parts(path)[1]])
        self._read.pop(path, None)
        self._found.pop(path, None)

    def _key(self, path: str) -> str:
        return f"parts {path} {self._pages.sum_of(path)}"

    def _front(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] | None = self._pages.kept(path, "front")
        if found is None:
            self._read[path] = read_page(path, self._pages[path])
            found = self._read[path][0]
            if is_plain(found):
                self._pages.keep(path, "front", found)
        return found

    def _parts(self, path: str) -> tuple[dict[str, Any], list[Part]]:
        if path not in self._read:
            rows = self._memory.get(self._key(path))
            if rows is None:
                self._read[path] = read_page(path, self._pages[path])
            else:
                self._read[path] = self.fronts[path], [Part(*row) for row in rows]
        return self._read[path]

    def _facets(self, path: str) -> dict[str, Any]:
        what = f"facets {self._named}"
        found: dict[str, Any] | None = self._pages.kept(path, what)
        if found is None:
            places = self.places(path)
            size = sum(len(place.text) for place in places if place.within is None)
            self._pages.keep(path, what, found := {"size": size, **facets_of(places)})
        return found


def _is_bare(place: Found) -> bool:
    """Whether a place is a heading over generated lists of a person's or place's page, and says nothing by itself."""
    return place.kind == "entity" and "#" in place.location and not place.text
