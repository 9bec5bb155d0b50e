"""What comes first and what follows from it: two halves of a sentence that have changed places."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.review.pointers.cues import Cues
from briefing.review.pointers.pair import Pair, Seen
from briefing.review.pointers.text import Sentence, stems

Halves = tuple[str, frozenset[str], frozenset[str], str]
"""The relation, what is first in it, what is second, and the words that join them."""


def relations(pair: Pair) -> Iterator[Seen]:
    """The same two things here and there, joined the other way round."""
    theirs = [half for sentence in pair.whole for half in _halves(sentence, pair.cues)]
    for relation, first, second, words in _halves(pair.claim, pair.cues):
        for other, before, behind, theirs_words in theirs:
            if other != relation:
                continue
            kept = len(first & before) + len(second & behind)
            crossed = len(first & behind), len(second & before)
            if sum(crossed) > kept and sum(crossed) >= 2:
                strong = "turned" if min(crossed) else "half turned"
                yield Seen(
                    f"{relation} {strong}",
                    f"“{words}” here joins the two the other way round than “{theirs_words}” in the paragraph",
                )
                return


def _halves(sentence: Sentence, cues: Cues) -> Iterator[Halves]:
    texts = [word.text for word in sentence]
    for phrase, relation, back in cues.joins:
        for n in range(len(texts) - len(phrase)):
            if tuple(texts[n : n + len(phrase)]) == phrase:
                left, right = _left(sentence[:n]), _right(sentence[n + len(phrase) :])
                if n < 2 and "," in texts[n:]:  # the second half leads
                    comma = texts.index(",", n)
                    left, right = sentence[comma:], sentence[n + len(phrase) : comma]
                first, second = (right, left) if back else (left, right)
                if relation == "comparison":
                    first, second = _turned(sentence[:n], first, second, cues)
                one, other = stems(first), stems(second)
                yield relation, one - other, other - one, " ".join(phrase)


def _turned(before: Sentence, first: Sentence, second: Sentence, cues: Cues) -> tuple[Sentence, Sentence]:
    """The greater first: the halves of a comparison change places behind `less` and its like."""
    less = any((which, 1) in cues.opposites.get(word.text, ()) for word in before[-6:] for which in cues.measure)
    return (second, first) if less else (first, second)


def _left(words: Sentence) -> Sentence:
    """What belongs to a joining word before it: up to the comma before the last clause."""
    end = len(words) - 1 if words and words[-1].text == "," else len(words)
    start = next((n for n in range(end - 1, -1, -1) if words[n].text == ","), -1) + 1
    return words[start:end] if any(word.telling for word in words[start:end]) else words[:end]


def _right(words: Sentence) -> Sentence:
    """What belongs to a joining word behind it: up to a comma."""
    end = next((n for n, word in enumerate(words) if word.text == "," and n > 1), len(words))
    return words[:end]
