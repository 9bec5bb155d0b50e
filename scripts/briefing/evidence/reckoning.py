"""What can be worked out from the numbers of some paragraphs, and how likely it is to come about by chance.

A number that stands nowhere may be the sum, difference, ratio, part or quotient of numbers that do. With a dozen
numbers some reckoning comes near almost anything: so what counts is how few of them come as near as it is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import log

from briefing.evidence.clock import CLOCK
from briefing.evidence.facts import Quantity
from briefing.evidence.quantities import DAYS, ROUGH, ROUNDED, SHARES, same_unit, step

MOST = 24
"""So many numbers are reckoned with, and half as many sums of two of them."""
DECADES = 2 * log(10)
"""Results within a tenth and ten times a number might have come near it."""
SPELLED = Fraction(4, 100)
"""How far a number in words may be from what was worked out: `seven and a half million`."""
SHARED = Fraction(5, 100)
"""The same of a share or a multiple in words: `a third`."""
GREAT = 100_000
"""A number without a unit that is greater may be of the one money of which its text speaks."""
FEW = 100
"""Things up to so many are counted, and not rounded."""
RARE = 0.1
"""So many of what three numbers make may come near by chance."""
PERIODS = (7, Fraction(3044, 100), 365)
"""Days of a week, a month, a year, each of which a rate may be for."""

Number = tuple[Fraction, str]
"""A value and its unit."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """In which ways a number follows from others."""

    ways: frozenset[str]
    """`rest`, `lack` (of a part to its whole), `ratio`, `part`, `sum`, `difference`, `change`, `rate`,
    `points` (by which one share is more than another)."""
    chance: float
    """How many of the reckonings in these ways should come as near to any number of its size."""


def reckon(
    said: Quantity,
    spelled: bool,
    held: Iterable[Quantity],
    allowed: Iterable[str] = (),
    scales: Iterable[Fraction] = (),
) -> Reckoned:
    """The ways in which a number follows from those held; `allowed` are the only ones that are tried, if any.

    `spelled` says that it is written in words, and so less exact; `scales` are how many times one period that is
    spoken of is another, as a year a quarter, or a year all those between two dates.
    """
    if isinstance(said.value, str) or not said.value:
        return Reckoned(frozenset(), 1.0)
    own, unit = in_days(Fraction(said.value), said.unit)
    low, high = _reach(own, said, spelled)
    only = frozenset(allowed)
    held = tuple(held)
    numbers = operands(held)
    results = [*_results(numbers, unit, said.counts)]
    results += [(v * k, "rate") for v, kind in numbers if _is_of(kind, unit, said.counts) for k in scales]
    rated = [(Fraction(q.value), q.unit, q.per) for q in held if q.per and not isinstance(q.value, str)]
    results += [
        (v * t / per, "rate")
        for v, kind, per in rated
        if _is_of(kind, unit, said.counts)
        for t, of in numbers
        if of == "day"
    ]
    if unit == "day":  # 3,000 of which 20 are made a day take 150 days
        exact = [(Fraction(q.value), q.unit, q.per) for q in held if not isinstance(q.value, str) and q.value]
        rates = ((v, kind, per, whole) for v, kind, per in exact if per for whole in exact if not whole[2])
        results += [(w / v * per, "rate") for v, kind, per, (w, of, _) in rates if of == kind and w > v]
    found = {(value, how) for value, how in results if value > 0 and (not only or how in only)}
    ways = frozenset(how for value, how in found if low <= value <= high and _is_exact(value, how, own, said, spelled))
    if "rest" in only or not only:
        ways |= {"rest" for q in held if q.unit in SHARES and said.unit in SHARES and _completes(q, said)}
    near = len({value for value, _ in found if own / 10 <= value <= own * 10})
    width = max(log(high / low) if low else DECADES, float(step(own) / own))
    return Reckoned(ways, near * min(1.0, width / DECADES))


def takes_more(said: Quantity, held: Iterable[Quantity], halved: bool) -> bool:
    """Whether three numbers of one unit make exactly a number, added or taken away, or a whole less two shares of it;
    or, where the sentence speaks of each of something, half a number.

    So many come about that it counts only where hardly one of them comes near by chance.
    """
    if isinstance(said.value, str) or not said.value or said.bound:
        return False
    own, unit = in_days(Fraction(said.value), said.unit)
    numbers = operands(held)
    results = {value / 2 for value, kind in numbers if halved and _is_of(kind, unit, said.counts)}
    for three in combinations([value for value, kind in numbers if _is_of(kind, unit, said.counts)], 3):
        results |= {abs(sum(three, Fraction(0)) - 2 * taken) for taken in (Fraction(0), *three)}
    for one, other in combinations([value for value, kind in numbers if kind in SHARES and value < 1], 2):
        wholes = (v for v, kind in numbers if kind not in SHARES and _is_of(kind, unit, said.counts))
        results |= {whole * (1 - one - other) for whole in wholes if one + other < 1}
    near = sum(own / 10 <= value <= own * 10 for value in results)
    return own in results and near * float(step(own) / own) / DECADES < RARE


def operands_of(said: Quantity, spelled: bool, held: Sequence[Quantity]) -> set[int]:
    """Which of the numbers held belong to two from which a number follows."""
    if isinstance(said.value, str) or not said.value:
        return set()
    own, unit = in_days(Fraction(said.value), said.unit)
    low, high = _reach(own, said, spelled)
    rows = [(n, number) for n, q in enumerate(held) for number in operands([q])]
    return {
        at
        for (n, one), (m, other) in combinations(rows, 2)
        if n != m
        for value, how in _of_two(one, other, unit, said.counts)
        if low <= value <= high and value > 0 and _is_exact(value, how, own, said, spelled)
        for at in (n, m)
    }


def _completes(held: Quantity, said: Quantity) -> bool:
    """Whether a share is the rest of another one, its bound turned round: three quarters and more, less than one."""
    turned = {"more": "less", "less": "more", "least": "most", "most": "least"}
    if said.bound not in turned or turned[said.bound] != held.bound or isinstance(held.value, str):
        return False
    return Fraction(held.value) + Fraction(said.value) == 1


def is_share_of(said: Quantity, whole: Quantity, held: Iterable[Quantity]) -> bool:
    """Whether a share is that of one of the numbers held, or of the rest, in a whole that is named."""
    low, high = _reach(Fraction(said.value), said, spelled=True)
    total = Fraction(whole.value)
    parts = [value / total for value, kind in operands(held) if kind == whole.unit and value < total]
    return any(low <= r <= high and (r != said.value or said.bound != "more") for p in parts for r in (p, 1 - p))


def operands(held: Iterable[Quantity]) -> list[Number]:
    """The numbers that can be reckoned with, each once, in days where they are times."""
    values, bare = list[tuple[Fraction | int, str]](), list[Fraction | int]()
    for q in held:
        if isinstance(q.value, str) or q.unit in ("code", CLOCK) or not q.value:
            continue
        values += [(v, u) for v, u in ((q.value, q.unit), *q.also) if v]
        bare += [q.value] if q.value > GREAT and not (q.unit or q.counts or q.also) else []
    coins = {unit for _, unit in values if unit.isupper()}
    if len(coins) == 1:  # `8.7 million francs. The canton gave 1.1 million more`
        values += [(value, unit) for value in bare for unit in coins]
    return list(dict.fromkeys(in_days(Fraction(v), u) for v, u in values))[:MOST]


def in_days(value: Fraction, unit: str) -> Number:
    """A time in days, anything else as it is."""
    return (value * DAYS[unit], "day") if unit in DAYS else (value, unit)


def _reach(own: Fraction, said: Quantity, spelled: bool) -> tuple[Fraction, Fraction]:
    """From which to which value something was worked out that is said so."""
    bound = said.bound.rstrip("?")
    if bound in ("more", "least"):
        return own, max(own * (1 + ROUNDED), own + 1 if said.unit == "times" else own)
    if bound in ("less", "most"):
        return own * (1 - ROUNDED * (2 if said.unit == "share" else 1)), own
    if bound == "near":
        return own * (1 - Fraction(1, 10)), own * (1 + (SHARED / 5 if said.unit == "share" else 0))
    if bound == "about":
        rough = own * ROUGH if spelled else min(own * ROUGH, step(own) * 2)  # `some 159,000` is as exact as it is said
        slack = max(rough, min(step(own) / 2, own * ROUNDED / 2))
        return own - slack, own + slack
    if said.unit in ("share", "times"):
        return own * (1 - SHARED), own * (1 + SHARED)
    slack = own * SPELLED if spelled else min(step(own) / 2, own * SHARED)
    if said.unit in DAYS:
        slack = own * ROUGH
    return own - slack, own + slack


def _is_exact(value: Fraction, how: str, own: Fraction, said: Quantity, spelled: bool) -> bool:
    """Whether a result is as exact as it has to be: things that are counted together are not rounded."""
    if value == own:
        return said.bound not in ("more", "less", "near")
    return bool(said.bound or said.unit) or own > FEW or not spelled or how == "rate"


def _results(numbers: list[Number], unit: str, counts: bool) -> Iterator[tuple[Fraction, str]]:
    """What can be worked out in a unit, each result with its way."""
    for value, kind in numbers:
        if unit in SHARES and kind in SHARES and value < 1:
            yield 1 - value, "rest"
        if unit in SHARES and kind in SHARES and value > 1:
            yield value - 1, "change"  # 107 percent of a target exceed it by seven
    for at, one in enumerate(numbers):
        for other in numbers[:at]:
            yield from _of_two(one, other, unit, counts)
    if unit in SHARES:
        some = [(value, kind) for value, kind in numbers if kind not in SHARES][: MOST // 2]
        for at, (a, kind) in enumerate(some):
            for b, of in some[:at]:
                wholes = [v for v, k in numbers if k == kind == of and v not in (a, b)]
                yield from ((r, "ratio") for v in wholes if a + b <= v for r in ((a + b) / v, 1 - (a + b) / v))
                yield from ((v / (a + b), "change") for v in (a, b) if kind == of)
    for kind in {kind for _, kind in numbers if _is_of(kind, unit, counts)}:
        values = [value for value, of in numbers if of == kind]
        if len(values) > 1:
            total = sum(values, Fraction(0))
            yield from ((total, "sum"), (total / len(values), "rate"))
            yield from ((sum(three, Fraction(0)), "sum") for three in zip(values, values[1:], values[2:], strict=False))


def _of_two(one: Number, other: Number, unit: str, counts: bool) -> Iterator[tuple[Fraction, str]]:
    """What follows from two numbers in a unit."""
    (a, kind), (b, of) = sorted((one, other), reverse=True)
    if unit in SHARES and {kind, of} <= SHARES and a + b < 1:
        yield 1 - a - b, "rest"
    if unit in SHARES and kind == "point" and of in SHARES:
        yield from ((b + a / 100, "points"), (b - a / 100, "points"))
    if same_unit(kind, of) or {kind, of} <= SHARES:
        if _is_of(kind, unit, counts):
            yield a + b, "sum"
            if kind not in SHARES:  # which is a difference of points
                yield a - b, "difference"
            elif unit == "share":
                yield a - b, "change"  # `raised by a tenth, to 90 percent`
        if unit == "point":
            yield (a - b) * (100 if kind in SHARES else 1), "difference"
        if unit in SHARES | {"times"} or not unit:
            for ratio in (a / b, b / a):
                if unit != "%" or kind not in SHARES:  # nobody says a percentage of percentages
                    yield ratio, "ratio" if unit else "rate"
                if unit:
                    yield abs(1 - ratio), "change"
                if unit in SHARES and kind not in SHARES and ratio < 1:
                    yield 1 - ratio, "lack"
            if unit in SHARES and kind not in SHARES and a > b:
                yield b / (a - b), "change"  # 37,000 more than planned, 287,000 in all
        return
    for (x, of_x), (y, of_y) in ((one, other), (other, one)):
        if not _is_of(of_y, unit, counts) or of_y in SHARES:
            continue
        if of_x in SHARES:
            yield from ((r, "part") for r in (x * y, (1 - x) * y, y / x))
            wholes = ((1 + x) * y, y / (1 + x), *((y / (1 - x),) if x < 1 else ()))
            yield from ((r, "change") for whole in wholes for r in (whole, abs(whole - y)))
        elif of_x in ("", "times"):
            yield from ((x * y, "rate"), (y / x, "rate"))
        elif of_x == "day":
            yield from ((y / x * days, "rate") for days in (1, *PERIODS))
        elif of_x == "point":
            if of_y.isupper():
                yield y * x, "rate"  # 400,000 euros for every point that is missing
        else:
            yield y / x, "rate"  # dollars a tonne
            if of_y.isupper():
                yield y * x, "rate"  # so many tonnes at dollars a tonne


def _is_of(kind: str, unit: str, counts: bool) -> bool:
    """Whether a result of one kind may be said in a unit; a number that counts nothing that is named may have any."""
    if not unit:
        return not kind or not (counts or kind in (*SHARES, "day", "point"))
    return same_unit(kind, unit) or {kind, unit} <= SHARES
