"""The timeline: dated events, each a cited sentence, as a page and as part of other pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.library import dates
from briefing.model import Event, Place
from briefing.pages.context import Context
from briefing.pages.page import Page
from briefing.pages.pictures import chains, named
from briefing.pages.reads import Reads
from briefing.pages.years import glance

HOME = "timeline.md"
_EXACT = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a page shows it."""

    id: str
    when: str
    """Its date in words."""
    datetime: str
    """The same for machines, where it is a year, month or day that is sure; else empty: HTML knows no other dates."""
    year: str
    """The heading under which it stands: `2018`, `1990s`."""
    uncertain: str
    """Why the date is uncertain, or empty."""
    says: str
    topics: tuple[str, ...]
    since: bool
    """Whether it is later than the sources."""


def compose_timeline(ask: Reads) -> str:
    """The Markdown of the timeline."""
    page = Page(HOME, ask)
    title, introduction = page.opening("Timeline")
    years: dict[str, list[EventRow]] = {}
    for row in rows(page, ask(Context.events), anchor=True):
        years.setdefault(row.year, []).append(row)
    return page.render(
        "timeline",
        years=list(years.items()),
        glance=glance(ask(Context.events), lambda event: named(page, event)),
        chains=chains(page, ask(Context.events)),
        count=sum(map(len, years.values())),
        title=title,
        introduction=introduction,
        internal=ask(Context.is_full),
    )


def rows(page: Page, events: tuple[Event, ...], anchor: bool = False) -> list[EventRow]:
    """Events as rows; with anchors on the page where they are read, else with a link to it."""
    return [_row(page, event, anchor) for event in events]


def newer(page: Page, ids: Iterable[tuple[str, Place]]) -> list[EventRow]:
    """The events that a page names as later than its sources, in order of time."""
    found = [event for id, _ in ids if (event := page.get(Context.event, id))]
    return rows(page, tuple(sorted(found, key=lambda e: (e.earliest, e.latest))))


def _row(page: Page, event: Event, anchor: bool) -> EventRow:
    claims = page.get(Context.claims_of, event.says)
    return EventRow(
        id=event.id,
        when=dates.spoken(event.date),
        datetime=event.date if _EXACT.fullmatch(event.date) else "",
        year=_year(event),
        uncertain=page.remark(event.approximate),
        says=" ".join(page.claim(claim, anchor=anchor and claim.home == page.home) for claim in claims),
        topics=tuple(page.link(f"topics/{slug}.md") for slug in event.topics if page.get(Context.topic_name, slug)),
        since=event.id in page.get(Context.since),
    )


def _year(event: Event) -> str:
    """The year in which it begins, or the decade where no more is known."""
    start = dates.parse(event.date).start
    return dates.spoken(start.year) if start else event.earliest[:4]
