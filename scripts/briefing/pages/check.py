"""What of a library can't become pages as it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefing.codes import report
from briefing.library.names import slug_problem
from briefing.library.nearest import did_you_mean
from briefing.model import HandPage, Library, Place, Source
from briefing.pages import escape
from briefing.problems import Problem
from briefing.settings import Settings, line_of


def check_pages(library: Library) -> tuple[Problem, ...]:
    """Hand-written pages in the place of generated ones (E501), and what of a source is shown as text (E502)."""
    taken = {topic.page: topic.place for topic in library.topics.values()}
    taken |= {f"sources/{source.key}.md": source.place for source in library.sources.values()}
    taken |= {entity.page: entity.place for entity in library.entities.values()}
    found = [_in_the_way(page, taken[page.path]) for page in library.pages if page.path in taken]
    return (*found, *(problem for source in library.sources.values() for problem in _unsafe(source)))


def check_redirects(settings: Settings, topics: Collection[str], text: str) -> tuple[Problem, ...]:
    """Redirects that can't be made (E536): to no topic, from one, or from what is no address; `text` of mkdocs.yml."""
    found = []
    for old, new in settings.redirects.items():
        if new not in topics:
            why = f"leads to `{new}`, which is no topic"
        elif old in topics:
            why = "is a topic's address still"
        elif slug_problem(old):
            why = f"can't be made: {slug_problem(old)}"
        else:
            continue
        line = line_of(text, old)
        place = Place("mkdocs.yml", line if line > 1 else line_of(text, "redirects"))
        hint = did_you_mean(new, topics) if new not in topics else ""
        found.append(report("E536", place, f"The redirect from `{old}` {why}.", found=f"{old}: {new}", help=hint))
    return tuple(found)


def check_order(settings: Settings, topics: Collection[str], text: str) -> tuple[Problem, ...]:
    """Slugs under `topics` that are no topic's (E102); `text` of mkdocs.yml."""
    return tuple(
        report("E102", Place("mkdocs.yml", line_of(text, "topics")), f"`topics` names `{slug}`, which is no topic.",
               expected="names of files in topics/", found=slug, help=did_you_mean(slug, topics))
        for slug in settings.topics
        if slug not in topics
    )  # fmt: skip


def _in_the_way(page: HandPage, place: Place) -> Problem:
    return report(
        "E501",
        page.body.place,
        f"The page {page.path} is generated from {place.path}; the one written by hand is left out.",
        expected="a path that no generated page has",
        found=page.body.place.path,
    )


def _unsafe(source: Source) -> Iterator[Problem]:
    """HTML and links that could act, in paragraphs and notes."""
    texts = [(p.text, p.place) for p in source.paragraphs] + [(n.text, n.place) for n in source.notes.values()]
    for markdown, place in texts:
        for piece in escape.unsafe(markdown):
            yield report(
                "E502",
                place,
                f"`{piece}` could act on a page; it is shown as text.",
                expected="Markdown without HTML, links to http, https or mailto addresses",
                found=piece,
            )
