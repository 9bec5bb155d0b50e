# ruff: noqa: E501 - markup reads best on one line
"""Sets made-up documents as web pages of many kinds, with the page around them; what was added is noted in the truth."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Callable

from tests.generator import vocabulary as v
from tests.generator.damage import _date, _names
from tests.generator.truth import Item, Truth
from tests.generator.writing import write

MARK = re.compile(r"\[\^(\d+)\]")
URL = re.compile(r"https?://[^\s<]+[^\s<.,;)]")
CALLS = (
    "linked",
    "linked",
    "bracket-linked",
    "bare-sup",
    "wiki",
    "word",
    "block",
    "easy",
    "bracket",
    "aside",
    "plain",
    "anchor",
    "table",
    "substack",
)


class Setter:
    """Sets one document; everything it does follows from the document's seed."""

    def __init__(self, seed: int) -> None:
        self.truth, self.w = write(seed)
        self.truth.title = self.truth.title or self.w.title()
        self.rng: random.Random = self.w.rng
        self.style = self.rng.choice(CALLS)
        self.prefix = self.rng.choice(("fn", "footnote-", "_ftn", "note", "n", "cite_note-", "en-"))
        self.site = self.w.pick(v.JOURNALS)
        self.waiting: list[int] = []

    # --- text ---

    def inline(self, text: str) -> str:
        """A paragraph's text as markup, its marks as calls."""
        out, at = [], 0
        for match in MARK.finditer(text):
            out.append(self._typed(text[at : match.start()]))
            out.append(self.call(int(match[1])))
            at = match.end()
        out.append(self._typed(text[at:]))
        return "".join(out)

    def _typed(self, text: str) -> str:
        """Escaped text, some of its words set in italics or linked."""
        words = text.split(" ")
        rng = self.rng
        for i, word in enumerate(words):
            shown = html.escape(word, quote=rng.random() < 0.2)
            if rng.random() < 0.1:
                shown = shown.replace("’", "&rsquo;").replace("“", "&ldquo;").replace("”", "&rdquo;")
            if len(word) > 4 and word.isalpha() and rng.random() < 0.02:
                shown = rng.choice(
                    (
                        "<em>{}</em>",
                        "<i>{}</i>",
                        "<strong>{}</strong>",
                        '<a href="https://x.example/{}">{}</a>',
                        '<a href="/topic/{}">{}</a>',
                        "DEAD",
                        '<span class="c3">{}</span>',
                    )
                ).replace("{}", shown)
                if shown == "DEAD":
                    shown = rng.choice(
                        ('<a href="#">{}</a>', '<a href="">{}</a>', '<a href="javascript:void(0)">{}</a>')
                    ).replace("{}", word)
                    self.truth.lost_links += 1
            words[i] = shown
        return " ".join(words)

    def call(self, n: int) -> str:
        p = self.prefix
        self.waiting.append(n)
        return {
            "linked": f'<sup><a href="#{p}{n}" id="ref{n}">{n}</a></sup>',
            "bracket-linked": f'<a href="#{p}{n}" id="ref{n}" class="footnote-ref">[{n}]</a>',
            "bare-sup": f"<sup>{n}</sup>",
            "wiki": f'<sup id="cite_ref-{n}" class="reference"><a href="#cite_note-{n}"><span class="cite-bracket">[</span>{n}<span class="cite-bracket">]</span></a></sup>',
            "word": f'<a style="mso-footnote-id:ftn{n}" href="#_ftn{n}" name="_ftnref{n}" title=""><span class=MsoFootnoteReference><span style="mso-special-character:footnote">[{n}]</span></span></a>',
            "block": f'<sup data-fn="0a{n}-77" class="fn"><a href="#0a{n}-77" id="0a{n}-77-link">{n}</a></sup>',
            "easy": f'<span id="easy-footnote-{n}-44" class="easy-footnote-margin-adjust"></span><span class="easy-footnote"><a href="#easy-footnote-bottom-{n}-44" title="Note"><sup>{n}</sup></a></span>',
            "bracket": f"[{n}]",
            "aside": f'<a href="#{p}{n}" role="doc-noteref" id="ref{n}"><sup>{n}</sup></a>',
            "plain": f"<sup>{n}</sup>",
            "anchor": f'<a name="back{n}"></a><a href="#{p}{n}">({n})</a>',
            "table": f'<a role="button" tabindex="0"><sup id="footnote_plugin_tooltip_1_{n}" class="footnote_plugin_tooltip_text">[{n}]</sup></a><span id="footnote_plugin_tooltip_text_1_{n}" class="footnote_tooltip" style="display:none">Tooltip of the note.</span>',
            "substack": f'<a data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-{n}" href="#footnote-{n}" target="_self" rel="">{n}</a>',
        }[self.style]

    def note_text(self, n: int) -> str:
        text = html.escape(self.truth.notes[n], quote=False)
        linked = self.rng.random() < 0.6
        return URL.sub(lambda m: f'<a href="{m.group()}">{m.group()}</a>', text) if linked else text

    def notes(self) -> str:
        """The notes as a list, in the form that goes with the calls."""
        numbers, self.waiting = self.waiting, []
        if not numbers or self.style == "aside":
            return ""
        p, rng = self.prefix, self.rng
        rows: list[str] = []
        for n in numbers:
            text = self.note_text(n)
            rows.append(
                {
                    "linked": f'<li id="{p}{n}"><p>{text} <a href="#ref{n}" class="reversefootnote">↩</a></p></li>',
                    "bracket-linked": f'<p id="{p}{n}"><a href="#ref{n}">[{n}]</a> {text}</p>',
                    "bare-sup": f"<li>{text}</li>",
                    "wiki": f'<li id="cite_note-{n}"><span class="mw-cite-backlink"><b><a href="#cite_ref-{n}" aria-label="Jump up">^</a></b></span> <span class="reference-text">{text}</span></li>',
                    "word": f'<div style="mso-element:footnote" id=ftn{n}><p class=MsoFootnoteText><a style="mso-footnote-id:ftn{n}" href="#_ftnref{n}" name="_ftn{n}" title=""><span class=MsoFootnoteReference>[{n}]</span></a> {text}</p></div>',
                    "block": f'<li id="0a{n}-77">{text} <a href="#0a{n}-77-link" aria-label="Jump to footnote reference {n}">↩︎</a></li>',
                    "easy": f'<li class="easy-footnote-single"><span id="easy-footnote-bottom-{n}-44" class="easy-footnote-margin-adjust"></span>{text}<a class="easy-footnote-to-top" href="#easy-footnote-{n}-44"></a></li>',
                    "bracket": f"<p>[{n}] {text}</p>",
                    "plain": f"<p>{n}. {text}</p>",
                    "anchor": f'<a name="{p}{n}"></a>{n}. {text} <a href="#back{n}">back</a><br>',
                    "table": f'<tr class="footnotes_plugin_reference_row"><th scope="row" id="footnote_plugin_reference_1_{n}" class="footnote_plugin_index"><a role="button" class="footnote_plugin_link"><span class="footnote_index_arrow">&#8593;</span>{n}</a></th><td class="footnote_plugin_text">{text}</td></tr>',
                    "substack": f'<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-{n}" href="#footnote-anchor-{n}" class="footnote-number" contenteditable="false" target="_self">{n}</a><div class="footnote-content"><p>{text}</p></div></div>',
                }[self.style]
            )
        joined = "\n".join(rows)
        head = rng.choice(
            ("<h2>Notes</h2>", "<h3>References</h3>", "<p><strong>Endnotes</strong></p>", "<h4>Footnotes</h4>")
        )
        self.truth.chrome.append(re.sub(r"<[^>]+>", "", head))
        return {
            "linked": f'<section class="footnotes" role="doc-endnotes"><hr><ol>{joined}</ol></section>'
            if rng.random() < 0.5
            else f"{head}<ol>{joined}</ol>",
            "bracket-linked": rng.choice((f"<hr>{joined}", f'{head}<div class="footnotes">{joined}</div>')),
            "bare-sup": rng.choice(
                (f"{head}<ol>{joined}</ol>", f'<ol class="footnotes">{joined}</ol>', f"<hr><ol>{joined}</ol>")
            ),
            "wiki": f'<h2><span id="References">References</span><span class="mw-editsection">[<a href="/edit">edit</a>]</span></h2><div class="mw-references-wrap"><ol class="references">{joined}</ol></div>',
            "word": f'<div style="mso-element:footnote-list"><br clear=all><hr align=left size=1 width="33%">{joined}</div>',
            "block": f'<ol class="wp-block-footnotes">{joined}</ol>',
            "easy": f'<ol class="easy-footnotes-wrapper">{joined}</ol>',
            "bracket": rng.choice((f"{head}{joined}", f"<hr>{joined}")),
            "plain": rng.choice((f"{head}{joined}", f"<hr>{joined}", f'<div class="notes">{joined}</div>')),
            "anchor": f"{head}<div>{joined}</div>",
            "table": f'<div class="speaker-mute footnotes_reference_container"><div class="footnote_container_prepare"><p>{re.sub("<[^>]+>", "", head)}</p></div><div><table class="footnotes_table footnote-reference-container"><tbody>{joined}</tbody></table></div></div>',
            "substack": joined,
        }[self.style]

    def item(self, item: Item) -> str:
        if item.kind == "heading":
            return f"<h{item.level}>{html.escape(item.text, quote=False)}</h{item.level}>"
        text = f"<p>{self.inline(item.text)}</p>"
        if self.style == "aside":
            due, self.waiting = self.waiting, []
            text += "".join(
                f'<aside id="{self.prefix}{n}" role="doc-footnote"><p>{n} {self.note_text(n)} <a href="#ref{n}" role="doc-backlink">↩</a></p></aside>'
                for n in due
            )
        return text

    # --- chrome ---

    def chrome(self, text: str) -> str:
        """Text that must not come out, noted."""
        self.truth.chrome.append(text)
        return html.escape(text, quote=False)

    def maybe(self, share: float, make: Callable[[], str]) -> str:
        return make() if self.rng.random() < share else ""

    def links(self, count: int, css: str = "") -> str:
        rows = "".join(
            f'<li class="menu-item"><a href="{self.rng.choice(("/x", "#", "https://x.example/"))}">{self.chrome(self.w.title())}</a></li>'
            for _ in range(count)
        )
        return f'<ul class="{css}">{rows}</ul>'

    def body(self) -> str:
        """The text with what pages set within it."""
        out = []
        for i, item in enumerate(self.truth.items):
            out.append(self.item(item))
            if item.kind == "paragraph" and i > 1 and self.rng.random() < 0.08:
                out.append(self.insert())
        return "\n".join(out)

    def insert(self) -> str:
        options: tuple[Callable[[], str], ...] = (
            lambda: f'<div class="ad-slot" id="div-gpt-ad-12">{self.chrome("Advertisement")}</div>',
            lambda: (
                f'<div class="newsletter-signup"><h3>{self.chrome("Get our newsletter")}</h3><p>{self.chrome(self.w.pick(v.NEWS))}</p><input type="email"><button>Subscribe</button></div>'
            ),
            lambda: f'<aside class="related-box"><h4>{self.chrome("Read more")}</h4>{self.links(2)}</aside>',
            lambda: f"<p><strong>{self.chrome('Read more: ' + self.w.title())}</strong></p>",
            lambda: (
                f'<figure><img src="a.jpg" alt="x"><figcaption>{self.chrome("A view of the harbour. Photo: " + self.w.person())}</figcaption></figure>'
            ),
            lambda: (
                f'<div class="inline-promo"><a href="/y">{self.chrome(self.w.title())}</a><p>{self.chrome(self.w.sentence())}</p></div>'
            ),
            lambda: (
                f'<blockquote class="pullquote">{self.chrome("And so it stayed, " + self.w.pick(v.QUOTES) + ", for a while")}</blockquote>'
            ),
            lambda: f'<div class="social-share">{self.chrome("Share this article on")} <a href="#">Tweet</a></div>',
        )
        make = self.rng.choice(options)
        return make()

    def comments(self) -> str:
        rows = "".join(
            f'<li class="comment"><b>{html.escape(self.w.person())}</b> says:<p>{self.chrome(self.w.paragraph(1, 2))}</p><a href="#">Reply</a></li>'
            for _ in range(self.rng.randint(1, 3))
        )
        return f'<section id="comments"><h3>{self.chrome(f"{self.rng.randint(1, 9)} comments")}</h3><ol class="commentlist">{rows}</ol><form><label>Leave a comment</label><textarea></textarea></form></section>'

    def related(self) -> str:
        rows = "".join(
            f'<article class="teaser"><h3><a href="/z">{self.chrome(self.w.title())}</a></h3><p>{self.chrome(self.w.sentence())}</p><time datetime="2011-01-01">1 January 2011</time></article>'
            for _ in range(3)
        )
        return f'<section class="related-posts"><h2>{self.chrome(self.w.pick(v.TEASER_HEADS))}</h2>{rows}</section>'

    def cookie(self) -> str:
        return (
            f'<div id="cookie-consent" class="banner">{self.chrome(self.w.pick(v.COOKIES))} <button>OK</button></div>'
        )

    def bio(self) -> str:
        if not self.truth.byline:
            return ""
        who = self.truth.byline[0]
        return f'<div class="author-bio"><img src="p.jpg"><p>{self.chrome(f"{who} is a {self.w.pick(v.ROLES).lower()} at the {self.w.pick(v.INSTITUTES)}.")}</p></div>'

    # --- front ---

    def date(self) -> str:
        return _date(self.truth, self.rng) if self.truth.date else ""

    def byline(self) -> str:
        return f"By {html.escape(_names(self.truth.byline))}" if self.truth.byline else ""

    def metas(self) -> str:
        t, rng = self.truth, self.rng
        out = [
            f"<title>{html.escape((t.title or self.site) + rng.choice((' | ', ' - ', ' – ', ' :: ')) + self.site)}</title>"
        ]
        if t.title and rng.random() < 0.6:
            out.append(
                f'<meta property="og:title" content="{html.escape(t.title)}"><meta property="og:site_name" content="{self.site}">'
            )
        if t.title and rng.random() < 0.4:
            node: dict[str, object] = {
                "@type": rng.choice(("NewsArticle", "Article", "BlogPosting")),
                "headline": t.title,
                "publisher": {"@type": "Organization", "name": self.site},
            }
            if t.byline:
                node["author"] = [{"@type": "Person", "name": name} for name in t.byline]
            if t.date:
                node["datePublished"] = t.date + ("T08:00:00+00:00" if len(t.date) == 10 else "")
                node["dateModified"] = "2025-02-02"
            graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": self.site}, node]}
            out.append(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
        if t.title and rng.random() < 0.2:
            out += [
                f'<meta name="citation_title" content="{html.escape(t.title)}">',
                *(f'<meta name="citation_author" content="{html.escape(name)}">' for name in t.byline),
            ]
            out += [f'<meta name="citation_publication_date" content="{t.date.replace("-", "/")}">'] if t.date else []
        out.append(
            '<meta name="author" content="admin"><meta name="viewport" content="width=device-width"><style>p{margin:0}</style><script>var p="<p>not text</p>";</script>'
        )
        return "\n".join(out)

    def h1(self) -> str:
        return f'<h1 class="entry-title">{html.escape(self.truth.title, quote=False)}</h1>' if self.truth.title else ""


def news(s: Setter) -> str:
    facts = s.rng.choice((
        '<div class="byline"><span class="author">{b}</span> <time class="published">{d}</time></div>', "<p class=\"meta\">{b} | {d}</p>", '<div class="author-line">{b}</div><div class="date">{d}</div>',
        '<p class="byline">{b}</p><p><time datetime="{iso}">{d}</time></p>',
    )).format(b=s.byline(), d=s.date(), iso=s.truth.date or "")  # fmt: skip
    facts = (
        "" if not s.truth.title else facts.replace("| </p>", "</p>").replace('<p class="meta"> | ', '<p class="meta">')
    )
    stand = s.maybe(0.4, lambda: f'<p class="standfirst">{s.chrome(s.w.sentence())}</p>') if s.truth.title else ""
    return f"""<body class="article-page has-sidebar">{s.maybe(0.5, s.cookie)}
<a class="skip-link" href="#main">{s.chrome("Skip to content")}</a>
<header class="masthead"><a class="logo" href="/">{s.chrome(s.site)}</a><nav class="main-nav">{s.links(6)}</nav><form class="search-form"><input><button>Search</button></form></header>
<div class="breaking-news">{s.chrome("Breaking: " + s.w.title())}</div>
<div class="container"><main id="main"><article class="story">
<div class="breadcrumbs">{s.chrome("Home / World / " + s.w.pick(s.w.subject.topics))}</div>{s.h1()}{stand}{facts}
<div class="share-bar"><span>{s.chrome("Share this story")}</span> <a href="#">Facebook</a><a href="#">X</a></div>
<div class="article-body">{s.body()}
{s.notes()}</div>
<div class="tags"><a href="/t1">{s.chrome(s.w.pick(s.w.subject.topics) + " news")}</a></div>{s.maybe(0.6, s.bio)}
</article>{s.maybe(0.6, s.related)}{s.maybe(0.4, s.comments)}</main>
<aside class="sidebar"><h3>{s.chrome("Most read")}</h3>{s.links(5)}</aside></div>
<footer class="site-footer">{s.links(4)}<p>{s.chrome("© 2021 " + s.site + ". All rights reserved.")}</p></footer></body>"""


def think_tank(s: Setter) -> str:
    by = (
        f'<ul class="authors"><li>{"</li><li>".join(html.escape(n) for n in s.truth.byline)}</li></ul>'
        if s.truth.byline and s.rng.random() < 0.3
        else f'<div class="authors">{s.byline()}</div>'
    )
    return f"""<body><div id="page"><div id="header" role="banner"><div class="site-title">{s.chrome(s.w.pick(v.INSTITUTES))}</div><ul class="menu">{s.links(5)}</ul></div>
<div id="content"><div class="publication-header"><span class="publication-type">{s.chrome("Policy Brief")}</span>{s.h1()}{by if s.truth.title else ""}<div class="pub-date">{s.date()}</div></div>
<div class="download-link"><a href="/x.pdf">{s.chrome("Download the full paper")}</a></div>
<div class="publication-content">{s.body()}</div>
<div class="publication-notes">{s.notes()}</div>
{s.maybe(0.5, s.bio)}<div class="disclaimer"><p>{s.chrome(s.w.pick(v.DISCLAIMERS))}</p></div></div>
<div id="sidebar">{s.maybe(0.7, s.related)}<div class="widget newsletter-widget"><h4>{s.chrome("Stay informed")}</h4><p>{s.chrome(s.w.pick(v.NEWS))}</p></div></div>
<div id="footer">{s.chrome(s.w.pick(v.RIGHTS))} {s.links(3)}</div></div></body>"""


def blog(s: Setter) -> str:
    facts = (
        f'<div class="entry-meta"><span class="posted-on">{s.date()}</span><span class="byline"> {"b" + s.byline()[1:] if s.truth.byline else ""}</span></div>'
        if s.truth.title
        else ""
    )
    return f"""<body class="post-template-default single single-post postid-77 newsletter-enabled"><div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title">{s.chrome("The " + s.site + " Blog")}</p><nav id="site-navigation">{s.links(4)}</nav></header>
<div id="primary" class="content-area"><article id="post-77" class="post type-post category-news tag-x"><header class="entry-header"><span class="cat-links"><a href="/c">{s.chrome(s.w.pick(v.KICKERS) + " desk")}</a></span>{s.h1()}{facts}</header>
<div class="entry-content">{s.body()}{s.notes()}<div class="sharedaddy"><h3>{s.chrome("Share this:")}</h3><ul><li><a href="#">Twitter</a></li></ul></div><div id="jp-relatedposts"><h3>{s.chrome("Related")}</h3>{s.links(3)}</div></div>
<footer class="entry-footer"><span class="tags-links">{s.chrome("Tagged " + s.w.pick(s.w.subject.topics))}</span></footer></article>
<nav class="navigation post-navigation"><a href="/p">{s.chrome("Previous: " + s.w.title())}</a></nav>{s.maybe(0.6, s.comments)}</div>
<aside id="secondary" class="widget-area">{s.links(5, "wp-block-latest-posts")}</aside><footer id="colophon">{s.chrome("Proudly powered by Presswork")}</footer></div></body>"""


def word(s: Setter) -> str:
    s.style = "word"
    body = "\n".join(
        s.item(i).replace("<p>", "<p class=MsoNormal><span lang=EN-GB>").replace("</p>", "<o:p></o:p></span></p>")
        for i in s.truth.items
    )
    front = "".join(f"<p class=MsoNormal>{x}</p>" for x in (s.byline(), s.date()) if x) if s.truth.title else ""
    return f"<body lang=EN-GB><div class=WordSection1>{s.h1().replace('class=' + chr(34) + 'entry-title' + chr(34), '')}{front}{body}</div>{s.notes()}</body>"


def wiki(s: Setter) -> str:
    s.style = "wiki"
    body = s.body().replace("</h2>", '<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2>')
    title = (
        f'<h1 id="firstHeading" class="firstHeading"><span class="mw-page-title-main">{html.escape(s.truth.title)}</span></h1>'
        if s.truth.title
        else ""
    )
    s.truth.byline, s.truth.date = (), None
    return f"""<body class="mediawiki skin-vector"><div id="mw-head" class="noprint">{s.links(3)}</div><div id="content" class="mw-body" role="main">{title}<div id="siteSub">{s.chrome("From Kettlepedia, the open notebook")}</div><div id="mw-content-text"><div class="mw-parser-output">
<div class="hatnote navigation-not-searchable">{s.chrome("For other uses, see elsewhere.")}</div><table class="infobox"><tbody><tr><th>Type</th><td>{s.chrome("Long standing matter")}</td></tr></tbody></table><div id="toc" class="toc"><h2>Contents</h2>{s.links(4)}</div>
{body}{s.notes()}<div class="navbox"><table><tr><td>{s.chrome("Related matters of interest")}</td></tr></table></div></div></div><div class="printfooter">{s.chrome("Retrieved from the notebook")}</div><div id="catlinks">{s.chrome("Categories: Old matters")}</div></div>
<div id="mw-navigation">{s.links(6)}</div><div id="footer" role="contentinfo">{s.chrome("This page was last edited by nobody")}</div></body>"""


def bare(s: Setter) -> str:
    """Everything in one element, paragraphs parted by line breaks."""
    parts = []
    for item in s.truth.items:
        parts.append(f"<b>{html.escape(item.text, quote=False)}</b>" if item.kind == "heading" else s.inline(item.text))
    if s.style in ("aside", "easy", "block", "table", "linked", "wiki", "word", "substack", "bare-sup"):
        s.truth.chrome.append("Notes")
        numbers, s.waiting = s.waiting, []
        notes = "<br><br>Notes<br><br>" + "<br><br>".join(f"{n}. {s.note_text(n)}" for n in numbers) if numbers else ""
    else:
        notes = "<br><br>" + s.notes().replace("<p>", "").replace("</p>", "<br><br>")
    front = "<br><br>".join(x for x in (s.h1(), s.byline(), s.date()) if x) if s.truth.title else ""
    return f"<body bgcolor=white><center>{s.chrome(s.site + ' online')}</center><table width=100%><tr><td width=150 valign=top>{s.links(5)}</td><td><font face=Arial>{front}<br><br>{'<br><br>'.join(parts)}{notes}</font></td></tr></table></body>"


def amp(s: Setter) -> str:
    return f"""<body><amp-sidebar id="sb"><ul>{s.links(3)}</ul></amp-sidebar><header class="amp-header">{s.chrome(s.site)}</header>
<article class="amp-wp-article"><header>{s.h1()}<div class="amp-wp-byline">{s.byline() if s.truth.title else ""}</div><div class="amp-wp-posted-on">{s.date()}</div></header>
<div class="amp-wp-article-content">{s.body()}{s.notes()}</div><footer><div class="amp-wp-tax-tag">{s.chrome("Tags: " + s.w.pick(s.w.subject.topics))}</div></footer></article><footer class="amp-wp-footer">{s.chrome("Back to top of the page")}</footer></body>"""


def divs(s: Setter) -> str:
    """No semantics at all: names that say nothing, paragraphs as `div`s."""
    body = s.body().replace("<p>", '<div class="x7">').replace("</p>", "</div>")
    return f"""<body><div class="a1"><div class="b1">{s.links(6)}</div><div class="b2"><div class="c1">{s.h1()}<div>{s.byline() if s.truth.title else ""}</div><div>{s.date()}</div></div><div class="c2">{body}</div>
<div class="c3">{s.notes()}</div></div><div class="b3">{s.links(4)}</div><div class="b4">{s.chrome(s.w.pick(v.RIGHTS))}</div></div></body>"""


SKELETONS: dict[str, Callable[[Setter], str]] = {
    "news": news, "think-tank": think_tank, "blog": blog, "word": word, "wiki": wiki, "bare": bare, "amp": amp, "divs": divs,
}  # fmt: skip


def page(seed: int, skeleton: str | None = None) -> tuple[bytes, Truth, str]:
    """A made-up document as a web page, the truth about it, and the skeleton's name."""
    setter = Setter(seed)
    name = skeleton or setter.rng.choice(tuple(SKELETONS))
    encoding, declared = setter.rng.choice(
        (("utf-8", "utf-8"), ("utf-8", "utf-8"), ("utf-8", ""), ("cp1252", "windows-1252"))
    )
    body = SKELETONS[name](setter)
    head = (f'<meta charset="{declared}">' if declared else "") + setter.metas()
    text = f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n{body}</html>'
    return text.encode(encoding, "xmlcharrefreplace"), setter.truth, name
