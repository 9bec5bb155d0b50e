"""Two sources side by side: what each answers to the questions of the topics that both answer."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model import Answer, Key
from briefing.pages import escape
from briefing.pages.context import Context
from briefing.pages.page import Page

MOST = 20
"""Sources beside which a source is set, at most: those with which it has the most questions in common."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A source beside another."""

    key: Key
    label: str
    link: str
    rows: tuple[tuple[str, str, str, str], ...]
    """Topic and question, and the answers of the two, as Markdown."""


def beside(page: Page, key: Key) -> list[Beside]:
    """The sources that answer what a source answers, each with the questions in common, in order of date."""
    mine = dict(page.get(Context.answers, key))
    found = []
    for other in page.get(Context.sharing, key):
        theirs = dict(page.get(Context.answers, other))
        rows = tuple(
            (page.link(topic, anchor="agree"), escape.text(ask), _said(page, row), _said(page, theirs[topic, ask]))
            for (topic, ask), row in mine.items()
            if (topic, ask) in theirs
        )
        found.append(Beside(other, page.get(Context.label, other), page.source(other), rows))
    kept = {one.key for one in sorted(found, key=lambda one: -len(one.rows))[:MOST]}
    return [one for one in found if one.key in kept]


def _said(page: Page, answers: tuple[Answer, ...]) -> str:
    """Stance, and the sentence as a link to where it stands with its notes."""
    shown = []
    for answer in answers:
        stance = f"**{escape.text(answer.stance)}** " if answer.stance else ""
        claims = page.get(Context.claims_of, answer.says)
        shown.append(stance + " ".join(page.link(claim.home, claim.text, claim.id) for claim in claims))
    return " ".join(shown)
