"""In what order to read: what a reader has still to read, by topic, by source, by what changed, or by doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Literal, get_args

from briefing.review.doubts import Doubts
from briefing.review.standing import Standing

Order = Literal["doubt", "topic", "source", "change"]
READ = "read"
"""In place of a page, work or kind: what the reader has signed."""
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the queue is asked for: in what order, only what, and whose."""

    order: Order = "doubt"
    only: str = ""
    reader: str = ""


def queue(
    standings: Iterable[Standing], reader: str, order: Order = "doubt", doubts: Doubts | None = None, only: str = ""
) -> tuple[Standing, ...]:
    """What `reader` has still to read, in order.

    A thing is still to be read where the reader has signed nothing of it that holds. `only` keeps what is read on
    a page (`topics/SLUG.md`), belongs to a work (its key), or is a kind (`claim`, `digest`, `caveat`, `record`);
    `read` gives what the reader has signed, to be looked at again.
    """
    again = only == READ
    rows = [row for row in standings if any(r.reader == reader for r in row.holding) == again
            and (again or belongs(row, only))]  # fmt: skip
    doubts = doubts or {}
    if order == "topic":
        return tuple(sorted(rows, key=lambda row: not row.item.page.startswith("topics/")))  # else in reading order
    if order == "source":
        by_work = groupby(sorted(rows, key=_source), key=lambda row: _source(row)[0])
        return tuple(row for _, group in by_work for row in _beside(tuple(group)))
    if order == "change":
        return tuple(sorted(rows, key=lambda row: row.state != "lapsed"))
    ranked = sorted(rows, key=lambda row: _rank(row, doubts))
    plain = next((n for n, row in enumerate(ranked) if _rank(row, doubts) == (True, True, 0)), len(ranked))
    return (*ranked[:plain], *_beside(ranked[plain:]))


def _rank(row: Standing, doubts: Doubts) -> tuple[bool, bool, int]:
    """What is rejected first, then what has lapsed, then what is doubtful."""
    return row.state != "rejected", row.state != "lapsed", -len(doubts.get(row.item.id, ()))


def _beside(rows: Sequence[Standing]) -> Iterator[Standing]:
    """In an order in which each thing shows as much as may be of what the last one showed: a paragraph is read once."""
    shown = [frozenset((row.item.id, *(ref for ref, _ in row.item.against))) for row in rows]
    left: dict[int, None] = dict.fromkeys(range(len(rows)))
    showing: dict[str, dict[int, None]] = {}
    for n, texts in enumerate(shown):
        for text in texts:
            showing.setdefault(text, {})[n] = None
    last: frozenset[str] = frozenset()
    while left:
        near = {n for text in sorted(last) for n in islice(showing.get(text, ()), WITHIN)}
        at = max(near, key=lambda n: (len(shown[n] & last) / len(shown[n]), -n)) if near else next(iter(left))
        last = shown[at]
        del left[at]
        for text in last:
            del showing[text][at]
        yield rows[at]


WITHIN = 40
"""So many things on one paragraph are looked at for the next."""


def belongs(standing: Standing, only: str) -> bool:
    """Whether a thing is of a page, of a work, or of a kind; all are where `only` is empty."""
    item = standing.item
    return not only or only in (item.page, item.kind, item.id) or only in _keys(standing)


def _keys(standing: Standing) -> tuple[str, ...]:
    """The works that a thing belongs to or rests on."""
    item = standing.item
    return (item.id.partition(" ")[0], *item.keys)


def _source(standing: Standing) -> tuple[str, int, str]:
    """A source's digest first, then what rests on it, paragraph by paragraph."""
    item = standing.item
    if item.kind != "claim":
        return (item.id.partition(" ")[0], 0, "")
    ref = item.against[0][0] if item.against else ""
    key, _, locator = ref.partition(" ¶")
    return (key, 1, locator.zfill(6))
