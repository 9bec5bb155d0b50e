# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Markers and notes reunited: one best assignment over the whole document.

Candidates are taken or left in reading order; what counts is the sum over the whole document of how each stands in the
text, whether its number follows on the last, whether there is a note of that number, and whether that note stands where
it should (at the foot of the same page, or at the end). A beam over `(last note used, last number used)` finds it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from math import exp
from string import ascii_lowercase
from typing import NamedTuple

from briefing.ingest.correcting import correction
from briefing.ingest.draft import Draft, Edit
from briefing.ingest.notes.corrected import corrected, no_marker
from briefing.ingest.notes.labels import shown, value_of
from briefing.ingest.notes.markers import Candidate, find_candidates, marked
from briefing.ingest.words import words

BEAM = 48
PRINTED = re.compile(r"\d{1,4}|[a-z]|[A-Z]\d{1,3}|[ivxl]{1,6}|[*†‡§¶]{1,4}")
"""What a call prints that is the label of its note, where the note prints none."""
LISTED = re.compile(r"\[(\d{1,3})\]\s")
STRONG = frozenset({"ref", "markdown", "span", "raised", "lowered", "caret", "bracket"})


@dataclass(frozen=True, slots=True)
class Call:
    """A marker that was taken: which numbers it stands for and which notes they are (None: no such note)."""

    candidate: Candidate
    pairs: tuple[tuple[int, int | None], ...]
    gain: float


@dataclass(frozen=True, slots=True)
class Pairing:
    """The notes' labels, in order of the note parts, and the markers that were taken."""

    labels: tuple[str, ...]
    confidence: tuple[float, ...]
    calls: tuple[Call, ...]


class _State(NamedTuple):
    score: float
    note: int
    number: int
    back: _Step | None


@dataclass(frozen=True, slots=True)
class _Step:
    """A taking and the one before it."""

    call: Call
    back: _Step | None


class _Notes:
    """The notes in order, with what is known of their numbers and places."""

    def __init__(self, draft: Draft, candidates: list[Candidate]) -> None:
        said = {c.ref: inner for c in candidates if c.ref and PRINTED.fullmatch(inner := marked(draft, c.start, c.end))}
        self.parts = [
            replace(p, label=said.get(p.id, "")) if p.id and not p.label else p for p in draft.parts if p.role == "note"
        ]
        self.values = [value_of(p.label) for p in self.parts]
        self.printed = tuple(self.values)
        self._count_up()
        self.by_value: dict[int, list[int]] = defaultdict(list)
        for i, value in enumerate(self.values):
            self.by_value[value].append(i)
        self.by_id = {p.id: i for i, p in enumerate(self.parts) if p.id}
        self.by_id |= {f"[^{p.label}]": i for i, p in enumerate(self.parts) if p.label and not value_of(p.label)}
        self.group, self.ends = _groups(draft)

    def _count_up(self) -> None:
        """Gives notes without a label their number where the labels around leave just one."""
        n = len(self.values)
        if all(v in (0, i + 1) for i, v in enumerate(self.values)):
            self.values = list(range(1, n + 1))
            return
        i = 0
        while i < n:
            if self.values[i]:
                i += 1
                continue
            j = i
            while j < n and not self.values[j]:
                j += 1
            low = self.values[i - 1] if i else 0
            if j == n or self.values[j] - low - 1 == j - i:
                self.values[i:j] = range(low + 1, low + 1 + j - i)
            i = j

    def place(self, i: int, at: int) -> float:
        """How well a marker's place fits the place of its note."""
        note = self.parts[i]
        if note.start > at:
            group = self.group[i]
            return -1.0 if group and self.ends[group - 1] > at else 0.0
        return -0.5 if at - note.end < 1500 else -3.0


def _groups(draft: Draft) -> tuple[list[int], list[int]]:
    """Notes that stand together, numbered; and where each group ends."""
    groups: list[int] = []
    ends: list[int] = []
    fresh = True
    for part in draft.parts:
        if part.role == "note":
            if fresh:
                ends.append(part.end)
            ends[-1] = part.end
            groups.append(len(ends) - 1)
            fresh = False
        elif part.role == "text" and words(part.text) > 8:
            fresh = True
    return groups, ends


def pair(draft: Draft) -> Pairing:
    """Pairs, writes `[^n]` into the draft's edits, and reports what is doubtful."""
    candidates = find_candidates(draft)
    if candidates is None:
        draft.report("E225", 0, "The file holds far too many possible markers of notes; they were left as text.")
        candidates = []
    listed = {int(m[1]) for p in draft.parts if p.role != "note" and (m := LISTED.match(p.text))}
    cited = {value for c in candidates if c.form == "bracket" for value in c.readings[0]}
    if 2 * len(cited & listed) > max(5, len(cited)):
        candidates = [c for c in candidates if c.form != "bracket"]  # they cite a list of works
    notes = _Notes(draft, candidates)
    candidates = _told_apart(corrected(draft, candidates, notes), notes)
    calls = _assign(candidates, notes)
    forms = Counter(c.candidate.form for c in calls if c.pairs[0][1] is not None)
    if forms and calls:
        usual = {form for form, count in forms.items() if count >= max(2, 0.3 * sum(forms.values()))}
        calls = _assign([replace(c, prior=c.prior + 1.0) if c.form in usual else c for c in candidates], notes)
    pairing = _labelled(draft, notes, calls)
    _write(draft, pairing)
    _report(draft, notes, pairing)
    return pairing


def _told_apart(candidates: list[Candidate], notes: _Notes) -> list[Candidate]:
    """Candidates without those of a weak form whose one note is called in a strong one.

    Where twice as many notes have raised calls, brackets call none: they number items, or a table's columns.
    """
    called: dict[bool, set[int]] = {True: set(), False: set()}
    for c in candidates:
        if c.form in STRONG and len(c.readings) == len(c.readings[0]) == 1:
            called[c.form != "bracket"] |= {v for v in c.readings[0] if len(notes.by_value.get(v, ())) == 1}
    if len(called[True]) > 2 * len(called[False]):
        candidates = [c for c in candidates if c.form != "bracket"]
    held = called[True] | called[False]
    return [c for c in candidates if c.form in STRONG or not all(held.issuperset(row) for row in c.readings)]


def _assign(candidates: list[Candidate], notes: _Notes) -> list[Call]:
    """The takings with the best sum."""
    beam = BEAM if len(candidates) < 3000 else 12
    states = [_State(0.0, -1, 0, None)]
    for candidate in candidates:
        best: dict[tuple[int, int], _State] = {(s.note, s.number): s for s in states}
        for state in states:
            for taken in _takings(candidate, state, notes):
                key = (taken.note, taken.number)
                if key not in best or best[key].score < taken.score:
                    best[key] = taken
        states = sorted(best.values(), key=lambda s: -s.score)[:beam]
    chosen: list[Call] = []
    step = max(states, key=lambda s: s.score).back
    while step is not None:
        chosen.append(step.call)
        step = step.back
    return chosen[::-1]


def _takings(candidate: Candidate, state: _State, notes: _Notes) -> list[_State]:
    """States after taking a candidate, in each way to read it."""
    if candidate.ref:
        i = notes.by_id.get(candidate.ref)
        number = candidate.readings[0][0]
        call = Call(candidate, ((number, i),), candidate.prior)
        last = max(state.note, i) if i is not None else state.note
        return [_State(state.score + candidate.prior, last, max(state.number, number), _Step(call, state.back))]
    out = []
    for reading in candidate.readings:
        gain, note, number = candidate.prior - 0.3 * (len(reading) - 1), state.note, state.number
        pairs: list[tuple[int, int | None]] = []
        for value in reading:
            match = _match(candidate, value, note, number, notes)
            if match is None:
                break
            more, i = match
            gain += more
            pairs.append((value, i))
            note = max(note, i) if i is not None else note
            number = max(number, value) if i is None or i <= note else value
            if i is not None and i == note:
                number = value
        else:
            if gain > 0:
                out.append(
                    _State(state.score + gain, note, number, _Step(Call(candidate, tuple(pairs), gain), state.back))
                )
    return out


def _match(candidate: Candidate, value: int, last: int, number: int, notes: _Notes) -> tuple[float, int | None] | None:
    """What it brings to read a candidate as `value` next, and which note that is; None where it can't be."""
    strong = candidate.form in STRONG
    options: list[tuple[float, int | None]] = []
    same = notes.by_value.get(value, [])
    for i in same:
        if i > last:
            step = 1.5 if i == last + 1 else -0.8 * min(i - last - 1, 6)
            options.append((2.0 + step + notes.place(i, candidate.start), i))
            break
    earlier = [i for i in same if i <= last]
    if earlier and strong:
        options.append((-1.0, earlier[-1]))
    elif earlier and candidate.form == "symbol":
        options.append((-0.2, earlier[-1]))
    if not same:
        for i in range(last + 1, min(last + 4, len(notes.values))):
            if not notes.values[i] and value > number:
                step = 1.5 if i == last + 1 and value == number + 1 else -0.8
                options.append((1.0 + step + notes.place(i, candidate.start), i))
        if candidate.form in STRONG or candidate.form == "punct":
            gap = value - number
            cost = -1.5 if gap == 1 else -2.5 if 1 < gap <= 4 else -3.5 if gap <= 0 and number else -4.2
            options.append((cost, None))
    return max(options, key=lambda o: o[0]) if options else None


# --- labels, text and problems ---


def _labelled(draft: Draft, notes: _Notes, calls: list[Call]) -> Pairing:
    """Final labels: as printed; where the copy counts anew and both counts are called, numbered through."""
    values = list(notes.values)
    gains: dict[int, float] = {}
    for call in calls:
        for value, i in call.pairs:
            if i is not None:
                values[i] = values[i] or value
                gains[i] = max(gains.get(i, 0.0), call.gain - (3.0 if call.candidate.damaged else 0.0))
    wanted = [shown(p.label) if p.label else str(v) if v else "" for p, v in zip(notes.parts, values, strict=True)]
    if _counts_anew(wanted, gains):
        draft.report(
            "E224", notes.parts[0].start, "The copy starts the numbers of its notes again; they are numbered through."
        )
        wanted = _through(wanted)
    confidence = tuple(round(1 / (1 + exp(-(gains[i] - 1.0))), 2) if i in gains else 0.0 for i in range(len(wanted)))
    return Pairing(_each_once(wanted, gains, notes.printed), confidence, tuple(calls))


def _through(labels: list[str]) -> list[str]:
    """Printed numbers, each count going on behind the highest of those before it: a note that is missing shifts none."""
    found: list[str] = []
    before = highest = 0
    for label in labels:
        before = highest if label == "1" else before
        number = before + int(label) if label.isdecimal() else 0
        highest = max(highest, number)
        found.append(str(number) if number else label)
    return found


def _counts_anew(labels: list[str], called: Container[int]) -> bool:
    """Whether the printed numbers begin at 1 again, and most notes of each count are called: a list read as notes isn't."""
    starts = [i for i, label in enumerate(labels) if label == "1"]
    if len(starts) < 2:
        return False
    runs = [range(low, high) for low, high in pairwise([*starts, len(labels)])]
    return all(sum(i in called for i in run) > 0.5 * len(run) for run in runs)


def _each_once(wanted: list[str], gains: Mapping[int, float], printed: Sequence[int]) -> tuple[str, ...]:
    """Labels that differ: what is called keeps a number before what isn't; the rest stand behind the note before them: `7a`."""
    holder: dict[str, int] = {}
    for i in sorted(range(len(wanted)), key=lambda i: (-gains.get(i, -9.0), not printed[i], i)):
        holder.setdefault(wanted[i], i)
    found: list[str] = []
    for i, label in enumerate(wanted):
        if not label or holder[label] != i:
            before = (found[-1] if found else "0").rstrip("abcdefghijklmnopqrstuvwxyz") or "0"
            free = (f"{before}{letter}{turn or ''}" for turn in count() for letter in ascii_lowercase)
            label = next(name for name in free if name not in holder and name not in found)
        found.append(label)
    return tuple(found)


def _write(draft: Draft, pairing: Pairing) -> None:
    """Puts `[^n]` where the markers stand."""
    edits = []
    for call in pairing.calls:
        text = "".join(f"[^{pairing.labels[i] if i is not None else value}]" for value, i in call.pairs)
        after = " " if call.candidate.form == "run" else ""
        edits.append(Edit(call.candidate.start, call.candidate.end, text + after, text + after))
    taken = sorted((e.start, e.end) for e in edits)
    draft.edits = [e for e in draft.edits if not _covered(e, taken)]
    draft.edit(edits)


def _covered(edit: Edit, taken: list[tuple[int, int]]) -> bool:
    """Whether an edit lies within a marker, which is written anew."""
    i = bisect_right(taken, (edit.start, 1 << 60)) - 1
    return i >= 0 and edit.end > edit.start and edit.end <= taken[i][1]


def _report(draft: Draft, notes: _Notes, pairing: Pairing) -> None:
    called = {i for call in pairing.calls for _, i in call.pairs if i is not None}
    for call in pairing.calls:
        shape = draft.text[call.candidate.start : call.candidate.end].strip()
        near = draft.text[max(0, call.candidate.start - 30) : call.candidate.end].replace("\n", " ")
        for value, i in call.pairs:
            if i is None:
                draft.doubt("E220", call.candidate.start, f"The text calls note {value}, which the copy does not hold.",
                            no_marker(draft, call.candidate), found=shape, source=near)  # fmt: skip
            elif pairing.confidence[i] < 0.8 and call.candidate.form not in STRONG:
                draft.doubt("E223", call.candidate.start, f"`{shape}` was read as the marker of note {pairing.labels[i]}.",
                            no_marker(draft, call.candidate), found=shape, source=near)  # fmt: skip
    for i, part in enumerate(notes.parts):
        if i not in called:
            line = correction("marker", pairing.labels[i], after="the words before it")
            draft.doubt("E221", part.start, f"Nothing in the text was found to call note {pairing.labels[i]}.", line,
                        source=part.text[:80])  # fmt: skip
    numbers = sorted({v for v in notes.printed if v})
    for low, high in pairwise(numbers):
        if high - low > 1 and all(notes.printed):
            missing = f"{low + 1}" if high - low == 2 else f"{low + 1} to {high - 1}"
            draft.report(
                "E222",
                notes.parts[notes.printed.index(high)].start,
                f"Note {missing} is missing between {low} and {high}.",
            )
