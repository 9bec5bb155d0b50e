"""Words of an original found again in it, whatever signs, spaces, hyphens and markup stand between them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

from briefing.ingest.draft import Draft, Range

PIECE = re.compile(r"[0-9A-Za-z]+|[^\x00-\x7f]+")
MARKER = re.compile(r"\[\^[^\]\s]{1,40}\]")


class Letters:
    """The letters and figures of a draft's text, in order, with the way back to where they stand."""

    def __init__(self, draft: Draft) -> None:
        hidden = tuple((e.start, e.end) for e in draft.edits if e.end > e.start and not e.plain.strip())
        self.text, self.offsets = _letters(draft.text, hidden)

    def find(self, words: str) -> list[Range]:
        """Where words stand: each time from their first letter to behind their last."""
        pieces = [re.escape(bare) for piece in MARKER.split(words) if (bare := _bare(piece))]
        if not pieces:
            return []
        pattern = re.compile(r"\w{0,4}?".join(pieces))
        return [(self.offsets[m.start()], self.offsets[m.end() - 1] + 1) for m in pattern.finditer(self.text)]

    def once(self, words: str) -> bool:
        """Whether words stand in no two places."""
        wanted = _bare(words)
        return not wanted or self.text.find(wanted) == self.text.rfind(wanted)

    def holds(self, words: str, start: int, end: int) -> bool:
        """Whether a range holds these words and nothing else."""
        low, high = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        return self.text[low:high] == _bare(MARKER.sub("", words))


@lru_cache(maxsize=1)  # a draft with many corrections is asked many times
def _letters(text: str, hidden: tuple[Range, ...]) -> tuple[str, list[int]]:
    """The letters and figures of a text save what is hidden, and where each stands."""
    letters: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end in (*hidden, (len(text), len(text))):
        for piece in PIECE.finditer(text, at, start):
            if piece[0].isascii():
                letters.append(piece[0])
                offsets.extend(range(*piece.span()))
                continue
            for offset, char in enumerate(piece[0], piece.start()):
                bare = _bare(char)
                letters.append(bare)
                offsets.extend([offset] * len(bare))
        at = max(at, end)
    return "".join(letters), offsets


def _bare(text: str) -> str:
    """Letters and figures alone, in compatible form."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
