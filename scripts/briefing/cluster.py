"""More hands than this machine has: the workers of a Dask cluster that is there already.

They take work through `distributed`'s own executor. A worker that dies has its work done by another. Workers need this
package in the same version, and see the same files at the same paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

RETRIES = 3
"""How often a piece of work is given out again after it has failed."""
PATIENCE = 20
"""Seconds to wait for the cluster to answer."""


class NoClusterError(Exception):
    """Why there is no cluster, in words that go on after the address."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who works on what a stage gives out."""

    executor: Executor
    count: int
    """How many pieces are worked on at a time."""


@contextmanager
def cluster(address: str) -> Iterator[Hands]:
    """The workers of the cluster whose scheduler answers at an address; raises `NoClusterError`."""
    try:
        from distributed import Client
    except ImportError as error:
        raise NoClusterError("needs the package `distributed`: install `briefing[cluster]`.") from error
    try:
        client: Any = cast(Any, Client)(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise NoClusterError(f"has no cluster that answers: {error}") from error
    with client:
        count = sum(client.nthreads().values())
        if not count:
            raise NoClusterError("has no workers.")
        yield Hands(client.get_executor(retries=RETRIES, pure=False), count)
