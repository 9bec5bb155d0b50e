"""Times of day in a sentence, `3:40 p.m.`, `15.40 Uhr`, `noon`, as minutes from midnight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import zip_longest

from briefing.evidence.dates import Span
from briefing.evidence.facts import Fact, Quantity
from briefing.evidence.language import Language

CLOCK = "clock"
"""The unit of a time of day."""
DAY, HALF = 24 * 60, 12 * 60
BESIDE = 60
"""Minutes from a time of day within which what is `before` or `after` it lies."""
ROUGHLY = 20
"""The same of `about`."""
_FELLOW = re.compile(r" (?:and|to|until|or) | ?[-–] ?")
_MAY = re.compile(r"\d[:.h]\d\d|\d ?[apAP]\.?[mM]\b|\d [Uu]hr\b|\b(?:noon|mid)")
"""What a time of day has: cheap, where the pattern is not."""


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    names = "|".join(map(re.escape, language.day_times)) or "(?!)"
    signs = "|".join(map(re.escape, language.clock_signs)) or "(?!)"
    return re.compile(
        rf"""(?<![\w.,:/$€£-])
        (?: (?P<hour> [01]?\d | 2[0-4] ) (?: (?P<mark>[:.]) (?P<minute> [0-5]\d ) (?: : (?P<second> [0-5]\d ) )? )?
            (?: [ ]? (?P<half>[ap])\.?m\.? (?!\w) | [ ] (?P<sign> {signs} ) \b )? (?! \w | [:.,]\d )
          | (?P<name> {names} ) \b )""",
        re.IGNORECASE | re.VERBOSE,
    )


def find_clocks(text: str, language: Language) -> tuple[Fact, ...]:
    """The times of day of a normalised text, as numbers of the unit `clock`."""
    return tuple(_clocks(text, language)) if _MAY.search(text) or not text.isascii() else ()


def _clocks(text: str, language: Language) -> Iterator[Fact]:
    found = list(_pattern(language).finditer(text))
    for match, fellow in zip_longest(found, found[1:]):
        also: tuple[tuple[Fraction | int, str], ...] = ()
        if match["name"]:
            value = Fraction(language.day_times[match["name"].lower()])
        elif (said := match["half"] or _half_of(fellow, match, text)) or match["sign"] or match["mark"] == ":":
            hour, half = int(match["hour"]), said.lower()
            if half and not 1 <= hour <= 12:
                continue
            value = Fraction(hour % 12 * 60 + HALF * (half == "p") if half else hour * 60) + int(match["minute"] or 0)
            value += Fraction(int(match["second"] or 0), 60)
            if not half and not match["sign"] and 1 <= hour <= 12:
                also = (((value + HALF) % DAY, CLOCK),)
        else:
            continue
        words = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 20) : match.start()].lower())[-1:]
        bound = next((language.clock_bounds.get(word) or language.bounds.get(word, "") for word in words), "")
        yield Fact(
            "number",
            match.group(),
            match.start(),
            match.end(),
            Quantity(value % DAY, CLOCK, bound.rstrip("?"), also=also),
        )


def _half_of(fellow: re.Match[str] | None, one: re.Match[str], text: str) -> str:
    """The half of the day that is said of the second of two times alone: `between 7.21 and 7.27 p.m.`; else nothing."""
    if fellow is None or not (one["hour"] and fellow["half"]) or one["sign"]:
        return ""
    beside = _FELLOW.fullmatch(text, one.end(), fellow.start()) and int(one["hour"]) <= int(fellow["hour"])
    return str(fellow["half"]) if beside else ""


def is_time(held: Fraction, own: Fraction, bound: str) -> bool:
    """Whether a time of day that a paragraph has bears out one of a sentence: itself, or within an hour of a bound."""
    late = (held - own + HALF) % DAY - HALF  # `shortly before midnight` for 11.40 p.m.
    if bound in ("more", "least"):
        return 0 <= late <= BESIDE
    if bound in ("less", "most", "near"):
        return 0 <= -late <= BESIDE
    exact = held.denominator > 1 and own.denominator > 1  # both to the second
    return abs(late) < ROUGHLY if bound == "about" else late == 0 or (abs(late) < 1 and not exact)


def spans_of(numbers: Iterable[Quantity]) -> Iterator[Fraction]:
    """The minutes between each two times of day, of one day and, where the second is earlier, over midnight."""
    clocks = [Fraction(q.value) for q in numbers if q.unit == CLOCK]
    pairs = {(a, b) for at, b in enumerate(clocks) for a in clocks[:at]}
    yield from {abs(b - a) for a, b in pairs} | {(b - a) % DAY for a, b in pairs}


def later(day: int, wait: timedelta) -> date | None:
    """The day that lies so far behind a day `yyyymmdd` or `mmdd`, of a leap year then; None where there is none."""
    try:
        return date(day // 10000 or 2000, day // 100 % 100, day % 100) + wait
    except (ValueError, OverflowError):
        return None


def counted_on(numbers: Iterable[Quantity]) -> Iterator[tuple[Fraction, Fraction]]:
    """Times of day and the minutes, from that midnight on, that lie behind them by any hours and minutes of a text:
    `for 31 hours from 5 a.m.`."""
    numbers = tuple(numbers)
    waits = {q.value if q.unit == "minute" else q.value * 60 for q in numbers if q.unit in ("hour", "minute")}
    for clock in (Fraction(q.value) for q in numbers if q.unit == CLOCK):
        for wait in (wait for wait in waits if not isinstance(wait, str) and 0 < wait < 100 * DAY):
            yield (clock + wait) % DAY, clock + wait


def days_counted_on(numbers: Iterable[Quantity], spans: Iterable[Span]) -> Iterator[Span]:
    """The days of those, from any day of the text on: `for 31 hours from 5 a.m. on 19 April`."""
    days = [span for span in spans if span.first == span.last]
    for _, wait in counted_on(numbers):
        for span in days:
            if late := later(span.first, timedelta(minutes=float(wait))):
                number = (late.year * 10000 if span.dated else 0) + late.month * 100 + late.day
                yield Span(number, number)
