# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Notes under a heading of their own, such as `Notes` or `References`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from briefing.ingest.authors import HEAD as AUTHOR_HEAD
from briefing.ingest.authors import is_bio
from briefing.ingest.draft import Draft, Part
from briefing.ingest.notes.labelling import label_of, labelled
from briefing.ingest.notes.labels import value_of
from briefing.ingest.notes.places import MARK
from briefing.ingest.notes.references import URL_ONLY, likeness
from briefing.ingest.rules.comments import HEAD as COMMENT_HEAD
from briefing.ingest.rules.teasers import HEAD as TEASER_HEAD
from briefing.ingest.words import begins_small, ends, words

HEAD = re.compile(
    r"(?:\d+\.?\s*)?(?:(?:end|foot)[ -]?notes?|notes?(?: (?:and|&) (?:references|sources))?|references?(?: (?:and|&) notes)?|sources?|citations?|"
    r"bibliography|works cited|literature(?: cited)?|anmerkungen|fußnoten|endnoten|quellen|notes de bas de page|références|notas|"
    r"referencias|fuentes|note|примечания|сноски|источники|ссылки|литература|الهوامش|المراجع|پانوشت(?:‌?ها)?|پی‌?نوشت(?:‌?ها)?|منابع)\s*:?",
    re.I,
)
TAILS = (TEASER_HEAD, COMMENT_HEAD, AUTHOR_HEAD)
"""Heads of what may stand below the notes."""
MOST_HEADS = 12
"""Headings such as `Notes` that are looked at, from the end."""


def regions(draft: Draft) -> None:
    """Everything under a heading such as `Notes`, as far as it reads as notes."""
    parts = draft.parts
    heads = [i for i, p in enumerate(parts) if p.role in ("text", "heading") and HEAD.fullmatch(p.text.strip(" *_#"))]
    for i in heads[-MOST_HEADS:]:
        part = parts[i]
        body = [j for j in range(i + 1, len(parts)) if parts[j].role in ("text", "note", "heading")]
        if not body:
            continue
        first = body[0]
        numbered = bool(value_of(label_of(parts[first], draft)[0])) or parts[first].role == "note"
        stop = _region_end(draft, body, numbered)
        region = [j for j in body if j < stop]
        like = sum(likeness(parts[j].text) >= 1.5 or bool(URL_ONLY.fullmatch(parts[j].text)) for j in region)
        if not region or not (numbered or (like >= 0.4 * len(region) and _called(draft, i))):
            continue
        if not numbered and _alphabetical([parts[j].text for j in region]):
            continue
        parts[i] = part.drop("notes-heading")
        for j in range(i + 1, stop):
            if parts[j].role == "text":
                parts[j] = labelled(draft, replace(parts[j], role="note"))


def _alphabetical(texts: list[str]) -> bool:
    """Whether a list is in the order of its authors' names: works that nothing calls by a number."""
    names = [text.lstrip(' "“‘*_—–-').casefold()[:4] for text in texts]
    return len(names) >= 4 and sum(a <= b for a, b in pairwise(names)) >= 0.9 * (len(names) - 1)


def _called(draft: Draft, before: int) -> bool:
    """Whether anything before a list without labels looks like a marker."""
    raised = any(span.kind in ("raised", "ref") for span in draft.spans)
    return raised or any(MARK.search(p.text) for p in draft.parts[:before] if p.open)


def _region_end(draft: Draft, body: list[int], labelled: bool) -> int:
    """Index past the last note of a region: it ends at a heading, at a note on the author, at prose that is no note."""
    parts = draft.parts
    last, expected = body[0] - 1, 0
    for j in body:
        part = parts[j]
        value = value_of(label_of(part, draft)[0])
        if part.role == "heading" or (
            not value and (is_bio(part.text) or any(tail.fullmatch(part.text.strip(" *_#:")) for tail in TAILS))
        ):
            break
        if part.role != "note" and value != expected + 1:
            if labelled and not value and not _goes_on(parts[j - 1], part):
                break
            if not labelled and words(part.text) > 45 and likeness(part.text) < 1.5:
                break
        expected = value or expected
        last = j
    return last + 1


def _goes_on(before: Part, part: Part) -> bool:
    """Whether an unlabelled part goes on with the note before it."""
    if URL_ONLY.fullmatch(part.text) or begins_small(part.text):
        return True
    return (not ends(before.text) and words(part.text) < 40) or likeness(part.text) >= 2
