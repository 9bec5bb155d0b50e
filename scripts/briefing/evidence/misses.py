"""What is said of a miss: a fact that isn't there, another one that seems to be meant, a citation that adds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.codes import report
from briefing.evidence.companions import Nearer
from briefing.evidence.examine import Examined
from briefing.evidence.facts import Fact
from briefing.evidence.hints import like_name, like_quotation
from briefing.evidence.opposites import Turned
from briefing.evidence.quotations import comparable
from briefing.evidence.strength import is_strong
from briefing.evidence.wording import normalise
from briefing.model import Check, Claim, Waiver
from briefing.problems import Problem

WEAK = "E319"
"""What may be true without standing there as it is: told, and no error."""
_CODES = {"quotation": "E310", "number": "E311", "date": "E312", "name": "E313"}
MARKS = "“”„«»‘’\"'"
_MISSES = {"quotation": "The quotation", "number": "The number", "date": "The date", "name": "The name"}


def bare(pieces: Iterable[tuple[str, bool]], claim: Claim, used: dict[Waiver, str]) -> Iterator[Problem]:
    """Clauses that share no word with what the sentence cites, those that a waiver names left out."""
    for piece, whole in pieces:
        waivers = [waiver for waiver in claim.waivers if covers(waiver.text, piece)]
        used.update(dict.fromkeys(waivers, piece))
        if not waivers:
            yield report(
                WEAK if whole else "E314", claim.place, f"No cited paragraph has a word of “{piece[:80]}”.",
                expected="a citation that carries this clause, too", found="none of its words", source=claim.text,
            )  # fmt: skip


def idle(values: Iterable[str], claim: Claim, used: dict[Waiver, str]) -> Iterator[Problem]:
    """Cited paragraphs that add nothing, those that a waiver names left out."""
    for value in values:
        waivers = [waiver for waiver in claim.waivers if covers(waiver.text, value)]
        used.update(dict.fromkeys(waivers, value))
        if not waivers:
            yield report(
                "E315", claim.place, f"[{value}] adds nothing to the sentence.",
                expected="a paragraph with some of its words, names, numbers or dates", source=claim.text,
            )  # fmt: skip


def turned_round(found: Iterable[Turned], claim: Claim, used: dict[Waiver, str]) -> Iterator[Problem]:
    """What the paragraph has the other way round or denies, those that a waiver names left out."""
    for word, other, evidence, weak in found:
        waivers = [waiver for waiver in claim.waivers if covers(waiver.text, word)]
        used.update(dict.fromkeys(waivers, word))
        if not waivers:
            cited = f"@{evidence.key} ¶{evidence.n}"
            yield report(
                WEAK if weak else "E317", claim.place,
                f"Among the words that stand beside “{word}”, {cited} has “{other}”.",
                expected=f"“{other}”, or “{word}” in the paragraph", found=f"“{word}”", source=claim.text,
            )  # fmt: skip


def covers(allowed: str, value: str) -> bool:
    """Whether a waiver's text is the value, the value within more words, or a part of it."""
    one, two = f" {_waivable(allowed)} ", f" {_waivable(value)} "
    return one in two or two in one


def _waivable(text: str) -> str:
    return normalise(text).strip(" \"'.,;:[]").lower()


def exchange(found: Nearer, claim: Claim) -> Problem:
    """The problem that a fact is which stands in the paragraph, where another has its companions."""
    fact, evidence = found.fact, found.evidence
    if evidence is None:
        return report(
            "E317", claim.place, f"“{fact.text}” stands twice in one list or clause.",
            expected="each thing once", found=fact.text, source=claim.text,
        )  # fmt: skip
    cited = f"@{evidence.key} ¶{evidence.n}"
    return report(
        WEAK if found.weak else "E317", claim.place,
        f"What the sentence says beside “{fact.text}” stands beside “{found.other}” in {cited}.",
        expected=f"“{fact.text}” among the words with which the sentence names it",
        found=f"“{found.other}” nearer to them", source=claim.text,
    )  # fmt: skip


def miss(check: Check, examined: Examined, weak: bool) -> Problem:
    """The problem that a miss is, with where else it does stand."""
    claim = examined.claim
    cited = ", ".join(f"@{e.key} ¶{e.n}" for e in examined.evidence) or "the cited works"
    quoted = check.kind == "quotation"
    telling = [(k, n) for k, n in check.where if quoted or examined.is_told_by(k, n, check.value)]
    elsewhere = ", ".join(f"[@{key}, ¶{n}]" for key, n in telling)
    if check.kind == "support":
        return report(
            WEAK if weak else "E314", claim.place, f"The sentence hardly says what [{check.value}] says.",
            found=f"decidedly more of its words stand in {elsewhere}" if elsewhere else "hardly any of its words",
            help=f"Is {elsewhere} meant?" if elsewhere else "", source=claim.text,
        )  # fmt: skip
    nowhere = "it stands in no paragraph of any source" if not check.where else "it stands in none of them"
    found = f"it stands in {elsewhere}" if elsewhere else nowhere
    help = f"Cite {elsewhere.split(', [')[0]} as well, if that is what is meant." if elsewhere else ""
    if (
        check.kind == "quotation"
        and not elsewhere
        and (like := like_quotation(comparable(check.value.strip(MARKS)), examined.evidence))
    ):
        found = like
    if check.kind == "name" and not check.where:
        help = like_name(check.value, examined.shelf.library)
    return report(
        WEAK if weak else _CODES[check.kind], claim.place,
        f"{_MISSES[check.kind]} {_shown(check)} doesn't stand in {cited}.",
        expected=f"{_shown(check)} in a cited paragraph",
        found=found, help=help, source=claim.text,
    )  # fmt: skip


def _shown(check: Check) -> str:
    return check.value if check.kind == "quotation" else f"“{check.value}”"


def dropped_bound(fact: Fact, examined: Examined) -> Iterator[Problem]:
    """What is told of a number that says more than the paragraph: `300` where that has `at least 300`."""
    said = fact.value
    if fact.kind != "number" or said.bound or isinstance(said.value, str):
        return
    places = [(part, at) for e in examined.evidence for part, at in examined.places(e, fact)]
    held = [quantity for part, at in places for quantity in part.quantities_at(at)]
    if held and all(q.value == said.value and q.bound in ("least", "most", "near") for q in held):
        part, at = places[0]
        yield report(
            WEAK, examined.claim.place, f"The paragraph doesn't say “{fact.text}” without more ado.",
            expected=f"“{part.bounded(at)}”", found=f"“{fact.text}”", source=examined.claim.text,
        )  # fmt: skip


def only_in_original(fact: Fact, examined: Examined) -> Iterator[Problem]:
    """What is told of a fact that only an original has, or that follows from one alone: without it it is missing."""
    found = [(e, part) for e in examined.evidence for part, _ in examined.places(e, fact)]
    held = [e for e, _ in found] or [e for e in examined.evidence if e.original]
    if not held or any(part is not e.original for e, part in found):
        return
    bare = examined.without_originals
    check = bare.check(fact)
    if check and check.outcome == "missing" and is_strong(fact, bare):
        at, how = f"@{held[0].key} ¶{held[0].n}", "stands in" if found else "follows from"
        yield report(
            "E323", examined.claim.place, f"“{fact.text}” {how} the original of {at} alone.",
            expected=f"“{fact.text}” in the digest, too", found="it isn't there", source=examined.claim.text,
        )  # fmt: skip
