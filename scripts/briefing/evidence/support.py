"""Support by words: how much of what a sentence says can be found, word for word, in the paragraphs that it cites.

An honest check of a modest kind. It compares the stems of content words and the subjects named, each weighed by how
rare it is on the shelf. A citation is questioned where another paragraph in its stead would carry decidedly more of
the sentence. So it can tell that a locator points at the wrong paragraph; it can't tell that a sentence is true to the
right one. How well it tells is measured by benchmarks/evidence_mutations.py, from which the thresholds come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from math import log

from briefing.codes import report
from briefing.evidence.examine import Examined
from briefing.evidence.shelf import Evidence, Shelf, content_stems
from briefing.model import Check, Key
from briefing.problems import Problem

ENOUGH = 0.75
"""A sentence of whose weight the cited paragraphs carry so much is not questioned."""
GAIN_NEAR = 0.10
"""A citation is questioned where another paragraph of the same source would carry so much more of the sentence."""
GAIN_FAR = 0.20
"""The same for a paragraph of another source."""
LEAST = 0.10
"""A sentence of whose weight the cited paragraphs carry less is not supported, whatever other paragraphs say."""
TELLING = 4
"""Content words that a sentence needs for that."""
IDLE = 0.04
"""A cited paragraph that carries less, and no fact, adds nothing."""


class Supports:
    """Checks support by words. Made when all cited paragraphs are indexed: the weights are theirs."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.cited = tuple(shelf.indexed())

    @cached_property
    def _unknown(self) -> float:
        """Weight of a stem that stands in no paragraph."""
        return log((len(self.cited) + 1) / 0.5)

    def check(self, examined: Examined) -> Iterator[Check]:
        """One check for each cited paragraph; `where` of a miss names the paragraph that would carry more."""
        if not examined.evidence:
            return
        weights = self._weights(examined)
        stems = [evidence.stems & weights.keys() for evidence in examined.evidence]
        printed = self._printed(examined)
        total = _carried(weights, printed.union(*stems))
        settled = total >= ENOUGH
        for number, evidence in enumerate(examined.evidence):
            value = f"@{evidence.key}, ¶{evidence.n}"
            better = None
            if not settled:
                others = printed.union(*stems[:number], *stems[number + 1 :])
                better = self._better(weights, others, total, evidence, examined)
            if better or (total < LEAST and len(weights) >= TELLING):
                yield Check("support", value, "missing", (better,) if better else ())
            else:
                yield Check("support", value, "found", ((evidence.key, evidence.n),))

    def idle(self, examined: Examined, checks: Iterable[Check]) -> Iterator[Problem]:
        """Cited paragraphs that carry none of the claim's words and none of its facts."""
        useful = {place for check in checks if check.kind != "support" for place in check.where}
        questioned = {check.value for check in checks if check.kind == "support" and check.outcome != "found"}
        weights = self._weights(examined) if len(examined.evidence) > 1 else {}
        for evidence in examined.evidence if weights else ():
            value = f"@{evidence.key}, ¶{evidence.n}"
            if (evidence.key, evidence.n) in useful or value in questioned:
                continue
            if _carried(weights, evidence.stems) < IDLE:
                yield report(
                    "E315", examined.claim.place, f"[{value}] adds nothing to the sentence.",
                    expected="a paragraph with some of its words, names, numbers or dates", source=examined.claim.text,
                )  # fmt: skip

    def _weights(self, examined: Examined) -> dict[str, float]:
        """The claim's stems and subjects with their shares of its weight; the authors it names are no part of it."""
        shelf = self.shelf
        wording = shelf.wording(examined.claim.text)
        authors = frozenset().union(*(shelf.authors(key) for key in examined.works))
        stems = content_stems(wording.words - authors - shelf.language.source_words, shelf.language)
        named = {subject for _, _, subject in shelf.subjects.find(wording.keys)}
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
        for evidence in (*self.shelf.all_of(cited.key), *self.cited):
            gain = have + _carried(wanted, evidence.stems) - total
            needed = GAIN_NEAR if evidence.key == cited.key else GAIN_FAR
            if gain > needed and (evidence.key, evidence.n) not in taken:
                row = (-gain / needed, evidence.key, evidence.n)
                best = min(best, row) if best else row
        return (best[1], best[2]) if best else None


def _carried(weights: dict[str, float], stems: frozenset[str] | set[str]) -> float:
    """Share of a claim's weight that these stems carry."""
    return sum(weight for stem, weight in weights.items() if stem in stems)
