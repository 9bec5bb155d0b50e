# ruff: noqa: E501 - patterns and lists of words read best as they are
"""A document written out: as JSON, and as Markdown with numbered paragraphs."""

from __future__ import annotations

from typing import Any

from briefing.model import Caption, Document, Heading, Paragraph


def to_json(document: Document) -> dict[str, Any]:
    """One object: title, byline, date (EDTF), headings, paragraphs, captions, notes, metadata, what was dropped, the account, doubts, problems."""
    account = document.account
    return {
        "title": document.title,
        "byline": list(document.byline),
        "date": document.date,
        "headings": [heading.text for heading in document.headings],
        "paragraphs": [_paragraph(p) for p in document.paragraphs],
        "captions": [{"text": c.text, "before": c.before, "line": c.line} for c in document.captions],
        "notes": {label: note.text for label, note in document.notes.items()},
        "metadata": [
            {"field": m.field, "value": m.value, "origin": m.origin, "line": m.line} for m in document.metadata
        ],
        "dropped": [{"rule": d.rule, "line": d.line, "text": d.text} for d in document.dropped],
        "remainder": [{"line": r.line, "text": r.text} for r in document.remainder],
        "lost_links": document.lost_links,
        "account": {
            "input": account.input,
            "kept": account.kept,
            "moved": account.moved,
            "dropped": account.dropped,
            "left": account.left,
        },
        "doubts": [{"what": d.what, "line": d.line, "correction": d.correction} for d in document.doubts],
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


def _paragraph(p: Paragraph) -> dict[str, Any]:
    """A paragraph: number, section, text (its Markdown, too, where that says more), kind, and what belongs to its kind."""
    own: dict[str, dict[str, Any]] = {
        "item": {"number": p.number, "depth": p.depth},
        "code": {"lines": list(p.lines)},
        "table": {"cells": [list(row) for row in p.cells]},
    }
    marked = {"markdown": p.markdown} if p.markdown != p.text else {}
    return {"n": p.n, "section": p.section, "text": p.text, **marked, "kind": p.kind, **own.get(p.kind, {})}


def to_markdown(document: Document) -> str:
    """Headings, paragraphs as `¶n text` with their emphasis, captions, and the notes at the end; no front matter."""
    out: list[str] = []
    between: list[Heading | Caption] = [*document.headings, *document.captions]
    between.sort(key=lambda piece: (piece.before, piece.line))
    for paragraph in document.paragraphs:
        while between and between[0].before <= paragraph.n:
            out.append(_between(between.pop(0)))
        out.append(f"¶{paragraph.n} {paragraph.markdown}")
    out += map(_between, between)
    notes = [f"[^{label}]: {note.text}" for label, note in document.notes.items()]
    return "\n\n".join([*out, *notes]) + "\n" if out or notes else ""


def _between(piece: Heading | Caption) -> str:
    """A heading, or a caption in brackets."""
    if isinstance(piece, Caption):
        return f"[Caption: {piece.text}]"
    return f"{'#' * max(2, piece.level)} {piece.text}"
