"""Of which country a name speaks: by its name, its people, or a city of it, `Cairo` for Egypt, `Turkish` for Turkey.

Countries are CLDR's, cities those that name a time zone, and the seats of governments that name none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from briefing.evidence.forms import same_name
from briefing.evidence.language import Language
from briefing.evidence.lookup import Wording
from briefing.evidence.names import is_capital

LONGEST = 4
"""Words of a country's name that are looked for."""


@lru_cache(maxsize=20_000)
def countries(words: tuple[str, ...], language: Language) -> frozenset[str]:
    """The codes of the countries of which a name in lower case may speak.

    >>> from briefing.evidence.language import language
    >>> countries(("addis", "ababa"), language())
    frozenset({'ET'})
    """
    named = _named(language)
    found = named.get(" ".join(words), frozenset())
    if found or len(words) > 1:
        return found
    (word,) = words
    own = language.irregular.get(word, frozenset())
    for name in _by_letters(language).get(word[:2], ()) if len(word) > 3 else ():
        if same_name(name, word, language):
            found |= named[name]
    for last, made in language.irregular.items():
        if word in made or own & made:
            found |= frozenset[str]().union(*(codes for name, codes in named.items() if name.split()[-1] == last))
    return found


def countries_in(part: Wording) -> frozenset[str]:
    """The codes of the countries of which a paragraph speaks."""
    return frozenset[str]().union(*(countries(words, part.language) for words in _runs(part)))


def _runs(part: Wording) -> Iterator[tuple[str, ...]]:
    """Words with capitals, alone and with those beside them."""
    for first, token in enumerate(part.tokens):
        if is_capital(token.text):
            yield from (tuple(part.keys[first : first + size]) for size in range(1, LONGEST + 1))


@cache
def _named(language: Language) -> dict[str, frozenset[str]]:
    """Name of a country, region or city, in lower case → codes."""
    try:
        territories = {code: str(name).lower() for code, name in Locale.parse(language.code).territories.items()}
    except (UnknownLocaleError, ValueError):
        territories = {}
    rows = [(name, code) for code, name in territories.items()]
    rows += [(code.lower(), code) for code in territories if code.isalpha()]
    zones = get_global("zone_territories").items()
    rows += [(zone.rpartition("/")[2].replace("_", " ").lower(), code) for zone, code in zones if "/" in zone]
    rows += language.seats.items()
    found: dict[str, frozenset[str]] = {}
    for name, code in rows:
        found[name] = found.get(name, frozenset()) | {code}
    regions = {name: code for code, name in territories.items() if code.isdigit()}
    for name, code in rows:  # the European Union is Europe's
        for region, of in regions.items():
            if " " in name and " " not in region and same_name(region, name.split()[0], language):
                found[name] |= {of}
                found[code.lower()] = found.get(code.lower(), frozenset()) | {of}
    return found


@cache
def _by_letters(language: Language) -> dict[str, tuple[str, ...]]:
    """First two letters → the names of one word that begin with them."""
    found: dict[str, tuple[str, ...]] = {}
    for name in _named(language):
        if " " not in name and len(name) > 3:
            found[name[:2]] = (*found.get(name[:2], ()), name)
    return found
