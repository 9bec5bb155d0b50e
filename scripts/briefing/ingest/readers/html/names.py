# ruff: noqa: E501, SIM905 - patterns read best on one line
"""What the names of a page's elements (classes, ids and the like) say of them, and how plainly; evidence, never a verdict."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.ingest.readers.html.parsing import Element

SOURCES = ("class", "data-component", "data-testid", "data-module", "aria-label")
"""Attributes that say what an element is for; an id says less: authors make ids of headings."""
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SPLIT = re.compile(r"[\s_/:.-]+")
FLAG = re.compile(
    r" (?:has|with|without|no|not|is|are|js|show|when|if|hide|pre|non|before|after|above|below|beside|next to) "
)
"""Words at a name's beginning that make it tell of what is around an element, or of its state."""
BUILDER = re.compile(
    r" (?:elementor(?: [a-z]+)*|ltx(?: [a-z]+)*|e con(?: [a-z]+)*|(?:[a-z]+ )*view mode(?: [a-z]+)*|views?(?: (?:row|field|content|element|element container|rows|grid|list))?|w dyn [a-z ]*|(?:[a-z]+ )*(?:widget|view|tools?) (?:wrap(?:per)?|container|content|inner|text|text editor)|textwidget|so widget [a-z ]*|section|container|wrap(?:per)?|row|inner|column|col) "
)
"""Vocabulary of site builders, which stands on whatever was built."""
PREFIX = re.compile(
    r"^ (?:et pb|vc|wpb|fusion|avia|av|brxe|ct|oxy|uk|fl|kt|stk|divi|tb|so|siteorigin|pagelayer|tdi|tdc|tdb) (?=[a-z])"
)
"""What builders put before their names; the rest says something, though less than an author's own name."""
AROUND = frozenset(
    (
        "wrapper wrap container holder outer inner block section area group row rows list box module component "
        "element region zone panel main global default div js desktop mobile item items root"
    ).split()
)
"""Words that add nothing to what stands before them."""
TEXT = frozenset(
    (
        "article content text body story copy title headline heading head paragraph entry post page layout "
        "enabled active open"
    ).split()
)
"""Words that, standing last, say that an element is something else: `breaking-news-article`, `toc-title`."""
BY_NAME: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(rf" (?:{names}) "))
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
        ("tools", r"(?:article|page|post|entry|content|story|text|reading) (?:tools?|actions?|utilities|controls)|toolbar|tool bar|tools|print(?: (?:link|button|page|article|this))|email (?:link|this|article)|font (?:size|resize|resizer)|text (?:size|resize|resizer)|(?:post |page )views?|views? count|likes?(?: (?:button|count))|ratings?|vote|votes|bookmark|save (?:article|button|story)|listen(?: (?:bar|button|to article))?|audio player|text to speech|copy link|cite (?:this )?(?:box|button|widget)|download (?:links?|box|button|pdf)|pdf (?:link|button|download)|translate|metrics|altmetric|gtranslate"),
        ("pop-up", r"popups?|pop up|modal(?: [a-z]+)?|overlay|lightbox|interstitial|toast|snackbar|notification(?: bar)?|drawer|off ?canvas(?: [a-z]+)?|tooltip(?: [a-z]+)?|footnote tooltip|tip box|popover"),
        ("infobox", r"infobox(?: [a-z]+)*|sidebar box|vertical navbox|metadata|ambox(?: [a-z]+)*|mbox (?:small|text|image)|hatnote|dablink|sistersitebox|plainlinks metadata|shortdescription|authority control|stub|protected icon|mw indicators|mw empty elt"),
        ("media", r"(?:video|audio|podcast|media) (?:player|embed|container|wrapper|box|block)|jwplayer|gallery(?: [a-z]+)?|slideshow|carousel(?: [a-z]+)?|swiper(?: [a-z]+)*|slider(?: [a-z]+)?|twitter tweet|instagram media|fb post|embed(?: (?:container|responsive|block))?"),
        ("pull-quote", r"pull ?quotes?(?: [a-z]+)?|pull quotes?(?: [a-z]+)?|wp block pullquote|quote pull|callout quote"),
        ("form", r"search(?: (?:form|box|bar|field|widget|toggle|container|block|results))?|searchform|login(?: (?:form|box))?|signin|poll|quiz|survey|feedback(?: (?:form|box|widget))?|was this helpful|contact form|wpcf7(?: [a-z]+)?"),
    )
)  # fmt: skip
WEAK = frozenset("tools media sidebar tags contents pagination".split())
"""Rules whose words stand for much else, too."""
KEPT = re.compile(
    r" (?:key (?:points?|findings?|takeaways?|messages?|facts?|judge?ments?)|highlights?|abstract|executive summary|summary|(?:text|content|fact) ?box|boxed|sidenote|margin ?note|foot ?notes?|endnotes?|doc footnote|doc endnotes?|doc noteref|marginalia|article body|entry content|post content|article content|main content|story body|body text|mw parser output|byline|dateline) "
)
"""Names that speak for text, against names that speak for chrome (`aside` most of all)."""


def values_of(element: Element) -> tuple[tuple[str, ...], str]:
    """An element's names that say what it is for, and its id; each as words in lower case, parted and framed by spaces."""
    found: list[str] = []
    for source in SOURCES:
        if raw := element.get(source):
            found += raw[:400].split() if source == "class" else [raw[:100]]
    return tuple(map(_words, found)), _words((element.get("id") or "")[:100])


@lru_cache(maxsize=16384)
def _words(value: str) -> str:
    """A name as words, framed by spaces; figures, and what follows a builder's `--`, left out."""
    value = value.partition("--")[0] or value
    found = [w for w in SPLIT.split(CAMEL.sub("-", value).lower()) if w and not w.isdigit()]
    return f" {' '.join(found)} " if found else ""


@lru_cache(maxsize=16384)
def said(value: str) -> tuple[tuple[str, float], ...]:
    """Rules that a name speaks for, each with how plainly: 3 where it says nothing else, less where it is part of a longer one."""
    if built := PREFIX.match(value):
        return tuple((rule, 0.8 * plain) for rule, plain in said(" " + value[built.end() :]))
    if not value or FLAG.match(value) or BUILDER.fullmatch(value):
        return ()
    found: dict[str, float] = {}
    words = value.split()
    while len(words) > 1 and words[-1] in AROUND:
        words.pop()
    while len(words) > 1 and words[0] in AROUND:
        words.pop(0)
    bare = f" {' '.join(words)} "
    for rule, pattern in BY_NAME:
        best = 0.0
        for framed in {value, bare}:
            for match in pattern.finditer(framed):
                best = max(best, _plainness(framed, match.start(), match.end()))
        if best:
            found[rule] = best * (0.7 if rule in WEAK and best < 3 else 1.0)
    return tuple(found.items())


def _plainness(value: str, start: int, end: int) -> float:
    """How plainly a name is what one part of it says."""
    first, last = start == 0, end == len(value)
    if first and last:
        return 3.0
    if value.split()[-1] in TEXT and not last:
        return 0.7
    return 2.4 if last else 1.6 if first else 1.0


def evidence(element: Element) -> tuple[dict[str, float], dict[str, float]]:
    """Rules that an element's classes and the like speak for, and those that its id speaks for, with how plainly."""
    values, id_ = values_of(element)
    by_class: dict[str, float] = {}
    built = any(PREFIX.match(value) for value in values)
    for value in values:
        if built and value == " widget ":  # a builder's, whose widgets are the page's text as well
            continue
        for rule, plain in said(value):
            by_class[rule] = max(by_class.get(rule, 0.0), plain)
    return by_class, {rule: 0.8 * plain for rule, plain in said(id_)}
