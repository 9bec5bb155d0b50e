"""A text's words and their stems, as the search box takes them: `rank.js` has the same two functions."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])")
_INNER = re.compile(r"\.[^\W\d_]")
_OWNER = re.compile(r"['’]s(?![A-Za-z0-9_])")
_WORD = re.compile(r"[^\W_]+")
_ASCII = {i: chr(i).lower() if chr(i).isalnum() else " " for i in range(128)}
_DOUBLE = re.compile(r"([^aeioulsz])\1$")
_ENDING = re.compile(r"([^e])(ing|ed|ment|tion|er)$")


def words(text: str) -> list[str]:
    """The words of a text, in lower case, without accents, full stops of abbreviations and apostrophes.

    >>> words("The U.A.E.'s envoys met Ghāzī’s")
    ['the', 'uae', 'envoys', 'met', 'ghazi']
    """
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.category(c).startswith("M"))
    if _INNER.search(text):
        text = _DOTTED.sub(lambda m: m[0].replace(".", ""), text)
    if "'" in text or "’" in text:
        text = _OWNER.sub("", text).replace("'", "").replace("’", "")
    return text.translate(_ASCII).split() if text.isascii() else _WORD.findall(text.lower())


@lru_cache(200_000)
def stem(word: str) -> str:
    """A word without endings of number and tense.

    >>> stem("policies"), stem("drills"), stem("designation"), stem("stopped"), stem("2003s")
    ('policy', 'drill', 'designat', 'stop', '2003s')
    """
    if len(word) < 4 or re.search(r"[0-9]", word):
        return word
    short = re.sub(r"ies$", "y", word)
    short = re.sub(r"(ss|sh|ch|x|z)es$", r"\1", short)
    short = re.sub(r"([^sui])s$", r"\1", short)
    if len(short) > 5:
        short = _ENDING.sub(lambda m: f"{m[1]}t" if m[2] == "tion" else m[1], short)
    return re.sub(r"e$", "", _DOUBLE.sub(r"\1", short))
