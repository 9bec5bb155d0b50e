"""Words of an original found again in it, whatever signs, spaces, hyphens and markup stand between them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left

from briefing.ingest.draft import Draft, Range

MARKER = re.compile(r"\[\^[^\]\s]{1,40}\]")


class Letters:
    """The letters and figures of a draft's text, in order, with the way back to where they stand."""

    def __init__(self, draft: Draft) -> None:
        letters: list[str] = []
        self.offsets: list[int] = []
        at, text = 0, draft.text
        hidden = [(e.start, e.end) for e in draft.edits if e.end > e.start and not e.plain.strip()]
        for start, end in (*hidden, (len(text), len(text))):
            if start < at:
                continue
            for offset in range(at, start):
                for char in _bare(text[offset]):
                    letters.append(char)
                    self.offsets.append(offset)
            at = end
        self.text = "".join(letters)

    def find(self, words: str) -> list[Range]:
        """Where words stand: each time from their first letter to behind their last."""
        pieces = [re.escape(bare) for piece in MARKER.split(words) if (bare := _bare(piece))]
        if not pieces:
            return []
        pattern = re.compile(r"\w{0,4}?".join(pieces))
        return [(self.offsets[m.start()], self.offsets[m.end() - 1] + 1) for m in pattern.finditer(self.text)]

    def holds(self, words: str, start: int, end: int) -> bool:
        """Whether a range holds these words and nothing else."""
        low, high = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        return self.text[low:high] == _bare(MARKER.sub("", words))


def _bare(text: str) -> str:
    """Letters and figures alone, in compatible form."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
