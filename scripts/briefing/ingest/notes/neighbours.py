"""Notes told by the notes around them: their number fills a gap, or they stand between two."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest.authors import is_bio
from briefing.ingest.draft import Draft
from briefing.ingest.notes.labelling import label_of, labelled
from briefing.ingest.notes.labels import LABEL, value_of
from briefing.ingest.notes.places import MARK, is_numbered_heading
from briefing.ingest.notes.references import URL_ONLY, likeness
from briefing.ingest.words import begins_small, ends, words

SEEN = frozenset(("text", "paragraph", "heading", "title", "metadata", "note"))
"""Roles of what a reader sees."""


def gaps(draft: Draft, marks: set[int]) -> None:
    """Labelled pieces whose number just fills the gap between the notes around them are notes too."""
    parts = draft.parts
    following: dict[int, int] = {}
    after = 0
    for i in range(len(parts) - 1, -1, -1):
        following[i] = after
        if parts[i].role == "note" and value_of(parts[i].label):
            after = value_of(parts[i].label)
    before = 0
    for i, part in enumerate(parts):
        if part.role == "note" and value_of(part.label):
            before = value_of(part.label)
        if part.role != "text" or part.kind in ("heading", "title", "table"):
            continue
        label, form = label_of(part, draft)
        value = value_of(label)
        match = LABEL.match(part.text)
        rest = part.text[match.end() :] if match else part.text
        if is_numbered_heading(form, rest, likeness(rest)):
            continue
        if form == "alone" or not value or not (value == before + 1 or value + 1 == following[i]) or value not in marks:
            continue
        beside = [
            p for p in (draft.near(i, -1, SEEN, 12), draft.near(i, 1, SEEN, 12)) if p is not None and p.role == "note"
        ]
        spaced = (
            form == "plain"
            and not re.match(r"\s*\d+[.):]", part.text)
            and not begins_small(part.text.lstrip("0123456789 "))
        )
        if beside or (spaced and words(part.text) < 60 and (before or following[i])):
            parts[i] = labelled(draft, replace(part, role="note"))
            before = value


def neighbours(draft: Draft, marks: set[int], last_prose: int) -> None:
    """Short pieces between two notes are notes too; after the text, also beside one, while markers are left without."""
    parts = draft.parts
    called = next((n for n in range(1, len(marks) + 2) if n not in marks), 1) - 1
    left = called - sum(1 for p in parts if p.role == "note" and not URL_ONLY.fullmatch(p.text))
    for i, part in enumerate(parts):
        near = [p for p in (draft.near(i, -1, SEEN, 12), draft.near(i, 1, SEEN, 12)) if p is not None]
        between = len(near) == 2 and all(p.role == "note" and not p.label for p in near) and not MARK.search(part.text)
        if not between and (i <= last_prose or left <= 0):
            continue
        if (
            part.role == "text"
            and any(p.role == "note" for p in near)
            and ends(part.text)
            and 4 <= words(part.text) <= 30
            and not is_bio(part.text)
        ):
            parts[i] = labelled(draft, replace(part, role="note"))
            left -= 1
