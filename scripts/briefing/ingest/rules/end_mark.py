"""Marks of a text's end."""

import re
from dataclasses import replace

from briefing.ingest.draft import Draft, Edit

SIGN = re.compile(r"\s*[■▪●◆◼□♦∎◾⬛◊]\s*$")


def drop_end_marks(draft: Draft) -> None:
    """Drops the sign of a text's end behind its last word."""
    for i, part in enumerate(draft.parts):
        first = max(part.start, part.end - 20)
        found = SIGN.search(draft.text[first : part.end]) if part.open else None
        if found is not None and first + found.start() > part.start:
            draft.edit([Edit(first + found.start(), first + found.end(), "", "", "end-mark")])
            draft.parts[i] = replace(part, text=draft.render(part))
