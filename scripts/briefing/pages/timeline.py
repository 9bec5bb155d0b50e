"""The timeline: dated events, each a cited sentence, as a page and as part of other pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from briefing.library import dates
from briefing.model import Event
from briefing.pages import escape
from briefing.pages.context import Context, Reads
from briefing.pages.page import Page

HOME = "timeline.md"


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a page shows it."""

    id: str
    when: str
    """Its date in words."""
    datetime: str
    """The same for machines, where it is exact enough; else empty."""
    year: str
    uncertain: str
    """Why the date is uncertain, or empty."""
    says: str
    topics: tuple[str, ...]
    at: float
    """Where its first day stands between the first and the last year of the row, 0 to 100."""


def compose_timeline(ask: Reads) -> str:
    """The Markdown of the timeline."""
    page = Page(HOME, ask)
    title, introduction = page.opening("Timeline")
    found = rows(page, ask(Context.events), anchor=True)
    years = [(year, list(group)) for year, group in groupby(found, key=lambda row: row.year)]
    return page.render(
        "timeline", years=years, count=len(found), title=title, introduction=introduction, internal=ask(Context.is_full)
    )


def rows(page: Page, events: tuple[Event, ...], anchor: bool = False) -> list[EventRow]:
    """Events as rows; with anchors on the page where they are read, else with a link to it."""
    first = min((int(e.earliest[:4]) for e in events), default=0)
    last = max((int(e.latest[:4]) + 1 for e in events), default=1)
    found = []
    for event in events:
        says = " ".join(
            page.claim(claim, anchor=anchor and claim.home == page.home)
            for claim in page.get(Context.claims_of, event.says)
        )
        topics = tuple(page.link(f"topics/{slug}.md") for slug in event.topics if page.get(Context.topic_name, slug))
        year = int(event.earliest[:4]) + (int(event.earliest[5:7]) - 1) / 12
        found.append(
            EventRow(
                event.id,
                dates.spoken(event.date),
                event.date if event.earliest == event.latest else "",
                event.earliest[:4],
                escape.text(event.approximate or ""),
                says,
                topics,
                round(100 * (year - first) / max(1, last - first), 1),
            )
        )
    return found
