"""The page of an entity: what it is, where the sources name it, and which sentences of the briefing do."""

from __future__ import annotations

from briefing.evidence.markup import plain
from briefing.model import Entity
from briefing.pages import escape
from briefing.pages.context import Context
from briefing.pages.indexes import KINDS, how_often
from briefing.pages.page import Page
from briefing.pages.reads import Reads
from briefing.pages.said import named_by_source
from briefing.pages.timeline import rows as event_rows


def compose_entity(ask: Reads, entity: Entity) -> str:
    """The Markdown of an entity's page."""
    page = Page(entity.page, ask)
    says = page.passage(entity.says) if entity.says else ""
    claims = [claim for claim in ask(Context.claims_naming, f"entities/{entity.id}") if claim.home != entity.page]
    events = {claim.passage.part for claim in claims if claim.kind == "event"}
    timeline = event_rows(page, tuple(e for e in ask(Context.events) if e.says.part in events))
    said = named_by_source(page, ask(Context.evidence, f"entities/{entity.id}"))
    return page.render(
        "entity",
        entity=entity,
        kind=KINDS[entity.kind],
        facts=how_often(page, entity),
        says=says,
        description=plain(entity.says.text) if entity.says else f"{entity.name}: where the sources name it.",
        aliases=[escape.text(alias) for alias in entity.aliases],
        said=said,
        in_notes=[
            (page.link(f"sources/{key}.md", f"{page.get(Context.label, key)}, note {label}", f"fn-{label}"), shown)
            for key, label, text in ask(Context.notes_naming, f"entities/{entity.id}")
            if (shown := escape.shown(text))
        ],
        timeline=timeline,
        claims=[
            (page.link(claim.home), page.link(claim.home, claim.text, claim.id))
            for claim in claims
            if claim.kind not in ("event", "entity")
        ],
        related=[(page.link(f"{subject}.md"), n) for subject, n in ask(Context.related, f"entities/{entity.id}")],
        internal=ask(Context.is_full),
    )
