"""What a sentence rests on: sources of its own shelf, how far they are independent, and records beyond them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefing.evidence.citations import parse_citations
from briefing.model import Claim, Key, Library, Source, Work


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a claim or a passage rests on."""

    sources: tuple[Key, ...]
    """Sources that it cites by paragraph, each once."""
    independent: int
    """How many voices they are: works by the same authors, and a work and the source that cites it, count once."""
    unsigned: tuple[Key, ...]
    """Those of the sources that name no author and no institution."""
    records: tuple[Key, ...]
    """Works that are not held here and that none of the cited sources cites in its notes: what is from outside."""


def grounds(claim: Claim, library: Library, *more: Claim) -> Grounds:
    """What a claim rests on, with the other sentences of its passage where they are given as well."""
    keys = tuple(dict.fromkeys(citation.key for one in (claim, *more) for citation in one.citations))
    sources = tuple(key for key in keys if is_held(key, library))
    noted, relayed = noted_in(library.sources)
    voices = {_voice(library.works.get(key), key) for key in keys if key in library.sources}
    voices |= {_voice(library.works[key], key) for key in keys if key in library.works and key not in relayed}
    here = {key for source in sources for key in noted[source]}
    return Grounds(
        sources,
        len(voices),
        tuple(key for key in sources if not _signed(library.works.get(key))),
        tuple(key for key in keys if key in library.works and not is_held(key, library) and key not in here),
    )


def is_held(key: Key, library: Library) -> bool:
    """Whether a work is a source with paragraphs; one of which only a record is kept has none."""
    source = library.sources.get(key)
    return source is not None and source.rights != "record"


def lacks(work: Work) -> tuple[str, ...]:
    """What a work lacks to be a record, by which a reader can look a fact up: address, date, who published it."""
    csl: Mapping[str, Any] = work.csl
    has = {
        "an address (`url` or `doi`)": csl.get("URL") or csl.get("DOI"),
        "a date": work.date,
        "who published it": csl.get("publisher") or csl.get("container-title") or csl.get("author"),
    }
    return tuple(name for name, value in has.items() if not value)


Noted = tuple[Mapping[Key, tuple[Key, ...]], frozenset[Key]]
_last: tuple[Mapping[Key, Source], Noted] = ({}, ({}, frozenset()))
"""The sources that were asked about last, and what they relay: every claim of a library asks the same."""


def noted_in(sources: Mapping[Key, Source]) -> Noted:
    """The works that the notes of each source cite, each once, and those that the notes of any do."""
    global _last
    asked, found = _last
    if asked is not sources:
        noted = {key: _notes_of(source) for key, source in sources.items()}
        found = noted, frozenset(key for keys in noted.values() for key in keys)
        _last = (sources, found)
    return found


def forget() -> None:
    """Lets go of the sources that were asked about last."""
    global _last
    _last = ({}, ({}, frozenset()))


def _notes_of(source: Source) -> tuple[Key, ...]:
    groups = (group for note in source.notes.values() for group in parse_citations(note.text)[0])
    return tuple(dict.fromkeys(citation.key for group in groups for citation in group.citations))


def _voice(work: Work | None, key: Key) -> str:
    """Who speaks in a work: its authors, or the work itself where it names none."""
    people = (work.csl.get("author") or ()) if work else ()
    names = sorted(" ".join(str(n.get(part) or "") for part in ("family", "given", "literal")).strip() for n in people)
    return "; ".join(names) or key


def _signed(work: Work | None) -> bool:
    return bool(work and (work.csl.get("author") or work.csl.get("publisher")))
