# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Disclaimers and remarks on where a text first appeared."""

from briefing.ingest.rules.rule import lines

_WHOSE = r"\b(?:authors?|writers?|contributors?|editorial|alone|necessarily|solely|publishers?|speakers?)\b"

RULE = lines(
    "disclaimer",
    "Drops disclaimers, and remarks on where a text first appeared.",
    rf"\W*(?:(?:the|all|any) )?(?:views?|opinions?|positions?|statements?|contents?|findings)\b.{{0,120}}\b(?:expressed|stated|presented|represent|reflect|contained)\b.{{0,200}}{_WHOSE}.{{0,300}}",
    rf"\W*(?:the |all )?(?:views|opinions)(?: \w+){{0,6}} (?:are|remain|belong)\b.{{0,80}}{_WHOSE}.{{0,250}}",
    rf"\W*(?:the )?(?:views|opinions) (?:are )?{_WHOSE}.{{0,100}}|(?:the )?(?:views|opinions) (?:are )?(?:his|her|their|personal|my) own\W*",
    r"\W*disclaimer\s*[:.–—-].{1,600}|disclaimer",
    r"\W*.{0,60}\bdo(?:es)? not (?:necessarily )?(?:reflect|represent) the (?:official |personal )?(?:views?|opinions?|positions?|policy|policies) of.{0,250}",
    r"\W*(?:this|the) (?:article|piece|text|post|commentary|essay|story|op-ed)(?: above)? (?:was|has been|originally|first) (?:originally |first |also |re)*(?:published|appeared|posted|printed).{0,200}",
    r"\W*(?:originally|first) (?:published|appeared|posted)(?: (?:in|at|by|on|here)\b.{0,150})?",
    r"\W*this (?:publication|paper|brief|report|project|research|study|document|work)(?: series)? (?:was |is |has been )?(?:made possible|produced with|supported by|funded by|financed by).{0,300}",
    most=90,
)
