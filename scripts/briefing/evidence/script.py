"""Which language a source is in, as far as its entry and its letters tell: words can't be compared across two."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import islice

from briefing.evidence.language import Language, language

LETTERS = 300
"""Letters of a text that are looked at."""

USUAL = {"CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "GREEK": "el", "HANGUL": "ko", "HIRAGANA": "ja", "CJK": "zh"}
"""Script → the language that is taken where the entry names none."""

WRITTEN = {
    "CYRILLIC": frozenset(["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"]),
    "ARABIC": frozenset(["ar", "fa", "ur", "ps", "ckb", "ug"]),
    "HEBREW": frozenset(["he", "yi"]),
    "GREEK": frozenset(["el"]),
    "HANGUL": frozenset(["ko"]),
    "HIRAGANA": frozenset(["ja"]),
    "CJK": frozenset(["zh", "ja"]),
}
"""Script → languages written in it; all others are taken to be written in Latin letters."""


def script_of(text: str) -> str:
    """The script of most of a text's first letters, as Unicode names it; LATIN where it has none."""
    counts: Counter[str] = Counter()
    for letter, count in Counter(islice(filter(str.isalpha, text), LETTERS)).items():
        counts[unicodedata.name(letter, "LATIN").split()[0]] += count
    return counts.most_common(1)[0][0] if counts else "LATIN"


def language_of(text: str, home: Language, named: str = "") -> Language:
    """The language of a source's text: the one that its entry names, else the desk's own.

    Neither counts where the text is in letters in which that language isn't written; then it is the usual one of its
    script.
    """
    script = script_of(text)
    written = WRITTEN.get(script)
    for code in (named.split("-")[0].lower(), home.code, USUAL.get(script, "")):
        fits = code in written if written else code and not any(code in codes for codes in WRITTEN.values())
        if fits:
            return language(code)
    return home
