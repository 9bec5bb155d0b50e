"""The HTML reader: from bytes to an extract."""

from __future__ import annotations

from briefing.codes import report
from briefing.ingest.extract import Extract, empty
from briefing.ingest.readers.html.article import find_article
from briefing.ingest.readers.html.facts import read_facts
from briefing.ingest.readers.html.lists import unlinked_lists
from briefing.ingest.readers.html.notes import find_notes
from briefing.ingest.readers.html.page import Page, pieces, read_page
from briefing.ingest.readers.html.parsing import (
    LIMIT,
    MOST_ATTRIBUTES,
    MOST_TAGS,
    decoded,
    most_attributes,
    parsed,
    tag_of,
)
from briefing.ingest.readers.html.second_look import weighed
from briefing.ingest.readers.html.walking import Walk, outside
from briefing.model import Metadatum, Place
from briefing.problems import Problem

MOST = 5_000_000
"""Characters of a page's text at most."""


def read(data: bytes, name: str) -> Extract:
    """A web page: its article as settled blocks, all around it as drops, its metas as metadata; fetches nothing."""
    if len(data) > LIMIT:
        return _refused(name, f"{len(data):,} bytes")
    if (tags := data.count(b"<")) > MOST_TAGS:
        return _refused(name, f"{tags:,} tags")
    if (most := most_attributes(data)) > MOST_ATTRIBUTES:
        return _refused(name, f"a tag with {most:,} attributes")
    text, encoding, problems = decoded(data, name)
    if encoding is None:
        return Extract(name, "", (), problems=problems)
    root, said = parsed(text, name)
    problems = (*problems, *said)
    if root is None:
        problem = report("E201", Place(name), "The file is empty.", expected="a web page")
        return Extract(name, "", (), encoding=encoding, problems=(*problems, problem))
    return _extract(read_page(root), name, encoding, problems)


def _extract(page: Page, name: str, encoding: str, problems: tuple[Problem, ...]) -> Extract:
    seen = tuple(pieces(page.root))
    metadata, titles = read_facts(page, name)
    notes = find_notes(page)
    article = find_article(page, titles, {*notes.wholes, *notes.holders}, notes.calls)
    lists = unlinked_lists(page, article, notes)
    article = weighed(page, article, {*notes.all(), *notes.calls, *lists}, outside(page, article))
    address = next((m.value for m in metadata if m.field == "url" and m.value.startswith("http")), "")
    base = next((e.get("href") or "" for e in page.elements if tag_of(e) == "base"), "") or address
    walk = Walk(page, article, notes, lists, base)
    text = walk.run()
    if len(text) > MOST:
        return _refused(name, f"{len(text):,} characters of text")
    stream = walk.stream
    metadata += tuple(Metadatum("standfirst", found, "html:class") for found in walk.shapes.standfirsts[:3])
    if not article.whole and text.strip():
        problems = (*problems, report("E240", Place(name), "No running text was found on the page."))
    return Extract(
        name,
        text,
        tuple(stream.blocks),
        tuple(sorted(stream.spans, key=lambda s: (s.start, -s.end))),
        tuple(stream.drops),
        metadata,
        encoding,
        problems,
        seen=seen,
    )


def _refused(name: str, found: str) -> Extract:
    expected = f"at most {LIMIT:,} bytes and {MOST_TAGS:,} tags"
    return empty(name, "E202", "The page is too large to be one document.", expected=expected, found=found)
