"""The places of a site as its search box reads them: a page's name once, a sentence once, sources by number.

`rank.js` has the other half, which makes places of it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from briefing.publish.places import Found

HOLE = "\ue00f"
"""Stands in a section's text for the next of its sentences."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page."""

    place: Found
    text: str
    """Its text, with a hole for each sentence."""
    said: Sequence[Found]
    """Its sentences: those that stand in the text in their order, then the others."""


class Tables:
    """Sources and topics by number."""

    def __init__(self, facets: Mapping[str, Iterable[str]]) -> None:
        self.lists = {name: sorted(facets[name]) for name in _NUMBERED}
        self._at = {name: {value: i for i, value in enumerate(values)} for name, values in self.lists.items()}
        self._known: dict[tuple[tuple[str, ...], ...], list[list[int]]] = {}

    def of(self, place: Found) -> list[list[int]]:
        """Numbers of a place's sources and of its topics."""
        facets = tuple(place.facets.get(name, ()) for name in _NUMBERED)
        if facets not in self._known:
            rows = zip(_NUMBERED, facets, strict=True)
            self._known[facets] = short([[self._at[name][value] for value in values] for name, values in rows])
        return self._known[facets]


_NUMBERED = ("sources", "topics")


def packed(places: Iterable[Found]) -> dict[str, Any]:
    """Pages, each with its sections, each with its sentences; `sources` and `topics` are what their numbers mean."""
    rows = list(places)
    tables = Tables(facets_of(rows))
    return {**tables.lists, "pages": [packed_page(page, sections_of(page), tables) for page in by_page(rows)]}


def by_page(places: Iterable[Found]) -> list[list[Found]]:
    """Places that stand in the order of pages, by page."""
    return [list(page) for _, page in groupby(places, key=lambda row: row.location.partition("#")[0])]


def sections_of(page: Sequence[Found]) -> list[Section]:
    """The sections of a page in order."""
    within: dict[str, list[Found]] = {}
    for row in page:
        if row.within is not None:
            within.setdefault(row.within, []).append(row)
    return [Section(row, *_holed(row.text, within.get(row.location, ()))) for row in page if row.within is None]


def packed_page(page: Sequence[Found], sections: Iterable[Section], tables: Tables, named: bool = True) -> list[Any]:
    """`[address, title, kind, names, label, years, sections]`, of some or all of a page's sections.

    A section is `[anchor, title, text, facets, sentences]`, a sentence `[anchor, text, facets, title]`; facets are
    numbers of sources and of topics. What is empty at the end of a row is left out, a sentence's title where it is its
    section's, and names where not `named`.
    """
    rows = []
    for section in sections:
        place = section.place
        sentences = [
            short([_anchor(s), s.text, tables.of(s), s.title if s.title != place.title else ""]) for s in section.said
        ]
        title = "" if place.label else place.title
        rows.append(short([_anchor(place), title, section.text, tables.of(place), sentences]))
    label = next((row.label for row in page if row.label), "")
    names = next((row.names for row in page if row.names), ()) if named else ()
    years = next((row.facets["years"] for row in page if row.facets.get("years")), ())
    address = page[0].location.partition("#")[0]
    return [address, page[0].page, page[0].kind, list(names), label, list(years), rows]


def _holed(text: str, sentences: Sequence[Found]) -> tuple[str, list[Found]]:
    """A section's text with a hole for each sentence that stands in it, and the sentences, those in order first."""
    done, text = 0, text.replace(HOLE, "")
    out: list[str] = []
    found: list[Found] = []
    others: list[Found] = []
    for sentence in sentences:
        begin = text.find(sentence.text, done)
        if begin < 0:
            others.append(sentence)
            continue
        out += [text[done:begin], HOLE]
        done = begin + len(sentence.text)
        found.append(sentence)
    return "".join([*out, text[done:]]), [*found, *others]


def _anchor(place: Found) -> str:
    return place.location.partition("#")[2]


def short(row: list[Any]) -> list[Any]:
    """A row without what is empty at its end."""
    while row and not row[-1]:
        row.pop()
    return row


def facets_of(places: Iterable[Found]) -> dict[str, list[str]]:
    """The kinds of places, and the values by which they can be filtered."""
    found: dict[str, set[str]] = {name: set() for name in ("kinds", *_NUMBERED, "years")}
    for place in places:
        found["kinds"].add(place.kind)
        for name, values in place.facets.items():
            found[name].update(values)
    return {name: sorted(values) for name, values in found.items()}


def together(facets: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The facets of several pages in one."""
    rows = list(facets)
    return {name: sorted({value for row in rows for value in row[name]}) for name in ("kinds", *_NUMBERED, "years")}


def filters(facets: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The values of each filter, in the order in which they are shown."""
    values = {name: sorted(facets[name], key=str.casefold) for name in (*_NUMBERED, "years")}
    kinds = [kind for kind in KINDS if kind in facets["kinds"]]
    return {"kind": kinds, "source": values["sources"], "topic": values["topics"], "year": values["years"]}


KINDS = ("topic", "source", "entity", "timeline", "guide")
