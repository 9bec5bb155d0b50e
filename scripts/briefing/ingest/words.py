# ruff: noqa: E501, SIM905 - patterns and lists of words read best as they are
"""Small questions that rules ask of a piece of text: is it prose, a title, cut off, a name."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’\-‐‑](?=[^\W_]))*")
CLOSERS = "\"'”’»›)]}*_」』"
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
"""Characters of scripts that set no space between words."""
TERMINAL = re.compile(r"[.!?…。！？؟۔।]$")
TRAILING_MARK = re.compile(
    r"(?:\[\^?\w{1,4}\]|[⁰¹²³⁴-⁹₀-₉*†‡§]|\^\{?\(?\d{1,3}\)?\}?|(?<=[.!?…\"'”’»)。！？」』])\s?\(?\d{1,3}\)?)+$"
)
TAIL = 80
"""Characters at a text's end in which its markers are looked for: what is longer is no marker."""
SMALL = frozenset(
    "a an and as at but by de del der des di du e el en et for from if il in into la las le les los nor of off on onto or "
    "over per than that the to und up upon van via von vs vs. with within without und der die das im und für и в на о с "
    "по из для к от и за y del en a o e da do dos para com".split()
)
FUNCTION = frozenset(
    "a an the and or but nor of in on at by for from to with without into onto upon over under between among about after "
    "before during through against toward towards across that which who whom whose this these those its their his her our "
    "your my is are was were be been being has have had will would can could may might shall should must not as than if "
    "because while although though since when where how such other more most some any each every both no de la le les des "
    "du et en un une der die das und von zu mit den dem ein eine el los las y que para por и в на с по из для что как".split()
)
NEVER_LAST = frozenset(
    "dr. st. mr. mrs. ms. prof. gen. col. lt. sgt. capt. sen. rep. gov. fig. figs. vol. vols. e.g. i.e. cf. vs. v. p. pp. no. "
    "nos. art. para. vgl. n° s. с. ص. № núm. z.b. bzw. d.h.".split()
)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def words(text: str) -> int:
    """How many words a text has; two characters of a script without spaces count as one."""
    found = len(text.split())
    return found if text.isascii() else found + len(UNSPACED.findall(text)) // 2


def bare(text: str) -> str:
    """A text without closing quotes, brackets and note markers at its end."""
    before = None
    while before != text:
        before = text
        text = text.rstrip()
        text = (text[:-TAIL] + TRAILING_MARK.sub("", text[-TAIL:])).rstrip().rstrip(CLOSERS)
    return text


def ends(text: str) -> bool:
    """Whether a text ends as a sentence does, note markers aside; `Dr.` ends none."""
    last = text[-8:].rsplit(None, 1)[-1:] or [""]
    if last[0].lower().lstrip('("“') in NEVER_LAST or (
        len(last[0]) == 2 and last[0][0].islower() and last[0][1] == "."
    ):
        return False
    if TERMINAL.search(text.rstrip()) or TERMINAL.search(text.rstrip().rstrip(CLOSERS)):
        return True
    return bool(TERMINAL.search(bare(text)))


def cut_off(text: str) -> bool:
    """Whether a text stops within a sentence."""
    return not ends(text) and not bare(text).endswith((":", ";"))


def hangs(text: str) -> bool:
    """Whether a line stops within a phrase: on a small word, a comma, a colon or a dash."""
    last = re.sub(r"(?<!\W)\W+$", "", text).rpartition(" ")[2].lower()
    return text.rstrip().endswith((":", ",", "–", "—", "-")) or (
        not ends(text) and (last in FUNCTION or last in SMALL) and text.rstrip()[-1:].isalpha()
    )


def begins_small(text: str) -> bool:
    """Whether a text begins with a lower-case letter, opening quotes and brackets aside."""
    start = text.lstrip("\"'“‘«‹([*_¿¡ ")
    return bool(start) and start[0].islower()


def is_caps(text: str) -> bool:
    """Whether a text is set in capitals."""
    letters = "".join(filter(str.isalpha, text))
    upper = sum(map(str.isupper, letters))
    return len(letters) >= 4 and upper > 0.85 * len(letters)


def title_case(text: str) -> float:
    """Share of the words beyond the first, small words aside, that begin with a capital or a figure."""
    found = [w for w in re.findall(r"[^\s\-–—/]+", text) if any(map(str.isalnum, w))][1:]
    big = [w for w in found if w.lower().strip("'’\"“”.,:;!?()") not in SMALL]
    if not big:
        return 1.0
    return sum(1 for w in big if not w.lstrip("\"'“‘(«¿¡")[:1].islower()) / len(big)


def sentences(text: str) -> int:
    """Roughly how many sentences a text has."""
    return len(
        re.findall(
            r"[^\W\d_]{2}(?:[\"”’)\]›]|\s?»)?[.!?…؟۔][\"”’»›)\]\d⁰-₉]*(?:\s»)?(?=\s+[\"“‘(\[«‹]?[^\Wa-z]|$)", text
        )
    )


@lru_cache(maxsize=256)
def prose(text: str) -> bool:
    """Whether a text reads as running prose: a sentence at least, with small words in it."""
    found = WORD.findall(text)
    if len(found) < 6:
        unspaced = len(UNSPACED.findall(text)) if not text.isascii() else 0
        return unspaced >= 12 and (unspaced >= 36 or ends(text))
    small = sum(1 for w in found if w[0].islower() or not (w[0].isupper() or w[0].islower()))
    return small >= 0.45 * len(found) and (len(found) >= 18 or ends(text))
