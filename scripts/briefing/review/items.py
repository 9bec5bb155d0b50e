"""What there is to read: claims, digest paragraphs, caveats and outside records, with fingerprints of both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from briefing.evidence.asides import beside
from briefing.evidence.lock import Lock, fingerprint
from briefing.evidence.markup import NOTE_MARK, plain
from briefing.model import Caveat, Claim, DigestParagraph, Document, Key, Library, Place, Source, Work
from briefing.review.frames import frames_of

Kind = Literal["claim", "digest", "caveat", "gap", "correction", "record"]
DIGITS = 16
"""Hexadecimal digits of a fingerprint in a record."""
UNKNOWN = ""
"""Fingerprint of an original's paragraph that is neither at hand nor in evidence.lock."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read: what is said, and what it is read against."""

    id: str
    """A claim's id, `KEY ¶n`, `KEY caveat: FIELD`, `KEY correction: ACTION WORDS`, `SLUG gap: WORDS`, `KEY record`."""
    kind: Kind
    text: str
    """What is said, in plain text."""
    frame: str
    """What belongs to it on the page: an event's date, an entity's name, an answer's question and stance, a table's
    columns, what the desk says of a key judgement; and what readers get beside its words: alternative texts, titles."""
    said: str
    """Fingerprint of text and frame."""
    against: tuple[tuple[str, str], ...]
    """What it is read against, in order: (`KEY ¶n`, fingerprint); `UNKNOWN` where nobody can say."""
    page: str
    """Path of the generated page on which it is read."""
    place: Place

    @property
    def keys(self) -> tuple[Key, ...]:
        """The works that it is read against, or belongs to."""
        return tuple(dict.fromkeys(ref.partition(" ")[0] for ref, _ in self.against))

    def beside(self, against: tuple[tuple[str, str], ...]) -> Item:
        """The same thing, read against something else."""
        return Item(self.id, self.kind, self.text, self.frame, self.said, against, self.page, self.place)


class _DigestItem(Item):
    """A digest paragraph, whose texts and fingerprints are made when they are asked for: a large shelf has many."""

    __slots__ = ("_of",)
    _of: tuple[Source, DigestParagraph, Lock, Document | None]

    def __init__(self, source: Source, paragraph: DigestParagraph, lock: Lock, document: Document | None) -> None:
        object.__setattr__(self, "_of", (source, paragraph, lock, document))

    @property
    def id(self) -> str:
        return f"{self._of[0].key} ¶{self._of[1].first}"

    @property
    def kind(self) -> Kind:
        return "digest"

    @property
    def text(self) -> str:
        return plain(self._of[1].text)

    @property
    def frame(self) -> str:
        return ""

    @property
    def said(self) -> str:
        return short(evidence_text(*self._of[:2]))

    @property
    def against(self) -> tuple[tuple[str, str], ...]:
        return ((f"original ¶{self._of[1].first}", _original(*self._of)),)

    @property
    def page(self) -> str:
        return f"sources/{self._of[0].key}.md"

    @property
    def place(self) -> Place:
        return self._of[1].place


def find_items(
    library: Library, claims: tuple[Claim, ...], lock: Lock, originals: Mapping[Key, Document] | None = None
) -> tuple[Item, ...]:
    """Everything that a person may read, in reading order: claims, then each source with its caveats, then records.

    The other side of a digest paragraph is its original: as at hand in `originals`, else as `lock` has it.
    """
    frames = frames_of(library)
    found = [_claim(claim, library, frames.get(claim.passage, "")) for claim in claims if claim.groups]
    found += _gaps(library)
    for source in library.sources.values():
        found += _source(source, lock, (originals or {}).get(source.key))
    cited = dict.fromkeys(c.key for claim in claims for c in claim.citations if not c.locators)
    found += [_record(library.works[key]) for key in cited if key in library.works]
    return tuple(found)


def short(text: str) -> str:
    """Fingerprint of a text as a record holds it: the first digits of its SHA-256, after the declared normalisation."""
    return fingerprint(text)[:DIGITS]


def evidence_text(source: Source, paragraph: DigestParagraph) -> str:
    """What is fingerprinted of a cited paragraph: its text, its waivers, and its notes."""
    labels = [match.group()[2:-1] for match in NOTE_MARK.finditer(paragraph.text)]
    notes = (source.notes[label].text for label in labels if label in source.notes)
    return "\n".join([paragraph.written, *notes])


def reference_text(work: Work) -> str:
    """What is fingerprinted of a work that is cited whole: who, what, when, where."""
    csl = work.csl
    fields = ("title", "container-title", "publisher", "genre", "number", "URL", "DOI")
    people = [" ".join(str(v) for v in name.values()) for name in csl.get("author") or ()]
    return "\n".join([*people, *(str(csl[name]) for name in fields if csl.get(name)), work.date])


def _claim(claim: Claim, library: Library, frame: str) -> Item:
    against: dict[str, str] = {}
    for citation in claim.citations:
        source = library.sources.get(citation.key)
        for n in citation.locators:
            paragraph = source.paragraph(n) if source else None
            ref = f"{citation.key} ¶{paragraph.first if paragraph else n}"
            against[ref] = short(evidence_text(source, paragraph)) if source and paragraph else UNKNOWN
        if not citation.locators:
            work = library.works.get(citation.key)
            against[citation.key] = short(reference_text(work)) if work else UNKNOWN
    frame = "\n".join(filter(None, (frame, *beside(claim.passage.text, claim.start, claim.end))))
    said = short(f"{claim.text}\n{frame}" if frame else claim.text)
    return Item(claim.id, "claim", claim.text, frame, said, tuple(against.items()), claim.home, claim.place)


def _gaps(library: Library) -> Iterator[Item]:
    """What a topic says that the sources don't say, which is read against the whole shelf."""
    shelf = "\n".join(f"{s.key} {s.sha256}" for s in library.sources.values() if s.rights != "record")
    for topic in library.topics.values():
        for gap in topic.gaps:
            rows = (gap.because.text, gap.says)
            more = (words for row in rows for words in beside(row, 0, len(row)))
            text, because = plain(gap.says), "\n".join([plain(gap.because.text), *more])
            yield Item(f"{topic.slug} gap: {text}", "gap", text, because, short(f"{text}\n{because}"),
                       (("the shelf", short(shelf)),), topic.page, gap.place)  # fmt: skip


def _source(source: Source, lock: Lock, document: Document | None) -> Iterator[Item]:
    """The digest of a source, and its caveats."""
    page = f"sources/{source.key}.md"
    if source.rights == "digest":
        yield from (_DigestItem(source, paragraph, lock, document) for paragraph in source.paragraphs)
    seen: Counter[str] = Counter()
    for caveat in source.caveats:
        seen[caveat.field] += 1
        again = f" ({seen[caveat.field]})" if seen[caveat.field] > 1 else ""
        text = _caveat(caveat)
        whole = (("original", source.sha256[:DIGITS]),) if source.sha256 else ()
        yield Item(f"{source.key} caveat: {caveat.field}{again}", "caveat", text, "", short(text), whole, page,
                   caveat.place)  # fmt: skip
    yield from _corrections(source)


def _corrections(source: Source) -> Iterator[Item]:
    """What somebody said of the original's structure."""
    whole = (("original", source.sha256[:DIGITS]),) if source.sha256 else ()
    for one in source.corrections:
        rows = (one.words, *one.value, one.number, one.rule, *(f"{n}" for n in (one.line, one.page, one.level) if n))
        text = " ".join([one.action, *(row for row in rows if row)])
        yield Item(f"{source.key} correction: {text}", "correction", text, "", short(text), whole,
                   f"sources/{source.key}.md", one.place)  # fmt: skip


def _original(source: Source, paragraph: DigestParagraph, lock: Lock, document: Document | None) -> str:
    """Fingerprint of the original's paragraphs under a digest paragraph's numbers."""
    if document is not None:
        rows = (p.text for p in document.paragraphs if paragraph.first <= p.n <= paragraph.last)
        return short("\n".join(rows))
    entry = lock.get(source.key)
    if entry is None or (source.sha256 and entry.original != source.sha256):
        return UNKNOWN
    return entry.paragraphs.get(paragraph.first, (UNKNOWN, ""))[0][:DIGITS]


def _caveat(caveat: Caveat) -> str:
    rows = (("printed", caveat.printed), ("used", caveat.used), ("because", caveat.because.text))
    return f"{caveat.field}: " + "; ".join(f"{name} {text}" for name, text in rows if text)


def _record(work: Work) -> Item:
    text = reference_text(work)
    shown = " · ".join(text.split("\n"))
    return Item(f"{work.key} record", "record", shown, "", short(text), (), "bibliography.md", work.place)
