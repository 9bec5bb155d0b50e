"""Says what was dropped and might matter: prose, what stood within the text, a figure, date or name of nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from briefing.ingest.correcting import correction
from briefing.ingest.dates import find_dates
from briefing.ingest.draft import Draft
from briefing.ingest.words import prose, words
from briefing.model import Dropped

BARE = frozenset(
    {"markup", "tags", "separators", "hyphenation", "invisible-characters", "control-characters", "page-numbers"}
    | {"repeated-title", "end-mark", "yaml-head", "notes-heading", "back-links", "note-signs", "furniture"}
)
"""Rules that drop no words of a text, or only what stands elsewhere too."""
FACT = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_a-z][\w'’-]{1,40}(?:[ ][^\W\d_a-z][\w'’-]{1,40})+")
"""A figure, or a name of two words at least."""
CODES = ("E214", "E215")
"""What it reports."""
SHOWN = 70
"""Characters of a dropped piece that a message shows."""


def tell_drops(draft: Draft, dropped: Iterable[Dropped], kept: Iterable[str]) -> None:
    """Reports each dropped piece of prose; by rule, lines and headings within the text, and what nothing kept holds."""
    pool = "\n".join(kept)
    lines = [draft.line(part.start) for part in draft.parts if part.role in ("text", "paragraph")]
    begin, end = min(lines, default=1), max(lines, default=0)
    heads = {draft.line(part.start) for part in draft.parts if part.kind == "heading" and part.role == "dropped"}
    other: dict[str, list[Dropped]] = defaultdict(list)
    for piece in dropped:
        text = " ".join(piece.text.split())
        if piece.rule in BARE or not text or text in pool:
            continue
        if prose(text) and words(text) >= 8:
            _report(draft, "E214", piece, f"`{piece.rule}` left out a sentence: {text[:SHOWN]}")
        elif (begin <= piece.line <= end and (words(text) > 2 or piece.line in heads)) or any(
            fact not in pool for fact in _facts(text)
        ):
            other[piece.rule].append(piece)
    for rule, pieces in other.items():
        shown = " ".join(pieces[0].text.split())[:SHOWN]
        many = f"{len(pieces)} lines; the first" if len(pieces) > 1 else "a line"
        _report(draft, "E215", pieces[0], f"`{rule}` left out {many}: {shown}")


def _facts(text: str) -> list[str]:
    """Figures, names and whole dates of a piece."""
    return [*FACT.findall(text), *(text[date.start : date.end] for date in find_dates(text))]


def _report(draft: Draft, code: str, piece: Dropped, message: str) -> None:
    shown = " ".join(piece.text.split())[:SHOWN]
    draft.doubt_at(code, piece.line, message, correction("keep", piece.text, rule=piece.rule), found=shown)
