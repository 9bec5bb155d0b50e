"""Notes at the foot of pages, and labelled notes after the text."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest.draft import Draft
from briefing.ingest.notes.labelling import label_of, labelled
from briefing.ingest.notes.labels import LABEL, value_of
from briefing.ingest.notes.neighbours import gaps, neighbours
from briefing.ingest.notes.places import (
    between_cuts,
    is_body,
    is_numbered_heading,
    is_running_head,
    plausible,
    raised_in,
)
from briefing.ingest.notes.references import URL, URL_ONLY, likeness
from briefing.ingest.words import ends, prose, words

SURE = {"markdown": 6.0, "raised": 3.5, "lowered": 3.0, "caret": 3.5, "bracket": 1.5, "word": 2.5, "paren": 0.0,
        "plain": 0.0, "glued": 0.0, "symbol": -1.0, "alone": -9.0, "": 0.0}  # fmt: skip


def feet(draft: Draft) -> None:
    """Takes for notes what scores as one: by its label, its likeness to a reference, and its place."""
    parts = draft.parts
    if any(part.id for part in parts):  # the reader knows the notes: what it left is text
        return
    inside = between_cuts(parts)
    marks = plausible(draft)
    last_prose = max((i for i, p in enumerate(parts) if p.role == "text" and is_body(p)), default=-1)
    symbols = {c for p in parts if p.role != "note" for c in re.findall(r"(?<=[^\s*†‡§])([*†‡§])", p.text)}
    counted = _counted(draft, marks)
    previous = 0
    for i, part in enumerate(parts):
        if part.role != "text" or part.kind in ("heading", "title", "table"):
            continue
        label, form = label_of(part, draft)
        value = value_of(label)
        match = LABEL.match(part.text) if label else None
        rest = part.text[match.end() :] if match else part.text
        like = likeness(rest)
        if is_numbered_heading(form, rest, like):
            continue
        if form == "symbol" and label[0] not in symbols:
            continue
        score = like + SURE[form]
        score += 3.5 if i in inside else 0.0
        score += 2.5 if like >= 1 and i + 1 < len(parts) and URL_ONLY.fullmatch(parts[i + 1].text) else 0.0
        score += 1.5 if i and parts[i - 1].rule == "separators" else 0.0
        score += 4.0 if i in counted else 0.0
        score += 1.5 if previous and value == previous + 1 else 0.0
        if value and form in ("plain", "paren", "glued", "bracket"):
            score += 1.0 if value in marks else -1.0
        if value and i > last_prose:
            score += 1.0
        if form in ("plain", "paren") and i not in inside and like < 1:
            score -= 1.5
        if i in inside and not value and like < 1 and not ends(part.text) and not is_running_head(part):
            continue
        if i in inside and not value and like < 1 and is_running_head(part):
            parts[i] = part.drop("running-heads")
        elif score >= (3.0 if value else 3.5):
            parts[i] = labelled(draft, replace(part, role="note")) if value else replace(part, role="note")
            previous = value or (previous + 1 if previous else 0)
    _foot_runs(draft)
    _closing_run(draft, marks, last_prose)
    gaps(draft, marks)
    neighbours(draft, last_prose)


def _counted(draft: Draft, marks: set[int]) -> set[int]:
    """Labelled pieces that, in one form, count from 1 through the document, each of them called in the text above it.

    What a sentence with a colon leads up to, or what counts twice, is a list.
    """
    parts = draft.parts
    if any(p.role == "note" for p in parts):  # known notes have the numbers
        return set()
    runs: dict[str, list[tuple[int, int]]] = {}
    for i, part in enumerate(parts):
        label, form = label_of(part, draft) if part.role == "text" else ("", "")
        if form in ("raised", "markdown", "caret", "word"):
            return set()
        if form in ("plain", "paren", "bracket"):
            led = i > 0 and parts[i - 1].text.rstrip().endswith(":")
            said = part.text.rstrip().endswith((".", "”", '"')) or URL.search(part.text)
            runs.setdefault(form, []).append((i, value_of(label) if said and not led else 0))
    found: set[int] = set()
    for run in runs.values():
        values = [value for _, value in run]
        if len(run) > 1 and values == list(range(1, len(run) + 1)) and all(v in marks for v in values):
            found.update(i for i, _ in run)
    return found


def _closing_run(draft: Draft, marks: set[int], last_prose: int) -> None:
    """Labelled pieces 1 to n in a row after the text, for most of whose numbers the text has a marker."""
    parts = draft.parts
    run: list[int] = []
    for i in range(last_prose + 1, len(parts)):
        if parts[i].role not in ("text", "note"):
            continue
        value = value_of(parts[i].label or label_of(parts[i], draft)[0])
        if value == len(run) + 1:
            run.append(i)
        elif run and not (value == 0 and URL_ONLY.fullmatch(parts[i].text)):
            break
    called = sum(1 for n in range(1, len(run) + 1) if n in marks)
    if len(run) >= 2 and called >= 0.6 * len(run):
        for i in (i for i in run if parts[i].role == "text"):
            parts[i] = labelled(draft, replace(parts[i], role="note"))


def _foot_runs(draft: Draft) -> None:
    """Short labelled pieces in a row that are just the notes called above them since the last such run."""
    parts = draft.parts
    called: list[int] = []
    i = 0
    while i < len(parts):
        part = parts[i]
        run = _run(draft, i, called[0]) if called and part.role == "text" else []
        if run and [value for _, value in run] == called and not parts[i - 1].text.endswith(":"):
            for j, _ in run:
                parts[j] = labelled(draft, replace(parts[j], role="note"))
            i, called = run[-1][0] + 1, []
            continue
        if part.role == "note" and part.label:
            called = [value for value in called if value > value_of(part.label)]
        elif part.open:
            called += [value for value in raised_in(draft, part) if value == (called[-1] if called else value - 1) + 1]
        i += 1


def _run(draft: Draft, first: int, value: int) -> list[tuple[int, int]]:
    """Indices and labels of short pieces from `first` on that are labelled `value` and so on."""
    found: list[tuple[int, int]] = []
    for i in range(first, min(first + 30, len(draft.parts))):
        part = draft.parts[i]
        label, form = label_of(part, draft)
        if part.role != "text" or part.kind == "table" or value_of(label) != value + len(found):
            break
        match = LABEL.match(part.text)
        rest = part.text[match.end() :] if match else part.text
        like = likeness(rest)
        if form in ("", "alone", "symbol") or words(rest) > 60 or is_numbered_heading(form, rest, like):
            break
        if form in ("plain", "paren", "glued") and (like < 0.5 or (like < 1.5 and prose(rest))):
            break
        found.append((i, value + len(found)))
    return found
