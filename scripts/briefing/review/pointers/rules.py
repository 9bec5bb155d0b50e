"""Rules that call an eye to one sentence: each compares a sentence with those of its paragraphs that share its words.

A rule yields what it saw, in words. None of them knows what a sentence means; how often each is right and how often
wrong is measured by benchmarks/meaning.py.
"""

from __future__ import annotations

from briefing.review.pointers.actors import roles, speaker
from briefing.review.pointers.degree import quantity, reality
from briefing.review.pointers.measures import time, unit
from briefing.review.pointers.pair import Rule
from briefing.review.pointers.polarity import direction, negation

RULES: tuple[tuple[str, Rule], ...] = (
    ("negation", negation),
    ("direction", direction),
    ("reality", reality),
    ("quantity", quantity),
    ("time", time),
    ("unit", unit),
    ("speaker", speaker),
    ("roles", roles),
)
"""What is looked at, in the order in which it is told."""
