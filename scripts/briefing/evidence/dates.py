"""Dates in a sentence, in any order and as partial as they come, as spans of days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from briefing.evidence.facts import Fact, Weekday
from briefing.evidence.language import Language
from briefing.evidence.wording import first_words

MONTH = 30
"""A date that spans no more, as numbers of days `yyyymmdd`, is a month or a day."""
_WORD = re.compile(r"\w+")


class Span(NamedTuple):
    """The days that a date may mean, as numbers `yyyymmdd`, or `mmdd` where it names no year."""

    first: int
    last: int

    @property
    def dated(self) -> bool:
        """Whether it names a year."""
        return self.first > 9999

    @property
    def yearless(self) -> Span:
        """The same without its year."""
        return Span(self.first % 10000, self.last % 10000)

    def holds(self, other: Span) -> bool:
        """Whether `other` says as much as this one or more: `2018` holds `9 November 2018`, never the reverse.

        A date without a year holds the same day or month of any year.
        """
        if self.dated:
            return other.dated and self.first <= other.first and other.last <= self.last
        if other.dated and other.first // 10000 != other.last // 10000:
            return False
        return self.first <= other.first % 10000 and other.last % 10000 <= self.last


def found_in(date: Span, dates: Iterable[Span], supplied: Iterable[int] = ()) -> bool:
    """Whether a paragraph with these dates bears the date out.

    Either one of its dates says as much, or one gives day and month and another the year. `supplied` are years that
    may be supplied although the paragraph prints none: that of the source's own date.
    """
    dates = tuple(dates)
    if any(date.holds(other) for other in dates):
        return True
    if not date.dated or date.first // 10000 != date.last // 10000 or date.last % 10000 - date.first % 10000 > 1000:
        return False
    year = date.first // 10000
    years = {
        other.first // 10000
        for other in dates
        if other == Span(other.first // 10000 * 10000 + 101, other.first // 10000 * 10000 + 1231)
    }
    if any(other.dated and date.yearless.holds(other) for other in dates):
        return False  # it has that day or month of another year
    return (year in years or year in supplied) and any(date.yearless.holds(o) for o in dates if not o.dated)


def edtf_spans(text: str) -> tuple[Span, ...]:
    """The spans of an EDTF date that is sure, two for an interval; none for one that is vague or open.

    >>> edtf_spans("2018-11/2019")
    (Span(first=20181101, last=20181131), Span(first=20190101, last=20191231))
    """
    spans = []
    for part in text.split("/"):
        if match := re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", part):
            year, month, day = int(match[1]), int(match[2] or 0), match[3]
            spans.append(_day_or_month(year, month, day, 0, 100) if month else _year(year, 0, 100))
    return tuple(spans)


def find_dates(text: str, language: Language) -> tuple[Fact, ...]:
    """The dates of a normalised text in order; `value` holds the spans that it may mean (`05/06/2021` has two)."""
    anchors, pattern, firsts, days = _patterns(language)
    found = []
    end = -1
    weekdays = None
    for word in _WORD.finditer(text):  # cheap, where the patterns are not
        written = word.group()
        if written.isascii() and not written[0].isdigit():
            key = written.lower()
            weekdays = weekdays or (key in days and _weekdays(language))
            if key not in firsts:
                continue
        else:
            weekdays = weekdays or _weekdays(language)
        if word.start() < end or not anchors.match(text, word.start()):
            continue
        match = pattern.match(text, word.start())
        if match is None:
            continue
        spans = tuple(_spans(match, text, language))
        if spans:
            end = match.end()
            found += [
                Fact("date", match.group().strip(" ,."), match.start(), end, alternatives) for alternatives in spans
            ]
    if weekdays:
        names, table = weekdays
        found += [
            Fact("date", m.group(), m.start(), m.end(), Weekday(table[m.group().lower()])) for m in names.finditer(text)
        ]
    return tuple(found)


@cache
def _weekdays(language: Language) -> tuple[re.Pattern[str], dict[str, int]] | None:
    """Names of the days of the week; none in a language that babel doesn't know."""
    try:
        days = Locale.parse(language.code).days["format"]["wide"]
    except (UnknownLocaleError, ValueError):
        return None
    table = {str(name).lower(): number for number, name in days.items()}
    return re.compile(rf"(?<!\w)(?:{'|'.join(table)})(?!\w)", re.IGNORECASE), table


def is_weekdays(word: str, language: Language) -> bool:
    """Whether a word, in lower case, is the plural of a day of the week: `on Saturdays`."""
    days = (_weekdays(language) or ("", {}))[1]
    return word[:-1] in days or word[:-2] in days


def on_weekday(span: Span, day: int) -> bool:
    """Whether a span is one day, and that day of the week."""
    if not span.dated or span.first != span.last:
        return False
    try:
        return date(span.first // 10000, span.first // 100 % 100, span.first % 100).weekday() == day
    except ValueError:
        return False


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str], frozenset[str]]:
    """What may begin a date, and dates; and the words, in ASCII, with which such and days of the week may begin."""
    names = sorted(language.months, key=len, reverse=True)
    month = rf"(?:{'|'.join(names)})\b\.?"
    modifiers = "|".join(sorted(language.modifiers, key=len, reverse=True)).replace(" ", "[ ]")
    ordinal = "|".join(language.ordinal_endings)
    of = "|".join(f"{phrase} ".replace(" ", "[ ]") for phrase in language.day_month_joiner)
    day = rf"(?:0?[1-9]|[12]\d|3[01])(?:{ordinal})?(?!\d)"
    year = r"(?:1\d{3}|20\d{2})(?!\d|[.,]\d)"
    to = r"[ ]?(?:-|to[ ]|and[ ]|,)[ ]?"
    quarters = "|".join(language.quarter_words) or "(?!)"
    dates = rf"""
        (?: (?P<modifier> {modifiers} ) [ -] (?: the[ ] )? )?
        (?: (?P<iso> (?P<iy> {year} ) - (?P<im> 0\d|1[0-2] ) (?: - (?P<id> [0-2]\d|3[01] ) )? (?!\d) )
          | (?P<n1> \d{{1,2}} ) (?P<sep> [./] ) (?P<n2> \d{{1,2}} ) (?P=sep) (?P<ny> {year} )
          | (?: (?P<d0> {day} ) {to} )? (?P<d1> {day} ) [ ]? (?: {of} )? (?P<m1> {month} )
                (?: ,?[ ] (?: of[ ] )? (?P<y1> {year} ) )?
          | (?P<m2> {month} ) [ ] (?P<d2> {day} ) (?: {to} (?P<d3> {day} ) (?![ ]*{month}) )?
                (?: ,?[ ] (?P<y2> {year} ) )?
          | (?P<m3> {month} ) (?: (?: ,?[ ] | [ ]of[ ] | - ) (?P<y3> {year} ) )?
          | (?P<quarter> {quarters} ) [ ] {language.quarter} [ ] (?: of[ ] )? (?P<y5> {year} )
          | (?P<season> {"|".join(language.seasons)} )
                (?: [ ] (?: of[ ] | in[ ] )? (?P<y4> {year} ) (?: [-/] (?P<y6> {year} | \d\d (?!\d) ) )? )?
          | (?P<decade> (?:1\d|20)\d\d | \d0 ) '?s \b
          | (?P<spelled> {"|".join(language.decades)} )
          | (?P<from> {year} ) [ ]?[-/][ ]? (?P<to> {year} | \d\d (?!\d) )
          | (?P<year> {year} )
        ) (?! \w )
    """
    plain = (*names, *language.seasons, *language.decades, *language.quarter_words)
    anchors = rf"(?<![\w.])(?:\d|(?:{'|'.join([modifiers, *plain])})\b)"
    return (
        re.compile(anchors, re.IGNORECASE),
        re.compile(dates, re.IGNORECASE | re.VERBOSE),
        first_words((*plain, *language.modifiers)),
        first_words((_weekdays(language) or ("", {}))[1]),
    )


def _spans(match: re.Match[str], text: str, language: Language) -> Iterator[tuple[Span, ...]]:
    """The dates of one match (a range has two), each with the spans that it may mean."""
    low, high = language.modifiers.get((match["modifier"] or "").lower(), (0, 100))
    if match["iso"]:
        yield (_day_or_month(int(match["iy"]), int(match["im"]), match["id"], low, high),)
    elif match["n1"]:
        a, b, year = int(match["n1"]), int(match["n2"]), int(match["ny"])
        pairs = {(a, b), (b, a)} if match["sep"] == "/" else {(a, b)}
        yield tuple(
            Span(year * 10000 + m * 100 + d, year * 10000 + m * 100 + d)
            for d, m in sorted(pairs)
            if 0 < m < 13 and 0 < d < 32
        )
    elif name := match["m1"] or match["m2"] or match["m3"]:
        month = language.months[name.lower().rstrip(".")]
        year = int(match["y1"] or match["y2"] or match["y3"] or 0)
        days = [day for day in (match["d0"], match["d1"], match["d2"], match["d3"]) if day]
        if not days and not year and not _surely_month(name, match, text, language):
            return
        for day in days or [None]:
            yield (_day_or_month(year, month, day, low, high),)
    elif match["quarter"]:
        year, first = int(match["y5"]), 3 * language.quarter_words[match["quarter"].lower()] - 2
        yield (Span(year * 10000 + first * 100 + 1, year * 10000 + (first + 2) * 100 + 31),)
    elif match["season"]:
        season, year = match["season"].lower(), int(match["y4"] or 0)
        if year or (season not in language.ambiguous_seasons and match["modifier"]):
            first = language.seasons[season]
            last = first + 2
            over = 10000 if last > 12 and year else 0
            span = Span(
                year * 10000 + first * 100 + 1, year * 10000 + over + (last - 12 if last > 12 else last) * 100 + 31
            )
            if not match["y6"]:
                yield (span,)
                return
            to = int(match["y4"][: 4 - len(match["y6"])] + match["y6"])
            yield (_year(year, 0, 100), span)  # `the winter of 2022-23`
            yield (_year(to, 0, 100), span) if over and to == year + 1 else (_year(to, 0, 100),)
    elif match["spelled"] and _is_age(text, match.start(), language):
        return
    elif match["decade"] or match["spelled"]:
        start = int(match["decade"]) if match["decade"] else language.decades[match["spelled"].lower()]
        start += 0 if start > 99 else 1900
        if start % 10:  # "2013s" is no decade: the year, so that it is looked for at all
            yield (_year(start, low, high),)
            return
        yield (Span((start + 10 * low // 100) * 10000 + 101, (start - 1 - (-10 * high // 100)) * 10000 + 1231),)
    elif match["from"]:
        first_year, last_year = match["from"], match["to"]
        yield (_year(int(first_year), low, high),)
        yield (_year(int(first_year[: 4 - len(last_year)] + last_year), 0, 100),)
    elif match["year"]:
        yield (_year(int(match["year"]), low, high),)


def _is_age(text: str, start: int, language: Language) -> bool:
    """Whether a decade in words is one of somebody's life, not of a century."""
    return not language.before_ages.isdisjoint(_WORD.findall(text[max(0, start - 20) : start].lower())[-1:])


def _surely_month(name: str, match: re.Match[str], text: str, language: Language) -> bool:
    """Whether a month's name that stands alone is one: a full name, and no other word of the language."""
    word = name.lower().rstrip(".")
    if word not in language.ambiguous_months and len(word) > 4:
        return name[0].isupper() or language.code != "en"
    before = re.search(r"(\w+)\W*$", text[max(0, match.start() - 20) : match.start()])
    introduced = bool(match["modifier"]) or (before is not None and before[1].lower() in language.before_month)
    return name[0].isupper() and introduced


def _day_or_month(year: int, month: int, day: str | None, low: int, high: int) -> Span:
    start = year * 10000 + month * 100
    if day:
        number = int(re.sub(r"\D", "", day))
        return Span(start + number, start + number)
    return Span(start + 1 + 31 * low // 100, start - (-31 * high // 100))


def _year(year: int, low: int, high: int) -> Span:
    return Span(year * 10000 + (12 * low // 100 + 1) * 100 + 1, year * 10000 - (-12 * high // 100) * 100 + 31)
