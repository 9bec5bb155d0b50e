"""The best way to read a document's parts as states, and how far ahead of the next best it is at each part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib.resources import files

from briefing.ingest.roles.states import FIRST, KINDS, STATES, may_follow

NEVER = -1e6
TEXT = "P"
"""The state of a paragraph."""
Row = tuple[float, ...]
OTHERS = tuple(tuple(j for j, other in enumerate(STATES) if KINDS[other] != KINDS[state]) for state in STATES)
"""Of each state, which are of another kind."""


@cache
def weights() -> tuple[dict[str, Row], tuple[Row, ...]]:
    """What each feature weighs for each state; what each state (row) weighs behind each other (column)."""
    features: dict[str, Row] = {}
    steps = [[0.0] * len(STATES) for _ in STATES]
    for line in (files("briefing.ingest.roles") / "weights.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        name, _, rest = line.partition("\t")
        row = dict(piece.split("=") for piece in rest.split())
        if name.startswith("→"):
            for before, value in row.items():
                steps[STATES.index(name[1:])][STATES.index(before)] = float(value)
        else:
            features[name] = tuple(float(row.get(state, 0)) for state in STATES)
    for i, state in enumerate(STATES):
        for j, before in enumerate(STATES):
            if not may_follow(before, state):
                steps[i][j] = NEVER
    return features, tuple(map(tuple, steps))


def scores(features: Iterable[Iterable[str]], allowed: Sequence[str]) -> list[Row]:
    """What speaks for each state at each part; `allowed` holds the states that a part may have, all where empty."""
    known, _ = weights()
    rows = []
    for names, only in zip(features, allowed, strict=True):
        found = [known[name] for name in dict.fromkeys(names) if name in known]  # sums in one order
        row = tuple(map(sum, zip(*found, strict=True))) if found else (0.0,) * len(STATES)
        rows.append(
            tuple(v + NEVER * (state not in only) for v, state in zip(row, STATES, strict=True)) if only else row
        )
    return rows


Margins = list[tuple[float, str]]
"""At each part the next best state of another kind, behind how much the best path through it falls short."""


@cache
def _within() -> tuple[Row, ...]:
    """What each state weighs behind each other where both parts are one phrase, and so of one kind."""
    one = tuple(tuple(KINDS[state] == KINDS[before] for before in STATES) for state in STATES)
    rows = zip(weights()[1], one, strict=True)
    return tuple(tuple(v if same else NEVER for v, same in zip(row, alike, strict=True)) for row, alike in rows)


def best_path(rows: Sequence[Row], texts: Sequence[int] = (), joined: Collection[int] = ()) -> tuple[str, Margins]:
    """The states of the best path, and its margins; a part of `joined` goes on with a phrase of the one before it.

    A document says something: where no part would be a paragraph, that one of `texts` is which costs least.
    """
    if not rows:
        return "", []
    path, margins, totals = _best_path(rows, joined)
    if texts and TEXT not in path:
        at = STATES.index(TEXT)
        one = max(texts, key=lambda i: totals[i][at])
        only = tuple(v + NEVER * (state != TEXT) for v, state in zip(rows[one], STATES, strict=True))
        path, margins, _ = _best_path([*rows[:one], only, *rows[one + 1 :]], joined)
        margins[one] = 0.0, margins[one][1]
    return path, margins


def _best_path(rows: Sequence[Row], joined: Collection[int] = ()) -> tuple[str, Margins, list[Row]]:
    """The best path, its margins, and at each part the score of the best path through each state."""
    steps = [_within() if i in joined else weights()[1] for i in range(len(rows))]
    ahead: list[list[float]] = [[v + (0 if s in FIRST else NEVER) for v, s in zip(rows[0], STATES, strict=True)]]
    for row, into in zip(rows[1:], steps[1:], strict=True):
        last = ahead[-1]
        ahead.append([max(map(float.__add__, last, step)) + value for value, step in zip(row, into, strict=True)])
    columns = {id(into): tuple(zip(*into, strict=True)) for into in steps}
    behind: list[list[float]] = [[0.0] * len(STATES)]
    for row, into in zip(rows[:0:-1], steps[:0:-1], strict=True):
        after = list(map(float.__add__, behind[-1], row))
        behind.append([max(map(float.__add__, after, column)) for column in columns[id(into)]])
    path, margins, totals = [], Margins(), list[Row]()
    for here, rest in zip(ahead, reversed(behind), strict=True):
        total = tuple(map(float.__add__, here, rest))
        totals.append(total)
        best = max(range(len(STATES)), key=total.__getitem__)
        path.append(STATES[best])
        other = max(OTHERS[best], key=total.__getitem__)
        margins.append((total[best] - total[other], STATES[other]))
    return "".join(path), margins, totals
