"""Whether what one file names stands in another: keys, topics, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefing.codes import report
from briefing.library.bibliography.read import PATH
from briefing.library.nearest import did_you_mean
from briefing.model import DigestParagraph, HandPage, Library, Place, SourceNote, Topic
from briefing.problems import Problem

_GROUP = re.compile(r"\[[^\[\]]*\]")
_KEY = re.compile(r"(?<![\w.])@\{?(\w(?:[\w.:+-]*\w)?)", re.ASCII)
_SUGGESTIONS = 50
"""Beyond this many unknown names, none is looked for: something else is wrong."""


def crosscheck(library: Library, unread: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """What is named and isn't there; whether cited paragraphs exist is for the evidence to say.

    `unread` are the paths of files, and the keys of entries, that can't be read: that is reported already, and what
    would follow from it is not.
    """
    budget = iter(range(_SUGGESTIONS))
    found: list[Problem] = []

    def unknown(code: str, place: Place, message: str, name: str, names: Mapping[str, object], expected: str) -> None:
        help = did_you_mean(name, names) if next(budget, None) is not None else ""
        found.append(report(code, place, message, expected=expected, found=name, help=help))

    for source in library.sources.values():
        if source.key not in library.works and not {PATH, source.key} & unread:
            unknown("E143", source.place, f"references.bib has no entry `{source.key}`.", source.key, library.works,
                    f"`@…{{{source.key},`")  # fmt: skip
    for place, key in _cited_in_digests(library):
        if key not in library.works and not {PATH, key} & unread:
            unknown(
                "E144", place, f"references.bib has no entry `{key}`.", key, library.works, "a key of references.bib"
            )
    for topic in library.topics.values():
        for question in topic.questions:
            for answer in question.answers:
                if answer.source not in library.sources and f"sources/{answer.source}.md" not in unread:
                    unknown("E142", answer.says.place, f"There is no source `{answer.source}`.", answer.source,
                            library.sources, "the name of a file in sources/")  # fmt: skip
    for event in library.events:
        for slug in event.topics:
            if slug not in library.topics and f"topics/{slug}.md" not in unread:
                unknown("E141", event.place, f"There is no topic `{slug}`.", slug, library.topics,
                        "the name of a file in topics/")  # fmt: skip
    events = {event.id: event for event in library.events}
    pages: tuple[Topic | HandPage, ...] = (*library.topics.values(), *library.pages)
    for page in pages:
        for id, place in page.since:
            if id not in events:
                unknown("E145", place, f"There is no event `{id}`.", id, events, "the `id` of a row of timeline.yml")
    return tuple(found)


def _cited_in_digests(library: Library) -> Iterator[tuple[Place, str]]:
    """Each key that a digest's paragraphs and notes cite, with its place."""
    for source in library.sources.values():
        items: tuple[SourceNote | DigestParagraph, ...] = (*source.notes.values(), *source.paragraphs)
        for item in items:
            if "@" in item.text:
                for group in (g for g in _GROUP.finditer(item.text) if "@" in g[0]):
                    yield from ((item.place, key[1]) for key in _KEY.finditer(group[0]))
