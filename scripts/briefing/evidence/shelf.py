"""The shelf: every paragraph that can be cited, with what can be looked up in it; each is indexed when asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from math import log
from typing import Any

from briefing.evidence.citations import parse_citations
from briefing.evidence.dates import Span, found_in
from briefing.evidence.language import Language
from briefing.evidence.lookup import Wording, wording
from briefing.evidence.markup import NOTE_MARK, plain
from briefing.evidence.quotations import find_quotations, stands_in
from briefing.evidence.script import language_of as spoken_in
from briefing.evidence.subjects import Subjects, collect_subjects, tokens
from briefing.evidence.wording import normalise
from briefing.model import Document, Key, Library, Source, Work

SUBJECT_SHARE = 0.5
"""A name that stands in more than this share of a source's paragraphs is what the source is about, and need not be
repeated in each."""

_INSIDE = re.compile(r"(?<=[^\W\d_][ ,;])[ ]?([^\W\d_]{2,})")
"""A word that a word stands before in the same sentence."""

_OPENERS = re.compile(r"(?:^|[.!?][\"')]* )[\"'(]*([^\W\d_]{2,})")
"""A word with which a sentence begins."""


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
        """Digest, original, notes, and the printed references of the works that its notes cite."""
        parts = [part for part in (self.digest, self.original) if part]
        for note in self.notes:
            parts.append(wording(note.text, self.shelf.language))
            groups, _ = parse_citations(note.text)
            parts += [
                self.shelf.reference(c.key) for g in groups for c in g.citations if c.key in self.shelf.library.works
            ]
        return tuple(parts)

    def has_number(self, value: Any) -> bool:
        """Whether it states this number."""
        return any(value in part.numbers for part in self.parts)

    def has_date(self, spans: tuple[Span, ...], supplied: tuple[int, ...] = ()) -> bool:
        """Whether it states one of these spans, or one within it; `supplied` are years that may be added."""
        dates = [date for part in self.parts for date in part.dates]
        return any(found_in(span, dates, supplied) for span in spans)

    def has_name(self, subject: str, words: tuple[str, ...]) -> bool:
        """Whether it names the subject under any alias, or has all these words."""
        if subject and subject in self.subjects:
            return True
        if subject:
            return any(part.has_run(words) for part in self.parts)
        return any(all(part.names(word) for word in words) for part in self.parts)

    def has_quotation(self, quotation: str) -> bool:
        """Whether the original has these words or, where it is not at hand, the digest quotes them."""
        if self.original:
            return stands_in(quotation, self.original.text)
        if self.digest is None:
            return False
        if self.whole:
            return stands_in(quotation, self.digest.text)
        return any(stands_in(quotation, fact.value) for fact in find_quotations(plain(self.markdown)))

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The subjects that it names."""
        return frozenset().union(*(part.subjects(self.shelf.subjects) for part in self.parts))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the content words of its digest and notes, and the subjects that it names; the original's are left
        out, so that support is judged alike with and without it."""
        parts = [part for part in self.parts if part is not self.original]
        return frozenset().union(*(part.stems | part.subjects(self.shelf.subjects) for part in parts))


class Shelf:
    """All evidence of a library, with or without the originals."""

    def __init__(self, library: Library, originals: Mapping[Key, Document] | None, language: Language) -> None:
        self.library, self.language = library, language
        self.originals = originals or {}
        self.subjects: Subjects = collect_subjects(library, language)
        self._evidence: dict[tuple[Key, int], Evidence] = {}
        self._references: dict[Key, Wording] = {}
        self._languages: dict[tuple[Key, bool], Language] = {}
        self._letters: dict[Key, tuple[tuple[int, str], ...]] = {}

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
        """The language of a source's paragraphs: the desk's own, unless they are the source's own words."""
        if (key, False) not in self._languages:
            source = self.library.sources[key]
            text = " ".join(p.text for p in source.paragraphs) if source.rights == "full" else ""
            self._languages[key, False] = spoken_in(text, self.language, self._named(key) if text else "")
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

    def indexed(self) -> tuple[Evidence, ...]:
        """The evidence that has been asked for so far, in a stable order."""
        rows = sorted(self._evidence.items(), key=lambda row: row[0])
        return tuple(evidence for (_, n), evidence in rows if n == evidence.n)

    def reference(self, key: Key) -> Wording:
        """What a page prints of a work in its note: authors, title, publisher, date."""
        if key not in self._references:
            self._references[key] = Wording(normalise(_printed(self.library.works[key])), self.language)
        return self._references[key]

    def authors(self, key: Key) -> frozenset[str]:
        """Family names of a work's authors, as they are compared."""
        names = (n.get("family") or n.get("literal") or "" for n in self.library.works[key].csl.get("author", ()))
        return frozenset(token.key for name in names for token in tokens(normalise(str(name)))[-1:])

    def years(self, key: Key) -> tuple[int, ...]:
        """The years of a work's own date."""
        work = self.library.works.get(key)
        rows = ((work.csl.get("issued") or {}).get("date-parts") or []) if work else []
        return tuple(int(row[0]) for row in rows if row)

    def wording(self, markdown: str) -> Wording:
        """A Markdown text, indexed."""
        return wording(markdown, self.language)

    def is_common(self, word: str) -> bool:
        """Whether a word, in lower case, is a common one and no name: a function word, or used so on the shelf."""
        language = self.language
        if word in language.function_words or word in self._lower or language.stem(word) in self._lower_stems:
            return True
        return word not in self._capitals and any(
            word.endswith(ending) and len(word) > len(ending) + 2 for ending in language.common_endings
        )

    @cached_property
    def _lower(self) -> frozenset[str]:
        """Words in lower case, of the paragraphs indexed when first asked and of all that the desk wrote."""
        texts = [passage.text for passage in self.library.passages()]
        for topic in self.library.topics.values():
            texts += [
                *topic.aliases,
                *(question.ask for question in topic.questions),
                *(gap.says for gap in topic.gaps),
            ]
        indexed = (part.lower for evidence in self._evidence.values() for part in evidence.parts)
        return frozenset().union(*(self.wording(text).lower for text in texts), *indexed)

    @cached_property
    def _lower_stems(self) -> frozenset[str]:
        return frozenset(self.language.stem(word) for word in self._lower)

    def is_opener(self, word: str) -> bool:
        """Whether a word, in lower case, has a capital on the shelf only where sentences begin: no name, likely."""
        return word in self._openers

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(part.text for evidence in self.indexed() for part in evidence.parts)

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """Words that stand with a capital inside a sentence, in lower case."""
        rows = (word for text in self._texts for word in _INSIDE.findall(text))
        return frozenset(word.casefold() for word in rows if word[0].isupper())

    @cached_property
    def _openers(self) -> frozenset[str]:
        rows = (word for text in self._texts for word in _OPENERS.findall(text))
        return frozenset(word.casefold() for word in rows if word[0].isupper()) - self._capitals

    def is_about(self, key: Key, subject: str, words: tuple[str, ...]) -> bool:
        """Whether a source is about this name: it stands in more than `SUBJECT_SHARE` of its paragraphs."""
        paragraphs = list(self.all_of(key))
        return sum(e.has_name(subject, words) for e in paragraphs) > SUBJECT_SHARE * len(paragraphs)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Stem → how much it tells: the logarithm of how rare it is among the paragraphs indexed so far."""
        counts: Counter[str] = Counter()
        indexed = self.indexed()
        for evidence in indexed:
            counts.update(evidence.stems)
        total = len(indexed)
        return {stem: log((total + 1) / (count + 0.5)) for stem, count in counts.items()}


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
