"""What a reader is shown of one thing, as JSON values: both sides with the words that they share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from briefing.evidence.markup import NOTE_MARK, plain
from briefing.model import Claim, DigestParagraph, Document, Key, Source
from briefing.problems import Problem
from briefing.review.desk import Desk, unsignable
from briefing.review.items import UNKNOWN, Item
from briefing.review.marking import marked, stems
from briefing.review.mending import ACTIONS
from briefing.review.report import values
from briefing.review.standing import Standing

AROUND = 2
"""Sentences before and after that are shown with one."""


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
        row["text"] = marked(row.pop("plain"), said, desk.language)
    unknown = any(value == UNKNOWN for _, value in item.against)
    return {
        **brief(standing, desk.doubts.get(id, ())),
        **values(standing),
        "against": dict(item.against),
        "remarks": [r.remark for r in standing.readings if r.remark],
        "frame": item.frame,
        "text": marked(item.text, shared, desk.language),
        "written": desk.written(id),
        "signable": unsignable(item) if unknown else "" if item.text else "It is still to be written.",
        "evidence": evidence,
        "problems": [problem(p) for p in desk.problems_of(id)],
        **_around(desk, item),
    }


def problem(found: Problem) -> dict[str, Any]:
    """A problem as the page shows it."""
    return {"code": found.code, "severity": found.severity, "message": found.message, "found": found.found,
            "help": found.help}  # fmt: skip


def source(desk: Desk, key: Key) -> dict[str, Any] | None:
    """A source paragraph by paragraph, original and digest; None where there is no such source."""
    held = desk.library.sources.get(key)
    if held is None:
        return None
    document = desk.originals.get(key)
    return {
        "key": key,
        "title": _title(desk, key),
        "actions": list(ACTIONS),
        "rows": list(_rows(desk, held, document)),
    }


def _rows(desk: Desk, held: Source, document: Document | None) -> Iterator[dict[str, Any]]:
    """The paragraphs of a source in order, those included whose digest is still to be written."""
    written = {n: p for p in held.paragraphs for n in range(p.first, p.last + 1)}
    for n in range(1, held.count + 1):
        paragraph = written.get(n) or DigestParagraph(n, n, None, "", held.place)
        if paragraph.first == n:
            yield _row(desk, held, paragraph, document)


def _row(desk: Desk, held: Source, paragraph: DigestParagraph, document: Document | None) -> dict[str, Any]:
    id = f"{held.key} ¶{paragraph.first}"
    standing = desk.reviewed.standings.get(id)
    return {
        "id": id,
        "numbers": _numbers(paragraph),
        "section": paragraph.section or "",
        "digest": plain(paragraph.text),
        "written": paragraph.written,
        "state": standing.state if standing else "to be written",
        "original": _original(document, paragraph) if document else None,
    }


def _evidence(desk: Desk, item: Item) -> list[dict[str, Any]]:
    """What a thing is read against, each with its words in plain text."""
    if item.kind == "digest":
        held, paragraph = desk.paragraph(item.id)
        document = desk.originals.get(held.key)
        text = _original(document, paragraph) if document else ""
        return [_shown(item.id, f"Original, ¶{_numbers(paragraph)}", paragraph.section or "", text, "")]
    if item.kind == "correction":
        return _of_correction(desk, item)
    if item.kind == "caveat":
        return _of_caveat(desk, item)
    rows = []
    for ref, _ in item.against:
        key, _, n = ref.partition(" ¶")
        held_source = desk.library.sources.get(key)
        found = held_source.paragraph(int(n)) if held_source and n else None
        if held_source is None or found is None:
            text = "\n".join(_printed(desk, key)) if not n else ""
            rows.append(_shown(ref, _title(desk, key), "", text, ""))
            continue
        document = desk.originals.get(key)
        title = f"{_title(desk, key)}, ¶{_numbers(found)}"
        notes = [plain(held_source.notes[m.group()[2:-1]].text) for m in NOTE_MARK.finditer(found.text)
                 if m.group()[2:-1] in held_source.notes]  # fmt: skip
        text = " ".join([plain(found.text), *(f"[Note: {note}]" for note in notes if note)])
        rows.append(_shown(ref, title, found.section or "", text, _original(document, found) if document else ""))
    return rows


def _of_caveat(desk: Desk, item: Item) -> list[dict[str, Any]]:
    """What the copy prints where a caveat speaks of it."""
    key = item.id.partition(" ")[0]
    document = desk.originals.get(key)
    if document is None:
        return []
    numbers = [int(n) for n in re.findall(r"¶+\s*(\d+)", item.id)]
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


def _shown(ref: str, title: str, section: str, text: str, original: str) -> dict[str, Any]:
    return {"ref": ref, "title": title, "section": section, "plain": text, "original": original}


def _original(document: Document, paragraph: DigestParagraph) -> str:
    """The original's paragraphs under a digest paragraph's numbers, with their notes."""
    rows = [p for p in document.paragraphs if paragraph.first <= p.n <= paragraph.last]
    labels = [m.group()[2:-1] for p in rows for m in NOTE_MARK.finditer(p.text)]
    notes = [f"[Note {label}: {document.notes[label].text}]" for label in labels if label in document.notes]
    return "\n".join([*(p.text for p in rows), *notes])


def _numbers(paragraph: DigestParagraph) -> str:
    first, last = paragraph.first, paragraph.last
    return f"{first}" if first == last else f"{first}–{last}"


def _title(desk: Desk, key: Key) -> str:
    work = desk.library.works.get(key)
    title = str(work.csl.get("title-short") or work.csl.get("title") or "") if work else ""
    return f"{key}: {title}" if title else key


def _printed(desk: Desk, key: Key) -> list[str]:
    work = desk.library.works.get(key)
    if work is None:
        return []
    fields = ("title", "publisher", "container-title", "URL", "DOI")
    return [*(str(work.csl[f]) for f in fields if work.csl.get(f)), work.date]


def _around(desk: Desk, item: Item) -> dict[str, Any]:
    """The sentences before and after a claim in its passage, and its checks."""
    if item.kind != "claim":
        return {"before": "", "after": "", "checks": []}
    claim = desk.claim(item.id)
    passage: list[Claim] = [c for c in desk.claims if c.passage == claim.passage]
    at = passage.index(claim)
    return {
        "before": " ".join(c.text for c in passage[max(0, at - AROUND) : at]),
        "after": " ".join(c.text for c in passage[at + 1 : at + 1 + AROUND]),
        "checks": [
            {"kind": c.kind, "value": c.value, "outcome": c.outcome} for c in claim.checks if c.kind != "support"
        ],
    }
