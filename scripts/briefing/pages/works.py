"""What pages tell of a work: its title, its people, its publisher, and its date in words and to sort by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from briefing.library import dates
from briefing.model import Work

KINDS = {
    "article-journal": "Journal article", "article-magazine": "Magazine article", "article-newspaper": "News report",
    "book": "Book", "broadcast": "Broadcast", "chapter": "Chapter", "legislation": "Law", "legal_case": "Judgment",
    "interview": "Interview", "paper-conference": "Conference paper", "post": "Post", "post-weblog": "Blog post",
    "report": "Report", "speech": "Speech", "thesis": "Thesis", "treaty": "Treaty", "webpage": "Web page",
}  # fmt: skip
"""Kinds of works by their CSL types, where the bibliography has no word of its own (`genre`)."""


def title(work: Work) -> str:
    """Its title, or its key where it has none."""
    return str(work.csl.get("title") or work.key)


def authors(work: Work) -> tuple[str, ...]:
    """Full names of its authors, given names first; empty where none is named."""
    return tuple(_full(name) for name in work.csl.get("author") or ())


def inverted(work: Work) -> tuple[str, ...]:
    """Names of its authors as catalogues have them: `Khan, Muhammad`; institutions whole."""
    return tuple(_filed(name) for name in work.csl.get("author") or ())


def publisher(work: Work) -> str:
    """Who published it: the institution, or the periodical."""
    return str(work.csl.get("publisher") or work.csl.get("container-title") or "")


def kind(work: Work) -> str:
    """What kind of work it is, in words: as the bibliography calls it, else by its CSL type (`article-magazine`)."""
    return str(work.csl.get("genre") or KINDS.get(str(work.csl.get("type")), ""))


def filing(work: Work) -> str:
    """What it is filed under: its authors' names, or its title without brackets and quotation marks."""
    return (" ".join(inverted(work)) or title(work)).strip("[]“”\"' ").casefold()


def order(work: Work | None) -> tuple[str, str]:
    """First and last day that its date may mean, ISO, to sort by; a work without a date comes last."""
    found = _date(work.date) if work else None
    return found.sort_key if found else (dates.LATEST, dates.LATEST)


def year(work: Work) -> float:
    """The first day that its date may mean, in years: 2024.45."""
    first = date.fromisoformat(order(work)[0])
    return first.year + (first.timetuple().tm_yday - 1) / 366


def is_dated(work: Work | None) -> bool:
    """Whether anybody knows when it was published."""
    return bool(work and _date(work.date))


def iso(work: Work) -> str:
    """Its date as ISO 8601, as exact as it is known: `2024-06-14`, `2024-10`; empty where it has no year."""
    start = found.start if (found := _date(work.date)) else None
    if start is None or "X" in start.year:
        return ""
    month = start.month if start.month and start.month <= 12 else None
    parts = [start.year, *(f"{n:02d}" for n in (month, start.day if month else None) if n)]
    return "-".join(parts)


def spoken(work: Work | None) -> str:
    """Its date in words: `14 June 2024`, `about October 2024`; `no date` where none is known."""
    return dates.spoken(work.date) if work and is_dated(work) else "no date"


def day(iso: str) -> str:
    """A day in words: `23 November 2026`."""
    return dates.spoken(iso)


def joined(names: Iterable[str]) -> str:
    """Names in a row: `A`, `A and B`, `A, B and C`."""
    row = list(names)
    return " and ".join(filter(None, (", ".join(row[:-1]), row[-1]))) if row else ""


@lru_cache(maxsize=20_000)
def _date(text: str) -> dates.EdtfDate | None:
    try:
        return dates.parse(text) if text else None
    except ValueError:  # the library reports it, with its line
        return None


def _full(name: Mapping[str, Any]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return str(name.get("literal") or " ".join(str(name[p]) for p in parts if name.get(p)))


def _filed(name: Mapping[str, Any]) -> str:
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return str(name.get("literal") or ", ".join(filter(None, (family, name.get("given")))))
