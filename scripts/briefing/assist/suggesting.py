"""Which paragraphs carry a sentence that cites none: those in which its facts stand, and most of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefing.assist.desk import Desk
from briefing.evidence.examine import Examined
from briefing.evidence.shelf import Evidence
from briefing.model import Claim, Key, Passage, Place

LOOKED_AT = 40
"""Paragraphs that share words with the sentence and are looked at more closely."""
TOGETHER = 6
"""Of these the best are tried in twos and threes, where no single one has all facts."""
LEAST, BARE = 0.55, 0.65
"""Share of a sentence's weight that the paragraphs must carry together, with facts in it and without
(benchmarks/suggestions.py)."""
FACTS = 0.6
"""What having all facts counts beside the share of words."""
AUTHOR = 0.15
"""What it counts that the sentence names an author of the source."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What carries a sentence."""

    paragraphs: tuple[tuple[Key, int], ...]
    """Single paragraphs, best first; empty where none carries it, alone or with two others."""
    together: tuple[tuple[Key, int], ...]
    """The fewest of them that hold all its facts."""
    missing: tuple[str, ...]
    """Where none carries it: its facts that stand in none of the paragraphs nearest to it."""

    @property
    def citation(self) -> str:
        """`[@key, ¶2; @other, ¶5]`, empty where nothing carries it."""
        return cited(self.together)


def cited(paragraphs: Sequence[tuple[Key, int]]) -> str:
    """A citation of paragraphs, `[@key, ¶2; @other, ¶5]`; empty for none."""
    return f"[{'; '.join(f'@{key}, ¶{n}' for key, n in paragraphs)}]" if paragraphs else ""


def suggest(sentence: str, desk: Desk, most: int = 3) -> Suggested:
    """The paragraphs that carry a sentence (plain text, without citations), at most `most` of them.

    A paragraph carries it where all its quotations, numbers, dates and names stand there and enough of its words do; it
    says nothing of whether the sentence says what the paragraph says.
    """
    claim = _claim(sentence)
    weights = desk.weigh(sentence)
    near = desk.nearest(weights, LOOKED_AT)
    ranked = sorted((-_score(claim, share, evidence, desk), number) for number, (share, evidence) in enumerate(near))
    best = [near[number][1] for _, number in ranked]
    for group in _groups(best[:TOGETHER], most):
        carried = frozenset().union(*(evidence.stems for evidence in group))
        bare = not _examined(claim, group, desk).facts
        if sum(weight for stem, weight in weights.items() if stem in carried) < (BARE if bare else LEAST):
            continue
        if not _missing(claim, group, desk):
            others = [evidence for evidence in best if evidence not in group]
            rows = [(e.key, e.n) for e in (*group, *others)][:most]
            return Suggested(tuple(rows), tuple(sorted((e.key, e.n) for e in group)), ())
    return Suggested((), (), _missing(claim, best[:most], desk))


def _claim(sentence: str) -> Claim:
    passage = Passage(sentence, Place("-"), "-")
    return Claim("", "sentence", passage, 0, len(sentence), sentence, (), (), (), passage.place)


def _examined(claim: Claim, group: Sequence[Evidence], desk: Desk) -> Examined:
    """The claim as if it cited these paragraphs."""
    works = tuple(dict.fromkeys(e.key for e in group if e.key in desk.library.works))
    return Examined(claim, desk.shelf, tuple(group), works)


def _score(claim: Claim, share: float, evidence: Evidence, desk: Desk) -> float:
    """How well one paragraph carries the claim: its words, its facts, and who is named as saying it."""
    examined = _examined(claim, (evidence,), desk)
    facts = examined.facts
    found = sum(any(True for _ in examined.places(evidence, fact)) for fact in facts) / len(facts) if facts else 0.0
    words = examined.wording.words
    named = any(name and name[-1] in words for name in desk.shelf.authors(evidence.key))
    return share + FACTS * found + AUTHOR * named


def _groups(best: Sequence[Evidence], most: int) -> Iterator[tuple[Evidence, ...]]:
    """Single paragraphs, then pairs, then threes, the better ones first."""
    for size in range(1, min(most, len(best)) + 1):
        yield from combinations(best, size)


def _missing(claim: Claim, group: Sequence[Evidence], desk: Desk) -> tuple[str, ...]:
    """The facts of a claim that stand in none of these paragraphs, as they are written."""
    examined = _examined(claim, group, desk)
    checks = (examined.check(fact) for fact in examined.facts)
    return tuple(check.value for check in checks if check and check.outcome == "missing")
