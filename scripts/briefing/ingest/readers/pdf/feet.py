"""Notes at the foot of a page or column: where they begin, their labels, and what goes on with the note before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing.ingest.readers.pdf.blocks import LEADER
from briefing.ingest.readers.pdf.lines import CAPTION, Line
from briefing.ingest.readers.pdf.measure import Measure, Piece
from briefing.ingest.words import cut_off, ends

INNER = re.compile(r"(?<=\s)(\d{1,3})(?=[.)]?\s?[\"“‘(]?[^\W\d_a-z])")
"""A number within a line that may be the label of a further note."""
LABEL = re.compile(r"(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)]?|([*†‡§]{1,3}))(?=\s|[^\W\d_]|[\"“«(]|$)")


@dataclass(frozen=True, slots=True)
class Due:
    """Which note comes next."""

    number: int
    """Its number; 0 before the first note."""
    called: frozenset[int]
    """Numbers that stand raised in the text."""

    def after(self, notes: list[Piece]) -> Due:
        """What is due below some notes."""
        notes = [note for note in notes if note.kind == "note"]
        value = value_of(notes[-1].label) if notes else 0
        return replace(self, number=value + 1 if value else self.number + len(notes)) if notes else self


def called_in(lines: Iterable[Line]) -> frozenset[int]:
    """Numbers that stand raised within lines, as calls of notes do."""
    found: set[int] = set()
    for line in lines:
        for run in re.finditer(r"\d{1,3}", line.text):
            if run.start() and all(line.marks[i] == 1 for i in range(*run.span())):
                found.add(int(run.group()))
    return frozenset(found)


def split_foot(
    zone: list[Line], measure: Measure, due: Due, before: Piece | None
) -> tuple[list[Line], list[Piece], Piece | None]:
    """A zone without the notes at its foot; the notes; and what goes on with the note before.

    `before` is the note before, which may go on.
    """
    text = (line.size > 0.93 * measure.size or line.table or LEADER.search(line.text) for line in reversed(zone))
    start = len(zone) - next((i for i, is_so in enumerate(text) if is_so), len(zone))
    open_note = before is not None and cut_off(before.text)
    ruled = next((i for i, line in enumerate(zone) if line.ruled and (open_note or _is_called(line, due))), start)
    if not any(line.table for line in zone[ruled:]):
        start = min(start, ruled)
    raised = any(line.marks[:1] == [1] for line in zone[start:])
    while start < len(zone):
        gap = (
            start == 0
            or zone[start].ruled
            or zone[start - 1].y - zone[start].y > 1.15 * measure.leading * zone[start].size
        )
        if gap and (label_size(zone[start], due, raised) or (open_note and _holds_label(zone[start:], due))):
            break
        start += 1
    notes: list[Piece] = []
    rest: Piece | None = None
    for whole in zone[start:]:
        for line in _parted(whole, due.after(notes), raised):
            if size := label_size(line, due.after(notes), raised):
                notes.append(Piece([line], "note", label=line.text[:size], marks=size))
            elif notes and _below(notes[-1].lines[-1], line, measure):
                notes.append(Piece([line], "caption" if CAPTION.match(line.text) else "paragraph"))
            elif notes:
                notes[-1].lines.append(line)
            elif rest is not None:
                rest.lines.append(line)
            else:
                rest = Piece([line], "note")
    return zone[:start], notes, rest


def _is_called(line: Line, due: Due) -> bool:
    """Whether a line begins with the label of a note that the text calls, or with a raised one."""
    label = line.text[: label_size(line, due)]
    return bool(label) and (line.marks[0] == 1 or value_of(label) in due.called)


def _parted(line: Line, due: Due, raised: bool) -> list[Line]:
    """A line that holds several notes (`4 Ibid. 5 Ibid.`), cut before the labels within it."""
    size = label_size(line, due, raised)
    following = (value_of(line.text[:size]) if size else due.number - 1) + 1
    cuts = [0]
    for match in INNER.finditer(line.text, size):
        at = match.start(1)
        if int(match[1]) == following and (line.marks[at] == 1 if raised else size and ends(line.text[:at].rstrip())):
            cuts.append(at)
            following += 1
    return [line.share(start, stop) for start, stop in pairwise([*cuts, len(line.text)])]


def _below(last: Line, line: Line, measure: Measure) -> bool:
    """Whether a line stands apart below a note that has ended: another note to a table, its source, its caption."""
    return ends(last.text) and last.y - line.y > 1.5 * measure.leading * line.size


def _holds_label(lines: list[Line], due: Due) -> bool:
    return any(label_size(line, due) for line in lines) or len(lines) <= 4


def label_size(line: Line, due: Due, raised: bool = False) -> int:
    """How many characters at a line's start are a note's label: raised figures, or the number that is due.

    Where labels are `raised`, no others are.
    """
    i = 0
    while i < len(line.text) and line.marks[i] == 1:
        i += 1
    if i and re.search(r"[\d*†‡§a-z]", line.text[:i]):
        return i
    match = LABEL.match(line.text)
    if match is None or raised:
        return 0
    if match[4]:
        return match.end()
    value = int(match[1] or match[2] or match[3])
    first = value == 1 and re.match(r"\s*\S", line.text[match.end() :])
    called = value in due.called and (not due.number or 0 <= value - due.number <= 3)
    return (
        match.end()
        if value == (due.number or 1) or called or first or (match[1] and abs(value - due.number) <= 2)
        else 0
    )


def value_of(label: str) -> int:
    """The number of a label, 0 where it is none."""
    digits = re.sub(r"\D", "", label)
    return int(digits) if digits else 0
