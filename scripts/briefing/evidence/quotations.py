"""Quotations: what stands in quotation marks, and whether a paragraph has it word for word."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.evidence.facts import Fact
from briefing.evidence.wording import normalise

_PAIRS = ("“”", "«»", "»«", "„“", "„”", "””", "‟”", "‘’", "‚‘", "‚’", "‹›", "›‹", "「」", "『』", "〝〞", "＂＂", "❝❞")
"""How quotations open and close, in the world's styles."""


def _style(pair: str) -> str:
    """A pattern of one style; single marks close where no letter follows, since they are apostrophes as well."""
    opening, closing = pair[0], pair[1]
    if closing in "’‘":
        return rf"(?<!\w){opening}([^{opening}]*?){closing}(?!\w)"
    return rf"{opening}([^{opening}{closing}]*){closing}"


_STRAIGHT = (
    r"(?<!\w)\"([^\"]*)\"(?!\w)",
    r"``((?:(?!'').)*)''",
    r"(?<![\w'])''((?:(?!'').)+)''(?!\w)",
    r"(?<![\w'])'([^']*(?:'\w[^']*)*)'(?![\w'])",
    r"″([^″]*)″",
)
_QUOTED = re.compile("|".join([*map(_style, _PAIRS), *_STRAIGHT]))
_OPENINGS = re.compile(rf"[{''.join(pair[0] for pair in _PAIRS)}\"`″]|(?<![\w'])'")
_ANY = re.compile('[“”«»„"]')
_EDGES = " .,;:!?-"


def find_quotations(text: str) -> tuple[Fact, ...]:
    """What stands in quotation marks in a plain text, in order; `value` is its wording as it is compared."""
    found: list[Fact] = []
    for match in _QUOTED.finditer(text) if _OPENINGS.search(text) else ():
        value = comparable(next((group for group in match.groups() if group is not None), ""))
        if re.search(r"\w", value):
            found.append(Fact("quotation", match.group(), match.start(), match.end(), value))
    return tuple(found)


def unclosed_quotation(text: str) -> int | None:
    """Offset of a quotation mark that has no fellow, or None."""
    if not _ANY.search(text):
        return None
    rest = _QUOTED.sub(lambda m: " " * len(m.group()), text)
    match = re.search(r"[“”«»„]|(?<!\w)\"|\"(?!\w)", re.sub(r"(?<=\d)[\"”]", " ", rest))
    return match.start() if match else None


@lru_cache(maxsize=100_000)
def comparable(words: str) -> str:
    """Wording as it is compared: normalised, without an ellipsis or punctuation at its ends."""
    return normalise(words).strip(_EDGES)


def stands_in(quotation: str, text: str) -> bool:
    """Whether a quotation, as `comparable` gives it, stands in a normalised text."""
    return place_in(quotation, text) is not None


def place_in(quotation: str, text: str) -> int | None:
    """Where a quotation stands in a normalised text: whole words, its first letter in either case."""
    for first in {quotation[0].lower(), quotation[0].upper()}:
        wanted = first + quotation[1:]
        at = text.find(wanted)
        while at >= 0:
            before, after = text[at - 1 : at], text[at + len(wanted) : at + len(wanted) + 1]
            if not before.isalnum() and not after.isalnum():
                return at
            at = text.find(wanted, at + 1)
    return None
