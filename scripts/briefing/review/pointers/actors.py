"""Who says it, and who does it to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.review.pointers.cues import Cues
from briefing.review.pointers.pair import Pair, shown
from briefing.review.pointers.text import Sentence, stems


def speaker(pair: Pair) -> Iterator[str]:
    """Somebody else says or does it here than there."""
    cues = pair.cues
    anywhere = frozenset().union(*(stems(sentence) for sentence in pair.whole))
    theirs: dict[str, set[str]] = {}
    for sentence in pair.source:
        for verb, subject in _subjects(sentence, cues).items():
            theirs.setdefault(verb, set()).update(subject)
    for verb, subject in _subjects(pair.claim, cues).items():
        there = theirs.get(verb)
        if there and subject and not subject & there and subject <= anywhere:
            yield f"“{shown(pair.claim, verb)}” has another subject in the paragraph"
            return


def _subjects(sentence: Sentence, cues: Cues) -> dict[str, set[str]]:
    """Stem of each verb → the telling words before it in its clause; left out where a pronoun stands there."""
    found: dict[str, set[str]] = {}
    for n, word in enumerate(sentence):
        if not word.telling or word.name or not (word.text in cues.speaking or word.text.endswith("ed")):
            continue
        start = n
        while start and sentence[start - 1].text not in _BOUNDS:
            start -= 1
        clause = sentence[start:n]
        passive = any(w.text in cues.finite for w in clause[-2:]) or "by" in {w.text for w in sentence[n + 1 : n + 3]}
        before = clause[-1].text if clause else ""
        if passive or before in _ARTICLES or before in cues.quantifiers or any(w.text in cues.pronouns for w in clause):
            continue
        own = {w.stem for w in clause if w.telling and w.text not in cues.speaking and not w.text[0].isdigit()}
        if own:
            found.setdefault(word.stem, own)
    return found


_ARTICLES = frozenset(["the", "a", "an"])
"""Behind these a word that ends like a verb is an adjective."""
_BOUNDS = frozenset(
    [
        *',:()"', "that", "and", "but", "which", "who", "when", "while", "as", "because", "if", "of", "for", "to", "in",
        "on", "than", "so", "or", "since", "although", "though", "yet", "what", "whom", "by", "between", "across",
        "among", "with", "from", "at", "against", "over", "into",
    ]
)  # fmt: skip
"""What a clause begins behind."""


def roles(pair: Pair) -> Iterator[str]:
    """Two names that have changed places: each stands here among the words that are the other's there."""
    mine, theirs = _around_names([pair.claim]), _around_names(pair.whole)
    known = [name for name in mine if name in theirs]
    for n, one in enumerate(known):
        for other in known[n + 1 :]:
            kept = len(mine[one] & theirs[one]) + len(mine[other] & theirs[other])
            crossed = len(mine[one] & theirs[other]), len(mine[other] & theirs[one])
            if sum(crossed) >= 2 and sum(crossed) > kept and (min(crossed) or not kept):
                yield f"“{one}” and “{other}” stand in each other's place in the paragraph"
                return


def _around_names(sentences: Sequence[Sentence]) -> dict[str, frozenset[str]]:
    """Each name → the telling words next to it, names left out; words before and behind are told apart."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        n = 0
        while n < len(sentence):
            end = n
            while end < len(sentence) and (sentence[end].name or (end == 0 and sentence[end].capital)):
                end += 1
            if end > n:
                sides = (("<", sentence[max(0, n - BESIDE) : n]), (">", sentence[end : end + BESIDE]))
                near = {side + w.stem for side, words in sides for w in words if w.telling and not w.name}
                found.setdefault(sentence[end - 1].text, set()).update(near)
            n = max(end, n + 1)
    return {name: frozenset(near) for name, near in found.items()}


BESIDE = 4
"""Words on either side of a name that are taken to be said of it."""
