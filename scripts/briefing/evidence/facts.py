"""Facts: what in a sentence can be looked up in a paragraph, each as a whole value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, date, name or quotation of a normalised text."""

    kind: Literal["number", "date", "name", "quotation"]
    text: str
    """As it stands in the text."""
    start: int
    end: int
    value: Any
    """What is compared: a `Quantity`, `Span`s of days or a `Weekday`, a `Name`, the words quoted."""


class Quantity(NamedTuple):
    """A number with what it counts."""

    value: Fraction | int | str
    """In the base unit where it has one; a share of a whole for percent; `~12` for dozens; a code as it is written."""
    unit: str = ""
    """`%`, `point`, `times`, `code`, `clock` (minutes from midnight), a currency, a dimension; empty where
    it counts things or where nobody says."""
    bound: str = ""
    """`about`, `more`, `least`, `less`, `most`, `near`; empty where it is exact."""
    counts: bool = False
    """Whether a word that is no unit follows, so that it counts such things."""
    also: tuple[tuple[Fraction | int, str], ...] = ()
    """Other values and units that it may have: those of its fellow in a range, `from 24 to 19 bcm`; years as an age."""
    per: Fraction | int = 0
    """The days of the time for each of which it is said, `a month`; 0 where none is."""


class Name(NamedTuple):
    """A proper name."""

    subject: str
    """`entities/ID` or `topics/SLUG`; empty where the name is nobody's there."""
    words: tuple[str, ...]
    """As they are compared."""


class Weekday(NamedTuple):
    """A day of the week, 0 for Monday."""

    day: int
