"""What is said of reviews: in a sentence for readers, as values for programs, as problems for a desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from briefing.codes import report
from briefing.evidence.lock import Lock, status
from briefing.model import Library
from briefing.problems import Problem
from briefing.review.standing import Reviewed, Standing
from briefing.settings import ReviewRules

NAMES = {
    "claim": ("sentence", "sentences"),
    "digest": ("digest paragraph", "digest paragraphs"),
    "caveat": ("caveat", "caveats"),
    "gap": ("gap in the sources", "gaps in the sources"),
    "correction": ("correction of an original", "corrections of originals"),
    "record": ("outside record", "outside records"),
}
RULED = {"claims": "claim", "digests": "digest"}


def spoken(reviewed: Reviewed) -> str:
    """What was compared and what was read, in the one sentence that every output carries; empty where nothing is.

    `Compared by machine; read by a person: 12 of 40 sentences, none of 18 digest paragraphs`.
    """
    rows = [(kind, reviewed.counts(kind)) for kind in ("claim", "digest")]
    parts = [f"{_of(counts['read'])} {counts['all']:,} {NAMES[kind][counts['all'] != 1]}"
             for kind, counts in rows if counts["all"]]  # fmt: skip
    if not parts:
        return ""
    stale = [f"{n} {word}" for word in ("lapsed", "rejected") if (n := sum(counts[word] for _, counts in rows))]
    return f"Compared by machine; read by a person: {', '.join(parts)}" + (f" ({', '.join(stale)})" if stale else "")


def _of(n: int) -> str:
    return f"{n:,} of" if n else "none of"


def by_reader(reviewed: Reviewed) -> tuple[tuple[str, int, str], ...]:
    """Each reader with how many things they have read that still hold, and the last day, ISO; empty for none."""
    counts: Counter[str] = Counter()
    days: dict[str, str] = {}
    for standing in reviewed.standings.values():
        for reading in standing.holding if standing.readings else ():
            counts[reading.reader] += 1
            days[reading.reader] = max(days.get(reading.reader, ""), reading.day)
    return tuple((reader, counts[reader], days.get(reader, "")) for reader in sorted(reviewed.readers))


def values(standing: Standing) -> dict[str, Any]:
    """A standing as JSON values: the state, who said what on which day, and why it lapsed; no remark, which is the
    desk's."""
    return {
        "state": standing.state,
        "said": standing.item.said,
        "against": dict(standing.item.against),
        "readings": [
            {"reader": r.reader, "verdict": r.verdict, "day": r.day, "lapsed": list(r.lapsed)}
            for r in standing.readings
        ],
    }


def claim_values(reviewed: Reviewed) -> Mapping[str, dict[str, Any]]:
    """Id → values of each claim, for the ledger."""
    return {standing.item.id: values(standing) for standing in reviewed.of("claim")}


class Rules:
    """A desk's rules, and what was published or compared before the day from which they hold."""

    def __init__(
        self, rules: ReviewRules, library: Library, lock: Lock, editions: Mapping[str, Mapping[str, Any]]
    ) -> None:
        self.rules, self._before, self._compared = rules, dict[str, Any](), frozenset[str]()
        if rules.since:
            earlier = [day for day in editions if day < rules.since]
            claims = editions[max(earlier)]["claims"] if earlier else []
            self._before = {claim["id"]: (claim.get("review") or {}) for claim in claims}
            self._compared = frozenset(
                f"{key} ¶{p.first}"
                for key, found in status(library, lock).items()
                if found.compared and found.compared < rules.since
                for p in library.sources[key].paragraphs
                if p.first not in found.changed
            )

    def wants(self, standing: Standing) -> bool:
        """Whether somebody has to read this: of a kind that the rules name, and new or changed since their day."""
        item = standing.item
        if item.kind not in {RULED[name] for name in self.rules.of}:
            return False
        if item.kind == "digest":
            return item.id not in self._compared
        before = self._before.get(item.id)
        if not before:  # an edition of the first format has no fingerprints: there, the same words are the same
            return before is None
        return (before["said"], before["against"]) != (item.said, dict(item.against))

    def satisfied(self, standing: Standing) -> bool:
        """Whether as many have read it as the rules ask for, and nobody has rejected it."""
        return standing.state == "read" and len(standing.readers) >= self.rules.readers

    def open(self, reviewed: Reviewed) -> tuple[Standing, ...]:
        """What is left to read, in reading order: a rejected thing always, others where the rules want them read."""
        rows = reviewed.standings.values()
        return tuple(s for s in rows if _is_rejected(s) or (self.wants(s) and not self.satisfied(s)))


def _is_rejected(standing: Standing) -> bool:
    return bool(standing.readings) and standing.state == "rejected"  # of most nobody has read anything


def problems(reviewed: Reviewed, rules: Rules, require: bool) -> Iterator[Problem]:
    """What a reader rejected, as a warning; with `require`, as errors all that the rules want read and that isn't."""
    for standing in rules.open(reviewed) if require else filter(_is_rejected, reviewed.standings.values()):
        item, state = standing.item, standing.state
        why = "; ".join(standing.reasons)
        what = f"`{item.id}`" if item.kind != "claim" else "The sentence"
        if state == "rejected":
            found = report("E382", item.place, f"{what} was read, and does not read true.", found=why, source=item.text)
            yield replace(found, severity="error") if require else found
        elif require and state == "lapsed":
            yield report("E381", item.place, f"{what} was read, and has changed since.", found=why, source=item.text)
        elif require:
            have = len(standing.readers)
            yield report(
                "E380", item.place, f"{what} has not been read by {'anybody' if not have else 'a second person'}.",
                expected=f"{rules.rules.readers} reader{'s' * (rules.rules.readers > 1)}", found=f"{have or 'none'}",
                source=item.text,
            )  # fmt: skip
