"""Marks of a text's end."""

import re
from dataclasses import replace

from briefing.ingest.draft import Draft, Edit
from briefing.ingest.rules.rule import Rule

SIGN = re.compile(r"\s*[■▪●◆◼□♦∎◾⬛◊]\s*$")
NAME = "end-mark"


def _apply(draft: Draft) -> None:
    for i, part in enumerate(draft.parts):
        first = max(part.start, part.end - 20)
        found = SIGN.search(draft.text[first : part.end]) if part.open else None
        if found is not None and first + found.start() > part.start:
            draft.edit([Edit(first + found.start(), first + found.end(), "", "", NAME)])
            draft.parts[i] = replace(part, text=draft.render(part))


RULE = Rule(NAME, "Drops the sign of a text's end behind its last word.", _apply)
