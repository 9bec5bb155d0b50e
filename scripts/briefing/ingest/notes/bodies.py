"""Finds the notes themselves: at the foot of pages, after the text, under a heading, with or without their labels."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest.draft import Draft, Part
from briefing.ingest.notes.feet import feet
from briefing.ingest.notes.labelling import labelled
from briefing.ingest.notes.references import URL, URL_ONLY
from briefing.ingest.notes.regions import regions
from briefing.ingest.rules.rule import Rule
from briefing.ingest.words import begins_small, cut_off, ends, words


def _apply(draft: Draft) -> None:
    for i, part in enumerate(draft.parts):
        if part.role == "note" or part.kind == "foot":
            draft.parts[i] = labelled(draft, replace(part, role="note"))
    regions(draft)
    _symbols(draft)
    feet(draft)
    _continue(draft)


def _symbols(draft: Draft) -> None:
    """`* The author …`: a line that begins with a symbol which also stands after a word further up."""
    first: dict[str, int] = {}
    for i, part in enumerate(draft.parts):
        match = re.match(r"([*†‡§]{1,3})\s?(?=[^\s*†‡§])", part.text)
        if part.role == "text" and match is not None and first.get(match[1], i) < i:
            draft.parts[i] = labelled(draft, replace(part, role="note"))
        if part.role != "note":
            for mark in re.finditer(r"(?<=[^\s*†‡§])([*†‡§]{1,3})(?![*†‡§\w])", part.text):
                first.setdefault(mark[1], i)


def _continue(draft: Draft) -> None:
    """Joins what goes on with a note: an address on a line of its own, a label on a line of its own, a wrapped rest."""
    parts = draft.parts
    out: list[Part] = []
    suspended = False
    for part in parts:
        before = out[-1] if out else None
        if part.role == "text":
            resumed = suspended and begins_small(part.text) and bool(URL.search(before.text[-60:] if before else ""))
            suspended = words(part.text) > 12 and cut_off(part.text)
        else:
            resumed = False
        if before is not None and before.role == "note" and not resumed and _is_continuation(before, part):
            joined = replace(
                before,
                ranges=(*before.ranges, *part.ranges),
                joined=(*before.joined, " ", *part.joined),
            )
            out[-1] = replace(joined, text=draft.render(joined))
        else:
            out.append(part)
    draft.parts = out


def _is_continuation(before: Part, part: Part) -> bool:
    if part.role == "note":
        return not part.label and not part.id and bool(URL_ONLY.fullmatch(part.text)) and not URL.search(before.text)
    if part.role != "text":
        return False
    if URL_ONLY.fullmatch(part.text):
        return not URL.search(before.text) or not ends(before.text)
    return part.block == before.block and begins_small(part.text) and not ends(before.text) and words(part.text) < 30


RULE = Rule("notes", "Takes the notes out of the text, from the foot of pages or its end.", _apply)
