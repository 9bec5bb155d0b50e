"""How far the reading is: for a terminal, and as JSON for pull requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.evidence.language import language as language_of
from briefing.model import Library
from briefing.pipeline import Options, read_briefing
from briefing.review.doubts import Doubts, doubts
from briefing.review.history import dated
from briefing.review.queue import Order, queue
from briefing.review.reading import rules_of
from briefing.review.report import NAMES, by_reader, spoken
from briefing.review.standing import Reviewed, Standing
from briefing.review.view import brief


@dataclass(frozen=True)
class Status:
    """What is read, and what is left by the desk's rules, in the order of the queue."""

    root: Path
    library: Library
    reviewed: Reviewed
    open: tuple[Standing, ...]
    doubts: Doubts

    def reasons(self, standing: Standing) -> list[str]:
        """Why a thing has to be read again, with days where git knows them."""
        return [dated(why, standing.item, self.library, self.root) for why in standing.reasons]

    def values(self, listed: bool) -> dict[str, Any]:
        """As JSON values: `{"spoken", "counts", "readers", "open"}`, and with `listed` what is left, row by row."""
        counts = {kind: self.reviewed.counts(kind) for kind in NAMES}
        readers = [{"reader": name, "holds": n, "last": day} for name, n, day in by_reader(self.reviewed)]
        found: dict[str, Any] = {
            "spoken": spoken(self.reviewed), "counts": counts, "readers": readers, "open": len(self.open),
        }  # fmt: skip
        return found | ({"list": [self._row(standing) for standing in self.open]} if listed else {})

    def _row(self, standing: Standing) -> dict[str, Any]:
        return {**brief(standing, self.doubts.get(standing.item.id, ())), "why": self.reasons(standing)}

    def lines(self, listed: bool) -> Iterator[str]:
        """The same for a terminal."""
        yield f"{spoken(self.reviewed)}."
        for name, n, day in by_reader(self.reviewed):
            yield f"  {name}: {n}" + (f", last on {day}" if day else ", nothing that holds")
        for standing in self.open if listed else ():
            item = standing.item
            yield f"{item.place.path}:{item.place.line}: {standing.state} {item.id}: {item.text}"
            for why in (*self.reasons(standing), *(f"look here: {d}" for d in self.doubts.get(item.id, ()))):
                yield f"        {why}"
        yield f"{len(self.open)} left to read, by the desk's rules." if self.open else "Nothing is left to read."


def read_status(root: Path, originals: Path | None, order: Order, only: str, reader: str) -> Status:
    """How far the reading of a project is; with a `reader`, what is left for that one."""
    briefing = read_briefing(root, Options(originals=originals))
    reviewed, library = briefing.reviewed, briefing.library
    left = rules_of(briefing.project, library).open(reviewed)
    items = [standing.item for standing in left]
    language = language_of(briefing.project.settings.language)
    found = doubts(items, library, language, briefing.originals, reviewed.opinions)
    return Status(root, library, reviewed, queue(left, reader, order, found, only), found)
