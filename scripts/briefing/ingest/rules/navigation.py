# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Navigation of a web page."""

from briefing.ingest.rules.rule import lines

_TARGET = r"(?:home|start|news|world|about(?: us)?|contact(?: us)?|search|menu|login|log in|sign in|register|help|faq|events|people|publications|research|analysis|topics|regions?|programs?|programmes|projects?|experts?|podcasts?|videos?|blogs?|newsletters?|careers|jobs|media|press|donate|subscribe|sitemap|archives?|politics|business|economy|opinion|culture|sports?|science|technology|health|travel|magazine|support us|en|fr|de|es|ru|english|deutsch|français|español|русский)"

RULE = lines(
    "navigation",
    "Drops menus, trails of crumbs, and buttons of a web page.",
    r"(?:home|start|startseite|accueil|inicio|главная|start page|you are here:?.{0,40}?)\s*(?:[>»›/|→·•\\]+\s*[^>»›/|→·•\\.]{1,60})+(?:[>»›/|→]\s*.{0,120})?",
    rf"{_TARGET}(?:\s*[|·•/>»›]\s*{_TARGET})+|{_TARGET}(?:\s+{_TARGET}){{2,}}",
    r"skip to (?:the )?(?:main )?(?:content|navigation|search|footer).{0,20}|jump to(?: .{0,30})?:?",
    r"(?:main |site )?menu|(?:toggle|open|close|show|hide) (?:the )?(?:main )?(?:navigation|menu|search|sidebar)(?: .{0,20})?",
    r"back to (?:top|home(?: ?page)?|index|overview|results|list|articles|all .{0,30})|go back|return to .{0,40}|top of page|↑.{0,12}",
    r"[←«‹<]+\s*(?:previous|older|back|prev).{0,100}|(?:next|newer).{0,80}\s*[→»›>]+|(?:previous|next) (?:article|post|story|page|chapter)s?:?.{0,120}|← .{0,80}|.{0,80} →",
    r"log ?in|sign ?in|log ?out|register|my account|search(?: .{0,20})?:?|search for:?|go to .{0,30}(?:page|site|section)",
    r"(?:download|view|open|read)(?: (?:as|the|this|full|in|a))*(?: (?:pdf|report|document|article|publication|print version|version))(?: .{0,30})?|pdf(?: version)?(?: .{0,15})?|full (?:text|screen|report).{0,15}|\[?pdf,? [\d.,]+ ?[km]b\]?",
    r"previous|next|prev|no posts|top latest discussions|(?:top|latest|best|newest)(?: (?:top|latest|best|newest|first))+|see all|all posts|accept(?: all)?(?: cookies)?|manage (?:preferences|cookies)|reject all",
    r"(?:attachments?|downloads?|files?|anhang|adjuntos?|pièces? jointes?)\s*:\s.{1,100}|.{1,80}\.(?:pdf|docx?)\s*[(\[]?[\d.,]+ ?[km]b[)\]]?",
    r"load(?:ing)?(?: more)?(?: .{0,15})?(?:\.\.\.|…)?|show (?:more|less|all)|view (?:more|all)(?: .{0,30})?|see (?:more|all)(?: .{0,30})?|expand(?: all)?|close",
    r"print(?:er)?[- ](?:friendly)?(?: version| page)?|permalink|source link|original link|view (?:in browser|original|online).{0,40}",
    most=25,
)
