"""The label that a note prints: told from the note, and split off it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from briefing.ingest.dates import find_dates
from briefing.ingest.draft import Draft, Part
from briefing.ingest.imprint import AROUND_DATE
from briefing.ingest.notes.labels import LABEL
from briefing.ingest.notes.markers import marked

WORDED = re.compile(r"\[[^\W\d_]")
"""A bracket that opens before a word, as in `[Note 3: …]`."""


def calls_of(draft: Draft) -> dict[str, set[str]]:
    """What the calls print that the reader found, by the id of their note."""
    found: dict[str, set[str]] = {}
    for span in draft.spans:
        if span.kind == "ref":
            found.setdefault(span.value, set()).add(marked(draft, span.start, span.end))
    return found


def labelled(draft: Draft, part: Part, called: Collection[str] = ()) -> Part:
    """A note with its printed label, if any, split off; a number is none where its calls print another."""
    match = LABEL.match(part.text)
    if match is None:
        return part
    label = next(v for k, v in match.groupdict().items() if v is not None and k != "after")
    if called and all(map(str.isdecimal, (label, *called))) and label not in called:
        return part  # `44 U.S.C. § 3501`, which the text calls as its note 7
    return replace(without(draft, _unbracketed(draft, part), match.end()), label=label.strip("{}() "))


def _unbracketed(draft: Draft, part: Part) -> Part:
    """A note that stands in brackets as a whole, `[Note 3: …]`, without the one that closes it."""
    start, end = part.ranges[-1]
    inside = part.text.strip()[1:-1]
    stands = part.text.startswith("[") and part.text.endswith("]") and draft.text[end - 1 : end] == "]"
    if not stands or WORDED.match(part.text) is None or inside.count("[") != inside.count("]"):
        return part
    draft.labels.append((end - 1, end))
    made = replace(part, ranges=(*part.ranges[:-1], (start, end - 1)))
    return replace(made, text=draft.render(made))


def without(draft: Draft, part: Part, size: int) -> Part:
    """A part without its first characters, counted in its plain text."""
    start, end = part.ranges[0]
    wanted = "".join(part.text[:size].split())
    at = start
    seen = 0
    edits = {e.start: e for e in draft.within(start, end) if e.end > e.start}
    while at < end and seen < len(wanted):
        if at in edits and not edits[at].plain:
            at = edits[at].end
            continue
        seen += not draft.text[at].isspace()
        at += 1
    left = (((at, end),) if at < end else ()) + part.ranges[1:]
    if not left:
        return part
    draft.labels.append((start, at))
    made = replace(part, ranges=left)
    return replace(made, text=draft.render(made))


def label_of(part: Part, draft: Draft | None = None) -> tuple[str, str]:
    """A part's possible label and its form (`raised`, `bracket`, `plain`, …); empty where it has none."""
    match = LABEL.match(part.text)
    if match is None or (match["plain"] and _is_date(part.text)):
        return "", ""
    groups = match.groupdict()
    form = next(k for k, v in groups.items() if v is not None and k != "after")
    if (
        form == "plain"
        and groups["after"] == ""
        and match.group().rstrip() == groups["plain"]
        and not match.group().endswith(" ")
    ):
        form = "glued"
    label = groups[form if form != "glued" else "plain"]
    if form == "slash":
        form = "bracket"  # `1/` weighs what `[1]` does
    if draft is not None and form in ("plain", "glued", "alone", "symbol") and _is_raised(draft, part):
        form = "raised"
    return label, form


def _is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    left = text
    for found in reversed(tuple(find_dates(text[:60]))):
        left = left[: found.start] + left[found.end :]
    return left != text and bool(AROUND_DATE.fullmatch(left))


def _is_raised(draft: Draft, part: Part) -> bool:
    """Whether a part begins with small raised type."""
    at = part.start
    while at < part.end:
        hidden = next((e for e in draft.within(at, at + 1) if e.start == at and e.end > at and not e.plain), None)
        if hidden is not None:
            at = hidden.end
        elif draft.text[at].isspace():
            at += 1
        else:
            break
    return at in draft.raised
