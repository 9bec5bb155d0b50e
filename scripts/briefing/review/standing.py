"""Where each thing stands: who has read it, whether that still holds, and, where it has lapsed, why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from briefing.review.items import UNKNOWN, Item
from briefing.review.judge import Opinion
from briefing.review.records import Review, Sign, Verdict

State = Literal["read", "rejected", "lapsed", "unread"]
_UNREAD: tuple[State, int] = ("unread", 0)
_NOTHING: Mapping[str, str] = MappingProxyType({})
STATES: tuple[State, ...] = ("read", "rejected", "lapsed", "unread")
WHOLE = {
    "claim": "the sentence",
    "digest": "the digest",
    "caveat": "the caveat",
    "gap": "the gap",
    "correction": "the correction",
    "record": "the reference",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader last said of a thing."""

    reader: str
    verdict: Verdict
    day: str
    remark: str
    lapsed: tuple[str, ...] = ()
    """Why it holds no longer; empty where it holds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing to read with what its readers said; `state` is what holds now."""

    item: Item
    readings: tuple[Reading, ...] = ()
    replaces: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Reader → id of the sentence that this one was, where it was reworded since."""

    @property
    def holding(self) -> tuple[Reading, ...]:
        """What still holds."""
        return tuple(reading for reading in self.readings if not reading.lapsed)

    @property
    def readers(self) -> tuple[str, ...]:
        """Who has read it and found that it reads true, and still holds."""
        return tuple(reading.reader for reading in self.holding if reading.verdict == "reads true")

    @property
    def state(self) -> State:
        """`rejected` where one reader says so, else `read`, else `lapsed`, else `unread`."""
        if not self.readings:
            return "unread"
        if any(reading.verdict == "does not" for reading in self.holding):
            return "rejected"
        if self.holding:
            return "read"
        return "lapsed"

    @property
    def day(self) -> str:
        """The last day on which somebody read it as it stands, ISO; empty where nobody did."""
        return max((reading.day for reading in self.holding), default="")

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it lapsed, or what its reader found wrong."""
        if self.state == "rejected":
            return tuple(r.remark or "a reader says that it does not read true" for r in self.holding
                         if r.verdict == "does not")  # fmt: skip
        return tuple(dict.fromkeys(why for reading in self.readings for why in reading.lapsed))


@dataclass(frozen=True)
class Reviewed:
    """Everything that there is to read, by id, in reading order."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    readers: tuple[str, ...] = ()
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    """Id → what the desk's judge said of a thing as it stands; no reader's verdict."""

    def of(self, *kinds: str) -> tuple[Standing, ...]:
        """The standings of some kinds of things."""
        return tuple(standing for standing in self.standings.values() if standing.item.kind in kinds)

    def counts(self, *kinds: str) -> dict[str, int]:
        """How many there are, how many are read by one and by two or more, lapsed, rejected, unread."""
        rows = [row for kind, rows in self._states.items() if kind in kinds for row in rows]
        states = Counter(state for state, _ in rows)
        two = sum(state == "read" and readers > 1 for state, readers in rows)
        return {
            "all": len(rows), "read": states["read"], "by one": states["read"] - two, "by two": two,
            "lapsed": states["lapsed"], "rejected": states["rejected"], "unread": states["unread"],
        }  # fmt: skip

    @cached_property
    def _states(self) -> dict[str, list[tuple[State, int]]]:
        """Kind → the state of each such thing, and how many have read it."""
        found: dict[str, list[tuple[State, int]]] = {}
        for row in self.standings.values():
            found.setdefault(row.item.kind, []).append((row.state, len(row.readers)) if row.readings else _UNREAD)
        return found


def review(items: Sequence[Item], reviews: Sequence[Review]) -> Reviewed:
    """Each item with what every reader last said of it.

    A sign-off holds exactly as long as the fingerprints of both its sides are what they were when it was given.
    """
    readings: dict[str, list[Reading]] = {}
    replaces: dict[str, dict[str, str]] = {}
    by_id = {item.id: item for item in items}
    for record in reviews:
        for sign in _last(record.signs, by_id).values():
            item = by_id.get(sign.id)
            if item:
                readings.setdefault(item.id, []).append(_reading(record.reader, sign, item))
        for item, sign in _reworded(record.signs, by_id):
            reading = _reading(record.reader, sign, item)
            readings.setdefault(item.id, []).append(reading)
            replaces.setdefault(item.id, {})[record.reader] = sign.id
    return Reviewed(
        {id: Standing(item, tuple(readings.get(id, ())), replaces.get(id, _NOTHING)) for id, item in by_id.items()},
        tuple(record.reader for record in reviews),
    )


def sign_of(item: Item, verdict: Verdict, day: str, remark: str = "") -> Sign:
    """What is recorded when somebody has read a thing as it stands."""
    return Sign(item.id, item.said, item.against, item.page, verdict, day, remark)


def why_lapsed(sign: Sign, item: Item) -> tuple[str, ...]:
    """What has changed on either side since a sign-off; nothing where it holds."""
    found = [f"{WHOLE[item.kind]} was reworded"] if sign.said != item.said else []
    before, now = dict(sign.against), dict(item.against)
    for ref in dict.fromkeys([*before, *now]):
        if ref not in now:
            found.append(f"{_spoken(ref)} is cited no longer")
        elif ref not in before:
            found.append(f"{_spoken(ref)} is cited now")
        elif now[ref] == UNKNOWN:
            found.append(f"{_spoken(ref)} is not at hand, nor in evidence.lock")
        elif before[ref] != now[ref]:
            found.append(f"{_spoken(ref)} was {'reworded' if '¶' in ref else 'changed'}")
    return tuple(found)


def _spoken(ref: str) -> str:
    """`khan2024 ¶5` as `¶5 of khan2024`."""
    key, _, locator = ref.partition(" ")
    of = {"original": "the original", "the": "the shelf of sources"}.get(key, f"`{key}`")
    if key == "the":
        return of
    return f"{locator} of {of}" if locator else of


def _reading(reader: str, sign: Sign, item: Item) -> Reading:
    return Reading(reader, sign.verdict, sign.day, sign.remark, why_lapsed(sign, item))


def _last(signs: Sequence[Sign], items: Mapping[str, Item]) -> dict[str, Sign]:
    """Id → what was said last; where it stands twice of one day, what holds, and of two that hold the stricter."""

    def rank(sign: Sign) -> tuple[bool, str, bool]:
        item = items.get(sign.id)
        return (item is not None and not why_lapsed(sign, item), sign.day, sign.verdict == "does not")

    found: dict[str, Sign] = {}
    for sign in signs:
        if sign.id not in found or rank(sign) > rank(found[sign.id]):
            found[sign.id] = sign
    return found


def _reworded(signs: Sequence[Sign], items: Mapping[str, Item]) -> list[tuple[Item, Sign]]:
    """Sentences that nobody signed, each with a signed one of the same page and paragraphs that is there no longer.

    A claim's id is made of its words, so a reworded sentence has a new one; this tells what it was. Nothing but the
    reason that readers are given hangs on it.
    """
    signed = {sign.id for sign in signs}
    free: dict[tuple[str, frozenset[str]], list[Item]] = {}
    for item in items.values():
        if item.kind in ("claim", "gap") and item.id not in signed:
            free.setdefault((item.page, frozenset(ref for ref, _ in item.against)), []).append(item)
    found = []
    for sign in signs:
        rows = free.get((sign.page, frozenset(ref for ref, _ in sign.against)))
        if sign.id not in items and rows and (sign.id.startswith("c-") or " gap: " in sign.id):
            found.append((rows.pop(0), sign))
    return found
