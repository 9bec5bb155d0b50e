"""What is a word: how common it is in the language of a text, from a list of frequencies."""

from __future__ import annotations

import re
from functools import lru_cache

COMMON = {
    "en": "the and that with was for not from this which",
    "de": "der die und nicht das mit eine auf für ist",
    "fr": "les des est dans une que pour qui sur pas",
    "es": "los las que por una para con del como más",
    "it": "che della per una con sono nel gli dei non",
    "pt": "que não uma para com dos por mais das como",
    "nl": "het een van niet dat zijn voor met aan maar",
    "ru": "и в на что не это как для его по",
}
"""Words by which a language is told."""
HERE = 2.0
"""Occurrences in a thousand million words, as a power of ten, from which letters in a row are a word."""


@lru_cache(maxsize=8)
def language_of(text: str) -> str:
    """The language of a text by its commonest words: a code of two letters, `en` where nothing tells."""
    found = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    counts = {code: sum(found.count(word) for word in row.split()) for code, row in COMMON.items()}
    return max(counts, key=lambda code: counts[code])


@lru_cache(maxsize=20_000)
def commonness(word: str, language: str) -> float:
    """How common a word is, from 0 (not listed) to 8; each step is ten times as common."""
    from wordfreq import zipf_frequency  # costs half a second, and most texts break no word

    return float(zipf_frequency(word, language))


def is_word(word: str, language: str) -> bool:
    """Whether letters in a row are an ordinary word of a language."""
    return commonness(word.lower(), language) >= HERE
