# ruff: noqa: E501 - lists of words read best as they are
"""Printed dates, in several languages and orders, as EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

_NAMES = """
january jan januar janvier enero gennaio janeiro января январь ocak يناير ژانویه ιανουαρίου ιανουαριου januari stycznia ledna січня ianuarie
february feb februar février fevrier febrero febbraio fevereiro февраля февраль şubat فبراير فوریه φεβρουαρίου φεβρουαριου februari lutego února лютого februarie
march mar märz maerz mars marzo março marco марта март mart مارس مارس μαρτίου μαρτιου maart marca března березня martie
april apr avril abril aprile апреля апрель nisan أبريل ابريل آوریل απριλίου απριλιου kwietnia dubna квітня aprilie
may mai mayo maggio maio мая май mayıs مايو مه μαΐου μαιου mei maja května травня
june jun juni juin junio giugno junho июня июнь haziran يونيو ژوئن ιουνίου ιουνιου czerwca června червня iunie
july jul juli juillet julio luglio julho июля июль temmuz يوليو ژوئیه ιουλίου ιουλιου lipca července липня iulie
august aug août aout agosto августа август ağustos أغسطس اوت αυγούστου αυγουστου augustus augusti sierpnia srpna серпня
september sept sep septembre septiembre settembre setembro сентября сентябрь eylül سبتمبر سپتامبر σεπτεμβρίου σεπτεμβριου września září вересня septembrie
october oct oktober okt octobre octubre ottobre outubro октября октябрь ekim أكتوبر اکتبر οκτωβρίου οκτωβριου października října жовтня octombrie
november nov novembre noviembre novembro ноября ноябрь kasım نوفمبر نوامبر νοεμβρίου νοεμβριου listopada листопада noiembrie
december dec dezember dez décembre decembre diciembre dicembre dezembro декабря декабрь aralık ديسمبر دسامبر δεκεμβρίου δεκεμβριου grudnia prosince грудня decembrie
"""
MONTHS = {name.casefold(): n for n, row in enumerate(_NAMES.strip().splitlines(), 1) for name in row.split()}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, _NAMES.split()), key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|°)?(?!\d)"
FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        r"(?<![\d-])(?P<year>(?:1[5-9]|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        r"(?<![\d/])(?P<year>(?:1[5-9]|20)\d\d)[/.](?P<number>[01]?\d)[/.](?P<day>[0-3]?\d)(?!\d)",
        rf"{_DAY}\.?\s*(?:de\s+|of\s+)?{_MONTH},?\s*(?:de[l]?\s+|of\s+)?{_YEAR}",
        rf"\b{_MONTH}\s*{_DAY}\s*,?\s*{_YEAR}",
        rf"\b(?P<year>(?:1[5-9]|20)\d\d),?\s+{_MONTH}\s+{_DAY}",
        rf"(?<![\d/.])(?P<first>[0-3]?\d)(?P<sep>[./-])(?P<second>[0-3]?\d)(?P=sep){_YEAR}",
        r"(?<![\d/.])(?P<first>[0-3]?\d)(?P<sep>/)(?P<second>[0-3]?\d)/(?P<short>\d\d)(?![\d/])",
        rf"\b{_MONTH},?\s*(?:de[l]?\s+)?{_YEAR}",
        r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)\s?年\s?(?P<number>[01]?\d)\s?月\s?(?:(?P<day>[0-3]?\d)\s?日)?",
        rf"\b(?P<season>spring|summer|autumn|fall|winter),?\s+{_YEAR}",
    )
)
SOME_YEAR = re.compile(r"(?:1[5-9]|20)\d\d|/\d\d(?!\d)")
REACH = 80  # characters from a year to the other end of its date
FULL_YEAR = re.compile(rf"\s*{_YEAR}\s*$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A date found in a text."""

    edtf: str | None
    """None where day and month can't be told apart."""
    start: int
    end: int


def find_dates(text: str) -> Iterator[Printed]:
    """Dates of at least month and year, in order, without overlap; more precise forms win."""
    found: list[Printed] = []
    near: list[tuple[int, int]] = []
    for year in SOME_YEAR.finditer(text):
        begin = max(0, year.start() - REACH)
        begin = near.pop()[0] if near and begin <= near[-1][1] else begin
        near.append((begin, year.end() + REACH))
    for form, (begin, stop) in product(FORMS, near):
        for match in form.finditer(text, begin, stop):
            if not any(match.start() < date.end and date.start < match.end() for date in found):
                edtf = _edtf(match)
                found += [Printed(edtf, *match.span())] if edtf != "" else []
    yield from sorted(found, key=lambda d: d.start)


def _edtf(match: re.Match[str]) -> str | None:
    """The match as EDTF, None where it is ambiguous, and an empty string where it is no date."""
    part = match.groupdict()
    year = int(part.get("year") or f"20{part['short']}")
    if part.get("season"):
        season = SEASONS.get(part["season"].casefold())
        return f"{year}-{season}" if season else ""
    if part.get("first"):
        return _numeric(year, int(part["first"]), int(part["second"]), part["sep"])
    month = int(part["number"]) if part.get("number") else MONTHS.get(part["month"].casefold(), 0)
    if not month:  # letters that only look alike where case is ignored
        return ""
    if part.get("day") is None:
        return f"{year}-{month:02}"
    return _day(year, month, int(part["day"]))


def _numeric(year: int, first: int, second: int, sep: str) -> str | None:
    """A date in figures: dots put the day first; with slashes only a figure above twelve tells."""
    if sep == "." or first > 12:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    return _day(year, first, second) if first == second else None


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
