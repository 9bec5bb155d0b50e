"""The ledger: every claim with its citations, quotations, checks and waivers, as data; and who is cited by whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from briefing.evidence.citations import parse_citations
from briefing.evidence.quotations import find_quotations
from briefing.model import Claim, Key, LinkedLibrary, Source, Work

FORMAT = 1
"""Version of the ledger's shape; schemas/ledger.schema.json describes it."""


def ledger(linked: LinkedLibrary, title: str = "", edition: str | None = None) -> dict[str, Any]:
    """The ledger as JSON values, in reading order: the same library gives the same ledger.

    Shape: `{"format", "title", "edition", "works", "claims", "cited_by_whom", "counts"}`, after
    schemas/ledger.schema.json. A digest paragraph is named by the first number that it covers.
    """
    library = linked.library
    claims = [_claim(claim, linked) for claim in linked.claims]
    return {
        "format": FORMAT,
        "title": title,
        "edition": edition,
        "works": {key: _work(work, library.sources.get(key)) for key, work in sorted(library.works.items())},
        "claims": claims,
        "cited_by_whom": _citing(linked),
        "counts": {
            "claims": len(claims),
            "citations": sum(len(claim["citations"]) for claim in claims),
            "checks": sum(len(claim["checks"]) for claim in claims),
            "waivers": sum(len(claim["waivers"]) for claim in claims),
            "missing": sum(check["outcome"] == "missing" for claim in claims for check in claim["checks"]),
        },
    }


def to_json(values: Mapping[str, Any]) -> str:
    """A ledger as the text of its file."""
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """The ledger's JSON Schema."""
    text = (files("briefing") / "schemas" / "ledger.schema.json").read_text(encoding="utf-8")
    values: dict[str, Any] = json.loads(text)
    return values


def _claim(claim: Claim, linked: LinkedLibrary) -> dict[str, Any]:
    """One claim."""
    works = dict.fromkeys(citation.key for citation in claim.citations)
    dates = sorted(date for key in works if (date := _issued(linked.library.works.get(key))))
    return {
        "id": claim.id,
        "kind": claim.kind,
        "page": claim.home,
        "path": claim.place.path,
        "line": claim.place.line,
        "text": claim.text,
        "citations": [{"key": c.key, "paragraphs": list(c.locators)} for c in claim.citations],
        "quotations": [fact.text for fact in find_quotations(claim.text)],
        "checks": [
            {
                "kind": check.kind,
                "value": check.value,
                "outcome": check.outcome,
                "where": [{"key": key, "paragraph": n} for key, n in check.where],
            }
            for check in claim.checks
        ],
        "waivers": [{"allows": waiver.text, "because": waiver.because} for waiver in claim.waivers],
        "independent_sources": _independent(claim, linked),
        "from": dates[0] if dates else None,
        "to": dates[-1] if dates else None,
    }


def _independent(claim: Claim, linked: LinkedLibrary) -> int:
    """How many cited sources are independent: two works by one author, or a source and what it cites, count once."""
    library = linked.library
    voices: set[str] = set()
    relayed = {key for source in library.sources.values() for key in _notes_of(source)}
    for key in dict.fromkeys(citation.key for citation in claim.citations):
        if key in library.sources:
            voices.add(_voice(library.works.get(key), key))
        elif key in library.works and key not in relayed:
            voices.add(_voice(library.works[key], key))
    return len(voices)


def _voice(work: Work | None, key: Key) -> str:
    """Who speaks in a work: its authors, or the work itself where it names none."""
    people = (work.csl.get("author") or ()) if work else ()
    names = sorted(" ".join(str(n.get(part) or "") for part in ("family", "given", "literal")).strip() for n in people)
    return "; ".join(names) or key


def _work(work: Work, source: Source | None) -> dict[str, Any]:
    return {
        "title": str(work.csl.get("title") or ""),
        "date": _issued(work),
        "source": source is not None,
        "paragraphs": source.count if source else None,
        "sha256": source.sha256 if source else None,
    }


def _issued(work: Work | None) -> str | None:
    """Date of a work, ISO as far as it is known."""
    rows = ((work.csl.get("issued") or {}).get("date-parts") or []) if work else []
    return (
        "-".join(f"{int(part):04d}" if not i else f"{int(part):02d}" for i, part in enumerate(rows[0]))
        if rows
        else None
    )


def _notes_of(source: Source) -> tuple[Key, ...]:
    """The works that a source's notes cite, each once."""
    groups = (group for note in source.notes.values() for group in parse_citations(note.text)[0])
    return tuple(dict.fromkeys(citation.key for group in groups for citation in group.citations))


def _citing(linked: LinkedLibrary) -> list[dict[str, Any]]:
    """Which source cites which work, in which of its notes, and at which of its paragraphs."""
    rows = []
    for key, source in sorted(linked.library.sources.items()):
        for label, note in source.notes.items():
            groups, _ = parse_citations(note.text)
            marked = [p.first for p in source.paragraphs if f"[^{label}]" in p.text]
            rows += [
                {"source": key, "cites": citation.key, "note": label, "paragraphs": marked}
                for group in groups
                for citation in group.citations
            ]
    return rows
