"""What the author of a miss may have meant: words like those quoted, a name like the one written; hints, no matches."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import product

from briefing.evidence.shelf import Evidence
from briefing.library.nearest import nearest
from briefing.model import Library

ALIKE = 0.75
"""How alike words must be to be shown, 0 to 1."""


def like_quotation(quotation: str, evidence: Iterable[Evidence]) -> str:
    """`[@key, ¶2] has “…”`: as many words of a cited paragraph, most like those quoted; empty where none are."""
    count, best, found = len(quotation.split()), ALIKE, ""
    matcher = SequenceMatcher(None, b=quotation.casefold(), autojunk=False)
    for cited in evidence:
        for part in filter(None, (cited.digest, cited.original)):
            words = part.text.split()
            for i, n in product(range(len(words)), (max(1, count - 1), count, count + 1)):
                window = " ".join(words[i : i + n]).strip("\"' .,;:")
                matcher.set_seq1(window.casefold())
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    best, found = matcher.ratio(), f"[@{cited.key}, ¶{cited.n}] has “{window}”"
    return found


def like_name(name: str, library: Library) -> str:
    """`Did you mean “…”?`: the entity's name or alias that is most like it; empty where none is."""
    names = dict.fromkeys(n for e in library.entities.values() for n in (e.name, *e.aliases))
    found = nearest(name, names)
    return f"Did you mean “{found}”?" if found and found.casefold() != name.casefold() else ""
