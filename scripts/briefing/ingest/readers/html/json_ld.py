"""What a page says of itself in JSON-LD: the article, its authors and publisher, in graphs nested or not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import tag_of

ARTICLES = re.compile(r"Article|Report|Posting|WebPage|CreativeWork|Chapter|Book|Thesis|Review", re.I)
MOST = 400_000
"""Characters of JSON-LD that are looked at."""


def json_ld(page: Page) -> Iterator[tuple[str, str, str]]:
    """Field, value and origin of each fact about the page's first article."""
    for element in page.elements:
        if tag_of(element) != "script" or "ld+json" not in (element.get("type") or "").lower():
            continue
        raw = (element.text or "").strip()[:MOST]
        raw = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", raw).rstrip("; \n")
        try:
            data = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = list(_nodes(data))
        known = {str(n["@id"]): n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
        articles = [
            n for n in nodes if ARTICLES.search(_type(n)) and ("headline" in n or "author" in n or "datePublished" in n)
        ]
        articles.sort(
            key=lambda n: "Article" not in _type(n) and "Report" not in _type(n) and "Posting" not in _type(n)
        )
        for node in articles[:1]:
            yield from _article(node, known)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document, in lists and graphs, nested or not; the outermost first."""
    waiting = [data]
    seen = 0
    while waiting and seen < 5000:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            waiting += (value for value in item.values() if isinstance(value, dict | list))


def _type(node: dict[str, Any]) -> str:
    said = node.get("@type", "")
    return " ".join(map(str, said)) if isinstance(said, list) else str(said)


def _article(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for key, field in (
        ("headline", "title"),
        ("name", "title"),
        ("datePublished", "date"),
        ("inLanguage", "language"),
        ("url", "url"),
    ):
        value = node.get(key)
        if isinstance(value, str) and value.strip() and not (key == "name" and "headline" in node):
            yield field, " ".join(value.split())[:1000], f"json-ld:{key}"
    for key, field in (("author", "byline"), ("creator", "byline"), ("editor", "editor"), ("publisher", "publisher")):
        if key == "creator" and node.get("author"):
            continue
        for one in _list(node.get(key)):
            if isinstance(one, dict) and "name" not in one and isinstance(one.get("@id"), str):
                one = known.get(one["@id"], one)
            if (
                isinstance(one, dict)
                and field == "byline"
                and "Organization" in _type(one)
                and "Person" not in _type(one)
            ):
                continue
            for value in _list(one.get("name") if isinstance(one, dict) else one):
                if isinstance(value, str) and value.strip():
                    yield field, " ".join(value.split())[:300], f"json-ld:{key}"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
