"""Large initials that copying parted from their words: `W hen the archive` is `When the archive`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from briefing.ingest.draft import Draft, Edit
from briefing.ingest.words import words

INITIAL = re.compile(r"[\"“‘«„*_]{0,3}(?P<letter>[^\W\d_])(?P<gap>[ \t]*\n?[ \t]*)(?P<rest>[^\W\d_]{1,})(?=[\s,;:’'-])")
LETTERS = re.compile(r"[^\W\d_]+")


def join_initials(draft: Draft) -> None:
    """Puts a large initial back to its word."""
    known: Counter[str] | None = None
    edits, changed = [], []
    for i, part in enumerate(draft.parts):
        match = INITIAL.match(draft.text, part.start, part.end) if part.open and words(part.text) > 12 else None
        if match is None or not match["gap"] or not match["letter"].isupper():
            continue
        if known is None:
            known = Counter(word.lower() for word in LETTERS.findall(draft.text))
        rest, whole = match["rest"], (match["letter"] + match["rest"]).lower()
        capitals = rest.isupper() and len(rest) > 1
        if (not rest[0].islower() and not capitals) or not _is_parted(match["letter"], rest.lower(), whole, known):
            continue
        edits.append(Edit(match.start("gap"), match.end("gap"), "", ""))
        changed.append(i)
    draft.edit(edits)
    for i in changed:
        draft.parts[i] = replace(draft.parts[i], text=draft.render(draft.parts[i]))


def _is_parted(letter: str, rest: str, whole: str, known: Counter[str]) -> bool:
    """Whether letter and rest are one word: the rest is none of its own here, or the letter can't be one."""
    alone = letter.lower() in "aioyeuàöåвсокуия" or known[letter.lower()] > 1
    return known[whole] > 0 and known[rest] <= 1 if alone else known[rest] <= 1 or known[whole] > 0
