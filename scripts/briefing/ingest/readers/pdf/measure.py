"""What is usual in a document (size, leading, how paragraphs begin), and pieces of lines that belong together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefing.ingest.extract import BlockKind
from briefing.ingest.readers.pdf.lines import Line


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
        for a, b in pairwise(text):
            if a.page == b.page and 0 < a.y - b.y < 4 * size:
                steps.append((a.y - b.y) / size)
        for a, b in pairwise(text):
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
