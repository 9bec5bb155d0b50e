"""What is done with a document's parts once they are laid out, in this order."""

from __future__ import annotations

from briefing.ingest import corrections
from briefing.ingest.roles import settle
from briefing.ingest.rules import doubts, end_mark, initial
from briefing.ingest.rules.rule import Rule

RULES: tuple[Rule, ...] = (settle.RULE, end_mark.RULE, initial.RULE, corrections.RULE, doubts.RULE)
