"""Every character accounted for by what is written: kept, moved with a note, dropped by a named rule, or left over.

A part's characters count as kept only where they are found, in order, in the strings that the document holds for it.
What is found nowhere is a remainder: an error of ours, which shows the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.ingest.draft import Draft, Edit, Part
from briefing.ingest.extract import Extract
from briefing.model import Account, Dropped, Metadatum, Remainder

OPEN, KEPT, MOVED, LOST = 0, 1, 2, 3
MARKUP = "markup"
"""Rule named for marks of headings, quotes, tables, links and emphasis that the written form does without."""
MARKS = re.compile(r"[\W_]+")
"""What may belong to no part: signs that are no letter and no figure."""
SPACE = re.compile(r"\s+")
UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd-\uffff]+")
"""White space and what nobody sees."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A part and the strings that the document holds for it."""

    part: Part
    written: tuple[str, ...]
    marks: str = ""
    """Another form that is written, with links' targets and marks of emphasis."""


def reckon(
    draft: Draft, units: Iterable[Unit], markers: Iterable[tuple[int, int]]
) -> tuple[Account, tuple[Dropped, ...], tuple[Remainder, ...]]:
    """The account, every dropped piece as it stood in the stream, and what is left over.

    `markers` are the ranges, in the plain text, of the calls that were paired or recognised: they move with the notes.
    White space between parts counts as kept, so that `dropped` is exactly the length of the dropped pieces.
    """
    sheet = _Sheet(draft)
    for unit in units:
        sheet.unit(unit)
    for part in draft.parts:
        if part.role == "dropped":
            for start, end in part.ranges:
                sheet.paint(start, end, sheet.rule(part.rule))
    for start, end in (*draft.labels, *markers):
        sheet.paint(start, end, MOVED)
    for edit in draft.edits:
        if edit.rule:
            sheet.paint(edit.start, edit.end, sheet.rule(edit.rule))
    for drop in (*draft.plain.drops, *draft.drops):
        sheet.painted[drop.start : drop.end] = bytes([sheet.rule(drop.rule)]) * (drop.end - drop.start)
    sheet.close()
    dropped, left = tuple(sheet.dropped()), (*sheet.left(), *_unseen(draft.extract))
    whole, moved = len(draft.extract.text), sheet.painted.count(MOVED)
    lost, gone = sheet.painted.count(LOST), sum(len(piece.text) for piece in dropped)
    return Account(whole, whole - moved - gone - lost, moved, gone, lost), dropped, left


def letters_by_line(facts: Iterable[Metadatum]) -> dict[int, str]:
    """What the facts that were taken from a line say, by the line, without white space."""
    found: dict[int, list[str]] = defaultdict(list)
    for fact in facts:
        found[fact.line or 0].append(letters(fact.value))
    return {line: "\0".join(values) for line, values in found.items()}


def letters(text: str) -> str:
    """A text without its white space."""
    return SPACE.sub("", text)


class _Sheet:
    """The stream, each character of it painted with what became of it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.painted = bytearray(len(draft.extract.text))
        self.rules = ["", "kept", "moved", "lost"]
        self.numbers: dict[str, int] = {}

    def rule(self, name: str) -> int:
        """The colour of a rule."""
        if name not in self.numbers:
            self.numbers[name] = len(self.rules)
            self.rules.append(name)
        return self.numbers[name]

    def paint(self, start: int, end: int, colour: int) -> None:
        """Paints a range of the plain text."""
        low, high = self.draft.plain.back(start), self.draft.plain.back(end)
        self.painted[low:high] = bytes([colour]) * (high - low)

    def unit(self, unit: Unit) -> None:
        """Paints what of a part is found in its written strings as kept, other marks as markup, the rest as lost."""
        colour = MOVED if unit.part.role == "note" else KEPT
        written = letters("\0".join(unit.written))
        at = 0
        for start, end in unit.part.ranges:
            self.paint(start, end, colour)
            for low, high, edit in _pieces(self.draft, start, end):
                if edit is not None:
                    if not edit.rule and _vanishes(self.draft.text[low:high], edit, unit.marks):
                        self.paint(low, high, self.rule(MARKUP))
                    continue
                at = self._found(low, high, written, at)

    def _found(self, low: int, high: int, written: str, at: int) -> int:
        """Looks a stretch up in what is written, from an offset on; the offset behind it."""
        text = letters(self.draft.text[low:high])
        found = written.find(text, at)
        if found >= 0:
            return found + len(text)
        for word in re.finditer(r"\S+", self.draft.text[low:high]):
            found = written.find(word.group(), at)
            if found >= 0:
                at = found + len(word.group())
            else:
                self.paint(low + word.start(), low + word.end(), LOST)
        return at

    def close(self) -> None:
        """Paints what belongs to no part: signs are markup, letters and figures are lost."""
        stream = self.draft.extract.text
        for edit in self.draft.edits:  # marks around nothing
            at = self.draft.plain.back(edit.start)
            if not edit.plain.strip() and not self.painted[at : at + 1].strip(b"\0"):
                self.paint(edit.start, edit.end, self.rule(MARKUP))
        for match in re.finditer(rb"\x00+", bytes(self.painted)):
            for word in re.finditer(r"\S+", stream[match.start() : match.end()]):
                start, end = match.start() + word.start(), match.start() + word.end()
                colour = self.rule(MARKUP) if MARKS.fullmatch(word.group()) else LOST
                self.painted[start:end] = bytes([colour]) * (end - start)

    def dropped(self) -> Iterator[Dropped]:
        """Runs of characters dropped by one rule, in order."""
        for match in re.finditer(rb"([\x04-\xff])\1*", bytes(self.painted), re.S):
            start, end = match.span()
            rule = self.rules[self.painted[start]]
            yield Dropped(rule, self.draft.line_of(start), self.draft.extract.text[start:end])

    def left(self) -> Iterator[Remainder]:
        """Runs of characters that are lost."""
        for match in re.finditer(rb"\x03(?:[\x00\x03]*\x03)?", bytes(self.painted)):
            yield Remainder(self.draft.line_of(match.start()), self.draft.extract.text[match.start() : match.end()])


def _pieces(draft: Draft, start: int, end: int) -> Iterator[tuple[int, int, Edit | None]]:
    """A range cut where characters stand differently in the output: each stretch, with its edit where there is one."""
    at = start
    for edit in draft.within(start, end):
        if edit.start < at:
            continue
        if edit.start > at:
            yield at, edit.start, None
        if edit.end > edit.start:
            yield edit.start, edit.end, edit
        at = edit.end
    if at < end:
        yield at, end, None


def _vanishes(text: str, edit: Edit, marks: str) -> bool:
    """Whether what stands there is in neither form that is written."""
    if edit.plain.strip():
        return False
    kept = edit.markdown if edit.markdown and edit.markdown in marks else edit.target if edit.target in marks else ""
    return bool(Counter(letters(text)) - Counter(kept))


def _unseen(extract: Extract) -> Iterator[Remainder]:
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
