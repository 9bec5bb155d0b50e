# ruff: noqa: E501 - patterns read best on one line
"""Which elements of a page are not its text: by element, role, and the names that page builders give them."""

from __future__ import annotations

import re

from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.tags import CONTROLS

SHARE = 0.45
"""An element that holds so much of the page's prose is not chrome, whatever its name."""
BY_TAG = {"nav": "navigation", "noscript": "no-script", "dialog": "dialog", "menu": "navigation", "svg": "pictures",
          "video": "media", "audio": "media", "canvas": "pictures", "picture": "pictures", "map": "pictures",
          "rt": "ruby", "rp": "ruby", "amp-sidebar": "navigation", "amp-carousel": "media", "form": "form"}  # fmt: skip
BY_TAG |= dict.fromkeys(CONTROLS, "form")
BY_ROLE = {"navigation": "navigation", "banner": "site-header", "contentinfo": "site-footer", "search": "form", "complementary": "aside",
           "dialog": "dialog", "alertdialog": "dialog", "alert": "dialog", "menu": "navigation", "menubar": "navigation", "toolbar": "tools",
           "tablist": "navigation", "form": "form", "doc-toc": "contents", "doc-pagebreak": "page-numbers", "tooltip": "tooltip", "directory": "contents"}  # fmt: skip
BY_NAME: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(rf" (?:{names}) ", re.I))
    for rule, names in (
        ("cookie-notice", r"cookies?(?: (?:bar|banner|notice|consent|law|popup|message|info|policy))?|gdpr|consent|cc window|onetrust|cookiebot|cmp"),
        ("hidden", r"sr only|screen reader(?: text)?|visually hidden|visuallyhidden|hidden accessible|assistive text|print only|a11y hidden|offscreen|element invisible|noprint hidden|mw cite backlink accessibility label"),
        ("skip-link", r"skip(?: to)?(?: (?:link|links|nav|content|main))|skip link|jump link|mw jump link"),
        ("share-buttons", r"shar(?:e|ing|er|edaddy)(?: (?:bar|buttons?|links?|tools?|icons?|this|post|article|widget|box|list|menu|count|daddy|block))?|social(?: (?:share|sharing|links?|media|bar|icons?|buttons?|tools?|list|follow))?|addtoany|addthis|a2a kit|follow us|jp sharing|sd sharing|sharethis|post share|article share|entry share"),
        ("newsletter", r"newsletters?(?: [a-z]+)?|(?:email |mail )?sign ?up(?: (?:form|box|widget))?|subscri(?:be|ption|bers?)(?: (?:box|form|widget|banner|cta|prompt|block|wall))?|mailing list|mc4wp form|mailchimp|mc embed signup|paywall|regwall|donat(?:e|ion)(?: (?:box|banner|cta|widget))?|membership(?: (?:promo|banner|cta))?|cta(?: (?:box|block|banner))?|call to action"),
        ("comments", r"comments?(?: (?:area|section|list|form|wrapper|block|respond|thread|container|box|title|count|link))?|respond|disqus(?: thread)?|commentlist|discussion|reader comments|fb comments"),
        ("breadcrumbs", r"breadcrumbs?(?: [a-z]+)?|bread crumbs?|crumbs|breadcrumb trail|yoast breadcrumb|you are here"),
        ("related", r"related(?: (?:posts?|articles?|content|stor(?:y|ies)|links?|items?|news|reading|box|list|block|topics?|publications?|widget|coverage|materials?))?|jp relatedposts|yarpp(?: [a-z]+)?|recommend(?:ed|ations?)(?: [a-z]+)?|read ?(?:more|next|also)(?: [a-z]+)?|more (?:from|on|stories|articles|news|posts|like|in|reading)(?: [a-z]+)?|also (?:read|like|of interest)|you may(?: also)?(?: like)?|trending(?: [a-z]+)?|(?:most )?popular(?: (?:posts?|articles?|stories|now|reads?))?|most (?:read|viewed|shared|popular)(?: [a-z]+)?|latest(?: (?:posts?|news|articles?|stories))?|recent(?: (?:posts?|articles?|news|stories))|teasers?(?: (?:list|box|grid|block))?|promos?(?: (?:box|block|unit|item|list))?|up next|next (?:article|story|up|post)|prev(?:ious)? (?:article|story|post)|post (?:navigation|nav|links)|nav (?:links|previous|next|below)|article nav|outbrain|taboola(?: [a-z]+)?|ob widget|see also box|similar (?:posts?|articles?)|suggested(?: [a-z]+)?|inline (?:related|promo|recirc)|recirc(?:ulation)?(?: [a-z]+)?|further reading box|onward(?: journey)?|in case you missed(?: it)?"),
        ("author-card", r"author (?:bio|box|card|info|profile|about|block|biography|details|description|footer|panel|widget|area|meta box|vcard)|about (?:the )?authors?|bio box|authors? bios?|post author box|saboxplugin wrap|writer bio|contributor (?:bio|card|info)|article authors? bio|m a box"),
        ("advertisement", r"ads?|adverts?|advertisements?|advertising|ad (?:slot|unit|container|wrapper|banner|block|box|zone|space|label|placeholder|break|wrap|inner|row|text|top|bottom|sidebar|middle|position)|adsbygoogle|adsense|google ads?|dfp(?: [a-z]+)?|gpt(?: ad)?|sponsor(?:ed)?(?: [a-z]+)?|banner ads?|leaderboard|mpu|native ad|promoted|amp ad|paid (?:post|content)"),
        ("contents", r"toc|table of contents|contents list|ez toc(?: [a-z]+)*|lwptoc|on this page|article toc|in this article|jump to|page contents|sidebar toc"),
        ("tags", r"tags?(?: (?:list|links|cloud|s|container|wrapper|block|box))?|post tags|entry tags|article tags|tagcloud|cat links|tags links|(?:post |entry )?categor(?:y|ies)(?: (?:list|links))|topics? (?:list|tags)|keywords? list|filed under|catlinks|taxonomy(?: [a-z]+)?"),
        ("pagination", r"pagination|pager|page links|page numbers|paging|wp pagenavi"),
        ("navigation", r"nav|navbar|navigation(?: [a-z]+)?|(?:main|top|primary|secondary|site|mobile|global|footer|utility|off ?canvas|hamburger|header|mega|side|sub) (?:nav|menu|navigation|links)|menu(?: (?:item|list|toggle|container|bar|wrapper|main|primary))?|navbox(?: [a-z]+)?|sitenav|topnav|subnav|dropdown menu|back to top|scroll top|language (?:switcher|selector|links)|lang switch|vector menu|mw portlet|interlanguage|sister ?sitebox|navigation not searchable"),
        ("edit-links", r"mw editsection|edit section|edit link|edit this page|post edit link|editsection"),
        ("sidebar", r"sidebar(?: [a-z]+)?|side bar|widget(?: (?:area|title|wrap|container))?|widgets|rail|right rail|left rail|right column|left column|right col|secondary column|aside|siderail"),
        ("site-header", r"site header|site sub|content sub|page header bar|masthead|top ?bar|header top|global header|header bar|header main|site branding|site title|site logo|logo|mw (?:head|navigation|panel)|branding|topline|utility bar|announcement(?: bar)?|alert bar|breaking(?: news)?(?: (?:bar|ticker))?|ticker|news ticker"),
        ("site-footer", r"site footer|page footer|global footer|footer (?:area|bottom|top|main|widgets?|links|copyright|inner|wrapper|bar|content|col|nav|menu|legal)|colophon|footer|main footer|mw footer|printfooter|footer container"),
        ("copyright", r"copyright(?: [a-z]+)?|legal(?: (?:notice|text|links))?|rights notice|license box|cc license|terms"),
        ("tools", r"(?:article|page|post|entry|content|story|text|reading) (?:tools?|actions?|utilities|controls)|toolbar|tool bar|tools|print(?: (?:link|button|page|article|this))|email (?:link|this|article)|font (?:size|resize|resizer)|text (?:size|resize|resizer)|(?:post |page )?views?(?: count)?|likes?(?: (?:button|count))|ratings?|vote|votes|bookmark|save (?:article|button|story)|listen(?: (?:bar|button|to article))?|audio player|text to speech|copy link|cite (?:this )?(?:box|button|widget)|download (?:links?|box|button|pdf)|pdf (?:link|button|download)|translate|metrics|altmetric|gtranslate"),
        ("pop-up", r"popups?|pop up|modal(?: [a-z]+)?|overlay|lightbox|interstitial|toast|snackbar|notification(?: bar)?|drawer|off ?canvas(?: [a-z]+)?|tooltip(?: [a-z]+)?|footnote tooltip|tip box|popover"),
        ("infobox", r"infobox(?: [a-z]+)*|sidebar box|vertical navbox|metadata|ambox(?: [a-z]+)*|mbox (?:small|text|image)|hatnote|dablink|sistersitebox|plainlinks metadata|shortdescription|authority control|stub|protected icon|mw indicators|mw empty elt"),
        ("media", r"(?:video|audio|podcast|media) (?:player|embed|container|wrapper|box|block)|jwplayer|gallery(?: [a-z]+)?|slideshow|carousel(?: [a-z]+)?|swiper(?: [a-z]+)*|slider(?: [a-z]+)?|twitter tweet|instagram media|fb post|embed(?: (?:container|responsive|block))?"),
        ("pull-quote", r"pull ?quotes?(?: [a-z]+)?|pull quotes?(?: [a-z]+)?|wp block pullquote|quote pull|callout quote"),
        ("form", r"search(?: (?:form|box|bar|field|widget|toggle|container|block|results))?|searchform|login(?: (?:form|box))?|signin|poll|quiz|survey|feedback(?: (?:form|box|widget))?|was this helpful|contact form|wpcf7(?: [a-z]+)?"),
    )
)  # fmt: skip
KEPT = re.compile(
    r" (?:key (?:points?|findings?|takeaways?|messages?|facts?|judge?ments?)|highlights?|abstract|executive summary|summary|(?:text|content|fact) ?box|boxed|sidenote|margin ?note|foot ?notes?|endnotes?|doc footnote|doc endnotes?|doc noteref|marginalia|article body|entry content|post content|article content|main content|story body|body text|mw parser output|byline|dateline) "
)
"""Names that speak for text, against names that speak for chrome (`aside` most of all)."""
INVISIBLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$|!))", re.I
)


def rule_for(page: Page, element: Element, whole: int, *, inside: bool) -> str:
    """The rule by which an element is chrome, or an empty string.

    `whole` is the page's prose in characters; `inside` says that the element lies within the article, where `header`
    and `footer` are the article's own.
    """
    tag = tag_of(element)
    if _hidden(element):
        return "hidden"
    if whole and page.prose[element] > SHARE * whole:
        return ""
    names = page.names(element)
    if " tooltip " in names and tag in ("span", "div", "small", "p"):
        return "tooltip"
    if tag == "nav" and (named := _by_name(page, element, names, tag)):
        return named
    if tag in BY_TAG and not (tag == "form" and page.prose[element] > 0.2 * whole):
        return BY_TAG[tag]
    role = (element.get("role") or "").strip().lower().split(" ")[0]
    if role in BY_ROLE and (BY_ROLE[role] != "aside" or not KEPT.search(names)):
        return BY_ROLE[role]
    if named := _by_name(page, element, names, tag):
        return named
    if tag == "aside" and not KEPT.search(names):
        return "aside"
    if tag in ("header", "footer") and not inside:
        return f"site-{tag}"
    return ""


def _by_name(page: Page, element: Element, names: str, tag: str) -> str:
    """The rule that an element's names ask for, unless they also speak for text."""
    if not names or KEPT.search(names):
        return ""
    found = (rule for rule, pattern in BY_NAME if pattern.search(names) and not _innocent(page, element, rule, tag))
    return next(found, "")


def _hidden(element: Element) -> bool:
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    style = element.get("style")
    if style and INVISIBLE.search(style):
        return True
    return element.get("aria-hidden") == "true" and tag_of(element) in ("div", "section", "aside", "ul", "i")


def _innocent(page: Page, element: Element, rule: str, tag: str) -> bool:
    """Whether a name that speaks for chrome stands on something that can't be it: a heading, a paragraph of prose."""
    if tag in ("h1", "sup", "sub", "em", "strong", "b", "i", "td", "th", "tr", "tbody", "blockquote"):
        return rule not in ("hidden", "advertisement", "comments", "pull-quote", "infobox", "edit-links")
    if tag == "p":
        return page.prose[element] >= 200 and rule not in (
            "hidden",
            "advertisement",
            "newsletter",
            "related",
            "cookie-notice",
            "copyright",
        )
    if tag in ("time", "h2", "h3", "cite"):
        return rule in ("tags", "tools", "site-header", "media", "copyright", "contents")
    return False
