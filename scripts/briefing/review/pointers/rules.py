"""Rules that gather what speaks for an error in one sentence: each compares it with the sentences of its paragraphs.

A rule yields what it saw, each with the name of its weight. None of them knows what a sentence means; what their
evidence is worth together is fitted by benchmarks/fit_pointers.py.
"""

from __future__ import annotations

from briefing.review.pointers.actors import agents, roles, speaker
from briefing.review.pointers.degree import quantity, reality
from briefing.review.pointers.measures import time, unit
from briefing.review.pointers.pair import Rule
from briefing.review.pointers.polarity import direction, negation
from briefing.review.pointers.relations import relations

RULES: tuple[Rule, ...] = (
    negation, direction, reality, quantity, time, unit, speaker, agents, roles, relations,
)  # fmt: skip
