"""What pages are composed from: a linked library, its references and settings, turned so that each page asks once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from briefing.evidence import bearing
from briefing.evidence.editions import Changes, PageChanges
from briefing.evidence.grounds import Grounds, grounds
from briefing.library.bibliography import Reference
from briefing.linking import Automaton
from briefing.model import (
    Answer,
    Caveat,
    Claim,
    DigestParagraph,
    Document,
    Entity,
    Event,
    HandPage,
    Key,
    LinkedLibrary,
    Mention,
    Passage,
    Place,
    Source,
    Topic,
    Work,
)
from briefing.pages import citing, works
from briefing.pages.lookup import Lookup
from briefing.review import Reviewed
from briefing.review import report as reviews
from briefing.settings import Settings

Edition = Literal["public", "full"]
_KEY = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The paragraphs of one source that bear on a subject: that name it or, of a topic, that its page cites."""

    key: Key
    label: str
    date: str
    """In words."""
    total: int
    """Paragraphs that the source has."""
    paragraphs: tuple[tuple[DigestParagraph, tuple[Mention, ...]], ...]
    """Each with where it names the subject."""
    cited: frozenset[int] = frozenset()
    """First numbers of those that the topic's page cites."""

    @property
    def named(self) -> int:
        """How many of them name it."""
        return sum(1 for _, mentions in self.paragraphs if mentions)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is shown of who has read one thing."""

    state: str
    """`read`, `rejected` or `lapsed`."""
    readers: tuple[str, ...]
    day: str
    """Last day on which somebody read it, ISO."""
    reasons: tuple[str, ...]
    doubted: bool = False
    """Whether they found that it did not read true."""

    @property
    def spoken(self) -> str:
        """The same in a sentence; a remark of a reader is the desk's, and is not published."""
        who, day = works.joined(self.readers), works.day(self.day)
        if self.state == "read":
            return f"Read by {who}, {day}."
        if self.state == "lapsed":
            found = ", who found that it did not read true" if self.doubted else ""
            return f"Read by {who}, {day}{found}; {'; '.join(self.reasons)} since."
        return f"Read by {who}, {day}, who found that it does not read true."


@dataclass(frozen=True)
class Context:
    """Everything that pages are composed from. Its methods are the only questions that a page asks."""

    linked: LinkedLibrary
    references: Mapping[Key, Reference]
    settings: Settings
    edition: Edition = "public"
    originals: Mapping[Key, Document] = field(default_factory=dict)
    compared: Mapping[Key, Any] = field(default_factory=dict)
    changes: Changes | None = None
    reviewed: Reviewed = field(default_factory=Reviewed)
    elsewhere: Mapping[Key, Mapping[int, str]] = field(default_factory=dict)
    paper: bool = True

    # --- works and sources ---

    def source(self, key: Key) -> Source | None:
        """A source, or None where the work is no source."""
        return self.linked.library.sources.get(key)

    def is_source(self, key: Key) -> bool:
        """Whether a work is a source."""
        return key in self.linked.library.sources

    def total(self, key: Key) -> int:
        """How many paragraphs a source's digest has."""
        return self._shelf[key][2] if key in self._shelf else 0

    def work(self, key: Key) -> Work | None:
        """An entry of references.bib, or None where there is none."""
        return self.linked.library.works.get(key)

    def reference(self, key: Key) -> tuple[str, str]:
        """Full and short reference, as Markdown without a closing stop; the label where no style made one."""
        made = self.references.get(key)
        return (_open(made.full), _open(made.short)) if made else (self.label(key), self.label(key))

    def entry(self, key: Key) -> str:
        """A work as a bibliography lists it, as Markdown without a closing stop."""
        made = self.references.get(key)
        return _open(made.entry or made.full) if made else self.label(key)

    def label(self, key: Key) -> str:
        """What a work is called in running text."""
        made = self.references.get(key)
        return made.inline if made else self._at.labels.get(key, key)

    def document(self, key: Key) -> Document | None:
        """A source's original, in the full edition only."""
        return self.originals.get(key) if self.edition == "full" else None

    def rights(self, key: Key) -> str:
        """What of a source this edition shows (`digest`, `full` or `record`); empty where the work is no source."""
        source = self.source(key)
        return "full" if self.document(key) else source.rights if source else ""

    def comparison(self, key: Key) -> Any:
        """What was compared of a source's digest with its original, in a sentence, or None."""
        return self.compared.get(key)

    def published(self, key: Key, n: int) -> str:
        """Address at which a source's paragraph is to be read at its publisher's; empty where nobody knows it."""
        return self.elsewhere.get(key, {}).get(n, "")

    def sources(self) -> tuple[Key, ...]:
        """Keys of all sources in order of date."""
        return self._at.sources

    def digested(self) -> tuple[Key, ...]:
        """Keys of the sources that have paragraphs, in order of date: all but those of which only a record is kept."""
        return self._at.digested

    def paragraph(self, key: Key, n: int) -> tuple[int, str] | None:
        """First number and plain Markdown of the paragraph that covers `n`; the original's in the full edition."""
        document = self.document(key)
        if document:
            return next(((p.n, p.markdown) for p in document.paragraphs if p.n == n), None)
        found = self._at.paragraphs.get(key, {}).get(n)
        return (found.first, found.text) if found else None

    def kept_as(self, key: Key) -> str:
        """What of a source its file holds, in any edition: `digest`, `full` or `record`."""
        source = self.source(key)
        return source.rights if source else ""

    def remarks(self, key: Key) -> tuple[tuple[Caveat, ...], tuple[tuple[int, str], ...]]:
        """What is said of a source and its digest: its caveats, and the remarks on paragraphs by their first number."""
        source = self.source(key)
        return (
            (source.caveats, tuple((p.first, p.remarks) for p in source.paragraphs if p.remarks))
            if source
            else ((), ())
        )

    def note_at(self, place: Place) -> tuple[Key, str] | None:
        """Which note of which source stands at a place of its file."""
        return self._at.notes.get(place)

    # --- the briefing itself ---

    def about(self) -> Settings:
        """The settings."""
        return self.settings

    def language(self) -> str:
        """The briefing's language, as BCP 47."""
        return self.settings.language

    def on_paper(self) -> bool:
        """Whether there are PDFs to offer."""
        return self.paper

    def is_full(self) -> bool:
        """Whether this is a full edition."""
        return self.edition == "full"

    def hand_page(self, path: str) -> HandPage | None:
        """The page written by hand at a path, if any."""
        return self._at.hand_pages.get(path)

    def page_reference(self, path: str) -> str:
        """How a page of the briefing is cited, as Markdown with a closing stop."""
        made = self.references.get(citing.page_key(path))
        if made:
            return f"{_open(made.full)}."
        return citing.plain_reference(path, self._at.full_titles.get(path, ""), self.settings)

    def works(self) -> tuple[Key, ...]:
        """Keys of all works in the order of a bibliography: by author, or title, then date."""
        found = self.linked.library.works
        return tuple(sorted(found, key=lambda key: (works.filing(found[key]), works.order(found[key]), key)))

    def changed(self) -> Changes | None:
        """What the edition changed since the one before it, or None where nobody says."""
        return self.changes

    def changed_on(self, path: str) -> PageChanges | None:
        """What the edition changed on a page, or None where nothing did."""
        return self.changes.of(path) if self.changes else None

    def counts(self) -> tuple[tuple[str, str, int], ...]:
        """How many there are of each thing: (name of one, name of many, number)."""
        library = self.linked.library
        return (
            ("source", "sources", len(library.sources)),
            ("numbered paragraph", "numbered paragraphs", sum(len(s.paragraphs) for s in library.sources.values())),
            ("topic", "topics", len(library.topics)),
            ("cited sentence", "cited sentences", sum(1 for c in self.linked.claims if c.groups)),
            ("work in the bibliography", "works in the bibliography", len(library.works)),
            ("event", "events", len(library.events)),
        )

    # --- what people have read ---

    def read_in_all(self) -> str:
        """What was compared and what was read of the whole, in a sentence; empty where there is nothing to read."""
        return reviews.spoken(self.reviewed)

    def read_counts(self) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
        """Kind of thing → how many there are, and how many are read by one and by two, lapsed, rejected, unread."""
        rows = ((kind, self.reviewed.counts(kind)) for kind in reviews.NAMES)
        return tuple((kind, tuple(counts.items())) for kind, counts in rows if counts["all"])

    def readers(self) -> tuple[tuple[str, int, str], ...]:
        """Who has read, how many things that hold, and the last day of each."""
        return reviews.by_reader(self.reviewed)

    def judged(self) -> tuple[tuple[str, int], ...]:
        """What the desk's judge answered, and how often; nothing where there is none."""
        counts = Counter(opinion.verdict for opinion in self.reviewed.opinions.values())
        return tuple(sorted(counts.items()))

    def read_on(self, path: str) -> tuple[int, int]:
        """How many sentences (of a source: digest paragraphs) of a page people have read, and of how many."""
        kind = "digest" if path.startswith("sources/") else "claim"
        rows = self._read_on.get((path, kind), ())
        return sum(state == "read" for state in rows), len(rows)

    def mark(self, id: str) -> Mark | None:
        """What is shown of who has read a thing (a claim's id, `KEY ¶n`); None where nobody has."""
        standing = self.reviewed.standings.get(id)
        if standing is None or standing.state == "unread":
            return None
        shown = standing.holding or standing.readings
        doubts = tuple(reading for reading in shown if reading.verdict == "does not")
        shown = doubts if standing.state == "rejected" else shown  # whoever found it true is not named with them
        names, day = tuple(reading.reader for reading in shown), max(reading.day for reading in shown)
        reasons = standing.reasons if standing.state == "lapsed" else ()
        named = tuple(_KEY.sub(lambda key: self.label(key[1]), reason) for reason in reasons)
        return Mark(standing.state, names, day, named, doubts == shown)

    # --- claims ---

    def bearing(self, claim: Claim) -> str:
        """Where in the digests that a claim cites the words stand that bear it out; nothing for what is an original."""
        found = {
            (citation.key, paragraph.first): paragraph.text
            for citation in claim.citations
            for n in citation.locators
            if (paragraph := self._at.paragraphs.get(citation.key, {}).get(n)) and not self.document(citation.key)
        }
        rows = ((key, n, text) for (key, n), text in found.items())
        return bearing.bearing(claim, rows, self.settings.language)

    def all_claims(self) -> tuple[Claim, ...]:
        """Every claim."""
        return self.linked.claims

    def claims_naming(self, subject: str) -> tuple[Claim, ...]:
        """The claims whose sentence names a subject."""
        return tuple(self._at.claims_naming.get(subject, ()))

    def claims_of(self, passage: Passage) -> tuple[Claim, ...]:
        """The claims of a passage in order."""
        return tuple(self._at.claims_of.get(passage, ()))

    def claims_on(self, home: str) -> tuple[Claim, ...]:
        """The claims that are read on a page."""
        return tuple(self._at.claims_on.get(home, ()))

    def relying_on(self, key: Key) -> tuple[tuple[int, tuple[Claim, ...]], ...]:
        """Paragraph number of a source → the claims that rely on it."""
        return tuple(self._at.relying.get(key, ()))

    def cited_in(self, key: Key) -> tuple[Place | Claim, ...]:
        """Where a work is cited."""
        return self.linked.cited_in.get(key, ())

    def answers(self, key: Key) -> tuple[tuple[tuple[str, str], tuple[Answer, ...]], ...]:
        """Question (page of its topic, its words) → what a source answers."""
        return tuple((question, tuple(row)) for question, row in self._at.answers.get(key, {}).items())

    def sharing(self, key: Key) -> tuple[Key, ...]:
        """Sources, in order of date, that answer a question which a source answers, too."""
        others = {o for question in self._at.answers.get(key, ()) for o in self._at.answering[question]} - {key}
        return tuple(sorted(others & self._at.rank.keys(), key=self._at.rank.__getitem__))

    # --- subjects ---

    def names(self) -> Automaton:
        """All names of all subjects."""
        return self._at.names

    def mentions_in(self, key: Key) -> tuple[Mention, ...]:
        """Who and what a source names, in order."""
        return tuple(self._at.mentions_in.get(key, ()))

    def extent(self, subject: str) -> tuple[tuple[Key, int], ...]:
        """Sources in order of date, each with how many of its paragraphs bear on a subject."""
        rows = self._bearing(subject)
        return tuple((key, len(rows[key])) for key in sorted(rows, key=self._at.rank.__getitem__))

    def evidence(self, subject: str) -> tuple[Evidence, ...]:
        """Sources in order of date, each with the paragraphs that bear on a subject."""
        rows = self._bearing(subject)
        return tuple(self._evidence(key, subject, rows[key]) for key in sorted(rows, key=self._at.rank.__getitem__))

    def _bearing(self, subject: str) -> Mapping[Key, Mapping[int, list[Mention]]]:
        return self._at.bearing.get(subject) or self._at.about.get(subject, {})

    def _evidence(self, key: Key, subject: str, rows: Mapping[int, list[Mention]]) -> Evidence:
        label, date, total = self._shelf[key]
        paragraphs = self._at.paragraphs[key]
        cited = frozenset(n for of, n in self._at.cited_on.get(f"{subject}.md", ()) if of == key)
        return Evidence(key, label, date, total, tuple((paragraphs[n], tuple(row)) for n, row in rows.items()), cited)

    def notes_naming(self, subject: str) -> tuple[tuple[Key, str, str], ...]:
        """Notes of sources that name a subject: key, label and Markdown of each."""
        return tuple(self._at.notes_naming.get(subject, ()))

    def related(self, subject: str) -> tuple[tuple[str, int], ...]:
        """Topics that share paragraphs with a subject, the closest first, each with how many they share."""
        return self._at.related.get(subject, ())

    def topics(self) -> tuple[Topic, ...]:
        """All topics in order of their files."""
        return tuple(self.linked.library.topics.values())

    def topic_name(self, slug: str) -> tuple[str, str] | None:
        """Title and short form of a topic."""
        topic = self.linked.library.topics.get(slug)
        return (topic.title, topic.short) if topic else None

    def entities(self, kind: str) -> tuple[Entity, ...]:
        """Entities of one kind in order of name."""
        found = (e for e in self.linked.library.entities.values() if e.kind == kind)
        return tuple(sorted(found, key=lambda e: (e.name.casefold(), e.id)))

    def events(self) -> tuple[Event, ...]:
        """Events in order of time."""
        return self._at.events

    def event(self, id: str) -> Event | None:
        """An event, or None where there is none of that id."""
        return next((event for event in self._at.events if event.id == id), None)

    def since(self) -> frozenset[str]:
        """Ids of the events that are later than the sources."""
        return self.linked.library.since()

    def grounds(self, claim: Claim, *more: Claim) -> Grounds:
        """What a claim rests on, or a passage of several."""
        return grounds(claim, self.linked.library, *more)

    def outside(self) -> int:
        """How many claims rest on records alone."""
        return self._outside

    def title(self, path: str) -> str:
        """What a page is called in a link to it."""
        return self._titles.get(path, path)

    # --- made once ---

    @cached_property
    def _at(self) -> Lookup:
        return Lookup(self.linked)

    @cached_property
    def _outside(self) -> int:
        return sum(bool(on.records and not on.sources) for on in map(self.grounds, self.linked.claims))

    @cached_property
    def _read_on(self) -> dict[tuple[str, str], list[str]]:
        """States of the things of a kind that are read on a page."""
        found: dict[tuple[str, str], list[str]] = {}
        for standing in self.reviewed.standings.values():
            found.setdefault((standing.item.page, standing.item.kind), []).append(standing.state)
        return found

    @cached_property
    def _shelf(self) -> dict[Key, tuple[str, str, int]]:
        """Label, date in words and number of paragraphs of each source."""
        library = self.linked.library
        return {
            key: (
                self.label(key),
                works.spoken(library.works.get(key)),
                len(source.paragraphs),
            )
            for key, source in library.sources.items()
        }

    @cached_property
    def _titles(self) -> dict[str, str]:
        library = self.linked.library
        found = {page.path: page.title or page.path for page in library.pages}
        found |= {topic.page: topic.short for topic in library.topics.values()}
        found |= {entity.page: entity.name for entity in library.entities.values()}
        found |= {f"sources/{key}.md": self.label(key) for key in library.sources}
        return found | {"timeline.md": "Timeline", "index.md": "Front page"}


def _open(reference: str) -> str:
    """A reference without its closing stop, so that a locator can follow."""
    return reference.removesuffix(".")
