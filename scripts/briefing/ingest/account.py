"""Every character accounted for: kept, moved with a note, or dropped by a named rule."""

from __future__ import annotations

import re

from briefing.ingest.draft import Draft, Part
from briefing.model import Account, Dropped

KEPT, MOVED = 1, 2
LEFT_OVER = "markup"
"""Rule named for what belongs to no part: marks of headings, quotes and tables at the lines' starts."""


def reckon(draft: Draft, markers: list[tuple[int, int]]) -> tuple[Account, tuple[Dropped, ...]]:
    """The account, and every dropped piece as it stood in the stream.

    `markers` are the ranges, in the plain text, of the calls that were paired or recognised: they move with the notes.
    White space between parts counts as kept, so that `dropped` is exactly the length of the dropped pieces.
    """
    stream = draft.extract.text
    rules = ["", "kept", "moved"]
    numbers: dict[str, int] = {}
    painted = bytearray(len(stream))

    def paint(start: int, end: int, number: int) -> None:
        painted[start:end] = bytes([number]) * (end - start)

    def number_of(rule: str) -> int:
        if rule not in numbers:
            numbers[rule] = len(rules)
            rules.append(rule)
        return numbers[rule]

    for part in draft.parts:
        for start, end in part.ranges:
            paint(draft.plain.back(start), draft.plain.back(end), _status(part, number_of))
    for start, end in (*draft.labels, *markers):
        paint(draft.plain.back(start), draft.plain.back(end), MOVED)
    for edit in draft.edits:
        if edit.rule:
            paint(draft.plain.back(edit.start), draft.plain.back(edit.end), number_of(edit.rule))
    for drop in (*draft.plain.drops, *draft.drops):
        paint(drop.start, drop.end, number_of(drop.rule))
    left = None
    for match in re.finditer(rb"\x00+", bytes(painted)):
        for word in re.finditer(r"\S+", stream[match.start() : match.end()]):
            left = left or number_of(LEFT_OVER)
            paint(match.start() + word.start(), match.start() + word.end(), left)
    dropped = _pieces(draft, painted, rules)
    moved = painted.count(MOVED)
    gone = sum(len(piece.text) for piece in dropped)
    return Account(len(stream), len(stream) - moved - gone, moved, gone), dropped


def _status(part: Part, number_of: object) -> int:
    if part.role == "dropped":
        return number_of(part.rule)  # type: ignore[operator,no-any-return]
    return MOVED if part.role == "note" else KEPT


def _pieces(draft: Draft, painted: bytearray, rules: list[str]) -> tuple[Dropped, ...]:
    """Runs of characters dropped by one rule, in order."""
    stream, found = draft.extract.text, []
    for match in re.finditer(rb"([\x03-\xff])\1*", bytes(painted), re.S):
        start, end = match.span()
        found.append(Dropped(rules[painted[start]], draft.line_of(start), stream[start:end]))
    return tuple(found)
