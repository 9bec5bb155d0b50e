"""Messages between a box and its workers: pickles behind their length; what a worker says is read with care."""

from __future__ import annotations

import io
import pickle
from typing import Any, BinaryIO

NOUNS = frozenset(["briefing.model", "briefing.problems"])
"""Modules whose classes a worker's answer may hold; it has read strangers' files, and is not trusted with more."""


LAST, MORE = b"L", b"M"
"""Before an answer: whether the worker ends with it."""


class _Careful(pickle.Unpickler):
    """Reads values and the project's nouns, and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        """A noun; raises where it is anything else."""
        if module not in NOUNS:
            raise pickle.UnpicklingError(f"{module}.{name} is no noun")
        return super().find_class(module, name)


def send(pipe: BinaryIO, data: bytes) -> None:
    """Writes a message; raises OSError where nobody listens."""
    pipe.write(len(data).to_bytes(8, "big"))
    pipe.write(data)
    pipe.flush()


def receive(pipe: BinaryIO, most: int) -> bytes | None:
    """The next message; None where the other side has gone, or says more than it may (in bytes)."""
    head = pipe.read(8)
    if len(head) < 8 or (size := int.from_bytes(head, "big")) > most:
        return None
    data = pipe.read(size)
    return data if len(data) == size else None


def dumped(value: object) -> bytes:
    """A value as a message."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def loaded(data: bytes) -> Any:
    """The value of a worker's message; raises where it is none of ours."""
    return _Careful(io.BytesIO(data)).load()
