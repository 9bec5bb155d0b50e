"""Page numbers on lines of their own."""

from __future__ import annotations

import re

from briefing.ingest.draft import Draft
from briefing.ingest.layout import PAGE
from briefing.ingest.rules.rule import Rule, droppable
from briefing.ingest.words import cut_off, words

PRINTED = frozenset(("text", "paragraph", "heading", "title", "metadata"))
ALONE = re.compile(r"\d{1,4}|[ivxlc]{1,6}", re.I)


def _apply(draft: Draft) -> None:
    alone: list[int] = []
    for i, part in enumerate(draft.parts):
        if not droppable(part) or words(part.text) > 5:
            continue
        if PAGE.fullmatch(part.text.strip()):
            draft.parts[i] = part.drop(NAME)
        elif ALONE.fullmatch(part.text.strip()):
            alone.append(i)
    for i in _rising(draft, alone):
        draft.parts[i] = draft.parts[i].drop(NAME)


def _rising(draft: Draft, alone: list[int]) -> list[int]:
    """Bare numbers that can only be pages: on a page's edge, within a cut sentence, or rising with text between."""
    parts = draft.parts
    found = []
    for k, i in enumerate(alone):
        number = parts[i].text.strip()
        edge = (i > 0 and parts[i - 1].page != parts[i].page) or (
            i + 1 < len(parts) and parts[i + 1].page != parts[i].page
        )
        before = draft.near(i, -1, PRINTED)
        inside = i < len(parts) - 1 and before is not None and words(before.text) > 8 and cut_off(before.text)
        series = number.isdigit() and any(
            parts[j].text.strip().isdigit()
            and (int(parts[j].text) - int(number)) * (j - i) > 0
            and abs(int(parts[j].text) - int(number)) <= 2
            and abs(j - i) > 3
            for j in alone[max(0, k - 2) : k + 3]
            if j != i
        )
        last = i == len(parts) - 1
        if edge or inside or series or (last and number.isdigit()):
            found.append(i)
    return found


NAME = "page-numbers"
RULE = Rule(NAME, "Drops page numbers that stand on lines of their own.", _apply)
