"""How far the reading is, and what a change makes unread: for a terminal, as JSON, as problems for pull requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.codes import report
from briefing.evidence.language import language as language_of
from briefing.model import Library
from briefing.pipeline import Options, read_briefing
from briefing.problems import Problem
from briefing.review import report as reports
from briefing.review.doubts import Doubts, doubts
from briefing.review.history import dated
from briefing.review.queue import Asked, queue
from briefing.review.reading import rules_of
from briefing.review.report import NAMES, by_reader, spoken
from briefing.review.since import Base, changed
from briefing.review.standing import Reviewed, Standing
from briefing.review.view import brief


@dataclass(frozen=True)
class Status:
    """What is read, and what is left in the order of the queue."""

    root: Path
    library: Library
    reviewed: Reviewed
    rules: reports.Rules
    left: tuple[Standing, ...]
    """By the desk's rules; all that has changed and isn't read where a change is asked after."""
    doubts: Doubts
    scope: Mapping[str, tuple[str, ...]] | None
    """Id → what has changed of it; None where no change is asked after."""

    @property
    def wanted(self) -> tuple[Standing, ...]:
        """What the desk's rules want read of it."""
        ids = {standing.item.id for standing in self.rules.open(self.reviewed)}
        return tuple(standing for standing in self.left if standing.item.id in ids)

    def reasons(self, standing: Standing) -> list[str]:
        """Why a thing has to be read, with days where git knows them."""
        why = (*standing.reasons, *(self.scope or {}).get(standing.item.id, ()))
        return [dated(row, standing.item, self.library, self.root) for row in dict.fromkeys(why)]

    def inherited(self) -> dict[str, dict[str, list[str]]]:
        """Digest paragraph that has changed → page → ids of the sentences that rest on it."""
        found: dict[str, dict[str, list[str]]] = {}
        for standing in self.reviewed.of("digest") if self.scope is not None else ():
            if standing.item.id in (self.scope or {}):
                found[standing.item.id] = {}
        for standing in self.reviewed.of("claim"):
            for ref, _ in standing.item.against:
                if ref in found:
                    found[ref].setdefault(standing.item.page, []).append(standing.item.id)
        return found

    def values(self, listed: bool) -> dict[str, Any]:
        """As JSON values: `{"spoken", "counts", "readers", "open"}`, and with `listed` what is left, row by row."""
        counts = {kind: self.reviewed.counts(kind) for kind in NAMES}
        readers = [{"reader": name, "holds": n, "last": day} for name, n, day in by_reader(self.reviewed)]
        found: dict[str, Any] = {
            "spoken": spoken(self.reviewed), "counts": counts, "readers": readers, "open": len(self.left),
        }  # fmt: skip
        if self.scope is not None:
            found |= {"changed": len(self.scope), "inherits": self.inherited()}
        return found | ({"list": [self._row(standing) for standing in self.left]} if listed else {})

    def _row(self, standing: Standing) -> dict[str, Any]:
        lapsed = [reading.reader for reading in standing.readings if reading.lapsed]
        return {**brief(standing, self.doubts.get(standing.item.id, ())), "why": self.reasons(standing),
                "lapsed": lapsed}  # fmt: skip

    def lines(self, listed: bool) -> Iterator[str]:
        """The same for a terminal."""
        yield f"{spoken(self.reviewed)}."
        for name, n, day in by_reader(self.reviewed):
            yield f"  {name}: {n}" + (f", last on {day}" if day else ", nothing that holds")
        for ref, pages in self.inherited().items():
            yield f"{ref} is changed; resting on it: {_inheriting(pages)}."
        for standing in self.left if listed else ():
            item = standing.item
            yield f"{item.place.path}:{item.place.line}: {standing.state} {item.id}: {item.text}"
            for why in (*self.reasons(standing), *(f"look here: {d}" for d in self.doubts.get(item.id, ()))):
                yield f"        {why}"
        by = "of what has changed" if self.scope is not None else "by the desk's rules"
        yield f"{len(self.left)} left to read, {by}." if self.left else f"Nothing is left to read, {by}."

    def problems(self) -> Iterator[Problem]:
        """The same for the lines of a pull request; of a change, what it makes unread and what inherits it."""
        if self.scope is None:
            places = {(s.item.place.path, s.item.place.line) for s in self.left}
            rows = reports.problems(self.reviewed, self.rules, True)
            yield from (found for found in rows if (found.path, found.line) in places)
            return
        inherited = self.inherited()
        for standing in self.left:
            item, readers = standing.item, [r.reader for r in standing.readings if r.lapsed]
            who = f" {' and '.join(readers)} had read it." if readers else ""
            pages = inherited.get(item.id)
            found = f"resting on it: {_inheriting(pages)}" if pages is not None else ""
            message = f"{_named(standing)} is to be read: {'; '.join(self.reasons(standing))}.{who}"
            yield report("E385", item.place, message, found=found, source=item.text)


def _named(standing: Standing) -> str:
    return "This sentence" if standing.item.kind == "claim" else f"`{standing.item.id}`"


def _inheriting(pages: Mapping[str, list[str]]) -> str:
    """`2 sentences of topics/a.md, 1 of index.md`; `no sentences` where nothing rests on it."""
    named = [f" sentence{'s' * (len(ids) != 1)}" * (n == 0) for n, ids in enumerate(pages.values())]
    rows = [f"{len(ids)}{name} of {page}" for name, (page, ids) in zip(named, pages.items(), strict=True)]
    return ", ".join(rows) or "no sentences"


def read_status(root: Path, originals: Path | None, asked: Asked, base: Base | None = None) -> Status:
    """How far the reading of a project is; with a reader, what is left for that one.

    Of everything where a kind or a `base` is asked after, else of what the desk's rules name.
    """
    briefing = read_briefing(root, Options(originals=originals))
    reviewed, library = briefing.reviewed, briefing.library
    rules = rules_of(briefing.project, library)
    items = [standing.item for standing in reviewed.standings.values()]
    scope = None if base is None else changed(items, base)
    if scope is None and asked.only not in NAMES:
        left = rules.open(reviewed)
    else:
        rows = (row for row in reviewed.standings.values() if scope is None or row.item.id in scope)
        left = tuple(row for row in rows if not rules.satisfied(row))
    language = language_of(briefing.project.settings.language)
    found = doubts([row.item for row in left], library, language, briefing.originals, reviewed.opinions)
    return Status(root, library, reviewed, rules, queue(left, asked.reader, asked.order, found, asked.only), found,
                  scope)  # fmt: skip
