"""Whether a number that a paragraph states bears out one of a sentence: value, unit, magnitude and bound."""

from __future__ import annotations

from fractions import Fraction

from briefing.evidence.clock import CLOCK, is_time
from briefing.evidence.facts import Quantity

ROUGH = Fraction(8, 100)
"""How far from a number one may be that says `about`, and units of time that don't divide evenly."""
NEARLY = Fraction(1, 5)
"""How far below a time in another unit one may lie that is nearly so long: `almost two months` for seven weeks."""
WITHIN = Fraction(12, 100)
"""How far below a limit a number may lie: `within ten days` for nine."""
ROUNDED = Fraction(1, 4)
"""How far below a number a round one may lie that says `more than`: `over 300` for 313."""
DAYS = {
    "day": Fraction(1),
    "month": Fraction(3044, 100),
    "hour": Fraction(1, 24),
    "minute": Fraction(1, 1440),
    "second": Fraction(1, 86400),
}
"""Units of time in days."""
VAGUE = {
    "~12": (24, 99),
    "~100": (200, 999),
    "~1000": (2000, 999_999),
    "~1000000": (2 * 10**6, 10**9),
    "~1000000000": (2 * 10**9, 10**13),
}
"""Dozens, hundreds, thousands: from how many to how many."""
MAGNITUDES = frozenset(Fraction(10) ** n for n in (-9, -6, -3, 3, 6, 9))
UP, DOWN = frozenset({"more", "least"}), frozenset({"less", "most", "near"})
SHARES = frozenset({"%", "share"})


def bears_out(held: Quantity, said: Quantity) -> bool:
    """Whether `held`, of a paragraph, is or implies `said`."""
    if isinstance(said.value, str) or isinstance(held.value, str):
        return _vague(held, said)
    if differ_per(held, said):
        return False
    rows = [(held.value, held.unit), *held.also]
    if said.unit.isupper() and any(unit.isupper() for _, unit in held.also):
        rows = list(held.also)  # `1,450 soles, and 2,300 in Lima`: money of another country bears nothing out
    return any(
        _fits(Fraction(value), unit, held, Fraction(own), own_unit, said)
        for value, unit in rows
        for own, own_unit in ((said.value, said.unit), *said.also)
    )


def differ_per(held: Quantity, said: Quantity) -> bool:
    """Whether two numbers are said for each of two times of another length: `a month` and `a year`."""
    return bool(held.per and said.per and held.per != said.per)


def _vague(held: Quantity, said: Quantity) -> bool:
    if said.value == held.value:
        return True
    if said.value in VAGUE and not isinstance(held.value, str):
        low, high = VAGUE[str(said.value)]
        return low <= held.value <= high and held.unit not in DAYS
    return False


def _fits(value: Fraction, unit: str, held: Quantity, own: Fraction, own_unit: str, said: Quantity) -> bool:
    if CLOCK in (unit, own_unit):
        return unit == own_unit and is_time(value, own, said.bound)
    if not compatible(unit, held.counts, own_unit, said.counts):
        return False
    if unit != own_unit and unit in DAYS and own_unit in DAYS:
        value, own = value * DAYS[unit], own * DAYS[own_unit]
        if said.bound == "near" and not held.bound:
            return own * (1 - NEARLY) <= value < own
        return abs(value - own) <= (2 if said.bound else 1) * ROUGH * own or _beyond(value, own, held.bound, said.bound)
    if own_unit == "share" and abs(value - own) * 20 <= own and bound_fits(held.bound, said.bound):
        return True
    if own_unit in ("share", "times") and not held.bound and _nearly(value, own, said):
        return True
    if value == own or (
        not said.bound and (own >= 10**5 or own.denominator != 1) and _digits(own) >= 2 and _rounds(value, own)
    ):
        return bound_fits(held.bound, said.bound)
    return _beyond(value, own, held.bound, said.bound)


def same_unit(one: str, other: str) -> bool:
    """Whether two units are one, or may be: `DKK/NOK` for kroner, of whichever country."""
    return one == other or bool("/" in one + other and not set(one.split("/")).isdisjoint(other.split("/")))


def compatible(unit: str, counts: bool, own: str, own_counts: bool) -> bool:
    """Whether two units may be of one kind; a number that counts nothing named may have any."""
    if same_unit(unit, own) or (unit in SHARES and own in SHARES) or (unit in DAYS and own in DAYS):
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


def are_next(held: Quantity, said: Quantity) -> bool:
    """Whether the bounds of one number complete each other, `10,000 or more` and `fewer than 10,000`."""
    if isinstance(said.value, str) or (held.value, held.unit) != (said.value, said.unit):
        return False
    return {held.bound, said.bound} in ({"least", "less"}, {"most", "more"}, {"least", "more"}, {"most", "less"})


def excludes(held: Quantity, said: Quantity) -> bool:
    """Whether one number excludes another: the same with another bound or for another time, or of another magnitude."""
    if isinstance(held.value, str) or isinstance(said.value, str) or not (held.value and said.value):
        return False
    if CLOCK in (held.unit, said.unit):
        return False
    if held.unit and held.unit != said.unit and (held.value, held.unit) in said.also:
        said = said._replace(value=held.value, unit=held.unit)
    if held.unit != said.unit and (said.value, said.unit) in held.also:
        held = held._replace(value=said.value, unit=said.unit)
    if held.unit != said.unit:
        return False
    if held.value == said.value:
        if differ_per(held, said):
            return True
        return bool(said.bound) and not bound_fits(held.bound, said.bound) and not are_next(held, said)
    return bool(held.unit) and Fraction(held.value) / Fraction(said.value) in MAGNITUDES


def _nearly(value: Fraction, own: Fraction, said: Quantity) -> bool:
    """Whether a share in words, or a multiple, is nearly reached: `almost half` for 45 percent."""
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
    return abs(value - own) * 2 <= step(own)


def _digits(number: Fraction) -> int:
    """Significant digits of a number that has a finite decimal form; many where it hasn't."""
    text = _decimal(number)
    return len(text.strip("0")) if text else 99


def step(number: Fraction) -> Fraction:
    """The unit of its last significant digit; a tenth of it where it has no last one."""
    if not _decimal(number):
        return number / 10
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
