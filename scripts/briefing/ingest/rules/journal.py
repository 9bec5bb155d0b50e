# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Lines that journals and their servers print around a text: citation, DOI, ISSN, dates of receipt, `Downloaded from`."""

from __future__ import annotations

import re

from briefing.ingest.draft import Draft
from briefing.ingest.rules.rule import Rule, droppable
from briefing.ingest.words import prose, words

NAME = "journal-line"
_DOI = r"(?:doi\s*:?\s*)?(?:https?://)?(?:dx\.)?(?:doi\.org/|doi\s*:\s*)?10\.\d{4,6}/\S+"
EVERYWHERE = re.compile(
    r"downloaded (?:from|by|on|at) .{3,200}|(?:this )?(?:content|article) (?:was )?downloaded .{3,200}|view publication stats"
    r"|see discussions,? stats,? and author profiles .{0,200}|(?:received|accepted|revised|submitted)\b[: ].{0,24}(?:19|20)\d\d\b(?:[;,.]?\s*(?:and\s)?(?:(?:in\s)?revised(?: form)?|accepted|published|available|online|received)\b.{0,60})*\W*"
    r"|\W{0,3}(?:corresponding author|correspondence)(?: to| address)?\s*[:–-].{0,200}|(?:(?:print|online)? ?e?-?issn|isbn)\b.{4,80}"
    r"|(?:cite this (?:article|paper)|how to cite|to cite this .{3,30}|suggested citation|recommended citation)\s*:?.{0,300}",
    re.I,
)
BEFORE = re.compile(
    rf".{{3,90}}?[,.]?\s\(?(?:19|20)\d\d\)?\s?[,;:]\s?(?:vol\.?\s?)?\d{{1,4}}\s?(?:\(\d{{1,4}}(?:[–-]\d{{1,3}})?\))?\s?[,:]\s?(?:pp?\.?\s?)?e?\d{{1,6}}(?:\s?[–-]\s?\d{{1,6}})?\.?(?:\s+{_DOI})?"
    rf"|.{{3,90}}?\b(?:volume|vol\.?) \d{{1,4}}\W.{{0,40}}\b(?:issue|number|no\.?) \d{{1,4}}\b.{{0,60}}|{_DOI}|(?:open access|(?:original )?(?:research )?article info\w*)",
    re.I,
)
"""Told only before the text: among notes the same is a reference."""


def _apply(draft: Draft) -> None:
    body = False
    for i, part in enumerate(draft.parts):
        if not droppable(part) or words(part.text) > 45:
            body = body or (part.role == "text" and prose(part.text))
            continue
        text = part.text.strip(" *_#>|·•")
        if EVERYWHERE.fullmatch(text) or (not body and words(text) <= 24 and BEFORE.fullmatch(text)):
            draft.parts[i] = part.drop(NAME)
        elif prose(part.text) and words(part.text) > 20:
            body = True


RULE = Rule(NAME, "Drops lines that journals and their servers print around a text.", _apply)
