# ruff: noqa: E501 - patterns and lists of words read best as they are
"""The head of a memorandum: `TO:`, `FROM:`, `DATE:`, `SUBJECT:`, each on a line of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest.draft import Draft
from briefing.ingest.names import named, split_names
from briefing.ingest.words import words

NAME = "memo-head"
LINE = re.compile(
    r"[\s*_]*(?:(?P<to>to|cc|an|an die|à|para|кому|copy to|distribution)|(?P<sender>from|von|de|от|от кого)|(?P<subject>subject|re|regarding|betreff|betrifft|objet|asunto|тема)|(?P<date>date|datum|fecha|дата))[\s*_]*:[\s*_]*(?=\S)",
    re.I,
)
MOST = 20
"""Parts from the start in which such a head may stand."""


def read_memo_head(draft: Draft) -> None:
    """Reads from whom a memorandum is, and on what."""
    found = {}
    for i, part in enumerate(draft.parts[:MOST]):
        match = LINE.match(part.text) if part.role in ("text", "heading") and words(part.text) <= 40 else None
        if match is not None and match.lastgroup:
            found[i] = match
    kinds = {match.lastgroup for match in found.values()}
    if "subject" not in kinds or not kinds & {"to", "sender"}:
        return
    for i in sorted(found, reverse=True):
        part, match = draft.parts[i], found[i]
        if match.lastgroup == "to":
            draft.parts[i] = part.drop(NAME)
        elif match.lastgroup == "sender":
            said = part.text[match.end() :]
            line = draft.text[part.start : part.end].split("\n")[0]
            names = named(said)[0] or split_names(said, lenient=True) or split_names(line.partition(":")[2])
            for name in names:
                draft.note_down("byline", name, part)
            if len(said) > len(", ".join(names)):
                draft.note_down("affiliation", said, part)
            draft.parts[i] = part.meta("byline")
        elif match.lastgroup == "subject":
            _split(draft, i, match)


def _split(draft: Draft, i: int, match: re.Match[str]) -> None:
    """The subject is the title; its label is dropped."""
    part = draft.parts[i]
    start, end = part.ranges[0]
    label = LINE.match(draft.text[start:end])
    cut = start + label.end() if label else start
    rest = replace(part, ranges=((cut, end), *part.ranges[1:]), kind="title")
    draft.parts[i] = replace(rest, text=draft.render(rest))
    if cut > start:
        draft.parts.insert(i, replace(part, ranges=((start, cut),), text=match.group(), joined=()).drop(NAME))
