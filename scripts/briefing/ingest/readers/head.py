"""Facts that a text file states above its text in YAML (`---`, `title: …`, `---`), as site generators write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import yaml

from briefing.ingest.dates import find_dates
from briefing.ingest.names import split_names
from briefing.model import Metadatum

HEAD = re.compile(r"\ufeff?\s*---[ \t]*\r?\n(?P<yaml>(?:[^\r\n]*\r?\n){1,80}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
FIELDS = {"title": "title", "author": "byline", "authors": "byline", "date": "date",
          "published": "date", "pubdate": "date",
          "subtitle": "subtitle", "description": "standfirst", "url": "url", "source": "url", "lang": "language",
          "publisher": "publisher", "sitename": "publisher", "site": "publisher"}  # fmt: skip


def read_head(text: str) -> tuple[int, tuple[Metadatum, ...]]:
    """Where the head ends (0 where there is none), and what it says."""
    match = HEAD.match(text)
    if match is None or not re.search(r"^[A-Za-z_-]{2,30}:(?:\s|$)", match["yaml"], re.M):
        return 0, ()
    try:
        said = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError):
        return 0, ()
    return (match.end(), tuple(_facts(said))) if isinstance(said, dict) else (0, ())


def _facts(said: dict[object, object]) -> Iterator[Metadatum]:
    for key, value in said.items():
        field = FIELDS.get(str(key).lower())
        for item in value if isinstance(value, list) else [value]:
            if field is None or not isinstance(item, str | int | date):
                continue
            for shown in _values(field, str(item).strip()):
                yield Metadatum(field, shown, f"yaml:{key}")


def _values(field: str, value: str) -> tuple[str, ...]:
    """A value as one or several of a field."""
    if field == "byline":
        return split_names(value) or ((value,) if value else ())
    if field == "date":
        found = re.match(r"\d{4}(?:-\d\d){0,2}", value)
        dates = [d.edtf for d in find_dates(value) if d.edtf]
        return (found.group(),) if found else tuple(dates[:1])
    return (value,) if value else ()
