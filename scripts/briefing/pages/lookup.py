"""A linked library turned so that pages find what they ask for: each index is made once, when first asked for."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

from briefing.library.bibliography.labels import labels as labels_of
from briefing.linking import Automaton, automaton
from briefing.model import (
    Answer,
    Claim,
    DigestParagraph,
    Event,
    HandPage,
    Key,
    LinkedLibrary,
    Mention,
    Passage,
    Place,
)
from briefing.pages import works
from briefing.pages.synthesis import related as related_topics


class Lookup:
    """The indexes of one linked library."""

    def __init__(self, linked: LinkedLibrary) -> None:
        self.linked = linked

    @cached_property
    def labels(self) -> dict[Key, str]:
        """What works are called in running text."""
        return labels_of(self.linked.library.works)

    @cached_property
    def sources(self) -> tuple[Key, ...]:
        """Keys of sources in order of date."""
        found = self.linked.library.works
        return tuple(sorted(self.linked.library.sources, key=lambda key: (works.order(found.get(key)), key)))

    @cached_property
    def digested(self) -> tuple[Key, ...]:
        """Those that have paragraphs."""
        return tuple(key for key in self.sources if self.linked.library.sources[key].rights != "record")

    @cached_property
    def paragraphs(self) -> dict[Key, dict[int, DigestParagraph]]:
        """Source → number → the digest paragraph that covers it."""
        return {
            key: {n: p for p in source.paragraphs for n in range(p.first, p.last + 1)}
            for key, source in self.linked.library.sources.items()
        }

    @cached_property
    def notes(self) -> dict[Place, tuple[Key, str]]:
        """Place in a source's file → the source, and the label of the note that stands there."""
        sources = self.linked.library.sources.values()
        return {note.place: (source.key, note.label) for source in sources for note in source.notes.values()}

    @cached_property
    def claims_of(self) -> dict[Passage, list[Claim]]:
        """Passage → its claims in order."""
        return _grouped((claim.passage, claim) for claim in self.linked.claims)

    @cached_property
    def claims_on(self) -> dict[str, list[Claim]]:
        """Page → its claims in order."""
        return _grouped((claim.home, claim) for claim in self.linked.claims)

    @cached_property
    def notes_naming(self) -> dict[str, list[tuple[Key, str, str]]]:
        """Subject → notes that name it: key, label and Markdown of each."""
        return _grouped(
            (subject, (source.key, note.label, note.text))
            for source in self.linked.library.sources.values()
            for note in source.notes.values()
            for subject in dict.fromkeys(hit.subject for hit in self.names.find(note.text))
        )

    @cached_property
    def claims_naming(self) -> dict[str, list[Claim]]:
        """Subject → claims whose sentence names it."""
        return _grouped(
            (subject, claim)
            for claim in self.linked.claims
            for subject in dict.fromkeys(hit.subject for hit in self.names.find(claim.text))
        )

    @cached_property
    def relying(self) -> dict[Key, list[tuple[int, tuple[Claim, ...]]]]:
        """Source → paragraphs with the claims that rely on them."""
        return _grouped((key, (n, claims)) for (key, n), claims in self.linked.cited_by.items())

    @cached_property
    def names(self) -> Automaton:
        """All names of all subjects."""
        return automaton(self.linked.library)

    @cached_property
    def mentions_in(self) -> dict[Key, list[Mention]]:
        """Source → its mentions in order."""
        return _grouped((mention.key, mention) for mention in self.linked.mentions)

    @cached_property
    def about(self) -> dict[str, dict[Key, dict[int, list[Mention]]]]:
        """Subject → source → paragraph → where it is named."""
        found: dict[str, dict[Key, dict[int, list[Mention]]]] = defaultdict(lambda: defaultdict(dict))
        for mention in self.linked.mentions:
            found[mention.subject][mention.key].setdefault(mention.n, []).append(mention)
        return found

    @cached_property
    def bearing(self) -> dict[str, dict[Key, dict[int, list[Mention]]]]:
        """The same for topics, with the paragraphs that their own pages cite; those have no mentions where unnamed."""
        found = {s: {k: {**rows} for k, rows in by.items()} for s, by in self.about.items() if s.startswith("topics/")}
        for topic in self.linked.library.topics.values():
            rows = found.setdefault(f"topics/{topic.slug}", {})
            for key, n in self.cited_on.get(topic.page, ()):
                rows.setdefault(key, {}).setdefault(n, [])
        return {s: {k: dict(sorted(rows.items())) for k, rows in by.items()} for s, by in found.items()}

    @cached_property
    def cited_on(self) -> dict[str, set[tuple[Key, int]]]:
        """Page → the paragraphs that it cites, each by the first number of its digest."""
        found: dict[str, set[tuple[Key, int]]] = defaultdict(set)
        for claim in self.linked.claims:
            for key, n in ((c.key, n) for c in claim.citations for n in c.locators):
                if paragraph := self.paragraphs.get(key, {}).get(n):
                    found[claim.home].add((key, paragraph.first))
        return found

    @cached_property
    def answers(self) -> dict[Key, dict[tuple[str, str], list[Answer]]]:
        """Source → question (page of its topic, its words) → what the source answers, in order of topics."""
        found: dict[Key, dict[tuple[str, str], list[Answer]]] = defaultdict(dict)
        for topic in self.linked.library.topics.values():
            for question in topic.questions:
                for answer in question.answers:
                    found[answer.source].setdefault((topic.page, question.ask), []).append(answer)
        return found

    @cached_property
    def answering(self) -> dict[tuple[str, str], list[Key]]:
        """Question (page of its topic, its words) → the sources that answer it."""
        return _grouped((question, key) for key, questions in self.answers.items() for question in questions)

    @cached_property
    def rank(self) -> dict[Key, int]:
        """Source → its place in order of date."""
        return {key: i for i, key in enumerate(self.sources)}

    @cached_property
    def related(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Subject → topics that share paragraphs with it."""
        return related_topics({s: {(k, n) for k, ns in rows.items() for n in ns} for s, rows in self.about.items()})

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Events in order of time."""
        return tuple(sorted(self.linked.library.events, key=lambda e: (e.earliest, e.latest)))

    @cached_property
    def hand_pages(self) -> dict[str, HandPage]:
        """Pages written by hand, by path."""
        return {page.path: page for page in self.linked.library.pages}

    @cached_property
    def full_titles(self) -> dict[str, str]:
        """Titles of topics, by page."""
        return {topic.page: topic.title for topic in self.linked.library.topics.values()}


def _grouped(rows: Any) -> dict[Any, list[Any]]:
    """Values by key, both in order."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return found
