"""Notes at the foot of a page or column: where they begin, their labels, and what goes on with the note before."""

from __future__ import annotations

import re

from briefing.ingest.readers.pdf.lines import Line
from briefing.ingest.readers.pdf.measure import Measure, Piece

LABEL = re.compile(r"(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)]?|([*†‡§]{1,3}))(?=\s|[^\W\d_]|[\"“«(]|$)")


def split_foot(
    zone: list[Line], measure: Measure, expected: int, open_note: bool
) -> tuple[list[Line], list[Piece], Piece | None]:
    """A zone without the notes at its foot; the notes; and what goes on with the note before.

    `expected` is the number that the next note should have, `open_note` whether the note before may go on.
    """
    start = len(zone)
    while start and zone[start - 1].size <= 0.93 * measure.size:
        start -= 1
    while start < len(zone):
        size = label_size(zone[start], expected)
        gap = start == 0 or zone[start - 1].y - zone[start].y > 1.15 * measure.leading * zone[start].size
        if (size and gap) or (open_note and gap and _holds_label(zone[start:], expected)) or (open_note and start == 0):
            break
        start += 1
    foot = zone[start:]
    if not foot or (start == 0 and not open_note and not label_size(foot[0], expected)):
        return zone, [], None
    notes: list[Piece] = []
    rest: Piece | None = None
    raised = any(line.marks[:1] == [1] for line in foot)
    for line in foot:
        size = label_size(line, expected + len(notes))
        if size and (not raised or line.marks[0] == 1):
            notes.append(Piece([line], "note", label=line.text[:size], marks=size))
        elif notes:
            notes[-1].lines.append(line)
        elif rest is not None:
            rest.lines.append(line)
        else:
            rest = Piece([line], "note")
    return zone[:start], notes, rest


def _holds_label(lines: list[Line], expected: int) -> bool:
    return any(label_size(line, expected) for line in lines) or len(lines) <= 4


def label_size(line: Line, expected: int) -> int:
    """How many characters at a line's start are a note's label: raised figures, or the number that is due."""
    i = 0
    while i < len(line.text) and line.marks[i] == 1 and i < 5:
        i += 1
    if i and re.search(r"[\d*†‡§a-z]", line.text[:i]):
        return i
    match = LABEL.match(line.text)
    if match is None:
        return 0
    if match[4]:
        return match.end()
    value = int(match[1] or match[2] or match[3])
    if match[1] and abs(value - expected) <= 2:
        return match.end()
    return match.end() if value == expected or (value == 1 and re.match(r"\s*\S", line.text[match.end() :])) else 0


def value_of(label: str) -> int:
    """The number of a label, 0 where it is none."""
    digits = re.sub(r"\D", "", label)
    return int(digits) if digits else 0
