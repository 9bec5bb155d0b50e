# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Tags and categories."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "tags",
    "Drops lists of tags and categories.",
    r"(?:tags?|tagged(?: (?:with|as|in))?|filed (?:under|in)|posted in|categor(?:y|ies)|topics?|related topics|in this (?:article|story)|regions?|section|labels?|rubrik|schlagwörter|mots[- ]clés|теги|рубрика)\s*:.{1,250}",
    r"(?:#\w[\w-]*[\s,]*)+",
    r"(?:tags?|categories|topics)",
    most=40,
)
