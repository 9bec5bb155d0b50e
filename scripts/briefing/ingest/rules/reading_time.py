# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Reading times, counts of comments and of pages."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "reading-time",
    "Drops reading times, counts of comments, words and pages.",
    r"(?:(?:estimated )?read(?:ing)?(?: time)?\s*[:–-]?\s*)?(?:about |approx\.? )?\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s*[- ]?(?:min(?:ute)?s?)\.?(?:\s*(?:read|reading time|to read))?",
    r"(?:\d+|no|leave a|add a|post a) (?:comments?|replies|responses?)|comments?(?: \(\d+\)|: \d+)?",
    r"(?:word count|words|pages|length)\s*:\s*\d[\d,.]*|\d[\d,.]* words",
    r"lesezeit.{0,20}|temps de lecture.{0,20}|tiempo de lectura.{0,20}|время чтения.{0,20}|lecture : \d.{0,15}",
    most=8,
)
