"""Work in forks of this process: nothing need be handed to them, only what they give back."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
V = TypeVar("V")


def apart(make: Callable[[Callable[[str], object]], V], say: Callable[[str], object] = lambda text: None) -> V:
    """What a function gives, or raises, from a process that takes its memory with it; from this one where none forks.

    What it says meanwhile is said here: a lock of whoever draws progress may be held for good in a fork. Raises OSError
    where the process is ended before it has told.
    """
    if not can_fork():
        return make(say)
    context = multiprocessing.get_context("fork")
    hears, tells = context.Pipe(duplex=False)

    def tell() -> None:
        begin()
        found: Any
        try:
            found = make(tells.send), None
        except BaseException as error:
            found = None, error
        tells.send(found)

    with hears, forking():
        process = context.Process(target=tell)
        process.start()
        try:
            tells.close()
            while isinstance(told := hears.recv(), str):
                say(told)
        except EOFError:
            process.join()
            raise OSError(f"its process was ended ({process.exitcode})") from None
        finally:
            process.kill()  # which has told all that it had to
            process.join()
    found: V
    found, error = told
    if error is not None:
        raise error
    return found


def spread(work: Callable[[T], V], todo: Sequence[T], hands: int, chunk: int = 8) -> Iterator[V]:
    """What `work` makes of each, in order, by so many forks; here where one hand does, and what forks that were ended
    have left."""
    done = 0
    if hands > 1:
        context = multiprocessing.get_context("fork")
        pool = ProcessPoolExecutor(hands, mp_context=context, initializer=_begin_work, initargs=(work,))
        try:
            with forking():
                found = pool.map(_work_on, todo, chunksize=chunk)
            for made in found:
                yield made
                done += 1
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(cancel_futures=True)
    yield from map(work, islice(todo, done, None))


_work: Callable[[Any], Any]
"""What a fork was started for."""


def _begin_work(work: Callable[[Any], Any]) -> None:
    global _work
    begin()
    _work = work


def _work_on(one: Any) -> Any:
    return _work(one)


def can_fork() -> bool:
    """Whether a fork of this process would work: not where a library has threads of its own, which no fork has.

    Python's own threads here only draw progress.
    """
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) <= threading.active_count()


@contextmanager
def forking() -> Iterator[None]:
    """Keeps Python from warning of other threads: ours only draw progress, and hold no lock that a worker needs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def begin() -> None:
    """In a fork, first of all: it ends when its parent does, and leaves signals to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG; forks are started on Linux alone
