"""The places of a small site as its search box reads them: a page's name once, a sentence once, sources by number.

`rank.js` has the other half, which makes places of it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from briefing.publish.places import Found

HOLE = "\ue00f"
"""Stands in a section's text for the next of its sentences."""


def packed(places: Iterable[Found]) -> dict[str, Any]:
    """Pages, each with its sections, each with its sentences; `sources` and `topics` are what their numbers mean.

    A page is `[address, title, kind, names, label, years, sections]`, a section
    `[anchor, title, text, facets, sentences]`, a sentence `[anchor, text, facets]`; facets are numbers of sources and
    of topics. What is empty at the end of a row is left out.
    """
    rows = list(places)
    tables = {name: sorted({v for row in rows for v in row.facets.get(name, ())}) for name in ("sources", "topics")}
    at = {name: {value: i for i, value in enumerate(values)} for name, values in tables.items()}

    def facets(place: Found) -> list[list[int]]:
        return short([[at[name][value] for value in place.facets.get(name, ())] for name in ("sources", "topics")])

    pages = []
    for address, parts in groupby(rows, key=lambda row: row.location.partition("#")[0]):
        page = list(parts)
        within: dict[str, list[Found]] = {}
        for row in page:
            if row.within is not None:
                within.setdefault(row.within, []).append(row)
        sections = []
        for row in (row for row in page if row.within is None):
            text, said = _holed(row.text, within.get(row.location, ()))
            sentences = [short([_anchor(s), s.text, facets(s)]) for s in said]
            title = "" if row.label else row.title
            sections.append(short([_anchor(row), title, text, facets(row), sentences]))
        label = next((row.label for row in page if row.label), "")
        names = next((row.names for row in page if row.names), ())
        years = next((row.facets["years"] for row in page if row.facets.get("years")), ())
        pages.append([address, page[0].page, page[0].kind, list(names), label, list(years), sections])
    return {**tables, "pages": pages}


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
