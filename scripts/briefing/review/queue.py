"""In what order to read: what a reader has still to read, by topic, by source, by what changed, or by doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
        return tuple(sorted(rows, key=_source))
    if order == "change":
        return tuple(sorted(rows, key=lambda row: row.state != "lapsed"))
    return tuple(
        sorted(
            rows, key=lambda row: (row.state != "rejected", row.state != "lapsed", -len(doubts.get(row.item.id, ())))
        )
    )


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
