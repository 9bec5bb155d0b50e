"""How common words are, by language: what tells an ordinary word from a name, and how much a word tells.

Frequencies are wordfreq's, which knows no capitals. A name is used by many languages, an ordinary word by its own: so a
word is ordinary where its own language uses it decidedly more than most of the others do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from math import log10
from pathlib import Path

from babel import Locale, UnknownLocaleError

from briefing.memory import Memory, fingerprint

OTHERS = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "sv")
"""Languages in Latin letters, between which names travel unchanged."""
MORE = 0.9
"""An ordinary word is eight times as common in its language as in the median one of the others."""
RAREST = 8.0
"""Frequencies are Zipf's: the logarithm to base ten of uses in a billion words, 0 to 8."""


_memory = Memory()


def keep_in(path: Path) -> None:
    """Keeps in a file what takes long to gather of vocabularies."""
    global _memory
    if _memory.path != path:
        _memory = Memory(path)


@lru_cache(maxsize=200_000)
def frequency(word: str, code: str) -> float:
    """How common a word in lower case is, 0 where its language hardly uses it or isn't known."""
    shares = _shares(code)
    return log10(shares[word]) + 9 if word in shares else 0.0


@lru_cache(maxsize=50_000)
def is_ordinary(word: str, code: str) -> bool:
    """Whether a word in lower case is an ordinary one of this language, and no name as far as frequencies tell."""
    own = frequency(word, code)
    if not own or word in _places(code):
        return False
    return own - _abroad(code).get(word, 0.0) > MORE


@lru_cache(maxsize=200_000)
def rarity(word: str, code: str) -> float:
    """How much a word tells of what a text is about, 1 to 8; the same on every shelf."""
    return max(1.0, RAREST - max(frequency(word, code), 2.0))


@cache
def _abroad(code: str) -> Mapping[str, float]:
    """Word of a language → how common it is in the median one of the others, where so many know it.

    No more is held of the others: eight whole vocabularies are 36 megabytes.
    """
    return _remembered("abroad", code, _gathered)


def _remembered(what: str, code: str, make: Callable[[str], Mapping[str, float]]) -> Mapping[str, float]:
    """What is made for a language, from the file where it stands there."""
    key = fingerprint(what, code, OTHERS)
    known: Mapping[str, float] | None = _memory.get(key)
    if known is None:
        known = make(code)
        _memory.keep(key, known)
        _memory.close()
    return known


def _gathered(code: str) -> dict[str, float]:
    own, rows = _shares(code), dict[str, list[float]]()
    others = [language for language in OTHERS if language != code]
    for language in others:
        shares = _loaded(language)
        for word in own.keys() & shares.keys():
            rows.setdefault(word, []).append(shares[word])
    first = {word: len(others) // 2 - (len(others) - len(row)) for word, row in rows.items()}
    return {word: log10(sorted(row)[first[word]]) + 9 for word, row in rows.items() if first[word] >= 0}


@cache
def _shares(code: str) -> Mapping[str, float]:
    """Word → its share of a language's words; empty for a language that isn't known."""
    return _remembered("shares", code, _loaded)


def _loaded(code: str) -> Mapping[str, float]:
    """The same, which nobody else holds."""
    from wordfreq import available_languages, get_frequency_dict, get_frequency_list  # slow to load, and seldom asked

    if code not in available_languages("small"):
        return {}
    found = get_frequency_dict(code, "small")
    get_frequency_dict.cache_clear()
    get_frequency_list.cache_clear()
    return found


@cache
def _places(code: str) -> frozenset[str]:
    """Names of countries and regions, in lower case."""
    try:
        return frozenset(str(name).lower() for name in Locale.parse(code).territories.values())
    except (UnknownLocaleError, ValueError):
        return frozenset()


@cache
def _peoples(code: str) -> frozenset[str]:
    """Names of languages of one word, in lower case: what most peoples are called as well."""
    try:
        names = (str(name).lower() for name in Locale.parse(code).languages.values())
        return frozenset(name for name in names if len(name) > 4 and name.isalpha())
    except (UnknownLocaleError, ValueError):
        return frozenset()


def is_people(word: str, code: str) -> bool:
    """Whether a word in lower case names a language, and so a people: `norwegian`."""
    return word in _peoples(code)


def is_place(word: str, code: str) -> bool:
    """Whether a word in lower case names a country or region."""
    return word in _places(code)
