# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Addresses of web, mail and telephone."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "contact",
    "Drops lines of telephone, fax, web, mail and street addresses.",
    r"(?:web(?:site)?|url|www|internet|phone|ph|tel(?:ephone|efon)?|fax|telefax|mobile|cell|e-?mail|mail|hotline|contact(?: us)?|for (?:more|further) information|media (?:contact|enquiries|inquiries)|press (?:contact|office)|twitter|facebook|instagram|linkedin|youtube|тел|факс|адрес|адреса)\.?\s*[:.]\s*.{1,200}",
    r"(?!\d\d?[./-]\d\d?[./-]\d{4}\W*$)(?:\+|\(?00?)\(?\d[\d\s()/.-]{6,25}(?:\s*(?:ext|x)\.?\s*\d+)?(?:[,;|/]\s*(?:fax|tel|phone)?.{0,40})?",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\s*[|,;·•]\s*.{0,80})?",
    r"@\w{2,30}(?:\s*[|,;·•]\s*@?\w{2,40})*",
    r".{3,80}\bcan be (?:reached|contacted|followed|emailed) (?:at|on|by|via|under) .{0,80}(?:@|\d{3,}[- ]\d{3,}|www\.|https?://).{0,80}",
    r"(?:www\.[\w.-]+\.\w{2,}(?:/\S*)?)(?:\s*[|,;·•]\s*.{0,80})?",
    r"p\.?\s?o\.? box .{1,120}|\d{1,5}[ ,][^.!?]{3,60}\b(?:street|st\.|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|lane|square|suite|floor|drive)\b[^!?]{0,80}",
    most=30,
)
