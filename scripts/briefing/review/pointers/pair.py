"""What a rule looks at: a sentence of a claim, and the sentences of its paragraphs that share its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefing.review.pointers.cues import Cues
from briefing.review.pointers.text import Sentence, stems

WINDOW = 5
"""Words behind a cue among which what it governs is looked for."""
NEAR = 6
"""Words on either side among which a softer word of denial excuses."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of a claim, the sentences that it rests on, and all that its paragraphs say."""

    claim: Sentence
    source: tuple[Sentence, ...]
    whole: tuple[Sentence, ...]
    cues: Cues

    @property
    def near(self) -> tuple[Sentence, ...]:
        """The sentence that it rests on most, or those that share as many words."""
        mine = stems(self.claim)
        shared = [len(mine & stems(sentence)) for sentence in self.source]
        return tuple(s for s, n in zip(self.source, shared, strict=True) if n == shared[0])


class Seen(NamedTuple):
    """A thing that a rule saw: the name by which its weight is found, kind and what, and the words for it."""

    feature: str
    why: str


Rule = Callable[[Pair], Iterator[Seen]]


def shown(sentence: Sentence, stem: str) -> str:
    """A word of a sentence by its stem, as it stands there."""
    return next((word.text for word in sentence if word.stem == stem), stem)
