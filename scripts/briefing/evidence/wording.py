"""The one declared normalisation under which texts are compared, and the words of a text.

Before anything is compared: Unicode NFC; ligatures as their letters; all quotation marks, apostrophes and dashes as
`"`, `'` and `-`; `…` as three dots; no-break and thin spaces as spaces, runs of white space as one; soft hyphens
and zero-width characters gone; a no-break space that parts thousands as `'`. Nothing else is changed, nor is case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛′ʼ‹›`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "…": "...",
        **dict(zip("ﬁﬂﬀﬃﬄﬅﬆ", ("fi", "fl", "ff", "ffi", "ffl", "st", "st"), strict=True)),
    }
)
_THOUSANDS = re.compile("(?<=\\d)[\u00a0\u2009\u202f](?=\\d{3}(?!\\d))")
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_DOTTED = re.compile(r"\.[^\W\d_]\.")


@lru_cache(maxsize=100_000)
def normalise(text: str) -> str:
    """The text under the declared normalisation."""
    if not text.isascii():
        text = _THOUSANDS.sub("'", unicodedata.normalize("NFC", text)).translate(_SIGNS)
    made = " ".join(text.split())
    return text if made == text else made  # the same object, so that no second one is held


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """The words in ASCII with which a text in lower case may begin that matches one of these, case ignored."""
    return frozenset(word[0].replace("\u0131", "i") for phrase in phrases if (word := re.match(r"\w+", phrase.lower())))


def fold_acronyms(text: str) -> str:
    """A normalised text in which `U.S.` stands as `US`, as long as before (the gap is filled behind)."""
    if not _DOTTED.search(text):
        return text
    return _ACRONYM.sub(lambda m: m.group().replace(".", "").ljust(len(m.group())), text)


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return word[:-2] if word.endswith(("'s", "'S")) else word.rstrip("'")
