"""Facts: what in a sentence can be looked up in a paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, date, name or quotation of a normalised text."""

    kind: Literal["number", "date", "name", "quotation"]
    text: str
    """As it stands in the text."""
    start: int
    end: int
    value: Any
    """What is compared: a Fraction, a `Span` of days, the words of a name, the words quoted."""
