"""Whether a number that a paragraph states bears out one of a sentence: value, unit, magnitude and bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from briefing.evidence.facts import Quantity

ROUGH = Fraction(8, 100)
"""How far from a number one may be that says `about`, and units of time that don't divide evenly."""
WITHIN = Fraction(12, 100)
"""How far below a limit a number may lie: `within ten days` for nine."""
ROUNDED = Fraction(1, 4)
"""How far below a number a round one may lie that says `more than`: `over 300` for 313."""
REACH = Fraction(6, 100)
"""How far from a reckoning a number may be that is not out of its reach."""
DAYS = {"day": Fraction(1), "month": Fraction(3044, 100), "hour": Fraction(1, 24), "minute": Fraction(1, 1440)}
"""Units of time in days."""
VAGUE = {
    "~12": (24, 99),
    "~100": (200, 999),
    "~1000": (2000, 999_999),
    "~1000000": (2 * 10**6, 10**9),
    "~1000000000": (2 * 10**9, 10**13),
}
"""Dozens, hundreds, thousands: from how many to how many."""
UP, DOWN = frozenset({"more", "least"}), frozenset({"less", "most", "near"})
SHARES = frozenset({"%", "share"})


def bears_out(held: Quantity, said: Quantity) -> bool:
    """Whether `held`, of a paragraph, is or implies `said`."""
    if isinstance(said.value, str) or isinstance(held.value, str):
        return _vague(held, said)
    return any(
        _fits(Fraction(value), unit, held, Fraction(own), own_unit, said)
        for value, unit in ((held.value, held.unit), *held.also)
        for own, own_unit in ((said.value, said.unit), *said.also)
    )


def _vague(held: Quantity, said: Quantity) -> bool:
    if said.value == held.value:
        return True
    if said.value in VAGUE and not isinstance(held.value, str):
        low, high = VAGUE[str(said.value)]
        return low <= held.value <= high
    return False


def _fits(value: Fraction, unit: str, held: Quantity, own: Fraction, own_unit: str, said: Quantity) -> bool:
    if not compatible(unit, held.counts, own_unit, said.counts):
        return False
    if unit != own_unit and unit in DAYS and own_unit in DAYS:
        value, own = value * DAYS[unit], own * DAYS[own_unit]
        return abs(value - own) <= (2 if said.bound else 1) * ROUGH * own or _beyond(value, own, held.bound, said.bound)
    if own_unit == "share" and abs(value - own) * 20 <= own and bound_fits(held.bound, said.bound):
        return True
    if own_unit == "share" and not held.bound and _nearly(value, own, said):
        return True
    if value == own or (
        not said.bound and (own >= 10**5 or own.denominator != 1) and _digits(own) >= 2 and _rounds(value, own)
    ):
        return bound_fits(held.bound, said.bound)
    return _beyond(value, own, held.bound, said.bound)


def compatible(unit: str, counts: bool, own: str, own_counts: bool) -> bool:
    """Whether two units may be of one kind; a number that counts nothing named may have any."""
    if unit == own or (unit in SHARES and own in SHARES) or (unit in DAYS and own in DAYS):
        return True
    if not own:
        return not own_counts and unit != "code"
    return not unit and not counts and own not in ("code", "times", "share")


def bound_fits(held: str, said: str) -> bool:
    """Whether a bound of a paragraph's number allows that of the same number in a sentence."""
    if said.endswith("?") or held.endswith("?"):
        held, said = held.rstrip("?"), said.rstrip("?")
        return not (held in UP and said in DOWN) and not (held in DOWN and said in UP)
    if held == said or said == "about":
        return True
    if not said:
        return held in ("about", "least", "most", "near")
    if not held or held == "about":
        return said in ("least", "most") and not held
    return (
        (said == "least" and held == "more")
        or (said in DOWN and held in ("less", "near"))
        or (said, held) == ("most", "most")
    )


def _nearly(value: Fraction, own: Fraction, said: Quantity) -> bool:
    """Whether a share in words is nearly reached: `almost half` for 45 percent."""
    return said.bound == "near" and own * 9 <= value * 10 < own * 10


def _beyond(value: Fraction, own: Fraction, held: str, said: str) -> bool:
    """Whether another number makes a bounded or rounded one true."""
    limit = said == "most?"
    held, said = "" if held.endswith("?") else held, said.rstrip("?")
    if held in UP and said in UP:
        return value >= own > 0 and value <= own * (1 + ROUNDED)
    if not said or not own or held not in ("", "about"):
        return False
    if said == "about":
        return abs(value - own) <= ROUGH * own and _digits(own) <= max(2, _digits(value))
    if said in UP:
        round_one = own >= 10 and own == 10 ** (len(str(own)) - 1)  # `over a million` for 1.4 million
        return own < value <= own * (1 + ROUNDED * (2 if round_one else 1))
    low = own * (1 - (ROUGH if said == "near" else WITHIN if limit else ROUNDED))
    return low <= value < own


def _rounds(value: Fraction, own: Fraction) -> bool:
    """Whether `own` is `value` rounded to fewer digits."""
    if _digits(value) <= _digits(own) or not own:
        return False
    step = _step(own)
    return abs(value - own) * 2 <= step


def _digits(number: Fraction) -> int:
    """Significant digits of a number that has a finite decimal form; many where it hasn't."""
    text = _decimal(number)
    return len(text.strip("0")) if text else 99


def _step(number: Fraction) -> Fraction:
    """The unit of its last significant digit."""
    step = Fraction(1)
    while (number / step).denominator != 1:
        step /= 10
    while (number / (step * 10)).denominator == 1:
        step *= 10
    return step


def _decimal(number: Fraction) -> str:
    denominator = number.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return ""
    scaled = number
    while scaled.denominator != 1:
        scaled *= 10
    return str(abs(scaled.numerator))


def is_made_up(said: Quantity, held: Iterable[Quantity]) -> bool:
    """Whether an amount of money, gas and the like is the sum or difference of two, or the sum of all, of its unit.

    No word says that it is worked out, so it has to be exact, or rounded as it says.
    """
    if not said.unit or said.unit in SHARES | DAYS.keys() | {"times", "code", "point"} or isinstance(said.value, str):
        return False
    values = [Fraction(q.value) for q in held if q.unit == said.unit and not isinstance(q.value, str)]
    own = Fraction(said.value)
    pairs = (n for at, a in enumerate(values[:40]) for b in values[:at] for n in (a + b, abs(a - b)))
    if said.bound in ("more", "less", "more?", "less?"):
        return False
    whole = [sum(values, Fraction(0))] if len(values) > 2 else []
    return any(total == own or _rounds(total, own) for total in (*pairs, *whole))


def is_part(said: Quantity, held: Iterable[Quantity]) -> bool:
    """Whether a number is exactly the share of another one that a paragraph names: 32 for half of 64."""
    if isinstance(said.value, str) or said.bound or said.unit in SHARES | {"times", "code", "point"}:
        return False
    rows = [(Fraction(q.value), q.unit) for q in held if not isinstance(q.value, str)]
    wholes = [value for value, unit in rows if unit not in SHARES and said.unit in ("", unit)]
    return any(share * whole == said.value for share, unit in rows if unit == "share" for whole in wholes)


def derivable(said: Quantity, held: Iterable[Quantity], changed: bool = True, by: bool = False) -> bool:
    """Whether a number is the sum, difference, ratio or share of two that stand there, or the sum of all of a kind.

    `changed` is whether the sentence has a word for a change, a rest or a difference: else a share can only be what one
    number is of another. `by` is whether such a word stands right before it: then it can't be that.
    """
    if isinstance(said.value, str):
        return False
    numbers = [
        (*_in_days(Fraction(value), unit), q.counts)
        for q in held
        if not isinstance(q.value, str)
        for value, unit in ((q.value, q.unit), *q.also)
    ]
    if len(numbers) > 40:
        return False
    own, unit_said = _in_days(Fraction(said.value), said.unit)
    said = said._replace(unit=unit_said)
    for at, (a, unit, counts) in enumerate(numbers):
        if changed and unit in SHARES and said.unit in SHARES and _near(1 - a, own, said):
            return True
        for b, other, also in numbers[:at]:
            if {unit, other} & SHARES and unit not in SHARES | {"times"} and other not in SHARES | {"times"}:
                continue
            if any(
                _near(value, own, said, rough)
                for value, rough in _worked_out((a, unit, counts), (b, other, also), said, changed, by)
            ):
                return True
    for kind in {unit for _, unit, _ in numbers}:
        values = [value for value, unit, _ in numbers if unit == kind]
        if len(values) > 2 and compatible(kind, True, said.unit, said.counts) and _near(sum(values), own, said):
            return True
    return False


def _worked_out(
    one: tuple[Fraction, str, bool], two: tuple[Fraction, str, bool], said: Quantity, changed: bool, by: bool
) -> Iterator[tuple[Fraction, bool]]:
    """What follows from two numbers in the unit of the one that is said, and whether roughly so will do."""
    (a, unit, counts), (b, other, also) = one, two
    alike = compatible(unit, counts, other, also) or (counts and also and unit == other)
    kind = unit or other
    if alike and a and b and said.unit in ("times", "share", "%"):
        for ratio in (a / b, b / a):
            of_shares = kind in SHARES and (said.unit == "%" or (said.unit == "share" and not changed))
            if not by and not of_shares:  # nobody says a percentage of percentages
                yield ratio, said.unit != "%"
            if changed:
                yield abs(1 - ratio), said.unit != "%"
    if alike and said.unit == "point" and kind in SHARES:
        yield abs(a - b) * 100, False
    if alike and (said.unit == kind or (not said.unit and (not kind or not said.counts))):
        yield a + b, False
        if kind not in SHARES:
            yield abs(a - b), False
    if said.unit and {unit, other} == {said.unit, ""} and said.unit not in SHARES | DAYS.keys() | {"times", "point"}:
        yield a * b, True  # a price times a count
    if not said.unit or said.unit in (unit, other):
        for share, whole, of in ((a, b, other), (b, a, unit)):
            bounded = said.bound in ("more", "less")
            if not bounded and (unit if share is a else other) in SHARES and of not in SHARES and said.unit in ("", of):
                yield share * whole, True
                if changed:
                    yield (1 - share) * whole, True


def _near(value: Fraction | int, own: Fraction, said: Quantity, rough: bool = False) -> bool:
    """Whether a number that was worked out is the one that is said, under its bound."""
    if value == own:
        return said.bound in ("", "about", "least", "most", "most?") or said.bound.endswith("?")
    value = Fraction(value)
    if said.unit == "share" and _nearly(value, own, said):
        return True
    if not rough and said.unit == "%" and not said.bound and abs(value - own) * 200 <= 1:
        return True  # rounded to a whole percent
    if rough and said.bound not in ("more", "less", "more?", "less?") and abs(value - own) <= ROUGH / 2 * own:
        return True
    return _beyond(value, own, "", said.bound)


def within_reach(said: Quantity, held: Iterable[Quantity], factors: Iterable[int] = ()) -> bool:
    """Whether a reckoning with up to three numbers that stand there comes near one that doesn't.

    Any sum, difference, product, share, rest or mean, times `factors`, in any unit that such a result may have: what is
    out of reach even so is not worked out from them.
    """
    if isinstance(said.value, str):
        return True
    rows = [
        _in_days(Fraction(v), u) for q in held if not isinstance(q.value, str) for v, u in ((q.value, q.unit), *q.also)
    ]
    own, unit = _in_days(Fraction(said.value), said.unit)

    def near(value: Fraction) -> bool:
        off = (value - own) / own if own else Fraction(1)
        bound = said.bound.rstrip("?")
        return (-ROUNDED if bound in DOWN else -REACH) <= off <= (ROUNDED if bound in UP else REACH)

    def fits(other: str) -> bool:
        return other == unit or not unit or {unit, other} <= SHARES | {"point"}

    rows = list(dict.fromkeys(rows))[:24]
    rows += [(a + b, kind) for at, (a, kind) in enumerate(rows[:12]) for b, other in rows[:at] if kind == other]
    if unit in SHARES:
        rows += [(1 - a, kind) for a, kind in rows if kind in SHARES]
    for at, (a, kind) in enumerate(rows):
        if fits(kind) and any(near(a * k) or near(a / k) for k in (1, *factors)):
            return True
        for b, other in rows[:at]:
            shares = [(x, y, of) for x, of_x, y, of in ((a, kind, b, other), (b, other, a, kind)) if of_x in SHARES]
            if any(unit not in SHARES and fits(of) and any(map(near, _parts(x, y))) for x, y, of in shares):
                return True
            if kind != other and kind and other:
                continue
            ratios = (a / b, b / a) if a and b and unit in SHARES | {"times", ""} else ()
            if any(near(ratio) or near(abs(1 - ratio)) for ratio in ratios):
                return True
            if fits(kind or other) and (near(a + b) or near(abs(a - b)) or near((a + b) / 2) or (unit and near(a * b))):
                return True
    values = [value for value, kind in rows if fits(kind)]
    return len(values) > 2 and near(sum(values, Fraction(0)))


def _parts(share: Fraction, whole: Fraction) -> Iterator[Fraction]:
    """What a share and a number give: the part, the rest, the whole, and what was before a fall or a rise."""
    yield from (share * whole, (1 - share) * whole, (1 + share) * whole, whole / (1 + share))
    if 0 < share < 1:
        yield from (whole / share, whole / (1 - share))


def _in_days(value: Fraction, unit: str) -> tuple[Fraction, str]:
    return (value * DAYS[unit], "day") if unit in DAYS else (value, unit)
