"""The front page: key judgements across topics, what covers what, the topics, the sources in time, and counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from briefing.model import Key, Topic
from briefing.pages import changed, citing, escape, works
from briefing.pages.context import Context
from briefing.pages.judged import Judged, judged, told
from briefing.pages.page import Page
from briefing.pages.reads import Reads
from briefing.pages.said import how as bears
from briefing.pages.timeline import newer as newer_events
from briefing.settings import Settings

HOME = "index.md"
_HEADING = re.compile(r"^#{2,6} ", re.MULTILINE)
WIDEST = 30
"""Sources that a matrix or an axis shows one by one; with more, topics are given counts and sources by year."""
CROWDED = 8
"""Sources of a matrix whose names still lie over their columns; more are set upright."""
LEVELS = (0.1, 0.2, 0.3)
"""Shares of a source's paragraphs at which a matrix cell takes the next shade; 0 is none."""


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How many paragraphs of one source bear on one topic."""

    count: int
    total: int
    level: int
    """0 for none, 1 … 4 by share of the source's paragraphs."""
    link: str
    """Address of the evidence; empty where there is none."""
    label: str
    """What the cell says to those who cannot see the table."""


@dataclass(frozen=True, slots=True)
class Card:
    """A topic in a line or two."""

    link: str
    text: str
    facts: str


@dataclass(frozen=True, slots=True)
class Point:
    """A source on the time axis."""

    link: str
    when: str
    title: str
    at: float | None
    """Where it stands between the first and the last year, 0 to 100; None where nobody knows its date."""


def compose_front(ask: Reads) -> str:
    """The Markdown of the front page."""
    page = Page(HOME, ask)
    settings = ask(Context.about)
    hand = ask(Context.hand_page, HOME)
    title, opening = page.opening(settings.title)
    lead, introduction = _led(opening)
    own = judged(page, hand.judgements) if hand else []
    topics = ask(Context.topics)
    keys, digested = ask(Context.sources), ask(Context.digested)
    wide = len(keys) > WIDEST
    pdf = "files/briefing.pdf" if ask(Context.on_paper) else None
    return page.render(
        "front",
        title=title,
        lead=lead,
        introduction=introduction,
        name=settings.title,
        description=settings.description
        or f"{settings.title}: {counted(len(topics), 'topic')} from {counted(len(keys), 'source')}.",
        citation=citing.of_page(HOME, settings.title, settings, pdf, settings.keywords),
        internal=ask(Context.is_full),
        facts=_facts(page),
        since=changed.since(ask(Context.changed)),
        newer=newer_events(page, hand.since) if hand else [],
        own_judgements=own,
        judgements=[] if own else [(page.link(t.page), rows) for t in topics if (rows := _judgements(page, t))],
        byline=_byline(settings),
        pdf=page.to(pdf) if pdf else "",
        sources=[] if wide else [(page.source(key), ask(Context.total, key)) for key in digested],
        matrix=[(page.link(t.page), coverage(page, t, digested)) for t in topics] if topics and not wide else [],
        legend=legend(),
        crowded=CROWDED,
        counts=[(page.link(t.page), *_counted(page, t)) for t in topics] if wide else [],
        cards=[card(page, t) for t in topics],
        points=[] if wide or not _span(page, keys) else points(page, keys),
        years=_years(page, keys) if wide else [],
        ticks=ticks(page, keys),
        reference=ask(Context.page_reference, HOME),
        formats=citing.formats(citing.page_work(HOME, "", settings)),
    )


def coverage(page: Page, topic: Topic, keys: tuple[Key, ...]) -> list[CoverageCell]:
    """One row of the coverage matrix."""
    rows = dict(page.get(Context.extent, f"topics/{topic.slug}"))
    how = {row.key: bears(row) for row in page.get(Context.evidence, f"topics/{topic.slug}")}
    found = []
    for key in keys:
        count, total = rows.get(key, 0), page.get(Context.total, key)
        level = 1 + sum(count >= share * total for share in LEVELS) if count and total else 0
        label = page.get(Context.label, key)
        if not count:
            found.append(CoverageCell(0, total, 0, "", f"{label} has no paragraph on {topic.short}"))
            continue
        link = page.to(topic.page, f"evidence-{key}")
        words = f"{count} of {counted(total, 'paragraph')} of {label} on {topic.short}: {how[key]}"
        found.append(CoverageCell(count, total, level, link, words))
    return found


def legend() -> list[str]:
    """What the shades of a matrix mean, from the lightest: `under 10%`, `10 to 20%`, `30% or more`."""
    edges = [f"{share:.0%}" for share in LEVELS]
    between = [f"{low.removesuffix('%')} to {high}" for low, high in pairwise(edges)]
    return [f"under {edges[0]}", *between, f"{edges[-1]} or more"]


def _byline(settings: Settings) -> str:
    """Who answers for the briefing; that nobody is named, where nobody is."""
    return " · ".join(filter(None, (works.joined(settings.authors), settings.institution))) or "No author is named"


def _led(opening: str) -> tuple[str, str]:
    """What stands before the first heading of the introduction, and the rest."""
    heading = _HEADING.search(opening)
    at = heading.start() if heading else len(opening)
    return opening[:at].strip("\n"), opening[at:].strip("\n")


def points(page: Page, keys: tuple[Key, ...]) -> list[Point]:
    """Sources on an axis from the first to the last year."""
    years = _span(page, keys)
    found = []
    for key in keys:
        work = page.get(Context.work, key)
        if work is None:
            continue
        at = None
        if years and works.is_dated(work):
            at = round(100 * (works.year(work) - years[0]) / (years[1] + 1 - years[0]), 1)
        found.append(Point(page.source(key), works.spoken(work), works.title(work), at))
    return found


def ticks(page: Page, keys: tuple[Key, ...]) -> list[tuple[int, float]]:
    """Years under the axis, each with where it begins; a year in ten where the span is long."""
    years = _span(page, keys)
    if not years:
        return []
    step = max(1, round((years[1] + 1 - years[0]) / 10))
    return [
        (y, round(100 * (y - years[0]) / (years[1] + 1 - years[0]), 1)) for y in range(years[0], years[1] + 1, step)
    ]


def _span(page: Page, keys: tuple[Key, ...]) -> tuple[int, int] | None:
    found = [work for key in keys if (work := page.get(Context.work, key)) and works.is_dated(work)]
    dated = [int(works.year(work)) for work in found]
    return (min(dated), max(dated)) if dated else None


def _judgements(page: Page, topic: Topic) -> list[Judged]:
    """A topic's key judgements, each with the address of the sentence on its own page."""
    return told(page, [c for c in page.get(Context.claims_on, topic.page) if c.kind == "judgement"])


def card(page: Page, topic: Topic) -> Card:
    """A topic's definition, and how much there is of it."""
    _, paragraphs = _counted(page, topic)
    sources = len(sources_on(page, topic))
    claims = sum(1 for c in page.get(Context.claims_on, topic.page) if c.groups)
    total = len(page.get(Context.digested))
    facts = "\u00a0· ".join(
        [f"{sources} of {counted(total, 'source')}", counted(paragraphs, "paragraph")]
        + [counted(claims, "cited sentence")] * bool(claims)
        + ([f"{new.spoken} in this edition"] if (new := page.get(Context.changed_on, topic.page)) else [])
    )
    text = escape.shown(topic.definition.text) if topic.definition else ""
    return Card(page.link(topic.page, topic.title), text, facts)


def sources_on(page: Page, topic: Topic) -> list[Key]:
    """Sources with paragraphs that bear on a topic, in order of date."""
    return [key for key, _ in page.get(Context.extent, f"topics/{topic.slug}")]


def counted(n: int, one: str) -> str:
    """`1 source`, `2 sources`."""
    return f"{n} {one}{'' if n == 1 else 's'}"


def _counted(page: Page, topic: Topic) -> tuple[int, int]:
    """Sources and paragraphs that bear on a topic."""
    rows = page.get(Context.extent, f"topics/{topic.slug}")
    return len(rows), sum(count for _, count in rows)


def _years(page: Page, keys: tuple[Key, ...]) -> list[tuple[str, int]]:
    """Years with the number of sources of each, for shelves too long for an axis."""
    found: dict[str, int] = {}
    for key in keys:
        work = page.get(Context.work, key)
        year = works.iso(work)[:4] if work else ""
        found[year or "no date"] = found.get(year or "no date", 0) + 1
    return list(found.items())


def _facts(page: Page) -> list[str]:
    """Edition and counts."""
    settings, counts = page.get(Context.about), page.get(Context.counts)
    facts = [f"Edition of {works.day(settings.edition)}"] if settings.edition else []
    facts += [f"{n:,} {one if n == 1 else many}" for one, many, n in counts if n]
    return facts + [read for read in (page.get(Context.read_in_all),) if read]
