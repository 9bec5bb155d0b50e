# ruff: noqa: E501 - patterns read best on one line
"""For which numbers the text has a marker."""

from __future__ import annotations

import re
from itertools import islice

from briefing.ingest.draft import Draft, Part
from briefing.ingest.notes.labels import split_figures, value_of

RAISED = re.compile(r"(?![a-zA-Z])(?:([⁰¹²³⁴-⁹]{1,3})(?![⁰¹²³⁴-⁹⁻])|\[(\d{1,3})\](?![(:])|(?<=\S )(\d{1,3})/(?=\s|$))")

LOOSE = re.compile(
    r"(?![a-zA-Z])(?:(?<=[^\W\d_][.,;:!?…\"”’»)])[\"”’»)]?(\d{1,3})(?=\s|$)|(?<=[^\W\d_][.!?…\"”’»)])[\"”’»)]?\s(\d{1,3})(?=\s+[A-ZÀ-ÞА-Я“\"]|\s*$))"
)
"""A figure glued to a stop, or behind a sentence's end: a raised one that is no more, or the number of what follows."""


def plausible(draft: Draft) -> set[int]:
    """Numbers that stand somewhere in the text in a form that only markers have."""
    found: set[int] = set()
    mark = re.compile(
        r"(?![a-zA-Z])(?:\[\^?(\d{1,3})\]|([⁰¹²³⁴-⁹₀-₉]+)|\^\{?\(?(\d{1,3})|(?<=[^\W\d_][.,;:!?\"”’)»])[\"”’)]?(\d{1,3})(?=[\s\"”’)]|$)|(?<=[^\W\d_]{3})(\d{1,2})(?=[\s.,;:)\"”]|$)"
        r"|(?<=[\w.,\"”])\s?\((\d{1,3})\)|(?<=(?:19|20)\d\d[,;])(\d{1,3})(?=[\s,–-])|(?<=(?:19|20)\d\d\.)(\d{1,2})(?=\s+[A-ZÀ-ÞА-Я“\"]|$)|(?<=\d0s)(\d{1,3})(?=[\s.,;])|(?<=[^\W\d_]\.)(\d{1,3})(?=[–-]\d)|(?<=[^\W\d_][.!?”\"]) (\d{1,3})(?=\s*$)|(?<=[。，！？”》])(\d{1,3})(?![\d年月日])|(?<=\S )(\d{1,3})/(?=\s|$))"
    )
    for part in draft.parts:
        if part.open:
            for match in islice(mark.finditer(part.text), 2000):
                value = value_of(next(g for g in match.groups() if g))
                found.add(value)
                found.update(*split_figures(str(value)))
    for span in draft.spans:
        if span.kind in ("raised", "ref"):
            found.add(value_of(draft.text[span.start : span.end].strip("[]() ")))
    return found


def raised_in(draft: Draft, part: Part) -> list[int]:
    """Numbers of the markers in a part that are raised figures or stand in brackets, in order."""
    found = [(m.start(), value_of(m[m.lastindex or 0])) for m in RAISED.finditer(draft.text, part.start, part.end)]
    for span in draft.spans_in(part.start, part.end):
        if span.kind in ("raised", "ref"):
            found.append((span.start, value_of(draft.text[span.start : span.end].strip("\\[]() "))))
    return [value for _, value in sorted(found) if value]


def loose_in(draft: Draft, part: Part) -> list[int]:
    """Numbers that stand plain behind the stops of a part, in order."""
    return [int(match[match.lastindex or 0]) for match in LOOSE.finditer(part.text)]
