# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Invitations to share, print, save or listen."""

import re

from briefing.ingest.draft import Draft
from briefing.ingest.rules.rule import Rule, droppable, lines

_PLACE = r"(?:facebook|twitter|x|linkedin|whats ?app|telegram|reddit|e-?mail|mail|print|copy link|link|pdf|print[- ]friendly|printer[- ]friendly|pinterest|vk|tumblr|pocket|messenger|instagram|youtube|threads|bluesky|mastodon|rss|flipboard|share|tweet|pin|save|more|\+|teilen|drucken|kommentare|merken|artikel merken|partager|imprimer|commenter|compartir|imprimir|comentar|поделиться|распечатать)"

COUNT = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?\s?[km]?|[∙·•]", re.I)
_LINES = lines(
    "share-buttons",
    "Drops invitations to share, print, save or listen.",
    r"share(?: this)?(?: (?:article|story|post|page|report|on|via|with).{0,60})?:?",
    rf"{_PLACE}(?:[\s|,/•·&]+(?:on |via |to |and |or )?{_PLACE})*",
    r"(?:click to )?(?:share|tweet|e-?mail|print)(?: this| on| to| via)? .{0,60}\(opens in new window\).*",
    r"(?:e-?mail|print|save|bookmark|download|cite|listen to|pin) this(?: (?:article|page|story|post|podcast|report))?.{0,20}",
    r"follow (?:us|the author|me|him|her|them)(?: on .{0,80})?:?",
    r"(?:find|like) us on .{0,60}",
    r"(?:\d[\d,.k]* )?(?:shares?|likes?|retweets?|views?|reads?|reactions?)(?:[\s:]+\d[\d,.k]*)?",
    r"[\d,.]+ (?:shares?|views?|likes?|times)(?: .{0,20})?",
    r"listen to (?:this|the) (?:article|story).{0,40}|listen ?[-–(]? ?\d+ ?(?:min|:\d\d).{0,20}",
    r"like this:?|like loading\W*|(?:\d+ )?(?:people|bloggers?) like this\W*",
    r"text size.{0,20}|a\s?\+? ?a\s?-?|increase font size.*",
    r"(?:teilen|drucken|artikel teilen|partager|imprimer|compartir(?: en)?|condividi|compartilhar|поделиться|مشاركة|اشتراک گذاری)(?: .{0,30})?:?",
    r"(?:s[ií]guenos|suivez-nous|folgen sie uns|folge uns|следите за нами|seguici|siga-nos)(?: .{0,60})?",
    r"(?:reuse|republish) this (?:content|article).{0,30}|(?:copy|copied|get) (?:the )?link(?: to clipboard)?.{0,20}|restacks?|save this story",
    most=25,
)


def _apply(draft: Draft) -> None:
    _LINES.apply(draft)
    _counts(draft)


def _counts(draft: Draft) -> None:
    """Bare figures on the lines beside a button: how often it was pressed."""
    parts = draft.parts
    for order, step in ((range(len(parts)), -1), (range(len(parts) - 1, -1, -1), 1)):
        for i in order:
            beside = 0 <= i + step < len(parts) and parts[i + step].rule == _LINES.name
            if beside and droppable(parts[i]) and COUNT.fullmatch(parts[i].text.strip()):
                parts[i] = parts[i].drop(_LINES.name)


RULE = Rule(_LINES.name, _LINES.purpose, _apply)
