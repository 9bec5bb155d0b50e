"""A briefing as tables: rows of plain values, or data frames where pandas is installed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from briefing.evidence.markup import plain
from briefing.model import LinkedLibrary
from briefing.pages import works

if TYPE_CHECKING:
    import pandas

Rows = list[dict[str, Any]]


def tables(linked: LinkedLibrary) -> Mapping[str, Rows]:
    """Rows by table, in reading order: `works`, `paragraphs`, `claims`, `citations`, `checks`, `entities`, `events`.

    A claim is named by its id, a paragraph by its work's key and the first number that it covers.
    """
    library = linked.library
    cited = {place: len(claims) for place, claims in linked.cited_by.items()}
    return {
        "works": [
            {"key": key, "title": works.title(work), "authors": "; ".join(works.authors(work)), "date": work.date}
            | {"publisher": works.publisher(work), "held": key in library.sources}
            for key, work in library.works.items()
        ],
        "paragraphs": [
            {"key": key, "first": p.first, "last": p.last, "section": p.section, "text": plain(p.text)}
            | {"cited": sum(cited.get((key, n), 0) for n in range(p.first, p.last + 1))}
            for key, source in library.sources.items()
            for p in source.paragraphs
        ],
        "claims": [
            {"claim": c.id, "kind": c.kind, "page": c.home, "path": c.place.path, "line": c.place.line, "text": c.text}
            for c in linked.claims
        ],
        "citations": [
            {"claim": claim.id, "key": citation.key, "paragraph": n}
            for claim in linked.claims
            for citation in claim.citations
            for n in citation.locators or (None,)
        ],
        "checks": [
            {"claim": claim.id, "kind": check.kind, "value": check.value, "outcome": check.outcome}
            for claim in linked.claims
            for check in claim.checks
        ],
        "entities": [
            {"entity": e.id, "name": e.name, "kind": e.kind, "aliases": "; ".join(e.aliases)}
            for e in library.entities.values()
        ],
        "events": [
            {"event": e.id, "date": e.date, "earliest": e.earliest, "latest": e.latest, "says": plain(e.says.text)}
            for e in library.events
        ],
    }


def frames(linked: LinkedLibrary) -> Mapping[str, pandas.DataFrame]:
    """The same as data frames; raises ModuleNotFoundError without pandas (the extra `frames`)."""
    import pandas

    return {name: pandas.DataFrame(rows) for name, rows in tables(linked).items()}
