"""The shelf: every paragraph that can be cited, with what can be looked up in it; each is indexed when asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from math import log
from typing import Any

from briefing.evidence.citations import parse_citations
from briefing.evidence.dates import Span, found_in
from briefing.evidence.facts import Fact, Name, Weekday
from briefing.evidence.forms import initials
from briefing.evidence.language import Language
from briefing.evidence.lookup import Place, Wording, wording
from briefing.evidence.markup import NOTE_MARK
from briefing.evidence.quotations import find_quotations, place_in, stands_in
from briefing.evidence.script import language_of as spoken_in
from briefing.evidence.subjects import Subjects, collect_subjects, tokens
from briefing.evidence.wording import normalise
from briefing.model import Document, Key, Library, Source, Work

FIRST = 8
"""Paragraphs by whose letters a source's script is told."""
SUBJECT_SHARE = 0.5
"""A name that stands in more than this share of a source's paragraphs is what the source is about, and need not be
repeated in each."""

CHIEF_SHARE = 0.3
"""One in more than this share of them, where no other of its kind stands in more, may be left unnamed in the others."""

Found = tuple[Wording, Place]
"""A part of a paragraph and the offsets of what was found in it."""


class Evidence:
    """What one paragraph of a source says: its digest with its notes and, where at hand, the original's wording."""

    def __init__(self, shelf: Shelf, source: Source, n: int) -> None:
        self.shelf, self.key, self.n = shelf, source.key, n
        paragraph = source.paragraph(n)
        spoken = shelf.language_of(source.key)
        self.digest = wording(paragraph.text, spoken) if paragraph else None
        self.foreign = spoken is not shelf.language
        """Whether it is in another language than the desk's, so that words can't be compared."""
        document = shelf.originals.get(source.key)
        self.original = None
        if document and n <= len(document.paragraphs):
            language = shelf.language_of_original(source.key)
            self.original = Wording(normalise(document.paragraphs[n - 1].text), language)
        self.markdown = paragraph.text if paragraph else ""
        self.whole = source.rights == "full"
        self.notes = tuple(source.notes[label] for label in _labels(self.markdown) if label in source.notes)

    @cached_property
    def parts(self) -> tuple[Wording, ...]:
        """Digest, original and notes."""
        notes = (wording(note.text, self.shelf.language) for note in self.notes)
        return (*(part for part in (self.digest, self.original) if part), *notes)

    @cached_property
    def all_parts(self) -> tuple[Wording, ...]:
        """These and the printed references of the works that its notes cite: those have names and words of it, but the
        day on which such a work came out, and the number of its volume, say nothing of what the paragraph tells."""
        return (*self.parts, *map(self.shelf.reference, self.noted))

    @cached_property
    def noted(self) -> tuple[Key, ...]:
        """The works that its notes cite."""
        groups = (group for note in self.notes for group in parse_citations(note.text)[0])
        keys = (citation.key for group in groups for citation in group.citations)
        return tuple(key for key in keys if key in self.shelf.library.works)

    def places(self, fact: Fact) -> Iterator[Found]:
        """Where it states a number, a date or a name: its parts with offsets, the digest first."""
        for part in self.all_parts if fact.kind == "name" else self.parts:
            if fact.kind == "number":
                yield from ((part, place) for place in part.number_places(fact.value))
            elif isinstance(fact.value, Weekday):
                yield from ((part, place) for place in part.weekday_places(fact.value))
            elif fact.kind == "date":
                yield from ((part, place) for span in fact.value for place in part.date_places(span))
            elif fact.kind == "name":
                yield from ((part, place) for place in self._name_places(part, fact.value))

    def _name_places(self, part: Wording, name: Name) -> Iterator[Place]:
        if name.subject:
            yield from part.subjects(self.shelf.subjects).get(name.subject, ())
        yield from part.name_places(name.words)

    def has_date(self, spans: tuple[Span, ...], supplied: tuple[int, ...] = ()) -> bool:
        """Whether it states one of these spans, or one within it; `supplied` are years that may be added."""
        dates = [date for part in self.parts for date in part.spans]
        return any(found_in(span, dates, supplied) for span in spans)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The one year that its own dates name, which its days without one share; none where it names several."""
        years = {y // 10000 for part in self.parts for span in part.spans if span.dated for y in span}
        return tuple(years) if len(years) == 1 else ()

    def has_name(self, name: Name) -> bool:
        """Whether it names the subject under any alias, or has these words side by side."""
        return any(True for part in self.all_parts for _ in self._name_places(part, name))

    @cached_property
    def lower(self) -> frozenset[str]:
        """Its words that stand in lower case."""
        return frozenset().union(*(part.lower for part in self.all_parts))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Its words that stand with a capital inside a sentence and nowhere in lower case."""
        return frozenset().union(*(part.capitals for part in self.all_parts)) - self.lower

    def quotation_places(self, quotation: str) -> Iterator[Found]:
        """Where the original has these words or, where it is not at hand, the digest quotes them; the digest first."""
        if self.digest and (self.original is None or stands_in(quotation, self.original.text)):
            text = self.digest.text
            quoted = [(0, len(text))] if self.whole else [(fact.start, fact.end) for fact in find_quotations(text)]
            for start, end in quoted:
                if (at := place_in(quotation, text[start:end])) is not None:
                    yield self.digest, (start + at, start + at + len(quotation))
        if self.original and (at := place_in(quotation, self.original.text)) is not None:
            yield self.original, (at, at + len(quotation))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the content words of its digest and notes, and the subjects that it names; the original's are left
        out, so that support is judged alike with and without it."""
        parts = [part for part in self.all_parts if part is not self.original]
        return frozenset().union(*(part.stems | part.subjects(self.shelf.subjects).keys() for part in parts))


class Shelf:
    """All evidence of a library, with or without the originals."""

    def __init__(self, library: Library, originals: Mapping[Key, Document] | None, language: Language) -> None:
        self.library, self.language = library, language
        self.originals = originals or {}
        self.subjects: Subjects = collect_subjects(library, language)
        self._evidence: dict[tuple[Key, int], Evidence] = {}
        self._counts: dict[tuple[Key, str], int] = {}
        self.mentions: dict[Wording, tuple[Fact, ...]] = {}
        """Names of paragraphs that are no entity's, kept by those who look for them."""
        self._references: dict[Key, Wording] = {}
        self._about: dict[tuple[Key, Name], bool] = {}
        self._named_in: dict[Key, Counter[str]] = {}
        self._authors: dict[Key, tuple[tuple[str, ...], ...]] = {}
        self._languages: dict[tuple[Key, bool], Language] = {}
        self._letters: dict[Key, tuple[tuple[int, str], ...]] = {}
        self._joined: dict[Key, tuple[str, list[int]]] = {}
        """The letters of a source's paragraphs as one text, and where each ends."""
        self.missed = 0
        """How many facts were missing until now, for which all sources were looked through."""

    def forget(self) -> None:
        """Lets go of what was looked up in paragraphs: all of it, for very many sources, is more than need be held."""
        self._evidence.clear()
        self.mentions.clear()
        wording.cache_clear()

    @cached_property
    def without_originals(self) -> Shelf:
        """The same where no original is at hand."""
        return Shelf(self.library, None, self.language) if self.originals else self

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Subject → what kind of thing it is."""
        return {f"entities/{identity}": entity.kind for identity, entity in self.library.entities.items()}

    def evidence(self, key: Key, n: int) -> Evidence | None:
        """The evidence at `¶n` of a source, or None where there is none; the paragraphs of a range share theirs."""
        found = self._evidence.get((key, n))
        if found is None:
            source = self.library.sources.get(key)
            paragraph = source.paragraph(n) if source else None
            if source is None or (paragraph is None and key not in self.originals):
                return None
            first = paragraph.first if paragraph else n
            found = self._evidence.get((key, first)) or Evidence(self, source, first)
            self._evidence[key, n] = self._evidence[key, first] = found
        return found

    def all_of(self, key: Key) -> Iterator[Evidence]:
        """All evidence of one source, in order."""
        for paragraph in self.library.sources[key].paragraphs:
            if evidence := self.evidence(key, paragraph.first):
                yield evidence

    def language_of(self, key: Key) -> Language:
        """The language of a source's paragraphs: the desk's own, unless they are the source's or in its script."""
        if (key, False) not in self._languages:
            source = self.library.sources[key]
            text = " ".join(p.text for p in source.paragraphs[:FIRST])
            own = self._named(key) if source.rights == "full" else ""
            self._languages[key, False] = spoken_in(text, self.language, own)
        return self._languages[key, False]

    def language_of_original(self, key: Key) -> Language:
        """The language of a source's original."""
        if (key, True) not in self._languages:
            text = " ".join(p.text for p in self.originals[key].paragraphs)
            self._languages[key, True] = spoken_in(text, self.language, self._named(key))
        return self._languages[key, True]

    def _named(self, key: Key) -> str:
        """The language that a work's entry names, empty where it names none."""
        work = self.library.works.get(key)
        return str(work.csl.get("language") or "") if work else ""

    def letters(self, key: Key) -> tuple[tuple[int, str], ...]:
        """First number and case-folded text of each digest paragraph of a source: looked at before any is indexed."""
        if key not in self._letters:
            source = self.library.sources[key]
            self._letters[key] = tuple((p.first, p.text.casefold()) for p in source.paragraphs)
        return self._letters[key]

    def scarcity(self, stem: str, keys: Iterable[Key]) -> float:
        """How rare a stem or a subject is in these sources' paragraphs: 1 where none has it, 0 where all do."""
        count = total = 0
        for key in keys:
            if (key, stem) not in self._counts:
                self._counts[key, stem] = self._count(key, stem)
            count, total = count + self._counts[key, stem], total + len(self.letters(key))
        return log((total + 1) / (count + 0.5)) / log((total + 1) / 0.5)

    def _count(self, key: Key, stem: str) -> int:
        """How many paragraphs of a source have a stem, by their letters, or name a subject."""
        if key not in self._joined:
            rows = [letters for _, letters in self.letters(key)]
            self._joined[key] = "\n".join(rows), list(accumulate(len(row) + 1 for row in rows))
        if "/" in stem:
            names = [" ".join(words) for words, _ in self.subjects.by_subject.get(stem, ())]
        else:
            names = [stem[: max(3, len(stem) - 1)]]
        text, ends = self._joined[key]
        found = set[int]()
        for name in names:
            at = text.find(name)
            while at >= 0:
                found.add(paragraph := bisect_right(ends, at))
                at = text.find(name, ends[paragraph]) if paragraph < len(ends) else -1
        return len(found)

    def reference(self, key: Key) -> Wording:
        """What a page prints of a work in its note: authors, title, publisher, date; nothing where it has no entry."""
        if key not in self._references:
            work = self.library.works.get(key)
            self._references[key] = Wording(normalise(_printed(work)) if work else "", self.language)
        return self._references[key]

    def title(self, key: Key) -> Wording:
        """The title of a work."""
        return wording(str(self.library.works[key].csl.get("title") or ""), self.language)

    def outlet(self, key: Key) -> Wording:
        """Where a work came out."""
        return wording(str(self.library.works[key].csl.get("container-title") or ""), self.language)

    def authors(self, key: Key) -> tuple[tuple[str, ...], ...]:
        """What a work's authors are called: a person by the family name, an institution by its whole name, its short
        name or its initials."""
        if key not in self._authors:
            csl = self.library.works[key].csl
            names = [
                n.get("family") or n.get("literal") or ""
                for role in ("author", "author-short", "editor")
                for n in csl.get(role, ())
            ]
            names.append(str(csl.get("shortauthor") or ""))
            words = [tuple(token.key for token in tokens(normalise(str(name)))) for name in names]
            short = [(initials(name, self.language),) for name in words if len(name) > 2]
            self._authors[key] = tuple(dict.fromkeys(name for name in (*words, *short) if name))
        return self._authors[key]

    def years(self, key: Key) -> tuple[int, ...]:
        """The years of a work's own date."""
        work = self.library.works.get(key)
        rows = ((work.csl.get("issued") or {}).get("date-parts") or []) if work else []
        return tuple(int(row[0]) for row in rows if row)

    def year_before(self, key: Key, date: Span) -> tuple[int, ...]:
        """The year before a source's own, where a date comes later in the year than the source came out: `In October`
        of a report of April."""
        work = self.library.works.get(key)
        rows = ((work.csl.get("issued") or {}).get("date-parts") or []) if work else []
        return tuple(int(row[0]) - 1 for row in rows if len(row) > 1 and date.last // 100 % 100 > int(row[1]))

    def wording(self, markdown: str) -> Wording:
        """A Markdown text, indexed."""
        return wording(markdown, self.language)

    def is_about(self, key: Key, name: Name) -> bool:
        """Whether a source is about this name: it stands in more than `SUBJECT_SHARE` of its paragraphs."""
        if (key, name) not in self._about:
            paragraphs = list(self.all_of(key))
            self._about[key, name] = sum(e.has_name(name) for e in paragraphs) > SUBJECT_SHARE * len(paragraphs)
        return self._about[key, name]

    def is_chief(self, key: Key, subject: str) -> bool:
        """Whether a source tells of an entity throughout: it stands in more than `CHIEF_SHARE` of its paragraphs, and
        no other of its kind in more."""
        if key not in self._named_in:
            named = ({s for part in e.parts for s in part.subjects(self.subjects)} for e in self.all_of(key))
            self._named_in[key] = Counter(subject for subjects in named for subject in subjects)
        counts, kind = self._named_in[key], self.kinds.get(subject)
        most = max((n for other, n in counts.items() if self.kinds.get(other) == kind), default=0)
        return counts[subject] == most > CHIEF_SHARE * len(self.letters(key))

    def is_known(self, key: Key, words: tuple[str, ...]) -> bool:
        """Whether a source, its reference or an entity has this whole name, so that a part may stand for it."""
        if words in self.subjects.names or (key in self.library.works and any(self.reference(key).name_places(words))):
            return True
        return any(True for e in self.all_of(key) for part in e.all_parts for _ in part.name_places(words))


def _labels(markdown: str) -> list[str]:
    return [match.group()[2:-1] for match in NOTE_MARK.finditer(markdown)]


def _printed(work: Work) -> str:
    """The facts of a work that its reference prints, as one text."""
    csl = work.csl
    people = [name for role in ("author", "editor", "translator") for name in csl.get(role, ())]
    names = [" ".join(str(n.get(part, "")) for part in ("given", "family", "literal")) for n in people]
    fields = (
        "title",
        "title-short",
        "container-title",
        "collection-title",
        "publisher",
        "publisher-place",
        "genre",
        "number",
        "note",
    )
    return ". ".join([*names, *(str(csl[field]) for field in fields if csl.get(field)), *_issued(csl)])


def _issued(csl: Mapping[str, Any]) -> list[str]:
    """The date of a work as text, day and month where it has them."""
    rows = (csl.get("issued") or {}).get("date-parts") or []
    return ["-".join(f"{int(part):02d}" for part in row) for row in rows if row]
