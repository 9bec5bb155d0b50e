"""Plain labels for works, `Khan 2024`: short enough for a matrix, and no two alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from briefing.library import dates
from briefing.model import Key, Work

_NAMES = 3
"""Of more authors than these, only the first is named."""


def labels(works: Mapping[Key, Work]) -> dict[Key, str]:
    """A label a work: who and when; works of one file that share both get letters, `2021a` the earliest.

    The briefing's own pages, which readers cite, stand in another file than the works that it cites.
    """
    alike: dict[tuple[str, str, str], list[Work]] = defaultdict(list)
    for work in works.values():
        alike[_who(work.csl), _when(work), work.place.path].append(work)
    found: dict[Key, str] = {}
    for (who, when, _), group in alike.items():
        group.sort(key=lambda w: (*_sort_key(w), str(w.csl.get("title", "")), w.key))
        for i, work in enumerate(group):
            letter = _letter(i) if len(group) > 1 else ""
            found[work.key] = f"{who} {when}{'-' if letter and not when[-1:].isdigit() else ''}{letter}"
    return {key: found[key] for key in works}


def _who(csl: Mapping[str, Any]) -> str:
    """`Khan`, `Khan and Smith`, `Khan et al.`, an institution; without any, what it appeared in, or `Anonymous`."""
    names = [n for n in map(_name, csl.get("author") or csl.get("editor") or ()) if n]
    if len(names) > _NAMES:
        return f"{names[0]} et al."
    if names:
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return str(csl.get("container-title") or csl.get("publisher") or "Anonymous")


def _name(name: Mapping[str, Any]) -> str:
    particle = name.get("non-dropping-particle", "")
    family = name.get("family") or name.get("literal") or name.get("given") or ""
    return f"{particle} {family}".strip()


def _when(work: Work) -> str:
    """The year, the years of an interval, a decade, or `n.d.`."""
    date = _date(work)
    if date is None:
        return str((work.csl.get("issued") or {}).get("literal") or "n.d.")
    years = [_year(end) if end else "" for end in (date.start, date.end)]
    return years[0] if years[0] == years[1] else "–".join(years)


def _year(end: dates.Ending) -> str:
    return str(int(end.year)) if end.year.isdecimal() else dates.spoken(end.year)


def _date(work: Work) -> dates.EdtfDate | None:
    return dates.parse(work.date) if work.date else dates.from_csl(work.csl.get("issued"))


def _sort_key(work: Work) -> tuple[str, str]:
    date = _date(work)
    return date.sort_key if date else (dates.LATEST, dates.LATEST)


def _letter(i: int) -> str:
    """a … z, aa, ab, …"""
    letters = ""
    i += 1
    while i:
        i, rest = divmod(i - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
