"""What a rule is, and the commonest kind: lines that say by themselves what they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from briefing.ingest.draft import Draft, Part
from briefing.ingest.words import ends, prose, words


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    name: str
    """Stands in `dropped`."""
    purpose: str
    apply: Callable[[Draft], None]


LONGEST = 1500
"""Characters of a line that may say by itself what it is: patterns see no more at once."""


def lines(name: str, purpose: str, *patterns: str, most: int = 40, meta: str = "") -> Rule:
    """A rule that drops (or keeps as metadata `meta`) each part which one of the patterns matches as a whole.

    Patterns ignore case; parts of more than `most` words, headings marked as such, notes and quotes are left alone.
    """
    pattern = re.compile("|".join(f"(?:{p})" for p in patterns), re.I)

    def apply(draft: Draft) -> None:
        listed = _listed(draft.parts)
        for i, part in enumerate(draft.parts):
            if (
                droppable(part)
                and words(part.text) <= most
                and len(part.text) <= LONGEST
                and pattern.fullmatch(part.text.strip(" *_#>|·•"))
                and i not in listed
            ):
                draft.parts[i] = part.meta(meta) if meta else part.drop(name)
                if meta:
                    draft.note_down(meta, part.text, part)

    return Rule(name, purpose, apply)


def _listed(parts: list[Part]) -> set[int]:
    """Items of the text's own lists: those that a sentence leads up to, or that stand with sentences."""
    found: set[int] = set()
    for item, run in groupby(range(len(parts)), key=lambda i: parts[i].kind == "item"):
        of = list(run) if item else []
        before = parts[of[0] - 1].text.rstrip() if of and of[0] else ""
        if (before.endswith(":") and words(before) > 4) or any(
            words(parts[i].text) > 8 and (ends(parts[i].text) or prose(parts[i].text)) for i in of
        ):
            found.update(of)
    return found


def droppable(part: Part) -> bool:
    """Whether a rule about lines may look at a part: undecided, or a heading that only the reader called one."""
    return (part.role == "text" or part.role == "heading") and part.kind not in ("quote", "note", "table", "title")
