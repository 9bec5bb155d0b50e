"""What works are called in running text: `Khan 2024`, their dates spoken and sortable, their authors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from briefing.model import Key, Work

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
LATE = (9999, 12, 31)
"""Where a work without a date stands: last."""


def labels(works: Mapping[Key, Work]) -> dict[Key, str]:
    """A short name for each work, different from all others: authors and year, with a letter where two are alike."""
    alike: dict[str, list[Key]] = defaultdict(list)
    for key, work in works.items():
        alike[f"{_who(work.csl)} {_year(work.csl)}"].append(key)
    found: dict[Key, str] = {}
    for label, keys in alike.items():
        for i, key in enumerate(sorted(keys, key=lambda k: (order(works[k]), k))):
            found[key] = label if len(keys) == 1 else f"{label}{_letter(i)}"
    return found


def authors(work: Work) -> tuple[str, ...]:
    """Full names of its authors, given names first; empty where none is named."""
    return tuple(_full(name) for name in work.csl.get("author", ()))


def inverted(work: Work) -> tuple[str, ...]:
    """Names of its authors as catalogues have them: `Khan, Muhammad`; institutions whole."""
    return tuple(
        _literal(n) or ", ".join(filter(None, (_family(n), n.get("given", "")))) for n in work.csl.get("author", ())
    )


def title(work: Work) -> str:
    """Its title, or its key where it has none."""
    return str(work.csl.get("title") or work.key)


def publisher(work: Work) -> str:
    """Who published it: the institution, or the periodical."""
    return str(work.csl.get("publisher") or work.csl.get("container-title") or "")


def order(work: Work) -> tuple[int, int, int]:
    """Its date as a number triple to sort by; a work without one comes last."""
    parts = _parts(work.csl)
    if not parts:
        return LATE
    year, month, day = (*parts, 0, 0)[:3]
    return year, month, day


def filing(work: Work) -> str:
    """What it is filed under: its authors' names, or its title without brackets."""
    names = " ".join(inverted(work)) or title(work)
    return names.strip("[]“”\"' ").casefold()


def iso(work: Work) -> str:
    """Its date as ISO 8601, as exact as it is known: `2024-06-14`, `2024-10`; empty where none is known."""
    parts = _parts(work.csl)
    return "-".join(f"{p:04d}" if i == 0 else f"{p:02d}" for i, p in enumerate(parts))


def spoken(work: Work) -> str:
    """Its date in words: `14 June 2024`, `about October 2024`; `no date` where none is known."""
    parts = _parts(work.csl)
    if not parts:
        return "no date"
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, MONTHS[parts[1] - 1] if 1 <= parts[1] <= 12 else "")
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(filter(None, ("about" if _circa(work.csl) else "", *words)))


def day(iso: str) -> str:
    """A day in words: `23 November 2026`."""
    parsed = date.fromisoformat(iso)
    return f"{parsed.day} {MONTHS[parsed.month - 1]} {parsed.year}"


def joined(names: Iterable[str]) -> str:
    """Names in a row: `A`, `A and B`, `A, B and C`."""
    row = list(names)
    return " and ".join(filter(None, (", ".join(row[:-1]), row[-1]))) if row else ""


def _who(csl: Mapping[str, Any]) -> str:
    names = [_literal(n) or _family(n) for n in csl.get("author", ()) or csl.get("editor", ())]
    if len(names) > 3:
        return f"{names[0]} et al."
    return joined(names) or str(csl.get("container-title") or csl.get("publisher") or "Anonymous")


def _year(csl: Mapping[str, Any]) -> str:
    parts = _parts(csl)
    return str(parts[0]) if parts else "n.d."


def _parts(csl: Mapping[str, Any]) -> tuple[int, ...]:
    """Year, month, day of its date's beginning, as far as known."""
    rows = (csl.get("issued") or {}).get("date-parts") or ()
    return tuple(int(p) for p in rows[0] if p) if rows else ()


def _circa(csl: Mapping[str, Any]) -> bool:
    return bool((csl.get("issued") or {}).get("circa"))


def _literal(name: Mapping[str, Any]) -> str:
    return str(name.get("literal") or "")


def _family(name: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))


def _full(name: Mapping[str, Any]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return _literal(name) or " ".join(str(name[p]) for p in parts if name.get(p))


def _letter(i: int) -> str:
    """a … z, then aa, ab …"""
    return (_letter(i // 26 - 1) if i >= 26 else "") + chr(ord("a") + i % 26)
