"""The evidence checks: every sentence cited, every citation resolved, every fact of a sentence in what it cites."""

from __future__ import annotations

import os
import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain
from threading import Lock

from briefing.apart import can_fork, spread
from briefing.cluster import Hands
from briefing.codes import report
from briefing.evidence.citations import parse_citations
from briefing.evidence.companions import exchanged
from briefing.evidence.covers import check_covers
from briefing.evidence.dates import edtf_spans
from briefing.evidence.examine import Examined
from briefing.evidence.facts import Fact, Name
from briefing.evidence.grounds import grounds, is_held, lacks
from briefing.evidence.language import language as language_of
from briefing.evidence.malformed import check_answers, check_passage
from briefing.evidence.misses import bare, covers, dropped_bound, exchange, idle, miss, only_in_original, turned_round
from briefing.evidence.opposites import denied, turned
from briefing.evidence.quotations import unclosed_quotation
from briefing.evidence.remembered import Remembered
from briefing.evidence.shelf import Evidence, Shelf
from briefing.evidence.strength import is_own_day, is_strong
from briefing.evidence.subjects import tokens
from briefing.evidence.support import Supports
from briefing.evidence.timely import is_time_word
from briefing.evidence.wording import normalise
from briefing.model import Check, Citation, Claim, Document, Event, Key, Library, Waiver
from briefing.problems import Problem

NAMED = frozenset({"person", "organisation", "place"})
"""Kinds of entities that have a proper name; documents and events are often told of in other words."""
MANY = 2000
"""So many claims are worth more than one core."""
HELD = 400
"""After so many claims what was looked up for them is let go."""


def check_evidence(
    library: Library,
    claims: tuple[Claim, ...],
    originals: Mapping[Key, Document] | None = None,
    language: str = "en",
    remembered: Remembered | None = None,
    hands: Hands | None = None,
    step: Callable[[], object] = lambda: None,
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims with their checks, in order, and all problems of the evidence; `step` is called after each claim.

    Facts are looked up in the digests, and in `originals` (documents by key) where they are given; quotations then in
    the originals alone. Nothing is looked up by likeness: a fact stands there under the declared normalisation, or is
    missing. Nothing is raised: what is wrong is among the problems. What is `remembered` of this library (without
    originals) isn't compared again.
    """
    shelf = Shelf(library, originals, language_of(language))
    problems: list[Problem] = []
    for passage in library.passages():
        if remembered is None or remembered.cited(passage) is None:
            problems += (wrong := tuple(check_passage(passage, language)))
            if remembered and not wrong:
                remembered.keep_cited(passage)
    problems += check_covers(shelf, language, remembered)
    checked, more = check_claims(claims, shelf, remembered=remembered, hands=hands, step=step)
    shelf.forget()  # its paragraphs, which know their shelf, would outlive it
    return checked, (*problems, *more, *check_answers(library, claims))


def check_claims(
    claims: tuple[Claim, ...],
    shelf: Shelf,
    supports: Supports | None = None,
    remembered: Remembered | None = None,
    hands: Hands | None = None,
    step: Callable[[], object] = lambda: None,
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The same for some claims against a shelf; `supports` of an earlier run keep its weights.

    With `hands`, others compare them, each some of them with the library at hand; many are spread over the cores.
    """
    keys = [remembered.key(claim) if remembered else None for claim in claims]
    known = [remembered.checks(key) if remembered else None for key in keys]
    left = tuple(claim for claim, checks in zip(claims, known, strict=True) if checks is None)
    if hands:
        found = compare_all(left, shelf, hands)
    elif len(left) >= MANY and can_fork():
        found = compare_apart(left, shelf)
    else:
        found = compare(left, shelf, supports or Supports(shelf))
    checked, unresolved, problems = list[Claim](), list[Problem](), list[Problem]()
    for claim, key, checks in zip(claims, keys, known, strict=True):
        if checks is None:
            compared = next(found)
            unresolved += compared.unresolved
            problems += compared.problems
            checks = compared.checks
            if remembered and compared.whole:
                remembered.keep(key, checks)
        checked.append(replace(claim, checks=checks))
        step()
    return tuple(checked), (*unresolved, *problems)


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing one claim found."""

    checks: tuple[Check, ...]
    unresolved: tuple[Problem, ...]
    """What is wrong with its citations."""
    problems: tuple[Problem, ...]
    whole: bool
    """Whether nothing was wrong, and nothing missing that other sources were asked for."""


def compare(claims: Iterable[Claim], shelf: Shelf, supports: Supports) -> Iterator[Compared]:
    """Each claim compared, one after the other."""
    events = {f"event:{event.id}": event for event in shelf.library.events}
    for number, claim in enumerate(claims, 1):
        if number % HELD == 0:
            shelf.forget()
        unresolved, problems, missed = list[Problem](), list[Problem](), shelf.missed
        checked = _examine(_prepare(claim, shelf, unresolved), supports, problems, events)
        whole = not unresolved and not problems and shelf.missed == missed
        yield Compared(checked.checks, tuple(unresolved), tuple(problems), whole)


def compare_apart(claims: Sequence[Claim], shelf: Shelf) -> Iterator[Compared]:
    """The same by forks of this process, one a core, in order."""
    supports = Supports(shelf)
    parts = [claims[at : at + HELD // 2] for at in range(0, len(claims), HELD // 2)]

    def work(part: Sequence[Claim]) -> list[Compared]:
        shelf.forget()
        return list(compare(part, shelf, supports))

    return chain.from_iterable(spread(work, parts, os.cpu_count() or 1, chunk=1))


def compare_all(claims: Sequence[Claim], shelf: Shelf, hands: Hands) -> Iterator[Compared]:
    """The same by many hands, in order."""
    shelf_ = pickle.dumps((shelf.library, shelf.originals, shelf.language.code))
    size = max(1, -(-len(claims) // (PARTS * hands.count)))
    parts = [claims[at : at + size] for at in range(0, len(claims), size)]
    futures = [hands.executor.submit(compare_part, shelf_, part) for part in parts]
    for part, future in zip(parts, futures, strict=True):
        try:
            rows = future.result()
        except Exception:  # whatever became of the others: we are still here
            rows = list(compare(part, shelf, Supports(shelf)))
        yield from rows


def compare_part(data: bytes, claims: Sequence[Claim]) -> list[Compared]:
    """Some claims compared with a library that was sent; what is made of it is kept for the next part."""
    with _lock:
        shelf = _shelf_of(data)
        return list(compare(claims, shelf, Supports(shelf)))


_lock = Lock()
PARTS = 4
"""Parts for each of many hands."""


@lru_cache(maxsize=1)
def _shelf_of(data: bytes) -> Shelf:
    library, originals, language = pickle.loads(data)
    return Shelf(library, originals, language_of(language))


def _prepare(claim: Claim, shelf: Shelf, problems: list[Problem]) -> Examined:
    """A claim with its evidence gathered; what can't be resolved is reported."""
    evidence: dict[tuple[Key, int], Evidence] = {}
    works = dict.fromkeys(c.key for c in claim.citations if c.key in shelf.library.works)
    for citation in claim.citations:
        wrong = _unresolved(citation, claim, shelf)
        if wrong:
            problems.append(wrong)
        for n in citation.locators:
            if found := shelf.evidence(citation.key, n):
                evidence[found.key, found.n] = found
    malformed = parse_citations(claim.passage.text)[1]  # which is E301
    if not claim.groups and not any(claim.start <= offset < claim.end for offset, _ in malformed):
        problems.append(report("E302", claim.place, "The sentence has no citation.", source=claim.text))
    elif works and not any(_is_held(key, shelf) for key in works) and not _unheld(claim, shelf):
        for key in works:
            if missing := lacks(shelf.library.works[key]):
                problems.append(
                    report("E306", claim.place, f"The sentence rests on `{key}`, which can't be looked up.",
                           expected="its address, date and publisher in references.bib, or a paragraph of a source",
                           found=f"no {', no '.join(name.removeprefix('an ').removeprefix('a ') for name in missing)}",
                           source=claim.text)
                )  # fmt: skip
    return Examined(claim, shelf, tuple(evidence.values()), tuple(works))


def _unresolved(citation: Citation, claim: Claim, shelf: Shelf) -> Problem | None:
    """Why a citation can't be resolved, or None."""
    key, library = citation.key, shelf.library
    source = library.sources.get(key)
    found = claim.passage.text[citation.start : citation.end]
    if source is None and key not in library.works:
        near = get_close_matches(key, [*library.sources, *library.works], 1)
        hint = f"Did you mean `{near[0]}`?" if near else ""
        return report(
            "E303",
            claim.place,
            f"There is no work `{key}` in references.bib.",
            found=found,
            help=hint,
            source=claim.text,
        )
    if not _is_held(key, shelf):
        if citation.locators:
            why = "is kept as a record only" if source else "is not held as a source"
            return report(
                "E307",
                claim.place,
                f"`{key}` {why}, so it has no paragraphs.",
                found=found,
                source=claim.text,
            )
        return None
    if not citation.locators:
        return report(
            "E305",
            claim.place,
            f"`{key}` is cited without a paragraph.",
            expected=f"[@{key}, ¶n]",
            found=found,
            source=claim.text,
        )
    return None


def _astray(claim: Claim, shelf: Shelf) -> tuple[tuple[Citation, int], ...]:
    """The paragraphs that a claim cites of our sources and that aren't there."""
    sources = shelf.library.sources
    held = (citation for citation in claim.citations if _is_held(citation.key, shelf))
    return tuple(
        (citation, n)
        for citation in held
        for n in citation.locators
        if n > sources[citation.key].count or shelf.evidence(citation.key, n) is None
    )


def _unheld(claim: Claim, shelf: Shelf) -> bool:
    """Whether a claim cites paragraphs of a work that has none here, which is reported as that (E307)."""
    return any(c.locators and c.key in shelf.library.works and not _is_held(c.key, shelf) for c in claim.citations)


def _is_held(key: Key, shelf: Shelf) -> bool:
    return is_held(key, shelf.library)


def _no_paragraph(claim: Claim, citation: Citation, n: int, shelf: Shelf, misses: Iterable[Check]) -> Problem:
    """A cited paragraph that isn't there; the one that has what the sentence says may be meant."""
    key, count = citation.key, shelf.library.sources[citation.key].count
    waits = " yet: write it, since this sentence cites it" if shelf.library.sources[key].in_work else ""
    why = f"has {count} paragraphs" if n > count else f"has no digest of ¶{n}{waits}"
    meant = Counter(m for check in misses for other, m in check.where if other == key).most_common(1)
    return report(
        "E304",
        claim.place,
        f"`{key}` {why}.",
        expected=f"¶1 to ¶{count}",
        found=claim.passage.text[citation.start : citation.end],
        help=f"Did you mean ¶{meant[0][0]}?" if meant else "",
        source=claim.text,
    )


def _examine(examined: Examined, supports: Supports, problems: list[Problem], events: Mapping[str, Event]) -> Claim:
    """A claim with all its checks; misses that no waiver covers become problems."""
    claim = examined.claim
    used: dict[Waiver, str] = {}
    checks: tuple[Check, ...] = ()
    astray = _astray(claim, supports.shelf)
    if examined.evidence or examined.works:
        offset = unclosed_quotation(claim.text)
        if offset is not None:
            found = claim.text[offset : offset + 60]
            problems.append(report("E316", claim.place, "A quotation is not closed.", found=found, source=claim.text))
        implied = (*_event_dates(events.get(claim.passage.part), examined), *_described(examined))
        checks, told = _compared(examined, supports, implied, used)
        if not astray and not _unheld(claim, supports.shelf):
            problems += told  # else what it says is looked up when it cites what is there
        problems += turned_round((*turned(examined), *denied(examined)), claim, used)
        problems += bare(supports.bare(examined, checks), claim, used)
        problems += idle(supports.idle(examined, checks), claim, used)
    misses = [check for check in checks if check.outcome == "missing"]
    problems += (_no_paragraph(claim, citation, n, supports.shelf, misses) for citation, n in astray)
    for waiver in claim.waivers:
        if waiver not in used and not is_time_word(waiver.text, supports.shelf.language):
            message = f"The waiver of “{waiver.text}” waives nothing."
            problems.append(report("E321", waiver.place, message, found=waiver.because, source=claim.text))
    return replace(claim, checks=checks)


def _compared(
    examined: Examined, supports: Supports, implied: tuple[Fact, ...], used: dict[Waiver, str]
) -> tuple[tuple[Check, ...], list[Problem]]:
    """The checks of a claim's facts, of those that its place implies, and of its citations, and what is told of those
    that no waiver names."""
    claim, checks, told = examined.claim, list[Check](), list[Problem]()
    outside = _is_outside(examined)
    exchanges = {found.fact: found for found in exchanged(examined)}
    for fact in (*examined.facts, *implied):
        check = examined.check(fact, printed=fact.end > 0 or fact.kind != "name")
        if check is None or (outside and check.outcome == "missing" and fact.kind != "quotation"):
            continue
        nearer = exchanges.get(fact) if check.outcome == "found" else None
        if nearer and not nearer.weak:
            check = replace(check, outcome="missing")
        checks.append(settled := _settled(check, claim, used))
        if settled.outcome == "missing":
            told.append(exchange(nearer, claim) if nearer else miss(settled, examined, not is_strong(fact, examined)))
        elif settled.outcome == "found" and not _is_waived(settled.value, claim, used):
            told += [exchange(nearer, claim)] if nearer else dropped_bound(fact, examined)
            told += only_in_original(fact, examined)
    for support in supports.check(examined, tuple(checks)):
        if not (outside and support.outcome == "missing"):
            checks.append(settled := _settled(support, claim, used))
            if settled.outcome == "missing":
                told.append(miss(settled, examined, supports.is_weak(settled, examined, tuple(checks))))
    return tuple(checks), told


def _is_outside(examined: Examined) -> bool:
    """Whether what a claim says may stand in a record alone, which nobody here holds: then a miss says nothing."""
    if not examined.works:
        return False
    library = examined.shelf.library
    alone = not any(is_held(key, library) for key in examined.works) and not _unheld(examined.claim, examined.shelf)
    return alone or (examined.claim.kind == "row" and bool(grounds(examined.claim, library).records))


def _event_dates(event: Event | None, examined: Examined) -> tuple[Fact, ...]:
    """The dates under which a timeline lists a claim, as facts; one that says why it is uncertain needs none, and so
    does the day or month of a cited work, since what happens in a source may happen by its coming out."""
    if event is None or event.approximate or examined.claim.start > 0:
        return ()
    facts = (Fact("date", event.date, 0, 0, (span,)) for span in edtf_spans(event.date))
    return tuple(fact for fact in facts if not is_own_day(fact, examined))


def _described(examined: Examined) -> Iterator[Fact]:
    """The person, organisation or place that a claim describes without naming it, as a fact: what it cites names it,
    by whichever of its names, or was written by it."""
    claim, library = examined.claim, examined.shelf.library
    entity = library.entities.get(claim.passage.home.removeprefix("entities/").removesuffix(".md"))
    if entity and claim.passage.kind == "entity" and entity.kind in NAMED:
        words = (tuple(token.key for token in tokens(normalise(name))) for name in (entity.name, *entity.aliases))
        names = [Name(f"entities/{entity.id}", row) for row in words if row]
        held = (name for name in names if any(evidence.has_name(name) for evidence in examined.evidence))
        wrote = any(examined.is_author(name) for name in names)
        if name := next(held, names[0] if names and not wrote else None):
            yield Fact("name", entity.name, 0, 0, name)


def _settled(check: Check, claim: Claim, used: dict[Waiver, str]) -> Check:
    """The check, waived where it is a miss that a waiver names; each waives one thing."""
    if check.outcome == "missing":
        for waiver in claim.waivers:
            if covers(waiver.text, check.value) and used.setdefault(waiver, check.value) == check.value:
                return replace(check, outcome="waived")
    return check


def _is_waived(value: str, claim: Claim, used: dict[Waiver, str]) -> bool:
    """Whether a waiver names what stands there and is questioned all the same."""
    named = [waiver for waiver in claim.waivers if covers(waiver.text, value)]
    used.update(dict.fromkeys(named, value))
    return bool(named)
