"""What is usual in a document and in each of its zones: size, leading, edges, how paragraphs begin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from briefing.ingest.extract import BlockKind
from briefing.ingest.readers.pdf.lines import Line
from briefing.ingest.words import begins_small, ends

FEW = 5
"""Paragraphs by which the habit of a document is told."""
Form = Literal["block", "indented", "hanging"]
"""How paragraphs begin: below a gap or after a short line, with an indent, or left of their other lines."""


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
    gapped: bool = False
    """Whether hardly a paragraph begins without a gap above it."""


@dataclass(slots=True)
class Frame:
    """What is usual in one zone."""

    size: float
    """Size of the document's text."""
    left: float
    right: float
    leading: float
    justified: bool
    form: Form
    indent: float
    bold: bool
    gapped: bool = False


def measured(zones: list[list[Line]]) -> Measure:
    """The document's usual size, leading and way to part paragraphs."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    whole = [line for zone in zones for line in zone]
    for line in [line for line in whole if not line.table] or whole:  # tables may hold more than the text
        sizes[round(line.size * 2) / 2] += len(line.text)
        total += len(line.text)
        bold += len(line.text) if line.bold else 0
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps: list[float] = []
    depths: list[float] = []
    stops: list[float] = []
    full = count = 0
    for zone in zones:
        text = _of_size(zone, size)
        left, right = edges(text)
        steps += _steps(text)
        for a, b in pairwise(text):
            count += 1
            full += abs(a.x1 - right) < 0.25 * size
            if (
                not (a.counts or b.counts)
                and ends(a.text)
                and a.x1 + b.word + 0.3 * size < right
                and not begins_small(b.text)
            ):
                stops += _steps([a, b])
            if 0.8 * size < b.x0 - left < 4 * size and abs(a.x0 - left) < 0.3 * size:
                depths.append(b.x0 - left)
    leading = _usual(steps)
    gaps = sum(1 for step in steps if step > 1.25 * leading)
    indented = len(depths) > 2 and len(depths) >= 0.6 * gaps
    justified = full > 0.55 * max(1, count)
    after = sum(step > 1.25 * leading for step in stops)
    gapped = after >= FEW and after >= 0.8 * len(stops)
    depth = median(depths) if indented else 0.0
    return Measure(size, leading, indented, justified, bold > 0.6 * max(1, total), depth, gapped)


def framed(lines: list[Line], measure: Measure) -> Frame:
    """What is usual in a zone; where it is too short to tell, what is usual in the document."""
    text = _of_size(lines, measure.size)
    text = text if len(text) >= 3 or len(text) >= 0.5 * len(lines) else lines
    left, right = edges(text)
    steps = _steps(text)
    leading = _usual(steps) if len(steps) >= 6 else measure.leading
    full = sum(abs(line.x1 - right) < 0.25 * line.size for line in text)
    justified = full > 0.55 * len(text) if len(text) >= 8 else measure.justified
    form: Form = "indented" if measure.indented else "block"
    return Frame(measure.size, left, right, leading, justified, form, measure.indent, measure.bold, measure.gapped)


def form_of(lines: list[Line], frame: Frame) -> Form:
    """How the paragraphs of a stretch begin: do sentences end before its indented lines, or before the others?"""
    depth = 0.6 * lines[0].size
    inner = [(a, b) for a, b in pairwise(lines) if b.x0 - frame.left > depth]
    outer = [(a, b) for a, b in pairwise(lines) if b.x0 - frame.left <= depth]
    if len(inner) < 2 or not outer:
        return frame.form
    stops = [sum(ends(a.text) for a, _ in pairs) / len(pairs) for pairs in (inner, outer)]
    depths = [b.x0 - frame.left for _, b in inner]
    even = max(depths) - min(depths) < 0.5 * lines[0].size
    if even and stops[1] > stops[0] + 0.3:
        return "hanging"
    return "indented" if stops[0] > stops[1] + 0.3 and len(inner) > 2 else frame.form


def _of_size(lines: list[Line], size: float) -> list[Line]:
    return [line for line in lines if abs(line.size - size) < 0.06 * size]


def _steps(lines: list[Line]) -> list[float]:
    """Distances of lines that follow each other, in sizes."""
    return [
        (a.y - b.y) / a.size for a, b in pairwise(lines) if a.page == b.page and a.size and 0 < a.y - b.y < 4 * a.size
    ]


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
