"""Dates as EDTF (ISO 8601-2): levels 0 and 1, open and uncertain ends of intervals, unspecified digits, seasons.

The `edtf` package reads more, in some four milliseconds a date; the tests hold this reader against it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_SEASONS = {21: ("spring", 3, 5), 22: ("summer", 6, 8), 23: ("autumn", 9, 11), 24: ("winter", 12, 2)}
_PART = re.compile(r"(\d{2}XX|\d{3}X|\d{4}|XXXX)(?:-(XX|\d{2})(?:-(XX|\d{2}))?)?([~?%]?)")
EARLIEST, LATEST = "0001-01-01", "9999-12-31"
"""What an open end is taken for."""


@dataclass(frozen=True, slots=True)
class Ending:
    """One date of an interval, or the only one: `2018-11-09`, `199X`, `2019-01~`."""

    year: str
    """Four characters; `X` for a digit that is not known."""
    month: int | None
    """1 to 12, or a season, 21 to 24."""
    day: int | None
    mark: str
    """`~` approximate, `?` uncertain, `%` both, or empty."""


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date, possibly vague: what it says and between which days it must lie."""

    text: str
    """EDTF."""
    earliest: str
    """First day that it may mean, ISO."""
    latest: str
    """Last day that it may mean, ISO."""
    uncertain: bool
    approximate: bool
    start: Ending | None
    """None where the interval is open."""
    end: Ending | None
    """Same as `start` where the date is no interval."""

    @property
    def sort_key(self) -> tuple[str, str]:
        """Orders dates by their first day; of two that begin together, the narrower comes first."""
        return self.earliest, self.latest

    @property
    def is_interval(self) -> bool:
        """Whether it names two ends."""
        return "/" in self.text


@lru_cache(maxsize=8192)
def parse(text: str) -> EdtfDate:
    """Reads an EDTF date; raises ValueError, with what is wrong, where it is none.

    >>> parse("2019-01~").latest
    '2019-01-31'
    """
    text = text.strip()
    parts = text.split("/")
    if len(parts) > 2:
        raise ValueError("an interval has two ends: 2017/2019")
    ends = [_ending(part, open_allowed=len(parts) == 2) for part in parts]
    start, end = ends[0], ends[-1]
    if start is None and end is None:
        raise ValueError("an interval needs at least one end")
    earliest = _days(start)[0] if start else EARLIEST
    latest = _days(end)[1] if end else LATEST
    if earliest > latest:
        raise ValueError("the interval ends before it begins")
    marks = "".join(e.mark for e in ends if e)
    return EdtfDate(text, earliest, latest, "?" in marks or "%" in marks, "~" in marks or "%" in marks, start, end)


def spoken(text: str) -> str:
    """A date in words: `14 June 2024`, `about January 2019`, `2017 to 2019`, `1990s`; raises ValueError.

    >>> spoken("2017-11/2018-02~")
    'November 2017 to about February 2018'
    """
    date = parse(text)
    if not date.is_interval and date.start:
        return _say(date.start)
    if date.start is None or date.end is None:
        known = date.start or date.end
        return f"{'from' if date.start else 'until'} {_say(known)}" if known else date.text
    return _say_interval(date.start, date.end)


def from_csl(value: Mapping[str, Any] | None) -> EdtfDate | None:
    """A CSL date (`issued`, `accessed`) as EDTF, or None where it says nothing that can be read.

    >>> from_csl({"date-parts": [[2024, 10]], "circa": True}).text
    '2024-10~'
    """
    if not value:
        return None
    mark = "~" if value.get("circa") else ""
    season = value.get("season")
    try:
        ends = []
        for parts in value.get("date-parts") or ():
            numbers = [int(n) for n in parts]
            if season and len(numbers) == 1:
                numbers.append(20 + int(season))
            ends.append("-".join(f"{n:0{4 if i == 0 else 2}d}" for i, n in enumerate(numbers)) + mark)
        return parse("/".join(ends)) if ends else parse(str(value.get("raw") or ""))
    except (ValueError, TypeError):
        return None


def to_csl(date: EdtfDate) -> dict[str, Any]:
    """A date as CSL has it; what CSL can't say in numbers (decades, open ends) is said in words.

    >>> to_csl(parse("2024-10~"))
    {'date-parts': [[2024, 10]], 'circa': True}
    """
    ends = [date.start, date.end] if date.is_interval else [date.start]
    if any(end is None or "X" in end.year for end in ends):
        return {"literal": spoken(date.text)}
    found: dict[str, Any] = {"date-parts": [_numbers(end) for end in ends if end]}
    seasons = [end.month - 20 for end in ends if end and end.month and end.month > 12]
    if seasons:
        if date.is_interval:
            return {"literal": spoken(date.text)}
        found["season"] = seasons[0]
    if date.approximate or date.uncertain:
        found["circa"] = True
    return found


def _numbers(end: Ending) -> list[int]:
    month = end.month if end.month and end.month <= 12 else None
    return [n for n in (int(end.year), month, end.day if month else None) if n is not None]


def _ending(text: str, *, open_allowed: bool) -> Ending | None:
    """One end of a date; None where it is open."""
    if open_allowed and text in ("", ".."):
        return None
    match = _PART.fullmatch(text)
    if match is None:
        raise ValueError("EDTF looks like 2018-11-09, 2018-11, 2018, 2019-01~, 2021?, 199X or 2017/2019")
    year, month, day, mark = match.groups()
    month = None if month in (None, "XX") else month
    day = None if day in (None, "XX") else day
    if day and not month:
        raise ValueError("a day needs its month")
    if year == "XXXX":
        raise ValueError("a date needs its year, or at least its century: 19XX")
    if month and "X" in year:
        raise ValueError("a month needs its year")
    if month and not (1 <= int(month) <= 12 or int(month) in _SEASONS):
        raise ValueError(f"there is no month {month}")
    if day and int(month or 0) > 12:
        raise ValueError("a season has no days")
    if year == "0000":
        raise ValueError("years are counted from 0001")
    if day and month and not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        raise ValueError(f"{_MONTHS[int(month) - 1]} {year} has no day {int(day)}")
    return Ending(year, int(month) if month else None, int(day) if day else None, mark)


def _days(end: Ending) -> tuple[str, str]:
    """First and last day that one end may mean."""
    low, high = max(end.year.replace("X", "0"), "0001"), end.year.replace("X", "9")
    if end.month is None:
        return f"{low}-01-01", f"{high}-12-31"
    if end.day is not None:
        day = f"{low}-{end.month:02d}-{end.day:02d}"
        return day, day
    first, last = _SEASONS[end.month][1:] if end.month > 12 else (end.month, end.month)
    closing = int(high) + (last < first)
    if closing > 9999:
        return f"{low}-{first:02d}-01", LATEST
    return f"{low}-{first:02d}-01", f"{closing:04d}-{last:02d}-{calendar.monthrange(closing, last)[1]:02d}"


def _say(end: Ending, *, drop: int = 0) -> str:
    """One end in words; `drop` leaves out the year (1) or month and year (2), which the other end says."""
    if "X" in end.year:
        century = int(end.year[:2])
        words = f"{end.year[:3]}0s" if end.year[2] != "X" else f"{century}00s"
    else:
        words = str(int(end.year))
        if end.month:
            name = _SEASONS[end.month][0] if end.month > 12 else _MONTHS[end.month - 1]
            pieces = ([str(end.day)] if end.day else []) + ([name] if drop < 2 else []) + ([words] if drop < 1 else [])
            words = " ".join(pieces)
    certain = words if end.mark not in ("~", "%") else f"about {words}"
    return f"{certain} (uncertain)" if end.mark in ("?", "%") else certain


def _say_interval(start: Ending, end: Ending) -> str:
    """Both ends in words; what both say is said once: `5 to 8 June 2024`."""
    drop = 0
    if not start.mark and start.year == end.year and "X" not in start.year and start.month and end.month:
        drop = 2 if start.day and end.day and start.month == end.month else 1
    return f"{_say(start, drop=drop)} to {_say(end)}"
