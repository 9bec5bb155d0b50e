"""Corrections: what a person said of an original's structure, replayed at each reading.

They come after all rules, so that nothing guesses again what somebody has decided, and before doubts are reported. One
that no longer fits the original is a problem at its own place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from briefing.codes import report
from briefing.ingest.anchors import Letters
from briefing.ingest.draft import Draft, Part, Range
from briefing.ingest.notes.labelling import labelled
from briefing.model import Correction, Metadatum

WRITTEN = frozenset({"text", "paragraph"})
TAKEN_BACK = frozenset({"heading", "paragraph", "note", "caption"})
"""What may be said of a piece that was dropped."""


def replay(draft: Draft) -> None:
    """Replays the draft's corrections in their order."""
    for one in draft.corrections:
        wrong = FACTS[one.action](draft, one) if one.action in FACTS else _structure(draft, one)
        if wrong:
            draft.problems.append(
                report("E138", one.place, f"The correction `{one.action}` no longer fits the original: {wrong}.",
                       expected="words that stand in it once, or once on the line or page named", found=one.words)
            )  # fmt: skip


# --- what the parts are ---


def _structure(draft: Draft, one: Correction) -> str:
    """Does a correction to the parts; what is wrong with it, or nothing."""
    if one.action == "keep":
        _open(draft)
    places, wrong = _places(draft, one)
    if wrong:
        return wrong
    for start, end in places:
        i = _part_at(draft, start)
        if i is None:
            return "its words stand in no part of the text"
        part = draft.parts[i]
        if wrong := ACTIONS[one.action](draft, i, (start, end), one):
            return wrong
        if part.role in ("metadata", "title"):  # which it is no longer
            line = draft.line(part.start)
            draft.metadata = [m for m in draft.metadata if m.line != line or not m.origin.startswith("text")]
    return ""


def _places(draft: Draft, one: Correction) -> tuple[list[Range], str]:
    """Where a correction's words stand; or the parts of its page, or the part of its line."""
    if one.words:  # a note's printed number belongs to it
        labels = dict(draft.labels)
        found = [(labels.get(start, start), end) for start, end in Letters(draft).find(one.words)]
    else:
        found = [(part.start, part.end) for part in draft.parts if part.end > part.start]
    holder = draft.holders()
    if one.page:
        found = [r for r in found if (i := holder(r[0])) is not None and draft.parts[i].page == one.page]
    if one.line:
        found = [r for r in found if draft.line(r[0]) <= one.line <= draft.line(r[1] - 1)]
    if one.words:  # what was dropped may be called a note or a heading, too, where its words stand nowhere else
        dropped = {i for i, part in enumerate(draft.parts) if part.role == "dropped" and one.rule in ("", part.rule)}
        fitting = [r for r in found if (holder(r[0]) in dropped) == (one.action == "keep")]
        found = fitting or (found if one.action in TAKEN_BACK else [])
    if not found:
        return [], "nothing of the kind stands there"
    if one.words and len(found) > 1:
        lines = ", ".join(str(draft.line(start)) for start, _ in found[:5])
        return [], f"its words stand in {len(found)} places (lines {lines}); name more of them, or the line"
    return found, ""


def _part_at(draft: Draft, offset: int) -> int | None:
    """The part that holds an offset."""
    return next((i for i, part in enumerate(draft.parts) if any(a <= offset < b for a, b in part.ranges)), None)


def _open(draft: Draft) -> None:
    """Makes parts of what the reader dropped, line for line, so that words in it can be found and kept."""
    taken = sorted(range_ for part in draft.parts for range_ in part.ranges)
    fresh: list[Part] = []
    kept = []
    for drop in draft.drops:
        start, end = draft.plain.forth(drop.start), draft.plain.forth(drop.end)
        at = bisect_right(taken, (start, 1 << 60)) - 1
        if not draft.text[start:end].strip() or (at >= 0 and taken[at][1] > start):
            kept.append(drop)  # white space, or a piece within a part
            continue
        line = start
        for text in draft.text[start:end].split("\n"):
            if text.strip():
                made = Part(((line, line + len(text)),), "", role="dropped", rule=drop.rule, block=_block(draft, line))
                fresh.append(replace(made, text=draft.render(made)))
            line += len(text) + 1
    if fresh:
        draft.drops = kept
        draft.parts = sorted([*draft.parts, *fresh], key=lambda part: part.start)


def _block(draft: Draft, offset: int) -> int:
    """The last block of the extract before an offset."""
    starts = [block.start for block in draft.extract.blocks]
    return max(0, bisect_right(starts, draft.plain.back(offset)) - 1)


def _set(draft: Draft, i: int, part: Part) -> str:
    draft.parts[i] = replace(part, text=draft.render(part))
    draft.settled.append((part.start, part.end))
    return ""


def _split(draft: Draft, i: int, at: Range, one: Correction) -> str:
    part, (start, _) = draft.parts[i], at
    low = next(low for low, high in part.ranges if low <= start < high)
    while start > low and not draft.text[start - 1].isspace():
        start -= 1  # what opens the words, as a quotation mark, goes with them
    before = tuple((a, min(b, start)) for a, b in part.ranges if a < start)
    after = tuple((max(a, start), b) for a, b in part.ranges if b > start)
    if not "".join(draft.text[a:b] for a, b in before).strip():
        return "the paragraph begins there already"
    k = len(before)
    first = replace(part, ranges=before, joined=part.seams[: k - 1])
    second = replace(part, ranges=after, joined=part.seams[len(part.ranges) - len(after) :])
    draft.parts[i : i + 1] = [replace(p, text=draft.render(p)) for p in (first, second)]
    draft.settled += [(first.start, first.end), (second.start, second.end)]
    return ""


def _join(draft: Draft, i: int, at: Range, one: Correction) -> str:
    second = draft.parts[i]
    j = next((j for j in range(i - 1, -1, -1) if draft.parts[j].role in WRITTEN), None)
    if j is None or second.role not in WRITTEN:
        return "there is no paragraph before it that it could go on"
    first = draft.parts[j]
    del draft.parts[i]
    return _set(draft, j, first.followed(second))


def _heading(draft: Draft, i: int, at: Range, one: Correction) -> str:
    return _set(draft, i, replace(draft.parts[i], role="heading", level=one.level or draft.parts[i].level))


def _paragraph(draft: Draft, i: int, at: Range, one: Correction) -> str:
    part = draft.parts[i]
    if one.action == "no-note" and part.role != "note":
        return "no note stands there"
    if part.role == "note":
        label = next((r for r in draft.labels if r[1] == part.start), None)
        if label is not None:
            draft.labels.remove(label)
            part = replace(part, ranges=((label[0], part.ranges[0][1]), *part.ranges[1:]), label="")
    kind = "paragraph" if part.kind in ("note", "foot", "caption", "heading", "title") else part.kind
    return _set(draft, i, replace(part, role="paragraph", kind=kind, rule=""))


def _note(draft: Draft, i: int, at: Range, one: Correction) -> str:
    part = labelled(draft, draft.parts[i])
    return _set(draft, i, replace(part, role="note", kind="note", label=one.number or part.label))


def _no_marker(draft: Draft, i: int, at: Range, one: Correction) -> str:
    draft.silent.append((at, one))
    return ""


ACTIONS: dict[str, Callable[[Draft, int, Range, Correction], str]] = {
    "split": _split,
    "join": _join,
    "heading": _heading,
    "paragraph": _paragraph,
    "note": _note,
    "no-note": _paragraph,
    "caption": lambda draft, i, at, one: _set(draft, i, draft.parts[i].meta("caption")),
    "furniture": lambda draft, i, at, one: _set(draft, i, draft.parts[i].drop("furniture")),
    "keep": _paragraph,
    "no-marker": _no_marker,
}


# --- what the document says of itself, and where a note is called ---


def _marker(draft: Draft, one: Correction) -> str:
    places, wrong = _places(draft, one)
    if wrong:
        return wrong
    draft.called.append((places[0][1], one))
    return ""


def _fact(draft: Draft, one: Correction) -> str:
    """Title, byline or date as printed."""
    letters = Letters(draft)
    for value in one.value if one.action != "date" else ():
        known = any(" ".join(value.split()).casefold() == m.value.casefold() for m in draft.extract.metadata)
        if not known and not letters.find(value):
            return f"“{value}” is printed nowhere in it"
    fields = ("date", "updated") if one.action == "date" else (one.action,)
    draft.metadata = [m for m in draft.metadata if m.field not in fields]
    draft.metadata[:0] = [Metadatum(one.action, value, "correction", one.line) for value in one.value]
    draft.corrected.add(one.action)
    for i, part in enumerate(draft.parts):
        if one.action == "title" and part.role != "dropped" and letters.holds(one.value[0], part.start, part.end):
            draft.parts[i] = replace(part, role="title")
            break
    return ""


FACTS: dict[str, Callable[[Draft, Correction], str]] = {
    "marker": _marker, "title": _fact, "byline": _fact, "date": _fact,
}  # fmt: skip
