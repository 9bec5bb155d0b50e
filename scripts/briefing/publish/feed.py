"""What machines read of a site beside its pages: the feed of editions, redirects of renamed topics, robots.txt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.project import Project
from briefing.publish.editions import counted, read_editions
from briefing.publish.theme import spoken
from briefing.settings import Settings

ATOM = "http://www.w3.org/2005/Atom"


def write_robots(project: Project, site: Path) -> None:
    """Lets robots in and names the sitemap, where the site's address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if project.settings.url:
        lines.append(f"Sitemap: {project.settings.url}sitemap.xml")
    (site / "robots.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_redirects(project: Project, site: Path) -> tuple[Problem, ...]:
    """A page at each old address that sends on to the new one; a problem (E536) where there is none to send to."""
    problems = []
    for old, new in sorted(project.settings.redirects.items()):
        target = site / _address(new)
        page = site / _address(old)
        if not target.is_file() or page.is_file():
            why = "is a topic's address still" if page.is_file() else f"leads to `{new}`, which is no topic"
            problems.append(report("E536", Place("mkdocs.yml"), f"The redirect from `{old}` {why}."))
            continue
        page.parent.mkdir(parents=True, exist_ok=True)
        relative = f"../{new}/"
        canonical = f"{project.settings.url}topics/{new}/" if project.settings.url else relative
        page.write_text(_REDIRECT.format(to=escape(relative), canonical=escape(canonical)), encoding="utf-8")
    return tuple(problems)


def _address(slug: str) -> str:
    return f"topics/{slug}/index.html"


_REDIRECT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<title>This topic has moved</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={to}">
<p>This topic has moved: <a href="{to}">go to its page</a>.</p>
</html>
"""


def write_feed(project: Project, site: Path, fronts: Mapping[str, Mapping[str, Any]]) -> None:
    """Atom feeds: of all editions and what each changed, and for each topic one of what was changed of it.

    Written where the site's address is known: a feed's addresses must be whole. Titles come from `fronts`
    (path → front matter); a topic that has none any more is told of under its old name, without an address of its own.
    """
    settings = project.settings
    if not settings.url:
        return
    editions = read_editions(project.files)
    titles = {path[7:-3]: str(front.get("title")) for path, front in fronts.items() if _TOPIC.match(path)}
    days = sorted({*editions, *([settings.edition] if settings.edition else [])}, reverse=True)
    whole = _feed(settings, settings.title, "", days)
    for day in days:
        _edition(whole, settings.url, settings.title, day, editions.get(day, {}), titles)
    _write(whole, site / "feed.xml")
    for slug, title in titles.items():
        feed = _feed(settings, f"{settings.title}: {title}", f"topics/{slug}/", days)
        for day in days:
            if row := _rows(editions.get(day, {})).get(slug):
                _topic(feed, settings.url, day, slug, row, titles)
        _write(feed, site / "topics" / slug / "feed.xml")


def _feed(settings: Settings, title: str, address: str, days: Sequence[str]) -> Element:
    """A feed without entries; `address` is that of its page below the site's."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": settings.language})
    _text(feed, "title", title)
    _text(feed, "subtitle", settings.description)
    _text(feed, "id", f"{settings.url}{address}")
    _text(feed, "updated", f"{days[0] if days else '1970-01-01'}T00:00:00Z")
    SubElement(feed, "link", {"href": f"{settings.url}{address}"})
    SubElement(feed, "link", {"rel": "self", "href": f"{settings.url}{address}feed.xml"})
    author = SubElement(feed, "author")
    _text(author, "name", ", ".join(settings.authors) or settings.institution or settings.title)
    return feed


def _write(feed: Element, path: Path) -> None:
    indent(feed)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="utf-8") + b"\n")


_TOPIC = re.compile(r"topics/(?!index\.md)[^/]+\.md$")


def _edition(
    feed: Element, url: str, title: str, day: str, content: Mapping[str, Any], titles: Mapping[str, str]
) -> None:
    """The entries of one edition; `titles` maps slugs of topics to their titles."""
    entry = SubElement(feed, "entry")
    _text(entry, "title", f"{title}: edition of {spoken(day)}")
    _text(entry, "id", f"{url}#edition-{day}")
    _text(entry, "updated", f"{day}T00:00:00Z")
    changes = content.get("changes") or {}
    since = changes.get("since") if isinstance(changes, dict) else None
    SubElement(entry, "link", {"href": f"{url}method/#changes" if since else url})
    rows = _rows(content)
    told = [f"{titles.get(slug, slug)}: {counts}" for slug, row in sorted(rows.items()) if (counts := counted(row))]
    summary = "; ".join(told)
    _text(entry, "summary", summary or "A new edition.")
    for slug, row in sorted(rows.items()):
        _topic(feed, url, day, slug, row, titles)


def _rows(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an edition changed, by slug of topic."""
    changes = content.get("changes")
    topics = changes.get("topics") if isinstance(changes, dict) else None
    return topics if isinstance(topics, dict) else {}


def _topic(feed: Element, url: str, day: str, slug: str, row: Any, titles: Mapping[str, str]) -> None:
    """The entry of a topic that an edition changed; none where it changed nothing."""
    if not counted(row):
        return
    part = SubElement(feed, "entry")
    _text(part, "title", f"{titles.get(slug, slug)}: {counted(row)}")
    _text(part, "id", f"{url}topics/{slug}/#edition-{day}")
    _text(part, "updated", f"{day}T00:00:00Z")
    SubElement(part, "link", {"href": f"{url}topics/{slug}/#changes" if slug in titles else url})
    _text(part, "summary", f"Changed in the edition of {spoken(day)}: {counted(row)}.")


def _text(parent: Element, tag: str, text: str) -> None:
    """Adds an element that holds text."""
    SubElement(parent, tag).text = text
