# ruff: noqa: E501 - patterns read best on one line
"""What a page says of itself outside its text: Highwire, Dublin Core, JSON-LD, OpenGraph and plain metas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.ingest.authors import NOBODY
from briefing.ingest.dates import find_dates
from briefing.ingest.front import key_of
from briefing.ingest.imprint import BY
from briefing.ingest.names import NOT_NAMES, split_names
from briefing.ingest.readers.html.json_ld import json_ld
from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.model import Metadatum

FIELDS = {
    "citation_title": "title", "citation_author": "byline", "citation_publication_date": "date", "citation_date": "date",
    "citation_online_date": "date", "citation_publisher": "publisher", "citation_technical_report_institution": "publisher",
    "citation_journal_title": "series", "citation_language": "language", "citation_keywords": "keywords",
    "citation_public_url": "url", "citation_abstract_html_url": "url",
    "dc.title": "title", "dcterms.title": "title", "dc.creator": "byline", "dcterms.creator": "byline", "dc.contributor.editor": "editor",
    "dc.date": "date", "dc.date.issued": "date", "dcterms.date": "date", "dcterms.issued": "date", "dcterms.created": "date", "dc.date.created": "date",
    "dc.publisher": "publisher", "dcterms.publisher": "publisher", "dc.language": "language", "dcterms.language": "language",
    "dc.rights": "rights", "dcterms.rights": "rights", "dc.subject": "keywords", "dc.source": "series",
    "og:title": "title", "article:published_time": "date", "og:article:published_time": "date", "article:author": "byline",
    "og:article:author": "byline", "article:section": "section", "og:site_name": "publisher", "og:url": "url",
    "author": "byline", "byl": "byline", "parsely-author": "byline", "sailthru.author": "byline", "article.author": "byline",
    "date": "date", "pubdate": "date", "publish-date": "date", "publication_date": "date", "article.published": "date",
    "parsely-pub-date": "date", "sailthru.date": "date", "published_date": "date", "cxenseparse:recs:publishtime": "date",
    "twitter:title": "title", "parsely-title": "title", "keywords": "keywords", "news_keywords": "keywords", "copyright": "rights",
    "datepublished": "date", "headline": "title", "creator": "byline", "publisher": "publisher",
}  # fmt: skip
ORDER = ("citation_", "json-ld", "dc", "article:", "og:", "")
"""Families of metas, the most careful first."""
AUTHOR = re.compile(
    r" (?:author(?: name)?|byline(?: \w+)?|contributor name|writer name|fn|(?:article|post|entry) author) "
)
OTHERS = re.compile(r" (?:comments?|related|teasers?|sidebar|widget|recommended|commentlist|most read|latest) ")
ISO = re.compile(r"\s*(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?=$|[T\s])")
COMPACT = re.compile(r"\s*((?:19|20)\d\d)([01]\d)([0-3]\d)\s*$")
MOST_PIECES = 12
"""Pieces of a `title` element, up to which it is tried which of them a heading repeats."""
TITLE_CUT = re.compile(r"\s+[|–—·•»«:-]{1,2}\s+|\s*\|\s*")
USER = re.compile(r"(?=\S*[^\W\d_]{2})(?!\d+\W)\S{2,30}")
"""A name of one word, by which somebody signs."""
PARTICLES = re.compile(r"(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|bin|ibn|al|el|ter|ten)\s+)+\S+$", re.I)


def read_facts(page: Page, name: str) -> tuple[tuple[Metadatum, ...], list[str]]:
    """Facts, best first, and what the page may be titled."""
    rows = [*_metas(page), *json_ld(page), *_microdata(page)]
    rows.sort(key=lambda row: _rank(row[2]))
    sites = {key_of(value) for field, value, _ in rows if field == "publisher"}
    found: list[Metadatum] = []
    for field, value, origin in rows:
        for item in _values(field, value, sites):
            found.append(Metadatum(field, item, f"html:{origin}"))
    found += _titled(page, sites)
    found += _around(page, sites)
    unique = tuple({(m.field, m.value.lower(), m.origin): m for m in found}.values())
    return _consistent(unique), [m.value for m in unique if m.field == "title"]


def _rank(origin: str) -> int:
    low = origin.lower()
    return next(i for i, family in enumerate(ORDER) if low.startswith(family))


def _metas(page: Page) -> Iterator[tuple[str, str, str]]:
    for element in (e for e in page.elements if tag_of(e) == "meta"):
        said = (element.get("name") or element.get("property") or element.get("itemprop") or "").strip()
        field = FIELDS.get(said.lower())
        content = " ".join((element.get("content") or "").split())
        if field and content:
            yield field, content[:1000], said


def _values(field: str, value: str, sites: set[str]) -> list[str]:
    """A meta's value as one or several values of a field, or none where it says nothing."""
    if field == "date":
        return [date] if (date := edtf(value)) else []
    if field in ("byline", "editor"):
        return _people(value, sites)
    if field == "title":
        return [_without_site(value, sites)]
    if field == "language":
        return [value] if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][\w-]{2,10})?", value) else []
    return [value]


def edtf(value: str) -> str:
    """A date in a meta as EDTF, as printed where it can't be read, and empty where it is none."""
    match = ISO.match(value) or COMPACT.match(value)
    if match:
        year, month, day = match[1], match[2], match[3]
        if month is None:
            return year
        if 1 <= int(month) <= 12 and (day is None or 1 <= int(day) <= 31):
            return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    dates = list(find_dates(value))
    if dates and dates[0].edtf:
        return dates[0].edtf
    return value if re.search(r"\d{4}", value) and len(value) < 60 else ""


def _people(value: str, sites: set[str]) -> list[str]:
    """Names of people in a meta; addresses, the site's own name and names of nobody left out."""
    value = value.strip()
    if not value or "://" in value or "@" in value or value.startswith(("/", "www.")):
        return []
    if key_of(value) in sites or NOBODY.fullmatch(value):
        return []
    value = BY.sub("", value, count=1) if BY.match(value) and value[:3].lower() == "by " else value
    if re.fullmatch(r"[^,;]+,\s*[^,;]+", value) and not re.search(r"\s(?:and|&|и|und|et)\s", value):
        last, first = (part.strip() for part in value.split(","))
        if PARTICLES.match(last) or (
            len(last.split()) <= 2
            and len(first.split()) <= 3
            and not (len(last.split()) >= 2 and len(first.split()) >= 2)
        ):
            return [f"{first} {last}"]
    names = split_names(value)
    if names:
        return list(names)
    short = value if len(value.split()) <= 6 and not re.search(r"[|<>{}\[\]]", value) else ""
    return [short] if short else []


def _without_site(title: str, sites: set[str]) -> str:
    """A title without the name of the site, where that stands at its end or beginning."""
    pieces = TITLE_CUT.split(title)
    if len(pieces) < 2:
        return title
    ends = [
        title[: title.rfind(pieces[-1])].rstrip(" |–—·•»«:-"),
        title[title.find(pieces[0]) + len(pieces[0]) :].lstrip(" |–—·•»«:-"),
    ]
    for piece, rest in ((pieces[-1], ends[0]), (pieces[0], ends[1])):
        key = key_of(piece)
        if key and rest and any(key == site or (len(key) > 3 and (key in site or site in key)) for site in sites):
            return _without_site(rest, sites)
    if re.search(r"\s\|\s", title) and len(pieces[-1].split()) <= 4 and len(ends[0].split()) >= 3:
        return ends[0]
    return title


def _titled(page: Page, sites: set[str]) -> Iterator[Metadatum]:
    """The page's `title` element, without the site's name where a heading or the site tells it apart."""
    element = next((e for e in page.elements if tag_of(e) == "title" and not _in_picture(e)), None)
    text = " ".join((element.text or "").split()) if element is not None else ""
    if not text:
        return
    heads = {key_of(page.text(e)): page.text(e) for e in page.elements if tag_of(e) in ("h1", "h2")}
    pieces = TITLE_CUT.split(text)
    for i in range(len(pieces) if len(pieces) <= MOST_PIECES else 0):
        for j in range(len(pieces), i, -1):
            said = text[text.find(pieces[i]) : text.rfind(pieces[j - 1]) + len(pieces[j - 1])]
            if len(key := key_of(said)) > 3 and key in heads and key not in sites:
                yield Metadatum("title", said, "html:title")
                return
    yield Metadatum("title", _without_site(text, sites), "html:title")


def _in_picture(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and tag_of(parent) == "svg"


# --- the page itself ---


def _microdata(page: Page) -> Iterator[tuple[str, str, str]]:
    """Microdata and `rel=author` in the page's own text, and its times."""
    for element in page.elements:
        prop, tag = element.get("itemprop"), tag_of(element)
        if prop == "datePublished" or (tag == "time" and element.get("pubdate") is not None):
            value = element.get("datetime") or element.get("content") or page.text(element)
            yield "date", value, f"{prop or 'time'}"
        elif prop == "headline" and tag != "meta":
            yield "title", page.text(element)[:500], "headline"


def _around(page: Page, sites: set[str]) -> Iterator[Metadatum]:
    """Language, address, and, last, the first time and the linked author that the page shows."""
    html = page.root.get("lang") or page.root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if html and re.fullmatch(r"[A-Za-z]{2,3}(?:-[\w-]{2,12})?", html.strip()):
        yield Metadatum("language", html.strip(), "html:lang")
    seen_time = seen_author = False
    for element in page.elements:
        tag, href = tag_of(element), element.get("href") or ""
        if tag == "link" and "canonical" in (element.get("rel") or "").lower() and href.startswith("http"):
            yield Metadatum("url", href, "html:canonical")
        elif (
            tag == "time"
            and not seen_time
            and (value := element.get("datetime"))
            and not _elsewhere(page, element)
            and ISO.match(value)
        ):
            seen_time = True
            yield Metadatum("date", edtf(value), "html:time")
        elif (
            not seen_author
            and tag in ("a", "span", "p", "div", "address", "b", "strong")
            and _names_author(page, element)
            and not _elsewhere(page, element)
            and not any(
                _names_author(page, e) and split_names(page.text(e)) for e in element.iterdescendants("a", "span")
            )
        ):
            said = BY.sub("", page.text(element), count=1).strip(" :,|·•")
            for name in split_names(said) or (_people(said, sites) if _signs(said) else ()):
                seen_author = True
                yield Metadatum("byline", name, "html:author")


def _signs(said: str) -> bool:
    """Whether a word may be the name by which somebody signs."""
    return bool(USER.fullmatch(said)) and said.lower() not in NOT_NAMES


def _names_author(page: Page, element: Element) -> bool:
    if "author" in (element.get("rel") or "").split() or element.get("itemprop") == "author":
        return True
    return AUTHOR.search(page.names(element)) is not None and len(page.text(element)) < 120


def _elsewhere(page: Page, element: Element) -> bool:
    """Whether an element lies in what is plainly about other texts: comments, related ones, the page's edges."""
    around = (element, *element.iterancestors())
    return any(tag_of(e) in ("nav", "footer", "aside") or OTHERS.search(page.names(e)) for e in around)


def _consistent(found: tuple[Metadatum, ...]) -> tuple[Metadatum, ...]:
    """Of bylines, only those of the best family that names any: others often name the site's staff."""
    kept: list[Metadatum] = []
    best: str | None = None
    for m in found:
        if m.field == "byline":
            family = "citation" if "citation_" in m.origin else m.origin
            best = best or family
            if family != best:
                continue
        kept.append(m)
    return tuple(kept)
