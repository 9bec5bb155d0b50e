"""What no rule was sure of: left in the text, and said."""

from __future__ import annotations

from dataclasses import replace

from briefing.ingest.anchors import Letters
from briefing.ingest.correcting import WORDS, correction
from briefing.ingest.draft import Draft
from briefing.ingest.words import cut_off, ends, prose, words

MEANING = {
    **dict.fromkeys("KFX", "furniture"), **dict.fromkeys("DB", "a byline or date"), **dict.fromkeys("Tt", "the title"),
    "S": "a standfirst", "R": "the author's role", "P": "a paragraph", "c": "the rest of a paragraph", "H": "a heading",
    "N": "a note", "n": "the rest of a note", "A": "a note on the author",
}  # fmt: skip
"""What a state of the best path means to a reader."""
SETTLED = {**dict.fromkeys("KFX", "furniture"), "P": "paragraph", "H": "heading", "N": "note"}
"""The correction by which a part is what a state says."""
KEPT = frozenset({"text", "paragraph", "heading", "note"})
BESIDE = {**dict.fromkeys("DBR", "furniture"), "c": "join", "n": "note"}
"""Those by which a paragraph is; what no one line makes of it is confirmed as the paragraph for which it was taken."""


def report_doubts(draft: Draft) -> None:
    """Reports sentences cut short, lines after the text, wrong letters, and parts that may be something else."""
    _unsure(draft)
    text = [(i, part) for i, part in enumerate(draft.parts) if part.role in ("text", "paragraph")]
    last = max((i for i, part in text if prose(part.text)), default=-1)
    for at, (i, part) in enumerate(text, 1):
        if part.kind in ("item", "table", "quote"):
            continue
        if prose(part.text + " .") and words(part.text) > 12 and cut_off(part.text):
            after = text[at][1].text if at < len(text) else ""
            line = correction("join", after) if after else correction("paragraph", part.text)
            draft.doubt("E213", part.start, "A paragraph stops within a sentence.", line, source=part.text[-80:])
        elif i > last >= 0 and words(part.text) <= 12 and not ends(part.text):
            line = correction("furniture", part.text)
            draft.doubt("E212", part.start, "A line after the text may not belong to it.", line, source=part.text[:80])
    if places := draft.plain.read_back:
        draft.report(
            "E206",
            places[0],
            f"The text was saved in a wrong encoding before it came here; places read back: {len(places)}.",
        )


def _unsure(draft: Draft) -> None:
    """Parts that might as well be something else, each with the line that says the contrary."""
    letters = Letters(draft) if draft.unsure else None
    holder = draft.holders()
    for start, state, other in draft.unsure:
        i = holder(start)
        if i is None:
            continue
        part = draft.parts[i]
        rest = tuple((max(a, start), b) for a, b in part.ranges if b > start)
        text = draft.render(replace(part, ranges=rest[:1], joined=()))  # words that stand side by side
        action = SETTLED.get(other, BESIDE.get(other, "paragraph") if state == "P" else "paragraph")
        if action == "join" and not any(p.role in ("text", "paragraph") for p in draft.parts[:i]):
            action = "paragraph"
        if part.role == "dropped":
            action = "keep"
        elif start > part.start:  # the rest of another part
            action = "split"
        once = letters is None or letters.once(" ".join(text.split()[:WORDS]))
        rule, at = part.rule if action == "keep" else "", 0 if once else draft.line(start)
        line = correction(action, text, rule=rule, line=at)
        said = f"It was taken for {MEANING[state]}, and may be {MEANING[other]}."
        kept = SETTLED.get(state) if start == part.start and part.role in KEPT else None
        right = correction(kept, text, line=at) if kept and kept != action else ""
        draft.doubt("E216", start, said, line, right=right, found=part.text[:70])
