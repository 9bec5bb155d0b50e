"""What an edition changed, as pages tell it: sentences added, changed and withdrawn since the edition before."""

from __future__ import annotations

from briefing.evidence.editions import Changes, PageChanges
from briefing.pages import escape, works
from briefing.pages.context import Context
from briefing.pages.page import Page

ROW = tuple[str, str, str]
"""What happened, the sentence as Markdown, and what it was before; the last is empty unless it changed."""


def since(edition: Changes | None) -> str:
    """The day of the edition with which this one is compared, in words; empty for the first and where nobody says."""
    return works.day(edition.since) if edition and edition.since else ""


def rows(page: Page, found: PageChanges | None) -> list[ROW]:
    """The sentences of one page that changed; those that stand are linked to where they stand."""
    if found is None:
        return []
    there = {claim.id for claim in page.get(Context.claims_on, found.page)}

    def shown(identity: str, text: str) -> str:
        return page.link(found.page, text, identity) if identity in there else escape.text(text)

    made = [("Added", shown(identity, text), "") for identity, text in found.added]
    made += [("Changed", shown(identity, text), escape.text(before)) for identity, text, before in found.changed]
    return made + [("Withdrawn", escape.text(text), "") for text in found.withdrawn]
