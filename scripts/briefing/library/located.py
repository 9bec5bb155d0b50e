"""YAML documents in which every value keeps its line, so that every problem can point at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from briefing.codes import report
from briefing.library.nearest import did_you_mean
from briefing.model import Place
from briefing.problems import Problem

Path = tuple[str | int, ...]
"""Where a value stands in a YAML document: keys and list positions from the top, as pydantic's `loc`."""


@dataclass(frozen=True, slots=True)
class Yaml:
    """A YAML document: its value, and the line of each key and of each value in it."""

    value: Any
    """Plain dicts, lists, strings and None; numbers, truth values and dates stay the text they are."""
    path: str
    keys: dict[Path, int] = field(default_factory=dict)
    """Line of the key (of the item, in a list) that leads to a value."""
    values: dict[Path, int] = field(default_factory=dict)
    """Line of the first character of a value."""

    def place(self, *at: str | int) -> Place:
        """Where the text of a value begins; the nearest value around it where there is none."""
        return Place(self.path, self._nearest(self.values, at))

    def key_place(self, *at: str | int) -> Place:
        """Where the key that leads to a value stands."""
        return Place(self.path, self._nearest(self.keys, at) if at else self.keys.get((), 1))

    def at(self, *at: str | int) -> Any:
        """The value at a path."""
        value = self.value
        for step in at:
            value = value[step]
        return value

    def without(self, paths: set[Path]) -> Yaml:
        """The same document without what stands at some paths; later items of a list move up, with their lines."""
        return Yaml(
            _without(self.value, paths, ()),
            self.path,
            {_moved(p, paths): line for p, line in self.keys.items() if not _within(p, paths)},
            {_moved(p, paths): line for p, line in self.values.items() if not _within(p, paths)},
        )

    def rows(self) -> tuple[Yaml, ...]:
        """The items of a list, each a document of its own."""
        found = [Yaml(item, self.path) for item in self.value]
        for mine, theirs in ((self.keys, "keys"), (self.values, "values")):
            for at, line in mine.items():
                if at:
                    getattr(found[int(at[0])], theirs)[at[1:]] = line
        return tuple(found)

    @staticmethod
    def _nearest(lines: dict[Path, int], at: Path) -> int:
        return next((lines[at[:i]] for i in range(len(at), 0, -1) if at[:i] in lines), lines.get((), 1))


def _without(value: Any, paths: set[Path], at: Path) -> Any:
    """A value without what stands at some paths in it."""
    if isinstance(value, dict):
        return {k: _without(v, paths, (*at, k)) for k, v in value.items() if (*at, k) not in paths}
    if isinstance(value, list):
        return [_without(v, paths, (*at, i)) for i, v in enumerate(value) if (*at, i) not in paths]
    return value


def _within(path: Path, paths: set[Path]) -> bool:
    return any(path[:i] in paths for i in range(1, len(path) + 1))


def _moved(path: Path, paths: set[Path]) -> Path:
    """Where a path leads once earlier items of its lists are gone."""
    gone = [sum((*path[:i], j) in paths for j in range(s)) if isinstance(s, int) else 0 for i, s in enumerate(path)]
    return tuple(s - g if isinstance(s, int) else s for s, g in zip(path, gone, strict=True))


def unknown_field(document: Yaml, at: Path, allowed: tuple[str, ...]) -> Problem:
    """A field that nobody knows, with the one that was probably meant."""
    name = str(at[-1])
    where = f" in `{_spoken(at[:-1])}`" if len(at) > 1 else ""
    return report(
        "E113",
        document.key_place(*at),
        f"There is no field `{name}`{where}.",
        expected="one of: " + ", ".join(allowed),
        found=name,
        help=did_you_mean(name, allowed),
    )


def _spoken(at: Path) -> str:
    """A path as a reader would say it: `caveats 2, field`."""
    return "".join(f" {step + 1}" if isinstance(step, int) else f", {step}" for step in at).removeprefix(", ").strip()


spoken_path = _spoken
