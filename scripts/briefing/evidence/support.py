"""Support by words: how much of what a sentence says can be found, word for word, in the paragraphs that it cites.

An honest check of a modest kind. It compares the stems of content words and the subjects named, each weighed by how
rare it is on the shelf. A citation is questioned where another paragraph in its stead would carry decidedly more of
the sentence. So it can tell that a locator points at the wrong paragraph; it can't tell that a sentence is true to the
right one, and it keeps silent where a cited source is in another language. How well it tells is measured by
benchmarks/evidence_mutations.py, from which the thresholds come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from math import log

from briefing.evidence.examine import Examined
from briefing.evidence.lookup import content_stems
from briefing.evidence.shelf import Evidence, Shelf
from briefing.model import Check, Key

ENOUGH = 0.85
"""A sentence of whose weight the cited paragraphs together carry so much is not questioned for what it lacks."""
GAIN_NEAR = 0.09
"""A citation is questioned where another paragraph of the same source would carry so much more of the sentence."""
GAIN_FAR = 0.18
"""The same for a paragraph of another source."""
GAINED = 2
"""That paragraph must have so many telling words that the cited one hasn't."""
SPARE = 0.02
"""A citation that alone carries no more than this is spare: the others carry the sentence without it."""
SPARE_GAIN = 0.15
"""A spare citation is questioned where another paragraph of its source carries so much more by itself."""
IDLE = 0.05
"""A cited paragraph that carries less than this, and none of the sentence's facts, adds nothing."""
RARE = 60
"""Paragraphs of other sources are looked at where they share a word that no more paragraphs than this have."""
LEAST = 0.10
"""A sentence of whose weight the cited paragraphs carry less is not supported, whatever other paragraphs say."""
TELLING = 4
"""Content words that a sentence needs for that."""


class Supports:
    """Checks support by words. Made when all cited paragraphs are indexed: the weights are theirs."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.cited = shelf.indexed()
        self._postings: dict[str, list[int]] = {}
        for number, evidence in enumerate(self.cited):
            for stem in evidence.stems:
                self._postings.setdefault(stem, []).append(number)

    @cached_property
    def _unknown(self) -> float:
        """Weight of a stem that stands in no paragraph."""
        return log((len(self.cited) + 1) / 0.5)

    def check(self, examined: Examined) -> Iterator[Check]:
        """One check for each cited paragraph; `where` of a miss names the paragraph that would carry more."""
        if not examined.evidence or any(evidence.foreign for evidence in examined.evidence):
            return
        weights = self._weights(examined)
        stems = [evidence.stems & weights.keys() for evidence in examined.evidence]
        printed = self._printed(examined)
        total = _carried(weights, printed.union(*stems))
        for number, evidence in enumerate(examined.evidence):
            others = printed.union(*stems[:number], *stems[number + 1 :])
            better = None
            if total < ENOUGH:
                better = self._better(weights, others, total, evidence, examined)
            if not better and len(stems) > 1 and total - _carried(weights, others) <= SPARE:
                better = self._fuller(weights, evidence, examined)
            value = f"@{evidence.key}, ¶{evidence.n}"
            if better or (total < LEAST and len(weights) >= TELLING):
                yield Check("support", value, "missing", (better,) if better else ())
            else:
                yield Check("support", value, "found", ((evidence.key, evidence.n),))

    def idle(self, examined: Examined, checks: Iterable[Check]) -> Iterator[str]:
        """Cited paragraphs that carry next to none of the claim's words, and none of its facts, as `@key, ¶n`."""
        if len(examined.evidence) < 2 or any(evidence.foreign for evidence in examined.evidence):
            return
        useful = {place for check in checks if check.kind != "support" for place in check.where}
        questioned = {check.value for check in checks if check.kind == "support" and check.outcome != "found"}
        weights = self._weights(examined)
        for evidence in examined.evidence:
            value = f"@{evidence.key}, ¶{evidence.n}"
            spare = (evidence.key, evidence.n) not in useful and value not in questioned
            if spare and _carried(weights, evidence.stems) < IDLE:
                yield value

    def _weights(self, examined: Examined) -> dict[str, float]:
        """The claim's stems and subjects with their shares of its weight; the authors it names are no part of it."""
        shelf = self.shelf
        wording = shelf.wording(examined.claim.text)
        authors = frozenset().union(*(shelf.authors(key) for key in examined.works))
        stems = content_stems(wording.words - authors - shelf.language.source_words, shelf.language)
        named = wording.subjects(shelf.subjects)
        weights = {stem: shelf.weights.get(stem, self._unknown) for stem in sorted(stems | named)}
        total = sum(weights.values())
        return {stem: weight / total for stem, weight in weights.items()}

    def _printed(self, examined: Examined) -> frozenset[str]:
        """Stems of the references of works that are cited whole."""
        whole = (key for key in examined.works if key not in self.shelf.library.sources)
        return frozenset().union(*(self.shelf.reference(key).stems for key in whole))

    def _better(
        self, weights: dict[str, float], others: frozenset[str], total: float, cited: Evidence, examined: Examined
    ) -> tuple[Key, int] | None:
        """The paragraph that, instead of a cited one, would carry decidedly more of the claim."""
        taken = {(e.key, e.n) for e in examined.evidence}
        wanted = {stem: weight for stem, weight in weights.items() if stem not in others}
        have = sum(weights.values()) - sum(wanted.values())
        best: tuple[float, Key, int] | None = None
        lacking = {stem: weight for stem, weight in wanted.items() if stem not in cited.stems}
        for evidence in (*self._near(cited.key, lacking, GAIN_NEAR), *self._far(lacking)):
            new = wanted.keys() & evidence.stems - cited.stems
            if len(new) < GAINED or (evidence.key, evidence.n) in taken:
                continue
            gain = have + _carried(wanted, evidence.stems) - total
            needed = GAIN_NEAR if evidence.key == cited.key else GAIN_FAR
            if gain > needed:
                row = (-gain / needed, evidence.key, evidence.n)
                best = min(best, row) if best else row
        return (best[1], best[2]) if best else None

    def _fuller(self, weights: dict[str, float], cited: Evidence, examined: Examined) -> tuple[Key, int] | None:
        """The paragraph of the same source that by itself carries decidedly more of the claim than a spare one."""
        taken = {(e.key, e.n) for e in examined.evidence}
        own = _carried(weights, cited.stems)
        lacking = {stem: weight for stem, weight in weights.items() if stem not in cited.stems}
        rows = [
            (-_carried(weights, evidence.stems), evidence.n)
            for evidence in self._near(cited.key, lacking, SPARE_GAIN)
            if (evidence.key, evidence.n) not in taken
        ]
        best = min(rows, default=(0.0, 0))
        return (cited.key, best[1]) if -best[0] - own > SPARE_GAIN else None

    def _near(self, key: Key, lacking: dict[str, float], needed: float) -> Iterator[Evidence]:
        """Paragraphs of a source that may carry so much of what is lacking: a look at their letters saves indexing."""
        heads = [(stem[: max(3, len(stem) - 1)], weight) for stem, weight in lacking.items() if "/" not in stem]
        named = sum(weight for stem, weight in lacking.items() if "/" in stem)
        for n, letters in self.shelf.letters(key):
            if named + sum(weight for head, weight in heads if head in letters) > needed:
                evidence = self.shelf.evidence(key, n)
                if evidence:
                    yield evidence

    def _far(self, lacking: dict[str, float]) -> Iterator[Evidence]:
        """Cited paragraphs of any source that have a rare word of what is lacking."""
        rows = (self._postings.get(stem, ()) for stem in lacking)
        numbers = {number for row in rows if len(row) <= RARE for number in row}
        return (self.cited[number] for number in sorted(numbers))


def _carried(weights: dict[str, float], stems: frozenset[str] | set[str]) -> float:
    """Share of a claim's weight that these stems carry."""
    return sum(weight for stem, weight in weights.items() if stem in stems)
