"""Turns citations round: from each paragraph to the claims that rely on it, from each work to where it is cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefing.codes import report
from briefing.evidence.citations import parse_citations
from briefing.linking.mentions import automaton
from briefing.linking.names import names
from briefing.model import CitationGroup, Claim, Key, Library, LinkedLibrary, Mention, Place
from briefing.problems import Problem


def link(library: Library, claims: Sequence[Claim]) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """The library with mentions and links in both directions, and problems of names (E401 to E403)."""
    mentions = find_mentions(library)
    linked = LinkedLibrary(library, tuple(claims), mentions, _cited_by(claims), _cited_in(library, claims))
    return linked, (*names(library)[1], *_unmentioned(library, mentions))


def citations_in(markdown: str) -> tuple[CitationGroup, ...]:
    """The citation groups of a note or another short text."""
    return parse_citations(markdown)[0]


def find_mentions(library: Library) -> tuple[Mention, ...]:
    """Every mention of every subject in the digests, in order of source and paragraph."""
    search = automaton(library)
    return tuple(
        Mention(hit.subject, source.key, paragraph.first, hit.start, hit.end)
        for source in library.sources.values()
        for paragraph in source.paragraphs
        for hit in search.find(paragraph.text)
    )


def _cited_by(claims: Iterable[Claim]) -> dict[tuple[Key, int], tuple[Claim, ...]]:
    found: dict[tuple[Key, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        for paragraph in dict.fromkeys((c.key, n) for c in claim.citations for n in c.locators):
            found[paragraph].append(claim)
    return {paragraph: tuple(relying) for paragraph, relying in found.items()}


def _cited_in(library: Library, claims: Iterable[Claim]) -> dict[Key, tuple[Place | Claim, ...]]:
    found: dict[Key, list[Place | Claim]] = defaultdict(list)
    for claim in claims:
        for key in dict.fromkeys(c.key for c in claim.citations):
            found[key].append(claim)
    for source in library.sources.values():
        for note in source.notes.values():
            for key in dict.fromkeys(c.key for group in citations_in(note.text) for c in group.citations):
                found[key].append(note.place)
    return {key: tuple(places) for key, places in found.items()}


def _unmentioned(library: Library, mentions: Iterable[Mention]) -> list[Problem]:
    """A topic that no paragraph mentions has a page without evidence."""
    named = {mention.subject for mention in mentions}
    return [
        report(
            "E403",
            topic.place,
            f"No paragraph of any source mentions the topic “{topic.title}”.",
            expected="one of its names in a digest",
            found="searched for: "
            + ", ".join(f"“{n}”" for n in dict.fromkeys((topic.title, topic.short, *topic.aliases))),
        )
        for topic in library.topics.values()
        if library.sources and f"topics/{topic.slug}" not in named
    ]
