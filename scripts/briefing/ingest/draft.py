"""The form on which the rules work: an extract's plain text, cut into parts that rules give their roles.

Offsets are those of `Draft.text` (see `characters.py`). A part never holds text of its own: it names ranges, so that
every character can be accounted for whatever rules do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from briefing.codes import codes, report
from briefing.ingest.characters import Plain
from briefing.ingest.extract import Block, BlockKind, Drop, Extract, Span
from briefing.model import Correction, Doubt, Metadatum, Place
from briefing.problems import Problem

Role = Literal["text", "paragraph", "heading", "title", "metadata", "note", "dropped"]
"""What a part is; `text` is undecided, and ends up a paragraph."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters that stand differently in the output; an insertion where `start == end`."""

    start: int
    end: int
    plain: str
    markdown: str
    rule: str = ""
    """Rule by which the characters are dropped; empty where they are kept in some form."""
    target: str = ""
    """Of a link's end: its target, which a note's plain text spells out."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text with one role."""

    ranges: tuple[Range, ...]
    text: str
    """Its plain text, markup and line ends gone, before notes are paired."""
    role: Role = "text"
    kind: BlockKind = "text"
    """What the reader, or the layout, took it for."""
    level: int = 0
    label: str = ""
    """Of a note: its printed label, `""` where it prints none."""
    id: str = ""
    """Of a note of the reader's: the id that its calls name."""
    rule: str = ""
    """Of a dropped part, the rule that dropped it; of metadata, the field."""
    page: int = 0
    block: int = 0
    """Which block of the extract it begins in: parts of one block have no blank line between them."""
    joined: tuple[str, ...] = ()
    """What stands before each range but the first: a space, or nothing where a word was cut; else spaces."""
    bold: bool = False
    """Whether all of it is strong type."""

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.ranges[-1][1]

    @property
    def seams(self) -> tuple[str, ...]:
        """What stands before each range but the first, one for each."""
        return (*self.joined, *(" ",) * (len(self.ranges) - 1 - len(self.joined)))

    def followed(self, other: Part) -> Part:
        """The same with another part's ranges behind its own; its text is to be rendered anew."""
        return replace(self, ranges=(*self.ranges, *other.ranges), joined=(*self.seams, " ", *other.seams))

    @property
    def open(self) -> bool:
        """Whether no rule has decided on it."""
        return self.role == "text"

    def drop(self, rule: str) -> Part:
        """The same, dropped by a rule."""
        return replace(self, role="dropped", rule=rule)

    def meta(self, name: str) -> Part:
        """The same, kept as metadata."""
        return replace(self, role="metadata", rule=name)


@dataclass(slots=True)
class Draft:
    """A document in the making; rules rewrite `parts` and add to the rest."""

    extract: Extract
    plain: Plain
    parts: list[Part] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    """In offsets of the stream."""
    labels: list[Range] = field(default_factory=list)
    """Printed labels of notes: they move with them."""
    metadata: list[Metadatum] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    corrections: tuple[Correction, ...] = ()
    unsure: list[tuple[int, str, str]] = field(default_factory=list)
    """Where a part begins of which the best path was not sure, what it was taken for, and what else it may be."""
    settled: list[Range] = field(default_factory=list)
    """Parts on which a correction has decided."""
    called: list[tuple[int, Correction]] = field(default_factory=list)
    """Where a correction sets a marker."""
    silent: list[tuple[Range, Correction]] = field(default_factory=list)
    """Where a correction says that no marker stands."""
    corrected: set[str] = field(default_factory=set)
    """Facts that a correction gives."""
    lost_links: int = 0
    raised: frozenset[int] = frozenset()
    """Where small raised type begins."""
    wrap: int = 0
    """Width at which lines were wrapped; 0 where each line is a paragraph of its own."""
    exact: bool = False
    """Whether each line was filled with as many words as fit its width in characters."""
    spaced: bool = False
    """Whether two spaces stand behind most sentences."""
    again: frozenset[str] = frozenset()
    """Short lines that come again."""
    own_labels: frozenset[int] = frozenset()
    """Where labels of notes begin that stand on lines of their own."""
    first_lines: frozenset[int] = frozenset()
    """Where indented lines begin that begin a paragraph."""
    _starts: list[int] = field(default_factory=list)
    _span_starts: list[int] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)
    _blocks: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The plain text."""
        return self.plain.text

    def edit(self, edits: Iterable[Edit]) -> None:
        """Adds edits, and keeps them in order."""
        self.edits = sorted([*self.edits, *edits], key=lambda e: (e.start, e.end))
        self._starts = [e.start for e in self.edits]

    def within(self, start: int, end: int) -> list[Edit]:
        """Edits that begin in a range, insertions at its end too."""
        low, high = bisect_left(self._starts, start), bisect_right(self._starts, end)
        return [edit for edit in self.edits[low:high] if edit.start < end or edit.end == edit.start]

    def holders(self) -> Callable[[int], int | None]:
        """What tells which of the parts, as they are now, holds an offset; None where none does."""
        rows = sorted((start, end, i) for i, part in enumerate(self.parts) for start, end in part.ranges if end > start)

        def holder(offset: int) -> int | None:
            at = bisect_right(rows, (offset, 1 << 60)) - 1
            return rows[at][2] if at >= 0 and offset < rows[at][1] else None

        return holder

    def spans_in(self, start: int, end: int) -> list[Span]:
        """Spans that begin in a range."""
        if len(self._span_starts) != len(self.spans):
            self.spans.sort(key=lambda s: (s.start, -s.end))
            self._span_starts = [s.start for s in self.spans]
        return self.spans[bisect_left(self._span_starts, start) : bisect_left(self._span_starts, end)]

    def around(self, start: int, end: int, size: int = 40) -> tuple[str, str]:
        """What stands right before and behind a range, at most so many characters, markup left out."""
        reach = 4 * size + 40
        low = max(self.text.rfind("\n", 0, start) + 1, start - reach)
        high = self.text.find("\n", end, end + reach)
        high = high if high >= 0 else min(len(self.text), end + reach)
        return self.written(low, start)[-size:], self.written(end, high)[:size]

    def render(self, part: Part, form: Literal["plain", "markdown", "note"] = "plain") -> str:
        """A part's text, white space squeezed."""
        pieces, seams = [], part.seams
        for i, (start, end) in enumerate(part.ranges):
            if i:
                pieces.append(seams[i - 1])
            pieces.append(self.written(start, end, form))
        return " ".join("".join(pieces).split())

    def written(self, start: int, end: int, form: Literal["plain", "markdown", "note"] = "plain") -> str:
        """A range as it is written, white space kept."""
        out, at = [], start
        escape = _escaped if form == "markdown" else str
        for edit in self.within(start, end):
            if edit.start < at:
                continue
            out.append(escape(self.text[at : edit.start]))
            out.append(edit.markdown if form == "markdown" else edit.plain)
            if (
                form == "note"
                and edit.target
                and edit.target not in self.text[max(start, edit.start - 300) : edit.start]
            ):
                out.append(f" {edit.target}")
            at = max(at, edit.end)
        out.append(escape(self.text[at:end]))
        return "".join(out)

    def part(self, ranges: Iterable[Range], block: Block, number: int, **more: object) -> Part:
        """A part over ranges of a block, its plain text rendered."""
        made = Part(tuple(ranges), "", kind=block.kind, level=block.level, page=block.page, block=number)
        made = replace(made, **more) if more else made  # type: ignore[arg-type]
        return replace(made, text=self.render(made))

    def line(self, offset: int) -> int:
        """Line of the file on which an offset stands."""
        return self.line_of(self.plain.back(offset))

    def line_of(self, origin: int) -> int:
        """Line of the file on which an offset of the stream stands."""
        if not self._lines:
            self._lines = [m.start() for m in re.finditer(r"\r\n|[\r\n]", self.extract.text)] or [
                len(self.extract.text)
            ]
            self._blocks = [(b.start, b.line) for b in self.extract.blocks if b.line]
        i = bisect_right(self._blocks, (origin, 1 << 60)) - 1
        return self._blocks[i][1] if i >= 0 else bisect_left(self._lines, origin) + 1

    def report(self, code: str, offset: int, message: str, **more: str) -> None:
        """Adds a problem at an offset."""
        self.problems.append(report(code, Place(self.extract.name, self.line(offset)), message, **more))

    def doubt(self, code: str, offset: int, message: str, correction: str, **more: str) -> None:
        """Adds a problem at an offset, with the correction that would settle it, unless one has settled it; and with
        the one that says that it was read rightly, where `right` gives it."""
        if any(start <= offset < end for start, end in self.settled):
            return
        self.doubt_at(code, self.line(offset), message, correction, **more)

    def doubt_at(self, code: str, line: int, message: str, correction: str, right: str = "", **more: str) -> None:
        """Adds a problem at a line, with the correction that would settle it."""
        mend = f"{codes()[code].mend} In sources/KEY.md, under `corrections:`, this would settle it: {correction}"
        mend += f" Where it was read rightly, this says so: {right}" * bool(right)
        self.problems.append(report(code, Place(self.extract.name, line), message, help=mend, **more))
        self.doubts.append(Doubt(message, line, correction))

    def note_down(self, name: str, value: str, part: Part | None = None, origin: str = "text") -> None:
        """Adds a fact about the document."""
        self.metadata.append(Metadatum(name, value, origin, self.line(part.start) if part else None))


ACTIVE = re.compile(r"[\\`*]|<|\[(?=[^\]\n]{0,200}\](?:[(\[:]))|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")


def _escaped(text: str) -> str:
    """Text as Markdown that shows it as it stands."""
    return ACTIVE.sub(lambda m: {"<": "&lt;", "&": "&amp;"}.get(m.group(), "\\" + m.group()), text)
