"""Examines one claim: which of its facts stand in the paragraphs that it cites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from briefing.evidence.dates import find_dates
from briefing.evidence.facts import Fact
from briefing.evidence.names import find_names
from briefing.evidence.numbers import find_numbers
from briefing.evidence.quotations import find_quotations
from briefing.evidence.shelf import Evidence, Shelf
from briefing.evidence.wording import normalise
from briefing.model import Check, Claim, Key

Where = tuple[tuple[Key, int], ...]


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
    def facts(self) -> tuple[Fact, ...]:
        """Its quotations, numbers, dates and names; what a quotation holds is checked with it, word for word."""
        return facts_of(self.claim.text, self.shelf)

    def check(self, fact: Fact) -> Check | None:
        """One fact with where it was found; `missing` where it was not, with other paragraphs that have it.

        None for a name where a cited source is in another language, which may write it otherwise.
        """
        has = looks_for(fact)
        where: Where = tuple((e.key, e.n) for e in self.evidence if has(e))
        if where:
            return Check(fact.kind, fact.text, "found", where)
        if self._printed(fact) or self._allowed(fact):
            return Check(fact.kind, fact.text, "found", ())
        if fact.kind == "name" and any(e.foreign for e in self.evidence):
            return None
        return Check(fact.kind, fact.text, "missing", tuple(self._elsewhere(has)))

    def _printed(self, fact: Fact) -> bool:
        """Whether the reference of a cited work prints it: an author's name, a title, and the date where the sentence
        speaks of the source itself."""
        for key in self.works:
            reference = self.shelf.reference(key)
            if fact.kind == "name" and all(reference.names(word) for word in fact.value[1]):
                return True
            if fact.kind == "quotation" and fact.value in reference.text:
                return True
            if fact.kind == "number" and fact.value in reference.numbers:
                return True
            dated = fact.kind == "date" and any(span.holds(date) for span in fact.value for date in reference.dates)
            if dated and (key not in self.shelf.library.sources or self._speaks_of(key)):
                return True
        return False

    def _speaks_of(self, key: Key) -> bool:
        """Whether the sentence speaks of this source as a text: names its author, or has a word for one."""
        text = normalise(self.claim.text).lower()
        words = self.shelf.wording(self.claim.text).words
        if any(word in words if " " not in word else word in text for word in self.shelf.language.source_words):
            return True
        return not words.isdisjoint(self.shelf.authors(key))

    def _allowed(self, fact: Fact) -> bool:
        """What need not stand in each paragraph: the name of what a cited source is about, and the year that a source's
        own date supplies to a day or month that its paragraph gives."""
        sources = {e.key for e in self.evidence}
        if fact.kind == "name":
            return any(self.shelf.is_about(key, *fact.value) for key in sorted(sources))
        if fact.kind == "date":
            return any(e.has_date(fact.value, self.shelf.years(e.key)) for e in self.evidence)
        return False

    def _elsewhere(self, has: Callable[[Evidence], bool], most: int = 3) -> Iterator[tuple[Key, int]]:
        """Other paragraphs that have it, those of the cited sources first."""
        cited = {(e.key, e.n) for e in self.evidence}
        keys = dict.fromkeys([*(e.key for e in self.evidence), *self.shelf.library.sources])
        for key in keys:
            for evidence in self.shelf.all_of(key):
                if (evidence.key, evidence.n) not in cited and has(evidence):
                    yield evidence.key, evidence.n
                    most -= 1
                    if not most:
                        return


def looks_for(fact: Fact) -> Callable[[Evidence], bool]:
    """A test of whether evidence has a fact."""
    if fact.kind == "quotation":
        return lambda evidence: evidence.has_quotation(fact.value)
    if fact.kind == "number":
        return lambda evidence: evidence.has_number(fact.value)
    if fact.kind == "date":
        return lambda evidence: evidence.has_date(fact.value)
    return lambda evidence: evidence.has_name(*fact.value)


def facts_of(text: str, shelf: Shelf) -> tuple[Fact, ...]:
    """The facts of a plain text, in order of kind and place."""
    quotations = find_quotations(text)
    rest = text
    for quotation in quotations:
        rest = rest[: quotation.start] + "_" * (quotation.end - quotation.start) + rest[quotation.end :]
    rest = normalise(rest)
    dates = find_dates(rest, shelf.language)
    taken = tuple((date.start, date.end) for date in dates)
    numbers = find_numbers(rest, shelf.language, taken)
    taken += tuple((number.start, number.end) for number in numbers)
    names = find_names(rest, shelf.language, shelf.subjects, shelf.is_common, shelf.is_opener, taken)
    return (*quotations, *numbers, *dates, *names)
