"""What no rule was sure of: left in the text, and said."""

from __future__ import annotations

import re

from briefing.ingest.correcting import correction
from briefing.ingest.draft import Draft
from briefing.ingest.rules.rule import Rule
from briefing.ingest.words import cut_off, ends, prose, words

WRONGLY_DECODED = re.compile(r"â€[™œ\u009d“”˜¦]|Ã[©¨¤¶¼±³¡\u00ad]|Ð[°-¿]Ñ|Ø§Ù")


def _apply(draft: Draft) -> None:
    text = [(i, part) for i, part in enumerate(draft.parts) if part.role in ("text", "paragraph")]
    last = max((i for i, part in text if prose(part.text)), default=-1)
    for i, part in text:
        if part.kind in ("item", "table", "quote"):
            continue
        if prose(part.text + " .") and words(part.text) > 12 and cut_off(part.text):
            after = next((p.text for p in draft.parts[i + 1 :] if p.role in ("text", "paragraph")), "")
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
    elif found := WRONGLY_DECODED.search(draft.text):
        draft.report(
            "E206", found.start(), "The text was saved in a wrong encoding before it came here.", found=found.group()
        )


RULE = Rule(
    "doubts", "Reports what no rule was sure of: sentences cut short, lines after the text, wrong letters.", _apply
)
