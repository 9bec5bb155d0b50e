"""Lines put together to paragraphs, headings, items, tables, captions and notes, within and over columns and pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from statistics import median

from briefing.ingest.extract import BlockKind
from briefing.ingest.readers.pdf.lines import Line
from briefing.ingest.words import begins_small, cut_off, ends, prose, words

BULLET = re.compile(r"[•·▪▫◦‣●○■□➢✓–—*-]\s+\S|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S")
LABEL = re.compile(r"(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)]?|([*†‡§]{1,3}))(?=\s|[^\W\d_]|[\"“«(]|$)")
NUMBERED = re.compile(r"([\[(]?)(\d{1,3})([\]).]+)\s")
LEADER = re.compile(r"(?:\.\s?){4,}\s*\w{0,5}$")
"""The dots of a table of contents."""
CAPTION = re.compile(
    r"(?:figure|fig\.|table|chart|map|photo|image|box|diagram|abbildung|tabelle|рис\.|табл\.)\s*\d*\s*[.:–—|]", re.I
)


@dataclass(slots=True)
class Piece:
    """Some lines that belong together."""

    lines: list[Line]
    kind: BlockKind = "paragraph"
    level: int = 0
    left: float = 0.0
    right: float = 0.0
    label: str = ""
    """Of a note: its label as printed."""
    marks: int = 0
    """Of a note: characters of the label."""

    @property
    def text(self) -> str:
        """Its lines, joined by spaces."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """Size of most of its type."""
        counts: Counter[float] = Counter()
        for line in self.lines:
            counts[line.size] += len(line.text)
        return counts.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        """Whether all its lines are bold."""
        return all(line.bold for line in self.lines)

    @property
    def page(self) -> int:
        """Page on which it begins."""
        return self.lines[0].page


@dataclass(slots=True)
class Measure:
    """What is usual in the document."""

    size: float
    leading: float
    """Distance of baselines, in sizes."""
    indented: bool
    """Whether paragraphs begin with an indent rather than below a gap."""
    justified: bool
    bold: bool
    """Whether most of the text is bold."""
    indent: float = 0.0
    """How far a paragraph's first line is indented, where it is."""


@dataclass(slots=True)
class Body:
    """A document's pieces in reading order; notes follow the paragraph beside which their page ends."""

    pieces: list[Piece] = field(default_factory=list)
    tables: list[Piece] = field(default_factory=list)


def measured(zones: list[list[Line]]) -> Measure:
    """The document's usual size, leading and way to part paragraphs."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    for zone in zones:
        for line in zone:
            sizes[round(line.size * 2) / 2] += len(line.text)
            total += len(line.text)
            bold += len(line.text) if line.bold else 0
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps: list[float] = []
    depths: list[float] = []
    full = count = 0
    for zone in zones:
        text = [line for line in zone if abs(line.size - size) < 0.06 * size]
        left, right = edges(text)
        for a, b in itertools.pairwise(text):
            if a.page == b.page and 0 < a.y - b.y < 4 * size:
                steps.append((a.y - b.y) / size)
        for a, b in itertools.pairwise(text):
            count += 1
            full += abs(a.x1 - right) < 0.25 * size
            if 0.8 * size < b.x0 - left < 4 * size and abs(a.x0 - left) < 0.3 * size:
                depths.append(b.x0 - left)
    leading = _usual(steps)
    gaps = sum(1 for step in steps if step > 1.25 * leading)
    indented = len(depths) > 2 and len(depths) >= 0.6 * gaps
    justified = full > 0.55 * max(1, count)
    return Measure(size, leading, indented, justified, bold > 0.6 * max(1, total), median(depths) if indented else 0.0)


def _usual(steps: list[float]) -> float:
    if not steps:
        return 1.3
    counts = Counter(round(step * 20) for step in steps)
    best = counts.most_common(1)[0][0]
    return median([step for step in steps if abs(step * 20 - best) <= 1.5])


def edges(lines: list[Line]) -> tuple[float, float]:
    """Left and right edge of a column: where most of its lines begin, and as far as they reach."""
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.x0) for line in lines)
    most = max(lefts.values())
    left = min(x for x, n in lefts.items() if n >= max(1, 0.25 * most))
    rights = sorted(line.x1 for line in lines)
    return min(float(left), min(line.x0 for line in lines if line.x0 > left - 1)), rights[int(0.93 * (len(rights) - 1))]


# --- notes at the foot ---


def split_foot(
    zone: list[Line], measure: Measure, expected: int, open_note: bool
) -> tuple[list[Line], list[Piece], Piece | None]:
    """A zone without the notes at its foot; the notes; and what goes on with the note before.

    `expected` is the number that the next note should have, `open_note` whether the note before may go on.
    """
    start = len(zone)
    while start and zone[start - 1].size <= 0.93 * measure.size:
        start -= 1
    while start < len(zone):
        size = label_size(zone[start], expected)
        gap = start == 0 or zone[start - 1].y - zone[start].y > 1.15 * measure.leading * zone[start].size
        if (size and gap) or (open_note and gap and _holds_label(zone[start:], expected)) or (open_note and start == 0):
            break
        start += 1
    foot = zone[start:]
    if not foot or (start == 0 and not open_note and not label_size(foot[0], expected)):
        return zone, [], None
    notes: list[Piece] = []
    rest: Piece | None = None
    raised = any(line.marks[:1] == [1] for line in foot)
    for line in foot:
        size = label_size(line, expected + len(notes))
        if size and (not raised or line.marks[0] == 1):
            notes.append(Piece([line], "note", label=line.text[:size], marks=size))
        elif notes:
            notes[-1].lines.append(line)
        elif rest is not None:
            rest.lines.append(line)
        else:
            rest = Piece([line], "note")
    return zone[:start], notes, rest


def _holds_label(lines: list[Line], expected: int) -> bool:
    return any(label_size(line, expected) for line in lines) or len(lines) <= 4


def label_size(line: Line, expected: int) -> int:
    """How many characters at a line's start are a note's label: raised figures, or the number that is due."""
    i = 0
    while i < len(line.text) and line.marks[i] == 1 and i < 5:
        i += 1
    if i and re.search(r"[\d*†‡§a-z]", line.text[:i]):
        return i
    match = LABEL.match(line.text)
    if match is None:
        return 0
    if match[4]:
        return match.end()
    value = int(match[1] or match[2] or match[3])
    if match[1] and abs(value - expected) <= 2:
        return match.end()
    return match.end() if value == expected or (value == 1 and re.match(r"\s*\S", line.text[match.end() :])) else 0


def value_of(label: str) -> int:
    """The number of a label, 0 where it is none."""
    digits = re.sub(r"\D", "", label)
    return int(digits) if digits else 0


# --- paragraphs within a zone ---


def pieces_in(zone: list[Line], measure: Measure) -> list[Piece]:
    """A zone's lines as pieces."""
    found: list[Piece] = []
    text = [line for line in zone if abs(line.size - measure.size) < 0.06 * measure.size] or zone
    left, right = edges(text)
    for line in zone:
        if found and not _parts(found[-1], line, left, right, measure):
            found[-1].lines.append(line)
        else:
            found.append(Piece([line], left=left, right=right))
    found = _tables(found, right, measure)
    for piece in found:
        _settle(piece, measure)
    return found


def _parts(piece: Piece, line: Line, left: float, right: float, measure: Measure) -> bool:
    """Whether a line begins a piece of its own."""
    last = piece.lines[-1]
    size = max(line.size, last.size)
    if abs(line.size - last.size) > 0.07 * size:
        return True
    if line.bold != last.bold and not measure.bold and (len(last.text) > 3 and len(line.text) > 3):
        return not (piece.lines[0].bold is False and prose(piece.text) and not ends(last.text))
    if line.marks[:1] == [1] and (line.text[0].isdigit() or line.text[0] in "*†‡§"):
        return True
    if _counts_on(piece.lines[0].text, line.text):
        return True
    drop = last.y - line.y
    if drop < 0 or drop > 1.25 * measure.leading * size:
        return True
    if (
        "\t" in line.text
        and "\t" in last.text
        and not (measure.justified and (_full(line, right) or _full(last, right)))
    ):
        return True
    if line.size > 1.07 * measure.size:
        return False
    indent, before = line.x0 - left, last.x0 - left
    item = bool(BULLET.match(piece.lines[0].text))
    if (
        BULLET.match(line.text)
        and (ends(last.text) or last.text.endswith((":", ";")) or item)
        and not _full(last, right)
    ):
        return True
    if BULLET.match(line.text) and (item or last.text.endswith(":")) and ends(last.text.rstrip(";:,") + "."):
        return True
    if _centred(last, left, right) != _centred(line, left, right):
        return True
    if item and len(piece.lines) == 1 and indent > before + 0.5 * size:
        return False
    if indent > 0.7 * size and indent > before + 0.6 * size:
        return True
    if len(piece.lines) >= 2 and before > 0.7 * size and indent < before - 0.6 * size:
        return True
    if (
        measure.indented
        and len(piece.lines) == 1
        and max(abs(x - measure.indent) for x in (indent, before)) < 0.15 * size
        and ends(last.text)
    ):
        return True
    return _stopped(piece, line, left, right, measure)


def _counts_on(first: str, line: str) -> bool:
    """Whether a line begins with the number after that with which a piece begins, in one form: `[4]`, `4.`, `4)`."""
    one, two = NUMBERED.match(first), NUMBERED.match(line)
    return bool(one and two and one[1] == two[1] and one[3] == two[3] and int(two[2]) == int(one[2]) + 1)


def _stopped(piece: Piece, line: Line, left: float, right: float, measure: Measure) -> bool:
    """Whether the line before ended early: the next line's first word would have fitted, so its end was meant."""
    last = piece.lines[-1]
    if begins_small(line.text) or not _would_fit(last, line, right):
        return False
    inner = abs(line.x1 - last.x1) < 0.4 * last.size or (
        len(piece.lines) > 1 and abs(piece.lines[-2].x1 - last.x1) < 0.4 * last.size
    )
    if ends(last.text):
        return not (inner and measure.justified)
    if inner or last.text.endswith("-"):
        return False
    if measure.justified:
        return last.x1 < right - 1.5 * last.size
    return last.x1 < left + 0.62 * (right - left) or _would_fit(last, line, right - 0.8 * last.size)


def _centred(line: Line, left: float, right: float) -> bool:
    """Whether a line stands in the middle of its column, away from both edges."""
    before, after = line.x0 - left, right - line.x1
    narrow = line.x1 - line.x0 < 0.8 * (right - left)
    return narrow and min(before, after) > 2 * line.size and abs(before - after) < line.size


def _full(line: Line, right: float) -> bool:
    return line.x1 > right - 0.5 * line.size


def _would_fit(last: Line, line: Line, right: float) -> bool:
    """Whether the line's first word would have fitted on the line before it."""
    return last.x1 + line.word + 0.3 * last.size < right


def _tables(found: list[Piece], right: float, measure: Measure) -> list[Piece]:
    """Runs of lines with wide gaps put together as tables."""
    out: list[Piece] = []
    for piece in found:
        wide = len(piece.lines) == 1 and "\t" in piece.lines[0].text
        wide = wide and not (measure.justified and _full(piece.lines[0], right) and prose(piece.text + " ."))
        if wide and out and out[-1].kind == "table":
            out[-1].lines += piece.lines
        else:
            out.append(replace(piece, kind="table") if wide else piece)
    return [replace(p, kind="paragraph") if p.kind == "table" and len(p.lines) < 2 else p for p in out]


def _settle(piece: Piece, measure: Measure) -> None:
    """Says what kind of block a piece is."""
    if piece.kind == "table":
        return
    text, size = piece.text, piece.size
    count = words(text)
    if LEADER.search(text):
        piece.kind = "text"
        return
    if CAPTION.match(text) and (size < 0.97 * measure.size or count < 40):
        piece.kind = "caption"
    elif size > 1.07 * measure.size and count <= 40 and len(piece.lines) <= 5:
        piece.kind = "heading"
    elif piece.bold and not measure.bold and count <= 30 and len(piece.lines) <= 3 and not text.endswith((",", ";")):
        piece.kind = "heading" if not (text.endswith(".") and count > 10) else "paragraph"
    elif BULLET.match(text):
        piece.kind = "item"
    elif all(line.x0 - piece.left > 1.2 * size for line in piece.lines) and len(piece.lines) >= 2:
        piece.kind = "quote"


# --- over columns and pages ---


def goes_on(before: Piece, after: Piece, measure: Measure) -> bool:
    """Whether a piece at the top of a column goes on with the one at the end of the column before."""
    if before.kind not in ("paragraph", "item", "quote") or after.kind not in ("paragraph", "quote"):
        return False
    if abs(before.size - after.size) > 0.07 * measure.size or before.bold != after.bold:
        return False
    last, first = before.lines[-1], after.lines[0]
    if _counts_on(before.lines[0].text, first.text) or (first.marks[:1] == [1] and first.text[0].isdigit()):
        return False
    indent = first.x0 - after.left
    if cut_off(before.text):
        return begins_small(after.text) or (
            not before.text.rstrip().endswith((":", ";"))
            and ((prose(before.text + " .") and indent < 0.7 * first.size) or last.text.endswith("-"))
        )
    if before.text.rstrip().endswith(":") or begins_small(after.text):
        return begins_small(after.text)
    if measure.indented:
        return (
            indent < 0.4 * first.size
            and (len(after.lines) > 1 or not _would_fit(last, first, before.right))
            and after.kind == "paragraph"
        )
    if _would_fit(last, first, before.right):
        return False
    return not measure.justified or last.x1 > before.right - 0.12 * last.size
