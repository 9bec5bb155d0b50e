"""Text that was read in a wrong encoding and saved so (`Ã©`, `â€™`, `√©`), read back word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator

SUSPECT = re.compile(r"[^\x00-\x7f]{2}|Ã |[\x80-\x9f]")
"""What every such text holds: a character became two or three."""


def find_mojibake(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and meaning of each stretch that was read in a wrong encoding; none where too little proves it."""
    if SUSPECT.search(text) is None:
        return
    from ftfy import fix_encoding  # half a tenth of a second, and most texts hold nothing like it
    from ftfy.badness import is_bad

    if not is_bad(text):
        return
    for line in re.finditer(r"[^\n]+", text):
        said, meant = line.group(), fix_encoding(line.group())
        pairs = list(zip(said.split(" "), meant.split(" "), strict=False)) if meant != said else []
        if said.count(" ") != meant.count(" "):  # a hard space had become a plain one
            pairs = [(said, meant)]
        at = line.start()
        for word, read in pairs:
            if word != read:
                yield at, at + len(word), read
            at += len(word) + 1
