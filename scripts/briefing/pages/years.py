"""The timeline at a glance: a dot for each event over its year, a bar for each that lasts; as shares of the width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefing.library import dates
from briefing.model import Event

COLUMNS = 60
"""Columns that a picture has at most; where the years are more, a column stands for several."""
LABELS = 6
"""Years named under it, at most some."""
LAST = 90
"""Where the last of them may begin, percent of the width, so that it has room on a phone."""
ROUND = (1, 2, 5, 10, 20, 50, 100)
"""Steps in which years are named."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An event."""

    at: float
    """Middle of its column, percent of the width."""
    level: int
    """0 for the lowest of its column."""
    uncertain: bool
    id: str
    """Of the event."""
    name: str
    """Its date and its sentence."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An event that lasts for longer than a column."""

    at: float
    width: float
    """Both in percent of the width."""
    lane: int
    """0 for the one next to the dots; bars of one lane do not touch."""
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Glance:
    """The whole picture."""

    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]
    labels: tuple[tuple[int, float], ...]
    """Year, and where it begins."""
    height: int
    """Dots of the highest column."""
    lanes: int
    words: str
    """The same for those who can't see it."""


def _piled(row: tuple[int, int, bool, Event]) -> tuple[int, bool, int, str]:
    """Years in order; in a column the sure dates under the others."""
    first, last, _, event = row
    return first, bool(event.approximate), last, event.id


def glance(events: Iterable[Event], name: Callable[[Event], str]) -> Glance | None:
    """The picture of dated events, each with its `name`; None where fewer than two columns have any."""
    rows = [(date, event) for event in events if (date := dates.parse(event.date)).start and date.end]
    years = [(int(date.earliest[:4]), int(date.latest[:4]), date.is_interval, event) for date, event in rows]
    if len({first for first, *_ in years}) < 2:
        return None
    start, end = min(first for first, *_ in years), max(last for _, last, *_ in years) + 1
    step = -(-(end - start) // COLUMNS)
    count = -(-(end - start) // step)
    share = 100 / count
    height: Counter[int] = Counter()
    dots, bars, ends = [], [], list[int]()
    for first, last, lasts, event in sorted(years, key=_piled):
        column, final = (first - start) // step, (last - start) // step
        if lasts and final > column:
            lane = next((i for i, taken in enumerate(ends) if taken < column), len(ends))
            ends[lane : lane + 1] = [final]
            bars.append(
                Bar(round(column * share, 2), round((final - column + 1) * share, 2), lane, event.id, name(event))
            )
            continue
        at = round((column + 0.5) * share, 2)
        dots.append(Dot(at, height[column], bool(event.approximate), event.id, name(event)))
        height[column] += 1
    every = next((n for n in ROUND if (end - start) / n <= LABELS), ROUND[-1])
    named = [year for year in range(start, end) if year % every == 0] or [start]
    places = [(year, round((year - start) / step * share, 2)) for year in named]
    labels = tuple((year, at) for year, at in places if at <= LAST)
    most = Counter(first for first, *_ in years).most_common(1)[0]
    dots.sort(key=lambda dot: (dot.at, dot.level))
    words = f"{len(years)} events from {start} to {end - 1}; most begin in {most[0]}: {most[1]}."
    return Glance(tuple(dots), tuple(bars), labels, max(height.values(), default=0), len(ends), words)
