"""What each piece of evidence weighs, by language; a file beside this one, which benchmarks/fit_pointers.py writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The weights of a language: a claim's score is the sum of what was seen in it."""

    always: float
    threshold: float
    """A claim with a score above it is pointed at."""
    table: Mapping[str, tuple[float, float]]
    """Evidence → its weight, and what is added where the paragraphs have nearly all of the claim's words."""

    def weight(self, name: str, known: bool) -> float:
        """What a piece of evidence weighs; nothing where it is not in the table."""
        plain, added = self.table.get(name, (0.0, 0.0))
        return plain + added * known

    def score(self, names: Iterable[str], known: bool) -> float:
        """How much speaks for an error."""
        return self.always + sum(self.weight(name, known) for name in names)


def weights(code: str) -> Weights | None:
    """The weights of a language; None where there are none, and so no pointers."""
    return _weights(code.split("-")[0].lower())


@cache
def _weights(code: str) -> Weights | None:
    file = files(__package__) / f"{code}.weights.txt"
    if not file.is_file():
        return None
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    table = {name: (float(plain), float(added)) for name, plain, added in rows}
    return Weights(table.pop("always")[0], table.pop("threshold")[0], table)
