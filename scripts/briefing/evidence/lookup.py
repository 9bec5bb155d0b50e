"""A text in which numbers, dates, names and stems can be looked up; each index is made when first asked for."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any

from briefing.evidence.dates import Span, find_dates, found_in
from briefing.evidence.ideographs import set_apart
from briefing.evidence.language import Language
from briefing.evidence.markup import plain
from briefing.evidence.names import shared_stem
from briefing.evidence.numbers import find_numbers
from briefing.evidence.subjects import WORD, Subjects, tokens
from briefing.evidence.wording import bare, fold_acronyms, normalise


class Wording:
    """A text with what can be looked up in it; each part is made when first asked for."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        """Plain and normalised."""
        self.language = language
        self._subjects: tuple[Subjects, frozenset[str]] | None = None

    @cached_property
    def _found(self) -> tuple[tuple[Span, ...], frozenset[Any]]:
        text = set_apart(self.text)
        dates = find_dates(text, self.language)
        numbers = find_numbers(text, self.language, tuple((d.start, d.end) for d in dates))
        return tuple(span for date in dates for span in date.value), frozenset(n.value for n in numbers)

    @property
    def dates(self) -> tuple[Span, ...]:
        """The spans of its dates."""
        return self._found[0]

    @property
    def numbers(self) -> frozenset[Any]:
        """The values of its numbers."""
        return self._found[1]

    def states(self, date: Span, supplied: tuple[int, ...] = ()) -> bool:
        """Whether it states this date, or one within it; `supplied` are years that may be added."""
        return found_in(date, self.dates, supplied)

    @cached_property
    def keys(self) -> list[str]:
        """Its words, as they are compared."""
        found = WORD.findall(fold_acronyms(self.text).casefold())
        return [bare(word) if "'" in word else word for word in found]

    def subjects(self, known: Subjects) -> frozenset[str]:
        """The subjects that it names; kept for the names last asked for."""
        if self._subjects is None or self._subjects[0] is not known:
            self._subjects = (known, frozenset(subject for _, _, subject in known.find(self.keys)))
        return self._subjects[1]

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, each once."""
        return frozenset(self.keys)

    @cached_property
    def lower(self) -> frozenset[str]:
        """Its words that stand in lower case."""
        return frozenset(word for word in WORD.findall(self.text) if word.islower())

    def names(self, word: str) -> bool:
        """Whether it has this word, or one that shares its stem as an adjective or a people does."""
        if word in self.words:
            return True
        least = self.language.demonym_stem
        stem = word[:least]
        return len(word) >= least and any(
            other.startswith(stem) and shared_stem(word, other, self.language) for other in self.words
        )

    def has_run(self, words: tuple[str, ...]) -> bool:
        """Whether these words stand side by side in it with a capital, the last one perhaps as an adjective."""
        while len(words) > 1 and words[0] in self.language.function_words:
            words = words[1:]
        if not self.words.issuperset(words[:-1]) or not self.names(words[-1]):
            return False
        found, last = tokens(self.text), len(words) - 1
        return any(
            shared_stem(words[-1], found[at + last].key, self.language)
            and not found[at].text.islower()
            and all(found[at + k].key == words[k] for k in range(last))
            for at in range(len(found) - last)
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return content_stems(self.words, self.language)


def content_stems(words: frozenset[str], language: Language) -> frozenset[str]:
    """The stems of the words that are no function words."""
    return frozenset(map(language.stem, words - language.function_words))


@lru_cache(maxsize=100_000)
def wording(markdown: str, language: Language) -> Wording:
    """A Markdown text, ready to be looked things up in; the same text is indexed once a run."""
    return Wording(normalise(plain(markdown)), language)
