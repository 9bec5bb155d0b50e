"""Digests against their originals: what a digest paragraph states stands in that paragraph of the original."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from briefing.codes import report
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
from briefing.model import DigestParagraph, Document, Key, Library, Source
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
    for paragraph in source.paragraphs:
        for waiver in find_waivers(paragraph.remarks):
            if waiver.wrong:
                found = paragraph.remarks[waiver.start : waiver.end]
                yield report("E320", paragraph.place, waiver.wrong, found=found)


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
        waivers = [waiver for waiver in find_waivers(paragraph.remarks) if not waiver.wrong]
        allowed = {text: waiver.because for waiver in waivers for text in waiver.texts}
        used: set[str] = set()
        said = plain(paragraph.text)
        for fact in facts_of(said, self.shelf, self._is_common):
            quoted = fact.kind == "quotation"
            if fact.kind == "name" and self.language is not self.shelf.language:
                continue  # another language may write it otherwise
            if stands_in(fact.value, original.text) if quoted else self._has(fact, original):
                continue
            if fact.kind == "number" and counts_list(fact, Wording(normalise(said), self.shelf.language), original):
                continue
            waiving = {text for text in allowed if _says(text, fact)}
            used |= waiving
            if not waiving and (quoted or not self._explained(fact, paragraph)):
                yield self._miss("E333" if quoted else "E332", fact, paragraph)
        for text in (text for text in allowed if text not in used):
            message = f"The waiver of “{text}” waives nothing."
            yield report("E321", paragraph.place, message, found=allowed[text], source=paragraph.text)
        if self.source.rights == "digest":  # a full text is the original's own
            yield from self._copies(paragraph)

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
    def wordings(self) -> tuple[Wording, ...]:
        """All paragraphs of the original."""
        return tuple(Wording(text, self.language) for text in self.texts.values())

    def _explained(self, fact: Fact, paragraph: DigestParagraph) -> bool:
        """Whether a caveat on this paragraph, or on the whole copy, has what the original hasn't."""
        numbers = range(paragraph.first, paragraph.last + 1)
        caveats = self.source.caveats
        used = [c.used or "" for c in caveats if _mentioned(c.field, numbers) or not c.field.startswith("¶")]
        return any(_says(text, fact) for text in used)

    def _miss(self, code: str, fact: Fact, paragraph: DigestParagraph) -> Problem:
        has = [n for n, text in self.texts.items() if self._stands(fact, text)]
        found = ", ".join(f"¶{n}" for n in has[:3])
        return report(
            code, paragraph.place, f"The {fact.kind} {_shown(fact)} is not in ¶{paragraph.first} of the original.",
            expected=f"{_shown(fact)} in ¶{paragraph.first}",
            found=f"it stands in {found} of the original" if found else "it stands nowhere in the original",
            source=paragraph.text,
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
