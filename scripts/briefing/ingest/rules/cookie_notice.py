# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Consent to cookies, and the like."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "cookie-notice",
    "Drops requests for consent to cookies, and links to privacy terms.",
    r"(?:we|this (?:web)?site|our (?:web)?site|this page) (?:and our partners )?uses? (?:\w+ ){0,2}cookies.{0,400}",
    r"by (?:continuing|using|browsing|clicking|accepting).{0,120}\b(?:cookies?|site|website|privacy|terms|policy).{0,200}",
    r"(?:accept|reject|manage|allow|decline)(?: (?:all|only|necessary))*(?: (?:cookies?|preferences|settings|choices))?[.!]?",
    r"(?:cookie|privacy)(?: (?:settings|policy|preferences|notice|statement))+|terms (?:of (?:use|service)|and conditions|& conditions)(?: ?[|·•&] ?.{0,60})?",
    r"cookies? (?:help|allow) us .{0,200}|(?:to )?(?:find out|learn|read) more about (?:our )?(?:use of )?cookies.{0,80}",
    r"(?:wir verwenden|diese (?:web)?seite (?:ver|be)nutzt|nous utilisons|ce site utilise|utilizamos|usamos|мы используем|usiamo).{0,30}(?:cookies?|куки).{0,250}",
    r"(?:i agree|got it|ok|agree|i accept|accept|decline|close|dismiss|continue)[!.]?",
    most=80,
)
