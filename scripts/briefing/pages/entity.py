"""The page of an entity: what it is, where the sources name it, and which sentences of the briefing do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from briefing.evidence.markup import plain
from briefing.model import Claim, Entity
from briefing.pages import escape, works
from briefing.pages.context import Context
from briefing.pages.indexes import KINDS, how_often
from briefing.pages.page import Page
from briefing.pages.reads import Reads
from briefing.pages.said import Said, named_by_source
from briefing.pages.timeline import rows as event_rows

FOLDED = 40
"""Paragraphs, or sentences, from which on a list of them is folded: by year and source, or by page."""


def compose_entity(ask: Reads, entity: Entity) -> str:
    """The Markdown of an entity's page."""
    page = Page(entity.page, ask)
    says = page.passage(entity.says) if entity.says else ""
    claims = [claim for claim in ask(Context.claims_naming, f"entities/{entity.id}") if claim.home != entity.page]
    events = {claim.passage.part for claim in claims if claim.kind == "event"}
    timeline = event_rows(page, tuple(e for e in ask(Context.events) if e.says.part in events))
    said = named_by_source(page, ask(Context.evidence, f"entities/{entity.id}"))
    many = sum(source.count for source in said) > FOLDED
    return page.render(
        "entity",
        entity=entity,
        kind=KINDS[entity.kind],
        facts=how_often(page, entity),
        says=says,
        description=plain(entity.says.text) if entity.says else f"{entity.name}: where the sources name it.",
        aliases=[escape.text(alias) for alias in entity.aliases],
        said=[] if many else said,
        years=_by_year(page, said) if many else [],
        in_notes=[
            (page.link(f"sources/{key}.md", f"{page.get(Context.label, key)}, note {label}", f"fn-{label}"), shown)
            for key, label, text in ask(Context.notes_naming, f"entities/{entity.id}")
            if (shown := escape.shown(text))
        ],
        timeline=timeline,
        claims=_by_page(page, [claim for claim in claims if claim.kind not in ("event", "entity")]),
        folded=FOLDED,
        related=[(page.link(f"{subject}.md"), n) for subject, n in ask(Context.related, f"entities/{entity.id}")],
        internal=ask(Context.is_full),
    )


def _by_year(page: Page, said: Sequence[Said]) -> list[tuple[str, list[Said]]]:
    """What the sources say, by the year of the source; the order of date makes neighbours of a year's."""

    def year(source: Said) -> str:
        work = page.get(Context.work, source.key)
        return (works.iso(work)[:4] if work else "") or "No date"

    return [(name, list(rows)) for name, rows in groupby(said, key=year)]


def _by_page(page: Page, claims: Sequence[Claim]) -> list[tuple[str, str, list[str]]]:
    """Sentences by the page on which they are read: its title, a link to it, the sentences as links."""
    found: dict[str, list[str]] = {}
    for claim in claims:
        found.setdefault(claim.home, []).append(page.link(claim.home, claim.text, claim.id))
    return [(page.get(Context.title, home), page.link(home), rows) for home, rows in found.items()]
