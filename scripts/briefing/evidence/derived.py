"""Numbers that are worked out from those of the cited paragraphs: sums, differences, shares, spans of time, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from briefing.evidence.clock import CLOCK, counted_on, days_counted_on, is_time, spans_of
from briefing.evidence.dates import Span
from briefing.evidence.facts import Fact, Quantity
from briefing.evidence.lists import counted, is_recounted
from briefing.evidence.lookup import Wording
from briefing.evidence.numbers import is_label
from briefing.evidence.quantities import DAYS, ROUGH, SHARES, are_next, bears_out, excludes
from briefing.evidence.reckoning import is_share_of, operands_of, reckon, takes_more

if TYPE_CHECKING:
    from briefing.evidence.examine import Examined

UNSPACED = frozenset({"zh", "ja", "ko"})
"""Languages whose words no space parts."""
SEASON = 2
"""A season and a quarter of a year are one where they share so many months."""
SHORTEST = 28
"""Fewer days are counted on from a day alone, not from a month."""
SLACK = 3
"""Days by which a date that was counted on may miss."""
SAID, UNSAID = 1.0, 0.1
"""So many reckonings may come as near by chance, of those of which the sentence speaks and of all."""
FAR = 40_000
"""Days that may lie between a date and one that is counted from it."""
MANY = 60
"""Years that may be apart, for an average of them."""
GREAT = 100_000
"""What is more is no count, whatever it is of."""
VAGUE = 2
"""So many times its own unit may two dates leave open how far they are apart, where a time follows from them."""
SMALL = 4
"""So few things anybody may count without a number being there."""
COUNTED = 12
"""Up to so many things of a list are counted."""
PAIR = 2
"""So many things nearly every text joins somewhere."""
LONG = 6
"""A part of a list with more words than this ends it."""
_WHOLE_STOP = re.compile(r"[.;:]")
_AND_ONE = re.compile(r"(?: [^\W\d_]+){1,3} (?:and|und|et|y|и) ([^\W\d_]+)(?= [^\W\d_]+)")
"""What is behind a number of things and joins one more: `28 passengers and an attendant`."""
_LAST = re.compile(r"(?:,| and| und| et| y| и) ([^\W\d_]+)(?= (?:in|at|by|of|from|to|with)\b)")
_OF_THE = re.compile(r"(?: [^\W\d_]+)? (?:of|out of|von|sur|de|из) (?:[^\W\d_]+ ){0,2}")
_OF_WHICH = re.compile(
    r"(?: [^\W\d_]+){0,2}, (?:of which|of whom|of them|von denen|dont|de los cuales|из них) (?:[^\W\d_]+ )?"
)
_OF_BEFORE = re.compile(r"(?:^|[.;:] )(?:of|von|sur|de|из) (?:[^\W\d_]+ ){0,2}$", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)(?:from|von|de|с|от) $", re.IGNORECASE)
_TO = re.compile(r" (?:in \d{4} )?(?:to|auf|à|a|до) ")
_OF_THESE = re.compile(r" of (?:these|those|this|that|them) ")
GAP = 60
"""Letters behind a number within which its list ends."""
_AND_BEFORE = re.compile(r"\w (?:and|with|und|mit|et|avec|y|con|и|с) $")
_OF = re.compile(r" (?:of|von|sur|de|из) (?:the |den |les |los )?")
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[,;]\s+(?:and|or|und|et|y|и|или)?\s*|(?<!\s)\s+(?:and|or|und|et|y|и|или)\s+|、|和")


def is_derived(fact: Fact, examined: Examined) -> bool:
    """Whether a number that no cited paragraph states follows from those that they do state.

    A span of time may lie between two dates, a small number may count the parts of a list; another is worked out.
    """
    said: Quantity = fact.value
    if said.bound and any(excludes(held, said) for held in examined.held_numbers):
        return False
    if said.unit and is_recounted(fact, examined):
        return False
    if _is_day(fact, examined):
        return True
    if said.unit == CLOCK:
        texts = (part for e in examined.evidence for part in e.parts)
        times = (time for text in texts for time, _ in counted_on(n.value for n in text.numbers))
        return any(is_time(time, Fraction(said.value), said.bound) for time in times)
    if said.unit in ("hour", "minute", "second") and not isinstance(said.value, str):
        clocks = [q for q in (*examined.held_numbers, *(n.value for n in examined.wording.numbers)) if q.unit == CLOCK]
        if any(bears_out(Quantity(minutes, "minute"), said) for minutes in spans_of(clocks)):
            return True
    for meant in (said, *(said._replace(value=value, unit=unit, also=()) for value, unit in said.also)):
        timed = replace(fact, value=meant)
        if meant.unit in DAYS and (_lies_between(timed, examined) or _is_period(timed, examined)):
            return True
    if _counts(fact, examined):
        return True
    parts = [part for e in examined.evidence for part in e.parts]
    if any(bears_out(implied, said) for part in parts for implied in _implied(part)):
        return True
    if _are_left(fact, examined) or any(_is_within(fact, part) for part in parts):
        return True
    if part := of_so_many(fact, examined):
        if any(bears_out(held, part) for held in examined.held_numbers):
            return True
        found = reckon(part, spelled=True, held=examined.near_numbers, allowed=("rest", "lack", "ratio"))
        if found.ways and found.chance < SAID / 2:
            return True
    return worked_out(fact, examined) == "follows"


def _is_day(fact: Fact, examined: Examined) -> bool:
    """Whether an ordinal in figures is the day of a date: `until the 17th`."""
    endings = "|".join(examined.shelf.language.ordinal_endings) or "(?!)"
    match = re.fullmatch(rf"(\d\d?)(?:{endings})", fact.text, re.IGNORECASE)
    return match is not None and any(s.first == s.last and s.first % 100 == int(match[1]) for s in examined.cited_spans)


def worked_out(fact: Fact, examined: Examined) -> Literal["follows", "may follow", "does not"]:
    """Whether a number can be worked out from those of the cited paragraphs.

    It follows where the sentence says how, or so few reckonings come as near that it can't be chance.
    """
    if isinstance(fact.value.value, str) or fact.value.unit == CLOCK:
        return "does not"
    spelled = not any(map(str.isdigit, fact.text))
    own = [n.value for n in examined.wording.numbers if n.start != fact.start]
    held, near = (*examined.stated_numbers, *own), (*examined.near_numbers, *own)
    allowed = tuple(_ways(fact, examined))
    said_periods, periods = examined.wording.periods, {d for e in examined.evidence for p in e.parts for d in p.periods}
    scales = {one / other for one in said_periods for other in periods if one != other}
    scales |= {Fraction(round(scale)) for scale in scales if 1 < scale < 5}  # four weeks are a month, too
    scales |= {Fraction(1, n) for n in years_apart(examined)}
    scales |= {p / days for p in said_periods for days in _days_apart(examined) if days > p}
    may = False
    if whole := _whole(fact, examined):
        return "follows" if is_share_of(fact.value, whole, held) else "does not"
    for said in _meant(fact, own, examined):
        found = reckon(said, spelled, near, allowed, scales)
        if found.ways and found.chance < SAID:
            return "follows"
        found = reckon(said, spelled, held, allowed, scales)
        if found.ways and found.chance < SAID:
            return "follows"
        free = reckon(said, spelled, held, allowed if allowed == ("change",) else (), scales)
        if free.ways and free.chance < UNSAID:
            return "follows"
        measured = said.unit not in DAYS.keys() | {"", "point"} or (not said.unit and Fraction(said.value) > GREAT)
        measured = measured and (said.unit not in (*SHARES, "times") or free.chance < SAID / 2)
        may = may or bool(found.ways or (measured and free.ways)) or any(are_next(q, said) for q in held)
        may = may or takes_more(said, held, halved="rate" in allowed)
    return "may follow" if may else "does not"


def _is_within(fact: Fact, part: Wording) -> bool:
    """Whether a share is that of two numbers of which a text says that one is of the other: `33, of which 27`."""
    if fact.value.unit not in SHARES:
        return False
    pairs = ((a, b) for a, b in pairwise(part.numbers) if _OF_WHICH.fullmatch(part.text, a.end, b.start))
    return any(
        reckon(fact.value, spelled=True, held=(a.value, b.value), allowed=("ratio", "lack")).ways for a, b in pairs
    )


def operands_in(part: Wording, fact: Fact) -> list[Fact]:
    """The numbers of a text from two of which a number follows."""
    exact = (n for n in part.numbers if not isinstance(n.value.value, str) and n.value.unit != CLOCK)
    numbers = [number for number in exact if not is_label(number, part.text, part.language)][:COUNTED]
    spelled = not any(map(str.isdigit, fact.text))
    found = operands_of(fact.value, spelled, [number.value for number in numbers]) if fact.value.unit != CLOCK else ()
    return [numbers[at] for at in sorted(found)]


def _whole(fact: Fact, examined: Examined) -> Quantity | None:
    """The number of which a share is said to be one: `half of the 17`."""
    if fact.value.unit != "share":
        return None
    text, numbers = examined.wording.text, examined.wording.numbers
    behind = (n for n in numbers if n.start >= fact.end and _OF.fullmatch(text, fact.end, n.start))
    return next((n.value for n in behind if not isinstance(n.value.value, str) and n.value.value > COUNTED), None)


def years_apart(examined: Examined) -> list[int]:
    """How many years two dates of the cited paragraphs are apart, and how many there are from the one to the other."""
    years = sorted({span.first // 10000 for span in examined.cited_spans if span.dated})
    apart = {b - a for a in years for b in years if 0 < b - a <= MANY}
    return sorted(apart | {n + 1 for n in apart})


def _days_apart(examined: Examined) -> set[int]:
    """How many days two days of the cited paragraphs are apart, in the one year of which they speak."""
    years = {span.first // 10000 * 10000 for span in examined.cited_spans if span.dated}
    if len(years) > 1:
        return set()
    year = next(iter(years), 20010000)
    days = {_day(span.first % 10000 + year) for span in examined.cited_spans if span.first == span.last}
    return {(b - a).days for a in days for b in days if a < b}


def _meant(fact: Fact, own: list[Quantity], examined: Examined) -> Iterator[Quantity]:
    """What a number may mean: itself, or in the unit of another one of the sentence."""
    said: Quantity = fact.value
    yield said
    if not isinstance(said.value, str):
        if not said.unit:
            for unit in {quantity.unit for quantity in own if quantity.unit}:
                yield said._replace(unit=unit, value=said.value * _factor(unit, examined))
        yield from (said._replace(unit=unit, value=value, also=()) for value, unit in said.also)


def _ways(fact: Fact, examined: Examined) -> Iterator[str]:
    """The ways of working a number out of which the sentence, or the number's unit, speaks."""
    language, wording = examined.shelf.language, examined.wording
    if _is_before(fact, examined) and fact.value.unit in (*SHARES, "times"):
        yield "change"  # `by a fifth` is no part
        return
    if _is_before(fact, examined) and fact.value.counts and fact.value.value > COUNTED:
        yield "difference"  # `by 500 votes` is a difference of votes
        return
    yield from ("rest", "ratio", "part", "points")
    if fact.value.unit in SHARES and wording.text.startswith(" of ", fact.end):
        yield "lack"
    behind = wording.text[fact.end :].split(" ", 2)[1:2]
    if _has(language.summing, examined):
        yield "sum"
    if (
        _has(language.rates, examined)
        or examined.wording.periods
        or not language.weak_units.keys().isdisjoint(map(str.lower, behind))
    ):
        yield "rate"
    if is_said(fact, examined) or _has(language.shifts, examined):
        yield from ("difference", "change")
    if fact.value.unit in DAYS and any(q.unit == "times" for q in examined.stated_numbers):
        yield "rate"  # `twice as long`: the paragraph does
    if any(not part.words.isdisjoint(language.comparing) for e in examined.evidence for part in e.parts):
        yield from ("sum", "difference", "change")  # `20 minutes more than`: the paragraph does


def _has(words: Iterable[str], examined: Examined) -> bool:
    """Whether a sentence has one of these words or phrases."""
    if examined.shelf.language.code in UNSPACED:
        return any(word in examined.wording.text for word in words)
    text = f" {' '.join(examined.wording.keys)} "
    return any(f" {word} " in text for word in words)


def of_so_many(fact: Fact, examined: Examined) -> Quantity | None:
    """The share that `four of five` and the like is, for either of its numbers."""
    numbers = [n for n in examined.wording.numbers if not n.value.unit and isinstance(n.value.value, int | Fraction)]
    for one, other in pairwise(numbers):
        a, b = one.value.value, other.value.value
        beside = fact.start in (one.start, other.start) and 0 < a < b <= COUNTED
        if beside and _OF.fullmatch(examined.wording.text[one.end : other.start]):
            return Quantity(Fraction(a) / Fraction(b), "share", one.value.bound)
    return None


def _are_left(fact: Fact, examined: Examined) -> bool:
    """Whether a sentence has so many of a number that a paragraph has, and the paragraph has the others: `five of the
    fourteen` for 14 of which nine were ruled out."""
    if isinstance(fact.value.value, str):
        return False
    wording, held = examined.wording, {q.value for q in examined.stated_numbers}
    behind = (n.value.value for n in wording.numbers if _OF.fullmatch(wording.text, fact.end, n.start))
    return any(not isinstance(whole, str) and whole in held and whole - fact.value.value in held for whole in behind)


def _factor(unit: str, examined: Examined) -> Fraction:
    """What a number without a unit is to be multiplied by where its fellow in the sentence has this one."""
    measures = examined.shelf.language.measures
    words = re.findall(r"\w+", examined.wording.text)
    found = (measures.get(form) for word in words for form in (word, word.lower()))
    return next((measure[1] for measure in found if measure and measure[0] == unit), Fraction(1))


def is_reckoned(fact: Fact, examined: Examined) -> bool:
    """Whether a date that no cited paragraph states follows from those that they do state: `five months later` counted
    on, a season for the quarter of a year, the year with which the number of an act begins."""
    parts = [part for e in examined.evidence for part in e.parts]
    due = [day for e in examined.evidence for day in _due(e.parts, examined.shelf.reference(e.key))]
    for said in fact.value:
        if _is_year(said) and any(str(q.value).startswith(f"{said.first // 10000}-") for q in examined.held_numbers):
            return True
        if any(_overlap(said, held) >= SEASON for part in parts for held in part.spans):
            return True
        if any(said.holds(d) for part in parts for d in days_counted_on((n.value for n in part.numbers), part.spans)):
            return True
        if any(within(said, day) for day in due):
            return True
        if any(within(said, day) for part in parts for day in _counted_on(part, part.spans or examined.cited_spans)):
            return True
    return False


def _overlap(one: Span, other: Span) -> int:
    """How many months a season and a quarter have in common; 0 where one of them is neither."""
    if not (one.dated and other.dated) or not all(SEASON < _months(span) <= SEASON + 1 for span in (one, other)):
        return 0
    return min(_number(one.last), _number(other.last)) - max(_number(one.first), _number(other.first)) + 1


def _months(span: Span) -> int:
    return _number(span.last) - _number(span.first) + 1


def _number(day: int) -> int:
    return day // 10000 * 12 + day // 100 % 100


def _counted_on(part: Wording, spans: Iterable[Span]) -> Iterator[date]:
    """The days that lie as far from a date of a paragraph, or of those cited beside one without a date, as it says:
    `five months later`."""
    language, spans = part.language, tuple(spans)
    ones = "|".join((*language.weak_units, *language.articles))
    for one in re.finditer(rf"(?<!\w)(?:{ones}) (?=(\w+) (\w+))", part.text.lower()):
        measure, way = language.measures.get(one[1]), language.shifts.get(one[2], 0)
        if measure and measure[0] in DAYS and way:  # `a month later`, `the year before`
            days = round(measure[1] * DAYS[measure[0]]) * way
            yield from _after(spans, days)
    for one in re.finditer(rf"(?<!\w)(?:{'|'.join(language.next_words) or '(?!)'}) (\w+)", part.text.lower()):
        measure = language.measures.get(one[1])
        if measure and measure[0] in DAYS:  # `the next day`
            yield from _after(spans, round(measure[1] * DAYS[measure[0]]))
    for number in part.numbers:
        quantity: Quantity = number.value
        word = re.match(r"\W*(\w+)", part.text[number.end :])
        way = language.shifts.get(word[1].lower(), 0) if word else 0
        if way and quantity.unit in DAYS and not isinstance(quantity.value, str):
            days = round(quantity.value * DAYS[quantity.unit]) * way
            yield from _after(spans, days)


def _after(spans: Iterable[Span], days: int) -> Iterator[date]:
    """The days so far behind or before some dates, as far as there are such."""
    for day in (_day(span.first) for span in spans if span.dated):
        if abs(days) < FAR and 0 < day.toordinal() + days <= date.max.toordinal():
            yield day + timedelta(days)


def _due(parts: Iterable[Wording], reference: Wording) -> Iterator[date]:
    """The days that lie as far from the source's own date as a paragraph without a date says: `within 30 days`."""
    days = [span for span in reference.spans if span.dated and span.first == span.last]
    for part in parts:
        for number in part.numbers if days and not part.spans else ():
            quantity: Quantity = number.value
            if quantity.unit in DAYS and not isinstance(quantity.value, str) and quantity.value > 0:
                yield from _after(days, round(quantity.value * DAYS[quantity.unit]))


def counted_from(examined: Examined) -> Iterator[date]:
    """The days that lie as far before or behind a date of the cited paragraphs as any span of time in them is long."""
    spans = [span for span in examined.held_spans if span.dated]
    years = {span.first // 10000 * 10000 for span in spans}
    spans += [Span(s.first + y, s.last + y) for s in examined.cited_spans if not s.dated for y in years]
    waits = {
        round(q.value * DAYS[q.unit])
        for q in examined.held_numbers
        if q.unit in DAYS and not isinstance(q.value, str) and 0 < q.value * DAYS[q.unit] < FAR
    }
    for wait in waits:
        short = [span for span in spans if span.last - span.first <= (30 if wait >= SHORTEST else 0)]
        yield from (*_after(short, wait), *_after(short, -wait))


def within(span: Span, day: date) -> bool:
    """Whether a day that was counted on falls into a date, give or take what months differ by."""
    return any(span.holds(_span(near)) for wait in (0, -SLACK, SLACK) for near in _after([_span(day)], wait))


def _span(day: date) -> Span:
    number = day.year * 10000 + day.month * 100 + day.day
    return Span(number, number)


def is_said(fact: Fact, examined: Examined) -> bool:
    """Whether the sentence says that a number is worked out; what bounds a number says nothing of how it came about."""
    language, wording = examined.shelf.language, examined.wording
    if language.code in UNSPACED:
        return any(word in wording.text for word in language.derived)
    text, end = "", 0
    for number in wording.numbers:
        before = wording.text[end : number.start]
        bound = max((p for p in language.bounds if before.lower().rstrip().endswith(p)), key=len, default="")
        text += before.rstrip()[: len(before.rstrip()) - len(bound)] + " "
        end = number.end
    text = f" {' '.join(_WORD.findall((text + wording.text[end:]).lower()))} "
    return _is_before(fact, examined) or any(f" {word} " in text for word in language.derived)


def _is_before(fact: Fact, examined: Examined) -> bool:
    """Whether `by` or a word like it stands right before a number, or before what bounds it."""
    language = examined.shelf.language
    if language.code in UNSPACED:
        return False
    before = f" {examined.wording.text[: fact.start].lower().rstrip()}"
    bound = next((f" {word}" for word in sorted(language.bounds, key=len)[::-1] if before.endswith(f" {word}")), "")
    return before.removesuffix(bound).endswith(tuple(f" {word}" for word in language.derived_before))


def _is_period(fact: Fact, examined: Examined) -> bool:
    """Whether a paragraph has the word for this time without a number: `twelve months` for `a year`."""
    own = fact.value.value * DAYS[fact.value.unit]
    return any(abs(own - days) * 50 <= own for e in examined.evidence for part in e.parts for days in part.periods)


def _lies_between(fact: Fact, examined: Examined) -> bool:
    """Whether two dates, of the cited paragraphs, the sources or the sentence, are so far apart."""
    said: Quantity = fact.value
    if isinstance(said.value, str):
        return False
    found = dict.fromkeys((*examined.cited_spans, *examined.wording.spans))
    if len([span for span in found if span.dated]) < 2 or examined.speaks_of_a_source:
        found = dict.fromkeys((*found, *examined.held_spans))
    years = {span.first // 10000 * 10000 for span in found if span.dated} or {20010000}
    spans = [span for span in found if span.dated]
    spans += [Span(span.first + year, span.last + year) for span in found if not span.dated for year in years]
    spans += [_span(day) for e in examined.evidence for part in e.parts for day in _counted_on(part, part.spans)]
    days, own = said.value * DAYS[said.unit], Fraction(said.value)
    grain = min(days, max(examined.wording.periods_in(fact.start, fact.end), default=DAYS[said.unit]))
    if days < 2 and said.unit in ("hour", "minute"):
        return False
    for at, one in enumerate(spans):
        for other in spans[:at]:
            low, high = _apart(one, other)
            months = _calendar(one, other)
            if said.unit == "month" and not said.bound and grain < 300 and own == months + 1 and _is_month(one, other):
                return True  # `from May to December`
            if months and said.unit == "month" and grain < 300 and not said.bound and high - low > grain:
                if months == own:
                    return True
                continue
            if not said.bound and grain < 300 and high - low > VAGUE * grain:
                continue  # between a year and a day of the next lies almost any number of days
            slack = max(grain * 6 / 10, Fraction(1)) if grain > 1 else Fraction(1)
            if grain > 300 and high - low >= 300:  # of two dates one of which is but a year, the range is wide enough
                slack = Fraction(30)
            if said.unit == "month" and not said.bound and months == own:
                return True
            if said.bound in ("less", "most", "most?", "less?", "near"):
                if low <= days and high >= days * (1 - ROUGH) - grain / 2:
                    return True
            elif said.bound in ("more", "least", "more?"):
                if high >= days and low <= days * (1 + 2 * ROUGH) + 2 * DAYS[said.unit]:
                    return True
            elif low - slack <= days <= high + slack:
                return True
    return False


def _calendar(one: Span, other: Span) -> int:
    """How many months lie between two dates, whatever their days are; years alone have none."""
    if _is_year(one) or _is_year(other):
        return 0
    return abs(_number(one.first) - _number(other.first))


def _is_month(*spans: Span) -> bool:
    """Whether dates are months and no days."""
    return all(27 <= span.last - span.first <= 30 for span in spans)


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


def _implied(part: Wording) -> Iterator[Quantity]:
    """The numbers that a text implies without stating them: the rest of `61 of its 96` and of `of the 96 61`, the sum
    of two neighbours in a list, `412 held by the one and 187 by the other`, one more than the others of a list, what
    lies between the ends of `from 7,400 to 11,900`, and a share of what stands before it, `half of these rates`."""
    numbers = [n for n in part.numbers if not isinstance(n.value.value, str) and n.value.unit not in ("code", CLOCK)]
    for at, one in enumerate(numbers):
        if one.value.unit == "share" and _OF_THESE.match(part.text, one.end):
            yield from (n.value._replace(value=n.value.value * one.value.value, also=()) for n in numbers[:at])
        for last in _LAST.finditer(part.text, one.end, min(len(part.text), one.end + GAP)):
            if last[1].lower() in part.language.weak_units and not _WHOLE_STOP.search(part.text, one.end, last.start()):
                yield one.value._replace(value=one.value.value + 1, also=())  # `six rounds in Osmund and one in Vik`
        joined = _AND_ONE.match(part.text, one.end)
        if joined and joined[1].lower() in (*part.language.weak_units, *part.language.articles) and not one.value.unit:
            yield one.value._replace(value=one.value.value + 1, also=())
        word = re.match(r"\W*(\w+)", part.text[one.end :])
        if word and word[1].lower() in part.language.others and _AND_BEFORE.search(part.text[: one.start]):
            yield one.value._replace(value=one.value.value + 1, also=())
    for one, other in pairwise(numbers):
        a, b, between = one.value, other.value, part.text[one.end : other.start]
        if not (a.unit == b.unit or not a.unit or not b.unit) or _WHOLE_STOP.search(between):
            continue
        unit = a.unit or b.unit
        if unit not in SHARES and _TO.fullmatch(between) and _FROM.search(part.text, max(0, one.start - 6), one.start):
            yield Quantity(abs(b.value - a.value), unit, counts=a.counts or b.counts)
        if a.value < b.value and _OF_THE.fullmatch(between):
            yield Quantity(b.value - a.value, unit, counts=a.counts or b.counts)
        if a.value > b.value and _OF_BEFORE.search(part.text[: one.start]):
            yield Quantity(a.value - b.value, unit, counts=a.counts or b.counts)
        if len(_WORD.findall(between)) <= LONG and _PART.search(between) and not (a.bound or b.bound):
            yield Quantity(a.value + b.value, unit, counts=a.counts or b.counts)


def is_rest(held: Quantity, count: int) -> bool:
    """Whether a paragraph's small number is one more than this."""
    return not held.unit and held.value == count + 1


def _counts(fact: Fact, examined: Examined) -> bool:
    """Whether a small number counts the parts of a list: of the sentence itself, or of a cited paragraph."""
    said: Quantity = fact.value
    if said.unit or isinstance(said.value, str) or said.value != int(said.value) or said.value < 2:
        return False
    if fact.text.lower() in examined.shelf.language.ordinals:
        return False
    count = int(said.value)
    parts = [part for e in examined.evidence for part in e.parts]
    if count > COUNTED:
        return False
    cited = {(e.key, e.n) for e in examined.evidence}
    if is_said(fact, examined) and any(is_rest(q, count) for q in examined.held_numbers):
        return True  # two of three remain
    if count in (len(cited), len({key for key, _ in cited})) and count > 1:
        return True
    if count <= SMALL and is_recounted(fact, examined):
        return False  # so few things many a list has
    texts = [examined.wording, *parts]
    return any(count in listed(part) for part in texts)


def counts_list(fact: Fact, said: Wording, part: Wording) -> bool:
    """Whether a small number of a text counts the things of a list in another one, which doesn't count them itself."""
    quantity: Quantity = fact.value
    if quantity.unit or isinstance(quantity.value, str) or not PAIR < quantity.value <= COUNTED:
        return False
    noun = counted(said, fact)
    return quantity.value in listed(part) and not any(noun and counted(part, n) == noun for n in part.numbers)


def listed(part: Wording) -> frozenset[int]:
    """How many things the lists of a text name; one may begin behind `such as`, and ends with what `and` joins."""
    found: set[int] = set()
    for sentence in re.split(r"(?<=[.!?;:。；])\s*|\b(?:such as|including|among them|namely) ", part.text):
        run, joined = 1, False
        pieces, gaps = _PART.split(sentence), [match.group().strip(" ,;") for match in _PART.finditer(sentence)]
        for gap, piece in zip(gaps, pieces[1:], strict=True):
            if joined:
                found.add(run)
                run = 1
            run, joined = run + 1, bool(gap)
            if len(piece.split()) > LONG:
                found.add(run)
                run, joined = 1, False
        found.add(run)
    return frozenset(found)
