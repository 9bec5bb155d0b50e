"""What a reader's parser yielded, held against the stream that the reader wrote: what is missing there is left over."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from briefing.ingest.extract import Extract
from briefing.model import Remainder

UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd-\uffff]+")
"""White space and what nobody sees."""


def unseen(extract: Extract) -> Iterator[Remainder]:
    """Pieces that the parser yielded and the stream doesn't hold, as often as they were yielded."""
    if not extract.seen:
        return
    pieces = Counter(filter(None, map(_bare, extract.seen)))
    stream = _bare(extract.text)
    got: Counter[str] = Counter()
    for piece, count in pieces.items():
        for char, times in Counter(piece).items():
            got[char] += times * count
    if not got - Counter(stream):
        return
    for piece in extract.seen:
        if (bare := _bare(piece)) and stream.count(bare) < pieces[bare]:
            pieces[bare] = 0
            yield Remainder(1, " ".join(piece.split()))


def _bare(text: str) -> str:
    """Text without white space, in compatible form: ligatures split, widths alike."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))
