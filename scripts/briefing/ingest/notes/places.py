# ruff: noqa: E501 - patterns read best on one line
"""Where notes may stand: between the halves of a cut sentence, and for which numbers the text has a marker."""

from __future__ import annotations

import re
from itertools import islice

from briefing.ingest.draft import Draft, Part
from briefing.ingest.imprint import is_imprint
from briefing.ingest.notes.labelling import label_of
from briefing.ingest.notes.labels import split_figures, value_of
from briefing.ingest.notes.references import URL_ONLY, likeness
from briefing.ingest.words import begins_small, cut_off, prose, words

RAISED = re.compile(r"([⁰¹²³⁴-⁹]{1,3})(?![⁰¹²³⁴-⁹⁻])|\[(\d{1,3})\](?![(:])")


def is_body(part: Part) -> bool:
    """Whether a part is surely running text rather than a note."""
    return words(part.text) > 25 and prose(part.text) and not label_of(part)[0] and likeness(part.text) < 2.5


def between_cuts(parts: list[Part]) -> set[int]:
    """Parts that stand between the two halves of a cut sentence: what stands there is a note, or chrome."""
    inside: set[int] = set()
    i = 0
    while i < len(parts):
        if (
            parts[i].role == "text"
            and words(parts[i].text) >= 6
            and not is_imprint(parts[i].text)
            and prose(parts[i].text + " .")
            and (cut_off(parts[i].text) or (parts[i].text.endswith(";") and parts[i].kind != "item"))
        ):
            for j in range(i + 1, min(i + 30, len(parts))):
                part = parts[j]
                if (
                    part.role == "text"
                    and begins_small(part.text)
                    and words(part.text) >= 2
                    and part.kind != "item"
                    and not URL_ONLY.fullmatch(part.text)
                ):
                    inside.update(k for k in range(i + 1, j) if parts[k].role == "text")
                    break
                if part.role == "heading" or (part.role == "text" and is_body(part)):
                    break
        i += 1
    return inside


def plausible(draft: Draft) -> set[int]:
    """Numbers that stand somewhere in the text in a form that only markers have."""
    found: set[int] = set()
    mark = re.compile(
        r"\[\^?(\d{1,3})\]|([⁰¹²³⁴-⁹₀-₉]+)|\^\{?\(?(\d{1,3})|(?<=[^\W\d_][.,;:!?\"”’)»])[\"”’)]?(\d{1,3})(?=[\s\"”’)]|$)|(?<=[^\W\d_]{3})(\d{1,2})(?=[\s.,;:)\"”]|$)"
        r"|(?<=[\w.,\"”])\s?\((\d{1,3})\)|(?<=(?:19|20)\d\d[,;])(\d{1,3})(?=[\s,–-])|(?<=(?:19|20)\d\d\.)(\d{1,2})(?=\s+[A-ZÀ-ÞА-Я“\"]|$)|(?<=\d0s)(\d{1,3})(?=[\s.,;])|(?<=[^\W\d_]\.)(\d{1,3})(?=[–-]\d)|(?<=[^\W\d_][.!?”\"]) (\d{1,3})(?=\s*$)|(?<=[。，！？”》])(\d{1,3})(?![\d年月日])"
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
    found = [(m.start(), value_of(m[1] or m[2])) for m in RAISED.finditer(draft.text, part.start, part.end)]
    for span in draft.spans_in(part.start, part.end):
        if span.kind in ("raised", "ref"):
            found.append((span.start, value_of(draft.text[span.start : span.end].strip("\\[]() "))))
    return [value for _, value in sorted(found) if value]
