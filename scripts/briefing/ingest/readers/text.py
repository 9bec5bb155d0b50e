"""Reads a text or Markdown file: the decoded file, cut into blocks at blank lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from briefing.codes import report
from briefing.ingest.encoding import decode
from briefing.ingest.extract import Block, Drop, Extract, empty
from briefing.ingest.notes.labels import counted
from briefing.ingest.readers.head import read_head
from briefing.ingest.words import begins_small, ends
from briefing.model import Place

LIMIT = 2_000_000
"""Characters that are read at most; a longer file is refused."""
_END = r"(?:\r\n|\r(?!\n)|\n)"
GAP = re.compile(
    rf"(?<![^\S\r\n\f])[^\S\r\n\f]*(?:{_END}(?:(?:[^\S\r\n\f]|[\u200b\ufeff\u00ad]|&nbsp;)*{_END})+|(?:{_END}*\f)+)\s*?(?=[^\S\r\n\f]*\S)"
)

BLANK = re.compile(r"\s+")
END = re.compile(_END)
FEED, FIGURES = re.compile("\f"), re.compile(r"\d+")
LINE = re.compile(r"\S(?:[^\n\f]*\S)?")
DEEP = 2
"""Lines of a head or a foot at most."""
QUOTED = re.compile(r"^(?:> ?)+", re.M)
"""What mail sets before each line that it quotes."""


def read(data: bytes, name: str) -> Extract:
    """A text file as blocks of kind `text`, their markup unread; `page` counts form feeds."""
    if len(data) > 4 * LIMIT:
        return _refused(data, name)
    text, encoding, problems = decode(data, name)
    if len(text) > LIMIT:
        return _refused(data, name)
    if encoding is not None and not text.strip():
        problems = (*problems, report("E201", Place(name), "The file is empty.", expected="text"))
        return Extract(name, text, (), encoding=encoding, problems=problems)
    blocks: list[Block] = []
    text = _unquoted(text)
    head, metadata = read_head(text)
    margins = [Drop(*span, "running-heads") for span in sorted(_margins(text, head))]
    at, page = head, 1
    gaps = [gap.span() for gap in _gaps(text, head, len(text.rstrip()))]
    for start, end in sorted([*gaps, *((drop.start, drop.end) for drop in margins)]):
        _add(blocks, text, at, start, page)
        page += text.count("\f", max(at, start), max(at, end))
        at = max(at, end)
    _add(blocks, text, at, len(text), page)
    drops = (*([Drop(0, len(text[:head].rstrip()), "yaml-head")] if head else []), *margins)
    return Extract(
        name,
        text,
        tuple(blocks),
        drops=drops,
        metadata=metadata,
        encoding=encoding,
        problems=problems,
        markup="markdown",
    )


def _unquoted(text: str) -> str:
    """A mail's text without the signs of quoting, where every line has one; no line is added or lost."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 5 or sum(line.startswith(">") for line in lines) < 0.95 * len(lines):
        return text
    return QUOTED.sub("", text)


def _margins(text: str, head: int) -> Iterator[tuple[int, int]]:
    """First and last lines of pages parted by form feeds, alike but for figures on a third of them: heads and feet."""
    feeds = [head, *(match.end() for match in FEED.finditer(text, head)), len(text)]
    pages = [list(LINE.finditer(text, *span)) for span in pairwise(feeds)]
    pages = [lines for lines in pages if len(lines) > 2 * DEEP]
    for edge in (0, -1) * DEEP:
        labels = counted(lines[edge].group() for lines in pages)
        keys = [FIGURES.sub("#", " ".join(lines[edge].group().split())) for lines in pages]
        count = Counter(keys)
        for key, lines in zip(keys, pages, strict=True):
            titled = edge == 0 and lines[0].start() < feeds[1]  # the first of all may be the title
            if count[key] >= max(2, len(pages) / 3) and not titled and lines[edge].group() not in labels:
                yield lines.pop(edge).span()


def _gaps(text: str, head: int, stop: int) -> Iterator[re.Match[str]]:
    """What parts paragraphs: an empty line, or two where all lines have one between them; a page's end."""
    if not _double_spaced(text):
        return GAP.finditer(text, head, stop)
    found = BLANK.finditer(text, head, stop)
    return (gap for gap in found if "\f" in gap.group() or len(END.findall(gap.group())) > 2)


def _double_spaced(text: str) -> bool:
    """Whether an empty line stands behind each line, so that sentences go on over it."""
    lines = text.splitlines()
    filled = [i for i, line in enumerate(lines) if line.strip()]
    if len(filled) < 12 or sum(i + 1 == j for i, j in pairwise(filled)) > 0.1 * len(filled):
        return False
    goes_on = sum(begins_small(lines[j]) and not ends(lines[i]) for i, j in pairwise(filled))
    return goes_on > 0.35 * len(filled)


def _add(blocks: list[Block], text: str, start: int, end: int, page: int) -> None:
    """Adds a block, white space at its end and empty lines before it left out; the indent of its first line stays."""
    start = text.rfind("\n", start, end - len(text[start:end].lstrip())) + 1 or start
    stop = start + len(text[start:end].rstrip())
    if stop > start:
        blocks.append(Block(start, stop, page=page))


def _refused(data: bytes, name: str) -> Extract:
    expected, found = f"at most {LIMIT:,} characters", f"{len(data):,} bytes"
    return empty(name, "E202", f"The file is too large to be one document: {found}.", expected=expected, found=found)
