"""What a reader is shown of one thing, as JSON values: both sides, marked with what was found and what they share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Any

from briefing.evidence.bearing import stems
from briefing.evidence.markup import GROUP, NOTE_MARK, plain
from briefing.model import Key
from briefing.problems import Problem
from briefing.review.around import numbers, original, title
from briefing.review.desk import Desk
from briefing.review.held import unsignable
from briefing.review.items import UNKNOWN, Item
from briefing.review.marking import Spans, marked, of_claim, of_paragraph
from briefing.review.report import values
from briefing.review.standing import Standing

_CITED = re.compile(r"-?@([\w.:+-]*\w)")
NEAREST = 3
"""So many paragraphs are shown beside what a topic says that no source says."""


def brief(standing: Standing, doubts: Sequence[str]) -> dict[str, Any]:
    """One thing as the list of what is to be read has it."""
    item = standing.item
    return {
        "id": item.id, "kind": item.kind, "state": standing.state, "page": item.page, "path": item.place.path,
        "line": item.place.line, "text": item.text, "cites": [ref for ref, _ in item.against],
        "why": list(standing.reasons), "doubts": list(doubts), "readers": list(standing.readers),
    }  # fmt: skip


def details(desk: Desk, id: str) -> dict[str, Any]:
    """Everything that a reader needs to decide on one thing; DeskError where it is no longer there."""
    standing = desk.standing(id)
    item = standing.item
    evidence = _evidence(desk, item)
    said = stems(item.text, desk.language)
    shared = frozenset().union(*(stems(row["plain"], desk.language) for row in evidence)) & said
    for row in evidence:
        row["text"] = marked(row.pop("plain"), said, desk.language, row.pop("spans"))
    claim = desk.claim(id) if item.kind == "claim" else None
    unknown = any(value == UNKNOWN for _, value in item.against)
    return {
        **brief(standing, desk.doubts_of(id)),
        **values(standing),
        "against": dict(item.against),
        "remarks": [r.remark for r in standing.readings if r.remark],
        "frame": item.frame,
        "text": marked(item.text, shared, desk.language, of_claim(claim) if claim else None),
        "written": desk.written(id),
        "signable": unsignable(item) if unknown else "" if item.text else "It is still to be written.",
        "evidence": evidence,
        "problems": [problem(p) for p in desk.problems_of(id)],
        "changed": list((desk.scope or {}).get(id, ())),
        "checks": [
            {"kind": c.kind, "value": c.value, "outcome": c.outcome}
            for c in (claim.checks if claim else ())
            if c.kind != "support"
        ],
    }


def problem(found: Problem) -> dict[str, Any]:
    """A problem as the page shows it."""
    return {"code": found.code, "severity": found.severity, "message": found.message, "found": found.found,
            "help": found.help}  # fmt: skip


def _evidence(desk: Desk, item: Item) -> list[dict[str, Any]]:
    """What a thing is read against, each with its words in plain text."""
    if item.kind == "digest":
        held, paragraph = desk.paragraph(item.id)
        document = desk.originals.get(held.key)
        text = original(document, paragraph) if document else ""
        return [_shown(item.id, f"Original, ¶{numbers(paragraph)}", paragraph.section or "", text, "")]
    if item.kind == "gap":
        return _of_gap(desk, item)
    if item.kind == "correction":
        return _of_correction(desk, item)
    if item.kind == "caveat":
        return _of_caveat(desk, item)
    rows, claim = [], desk.claim(item.id) if item.kind == "claim" else None
    for ref, _ in item.against:
        key, _, n = ref.partition(" ¶")
        held_source = desk.library.sources.get(key)
        found = held_source.paragraph(int(n)) if held_source and n else None
        if held_source is None or found is None:
            text = "\n".join(_printed(desk, key)) if not n else ""
            rows.append(_shown(ref, title(desk, key), "", text, ""))
            continue
        document = desk.originals.get(key)
        named = f"{title(desk, key)}, ¶{numbers(found)}"
        notes = [_note(desk, held_source.notes[m.group()[2:-1]].text) for m in NOTE_MARK.finditer(found.text)
                 if m.group()[2:-1] in held_source.notes]  # fmt: skip
        text = " ".join([plain(found.text), *(f"[Note: {note}]" for note in notes if note)])
        spans = of_paragraph(claim, key, found, desk.project.settings.language) if claim else None
        rows.append(_shown(ref, named, found.section or "", text, original(document, found) if document else "", spans))
    return rows


def _note(desk: Desk, text: str) -> str:
    """The words of a note, each work that it cites by key and title."""
    return plain(GROUP.sub(lambda group: _CITED.sub(lambda cited: title(desk, cited[1]), group.group()[1:-1]), text))


def _of_caveat(desk: Desk, item: Item) -> list[dict[str, Any]]:
    """What the copy prints where a caveat speaks of it."""
    key = item.id.partition(" ")[0]
    document = desk.originals.get(key)
    if document is None:
        return []
    numbers = [int(n) for n in re.findall(r"¶\s*(\d+)", item.id)]
    if numbers:
        return [_shown(f"¶{p.n}", f"Original, ¶{p.n}", p.section or "", p.text, "") for p in document.paragraphs
                if p.n in numbers]  # fmt: skip
    rows = (("title", document.title), ("byline", ", ".join(document.byline)), ("date", document.date))
    text = "\n".join(f"{name}: {value or 'none is printed'}" for name, value in rows)
    return [_shown("original", "What the original prints", "", text, "")]


def _of_correction(desk: Desk, item: Item) -> list[dict[str, Any]]:
    """The paragraphs of the original, as they are read now, that hold the words of a correction."""
    key, _, said = item.id.partition(" correction: ")
    document = desk.originals.get(key)
    words = " ".join(said.split()[1:])
    rows = [p for p in document.paragraphs if words and words in " ".join(p.text.split())] if document else []
    return [_shown(f"¶{p.n}", f"Original as it is read now, ¶{p.n}", p.section or "", p.text, "") for p in rows]


def _of_gap(desk: Desk, item: Item) -> list[dict[str, Any]]:
    """The paragraphs of all digests that come nearest to what is said to stand in none, rare words counting more."""
    said = stems(item.text, desk.language)
    rows = [(said & stems(plain(p.text), desk.language), held.key, p) for held in desk.library.sources.values()
            for p in held.paragraphs]  # fmt: skip
    count = Counter(stem for shared, _, _ in rows for stem in shared)
    near = sorted(rows, key=lambda row: -sum(log(len(rows) / count[stem]) for stem in row[0]))
    return [_shown(f"{key} ¶{p.first}", f"Nearest: {title(desk, key)}, ¶{numbers(p)}", p.section or "",
                   plain(p.text), "") for shared, key, p in near[:NEAREST] if shared]  # fmt: skip


def _shown(ref: str, title: str, section: str, text: str, original: str, spans: Spans | None = None) -> dict[str, Any]:
    return {"ref": ref, "title": title, "section": section, "plain": text, "original": original, "spans": spans}


def _printed(desk: Desk, key: Key) -> list[str]:
    work = desk.library.works.get(key)
    if work is None:
        return []
    fields = ("title", "publisher", "container-title", "URL", "DOI")
    return [*(str(work.csl[f]) for f in fields if work.csl.get(f)), work.date]
