"""The page of a topic: the author's text, and around it what scripts make of the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.evidence.markup import plain
from briefing.model import Claim, Event, Key, Passage, Topic
from briefing.pages import changed, citing, escape, works
from briefing.pages.context import Context
from briefing.pages.front import counted, sources_on
from briefing.pages.judged import judged
from briefing.pages.page import Page
from briefing.pages.pictures import chains
from briefing.pages.reads import Reads
from briefing.pages.said import brief_sentences, said_by_source
from briefing.pages.things import shown
from briefing.pages.timeline import newer as newer_events
from briefing.pages.timeline import rows as event_rows

SAID = 4
"""Sentences that represent a source on a topic whose author wrote no text."""

BRIEF = 3
"""Sentences that stand first where the author wrote no text."""
SILENT_ROWS = 4
"""Sources without an answer that have a row each in a table of answers; more share one."""
MOST_SILENT = 30
"""Sources that don't address a topic and are named one by one; more are counted."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source answers to one question; nothing where `says` is empty."""

    label: str
    link: str
    stance: str
    says: str


def compose_topic(ask: Reads, topic: Topic, pdf: str | None = None) -> str:
    """The Markdown of a topic's page."""
    page = Page(topic.page, ask)
    evidence = ask(Context.evidence, f"topics/{topic.slug}")
    drawn_on = sources_on(page, topic)
    claims = ask(Context.claims_on, topic.page)
    definition = _one(page, topic.definition)
    newer = newer_events(page, topic.since)
    judgements = judged(page, topic.judgements)
    tables = shown(page, topic.tables)
    body = page.passage(topic.body) if topic.body else ""
    brief = [] if topic.body else brief_sentences(page, evidence, BRIEF)
    questions = [(question.ask, *_parted(_cells(page, topic, i))) for i, question in enumerate(topic.questions)]
    naming = [c for c in ask(Context.claims_naming, f"topics/{topic.slug}") if c.home != topic.page]
    events = _events(page, topic, naming)
    timeline = event_rows(page, events)
    caveats = [_one(page, caveat) for caveat in topic.caveats]
    gaps = [(escape.text(gap.says), page.remark(gap.because)) for gap in topic.gaps]
    said = said_by_source(page, evidence, 0 if topic.body else SAID)
    drawn = frozenset(drawn_on)
    silent = [key for key in ask(Context.digested) if key not in drawn]
    status = _status(page, claims, drawn_on)
    settings, new = ask(Context.about), ask(Context.changed_on, topic.page)
    return page.render(
        "topic",
        topic=topic,
        definition=definition,
        description=_described(topic),
        citation=citing.of_page(topic.page, topic.title, settings, pdf, topic.aliases),
        internal=ask(Context.is_full),
        status=status,
        facts=" · ".join(status[1:3]),
        new=new.spoken if new else "",
        changes=changed.rows(page, new),
        since=changed.since(ask(Context.changed)),
        newer=newer,
        judgements=judgements,
        body=body,
        tables=tables,
        brief=brief,
        caveats=caveats,
        said=said,
        questions=questions,
        timeline=timeline,
        chains=chains(page, events),
        elsewhere=[] if topic.body else _elsewhere(page, naming),
        gaps=gaps,
        silent=_listed(page, silent) if len(silent) <= MOST_SILENT else "",
        silence=len(silent),
        related=[
            (page.link(f"{subject}.md"), shared) for subject, shared in ask(Context.related, f"topics/{topic.slug}")
        ],
        reference=ask(Context.page_reference, topic.page),
        pdf=pdf,
        formats=citing.formats(citing.page_work(topic.page, topic.title, settings)),
    )


def _cells(page: Page, topic: Topic, i: int) -> list[Cell]:
    """One question's answers, source by source in order of date; a source that gives none has an empty cell."""
    answers = topic.questions[i].answers
    found = []
    for key in page.get(Context.digested):
        given = [answer for answer in answers if answer.source == key]
        says = " ".join(_one(page, answer.says) for answer in given)
        stance = "; ".join(answer.stance for answer in given if answer.stance)
        found.append(Cell(page.get(Context.label, key), page.source(key), escape.text(stance), says))
    return found


def _parted(cells: list[Cell]) -> tuple[list[Cell], str]:
    """The cells that have a row of their own, and the rest in a row: those without an answer, where they are many."""
    silent = [cell for cell in cells if not (cell.says or cell.stance)]
    if len(silent) <= SILENT_ROWS:
        return cells, ""
    return [cell for cell in cells if cell not in silent], ", ".join(cell.link for cell in silent)


def _listed(page: Page, keys: Sequence[Key]) -> str:
    """Sources in a row, linked, with one stop behind the last, which may end in one (`n.d.`)."""
    stop = "" if not keys or page.get(Context.label, keys[-1]).endswith(".") else "."
    return ", ".join(page.source(key) for key in keys) + stop


def _events(page: Page, topic: Topic, naming: Sequence[Claim]) -> tuple[Event, ...]:
    """Events that their author gave to the topic, and those whose sentence names it."""
    parts = {claim.passage.part for claim in naming if claim.kind == "event"}
    return tuple(e for e in page.get(Context.events) if topic.slug in e.topics or e.says.part in parts)


def _elsewhere(page: Page, naming: Sequence[Claim]) -> list[tuple[str, str]]:
    """Sentences of other pages that name the topic, each with its page."""
    rows = [claim for claim in naming if claim.kind not in ("event", "entity")]
    return [(page.link(claim.home), page.link(claim.home, claim.text, claim.id)) for claim in rows]


def _one(page: Page, passage: Passage | None) -> str:
    return page.passage(passage) if passage else ""


def _described(topic: Topic) -> str:
    """The definition as plain text, for search engines and cards."""
    return (
        plain(topic.definition.text)
        if topic.definition
        else f"{topic.title}: what each source says, with the evidence."
    )


def _status(page: Page, claims: tuple[Claim, ...], used: Sequence[Key]) -> list[str]:
    """Edition, sources, claims and the span of the sources' dates."""
    settings = page.get(Context.about)
    total = len(page.get(Context.digested))
    dated = [work for key in used if works.is_dated(work := page.get(Context.work, key))]
    facts = [f"Edition of {works.day(settings.edition)}"] if settings.edition else []
    facts.append(f"{len(used)} of {counted(total, 'source')}")
    if written := sum(1 for c in claims if c.groups):
        facts.append(counted(written, "cited sentence"))
    read, to_read = page.get(Context.read_on, page.home)
    if to_read:
        facts.append(f"read by a person: {read or 'none'} of {to_read}")
    if dated:
        first, last = works.spoken(dated[0]), works.spoken(dated[-1])
        facts.append(f"sources of {first}" if first == last else f"sources from {first} to {last}")
    return facts
