"""The lists that lead to pages: topics, sources, people and places; and the bibliography."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from briefing.model import Claim, Entity, Key
from briefing.pages import escape, works
from briefing.pages.context import Context
from briefing.pages.front import card, counted
from briefing.pages.page import Page
from briefing.pages.pictures import who_cites_whom
from briefing.pages.reads import Reads

KINDS = {
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "document": "Documents",
    "event": "Events",
}
"""Kinds of entities, in the order of the index."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the index of sources."""

    link: str
    title: str
    author: str
    publisher: str
    date: str
    paragraphs: int
    claims: int
    """Claims that rely on it."""
    rights: str


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work in the bibliography."""

    key: Key
    reference: str
    source: str
    """Link to its page where it is a source."""
    pages: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Pages that cite it, each with its sentences as (words, address)."""
    notes: tuple[str, ...]
    """Notes of sources that cite it, as links."""

    @property
    def count(self) -> int:
        """Sentences that cite it."""
        return sum(len(claims) for _, claims in self.pages)


def compose_topics(ask: Reads) -> str:
    """The Markdown of the index of topics."""
    page = Page("topics/index.md", ask)
    title, introduction = page.opening("Topics")
    cards = [card(page, topic) for topic in ask(Context.topics)]
    return page.render("topics", title=title, introduction=introduction, cards=cards, internal=ask(Context.is_full))


def compose_sources(ask: Reads) -> str:
    """The Markdown of the index of sources."""
    page = Page("sources/index.md", ask)
    title, introduction = page.opening("Sources")
    rows = [_source_row(page, key) for key in ask(Context.sources)]
    whom, internal = who_cites_whom(page), ask(Context.is_full)
    return page.render("sources", title=title, introduction=introduction, rows=rows, whom=whom, internal=internal)


def compose_entities(ask: Reads) -> str:
    """The Markdown of the index of entities."""
    page = Page("entities/index.md", ask)
    title, introduction = page.opening("People, places and documents")
    groups = []
    for kind, name in KINDS.items():
        found = ask(Context.entities, kind)
        rows = [_entity_row(page, e) for e in (sorted(found, key=_surname) if kind == "person" else found)]
        if rows:
            groups.append((kind, name, rows))
    return page.render("entities", title=title, introduction=introduction, groups=groups, internal=ask(Context.is_full))


def compose_bibliography(ask: Reads) -> str:
    """The Markdown of the bibliography: every work, and where it is cited."""
    page = Page("bibliography.md", ask)
    title, introduction = page.opening("Bibliography")
    rows = [_work_row(page, key) for key in ask(Context.works)]
    return page.render("bibliography", title=title, introduction=introduction, rows=rows, internal=ask(Context.is_full))


def _source_row(page: Page, key: Key) -> SourceRow:
    work = page.get(Context.work, key)
    claims = {claim.id for _, claims in page.get(Context.relying_on, key) for claim in claims}
    return SourceRow(
        page.source(key),
        works.title(work) if work else key,
        (works.joined(works.authors(work)) if work else "") or "No author named",
        works.publisher(work) if work else "",
        works.spoken(work) if work else "no date",
        page.get(Context.total, key),
        len(claims),
        page.get(Context.kept_as, key),
    )


def _surname(person: Entity) -> tuple[str, str]:
    """By what a person is filed: the one word of the name that stands as an alias, else the last, its article aside."""
    words = person.name.split()
    alone = [word for word in words if word in person.aliases]
    name = (alone or words)[-1].casefold()
    return re.sub(r"^(?:al|el|ad|as|ash|at)-", "", name), person.name.casefold()


def _entity_row(page: Page, entity: Entity) -> tuple[str, str]:
    """Link to it, and how often it is named."""
    return page.link(entity.page), how_often(page, entity)


def how_often(page: Page, entity: Entity) -> str:
    """How often the sources name an entity: `12 paragraphs in 4 sources`."""
    rows = page.get(Context.extent, f"entities/{entity.id}")
    paragraphs = sum(count for _, count in rows)
    if not paragraphs:
        notes = page.get(Context.notes_naming, f"entities/{entity.id}")
        return counted(len(notes), "note") if notes else "not named"
    words = counted(paragraphs, "paragraph")
    return f"{words} in {len(rows)} sources" if len(rows) > 1 else words


def _work_row(page: Page, key: Key) -> WorkRow:
    claims: list[Claim] = []
    notes: list[str] = []
    for place in page.get(Context.cited_in, key):
        if isinstance(place, Claim):
            claims.append(place)
        elif found := page.get(Context.note_at, place):
            citing, label = found
            words = f"{page.get(Context.label, citing)}, note {label}"
            notes.append(page.link(f"sources/{citing}.md", words, f"fn-{label}"))
    claims.sort(key=lambda claim: claim.home)
    pages = tuple(
        (page.link(home), tuple((escape.text(_short(c.text)), page.to(home, c.id)) for c in group))
        for home, group in groupby(claims, key=lambda claim: claim.home)
    )
    source = page.link(f"sources/{key}.md", "source page") if page.get(Context.is_source, key) else ""
    return WorkRow(key, page.get(Context.entry, key), source, pages, tuple(notes))


def _short(text: str, most: int = 110) -> str:
    """A sentence, cut after a whole word where it is long."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:–") + " …"
