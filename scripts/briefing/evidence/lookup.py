"""A text in which numbers, dates, names and stems can be looked up; each index is made when first asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import islice

from briefing.evidence.clock import find_clocks
from briefing.evidence.dates import Span, find_dates, found_in, on_weekday
from briefing.evidence.facts import Fact, Quantity, Weekday
from briefing.evidence.forms import first_letters, initials, same_name
from briefing.evidence.ideographs import set_apart
from briefing.evidence.language import Language
from briefing.evidence.markup import plain
from briefing.evidence.numbers import find_codes, find_numbers
from briefing.evidence.quantities import DAYS, bears_out
from briefing.evidence.subjects import Subjects, Token, tokens
from briefing.evidence.wording import normalise

Place = tuple[int, int]
"""Offsets of words in a text."""
_STOP = re.compile(r"[.?!;。；！？][\"')]* ?$|[。；！？]")
_ENDS = re.compile(r"[.?!;](?=[\"')]* )|[。；！？]")
_CLAUSE = re.compile(r"[,;:.!?]\s|[。；！？，、]")
_PAUSES = frozenset(",:(，、：")
FUNCTION, PAUSE = 0.6, 4
"""How many words a function word parts like, and a comma or a conjunction of clauses."""
BESIDE = 5
"""So many words on either side of one are beside it."""
MIDDLE = 2
"""So many words (initials, a middle name) may stand between the given and the family name of one person."""


class Wording:
    """A text with what can be looked up in it; each part is made when first asked for."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        """Plain and normalised."""
        self.language = language
        self._subjects: tuple[Subjects, dict[str, list[Place]]] | None = None

    @cached_property
    def _found(self) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        return find_figures(self.text, self.language)

    @property
    def dates(self) -> tuple[Fact, ...]:
        """Its dates; the value of each holds the spans that it may mean."""
        return self._found[0]

    @property
    def numbers(self) -> tuple[Fact, ...]:
        """Its numbers."""
        return self._found[1]

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The spans of its dates."""
        return tuple(span for date in self.dates if not isinstance(date.value, Weekday) for span in date.value)

    def states(self, date: Span, supplied: tuple[int, ...] = ()) -> bool:
        """Whether it states this date, or one within it; `supplied` are years that may be added."""
        return found_in(date, self.spans, supplied)

    def date_places(self, span: Span) -> Iterator[Place]:
        """Where it states a date, or one within it."""
        for date in self.dates:
            if isinstance(date.value, Weekday):
                continue
            if any(span.holds(own) for own in date.value):
                yield date.start, date.end

    def weekday_places(self, said: Weekday) -> Iterator[Place]:
        """Where it names a day of the week, or a day that falls on it."""
        for date in self.dates:
            weekday = isinstance(date.value, Weekday)
            if date.value == said if weekday else any(on_weekday(own, said.day) for own in date.value):
                yield date.start, date.end

    def number_places(self, said: Quantity) -> Iterator[Place]:
        """Where it states what bears a number out."""
        for number in self.numbers:
            if bears_out(number.value, said):
                yield number.start, number.end

    def quantities_at(self, place: Place) -> list[Quantity]:
        """The number at a place, as it counts."""
        return [number.value for number in self.numbers if (number.start, number.end) == place]

    def bounded(self, place: Place) -> str:
        """The words at a place with the three before them and the two behind."""
        before, behind = self.text[: place[0]].split(" ")[-4:], self.text[place[1] :].split(" ")[:3]
        return " ".join(filter(None, [*before, self.text[slice(*place)], *behind])).strip()

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words in order."""
        return tokens(self.text)

    @cached_property
    def keys(self) -> list[str]:
        """Its words, as they are compared."""
        return [token.key for token in self.tokens]

    @cached_property
    def periods(self) -> frozenset[Fraction]:
        """The lengths in days of the times that it names one of: `a year`, `each quarter`."""
        return frozenset(days for start, days in self._times if not any(n.end > start >= n.start for n in self.numbers))

    def periods_in(self, start: int, end: int) -> Iterator[Fraction]:
        """The same of all words for times at a place, whether one or many are meant."""
        return (days for at, days in self._times if start <= at < end)

    @cached_property
    def _times(self) -> list[tuple[int, Fraction]]:
        """Where words for times stand, and their lengths in days."""
        measures, quarter = self.language.measures, self.language.quarter
        found = []
        for token in self.tokens:
            unit, factor = measures.get(token.key) or (("month", Fraction(3)) if token.key == quarter else ("", 0))
            if unit in DAYS:
                found.append((token.start, factor * DAYS[unit]))
        return found

    def subjects(self, known: Subjects) -> dict[str, list[Place]]:
        """The subjects that it names, and where; kept for the names last asked for."""
        if self._subjects is None or self._subjects[0] is not known:
            found: dict[str, list[Place]] = {}
            for first, last, subject in known.find(self.keys):
                found.setdefault(subject, []).append((self.tokens[first].start, self.tokens[last - 1].end))
            self._subjects = (known, found)
        return self._subjects[1]

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, each once."""
        return frozenset(self.keys)

    @cached_property
    def lower(self) -> frozenset[str]:
        """Its words that stand in lower case."""
        return frozenset(token.key for token in self.tokens if token.text.islower())

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Its words that stand alone with a capital inside a sentence, in lower case."""
        found = set()
        upper = [token.text[0].isupper() for token in self.tokens]
        for at in range(1, len(self.tokens)):
            before = self.text[self.tokens[at - 1].end : self.tokens[at].start]
            beside = upper[at - 1] or (at + 1 < len(upper) and upper[at + 1])
            if upper[at] and not beside and before in (" ", ", ", " ("):
                found.add(self.keys[at])
        return frozenset(found)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """First letters of a word → where in the list of words such stand: looked at before forms are compared."""
        found: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys):
            found.setdefault(key[:2], []).append(at)
        return found

    def name_places(self, words: tuple[str, ...]) -> Iterator[Place]:
        """Where these words stand side by side as one name: initials or a middle name between, the institution's
        initials for its words or the words for its initials, the adjective for the country."""
        heads = first_letters(words[0], self.language)
        for first in sorted({at for head in heads for at in self._places.get(head, ())}):
            last = self._run(first, words)
            if last is not None:
                yield self.tokens[first].start, self.tokens[last].end
        if len(words) == 1 and 2 <= len(words[0]) <= 8:
            yield from self._spelled_out(words[0])
        elif len(words) > 2:
            short = initials(words, self.language)
            for at in self._places.get(short[:2], ()):
                if self.keys[at] == short and self.tokens[at].text.isupper():
                    yield self.tokens[at].start, self.tokens[at].end

    def _run(self, first: int, words: tuple[str, ...]) -> int | None:
        """The last word of a name that begins at a word, or None."""
        if not same_name(words[0], self.keys[first], self.language):
            return None
        at = first
        for word in words[1:]:
            at += 1
            if at < len(self.keys) and same_name(word, self.keys[at], self.language):
                continue
            for skipped in range(1, MIDDLE + 1):
                between = self.tokens[at : at + skipped]
                if (
                    len(words) == 2
                    and at + skipped < len(self.keys)
                    and all(t.text[0].isupper() for t in between)
                    and same_name(word, self.keys[at + skipped], self.language)
                    and self.text[self.tokens[at - 1].end : self.tokens[at + skipped].start].strip(" .")
                    == self.text[between[0].start : between[-1].end].strip(" .")
                ):
                    at += skipped
                    break
            else:
                return None
        return at

    def _spelled_out(self, short: str) -> Iterator[Place]:
        """Where an institution stands in full whose initials these are."""
        yield from self._runs.get(short, ())

    @cached_property
    def _runs(self) -> dict[str, list[Place]]:
        """Initials → where words with capitals stand whose initials they are."""
        found: dict[str, list[Place]] = {}
        language = self.language
        rows = [(t.start, t.end, t.key, t.key in language.function_words, t.text[0].isupper()) for t in self.tokens]
        for first, (start, end, _, small, upper) in enumerate(rows):
            if small or not upper:
                continue
            letters = ""
            for at, stop, key, small, upper in islice(rows, first, None):
                if len(letters) > 7 or self.text[end:at].strip(" -"):
                    break
                end = stop
                if small:
                    continue
                if not upper:
                    break
                letters += key[0]
                if len(letters) > 1:
                    found.setdefault(letters, []).append((start, end))
        return found

    @cached_property
    def stops(self) -> list[int]:
        """Where its sentences end, as far as their marks tell."""
        return [match.end() for match in _ENDS.finditer(self.text)]

    @cached_property
    def sentences(self) -> list[int]:
        """The number of each word's sentence; a semicolon parts as well."""
        found, number, end = [], 0, 0
        for token in self.tokens:
            number += bool(_STOP.search(self.text, end, token.start))
            found.append(number)
            end = token.end
        return found

    @cached_property
    def clock(self) -> list[float]:
        """How far each word is from the first, in words; a comma or a conjunction parts more, a function word less."""
        found, now, end = [], 0.0, 0
        for token in self.tokens:
            gap = self.text[end : token.start]
            pause = token.key in self.language.conjunctions or (len(gap) > 1 and not _PAUSES.isdisjoint(gap))
            now += (FUNCTION if token.key in self.language.function_words else 1) + PAUSE * pause
            found.append(now)
            end = token.end
        return found

    @cached_property
    def starts(self) -> list[int]:
        """Where its words begin."""
        return [token.start for token in self.tokens]

    @cached_property
    def stem_places(self) -> dict[str, list[int]]:
        """The stem of each content word → which words have it."""
        found: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys):
            if key not in self.language.function_words:
                found.setdefault(self.language.stem(key), []).append(at)
        return found

    @cached_property
    def _clauses(self) -> tuple[list[int], list[frozenset[str]]]:
        """Where its clauses begin, and the stems of the content words of each."""
        starts = [0, *(match.end() for match in _CLAUSE.finditer(self.text))]
        words: list[set[str]] = [set() for _ in starts]
        for token in self.tokens:
            words[bisect_right(starts, token.start) - 1].add(token.key)
        return starts, [content_stems(frozenset(keys), self.language) for keys in words]

    def clause_stems(self, offset: int) -> frozenset[str]:
        """The stems of the content words of the clause at a place."""
        starts, stems = self._clauses
        return stems[bisect_right(starts, offset) - 1]

    def stems_beside(self, offset: int) -> frozenset[str]:
        """The stems of the content words no further than `BESIDE` words from a place, in its sentence."""
        at = max(0, bisect_right(self.starts, offset) - 1)
        near = range(max(0, at - BESIDE), min(len(self.keys), at + BESIDE + 1))
        words = frozenset(self.keys[n] for n in near if self.sentences[n] == self.sentences[at])
        return content_stems(words, self.language)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return content_stems(self.words, self.language)


def find_figures(text: str, language: Language) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The dates and the numbers of a normalised text; offsets are those of the text with its figures set apart."""
    text = set_apart(text)
    codes = (*find_codes(text, language), *find_clocks(text, language))
    masked = text
    for code in codes:
        masked = masked[: code.start] + "_" * (code.end - code.start) + masked[code.end :]
    dates = find_dates(masked, language)
    numbers = find_numbers(masked, language, tuple((d.start, d.end) for d in dates))
    return dates, tuple(sorted((*codes, *numbers), key=lambda fact: fact.start))


def content_stems(words: frozenset[str], language: Language) -> frozenset[str]:
    """The stems of the words that are no function words."""
    return frozenset(map(language.stem, words - language.function_words))


@lru_cache(maxsize=100_000)
def wording(markdown: str, language: Language) -> Wording:
    """A Markdown text, ready to be looked things up in; the same text is indexed once a run."""
    return Wording(normalise(plain(markdown)), language)
