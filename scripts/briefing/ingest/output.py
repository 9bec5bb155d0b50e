# ruff: noqa: E501 - patterns and lists of words read best as they are
"""A document written out: as JSON, and as Markdown with numbered paragraphs."""

from __future__ import annotations

from typing import Any

from briefing.model import Document


def to_json(document: Document) -> dict[str, Any]:
    """One object: title, byline, date (EDTF), headings, paragraphs, notes, metadata, what was dropped, the account, problems."""
    account = document.account
    return {
        "title": document.title,
        "byline": list(document.byline),
        "date": document.date,
        "headings": [heading.text for heading in document.headings],
        "paragraphs": [{"n": p.n, "section": p.section, "text": p.text} for p in document.paragraphs],
        "notes": {label: note.text for label, note in document.notes.items()},
        "metadata": [
            {"field": m.field, "value": m.value, "origin": m.origin, "line": m.line} for m in document.metadata
        ],
        "dropped": [{"rule": d.rule, "line": d.line, "text": d.text} for d in document.dropped],
        "lost_links": document.lost_links,
        "account": {
            "input": account.input,
            "kept": account.kept,
            "moved": account.moved,
            "dropped": account.dropped,
        },
        "problems": [
            {
                "path": p.path,
                "line": p.line,
                "code": p.code,
                "severity": p.severity,
                "message": p.message,
                "expected": p.expected,
                "found": p.found,
                "help": p.help,
            }
            for p in document.problems
        ],
    }


def to_markdown(document: Document) -> str:
    """Headings, paragraphs as `¶n text` with their emphasis, and the notes at the end; no front matter."""
    out: list[str] = []
    headings = list(document.headings)
    for paragraph in document.paragraphs:
        while headings and headings[0].before <= paragraph.n:
            out.append(_heading(headings.pop(0).text, document))
        out.append(f"¶{paragraph.n} {paragraph.markdown}")
    out += [_heading(heading.text, document) for heading in headings]
    notes = [f"[^{label}]: {note.text}" for label, note in document.notes.items()]
    return "\n\n".join([*out, *notes]) + "\n" if out or notes else ""


def _heading(text: str, document: Document) -> str:
    level = next(h.level for h in document.headings if h.text == text)
    return f"{'#' * max(2, level)} {text}"
