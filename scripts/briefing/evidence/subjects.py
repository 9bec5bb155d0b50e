"""Names of entities and topics: which of a text's words name a subject, under any of its aliases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from briefing.evidence.ideographs import LETTER
from briefing.evidence.language import Language
from briefing.evidence.wording import bare, fold_acronyms, normalise
from briefing.model import Library

WORD = re.compile(rf"[{LETTER}]|(?:(?![{LETTER}])[^\W_])+(?:['.&](?:(?![{LETTER}])[^\W_])+)*")
"""A word; a Chinese, Japanese or Korean letter is one by itself, since no space tells where words end."""
_SIMPLE = re.compile(r"[^\W_]+(?:['.&][^\W_]+)*")
"""The same in a text without such letters, which no look ahead need tell apart."""
_LETTER = re.compile(f"[{LETTER}]")


class Token(NamedTuple):
    """A word of a normalised text; hyphens part words, so that `ISIS-K` is two."""

    text: str
    start: int
    end: int
    key: str
    """What is compared: case folded, without a possessive ending."""


def tokens(text: str) -> list[Token]:
    """The words of a normalised text; `U.S.` is one, `US`."""
    return [
        _token((word := m[0], *m.span(), (bare(word) if "'" in word else word).casefold()))
        for m in (_SIMPLE if text.isascii() or not _LETTER.search(text) else WORD).finditer(fold_acronyms(text))
    ]


_token: Callable[[tuple[str, int, int, str]], Token] = partial(tuple.__new__, Token)
"""Without the call of `Token` itself, which takes longer than all the rest."""


@dataclass(frozen=True)
class Subjects:
    """All names, looked up by their first word; the longest wins."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """First word → (all words, subject), longest first."""
    families: frozenset[tuple[str, ...]] = frozenset()
    """Family names that stand for the one person here who has them."""
    capitals: frozenset[tuple[str, ...]] = frozenset()
    """Names that begin with a capital wherever they are written down: `Trade with the North`."""

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
        """Subject → its names as words."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for rows in self.by_first.values():
            for words, subject in rows:
                found.setdefault(subject, []).append((words, subject))
        return {subject: tuple(rows) for subject, rows in found.items()}

    @cached_property
    def names(self) -> frozenset[tuple[str, ...]]:
        """All names, as words."""
        return frozenset(words for rows in self.by_first.values() for words, _ in rows)

    def find(self, keys: list[str]) -> Iterator[tuple[int, int, str]]:
        """Subjects named in a list of words: first word, one past the last, subject; names don't overlap."""
        end = 0
        first = self.by_first
        for at in [number for number, key in enumerate(keys) if key in first]:
            if at < end:
                continue
            for words, subject in first[keys[at]]:
                if len(words) == 1 or tuple(keys[at : at + len(words)]) == words:
                    yield at, at + len(words), subject
                    end = max(end, at + len(words))


def collect_subjects(library: Library, language: Language) -> Subjects:
    """The names of a library's entities and topics; the last word of a person's name, too, where only one has it."""
    named: list[tuple[str, str]] = []
    for entity in library.entities.values():
        named += [(name, f"entities/{entity.id}") for name in (entity.name, *entity.aliases)]
    for topic in library.topics.values():
        named += [
            (name, f"topics/{topic.slug}") for name in (topic.title, topic.short, *topic.aliases) if _is_name(name)
        ]
    people = {
        entity.id: [t.key for t in tokens(normalise(entity.name))]
        for entity in library.entities.values()
        if entity.kind == "person"
    }
    surnames = Counter(words[-1] for words in people.values() if len(words) > 1)
    rows: dict[tuple[tuple[str, ...], str], None] = {}
    capitals: dict[tuple[str, ...], bool] = {}
    for name, subject in named:
        written = tokens(normalise(name))
        while len(written) > 1 and written[0].key in language.function_words:
            written = written[1:]
        words = tuple(token.key for token in written)
        if words and any(c.isupper() or (c.isalpha() and not c.islower()) for c in name):
            rows[words, subject] = None
            capitals[words] = capitals.get(words, True) and written[0].text[0].isupper()
    families = set()
    for identity, parts in people.items():
        if len(parts) > 1 and surnames[parts[-1]] == 1:
            rows[(parts[-1],), f"entities/{identity}"] = None
            families.add((parts[-1],))
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words_of, subject in rows:
        by_first.setdefault(words_of[0], []).append((words_of, subject))
    return Subjects(
        {first: tuple(sorted(found, key=lambda row: (-len(row[0]), row))) for first, found in by_first.items()},
        frozenset(families),
        frozenset(words for words, is_capital in capitals.items() if is_capital),
    )


def _is_name(title: str) -> bool:
    """Whether a topic's title is a proper name, and no common noun with a capital: `The Paris Club`, not `Debt`."""
    words = re.findall(r"[^\W\d_]+", title)
    return any(word[0].isupper() for word in words[1:]) or any(len(word) > 1 and word.isupper() for word in words)
