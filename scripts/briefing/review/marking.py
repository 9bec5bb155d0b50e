"""Marks the words that two texts share, so that an eye finds what a sentence took from its paragraph."""

from __future__ import annotations

import re

from briefing.evidence.language import Language
from briefing.evidence.lookup import content_stems
from briefing.evidence.wording import bare, normalise

Segments = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is marked; joined they are the text."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def stems(text: str, language: Language) -> frozenset[str]:
    """Stems of the content words of a plain text, figures included."""
    words = frozenset(bare(word) for word in (normalise(w).casefold() for w in _WORD.findall(text)))
    return content_stems(words, language)


def marked(text: str, shared: frozenset[str], language: Language) -> Segments:
    """A plain text with the words marked whose stems are among `shared`; neighbours are marked as one."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for match in _WORD.finditer(text):
        word = bare(normalise(match.group()).casefold())
        if word not in language.function_words and language.stem(word) in shared:
            gap = text[done : match.start()]
            if pieces and pieces[-1][1] and gap.isspace():
                pieces[-1] = (pieces[-1][0] + gap + match.group(), True)
            else:
                pieces += [(gap, False), (match.group(), True)]
            done = match.end()
    pieces.append((text[done:], False))
    return tuple(piece for piece in pieces if piece[0])
