"""The ledger: every claim with its citations, quotations, checks and waivers, as data; and who is cited by whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from briefing.evidence.citations import parse_citations
from briefing.evidence.grounds import grounds
from briefing.evidence.markup import plain
from briefing.evidence.quotations import find_quotations
from briefing.model import Claim, HandPage, Judgement, Library, LinkedLibrary, Passage, Source, Topic, Work

FORMAT = 2
"""Version of the ledger's shape; schemas/ledger.schema.json describes it."""


def ledger(
    linked: LinkedLibrary, title: str = "", edition: str | None = None, reviews: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The ledger as JSON values, in reading order: the same library gives the same ledger.

    `reviews` is what people have read of each claim, by id; a claim that isn't there has nothing to be read against.

    Shape: `{"format", "title", "edition", "works", "claims", "cited_by_whom", "counts"}`, after
    schemas/ledger.schema.json. A digest paragraph is named by the first number that it covers.
    """
    library = linked.library
    judged = _judged(library)
    claims = [{**_claim(claim, linked, judged), "review": (reviews or {}).get(claim.id)} for claim in linked.claims]
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
            "read": sum((claim["review"] or {}).get("state") == "read" for claim in claims),
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


def _judged(library: Library) -> dict[Passage, dict[str, Any]]:
    """Sentence of a key judgement → what the desk says of it, what is left out left out."""
    pages: tuple[Topic | HandPage, ...] = (*library.topics.values(), *library.pages)
    return {j.says: _judgement(j) for page in pages for j in page.judgements if len(j.passages()) > 1 or j.confidence}


def _judgement(judgement: Judgement) -> dict[str, Any]:
    rows = {name: getattr(judgement, name) for name in ("because", "assumes", "alternative")}
    said = {name: plain(passage.text) for name, passage in rows.items() if passage}
    watch = [{"sign": plain(w.sign.text), "means": plain(w.means.text)} for w in judgement.watch]
    found = {"confidence": judgement.confidence, **said, "watch": watch}
    return {"inference": judgement.inference, **{name: value for name, value in found.items() if value}}


def _claim(claim: Claim, linked: LinkedLibrary, judged: Mapping[Passage, dict[str, Any]]) -> dict[str, Any]:
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
        "independent_sources": grounds(claim, linked.library).independent,
        "records": list(grounds(claim, linked.library).records),
        **({"judgement": said} if (said := judged.get(claim.passage)) else {}),
        "from": dates[0] if dates else None,
        "to": dates[-1] if dates else None,
    }


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
