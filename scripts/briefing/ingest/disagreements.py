"""Where what a copy prints and what its file says of itself differ."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date

from briefing.ingest.correcting import correction
from briefing.ingest.draft import Draft
from briefing.ingest.names import is_name
from briefing.model import Metadatum

DAYS = 2
"""Days by which a server's date may differ from the printed one: midnight falls elsewhere at another time."""


def report_disagreements(draft: Draft) -> None:
    """Reports (E232) names and dates that stand in the text with other ones in the file's metadata."""
    for field, shown in (("byline", "author"), ("date", "date")):
        printed = [m for m in draft.metadata if m.field == field and m.origin.startswith("text")]
        held = [m for m in draft.extract.metadata if m.field == field]
        if not printed or not held:
            continue
        if field == "byline":
            differ = _names_differ((m.value for m in printed), (m.value for m in held))
        else:
            late = [m for m in draft.metadata if m.field == "updated"]
            differ = _dates_differ([*printed, *late], held)
        if differ:
            said, found = "; ".join(m.value for m in printed), "; ".join(dict.fromkeys(m.value for m in held))
            first = next((p.start for p in draft.parts if p.rule == field), 0)
            message = f"The text prints the {shown} {said}; the file's metadata ({held[0].origin}) say {found}."
            draft.doubt("E232", first, message, correction(field, said), expected=said, found=found)


def _names_differ(printed: Iterable[str], held: Iterable[str]) -> bool:
    """Whether no name of one side shares its last word with one of the other; what is no person's name says nothing."""
    people = [name for name in held if is_name(name)]
    ours = {_key(word) for name in printed for word in name.split()}
    return bool(people) and not any(_key(name.split()[-1]) in ours for name in people)


def _dates_differ(printed: list[Metadatum], held: list[Metadatum]) -> bool:
    """Whether no date of one side is, or holds, one of the other."""
    return not any(_same(a.value, b.value) for a in printed for b in held)


def _same(first: str, second: str) -> bool:
    if first.startswith(second) or second.startswith(first):
        return True
    try:
        return abs((date.fromisoformat(first[:10]) - date.fromisoformat(second[:10])).days) <= DAYS
    except ValueError:
        return not (first[:4].isdigit() and second[:4].isdigit())


def _key(word: str) -> str:
    """A word without case and marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if c.isalpha())
