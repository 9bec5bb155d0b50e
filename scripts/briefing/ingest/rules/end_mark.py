"""Marks of a text's end."""

import re
from dataclasses import replace

from briefing.ingest.draft import Draft, Edit
from briefing.ingest.rules.rule import Rule, lines

SIGN = re.compile(r"\s*[■▪●◆◼□♦∎◾⬛◊]\s*$")
_LINES = lines(
    "end-mark",
    "Drops marks of a text's end.",
    r"\W*(?:ends?|the end|-?30-?|fin|ende|конец|eom|end of (?:article|story|document|text|report))\W*",
    r"[■▪●◆◼□#\s]{1,8}",
    most=5,
)


def _apply(draft: Draft) -> None:
    _LINES.apply(draft)
    for i, part in enumerate(draft.parts):
        first = max(part.start, part.end - 20)
        found = SIGN.search(draft.text[first : part.end]) if part.open else None
        if found is not None and first + found.start() > part.start:
            draft.edit([Edit(first + found.start(), first + found.end(), "", "", _LINES.name)])
            draft.parts[i] = replace(part, text=draft.render(part))


RULE = Rule(_LINES.name, _LINES.purpose, _apply)
