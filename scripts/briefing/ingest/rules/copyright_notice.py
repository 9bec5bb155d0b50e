# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Copyright lines and terms of reuse."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "copyright-notice",
    "Drops copyright lines and terms of reuse.",
    r"(?:copyright\s*)?(?:©|copyright (?=©|\(c\)|\d{4}|by ))\s*.{0,300}|\(c\)\s+(?:copyright\b.{0,200}|(?:[^.:;]{0,60}\s)?(?:19|20)\d\d\b.{0,120})",
    r"(?:this|the) (?:\w+ )?(?:article|publication|report|paper|brief(?:ing)?|document|material|text|work|page|information|bulletin|issue)s? (?:may|can|must|is|are)(?: not)?(?: be)?(?: freely| only)? (?:reproduced|republished|reprinted|copied|quoted|redistributed|distributed|photocopied|shared|translated)\b.{0,250}",
    r".{0,120}\ball rights reserved\b.{0,120}",
    r"(?:no part of this|reproduction|republication|redistribution|reprint(?:ing)?|unauthori[sz]ed).{0,40}\b(?:publication|prohibited|permission|permitted|forbidden|reproduced)\b.{0,250}",
    r"(?:this (?:work|article|text) is )?(?:licen[sc]ed|published|distributed|republished|available)? ?under (?:a |the )?(?:creative commons|cc[ -]by).{0,200}",
    r"(?:isbn|issn|doi)\b[\s:].{0,80}|published by .{0,80}(?:©|\d{4}).{0,60}|printed (?:in|by|on) .{0,80}",
    r".{0,90}\b(?:lizenziert|licencié|licencia|лицензи\w+|licenza|licensed?)\b.{0,60}\b(?:cc[ -]by|cc0|creative commons)\b.{0,120}|cc[ -](?:by|0)\b.{0,30}",
    r"alle rechte vorbehalten\.?|tous droits réservés\.?|todos los derechos reservados\.?|все права защищены\.?|tutti i diritti riservati\.?",
    r"(?:to )?(?:request|for) (?:reprint|permission|republication).{0,150}",
    most=70,
)
