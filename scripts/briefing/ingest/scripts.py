"""Raised and lowered figures of units and formulae: `km<sup>2</sup>` is km², `CO<sub>2</sub>` is CO₂."""

from __future__ import annotations

import re

from briefing.ingest.draft import Draft, Edit

RAISED = str.maketrans("0123456789+-−–=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾")
LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
FIGURES = re.compile(r"[-+−–]?\(?[\d.,]{1,8}\)?[-+−–]?|[-+−–]")
STANDS_ON = re.compile(r"[^\W_]$|[)\]%°'′₀-₉⁰¹²³⁴-⁹]$")
"""What a figure of a unit or formula stands on: a letter, a figure, a bracket."""


def write_scripts(draft: Draft, markers: list[tuple[int, int]]) -> None:
    """Edits for raised and lowered type that is no marker; ordinals (`3rd`) and other letters stay on the line."""
    taken = {start for start, _ in markers} | {end for _, end in markers}
    edits = []
    for span in draft.spans:
        if span.kind not in ("raised", "lowered") or span.start in taken or span.end in taken:
            continue
        inner = draft.text[span.start : span.end]
        if not FIGURES.fullmatch(inner) or not STANDS_ON.search(draft.around(span.start, span.end, 2)[0]):
            continue
        new = inner.translate(RAISED if span.kind == "raised" else LOWERED)
        edits.append(Edit(span.start, span.end, new, new))
    draft.edit(edits)
