"""What the lines of a whole document have in common, taken once before anything is cut."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from briefing.ingest.draft import Draft
from briefing.ingest.lines import Line, first_word, lines_of
from briefing.ingest.notes.labels import counted, value_of
from briefing.ingest.words import UNSPACED, begins_small, ends, title_case

LONG = 130
"""A line longer than this was not wrapped."""
ALONE = re.compile(r"\s*(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3})\s*")
"""A line that is nothing but a number."""
CALLED = re.compile(
    r"\[\^?(\d{1,3})\](?!:)|([⁰¹²³⁴-⁹₀-₉]{1,3})|\^\{?\(?(\d{1,3})|(?<=[^\W\d_][.,;:!?\"”’)»])[\"”’)]?(\d{1,3})(?=[\s\"”’)]|$)"
    r"|(?<=[。！？])[”」]?(\d{1,3})(?![\d年月日])"
)
"""What only a note's marker looks like."""
PAGE_BESIDE = re.compile(
    r"^(?:page )?(\d{1,4})(?: ?[|•·–—-] ?| )(?=\D)|(?: ?[|•·–—-] ?| )\[?(?:page )?(\d{1,4})\]?$", re.I
)
"""The number of the page beside a running head."""
INDENTS = range(2, 13)
TAB = 4
"""Columns of a tabulator."""
SENTENCES = re.compile(r"(?<=[a-z][.?!]) {1,2}(?=[A-Z])")
TWO_SPACES = re.compile(r"(?<=[a-z][.?!]) {2}(?=[A-Z])")
"""What typists set behind a sentence."""


def take_profile(draft: Draft) -> None:
    """Fills in the draft's wrap width, repeated lines, labels on lines of their own, and indented first lines."""
    blocks = [
        lines_of(draft, draft.plain.forth(b.start), draft.plain.forth(b.end))
        for b in draft.extract.blocks
        if b.kind in ("text", "foot")
    ]
    draft.wrap = _wrap_width(blocks)
    draft.exact = bool(draft.wrap) and _filled(blocks, draft.wrap)
    draft.spaced = 2 * len(TWO_SPACES.findall(draft.text)) > len(SENTENCES.findall(draft.text))
    draft.again = _repeated(draft)
    draft.own_labels = _own_labels(draft, blocks)
    draft.first_lines = frozenset(start for lines in blocks for start in _first_lines(lines))


def without_page(text: str) -> tuple[str, int]:
    """A line without its case and the number of its page, and that number."""
    text = " ".join(text.split()).lower()
    match = PAGE_BESIDE.search(text) if any(map(str.isdigit, text)) else None
    if match is None:
        return text, 0
    return text[: match.start()] + text[match.end() :], int(match[1] or match[2])


def line_key(text: str) -> str:
    """A line without its case and spacing, and without the number of its page."""
    return without_page(text)[0]


def _repeated(draft: Draft) -> frozenset[str]:
    """Short lines that come again, as titles and running heads do: they are parts of their own wherever they stand."""
    counts = Counter(
        line_key(line)
        for line in draft.text.split("\n")
        if 3 < len(line.strip()) <= 100 and line.strip()[-1] not in ".,;" and title_case(line) > 0.7
    )
    pages: dict[str, set[int]] = {}
    for line in draft.text.split("\n"):
        key, page = without_page(line) if 3 < len(line.strip()) <= 100 else ("", 0)
        if page:
            pages.setdefault(key, set()).add(page)
    found = {key for key, count in counts.items() if count > 1} | {k for k, those in pages.items() if len(those) > 2}
    return frozenset(found | {line_key(line) for line in counted(map(str.strip, draft.text.split("\n")))})


def _wrap_width(blocks: list[list[Line]]) -> int:
    """Width at which most of the text was wrapped, or 0 where lines are paragraphs."""
    inner, short, long = [], 0, 0
    for lines in blocks:
        for i, line in enumerate(lines):
            size = len(line.text)
            if size > LONG:
                long += size
            else:
                short += size
            if i + 1 < len(lines) and (18 if UNSPACED.search(line.text) else 38) <= size <= LONG:
                inner.append(size)
    if long > short or len(inner) < 4:
        return 0
    inner.sort()
    return inner[int(0.95 * (len(inner) - 1))]


def _filled(blocks: list[list[Line]], wrap: int) -> bool:
    """Whether hardly any line within a sentence leaves room for the first word of the next."""
    room, lines = 0, 0
    for line, below in (pair for block in blocks for pair in pairwise(block)):
        if not ends(line.text) and begins_small(below.text):
            lines += 1
            room += len(line.text) + 1 + first_word(below) <= wrap
    apart = sum(len(block) > 1 for block in blocks)  # by empty lines
    return lines >= max(8, 8 * apart) and room <= 0.04 * lines


def _own_labels(draft: Draft, blocks: list[list[Line]]) -> frozenset[int]:
    """Numbers on lines of their own that count 1, 2, 3 right above a line each, and most of which the text calls."""
    found: list[tuple[int, int]] = []
    for lines in blocks:
        for line, below in pairwise(lines):
            if ALONE.fullmatch(line.text) and not ALONE.fullmatch(below.text) and not begins_small(below.text):
                value = value_of(line.text)
                if value == (found[-1][1] + 1 if found else 1):
                    found.append((line.start, value))
    if not found:
        return frozenset()
    called = {value_of(next(g for g in m.groups() if g)) for m in CALLED.finditer(draft.text)}
    if len(found) < 2 or sum(value in called for _, value in found) < 0.6 * len(found):
        return frozenset()
    return frozenset(start for start, _ in found)


def _first_lines(lines: list[Line]) -> list[int]:
    """Indented lines that begin paragraphs: several of one indent among flush lines, each after a sentence's end."""
    indents = [line.indent * (TAB if line.text.startswith("\t") else 1) for line in lines]
    widths = Counter(indent for indent in indents if indent in INDENTS)
    indent = widths.most_common(1)[0][0] if widths else 0
    starts = [i for i, width in enumerate(indents) if width == indent]
    if not indent or len(starts) < 2 or all(line.indent for line in lines):
        return []
    after = [i for i in starts if i and ends(lines[i - 1].text)]
    return [lines[i].start for i in starts] if len(after) >= 0.8 * sum(1 for i in starts if i) else []
