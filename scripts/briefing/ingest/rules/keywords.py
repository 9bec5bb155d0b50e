# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Keywords that a paper prints below its abstract."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "keywords",
    "Keeps a line of keywords as metadata.",
    r"(?:index terms|key ?words?|schlüsselwörter|mots[- ]clés|palabras clave|ключевые слова|کلیدواژه\S*)\s*[:–—-]\s*.{2,300}",
    most=50,
    meta="keywords",
)
