"""Did you mean …? The nearest of the names that there are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache

LIMIT = 2000
"""Among more names than this, only those that begin alike are compared: the search stays quick."""


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that is most like `name`, or None where none is like it."""
    return _nearest(name[:80], tuple(names))


@lru_cache(maxsize=256)
def _nearest(name: str, names: tuple[str, ...]) -> str | None:
    if len(names) > LIMIT:
        names = tuple(n for n in names if n[:2].casefold() == name[:2].casefold())[:LIMIT]
    folded: dict[str, str] = {}
    for candidate in names:
        folded.setdefault(candidate.casefold(), candidate)
    found = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """`Did you mean `x`?`, or nothing."""
    found = nearest(name, names)
    return f"Did you mean `{found}`?" if found else ""
