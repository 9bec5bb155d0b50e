"""What a desk allows itself: how many paragraphs a citation names, and how many sentences stand by a waiver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.codes import report
from briefing.model import Claim, Place
from briefing.problems import Problem
from briefing.settings import Settings

FEW = 3
"""So many waived sentences any briefing may have, however short it is."""


def check_bounds(claims: tuple[Claim, ...], settings: Settings) -> tuple[Problem, ...]:
    """Citations that name too many paragraphs, and waivers in too great a share of the cited sentences."""
    return (*_wide(claims, settings.most_paragraphs), *_waived(claims, settings.most_waivers))


def _wide(claims: Iterable[Claim], most: int) -> Iterator[Problem]:
    for claim in claims:
        for citation in claim.citations:
            if len(citation.locators) > most:
                found = claim.passage.text[citation.start : citation.end]
                yield report(
                    "E309", claim.place, f"A citation names {len(citation.locators)} paragraphs of `{citation.key}`.",
                    expected=f"{most} at most", found=found, source=claim.text,
                )  # fmt: skip


def _waived(claims: tuple[Claim, ...], most: float) -> Iterator[Problem]:
    """One problem, where the waived sentences are more than `most` percent of the cited ones."""
    cited = [claim for claim in claims if claim.groups]
    waived = [claim for claim in cited if claim.waivers]
    if len(waived) > FEW and 100 * len(waived) > most * len(cited):
        first = waived[0].place
        yield report(
            "E322", Place(first.path, first.line),
            f"{len(waived)} of {len(cited)} cited sentences stand by a waiver, {100 * len(waived) / len(cited):.1f} %.",
            expected=f"{most:g} % at most", found=", ".join(f"{c.place.path}:{c.place.line}" for c in waived[:5]),
        )  # fmt: skip
