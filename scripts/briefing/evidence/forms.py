"""The forms of a name: the adjective or people made of a country, inflected names, initials of an institution."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from briefing.evidence.language import Language
from briefing.evidence.lexicon import is_place

INFLECTION = 3
"""Letters of a case ending, in languages whose names have them."""
STEM = 3
"""Letters that a name and its adjective must share."""


@lru_cache(maxsize=200_000)
def same_name(one: str, other: str, language: Language) -> bool:
    """Whether two words, in lower case, are one name, or a name and the adjective or people made of it.

    `Niger` and `Nigeria` are two, and `Nigerian` is of the second: an adjective is of the longest place that it holds.
    In a language that inflects names, two that differ in their last `INFLECTION` letters at most are forms of one.
    """
    if one == other:
        return True
    if one[:2] != other[:2]:
        return other in language.irregular.get(one, ()) or one in language.irregular.get(other, ())
    if language.inflects and _inflected(one, other, language):
        return True
    if other in language.irregular.get(one, ()) or one in language.irregular.get(other, ()):
        return True
    if one[:STEM] != other[:STEM]:
        return False
    return _adjective(one, other, language) or _adjective(other, one, language) or _both(one, other, language)


def _inflected(one: str, other: str, language: Language) -> bool:
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    least = min(language.demonym_stem, max(STEM, min(len(one), len(other)) - 1))
    return common >= least and max(len(one), len(other)) - common <= INFLECTION


def _adjective(name: str, adjective: str, language: Language) -> bool:
    """Whether the second is the adjective, or the people, of the first."""
    place = place_within(adjective, language.code)
    if place and place != name and place.startswith(name[:STEM]) and len(place) > STEM and place != adjective:
        return False
    if is_place(adjective, language.code) and is_place(name, language.code):
        return False  # `Niger` is none of Nigeria's
    for ending, made in language.demonyms:
        stem = name[: len(name) - len(ending)]
        if len(stem) >= STEM and name.endswith(ending) and adjective == stem + made:
            return True
    return False


def _both(one: str, other: str, language: Language) -> bool:
    """Whether both are forms of one name: `Russian` and `Russians`, `Afghan` and `Afghans`."""
    short, long = sorted((one, other), key=len)
    return len(short) > STEM and long == short + "s" and not is_place(long, language.code)


@lru_cache(maxsize=50_000)
def place_within(adjective: str, code: str) -> str:
    """The longest country or region with which a word begins, empty where there is none: `nigeria` of `nigerian`."""
    for end in range(len(adjective) - 1, STEM, -1):
        if is_place(adjective[:end], code):
            return adjective[:end]
    return ""


@lru_cache(maxsize=100_000)
def first_letters(word: str, language: Language) -> frozenset[str]:
    """The two letters with which the forms of a name may begin."""
    forms = {word, *language.irregular.get(word, ()), *(n for n, made in language.irregular.items() if word in made)}
    return frozenset(form[:2] for form in forms)


def initials(words: Iterable[str], language: Language) -> str:
    """The first letters of an institution's words, function words aside: `nbs` of `national bank of skarv`."""
    return "".join(word[0] for word in words if word not in language.function_words)
