"""The sitemap: every page, with the day of the edition that last changed it where that is known."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefing.project import Project
from briefing.publish.editions import counted, read_editions

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HOMES = ("index.md", "method.md")
"""Pages that tell of each edition, and so change with it."""


def write_sitemap(project: Project, site: Path, pages: Mapping[str, str]) -> None:
    """Writes sitemap.xml, plain and packed, in place of the shell's; none without pages, or without an address."""
    url = project.settings.url
    plain, packed = site / "sitemap.xml", site / "sitemap.xml.gz"
    if not url or not pages:
        plain.unlink(missing_ok=True)
        packed.unlink(missing_ok=True)
        return
    days = last_changes(read_editions(project.files))
    root = Element("urlset", {"xmlns": NAMESPACE})
    for path in sorted(pages):
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = url + address(path)
        if path in days:
            SubElement(entry, "lastmod").text = days[path]
    indent(root)
    data = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"
    plain.write_bytes(data)
    packed.write_bytes(gzip.compress(data, mtime=0))


def address(path: str) -> str:
    """A page's address below that of the site.

    >>> address("topics/index.md"), address("topics/tolls.md"), address("index.md")
    ('topics/', 'topics/tolls/', '')
    """
    return path.removesuffix("index.md") if path.rpartition("/")[2] == "index.md" else f"{path.removesuffix('.md')}/"


def last_changes(editions: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Page → day of the edition that last changed it, or that had it first; only pages of which editions tell."""
    found: dict[str, str] = dict.fromkeys(HOMES, max(editions)) if editions else {}
    for day in sorted(editions):
        claims, changes = editions[day].get("claims"), editions[day].get("changes")
        for claim in claims if isinstance(claims, list) else ():
            page = claim.get("page") if isinstance(claim, dict) else None
            if isinstance(page, str):
                found.setdefault(page, day)
        topics = changes.get("topics") if isinstance(changes, dict) else None
        for slug, row in topics.items() if isinstance(topics, dict) else ():
            if counted(row):
                found[f"topics/{slug}.md"] = day
    return found
