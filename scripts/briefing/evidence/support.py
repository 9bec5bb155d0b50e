"""Support by words: how much of what a sentence says can be found, word for word, in the paragraphs that it cites.

An honest check of a modest kind. It compares the stems of content words and the subjects named, each weighed by how
rare it is on the shelf. A citation is questioned where another paragraph in its stead would carry decidedly more of
the sentence. So it can tell that a locator points at the wrong paragraph; it can't tell that a sentence is true to the
right one, and it keeps silent where a cited source is in another language. How well it tells is measured by
benchmarks/evidence_mutations.py, from which the thresholds come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.evidence.dates import MONTH
from briefing.evidence.examine import Examined
from briefing.evidence.facts import Weekday
from briefing.evidence.lexicon import rarity
from briefing.evidence.lookup import Wording
from briefing.evidence.markup import plain
from briefing.evidence.shelf import Evidence, Shelf
from briefing.evidence.wording import normalise
from briefing.model import Check, Key

ENOUGH = 0.85
"""A sentence of whose weight the cited paragraphs together carry so much is not questioned for what it lacks."""
GAIN = 0.13
"""A citation is questioned where another paragraph of the same source would carry so much more of the sentence."""
RECKONED = 0.35
"""The same of a sentence with a number that stands nowhere, for which no paragraph has the words."""
SURE = 0.14
"""From such a gain on it is an error. A higher bar (.27) saved two true first drafts in a hundred on shelves that had
been read, none on fresh ones, and let four in ten more of moved citations through."""
FEW = 5
"""So few words tell of another paragraph only where it has the sentence's subject, too."""
TWICE = 2
"""A paragraph that alone is cited is the wrong one where another carries more than so many times as much."""
GAINED = 2
"""That paragraph must have so many telling words that the cited one hasn't."""
SPARE = 0.02
"""A citation that alone carries no more than this is spare: the others carry the sentence without it."""
SPARE_GAIN = 0.15
"""A spare citation is questioned where another paragraph of its source carries so much more by itself."""
IDLE = 0.05
"""A cited paragraph that carries less than this, and none of the sentence's facts, adds nothing."""
SUBJECT = 6.0
"""How much a subject tells, beside words that tell 1 to 6."""
LEAST = 0.13
"""A sentence of whose weight the cited paragraphs carry less is not supported, whatever other paragraphs say."""
CLAUSE = 2
"""Content words that a clause needs to be asked for support of its own."""
WHOLE = 3
"""The same of a sentence of one clause, none of whose words is in what it cites."""
TELLING = 4
"""Content words that a sentence needs for that."""


class Supports:
    """Checks support by words, against the cited sources alone: no other source changes a verdict."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def check(self, examined: Examined, checks: Iterable[Check]) -> Iterator[Check]:
        """One check for each cited paragraph; `where` of a miss names the paragraph that would carry more.

        The words of a fact that was found, in whatever form, are carried.
        """
        if not examined.evidence or any(evidence.foreign for evidence in examined.evidence):
            return
        weights = self._weights(examined)
        stems = [evidence.stems & weights.keys() for evidence in examined.evidence]
        printed = self._printed(examined)
        beside = len(stems) > 1 or printed
        found = (normalise(check.value).casefold().split() for check in checks if check.outcome == "found")
        language = self.shelf.language
        printed |= frozenset(language.stem(word.strip(".,")) for words in found for word in words)
        total = _carried(weights, printed.union(*stems))
        unsupported = total < LEAST and len(weights) >= TELLING
        sole = {check.where[0] for check in checks if check.outcome == "found" and len(check.where) == 1}
        for number, evidence in enumerate(examined.evidence):
            others = printed.union(*stems[:number], *stems[number + 1 :])
            better = None
            if total < ENOUGH:
                better = self._better(weights, others, total, evidence, examined)
            if not better and beside and total - _carried(weights, others) <= SPARE:
                better = self._fuller(weights, evidence, examined)
                if not better and (evidence.key, evidence.n) not in sole and _carried(weights, stems[number]) <= IDLE:
                    better = self._instead(weights, others, total, examined)
            value = f"@{evidence.key}, ¶{evidence.n}"
            if better or unsupported:
                yield Check("support", value, "missing", (better,) if better else ())
            else:
                yield Check("support", value, "found", ((evidence.key, evidence.n),))

    def is_weak(self, miss: Check, examined: Examined, checks: Iterable[Check]) -> bool:
        """Whether a questioned paragraph may still be the right one: no other carries so much more of the sentence,
        in its stead or beside what the other citations carry, that it can't be a true thing in other words, or it
        alone has a number, a day or a quotation of the sentence. What was worked out is said in words that no paragraph
        has."""
        reckoned = examined.works_out or any(c.kind == "number" for c in checks if c.outcome == "missing")
        sure = RECKONED if reckoned else SURE
        weights = self._weights(examined)
        stems = {f"@{e.key}, ¶{e.n}": e.stems for e in examined.evidence}
        cited = stems.pop(miss.value)
        rest = frozenset[str]().union(*stems.values())
        total, own = _carried(weights, rest | cited), _carried(weights, cited)
        least = max(total + sure, 0 if stems else total * TWICE)
        spare = bool(stems) and total - _carried(weights, rest) <= SPARE and total < ENOUGH
        meant = (place for place in miss.where if len(weights) > FEW or examined.is_told_by(*place, miss.value))
        others = filter(None, (self.shelf.evidence(*place) for place in meant))
        return all(
            self._has_its_own(miss.value, other, examined)
            or (
                _carried(weights, rest | other.stems) <= least
                and not (spare and _carried(weights, other.stems) - own > sure)
            )
            for other in others
        )

    def _has_its_own(self, value: str, other: Evidence, examined: Examined) -> bool:
        """Whether a cited paragraph, `@key, ¶n`, alone has a number, a day or a month or a quotation of the sentence,
        and another paragraph hasn't."""
        for fact in examined.facts:
            if fact.kind == "name" or (
                fact.kind == "date"
                and not isinstance(fact.value, Weekday)
                and fact.value[0].last - fact.value[0].first > MONTH
            ):
                continue
            held = [f"@{e.key}, ¶{e.n}" for e in examined.evidence if examined.places(e, fact)]
            if held == [value] and not examined.places(other, fact):
                return True
        return False

    def bare(self, examined: Examined, checks: Iterable[Check]) -> Iterator[tuple[str, bool]]:
        """Clauses, behind a semicolon or behind the last citation, of whose words no cited paragraph has any; and
        whether it is the whole sentence, which may only be said in other words."""
        claim, language = examined.claim, self.shelf.language
        if (
            claim.kind in ("caveat", "row")
            or not examined.evidence
            or any(evidence.foreign for evidence in examined.evidence)
        ):
            return
        pieces = plain(claim.passage.text[claim.start : claim.end]).split(";")
        if (
            claim.groups
            and claim.groups[-1].start >= claim.start
            and (rider := plain(claim.passage.text[claim.groups[-1].end : claim.end]))
        ):
            pieces.append(rider)
        held = frozenset[str]().union(*(evidence.stems for evidence in examined.evidence), self._printed(examined))
        found = {w for c in checks if c.outcome != "missing" for w in normalise(c.value).casefold().split()}
        authors = {word for key in examined.works for name in self.shelf.authors(key) for word in name}
        if len(pieces) == 1 and any(check.kind == "support" and check.outcome == "missing" for check in checks):
            return  # which says it already
        least = CLAUSE if len(pieces) > 1 else WHOLE
        for piece in pieces:
            said = examined.wording if len(pieces) == 1 else Wording(normalise(piece), language)
            words = said.words - language.function_words - language.source_words - authors
            if len(words) >= least and found.isdisjoint(words) and held.isdisjoint(map(language.stem, words)):
                yield piece.strip(" ,."), len(pieces) == 1 or bool(said.numbers)

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
        """The claim's stems and subjects with their shares of its weight, by how rare the words are in the language
        and in the cited sources; the authors it names are no part of it."""
        shelf = self.shelf
        language, wording = shelf.language, examined.wording
        authors = frozenset(word for key in examined.works for name in shelf.authors(key) for word in name)
        words = wording.words - authors - language.source_words - language.function_words
        weights = {language.stem(word): rarity(word, language.code) for word in sorted(words)}
        keys = dict.fromkeys(evidence.key for evidence in examined.evidence)
        weights = {stem: weight * shelf.scarcity(stem, keys) for stem, weight in weights.items()}
        weights |= {s: SUBJECT * shelf.scarcity(s, keys) for s in sorted(wording.subjects(shelf.subjects))}
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
        least = RECKONED if examined.claim.kind == "caveat" else GAIN  # that tells what a text does and doesn't say
        have = sum(weights.values()) - sum(wanted.values())
        best: tuple[float, Key, int] | None = None
        lacking = {stem: weight for stem, weight in wanted.items() if stem not in cited.stems}
        for evidence in self._near(cited.key, lacking, least):
            new = wanted.keys() & evidence.stems - cited.stems
            if len(new) < GAINED or (evidence.key, evidence.n) in taken:
                continue
            gain = have + _carried(wanted, evidence.stems) - total
            if gain > least:
                row = (-gain, evidence.key, evidence.n)
                best = min(best, row) if best else row
        return (best[1], best[2]) if best else None

    def _instead(
        self, weights: dict[str, float], others: frozenset[str], total: float, examined: Examined
    ) -> tuple[Key, int] | None:
        """The paragraph of any cited source that, in place of a spare one, would carry decidedly more of the claim."""
        taken = {(evidence.key, evidence.n) for evidence in examined.evidence}
        lacking = {stem: weight for stem, weight in weights.items() if stem not in others}
        rows = [
            (-_carried(weights, others | evidence.stems), evidence.key, evidence.n)
            for key in dict.fromkeys(evidence.key for evidence in examined.evidence)
            for evidence in self._near(key, lacking, SPARE_GAIN)
            if (evidence.key, evidence.n) not in taken
        ]
        best = min(rows, default=(0.0, "", 0))
        return (best[1], best[2]) if -best[0] - total > SPARE_GAIN else None

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


def _carried(weights: dict[str, float], stems: frozenset[str] | set[str]) -> float:
    """Share of a claim's weight that these stems carry."""
    return sum(weight for stem, weight in weights.items() if stem in stems)
