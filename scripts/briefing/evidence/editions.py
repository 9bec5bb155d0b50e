"""Editions: the ledger of each, stamped under editions/, and what changed from one to the next."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem

FOLDER = "editions"
ALIKE = 0.5
"""From this likeness of words on (0 to 1) a new sentence is an old one reworded."""

_PATH = re.compile(rf"{FOLDER}/(\d{{4}}-\d\d-\d\d)\.json")


@dataclass(frozen=True, slots=True)
class PageChanges:
    """What an edition changed on one page."""

    page: str
    """Path of the generated page, for example `topics/iskp.md`."""
    added: tuple[tuple[str, str], ...]
    """(claim's id, sentence)."""
    changed: tuple[tuple[str, str, str], ...]
    """(claim's id, sentence, what it was)."""
    withdrawn: tuple[str, ...]

    @property
    def spoken(self) -> str:
        """`2 sentences added, 1 changed`."""
        rows = [("added", len(self.added)), ("changed", len(self.changed)), ("withdrawn", len(self.withdrawn))]
        named = [f"{n} {word}" for word, n in rows if n]
        first = next(n for _, n in rows if n) if named else 0
        return re.sub(r"^(\d+)", rf"\1 sentence{'s' * (first != 1)}", ", ".join(named))


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edition changed since the one before it."""

    edition: str
    since: str | None
    """Day of the edition before; None for the first."""
    pages: tuple[PageChanges, ...]

    def of(self, page: str) -> PageChanges | None:
        """What changed on a page, or None where nothing did."""
        return next((row for row in self.pages if row.page == page), None)


def stamp(ledger: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """What stands in an edition's file: its ledger, and under `changes` what differs from the edition before.

    `changes` is `{"since", "topics": {SLUG: row}, "pages": {PATH: row}}`, a row being
    `{"added": [{"id", "text"}], "changed": [{"id", "text", "before"}], "withdrawn": [{"id", "text"}]}`.
    """
    rows = _compare(ledger["claims"], before["claims"]) if before else {}
    topics = {page[7:-3]: row for page, row in rows.items() if page.startswith("topics/")}
    pages = {page: row for page, row in rows.items() if not page.startswith("topics/")}
    since = before.get("edition") if before else None
    return {**ledger, "changes": {"since": since, "topics": topics, "pages": pages}}


def editions(files: Mapping[str, bytes]) -> tuple[Mapping[str, Mapping[str, Any]], tuple[Problem, ...]]:
    """Day → what its file holds, oldest first; a file that can't be read is a problem (E340)."""
    found: dict[str, Mapping[str, Any]] = {}
    problems = []
    for path, data in sorted(files.items()):
        if not path.startswith(f"{FOLDER}/"):
            continue
        match = _PATH.fullmatch(path)
        try:
            values = json.loads(data)
            if match is None or not isinstance(values["claims"], list):
                raise ValueError("its name must be its day, as in 2026-01-31.json")
            read_changes(match.group(1), values)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            found_instead = f"{type(error).__name__}: {error}"
            problems.append(report("E340", Place(path), "The edition can't be read.", found=found_instead))
            continue
        found[match.group(1)] = values
    return found, tuple(problems)


def changes_of(files: Mapping[str, bytes], edition: str | None) -> Changes | None:
    """What the edition of a day changed; None where no file says so."""
    values = editions(files)[0].get(edition or "")
    return read_changes(edition, values) if values and edition else None


def read_changes(edition: str, values: Mapping[str, Any]) -> Changes:
    """What an edition's file says that it changed."""
    changes = values.get("changes") or {}
    topics = {f"topics/{slug}.md": row for slug, row in (changes.get("topics") or {}).items()}
    rows = {**topics, **(changes.get("pages") or {})}
    return Changes(edition, changes.get("since"), tuple(_row(page, row) for page, row in rows.items()))


def _row(page: str, row: Mapping[str, Any]) -> PageChanges:
    return PageChanges(
        page,
        tuple((c["id"], c["text"]) for c in row.get("added", ())),
        tuple((c["id"], c["text"], c["before"]) for c in row.get("changed", ())),
        tuple(c["text"] for c in row.get("withdrawn", ())),
    )


def _compare(new: Sequence[Mapping[str, Any]], old: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Page → what differs there, for the pages where something does."""
    before = {claim["id"]: claim for claim in old}
    after = {claim["id"] for claim in new}
    gone: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for claim in old:
        if claim["id"] not in after:
            gone[claim["page"]].append(claim)
    rows: dict[str, dict[str, Any]] = defaultdict(lambda: {"added": [], "changed": [], "withdrawn": []})
    for claim in new:
        known = before.get(claim["id"])
        if known is not None:
            if known["citations"] != claim["citations"]:
                rows[claim["page"]]["changed"].append(_named(claim) | {"before": _cited(known)})
            continue
        was = _likest(claim, gone[claim["page"]])
        if was is None:
            rows[claim["page"]]["added"].append(_named(claim))
        else:
            gone[claim["page"]].remove(was)
            rows[claim["page"]]["changed"].append(_named(claim) | {"before": was["text"]})
    for page, claims in gone.items():
        if claims:
            rows[page]["withdrawn"] = [_named(claim) for claim in claims]
    return dict(sorted(rows.items()))


def _named(claim: Mapping[str, Any]) -> dict[str, str]:
    return {"id": claim["id"], "text": claim["text"]}


def _cited(claim: Mapping[str, Any]) -> str:
    """A sentence with what it cited, for a change of citations alone."""
    return f"{claim['text']} [{'; '.join(_citations(claim))}]"


def _citations(claim: Mapping[str, Any]) -> Iterator[str]:
    for citation in claim["citations"]:
        numbers = ", ".join(str(n) for n in citation["paragraphs"])
        yield f"@{citation['key']}, ¶{numbers}" if numbers else f"@{citation['key']}"


def _likest(claim: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The sentence of which this one is a rewording, or None."""
    words = claim["text"].casefold().split()
    rated = [(SequenceMatcher(None, row["text"].casefold().split(), words).ratio(), row) for row in rows]
    best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None
