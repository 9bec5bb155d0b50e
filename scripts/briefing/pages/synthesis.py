"""What scripts make of the evidence: related topics, representative sentences; no words of their own.

Sentences are chosen by centrality with diversity. Each is a vector of tf–idf weights; its centrality is the sum of
its cosine similarities with all others (degree centrality: Erkan and Radev, LexRank, 2004), which is one product with
the sum of all vectors, so that time is linear. Diversity is maximal marginal relevance (Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

BALANCE = 0.6
"""Weight of centrality against diversity, 0 to 1."""
RELATED = 6
"""How many related topics a page names."""

_WORD = re.compile(r"\w{2,}")
Vector = dict[str, float]


def related(paragraphs: Mapping[str, Set[tuple[str, int]]]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Subject → topics whose paragraphs it shares, by cosine similarity of the two sets; (topic, shared) each."""
    by_paragraph: dict[tuple[str, int], list[str]] = defaultdict(list)
    for subject, rows in paragraphs.items():
        if subject.startswith("topics/"):
            for row in rows:
                by_paragraph[row].append(subject)
    found = {}
    for subject, rows in paragraphs.items():
        shared = Counter(topic for row in rows for topic in by_paragraph[row] if topic != subject)
        ranked = sorted(shared, key=lambda t: (-shared[t] / math.sqrt(len(rows) * len(paragraphs[t])), t))
        found[subject] = tuple((topic, shared[topic]) for topic in ranked[:RELATED])
    return found


def representative(sentences: Sequence[str], groups: Sequence[object], each: int) -> list[int]:
    """Indexes, in order, of the sentences that represent a whole, at most `each` from one group.

    `groups[i]` says to which group (a source, say) sentence `i` belongs; every group is represented.
    """
    vectors = _weighted(sentences)
    whole: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for word, weight in vector.items():
            whole[word] += weight
    central = [sum(weight * whole[word] for word, weight in vector.items()) for vector in vectors]
    highest = max(central, default=0.0) or 1.0
    members: dict[object, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        members[group].append(i)
    chosen: list[int] = []
    for row in members.values():
        chosen += _diverse(row, [c / highest for c in central], vectors, each)
    return sorted(chosen)


def _diverse(row: Sequence[int], central: Sequence[float], vectors: Sequence[Vector], count: int) -> list[int]:
    """The most central of a group's sentences, each unlike those chosen before."""
    left, chosen = list(row), list[int]()
    nearest = dict.fromkeys(row, 0.0)
    while left and len(chosen) < count:
        best = max(left, key=lambda i: (BALANCE * central[i] - (1 - BALANCE) * nearest[i], -i))
        if chosen and nearest[best] > 0.8:
            break  # what is left says the same again
        left.remove(best)
        chosen.append(best)
        for i in left:
            nearest[i] = max(nearest[i], _dot(vectors[i], vectors[best]))
    return chosen


def _weighted(sentences: Sequence[str]) -> list[Vector]:
    """Unit vectors of tf–idf weights; a word of every sentence weighs nothing."""
    counts = [_words(sentence) for sentence in sentences]
    spread = Counter(word for row in counts for word in row)
    total = len(sentences)
    found = []
    for row in counts:
        vector = {word: n * math.log((1 + total) / spread[word]) for word, n in row.items()}
        length = math.sqrt(sum(w * w for w in vector.values())) or 1.0
        found.append({word: weight / length for word, weight in vector.items()})
    return found


@lru_cache(maxsize=50_000)
def _words(sentence: str) -> Mapping[str, int]:
    return Counter(_WORD.findall(sentence.casefold()))


def _dot(a: Vector, b: Vector) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b.get(word, 0.0) for word, weight in a.items())
