# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Tags and categories."""

import re

from briefing.ingest.draft import Draft
from briefing.ingest.rules.rule import Rule, droppable, lines
from briefing.ingest.words import ends, prose, words

HEAD = re.compile(
    r"(?:(?:explore|find|read) (?:more )?(?:on |about )?(?:these |this |related )?topics?|(?:related |more |key )?(?:topics?|tags?|keywords?|categories|themes|regions?|countries|programmes?|issues)"
    r"|in this (?:article|story)|filed under|posted in|tagged(?: with)?|themen|schlagwörter|rubriken|thèmes|mots[- ]clés|étiquettes|temas|etiquetas|темы|метки|теги|рубрики)\W*",
    re.I,
)
_LINES = lines(
    "tags",
    "Drops lists of tags and categories.",
    r"(?:tags?|tagged(?: (?:with|as|in))?|filed (?:under|in)|posted in|categor(?:y|ies)|topics?|related topics|in this (?:article|story)|regions?|section|labels?|archivado en|etiquetas|temas|thèmes|themen|темы|метки|rubrik|schlagwörter|mots[- ]clés|теги|рубрика)\s*:.{1,250}",
    r"(?:#\w[\w-]*[\s,]*)+",
    r"(?:tags?|categories|topics)",
    most=40,
)


def _apply(draft: Draft) -> None:
    _below_head(draft)
    _LINES.apply(draft)


def _below_head(draft: Draft) -> None:
    """A head such as `Topics` after the text, with the short lines below it."""
    parts = draft.parts
    last = max((i for i, p in enumerate(parts) if p.open and prose(p.text) and words(p.text) > 12), default=len(parts))
    for i in range(last + 1, len(parts)):
        if droppable(parts[i]) and HEAD.fullmatch(parts[i].text.strip(" *_#>|·•")):
            stop = i + 1
            while (
                stop < len(parts)
                and droppable(parts[stop])
                and words(parts[stop].text) <= 5
                and not _is_other(parts[stop].text)
            ):
                stop += 1
            parts[i:stop] = [part.drop(_LINES.name) for part in parts[i:stop]]


def _is_other(text: str) -> bool:
    """Whether a short line is no tag: it ends as a sentence does, or begins with a label."""
    return (
        ends(text) or text[:1].isdigit() or text.lower().strip(" :") in ("notes", "references", "endnotes", "sources")
    )


RULE = Rule(_LINES.name, _LINES.purpose, _apply)
