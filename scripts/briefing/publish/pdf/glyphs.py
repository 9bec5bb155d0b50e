"""Characters that the fonts can't show: found by asking the engine, replaced so that the reader sees it.

PDF/UA refuses a document with a missing glyph. Which characters those are depends on the fonts inside the
engine, so the engine is asked: one short compilation with every unusual character of the pages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from briefing.publish.pdf.engine import Refusal, typeset
from briefing.publish.pdf.literals import quoted

_SHOWN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x400, 0x460)))) | frozenset("\n\t–—‘’“”…")
"""Characters that need not be asked about: Latin, Cyrillic, common punctuation."""
_REFUSED = re.compile(r'(?:the text `"|codepoint `")(\\u\{[0-9a-f]+\}|[^"`]+)"`')
_DROPPED = frozenset("\ufeff")
"""Characters without a meaning inside a text: left out without a word."""


def stand_ins(texts: Iterable[str], fonts: tuple[str, ...] = ()) -> Mapping[str, str]:
    """What to print for each character of the texts that can't be shown; empty for most texts.

    `fonts` are folders of fonts beside the engine's own.

    A character that is another one in disguise (`Ａ`, `ﬁ`) becomes that; any other its code point, `[U+4E2D]`.
    """
    asked = frozenset().union(*map(frozenset, texts)) - _SHOWN
    return _stand_ins(asked, fonts) if asked else {}


@lru_cache(maxsize=64)
def _stand_ins(asked: frozenset[str], fonts: tuple[str, ...]) -> Mapping[str, str]:
    plain = {c: unicodedata.normalize("NFKC", c) for c in asked if not _never(c)}
    missing = _missing(frozenset(plain) | frozenset("".join(plain.values())), fonts)
    found = {c: code_point(c) for c in asked - plain.keys()} | dict.fromkeys(_DROPPED & asked, "")
    for character in asked & missing:
        other = plain[character]
        found[character] = other if other != character and not missing & set(other) else code_point(character)
    return found


def code_point(character: str) -> str:
    """A character by its number, as readers of Unicode charts write it: `[U+4E2D]`."""
    return f"[U+{ord(character):04X}]"


def _never(character: str) -> bool:
    """Whether a character can't be text at all: a control, half a surrogate pair, no character, or private."""
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Co")
        or ord(character) & 0xFFFE == 0xFFFE
        or (character in _DROPPED)
    )


def _missing(characters: frozenset[str], fonts: tuple[str, ...]) -> frozenset[str]:
    """The characters that the engine refuses, out of those given."""
    missing: set[str] = set()
    for _ in range(4):  # an engine that reports only some at a time is asked again
        left = sorted(characters - missing - _SHOWN)
        if not left:
            break
        try:
            typeset(_probe(left), {}, fonts)
            break
        except Refusal as error:
            found = refused(error) & set(left)
            if not found:
                raise
            missing |= found
    return frozenset(missing)


def _probe(characters: list[str]) -> str:
    """A document that holds each character, apart from its neighbours; one that combines stands on an x."""
    words = ("x" + c if unicodedata.combining(c) else c for c in characters)
    body = "; parbreak(); ".join(map(quoted, words))
    return f'#set document(title: "x")\n#set text(font: "Libertinus Serif", lang: "en")\n#{{ {body} }}'


def refused(error: Refusal) -> set[str]:
    """The characters that an error of the engine complains of."""
    texts = _REFUSED.findall(error.diagnostic)
    return {c for t in texts for c in (chr(int(t[3:-1], 16)) if t.startswith("\\u{") else t)}
