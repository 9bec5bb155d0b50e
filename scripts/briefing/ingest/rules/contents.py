"""Tables of contents."""

from __future__ import annotations

import re

from briefing.ingest.draft import Draft
from briefing.ingest.rules.rule import Rule, droppable
from briefing.ingest.words import words

ENTRY = re.compile(r".{2,120}?(?:\s*\.(?:\s?\.){2,}\s*|\s*…+\s*|\s{3,}|\t+)\s*(?:\d{1,4}|[ivxl]{1,5})")
DOTS = re.compile(r"(?:\s?[.…]){3,}")
HEAD = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|содержание|оглавление", re.I
)
NAME = "table-of-contents"


def _apply(draft: Draft) -> None:
    hits = [
        i
        for i, part in enumerate(draft.parts)
        if droppable(part)
        and words(DOTS.sub(" ", part.text)) <= 25
        and ENTRY.fullmatch(draft.text[part.start : part.end].strip())
    ]
    heads = [i for i, part in enumerate(draft.parts) if droppable(part) and HEAD.fullmatch(part.text.strip(" :"))]
    for i in hits:
        near = any(abs(i - j) <= 2 for j in hits if j != i) or any(0 < i - j <= 2 for j in heads)
        if near or re.search(r"\.\s?\.\s?\.\s?\.", draft.parts[i].text):
            draft.parts[i] = draft.parts[i].drop(NAME)
    for j in heads:
        if j + 1 < len(draft.parts) and draft.parts[j + 1].rule == NAME:
            draft.parts[j] = draft.parts[j].drop(NAME)


RULE = Rule(NAME, "Drops tables of contents.", _apply)
