"""Sentence boundaries in Markdown prose: sentencex's, mended where markup and citations mislead it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

import sentencex

from briefing.evidence.language import Language
from briefing.evidence.markup import ATTRIBUTES, CODE, EMPHASIS, LINK, NOTE_MARK, TAG, URL, blank
from briefing.model import CitationGroup

NEAR = 60
"""Characters around a boundary that are looked at."""

_TERMINAL = re.compile(r"[.!?…。！？؟۔][\"'”’»)\]*_]*\s*$")
_OPENERS = frozenset("*_“\"‘'«„([<`")
_STRAIGHT = re.compile(r'"[^"\n]*"')
_CURLY = re.compile(r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]")
_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+)\.\s*$")
_MARKUP = re.compile(r"[\[<{*_]")
_SPACE = re.compile(r"\s")
_NEXT = re.compile(r"[\"'“‘«„(\[]*(\w)")


def split_sentences(
    prose: str, start: int, end: int, groups: tuple[CitationGroup, ...], language: Language
) -> list[tuple[int, int]]:
    """Offsets of the sentences of `prose[start:end]`, in order, without overlap, white space at their ends left out.

    `groups` are the citation groups within; one that stands behind a full stop belongs to the sentence before it.
    """
    block = prose[start:end]
    masked = _masked(block, start, groups)
    if not re.search(r"\w", masked):
        return []
    starts = {row["start_index"] for row in sentencex.get_sentence_boundaries(language.code, masked)}
    starts |= _after_citations(masked, start, groups)
    starts |= {match.end() for match in _month_ends(language).finditer(masked)}
    whole = _whole_spans(block, masked)
    openings = [low for low, _ in whole]
    cuts = [0]
    for cut in sorted(starts):
        place = _first_of_sentence(block, masked, cut)
        around = bisect_left(openings, place) - 1
        if cuts[-1] < place < len(block) and not (around >= 0 and place < whole[around][1]):
            before, after = masked[max(0, place - NEAR) : place], masked[place : place + NEAR]
            if not _abbreviated(before, after, language):
                cuts.append(place)
    spans = []
    for low, high in zip(cuts, [*cuts[1:], len(block)], strict=True):
        piece = block[low:high]
        if piece.strip():
            spans.append(
                (start + low + len(piece) - len(piece.lstrip()), start + high - len(piece) + len(piece.rstrip()))
            )
    return spans


def _masked(block: str, offset: int, groups: tuple[CitationGroup, ...]) -> str:
    """The block as the splitter should see it: no markup, line ends as spaces, every character at its place."""
    text = CODE.sub(lambda m: "x" * len(m.group()), block) if "`" in block else block
    text = blank(text, URL, filler="x") if "://" in text else text
    at = 0
    pieces = []
    for group in groups:
        low, high = group.start - offset, group.end - offset
        pieces += [text[at:low], " " * (high - low)]
        at = high
    text = "".join([*pieces, text[at:]])
    if _MARKUP.search(text):
        text = LINK.sub(_link_text, text)
        text = blank(text, NOTE_MARK, TAG, ATTRIBUTES)
        text = re.sub(r"(?<!\w)[*_]+|[*_]+(?!\w)", lambda m: " " * len(m.group()), text)
    return _SPACE.sub(" ", text)


def _link_text(match: re.Match[str]) -> str:
    """A link with its brackets and target blanked out; an image is blanked out whole."""
    whole = match.group()
    if whole.startswith("!"):
        return " " * len(whole)
    close = whole.rindex("](" if whole.endswith(")") else "][")
    return " " + whole[1:close] + " " * (len(whole) - close)


def _after_citations(masked: str, offset: int, groups: tuple[CitationGroup, ...]) -> set[int]:
    """Starts of sentences behind a citation group that follows a full stop: an abbreviation isn't cited."""
    starts = set()
    for group in groups:
        low, high = group.start - offset, group.end - offset
        following = _NEXT.match(masked[high : high + NEAR].lstrip())
        if _TERMINAL.search(masked[max(0, low - NEAR) : low]) and following and not following.group(1).islower():
            starts.add(high)
    return starts


def _whole_spans(block: str, masked: str) -> list[tuple[int, int]]:
    """Spans that no sentence may break: emphasis, links, quotations; in order, joined where they overlap."""
    spans = [match.span() for match in EMPHASIS.finditer(block)] if "*" in block or "_" in block else []
    spans += [match.span() for match in LINK.finditer(block)] if "[" in block else []
    spans += [match.span() for match in _CURLY.finditer(masked)] if not masked.isascii() else []
    if '"' in masked and masked.count('"') % 2 == 0:
        spans += [match.span() for match in _STRAIGHT.finditer(masked)]
    joined: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if joined and low < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


@cache
def _month_ends(language: Language) -> re.Pattern[str]:
    """A short month's full name, which the splitter takes for an abbreviation: `in May. Then`."""
    names = "|".join(sorted(name.capitalize() for name in language.short_months))
    return re.compile(rf"\b(?:{names})\.\s+(?=[\"“«]?[^\W\d_a-z])")


def _first_of_sentence(block: str, masked: str, cut: int) -> int:
    """Where the sentence that begins at or after `cut` starts, the marks that open its emphasis included."""
    place = cut
    while place < len(masked) and masked[place] == " ":
        place += 1
    while place > 0 and block[place - 1] in _OPENERS:
        place -= 1
    return place


def _abbreviated(before: str, after: str, language: Language) -> bool:
    """Whether the full stop before belongs to an abbreviation, or what follows goes on in lower case."""
    following = re.match(r"\W*(\w+(?:-\w+)*)", after)
    if following is None:
        return True
    word = following.group(1)
    if word.islower() and not re.match(r"\s*[“\"‘'«(]", after):
        return not re.search(r"[?!]\s*$", before) or word[0].islower()
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    stem = last.group(1).lower()
    return (stem in language.before_name and word[0].isupper()) or (
        stem in language.before_number and word[0].isdigit()
    )
