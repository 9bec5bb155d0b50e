"""Memory while very many small objects are made."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


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


def give_back() -> None:
    """Gives memory that was let go of back to the system, which on Linux doesn't happen by itself."""
    if sys.platform == "linux":
        gc.collect()
        with suppress(AttributeError, OSError):  # not every C library has it
            ctypes.CDLL(None).malloc_trim(0)
