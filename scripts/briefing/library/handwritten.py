"""docs/**/*.md → pages written by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from briefing.library.fields import FrontFields
from briefing.library.inputs import read_page, trimmed
from briefing.library.judgements import named, read_judgements
from briefing.library.validate import validate
from briefing.model import HandPage, Passage, Place
from briefing.problems import Problem

FRONT = "index.md"
_TITLE = re.compile(r"^#[ \t]+(\S.*)", re.MULTILINE)


@lru_cache(maxsize=20_000)
def read_hand_page(path: str, data: bytes) -> tuple[HandPage | None, tuple[Problem, ...]]:
    """A page, or None where it can't be read; its title is that of the front matter, else its first heading."""
    page = read_page(data, path, required=False)
    if page.problems and not page.body and page.fields is None:
        return None, page.problems
    home = path.removeprefix("docs/")
    meta = dict(page.fields.value) if page.fields else {}
    body, line = trimmed(page.body, page.line)
    heading = _TITLE.search(body)
    title = str(meta["title"]) if meta.get("title") else heading[1].rstrip("# \t") if heading else None
    text = Passage(body, Place(path, line), home, "page", "body")
    if home != FRONT or page.fields is None:
        return HandPage(home, title, meta, text), page.problems
    own = {name: meta.pop(name) for name in [*meta] if name in FrontFields.model_fields}
    fields, document, problems = validate(FrontFields, replace(page.fields, value=own))
    if fields is None:
        return HandPage(home, title, meta, text), (*page.problems, *problems)
    since, judgements = named(fields.since, document), read_judgements(fields.judgements, document, home)
    return HandPage(home, title, meta, text, since, judgements), (*page.problems, *problems)
