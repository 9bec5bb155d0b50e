# ruff: noqa: E501, SIM905 - patterns and lists of words read best as they are
"""Words and addresses that a line's end cut in two, put together by the document's own vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from briefing.ingest.draft import Draft, Edit, Part
from briefing.ingest.lexicon import is_word, language_of

_HAN = r"\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
SEAM = re.compile(rf"(?<=[{_HAN}])[ \t]*\n[ \t]*(?=[{_HAN}\d])|(?<=[\d\"“])[ \t]*\n[ \t]*(?=[{_HAN}])")
"""A line's end within a script that sets no space between words."""
CUT = re.compile(
    r"(?<![\w-])(?P<left>(?:[^\W\d_]+[-‐])*[^\W\d_]+)(?P<hyphen>[-‐])(?P<gap>[ \t]*\n(?:[ \t]*\n)?[ \t>]*)(?P<right>[^\W\d_]+)"
)
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"”]*", re.I)
GAP = re.compile(r"[ \t]*\n[ \t>]*")
PIECE = re.compile(r"[^\s<>\"”]+")
PREFIXES = frozenset("self non ex all half well quasi semi anti pre post pro cross vice".split())
WORDS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")


def join_words(draft: Draft) -> None:
    """Adds edits that undo hyphenation and broken addresses within parts and where parts were joined."""
    if "\n" not in draft.text:
        return
    known = Counter(w.lower() for w in WORDS.findall(draft.text))
    edits: list[Edit] = []
    for i, part in enumerate(draft.parts):
        if part.role == "dropped":
            continue
        found = _within(draft, part, known)
        edits += found
        if len(part.ranges) > 1 and found:
            draft.parts[i] = _seamless(part, found)
    draft.edit(edits)


def _seamless(part: Part, edits: list[Edit]) -> Part:
    """A part without the space between two ranges where a word or an address goes on over the seam."""
    joined = [*part.seams]
    for k, (_, end) in enumerate(part.ranges[:-1]):
        if any(e.start <= end <= e.end and not e.plain for e in edits):
            joined[k] = ""
    return replace(part, joined=tuple(joined))


def _within(draft: Draft, part: Part, known: Counter[str]) -> list[Edit]:
    """Edits of one part; across a seam of two ranges the text between them is left out of sight."""
    text = ""
    offsets: list[int] = []
    for start, end in part.ranges:
        if text:
            text += "\n"
            offsets.append(offsets[-1] + 1)
        text += draft.text[start:end]
        offsets += range(start, end)
    if "\n" not in text:
        return []
    seams = SEAM.finditer(text) if part.kind != "table" else ()  # its rows stay apart
    edits = [e for m in seams for e in _silence(offsets, m.start(), m.end())]
    addresses = list(_addresses(text))
    for match in CUT.finditer(text):
        if any(start < match.start("hyphen") < end for start, end, _ in addresses):
            continue
        left, right = match["left"], match["right"]
        cut_at, gap_end = offsets[match.start("hyphen")], offsets[match.end("gap") - 1] + 1
        if _is_compound(left, right, known, draft.text):
            edits += _silence(offsets, match.start("gap"), match.end("gap"))
        elif gap_end - cut_at == match.end("gap") - match.start("hyphen"):
            edits.append(Edit(cut_at, gap_end, "", "", "hyphenation"))
        else:
            edits.append(Edit(cut_at, cut_at + 1, "", "", "hyphenation"))
            edits += _silence(offsets, match.start("gap"), match.end("gap"))
    for _, _, gaps in addresses:
        for start, end in gaps:
            edits += _silence(offsets, start, end)
    return edits


def _addresses(text: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Addresses that run over lines' ends: where each begins and ends, and the gaps in it."""
    last = 0
    for match in ADDRESS.finditer(text):
        if match.start() < last:
            continue
        line, end, gaps = match.start(), match.end(), []
        while (gap := GAP.match(text, end)) and (more := PIECE.match(text, gap.end())):
            if not address_goes_on(text[line:end], more.group()):
                break
            gaps.append(gap.span())
            line, end = more.span()
        last = end
        if gaps:
            yield match.start(), end, gaps


def _silence(offsets: list[int], start: int, end: int) -> list[Edit]:
    """An edit that takes away the white space of a gap, where it is one stretch of the text."""
    first, last = offsets[start], offsets[end - 1] + 1
    return [Edit(first, last, "", "")] if last - first == end - start else []


def _is_compound(left: str, right: str, known: Counter[str], text: str) -> bool:
    """Whether the hyphen belongs to the word: by how the document writes it elsewhere, else by what is a word at all."""
    whole, compound = (left + right).lower(), f"{left}-{right}".lower()
    if known[compound] != known[whole] and max(known[compound], known[whole]) > 0:
        return known[compound] > known[whole]
    if "-" in left or (right[0].isupper() and not (left.isupper() and right.isupper())):
        return True
    language = language_of(text)
    if is_word(whole, language):
        return False
    if left.lower() in PREFIXES:
        return True
    least = 2 if language in ("fr", "pt") else 3  # `jour-là`, `diz-se`
    return all(len(half) >= least and (is_word(half, language) or known[half.lower()] > 1) for half in (left, right))


def address_goes_on(left: str, right: str) -> bool:
    """Whether an address at a line's end goes on in the next line."""
    if left.endswith("://") or (left.endswith(".") and re.match(r"(?:html?|pdf|php|aspx?)\b(?![^.,;)]*\s)", right)):
        return True
    if left.endswith((".", ",", ";", ")")) and not left.endswith(("/.", "=.")):
        return bool(re.match(r"[\w%-]+(?:\.[\w%-]+)*(?:/|\.(?:html?|pdf|php|aspx?)\b)", right)) and left.endswith(".")
    if re.match(r"(?:https?://|www\.|[\[(\"“])", right, re.I):
        return False
    plain_word = re.fullmatch(r"[^\W\d_]+[.,;:)]?", right)
    if left.endswith(("/", "-", "_", "=", "?", "&", "%", "#")):
        return not (plain_word and right[0].isupper())
    return bool(re.search(r"[/_%=&#]|-\w+-|\.(?:html?|pdf|php|aspx?)$|\w-\w", right)) and not plain_word
