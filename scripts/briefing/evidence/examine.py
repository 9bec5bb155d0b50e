"""Examines one claim: which of its facts stand in the paragraphs that it cites, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing.evidence.countries import countries, countries_in
from briefing.evidence.dates import Span, on_weekday
from briefing.evidence.derived import is_derived, is_reckoned
from briefing.evidence.facts import Fact, Name, Quantity, Weekday
from briefing.evidence.language import Language
from briefing.evidence.lexicon import frequency, is_ordinary, is_people
from briefing.evidence.lookup import Wording
from briefing.evidence.names import find_names
from briefing.evidence.numbers import is_label
from briefing.evidence.quotations import find_quotations
from briefing.evidence.shelf import Evidence, Found, Shelf
from briefing.evidence.wording import normalise
from briefing.model import Check, Claim, Key, Match

USUAL = 4.0
"""A part of a word that is used so often is no name: Zipf's, ten uses in a million words."""
TOLD = 3
"""So many content words tell a sentence's subject where it names nobody."""


@dataclass(frozen=True)
class Examined:
    """A claim with what it says and what it cites, ready to be compared."""

    claim: Claim
    shelf: Shelf
    evidence: tuple[Evidence, ...]
    """The paragraphs that it cites, each once."""
    works: tuple[Key, ...]
    """The works that it cites and that are known."""

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The sources of those paragraphs, each once."""
        return tuple(dict.fromkeys(evidence.key for evidence in self.evidence))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Its quotations, numbers, dates and names; what a quotation holds is checked with it, word for word."""
        return facts_of(self.claim.text, self.shelf, self.is_common, self.wording)

    @cached_property
    def wording(self) -> Wording:
        """What it says, indexed."""
        return self.shelf.wording(self.claim.text)

    def is_common(self, word: str) -> bool:
        """Whether a word, in lower case, is a common one and no name, by what it cites and by its language.

        Nothing else on the shelf counts, so that a source that it doesn't cite never changes its verdict.
        """
        lower = self._lower
        if word in lower or self.shelf.language.stem(word) in self._lower_stems:
            return True
        return is_common(word, self._capitals, self.shelf.language)

    @cached_property
    def _lower(self) -> frozenset[str]:
        return self.wording.lower.union(*(evidence.lower for evidence in self.evidence))

    @cached_property
    def _lower_stems(self) -> frozenset[str]:
        return frozenset(map(self.shelf.language.stem, self._lower))

    @cached_property
    def _capitals(self) -> frozenset[str]:
        return frozenset[str]().union(*(evidence.capitals for evidence in self.evidence)) - self._lower

    def _is_stripped(self, word: str) -> bool:
        """Whether a word before a name is none of it: where other languages can't tell names from words, one that is
        written small in what is cited, or a post."""
        language = self.shelf.language
        if word.isascii() or not language.inflects:
            return self.is_common(word) and (
                word in self._lower or word in language.titles | language.posts or self._is_plain_use(word)
            )
        return word in self._lower or word in language.titles | language.posts

    def _is_plain_use(self, word: str) -> bool:
        language = self.shelf.language
        return word in language.function_words or frequency(word, language.code) > USUAL

    def _is_plain(self, word: str) -> bool:
        """Whether a part of a word with hyphens is no name: `Non` of `Non-DNS`."""
        return self.is_common(word) or frequency(word, self.shelf.language.code) > USUAL

    def check(self, fact: Fact, printed: bool = True) -> Check | None:
        """One fact with where it was found; `missing` where it was not, with other paragraphs that have it. What is
        `printed` in a reference need not stand in a paragraph.

        None for a name where a cited source is in another language, which may write it otherwise.
        """
        found = [(evidence, self.places(evidence, fact)) for evidence in self.evidence]
        where = tuple((e.key, e.n) for e, places in found if places)
        if where:
            return Check(fact.kind, fact.text, "found", where, tuple(_matches(found)))
        if (printed and self._printed(fact)) or self.allows(fact):
            return Check(fact.kind, fact.text, "found", ())
        if fact.kind == "name" and any(e.foreign for e in self.evidence):
            return None
        self.shelf.missed += 1
        return Check(fact.kind, fact.text, "missing", tuple(self._elsewhere(fact)))

    @cached_property
    def _places(self) -> dict[tuple[int, int], tuple[Evidence, Fact, list[Found]]]:
        """Identities of a paragraph and of a fact, both kept alive, → where the one has the other."""
        return {}

    def places(self, evidence: Evidence, fact: Fact) -> list[Found]:
        """Where a paragraph has a fact, as a whole or as what is left of a name when its titles are taken off."""
        known = (id(evidence), id(fact))
        if known not in self._places:
            self._places[known] = (evidence, fact, list(self._look_up(evidence, fact)))
        return self._places[known][2]

    def _look_up(self, evidence: Evidence, fact: Fact) -> Iterator[Found]:
        if fact.kind == "quotation":
            yield from evidence.quotation_places(fact.value)
            return
        found = False
        for place in evidence.places(fact):
            found = True
            yield place
        if not found and fact.kind == "name":
            yield from self._parted(evidence, fact)
        elif (
            not found and fact.kind == "date" and not isinstance(fact.value, Weekday) and evidence.has_date(fact.value)
        ):
            yield from (
                (part, place)
                for part in evidence.parts
                for span in fact.value
                for place in part.date_places(span.yearless)
            )

    def _parted(self, evidence: Evidence, fact: Fact) -> Iterator[Found]:
        """A name by its parts: without ordinary words before or behind it, two names with a hyphen between, or the
        family name or last word alone, where the source has the whole name elsewhere."""
        name: Name = fact.value
        words = name.words
        if "-" in fact.text and not fact.text.rsplit("-", 1)[1].isdigit():  # `Halcyon-3` is no `Halcyon-2`
            pieces = [tuple(w for w in normalise(piece).casefold().split()) for piece in fact.text.split("-")]
            pieces = [piece for piece in pieces if piece and not all(map(self._is_plain, piece))]
            rows = [list(evidence.places(named(fact, piece))) for piece in pieces]
            if rows and all(rows):
                yield from (row[0] for row in rows)
                return
        if len(words) < 2:
            return
        last, kind = named(fact, words[-1:]), self.shelf.kinds.get(name.subject, "person")
        if kind != "person":  # `the Board`, but no `Afghanistan` for its north
            if kind != "place" and any(other.has_name(name) for other in self.shelf.all_of(evidence.key)):
                yield from evidence.places(last)
            return
        if self.shelf.is_known(evidence.key, words):
            yield from evidence.places(last)
            return
        start, end = 0, len(words)
        while start < end - 1 and self._is_stripped(words[start]):
            start += 1
        while end > start + 1 and words[end - 1] in self._lower:
            end -= 1
        if (start, end) != (0, len(words)) and not all(map(self.is_common, words[start:end])):
            yield from evidence.places(named(fact, words[start:end]))
        elif all(map(self.is_common, words)):
            rows = [list(evidence.places(named(fact, (word,)))) for word in words]
            if all(rows):
                yield from (row[0] for row in rows)

    def _printed(self, fact: Fact) -> bool:
        """Whether the reference of a cited work prints it: an author's name, a title, and the date where the sentence
        speaks of the source itself."""
        for key in self.works:
            reference = self.shelf.reference(key)
            if fact.kind == "name" and self.is_printed(key, fact.value):
                return True
            if fact.kind == "quotation" and fact.value in reference.text:
                return True
            exact = fact.kind == "number" and not (isinstance(fact.value.value, str) and fact.value.unit != "code")
            if exact and any(True for _ in reference.number_places(fact.value)):
                return True
            if fact.kind == "date" and not isinstance(fact.value, Weekday):
                dated = any(span.holds(date) for span in fact.value for date in reference.spans)
                if dated and (key not in self.shelf.library.sources or self._speaks_of(key, fact)):
                    return True
                if any(span.holds(date) for span in fact.value for date in self.shelf.title(key).spans):
                    return True  # what the source is about
        return fact.kind == "date" and not isinstance(fact.value, Weekday) and self._dates_a_note(fact)

    def _dates_a_note(self, fact: Fact) -> bool:
        """Whether a date is that of a work in a cited paragraph's note, whose author or outlet the sentence names."""
        for key in dict.fromkeys(key for evidence in self.evidence for key in evidence.noted):
            if any(span.holds(date) for span in fact.value for date in self.shelf.reference(key).spans) and (
                self._names_author(key) or self._names_outlet(key)
            ):
                return True
        return False

    def is_printed(self, key: Key, name: Name) -> bool:
        """Whether the reference of a work prints a name, or its author is called so."""
        reference = self.shelf.reference(key)
        if any(True for _ in reference.name_places(name.words)):
            return True
        if name.subject and name.subject in reference.subjects(self.shelf.subjects):
            return True
        return name.words in self.shelf.authors(key)

    def is_author(self, name: Name) -> bool:
        """Whether a name is that of an author of a cited work, as its reference prints it."""
        return any(
            any(name.words[-len(own) :] == own for own in self.shelf.authors(key))
            and any(True for _ in self.shelf.reference(key).name_places(name.words))
            for key in self.works
        )

    def _speaks_of(self, key: Key, fact: Fact) -> bool:
        """Whether the sentence speaks of this source as a text: names its author, has a word for one or for its being
        published, or dates its knowledge by it, as somebody's post has to be dated (E361)."""
        language, wording = self.shelf.language, self.wording
        text = wording.text.lower()
        if any(
            {word, f"{word}s"} & wording.words if " " not in word else word in text for word in language.source_words
        ):
            return True
        if self._names_author(key) or not wording.stems.isdisjoint(map(language.stem, language.reporting)):
            return True
        before = wording.text[: fact.start].lower().split()[-2:]
        post = self.claim.passage.kind == "entity" and not wording.words.isdisjoint(language.posts)
        return post or not language.as_of.isdisjoint(before)

    def _names_author(self, key: Key) -> bool:
        return any(True for name in self.shelf.authors(key) for _ in self.wording.name_places(name))

    def _names_outlet(self, key: Key) -> bool:
        names = (fact.value.words for fact in self.facts if fact.kind == "name")
        return any(True for words in names for _ in self.shelf.outlet(key).name_places(words))

    @cached_property
    def _allowed(self) -> dict[int, tuple[Fact, bool]]:
        """Identity of a fact, which is kept alive, → whether it need not stand there."""
        return {}

    def allows(self, fact: Fact) -> bool:
        """Whether a fact need not stand in each paragraph."""
        if id(fact) not in self._allowed:
            self._allowed[id(fact)] = (fact, self._follows(fact))
        return self._allowed[id(fact)][1]

    def _follows(self, fact: Fact) -> bool:
        """What need not stand in each paragraph: the name of what a cited source is about, the year that a source's
        own date supplies to a day or month, and a number that is worked out from those that stand there."""
        if fact.kind == "name":
            return any(self.shelf.is_about(key, fact.value) for key in self.keys)
        if isinstance(fact.value, Weekday):
            return any(on_weekday(span, fact.value.day) for span in self.wording.spans)
        if fact.kind == "date":
            if any(e.has_date(fact.value, (*self.shelf.years(e.key), *e.years)) for e in self.evidence):
                return True
            return is_reckoned(fact, self)
        if fact.kind == "number":
            return is_derived(fact, self)
        return False

    def names_of(self, part: Wording) -> tuple[Fact, ...]:
        """The names of a paragraph that are no entity's."""
        if part not in self.shelf.mentions:
            self.shelf.mentions[part] = tuple(fact for fact in self._names_of(part) if not fact.value.subject)
        return self.shelf.mentions[part]

    def _names_of(self, part: Wording) -> tuple[Fact, ...]:
        def common(word: str) -> bool:
            return word in part.lower or is_common(word, part.capitals, self.shelf.language)

        taken = tuple((fact.start, fact.end) for fact in (*part.dates, *part.numbers))
        return find_names(part.text, self.shelf.language, self.shelf.subjects, common, taken, part.tokens)

    def speaks_of_country(self, words: tuple[str, ...]) -> bool:
        """Whether a cited paragraph names a country in another way, of which a name of the sentence speaks."""
        words = (*words[:-1], words[-1].removesuffix("'s"))
        own = countries(words, self.shelf.language)
        return bool(own) and any(not own.isdisjoint(countries_in(part)) for e in self.evidence for part in e.all_parts)

    @cached_property
    def cited_spans(self) -> tuple[Span, ...]:
        """The dates of the paragraphs that it cites."""
        return tuple(span for e in self.evidence for part in e.parts for span in part.spans)

    @cached_property
    def speaks_of_a_source(self) -> bool:
        """Whether it has a word for a source, or for the writer's own day."""
        language, text = self.shelf.language, self.wording.text.lower()
        return any(
            word in self.wording.words if " " not in word else word in text
            for word in (*language.source_words, *language.now_words)
        )

    @cached_property
    def held_spans(self) -> tuple[Span, ...]:
        """The dates of the paragraphs that it cites, and of their sources."""
        return (*self.cited_spans, *(span for key in self.works for span in self.shelf.reference(key).spans))

    @cached_property
    def held_numbers(self) -> tuple[Quantity, ...]:
        """The numbers of the paragraphs that it cites."""
        return tuple(n.value for e in self.evidence for part in e.parts for n in part.numbers)

    @cached_property
    def works_out(self) -> bool:
        """Whether it has a number that was worked out, so that its words are its own."""
        return any(f.kind == "number" and self.allows(f) and not self._stated(f) for f in self.facts)

    @cached_property
    def without_originals(self) -> Examined:
        """The same claim where no original is at hand."""
        shelf = self.shelf.without_originals
        evidence = (shelf.evidence(e.key, e.n) for e in self.evidence)
        return Examined(self.claim, shelf, tuple(filter(None, evidence)), self.works)

    def _stated(self, fact: Fact) -> bool:
        return any(self.places(evidence, fact) for evidence in self.evidence)

    @cached_property
    def stated_numbers(self) -> tuple[Quantity, ...]:
        """Those of them that a paragraph's own text states, and that are no labels: `Flight 610`, `Section 12`."""
        parts = [part for e in self.evidence for part in (e.digest, e.original) if part]
        return tuple(n.value for part in parts for n in part.numbers if not is_label(n, part.text, part.language))

    @cached_property
    def near_numbers(self) -> tuple[Quantity, ...]:
        """Those of them in whose clause a content word of the sentence stands, too."""
        own, found = self.wording.stems, list[Quantity]()
        for part in (part for e in self.evidence for part in (e.digest, e.original) if part):
            for number in part.numbers:
                if not is_label(number, part.text, part.language) and not own.isdisjoint(
                    part.clause_stems(number.start)
                ):
                    found.append(number.value)
        return tuple(found)

    def is_told_by(self, key: Key, n: int, value: str) -> bool:
        """Whether a paragraph has the sentence's subject: its first name beside `value` or, where it has none, `TOLD`
        of its words. Only such a paragraph is worth a hint; one that has the value alone tells of something else."""
        evidence = self.shelf.evidence(key, n)
        if evidence is None:
            return False
        names = [fact for fact in self.facts if fact.kind == "name" and fact.text != value]
        if names:
            return bool(self.places(evidence, min(names, key=lambda fact: fact.start)))
        return len(self.wording.stems & evidence.stems) >= TOLD

    def _elsewhere(self, fact: Fact, most: int = 3) -> Iterator[tuple[Key, int]]:
        """Other paragraphs that have it, those of the cited sources first."""
        cited = {(e.key, e.n) for e in self.evidence}
        keys = dict.fromkeys([*self.keys, *self.shelf.library.sources])
        for key in keys:
            for evidence in self.shelf.all_of(key):
                if (evidence.key, evidence.n) not in cited and any(True for _ in self._look_up(evidence, fact)):
                    yield evidence.key, evidence.n
                    most -= 1
                    if not most:
                        return


def named(fact: Fact, words: tuple[str, ...]) -> Fact:
    """A name of other words in a fact's place."""
    return Fact("name", fact.text, fact.start, fact.end, Name("", words))


def _matches(found: list[tuple[Evidence, list[Found]]]) -> Iterator[Match]:
    """Where facts stand in the digests, each place once."""
    for evidence, places in found:
        for start, end in dict.fromkeys(place for part, place in places if part is evidence.digest):
            text = evidence.digest.text if evidence.digest else ""
            yield Match(evidence.key, evidence.n, start, end, text[start:end])


def is_common(word: str, capitals: frozenset[str], language: Language) -> bool:
    """Whether a word, in lower case, is an ordinary one of its language; `capitals` are names that are known."""
    if word in language.function_words:
        return True
    if word in capitals or (not language.inflects and is_people(word, language.code)):
        return False
    return _is_usual(word, language)


@lru_cache(maxsize=50_000)
def _is_usual(word: str, language: Language) -> bool:
    """Whether its language uses a word as an ordinary one, or forms ordinary words like it."""
    return is_ordinary(word, language.code) or any(
        word.endswith(ending) and len(word) > len(ending) + 2 for ending in language.common_endings
    )


def facts_of(text: str, shelf: Shelf, common: Callable[[str], bool], known: Wording | None = None) -> tuple[Fact, ...]:
    """The facts of a plain text, in order of kind and place; what is `known` of it is taken from there."""
    quotations = find_quotations(text)
    rest = text
    for quotation in quotations:
        rest = rest[: quotation.start] + "_" * (quotation.end - quotation.start) + rest[quotation.end :]
    rest = normalise(rest)
    found = known if known and known.text == rest else Wording(rest, shelf.language)
    dates, numbers = found.dates, found.numbers
    taken = tuple((fact.start, fact.end) for fact in (*dates, *numbers))
    names = find_names(rest, shelf.language, shelf.subjects, common, taken, found.tokens)
    return (*quotations, *numbers, *dates, *names)
