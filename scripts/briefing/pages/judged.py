"""Key judgements as pages show them: the sentence, what it rests on, and what the desk says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.evidence.markup import plain
from briefing.model import Claim, Judgement, Passage
from briefing.pages.context import Context
from briefing.pages.page import Page

CONFIDENCE = {"high": "High confidence.", "moderate": "Moderate confidence.", "low": "Low confidence."}


@dataclass(frozen=True, slots=True)
class Judged:
    """A key judgement."""

    says: str
    """Markdown."""
    address: str
    """Where it is read in context; empty on its own page."""
    rests: str
    """What it rests on, in words."""
    remarks: tuple[tuple[str, str], ...] = ()
    """What the desk says of it: (label, Markdown)."""


def judged(page: Page, judgements: Sequence[Judgement]) -> list[Judged]:
    """The judgements of a page's front matter, on that page."""
    return [
        Judged(page.passage(judgement.says), "", _rest_of(page, judgement.says), _remarks(page, judgement))
        for judgement in judgements
    ]


def told(page: Page, claims: Sequence[Claim]) -> list[Judged]:
    """Judgements as another page repeats them: in one line each."""
    return [Judged(page.claim(claim), page.to(claim.home, claim.id), rests_on(page, claim)) for claim in claims]


def rests_on(page: Page, claim: Claim, *more: Claim) -> str:
    """`1 of 5 sources, unsigned`; `3 of 5 sources, 2 of them independent; 1 record`."""
    found = page.get(Context.grounds, claim, *more)
    total, used = len(page.get(Context.digested)), len(found.sources)
    parts = []
    if used:
        parts.append(f"Rests on {used} of {total} source{'s' * (total != 1)}")
        own = found.independent - len(found.records)
        if used > 1:
            parts.append("independent of each other" if own >= used else f"{max(own, 1)} of them independent")
        if found.unsigned:
            parts.append("unsigned" if used == 1 else f"{len(found.unsigned)} unsigned")
    if records := len(found.records):
        words = f"{records} public record{'s' * (records != 1)}"
        parts.append(f"and {words}" if parts else f"Rests on {words}")
    return ", ".join(parts)


def _rest_of(page: Page, passage: Passage) -> str:
    claims = [claim for claim in page.get(Context.claims_of, passage) if claim.groups]
    return rests_on(page, *claims) if claims else ""


def _remarks(page: Page, judgement: Judgement) -> tuple[tuple[str, str], ...]:
    """Confidence with its reason, inference, assumption, alternative, what to watch."""
    rows = []
    if judgement.inference:
        rows.append(("Our inference.", "No source draws this conclusion."))
    if judgement.confidence or judgement.because:
        rows.append((CONFIDENCE.get(judgement.confidence or "", "Why:"), page.remark(judgement.because)))
    labels: Mapping[str, Passage | None] = {
        "Assumes:": judgement.assumes,
        "It could also be:": judgement.alternative,
    }
    rows += [(label, page.remark(passage)) for label, passage in labels.items() if passage]
    for watch in judgement.watch:
        means = page.remark(watch.means)
        rows.append(("Watch:", f"{_closed(page.remark(watch.sign))} {means}"))
    return tuple(rows)


def _closed(words: str) -> str:
    """A sign with a stop behind it, so that what it means can follow."""
    return words if plain(words).rstrip("”’\"')* ").endswith((".", ":", ";", "?", "!")) else f"{words}:"
