# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Marks of advertisements."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "advertisement",
    "Drops marks of advertisements and paid content.",
    r"(?:[-–—\s]*)(?:advertisements?|advertising|sponsored(?: content| post| by .{0,40})?|promoted(?: content)?|paid (?:post|content)|anzeige|werbung|publicité|publicidad|pubblicità|реклама|إعلان|تبلیغات|ad)(?:[-–—\s:]*)",
    r"(?:advertisement[\s:–—-]*)?(?:the )?(?:story|article|text|scroll|post)?\s*continues? (?:reading )?(?:below|after)(?: .{0,40})?",
    r"scroll (?:down )?(?:to|for) .{0,30}|advertisement[\s:–—-]+.{0,60}(?:scroll|continue).{0,40}",
    r"remove ads.{0,30}|why (?:am i seeing )?(?:this )?ads?\??|skip (?:ad|advert(?:isement)?)",
    most=15,
)
