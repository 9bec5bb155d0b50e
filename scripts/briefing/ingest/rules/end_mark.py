"""Marks of a text's end."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "end-mark",
    "Drops marks of a text's end.",
    r"\W*(?:ends?|the end|-?30-?|fin|ende|конец|eom|end of (?:article|story|document|text|report))\W*",
    r"[■▪●◆◼□#\s]{1,8}",
    most=5,
)
