"""What pages are composed from: a linked library, its references and settings, turned so that each page asks once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeVar, TypeVarTuple

from briefing.evidence.editions import Changes, PageChanges
from briefing.library.bibliography import Reference
from briefing.library.bibliography.labels import labels
from briefing.linking import Automaton, automaton
from briefing.model import (
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
    SourceNote,
    Topic,
    Work,
)
from briefing.pages import citing, works
from briefing.settings import Settings

Edition = Literal["public", "full"]
Asked = TypeVarTuple("Asked")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The paragraphs of one source that name a subject."""

    key: Key
    label: str
    date: str
    """In words."""
    total: int
    """Paragraphs that the source has."""
    paragraphs: tuple[tuple[DigestParagraph, tuple[Mention, ...]], ...]
    """Each with where it names the subject."""


@dataclass(frozen=True)
class Context:
    """Everything that pages are composed from. Its methods are the only questions that a page asks."""

    linked: LinkedLibrary
    references: Mapping[Key, Reference]
    settings: Settings
    edition: Edition = "public"
    originals: Mapping[Key, Document] = field(default_factory=dict)
    verified: Mapping[Key, Any] = field(default_factory=dict)
    changes: Changes | None = None

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
        return made.inline if made else self._labels.get(key, key)

    def document(self, key: Key) -> Document | None:
        """A source's original, in the full edition only."""
        return self.originals.get(key) if self.edition == "full" else None

    def verification(self, key: Key) -> Any:
        """What was verified of a source's digest against its original, or None."""
        return self.verified.get(key)

    def sources(self) -> tuple[Key, ...]:
        """Keys of all sources in order of date."""
        return self._sources

    def paragraph(self, key: Key, n: int) -> tuple[int, str] | None:
        """First number and plain Markdown of the paragraph that covers `n`; the original's in the full edition."""
        document = self.document(key)
        if document:
            return next(((p.n, p.markdown) for p in document.paragraphs if p.n == n), None)
        found = self._paragraphs.get(key, {}).get(n)
        return (found.first, found.text) if found else None

    def note_at(self, place: Place) -> tuple[Key, SourceNote] | None:
        """The note of a source that stands at a place of its file."""
        return self._notes.get(place)

    # --- the briefing itself ---

    def about(self) -> Settings:
        """The settings."""
        return self.settings

    def language(self) -> str:
        """The briefing's language, as BCP 47."""
        return self.settings.language

    def is_full(self) -> bool:
        """Whether this is a full edition."""
        return self.edition == "full"

    def hand_page(self, path: str) -> HandPage | None:
        """The page written by hand at a path, if any."""
        return self._hand_pages.get(path)

    def page_reference(self, path: str) -> str:
        """How a page of the briefing is cited, as Markdown with a closing stop."""
        made = self.references.get(citing.page_key(path))
        if made:
            return f"{_open(made.full)}."
        return citing.plain_reference(path, self._full_titles.get(path, ""), self.settings)

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

    # --- claims ---

    def all_claims(self) -> tuple[Claim, ...]:
        """Every claim."""
        return self.linked.claims

    def claims_naming(self, subject: str) -> tuple[Claim, ...]:
        """The claims whose sentence names a subject."""
        return tuple(self._claims_naming.get(subject, ()))

    def claims_of(self, passage: Passage) -> tuple[Claim, ...]:
        """The claims of a passage in order."""
        return tuple(self._claims_of.get(passage, ()))

    def claims_on(self, home: str) -> tuple[Claim, ...]:
        """The claims that are read on a page."""
        return tuple(self._claims_on.get(home, ()))

    def relying_on(self, key: Key) -> tuple[tuple[int, tuple[Claim, ...]], ...]:
        """Paragraph number of a source → the claims that rely on it."""
        return tuple(self._relying.get(key, ()))

    def cited_in(self, key: Key) -> tuple[Place | Claim, ...]:
        """Where a work is cited."""
        return self.linked.cited_in.get(key, ())

    # --- subjects ---

    def names(self) -> Automaton:
        """All names of all subjects."""
        return self._names

    def mentions_in(self, key: Key) -> tuple[Mention, ...]:
        """Who and what a source names, in order."""
        return tuple(self._mentions_in.get(key, ()))

    def extent(self, subject: str) -> tuple[tuple[Key, int], ...]:
        """Sources in order of date, each with how many of its paragraphs name a subject."""
        rows = self._about.get(subject, {})
        return tuple((key, len(rows[key])) for key in sorted(rows, key=self._rank.__getitem__))

    def evidence(self, subject: str) -> tuple[Evidence, ...]:
        """Sources in order of date, each with the paragraphs that name a subject."""
        rows = self._about.get(subject, {})
        return tuple(self._evidence(key, rows[key]) for key in sorted(rows, key=self._rank.__getitem__))

    def _evidence(self, key: Key, rows: Mapping[int, list[Mention]]) -> Evidence:
        label, date, total = self._shelf[key]
        paragraphs = self._paragraphs[key]
        return Evidence(key, label, date, total, tuple((paragraphs[n], tuple(row)) for n, row in rows.items()))

    def notes_naming(self, subject: str) -> tuple[tuple[Key, str, str], ...]:
        """Notes of sources that name a subject: key, label and Markdown of each."""
        return tuple(self._notes_naming.get(subject, ()))

    def related(self, subject: str) -> tuple[tuple[str, int], ...]:
        """Topics that share paragraphs with a subject, the closest first, each with how many they share."""
        return self._related.get(subject, ())

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
        return self._events

    def title(self, path: str) -> str:
        """What a page is called in a link to it."""
        return self._titles.get(path, path)

    # --- indexes, each made once ---

    @cached_property
    def _labels(self) -> dict[Key, str]:
        return labels(self.linked.library.works)

    @cached_property
    def _sources(self) -> tuple[Key, ...]:
        found = self.linked.library.works
        return tuple(sorted(self.linked.library.sources, key=lambda key: (works.order(found.get(key)), key)))

    @cached_property
    def _paragraphs(self) -> dict[Key, dict[int, DigestParagraph]]:
        return {
            key: {n: p for p in source.paragraphs for n in range(p.first, p.last + 1)}
            for key, source in self.linked.library.sources.items()
        }

    @cached_property
    def _notes(self) -> dict[Place, tuple[Key, SourceNote]]:
        sources = self.linked.library.sources.values()
        return {note.place: (source.key, note) for source in sources for note in source.notes.values()}

    @cached_property
    def _claims_of(self) -> dict[Passage, list[Claim]]:
        return _grouped((claim.passage, claim) for claim in self.linked.claims)

    @cached_property
    def _claims_on(self) -> dict[str, list[Claim]]:
        return _grouped((claim.home, claim) for claim in self.linked.claims)

    @cached_property
    def _notes_naming(self) -> dict[str, list[tuple[Key, str, str]]]:
        return _grouped(
            (subject, (source.key, note.label, note.text))
            for source in self.linked.library.sources.values()
            for note in source.notes.values()
            for subject in dict.fromkeys(hit.subject for hit in self._names.find(note.text))
        )

    @cached_property
    def _claims_naming(self) -> dict[str, list[Claim]]:
        return _grouped(
            (subject, claim)
            for claim in self.linked.claims
            for subject in dict.fromkeys(hit.subject for hit in self._names.find(claim.text))
        )

    @cached_property
    def _relying(self) -> dict[Key, list[tuple[int, tuple[Claim, ...]]]]:
        return _grouped((key, (n, claims)) for (key, n), claims in self.linked.cited_by.items())

    @cached_property
    def _names(self) -> Automaton:
        return automaton(self.linked.library)

    @cached_property
    def _mentions_in(self) -> dict[Key, list[Mention]]:
        return _grouped((mention.key, mention) for mention in self.linked.mentions)

    @cached_property
    def _about(self) -> dict[str, dict[Key, dict[int, list[Mention]]]]:
        found: dict[str, dict[Key, dict[int, list[Mention]]]] = defaultdict(lambda: defaultdict(dict))
        for mention in self.linked.mentions:
            found[mention.subject][mention.key].setdefault(mention.n, []).append(mention)
        return found

    @cached_property
    def _rank(self) -> dict[Key, int]:
        return {key: i for i, key in enumerate(self._sources)}

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
    def _related(self) -> dict[str, tuple[tuple[str, int], ...]]:
        from briefing.pages.synthesis import related

        return related({s: {(k, n) for k, ns in rows.items() for n in ns} for s, rows in self._about.items()})

    @cached_property
    def _events(self) -> tuple[Event, ...]:
        return tuple(sorted(self.linked.library.events, key=lambda e: (e.earliest, e.latest)))

    @cached_property
    def _hand_pages(self) -> dict[str, HandPage]:
        return {page.path: page for page in self.linked.library.pages}

    @cached_property
    def _full_titles(self) -> dict[str, str]:
        return {topic.page: topic.title for topic in self.linked.library.topics.values()}

    @cached_property
    def _titles(self) -> dict[str, str]:
        library = self.linked.library
        found = {page.path: page.title or page.path for page in library.pages}
        found |= {topic.page: topic.short for topic in library.topics.values()}
        found |= {entity.page: entity.name for entity in library.entities.values()}
        found |= {f"sources/{key}.md": self.label(key) for key in library.sources}
        return found | {"timeline.md": "Timeline", "index.md": self.settings.title}


class Reads:
    """Asks a context on behalf of one page and remembers each answer, so that the page is composed again only when
    an answer changes.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._answers: dict[tuple[Callable[..., Any], tuple[Any, ...]], Any] = {}

    def __call__(self, question: Callable[[Context, *Asked], V], *args: *Asked) -> V:
        """The context's answer."""
        key = (question, args)
        if key not in self._answers:
            self._answers[key] = question(self._context, *args)
        answer: V = self._answers[key]
        return answer

    def hold(self, context: Context) -> bool:
        """Whether another context gives the same answers."""
        return all(question(context, *args) == answer for (question, args), answer in self._answers.items())


def _open(reference: str) -> str:
    """A reference without its closing stop, so that a locator can follow."""
    return reference.removesuffix(".")


def _grouped(rows: Any) -> dict[Any, list[Any]]:
    """Values by key, both in order."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return found
