# ruff: noqa: E501 - patterns and lists of words read best as they are
"""A document written out: as JSON, and as Markdown with numbered paragraphs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from briefing.model import Caption, Document, Heading, Paragraph


def to_json(document: Document) -> dict[str, Any]:
    """One object: title, byline, date (EDTF), headings, paragraphs, captions, notes, metadata, what was dropped, the account, doubts, problems."""
    problems = map(asdict, document.problems)
    return {
        "title": document.title,
        "byline": list(document.byline),
        "date": document.date,
        "headings": [heading.text for heading in document.headings],
        "paragraphs": [_paragraph(p) for p in document.paragraphs],
        "captions": [asdict(caption) for caption in document.captions],
        "notes": {label: note.text for label, note in document.notes.items()},
        "metadata": [asdict(fact) for fact in document.metadata],
        "dropped": [asdict(piece) for piece in document.dropped],
        "remainder": [asdict(piece) for piece in document.remainder],
        "lost_links": document.lost_links,
        "account": asdict(document.account),
        "doubts": [asdict(doubt) for doubt in document.doubts],
        "problems": [{key: value for key, value in p.items() if key != "source"} for p in problems],
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
