"""Notes told by the notes around them: their number fills a gap, or they stand between two."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest.authors import is_bio
from briefing.ingest.draft import Draft, Part
from briefing.ingest.imprint import is_imprint
from briefing.ingest.notes.labelling import label_of, labelled
from briefing.ingest.notes.labels import LABEL, value_of
from briefing.ingest.notes.places import MARK, is_body, is_numbered_heading, plausible
from briefing.ingest.notes.references import BOOKISH, CITED, URL, URL_ONLY, likeness
from briefing.ingest.words import begins_small, ends, prose, words

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
        if (
            form in ("alone", "symbol")
            or not value
            or not (value == before + 1 or value + 1 == following[i])
            or value not in marks
        ):
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


def _reads_as_note(part: Part) -> bool:
    """Whether a part without a label is rather a reference, though that alone would not be enough."""
    cited = URL.search(part.text) or CITED.search(part.text) or BOOKISH.search(part.text)
    return (
        bool(cited)
        and not is_imprint(part.text)
        and part.kind == "text"
        and words(part.text) <= 40
        and likeness(part.text) >= 2
    )


def neighbours(draft: Draft, last_prose: int) -> None:
    """Short pieces between two notes are notes too; after the text, also beside one, while markers are left without."""
    parts = draft.parts
    said = plausible(draft, prose_only=True)
    called = next((n for n in range(1, len(said) + 2) if n not in said), 1) - 1
    left = called - sum(1 for p in parts if p.role == "note" and not URL_ONLY.fullmatch(p.text))
    first = next((i for i, p in enumerate(parts) if p.role == "text" and is_body(p)), len(parts))
    fitting = [
        i for i, p in enumerate(parts) if i > first and p.role == "text" and not label_of(p)[0] and _reads_as_note(p)
    ]
    if 0 < len(fitting) <= left and not any(p.role == "note" and p.label for p in parts):
        for i in fitting:
            parts[i] = replace(parts[i], role="note")
        left -= len(fitting)
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
            and (between or not prose(part.text) or words(part.text) <= 14 or likeness(part.text) >= 0.5)
        ):
            parts[i] = labelled(draft, replace(part, role="note"))
            left -= 1
