"""The nouns of a briefing, as frozen dataclasses; nothing here reads a file or knows a subject.

Three groups, in the order in which data flows: what ingest makes of an original (`Document`), what the
desk writes (`Library`), and what is derived from both (`Claim`, `Mention`, `LinkedLibrary`).
Offsets count Unicode code points, half open (`start <= i < end`); lines count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from briefing.problems import Problem

Key = str
"""A citation key: the identifier of an entry in references.bib."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file, relative to the project, and a line in it."""

    path: str
    """Path with forward slashes, relative to the project's folder (or as given on the command line)."""
    line: int = 1
    """Line, counted from 1."""


# --- ingest: original → Document ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an original and the paragraph that it stands before."""

    text: str
    level: int
    """1 to 6; the title is not among the headings."""
    before: int
    """Number of the paragraph that follows it (one past the last where none follows)."""
    line: int


ParagraphKind = Literal["text", "quotation", "item", "code", "table"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph of an original."""

    n: int
    section: str | None
    """Text of the nearest heading above it, or None."""
    text: str
    """Plain text; a marker stands as `[^1]` exactly where it belongs."""
    markdown: str
    """The same with its emphasis kept, as Markdown."""
    line: int
    kind: ParagraphKind = "text"
    number: str = ""
    """Of an item: its number as printed (`3.`, `(a)`), or as the file counts it; empty for a bullet."""
    depth: int = 0
    """Of an item: how deep its list lies, 1 the outermost."""
    lines: tuple[str, ...] = ()
    """Of code: its lines, white space kept."""
    cells: tuple[tuple[str, ...], ...] = ()
    """Of a table: its rows, each the texts of its cells."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a figure or table, and the paragraph that it stands before."""

    text: str
    before: int
    """Number of the paragraph that follows it (one past the last where none follows)."""
    line: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """What ingest was not sure of, and the correction that would settle it."""

    what: str
    line: int
    correction: str
    """A line for `corrections:` in sources/KEY.md, to be written where ingest was wrong."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of an original, reunited with its marker."""

    label: str
    text: str
    """Plain text, with its URL whole."""
    line: int
    confidence: float = 1.0
    """How sure the pairing of marker and note is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of the original that a named rule left out."""

    rule: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Metadatum:
    """One fact about an original (title, byline, date, …) and where it was found."""

    field: str
    value: str
    origin: str
    """For example `text`, `html:citation_title`, `pdf:Title`."""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Where each character of the input went: `input == kept + moved + dropped + left`."""

    input: int
    kept: int
    moved: int
    dropped: int
    left: int = 0
    """Characters that stand nowhere in what is written; each shown in a remainder, an error of ours."""


CorrectionAction = Literal[
    "split", "join", "heading", "paragraph", "note", "no-note", "caption", "furniture", "keep", "marker", "no-marker",
    "title", "byline", "date",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of an original's structure; replayed at each reading."""

    action: CorrectionAction
    words: str
    """A few words of the original by which its place is found; empty where line or page say it."""
    place: Place
    """Where it is written."""
    line: int = 0
    page: int = 0
    level: int = 0
    """Of a heading."""
    number: str = ""
    """Of a note or a marker."""
    rule: str = ""
    """Of what is to be kept: the rule that dropped it."""
    value: tuple[str, ...] = ()
    """Of title, byline and date: what is printed."""


@dataclass(frozen=True, slots=True)
class Remainder:
    """Characters that a reader yields and that stand nowhere in the document: an error of ours, never of the file."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """An original after ingest."""

    name: str
    """Name of the file, as given."""
    sha256: str
    encoding: str | None
    title: str | None
    byline: tuple[str, ...]
    date: str | None
    """EDTF, as printed; None where the copy prints none."""
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    notes: Mapping[str, Note]
    metadata: tuple[Metadatum, ...]
    dropped: tuple[Dropped, ...]
    lost_links: int
    account: Account
    problems: tuple[Problem, ...] = ()
    captions: tuple[Caption, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    remainder: tuple[Remainder, ...] = ()


# --- library: what the desk writes --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of references.bib."""

    key: Key
    csl: Mapping[str, Any]
    """The entry as one CSL-JSON item; `csl["id"] == key`."""
    bibtex: str
    """The entry as written, for export."""
    place: Place
    date: str = ""
    """When it was published, as EDTF; empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of Markdown that somebody at the desk wrote, and where it stands."""

    text: str
    place: Place
    """Where its first line stands."""
    home: str
    """Path of the generated page on which it is read, for example `topics/iskp.md`."""
    kind: ClaimKind = "sentence"
    """What its sentences are, unless a heading in it says otherwise."""
    part: str = ""
    """Which part of its owner it is, for example `definition`, `answer:ramani2021:1`, `event:ID`."""


ClaimKind = Literal[
    "judgement", "sentence", "definition", "answer", "event", "entity", "caveat", "row", "remark", "page"
]
"""What a sentence is; of a remark (the desk's own words) and of a page only what is cited is a claim."""


@dataclass(frozen=True, slots=True)
class Caveat:
    """A published remark on a source's metadata or text."""

    field: str
    printed: str | None
    used: str | None
    because: Passage
    place: Place


@dataclass(frozen=True, slots=True)
class DigestParagraph:
    """What sources/KEY.md says under one `¶n` or `¶n–m`."""

    first: int
    last: int
    section: str | None
    text: str
    """Markdown, one line, without the `¶n` and without comments; markers stand as `[^1]`."""
    place: Place
    remarks: str = ""
    """The waivers that stand in it, as written."""

    @property
    def written(self) -> str:
        """Text and waivers: what is compared with the original, and fingerprinted."""
        return f"{self.text} {self.remarks}".strip()


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note as sources/KEY.md has it; `text` is Markdown and may cite works."""

    label: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """A work that we hold and digest."""

    key: Key
    sha256: str | None
    count: int
    """How many paragraphs the original has; a locator may be 1 … count."""
    rights: Literal["digest", "full", "record"]
    byline: str | None
    """Byline with its note marker, where a note stands on it."""
    caveats: tuple[Caveat, ...]
    paragraphs: tuple[DigestParagraph, ...]
    notes: Mapping[str, SourceNote]
    place: Place
    about: Passage | None = None
    """Who stands behind it, and what that means for its credibility."""
    corrections: tuple[Correction, ...] = ()
    """What is said of the original's structure."""
    in_work: bool = False
    """Whether its digest is being written still."""

    def paragraph(self, n: int) -> DigestParagraph | None:
        """The digest paragraph that covers original paragraph `n`, or None."""
        return next((p for p in self.paragraphs if p.first <= n <= p.last), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source answers to a topic's question."""

    source: Key
    stance: str
    says: Passage


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a topic, with the answers of the sources that give one."""

    ask: str
    answers: tuple[Answer, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the sources do not say, with the reason why it is listed."""

    says: str
    because: Passage
    place: Place


Confidence = Literal["high", "moderate", "low"]


@dataclass(frozen=True, slots=True)
class Watch:
    """Something to look out for, and what it would mean."""

    sign: Passage
    means: Passage


@dataclass(frozen=True, slots=True)
class Judgement:
    """A key judgement, with what the desk says of it."""

    says: Passage
    confidence: Confidence | None
    because: Passage | None
    """Why the desk is so confident, and no more."""
    inference: bool
    """Whether it is the desk's own conclusion rather than a source's."""
    assumes: Passage | None
    alternative: Passage | None
    """What else the evidence would fit."""
    watch: tuple[Watch, ...]

    def passages(self) -> tuple[Passage, ...]:
        """All that the desk wrote of it, in reading order."""
        rows = (self.says, self.because, self.assumes, self.alternative)
        return tuple(p for p in (*rows, *(p for w in self.watch for p in (w.sign, w.means))) if p)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells as Markdown, and all of them as one claim."""

    cells: tuple[str, ...]
    cites: str
    """The citations of the row, as written."""
    says: Passage
    """`cell; cell; cell[@key]`."""


@dataclass(frozen=True, slots=True)
class Table:
    """Things in rows, such as meetings or rulings."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject with a page synthesised from all sources."""

    slug: str
    title: str
    short: str
    """Short form of the title, for cards and matrices; the title where none is given."""
    aliases: tuple[str, ...]
    definition: Passage | None
    questions: tuple[Question, ...]
    caveats: tuple[Passage, ...]
    gaps: tuple[Gap, ...]
    body: Passage | None
    """None where the author wrote no body: the page is then synthesised whole."""
    place: Place
    since: tuple[tuple[str, Place], ...] = ()
    """Ids of the events that are later than its sources, each with where it is named."""
    judgements: tuple[Judgement, ...] = ()
    """Those of the front matter; others may stand in the body."""
    tables: tuple[Table, ...] = ()

    @property
    def page(self) -> str:
        """Path of its generated page."""
        return f"topics/{self.slug}.md"


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place, document or event with a name, aliases and a page."""

    id: str
    name: str
    kind: Literal["person", "organisation", "place", "document", "event"]
    aliases: tuple[str, ...]
    says: Passage | None
    """What it is: a cited sentence."""
    place: Place

    @property
    def page(self) -> str:
        """Path of its generated page."""
        return f"entities/{self.id}.md"


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event: a cited sentence."""

    id: str
    date: str
    """EDTF."""
    earliest: str
    """First day that the date may mean, ISO; sorts events."""
    latest: str
    """Last day that the date may mean, ISO."""
    approximate: Passage | None
    """Why the date is uncertain, or None."""
    says: Passage
    topics: tuple[str, ...]
    place: Place
    chain: str = ""
    """Name of the row of events of one kind to which it belongs, or empty."""


@dataclass(frozen=True, slots=True)
class HandPage:
    """A page written by hand under docs/."""

    path: str
    """Path of the generated page, for example `index.md`."""
    title: str | None
    meta: Mapping[str, Any]
    body: Passage
    since: tuple[tuple[str, Place], ...] = ()
    """On the front page: ids of the events that are later than the sources, each with where it is named."""
    judgements: tuple[Judgement, ...] = ()
    """On the front page: the desk's own, across topics."""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that the desk wrote, read and resolved; mappings keep their files' order."""

    works: Mapping[Key, Work]
    sources: Mapping[Key, Source]
    topics: Mapping[str, Topic]
    entities: Mapping[str, Entity]
    events: tuple[Event, ...]
    pages: tuple[HandPage, ...]

    def passages(self) -> tuple[Passage, ...]:
        """Every authored passage, in reading order: pages, topics, entities, events, remarks on sources."""
        found: list[Passage | None] = []
        for page in self.pages:
            found += [p for judgement in page.judgements for p in judgement.passages()]
            found.append(page.body)
        for topic in self.topics.values():
            found.append(topic.definition)
            found += [p for judgement in topic.judgements for p in judgement.passages()]
            found.append(topic.body)
            found += [row.says for table in topic.tables for row in table.rows]
            found += [answer.says for question in topic.questions for answer in question.answers]
            found += topic.caveats
            found += [gap.because for gap in topic.gaps]
        found += [entity.says for entity in self.entities.values()]
        for event in self.events:
            found += [event.says, event.approximate]
        for source in self.sources.values():
            found += [source.about, *(caveat.because for caveat in source.caveats)]
        return tuple(passage for passage in found if passage)

    def since(self) -> frozenset[str]:
        """Ids of the events that some page names as later than its sources."""
        pages: tuple[Topic | HandPage, ...] = (*self.topics.values(), *self.pages)
        return frozenset(id for page in pages for id, _ in page.since)


# --- derived: evidence and links -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """One work cited at one place, as in `[@key, ¶3–4]`."""

    key: Key
    locators: tuple[int, ...]
    """Paragraph numbers in order, ranges unfolded; empty where the work is cited whole."""
    start: int
    end: int
    """Offsets of this item within the passage's text, brackets and separators left out."""


@dataclass(frozen=True, slots=True)
class CitationGroup:
    """A bracketed group of citations, `[@a, ¶3; @b, ¶7]`, with its offsets."""

    citations: tuple[Citation, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """A miss that the author allows in place, with the reason, which is published."""

    text: str
    because: str
    place: Place


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """The words of a digest paragraph that bear out one thing of a claim."""

    key: Key
    n: int
    """First number of the digest paragraph."""
    start: int
    end: int
    """Offsets in `briefing.evidence.lookup.wording(paragraph.text, language).text`: its plain, normalised text."""
    text: str
    """The words, as they stand there."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing in a claim that had to be found in the cited paragraphs."""

    kind: Literal["quotation", "number", "date", "name", "locator", "support"]
    value: str
    """As it stands in the sentence."""
    outcome: Literal["found", "waived", "missing"]
    where: tuple[tuple[Key, int], ...]
    """Cited paragraphs in which it was found; for a miss, other paragraphs in which it does stand."""
    matches: tuple[Match, ...] = ()
    """The words of the cited digests that bear it out; none where only an original, a note or a reference does."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence with its citations."""

    id: str
    """`c-` and a short hash of home page and wording: an edit elsewhere does not change it."""
    kind: ClaimKind
    passage: Passage
    start: int
    end: int
    """Offsets of the sentence, its citation groups included, within `passage.text`."""
    text: str
    """The sentence as plain text, citations and markup gone."""
    groups: tuple[CitationGroup, ...]
    checks: tuple[Check, ...]
    waivers: tuple[Waiver, ...]
    place: Place

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All its citations, in order."""
        return tuple(c for group in self.groups for c in group.citations)

    @property
    def home(self) -> str:
        """Path of the page on which it is read."""
        return self.passage.home


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject (an entity or a topic) named in a digest paragraph."""

    subject: str
    """`entities/ID` or `topics/SLUG`."""
    key: Key
    n: int
    """First number of the digest paragraph."""
    start: int
    end: int
    """Offsets in the digest paragraph's text."""


@dataclass(frozen=True, slots=True)
class LinkedLibrary:
    """A library with its claims, mentions and the links in both directions."""

    library: Library
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    cited_by: Mapping[tuple[Key, int], tuple[Claim, ...]]
    """Source paragraph → the claims that rely on it; exactly the reverse of the claims' citations."""
    cited_in: Mapping[Key, tuple[Place | Claim, ...]] = field(default_factory=dict)
    """Work → where it is cited: claims, and notes of sources (as their place)."""
