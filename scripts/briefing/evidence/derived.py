"""Numbers that are worked out from those of the cited paragraphs: sums, differences, shares, spans of time, counts."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from briefing.evidence.dates import Span
from briefing.evidence.facts import Fact, Quantity
from briefing.evidence.lookup import Wording
from briefing.evidence.quantities import DAYS, ROUGH, derivable, is_sum

if TYPE_CHECKING:
    from briefing.evidence.examine import Examined

UNSPACED = frozenset({"zh", "ja", "ko"})
"""Languages whose words no space parts."""
COUNTED = 12
"""Up to so many things of a list are counted."""
LONG = 6
"""A part of a list with more words than this ends it."""
_PART = re.compile(r"[,;]\s+(?:and|or|und|et|y|и|или)?\s*|\s+(?:and|or|und|et|y|и|или)\s+|、|和")


def is_derived(fact: Fact, examined: Examined) -> bool:
    """Whether a number that no cited paragraph states follows from those that they do state.

    A span of time may lie between two dates; a small number may count the parts of a list; another must be said to be
    worked out (`together`, `by`, `more`), and be the sum, difference, product, ratio or share of two numbers of a kind.
    """
    said: Quantity = fact.value
    if said.unit in DAYS and _lies_between(said, examined):
        return True
    if _counts(said, examined) or is_sum(said, examined.held_numbers):
        return True
    signalled = said.unit in ("times", "share", "%", "point") or _is_said(fact, examined)
    if not signalled:
        return False
    own = [number.value for number in examined.wording.numbers if number.value != said]
    alike = {quantity.unit: quantity for quantity in own if quantity.unit and not said.unit}
    value = said.value
    meant = [said]
    if not isinstance(value, str):
        meant += [said._replace(unit=unit, value=value * _factor(unit, examined)) for unit in alike]
    return any(derivable(one, examined.held_numbers) or (len(own) > 1 and derivable(one, own)) for one in meant)


def _factor(unit: str, examined: Examined) -> Fraction:
    """What a number without a unit is to be multiplied by where its fellow in the sentence has this one."""
    measures = examined.shelf.language.measures
    words = re.findall(r"\w+", examined.wording.text)
    found = (measures.get(form) for word in words for form in (word, word.lower()))
    return next((measure[1] for measure in found if measure and measure[0] == unit), Fraction(1))


def _is_said(fact: Fact, examined: Examined) -> bool:
    """Whether the sentence says that a number is worked out."""
    language = examined.shelf.language
    if language.code in UNSPACED:
        return any(word in examined.wording.text for word in language.derived)
    if (
        examined.wording.text[: fact.start]
        .lower()
        .rstrip()
        .endswith(tuple(f" {word}" for word in language.derived_before))
    ):
        return True
    text = f" {' '.join(examined.wording.keys)} "
    return any(f" {word} " in text for word in language.derived)


def _lies_between(said: Quantity, examined: Examined) -> bool:
    """Whether two dates, of the cited paragraphs, the sources or the sentence, are so far apart."""
    if isinstance(said.value, str):
        return False
    found = dict.fromkeys((*examined.held_spans, *examined.wording.spans))
    years = {span.first // 10000 * 10000 for span in found if span.dated} or {20010000}
    spans = [span for span in found if span.dated]
    spans += [Span(span.first + year, span.last + year) for span in found if not span.dated for year in years]
    own, unit = Fraction(said.value), DAYS[said.unit]
    slack = unit * 6 / 10 if unit > 1 else Fraction(1)
    if own % 12 == 0 and said.unit == "month":
        slack = unit * 6
    for at, one in enumerate(spans):
        for other in spans[:at]:
            low, high = _apart(one, other)
            days = own * unit
            if said.bound in ("less", "most", "most?", "less?", "near"):
                if low <= days and high >= days * (1 - 2 * ROUGH) - 2 * unit:
                    return True
            elif said.bound in ("more", "least", "more?"):
                if high >= days and low <= days * (1 + 2 * ROUGH) + 2 * unit:
                    return True
            elif low - slack <= days <= high + slack:
                return True
    return False


def _apart(one: Span, other: Span) -> tuple[int, int]:
    """Least and most days between two dates."""
    first, second = sorted((one, other))
    most = (_day(second.last) - _day(first.first)).days
    least = max(0, (_day(second.first) - _day(first.last)).days)
    if _is_year(first) and _is_year(second):  # ten years from 2010 to 2020
        least = most = (second.first // 10000 - first.first // 10000) * 365
    return least, most


def _is_year(span: Span) -> bool:
    return span.last - span.first == 1130


def _day(number: int) -> date:
    year, month, day = number // 10000, number // 100 % 100, number % 100
    month = min(max(month, 1), 12)
    for last in (day, 30, 29, 28):
        try:
            return date(year, month, max(1, last))
        except ValueError:
            continue
    return date(year, month, 28)


def _counts(said: Quantity, examined: Examined) -> bool:
    """Whether a small number counts the parts of a list: of the sentence itself, or of a cited paragraph."""
    if said.unit or isinstance(said.value, str) or said.value != int(said.value) or not 2 <= said.value <= COUNTED:
        return False
    count = int(said.value)
    cited = {(e.key, e.n) for e in examined.evidence}
    if count in (len(cited), len({key for key, _ in cited})) and count > 1:
        return True
    texts = [examined.wording, *(part for e in examined.evidence for part in e.parts)]
    return any(count in listed(part) for part in texts)


def listed(part: Wording) -> frozenset[int]:
    """How many things the lists of a text name."""
    found: set[int] = set()
    for sentence in re.split(r"(?<=[.!?;:。；])\s*", part.text):
        run = 1
        for piece in _PART.split(sentence)[1:]:
            run += 1
            if len(piece.split()) > LONG:
                found.add(run)
                run = 1
        found.add(run)
    return frozenset(found)
