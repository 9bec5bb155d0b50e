"""Memory while very many small objects are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """No search for garbage while a block runs.

    Reading makes a great many objects and no cycles: looking through all of them again and again would find nothing,
    and would make the time grow faster than the input.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
