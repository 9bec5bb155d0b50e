"""Markers as corrections set them or take them away."""

from __future__ import annotations

from typing import Protocol

from briefing.codes import report
from briefing.ingest.correcting import correction
from briefing.ingest.draft import Draft, Part
from briefing.ingest.notes.labels import shown, value_of
from briefing.ingest.notes.markers import Candidate

NEAR = 8
"""Characters behind a correction's words within which the printed marker may begin."""
SURE = 50.0


class Notes(Protocol):
    """The notes of a document."""

    parts: list[Part]
    values: list[int]
    by_id: dict[str, int]


def corrected(draft: Draft, candidates: list[Candidate], notes: Notes) -> list[Candidate]:
    """Candidates without those that a correction takes away, and with those that one sets."""
    found = candidates
    for (low, high), one in draft.silent:
        last = one.words.rstrip()[-1:]
        high += NEAR * (not last.isalnum())  # signs don't count among the words that were found
        spoken = [c for c in found if not (low < c.end and c.start < high)]
        if len(spoken) == len(found) and last.isalpha():
            message = "The correction `no-marker` no longer fits the original: its words end in no figure or sign."
            expected = "the words before a marker, and the marker"
            draft.problems.append(report("E138", one.place, message, expected=expected, found=one.words))
        found = spoken
    for at, one in draft.called:
        i = next((i for i, part in enumerate(notes.parts) if _number(part, notes.values[i]) == one.number), None)
        if i is None:
            there = ", ".join(filter(None, map(_number, notes.parts, notes.values)))
            message = f"The correction `marker` no longer fits the original: it has no note {one.number}."
            draft.problems.append(report("E138", one.place, message, expected=there or "no note", found=one.number))
            continue
        value = value_of(one.number)
        printed = next((c for c in found if at <= c.start <= at + NEAR and any(value in r for r in c.readings)), None)
        start, end = (printed.start, printed.end) if printed else (at, at)
        found = [c for c in found if not (c.start < max(end, start + 1) and start < c.end)]
        ref = f"correction {one.place.line}"
        notes.by_id[ref] = i
        found.append(Candidate(start, end, ((value,),), "ref", SURE, ref))
    return sorted(found, key=lambda c: c.start)


def no_marker(draft: Draft, candidate: Candidate) -> str:
    """The correction that says that a candidate is no marker."""
    before, _ = draft.around(candidate.start, candidate.end, 60)
    words = f"{before}{draft.text[candidate.start : candidate.end]}".split()
    return correction("no-marker", " ".join(words[-6:]))


def _number(part: Part, value: int) -> str:
    return shown(part.label) if part.label else str(value or "")
