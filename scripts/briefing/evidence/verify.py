"""Digests against their originals: what a digest paragraph states stands in that paragraph of the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from briefing.codes import report
from briefing.evidence.asides import asides
from briefing.evidence.citations import parse_citations
from briefing.evidence.copying import COPIED, copied, runs_of
from briefing.evidence.derived import counts_list
from briefing.evidence.examine import facts_of, is_common
from briefing.evidence.facts import Fact, Name, Weekday
from briefing.evidence.language import language as language_of
from briefing.evidence.lock import check_lock, read_lock
from briefing.evidence.lookup import Wording
from briefing.evidence.markup import NOTE_MARK, plain
from briefing.evidence.quantities import bears_out
from briefing.evidence.quotations import stands_in
from briefing.evidence.shelf import Shelf
from briefing.evidence.waivers import find_waivers
from briefing.evidence.wording import normalise
from briefing.model import DigestParagraph, Document, Key, Library, Place, Source, SourceNote
from briefing.problems import Problem


def verify_digests(
    library: Library, originals: Mapping[Key, Document], files: Mapping[str, bytes], language: str = "en"
) -> tuple[Problem, ...]:
    """What is wrong with the digests, by source and paragraph.

    A source whose original is given is compared with it. For the others evidence.lock among the files says what was
    compared, and a digest paragraph that has changed since is reported.
    """
    lock, problems = read_lock(files)
    found = [*problems, *(problem for source in library.sources.values() for problem in _unreadable(source))]
    shelf = Shelf(library, originals, language_of(language))
    for key, source in library.sources.items():
        if key in originals:
            found += _Comparison(source, originals[key], shelf).problems()
    absent = tuple(check_lock(library, lock))
    paths = {source.place.path for key, source in library.sources.items() if key in originals}
    found += [problem for problem in absent if problem.path not in paths]
    return tuple(found)


def _unreadable(source: Source) -> Iterator[Problem]:
    """Waivers in a digest that can't be read, or that give no reason."""
    rows = [(paragraph.remarks, paragraph.place) for paragraph in source.paragraphs]
    for remarks, place in (*rows, *((note.text, note.place) for note in source.notes.values())):
        for waiver in find_waivers(remarks):
            if waiver.wrong:
                yield report("E320", place, waiver.wrong, found=remarks[waiver.start : waiver.end])


class _Comparison:
    """One digest and its original."""

    def __init__(self, source: Source, document: Document, shelf: Shelf) -> None:
        self.source, self.document, self.shelf = source, document, shelf
        self.texts = {p.n: normalise(p.text) for p in document.paragraphs}
        self.frame = Wording(self._frame(), shelf.language)
        self.language = shelf.language_of_original(source.key)
        self.lower = frozenset[str]().union(*(text.lower for text in self.wordings))
        self.capitals = frozenset[str]().union(*(text.capitals for text in self.wordings)) - self.lower
        calls = NOTE_MARK.finditer(
            " ".join([*(p.text for p in document.paragraphs), *(h.text for h in document.headings)])
        )
        self.uncalled = document.notes.keys() - {call.group()[2:-1] for call in calls}
        """Notes of which the original's marker was not found: a digest may call them where it sees fit."""
        self.runs = runs_of(self.texts.values(), shelf.language)

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong with this digest."""
        source, count = self.source, len(self.document.paragraphs)
        if source.sha256 and source.sha256 != self.document.sha256:
            yield report(
                "E330", source.place, f"The original given for `{source.key}` is not the one that was digested.",
                expected=f"SHA-256 {source.sha256}", found=self.document.sha256,
            )  # fmt: skip
            return
        if source.count != count:
            yield report(
                "E331", source.place, f"The original of `{source.key}` has {count} paragraphs.",
                expected=f"paragraphs: {count}", found=f"paragraphs: {source.count}",
            )  # fmt: skip
        for paragraph in source.paragraphs:
            if paragraph.last > count:
                yield report("E331", paragraph.place, f"The original of `{source.key}` has no ¶{paragraph.last}.")
            elif source.rights != "record":
                yield from self._paragraph(paragraph)
        if source.rights != "record":
            yield from self._headings()
            for note in source.notes.values():
                yield from self._note(note)

    def _frame(self) -> str:
        """What every paragraph of the digest may take for granted: title, byline, and the facts of the work's entry."""
        document = self.document
        reference = self.shelf.reference(self.source.key).text if self.source.key in self.shelf.library.works else ""
        printed = (document.title or "", *document.byline, *(m.value for m in document.metadata), reference)
        return normalise(". ".join(printed))

    def _paragraph(self, paragraph: DigestParagraph) -> Iterator[Problem]:
        """One digest paragraph against the original's of the same numbers."""
        numbers = range(paragraph.first, paragraph.last + 1)
        text = " ".join(self.texts[n] for n in numbers)
        labels = [match.group()[2:-1] for match in NOTE_MARK.finditer(text)]
        yield from self._marks(paragraph, labels)
        notes = [normalise(self.document.notes[label].text) for label in labels if label in self.document.notes]
        sections = [p.section or "" for p in self.document.paragraphs if p.n in numbers]
        original = Wording(NOTE_MARK.sub("", " \n ".join([text, *notes, *sections])), self.language)
        caveats = [c.used or "" for c in self.source.caveats if _mentioned(c.field, numbers) or c.field[:1] != "¶"]
        where = f"¶{paragraph.first} of the original"
        yield from self._said(paragraph.text, paragraph.remarks, where, paragraph.place, original, caveats)
        if self.source.rights == "digest":  # a full text is the original's own
            yield from self._copies(paragraph)

    def _headings(self) -> Iterator[Problem]:
        """The digest's headings: each stands where the original has one, and says what that or its section says."""
        document, paragraphs = self.document, self.source.paragraphs
        starts = [
            n for n, p in enumerate(paragraphs) if p.section and (not n or paragraphs[n - 1].section != p.section)
        ]
        for at in starts:
            first = paragraphs[at]
            heading = first.section or ""
            last = max(p.last for p in paragraphs[at:] if p.section == heading)
            near = [h for h in document.headings if first.first <= h.before <= last]
            if not any(h.before <= first.last for h in near):
                yield report(
                    "E341", first.place, f"The original of `{self.source.key}` has no heading before ¶{first.first}.",
                    found=heading, source=heading,
                )  # fmt: skip
            section = (text for n, text in self.texts.items() if first.first <= n <= last)
            calls = {match.group()[2:-1] for match in NOTE_MARK.finditer(heading)}
            notes = (normalise(document.notes[label].text) for label in sorted(calls & document.notes.keys()))
            words = " \n ".join([*(normalise(h.text) for h in near), *section, *notes])
            original = Wording(NOTE_MARK.sub("", words), self.language)
            caveats = [c.used or "" for c in self.source.caveats if c.field[:1] != "¶"]
            where = "the heading or its section of the original"
            yield from self._said(heading, heading, where, first.place, original, caveats, wide=self.whole)

    def _note(self, note: SourceNote) -> Iterator[Problem]:
        """One note against the original's of its label, and the works that it cites."""
        held = self.document.notes.get(note.label)
        keys = (c.key for group in parse_citations(note.text)[0] for c in group.citations)
        cited = [self.shelf.reference(key).text for key in keys if key in self.shelf.library.works]
        original = Wording(" \n ".join([normalise(held.text) if held else "", *cited]), self.language)
        caveats = [c.used or "" for c in self.source.caveats if c.field[:1] != "¶"]
        label = note.label
        where = f"note {label} of the original" if held else f"what note {label} cites; the original has no such note"
        yield from self._said(note.text, note.text, where, note.place, original, caveats)

    def _said(
        self,
        markdown: str,
        remarks: str,
        where: str,
        place: Place,
        original: Wording,
        caveats: Iterable[str],
        wide: Wording | None = None,
    ) -> Iterator[Problem]:
        """What a text of the digest says, and what readers get beside its words, that the original's has not; names and
        dates may stand anywhere in what is `wide`."""
        waivers = [waiver for waiver in find_waivers(remarks) if not waiver.wrong]
        allowed = {text: waiver.because for waiver in waivers for text in waiver.texts}
        explained = tuple(caveats)
        used: set[str] = set()
        for said in (plain(markdown), *(words for _, words in asides(markdown))):
            for fact in self._missing(said, original):
                if wide and fact.kind in ("date", "name") and self._has(fact, wide):
                    continue
                waiving = {text for text in allowed if _says(text, fact)}
                used |= waiving
                if not waiving and (fact.kind == "quotation" or not any(_says(text, fact) for text in explained)):
                    yield self._miss(fact, where, place, said)
        for text in (text for text in allowed if text not in used):
            message = f"The waiver of “{text}” waives nothing."
            yield report("E321", place, message, found=allowed[text], source=plain(markdown))

    def _missing(self, said: str, original: Wording) -> Iterator[Fact]:
        """The facts of a plain text that the original's has not."""
        for fact in facts_of(said, self.shelf, self._is_common):
            if fact.kind == "name" and self.language is not self.shelf.language:
                continue  # another language may write it otherwise
            if stands_in(fact.value, original.text) if fact.kind == "quotation" else self._has(fact, original):
                continue
            if fact.kind == "number" and counts_list(fact, Wording(normalise(said), self.shelf.language), original):
                continue
            yield fact

    def _marks(self, paragraph: DigestParagraph, labels: list[str]) -> Iterator[Problem]:
        """Note marks that only one of the two has."""
        digest = [match.group()[2:-1] for match in NOTE_MARK.finditer(paragraph.text)]
        if sorted(label for label in digest if label not in self.uncalled) != sorted(labels):
            message = f"¶{paragraph.first} of `{self.source.key}` has other notes than its original."
            yield report(
                "E335", paragraph.place, message,
                expected=", ".join(f"[^{label}]" for label in labels) or "no note",
                found=", ".join(f"[^{label}]" for label in digest) or "none",
            )  # fmt: skip

    def _has(self, fact: Fact, original: Wording) -> bool:
        """Whether the original's paragraph, or what frames it, has a number, date or name."""
        both = (original, self.frame)
        if fact.kind == "number":
            held = [number.value for part in both for number in part.numbers]
            return any(bears_out(number, fact.value) for number in held)
        if isinstance(fact.value, Weekday):
            return any(True for part in both for _ in part.weekday_places(fact.value))
        if fact.kind == "date":
            years = self.shelf.years(self.source.key)
            return any(original.states(span, years) or self.frame.states(span) for span in fact.value)
        name: Name = fact.value
        if any(True for part in both for _ in part.name_places(name.words)):
            return True
        if name.subject and any(name.subject in part.subjects(self.shelf.subjects) for part in both):
            return True
        return self._in_part(name.words, both)

    def _in_part(self, words: tuple[str, ...], both: tuple[Wording, Wording]) -> bool:
        """Whether a name stands there without titles, or by its last word with the whole elsewhere in the original."""
        if len(words) < 2:
            return False
        if any(True for text in self.wordings for _ in text.name_places(words)):
            return any(True for part in both for _ in part.name_places(words[-1:]))
        start = 0
        while start < len(words) - 1 and self._is_common(words[start]):
            start += 1
        rest = words[start:]
        return bool(start) and any(True for part in both for _ in part.name_places(rest))

    def _is_common(self, word: str) -> bool:
        return word in self.lower or is_common(word, self.capitals, self.shelf.language)

    @cached_property
    def whole(self) -> Wording:
        """The original's headings and paragraphs as one."""
        words = (*(normalise(heading.text) for heading in self.document.headings), *self.texts.values())
        return Wording(NOTE_MARK.sub("", " \n ".join(words)), self.language)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """All paragraphs of the original."""
        return tuple(Wording(text, self.language) for text in self.texts.values())

    def _miss(self, fact: Fact, where: str, place: Place, said: str) -> Problem:
        has = [n for n, text in self.texts.items() if self._stands(fact, text)]
        found = ", ".join(f"¶{n}" for n in has[:3])
        return report(
            "E333" if fact.kind == "quotation" else "E332", place,
            f"The {fact.kind} {_shown(fact)} is not in {where}.",
            expected=f"{_shown(fact)} in {where.partition(';')[0].removesuffix(' of the original')}",
            found=f"it stands in {found} of the original" if found else "it stands in no paragraph of the original",
            source=said,
        )  # fmt: skip

    def _stands(self, fact: Fact, text: str) -> bool:
        if fact.kind == "quotation":
            return stands_in(fact.value, text)
        return self._has(fact, Wording(text, self.shelf.language))

    def _copies(self, paragraph: DigestParagraph) -> Iterator[Problem]:
        """The first run of the original's words that stands outside quotation marks."""
        found = copied(paragraph.text, self.runs)
        if found:
            yield report(
                "E334", paragraph.place, f"¶{paragraph.first} of `{self.source.key}` copies its original.",
                expected=f"fewer than {COPIED} words in a row as the original has them",
                found=found, source=paragraph.text,
            )  # fmt: skip


def _mentioned(field: str, numbers: range) -> bool:
    """Whether a caveat's field names one of these paragraphs: `¶4`, `¶1, ¶7`, `¶3–5, note 2`."""
    for first, last in re.findall(r"¶\s*(\d+)(?:\s*[-–]\s*¶*(\d+))?", field):
        if any(int(first) <= n <= int(last or first) for n in numbers):
            return True
    return False


def _says(text: str, fact: Fact) -> bool:
    """Whether the words of a caveat or a waiver hold a fact."""
    return normalise(fact.text).lower().strip("\"' ") in normalise(text).lower()


def _shown(fact: Fact) -> str:
    return fact.text if fact.kind == "quotation" else f"“{fact.text}”"
