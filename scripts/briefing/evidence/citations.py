"""Citations in pandoc's syntax: `[@key, ¶3–4; @b, ¶7]`, `[@key]`."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.evidence.markup import LINK, NOTE_MARK, TAG, URL, blank, without_code
from briefing.model import Citation, CitationGroup

MOST_PARAGRAPHS = 200
"""Paragraphs that one citation may name; more of them are a slip of the keyboard. What a desk allows is a setting."""

_OPENING = re.compile(r"\[(?=\s*-?@)|\[(?=[^\[\]@]*[\s;]-?@[\w])")
_STOP = re.compile(r"[\[\]]|\n\s*\n")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_PIECE = re.compile(r"[^;]+")
_ITEM = re.compile(r"\s*@(?P<key>[^\W_][\w]*(?:[:.#$%&\-+?<>~/]+\w+)*)(?P<rest>(?:.*\S)?)\s*", re.DOTALL)
_LOCATOR = re.compile(r"\s*(?:,\s*)?(?P<sign>¶{1,2})\s*+(?P<numbers>.*)", re.DOTALL)
_RANGE = re.compile(r"¶*\s*(\d{1,6})(?:\s*[-‐‑–—]\s*(?:¶+\s*)?(\d{1,6}))?")
_BARE = re.compile(r"(?<![\w@./\[;-])@(?P<key>[A-Za-z][\w:-]*)(?=,?\s*¶|(?<=\d)\b|(?<=\d[a-z])\b)")

Malformed = tuple[int, str]
"""Offset in the text, and what is wrong there."""


def parse_citations(text: str) -> tuple[tuple[CitationGroup, ...], tuple[Malformed, ...]]:
    """The citation groups of a Markdown text in order, and what looks like one but can't be read.

    Code, comments, links and escaped brackets hold no citations. An item that can't be read is left out of its
    group, never out of the second result.
    """
    return parsed(text) if "@" in text else ((), ())


@lru_cache(maxsize=100_000)
def parsed(text: str) -> tuple[tuple[CitationGroup, ...], tuple[Malformed, ...]]:
    """The same of a text that may have some, which is read once."""
    prose = _prose(text)
    groups, malformed, end = [], [], 0
    for opening in _OPENING.finditer(prose):
        start = opening.start()
        if start < end:
            continue
        stop = _STOP.search(prose, start + 1)
        if stop is None or stop.group() != "]":
            malformed.append((start, "The citation is not closed: expected `]`."))
            end = start + 1
            continue
        end = stop.end()
        citations, wrong = _items(prose, start + 1, stop.start())
        malformed += wrong
        if citations:
            groups.append(CitationGroup(tuple(citations), start, end))
    if prose.count("@") > sum(len(group.citations) for group in groups):
        malformed += _bare(prose, groups)
    return tuple(groups), tuple(sorted(malformed))


def _prose(text: str) -> str:
    """The text with everything blanked out in which `@` starts no citation."""
    prose = without_code(text)
    prose = blank(prose, NOTE_MARK) if "[^" in prose else prose
    prose = blank(prose, URL) if "://" in prose else prose
    if "](" in prose or "][" in prose:
        # A link whose text would read as a citation is left standing, so that it is reported and not lost.
        prose = LINK.sub(lambda m: m.group() if re.match(r"\[\s*-?@", m.group()) else " " * len(m.group()), prose)
    return blank(prose, TAG) if "<" in prose else prose


def _items(prose: str, start: int, end: int) -> tuple[list[Citation], list[Malformed]]:
    """The citations between brackets, parted by semicolons."""
    citations, malformed = [], []
    if prose[end + 1 : end + 2] == "(":
        malformed.append((start - 1, "A citation can't be the text of a link: leave a space before `(`."))
    for piece in _PIECE.finditer(prose[start:end]):
        at = start + piece.start() + len(piece.group()) - len(piece.group().lstrip())
        item = _ITEM.fullmatch(piece.group())
        if not piece.group().strip():
            malformed.append((at, "There is nothing between two semicolons."))
        elif item is None:
            malformed.append((at, f"`{piece.group().strip()}` is no citation: expected `@key, ¶n`."))
        else:
            locators, wrong = _locators(item["rest"])
            if wrong:
                malformed.append((at, f"`{piece.group().strip()}`: {wrong}"))
            else:
                last = start + piece.start() + len(piece.group().rstrip())
                citations.append(Citation(item["key"], locators, at, last))
    if not prose[start:end].strip():
        malformed.append((start - 1, "The citation is empty."))
    return citations, malformed


def _locators(rest: str) -> tuple[tuple[int, ...], str]:
    """Paragraph numbers of what follows a key, in order, and what is wrong with it, if anything."""
    if not rest.strip():
        return (), ""
    match = _LOCATOR.fullmatch(rest)
    if match is None:
        return (), "expected a locator such as `, ¶3` or `, ¶3–4, 6` after the key."
    numbers: dict[int, None] = {}
    for part in match["numbers"].split(","):
        span = _RANGE.fullmatch(part.strip())
        if span is None:
            return (), f"expected a paragraph number after ¶, found `{part.strip()}`."
        first, last = int(span[1]), int(span[2] or span[1])
        if first < 1 or last < first:
            return (), f"`{part.strip()}` is no range: paragraphs count from 1, the lower number first."
        if last - first >= MOST_PARAGRAPHS or len(numbers) + last - first >= MOST_PARAGRAPHS:
            return (), f"`{part.strip()}` spans more than {MOST_PARAGRAPHS} paragraphs: cite those that say it."
        numbers.update(dict.fromkeys(range(first, last + 1)))
    return tuple(sorted(numbers)), ""


def _bare(prose: str, groups: list[CitationGroup]) -> list[Malformed]:
    """Keys cited without brackets; e-mail addresses and handles are none."""
    inside = [(group.start, group.end) for group in groups]
    return [
        (match.start(), f"`@{match['key']}` is cited without brackets: expected `[@{match['key']}, ¶n]`.")
        for match in _BARE.finditer(blank(prose, _BRACKETS))
        if not any(start <= match.start() < end for start, end in inside)
    ]
