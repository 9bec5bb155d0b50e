"""The worker of a box: reads one file after another within its limits; run as `python -m briefing.box.worker`."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from briefing.box.limits import Corrections, Job, Limits, beyond, unread
from briefing.box.pipes import LAST, MORE, dumped, receive, send
from briefing.box.written import written
from briefing.codes import report
from briefing.model import Correction, Document, Place
from briefing.problems import Problem
from briefing.regular import UnreadableError, read_regular

MILLION = 1_000_000
DIES_WITH_PARENT = 1
"""Linux: `prctl(PR_SET_PDEATHSIG, …)`."""


def main() -> None:
    """Answers each job until there is none."""
    questions, answers = _pipes()
    first = receive(questions, 100 * MILLION)
    if first is None:
        return
    limits: Limits
    corrections: Corrections
    limits, corrections = pickle.loads(first)
    _bound(limits)
    from briefing.ingest import ingest  # only now, so that nothing is read before the limits stand

    while (said := receive(questions, 100 * MILLION)) is not None:
        job: Job = pickle.loads(said)
        problem = None
        try:
            data = dumped(written(_read(ingest, job, limits, corrections), job.form))
            if len(data) > limits.output * MILLION:
                problem = beyond(job.name, "output", f"{limits.output} MB")
        except MemoryError:
            problem = beyond(job.name, "memory", f"{limits.memory} MB")
        if problem:
            data = dumped(written(unread(job.name, problem), job.form))
        last = bool(problem) or _grown(limits)
        send(answers, (LAST if last else MORE) + data)
        if last:
            return


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes to the box; what libraries print goes nowhere."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    return questions, answers


def _bound(limits: Limits) -> None:
    """Sets the limits of the whole process, as far as the system has them; it dies with whoever started it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        most = limits.memory * MILLION
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    if sys.platform == "linux":
        import ctypes
        import signal

        parent = os.getppid()
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _allow(seconds: float) -> None:
    """Lets this process use so many processor seconds more; then the system ends it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        spent = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime + seconds) + 1, hard))


def _grown(limits: Limits) -> bool:
    """Whether this process holds so much memory that a fresh one ought to go on."""
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") > limits.memory * MILLION / 2
    return False


def _read(ingest: Callable[..., Document], job: Job, limits: Limits, corrections: Corrections) -> Document:
    try:
        data = read_regular(job.path, limits.size * MILLION)
    except UnreadableError as error:
        return unread(job.name, report("E701", Place(job.name), f"The file can't be read: {error}."))
    _allow(limits.time(len(data)))
    said = corrections.get(hashlib.sha256(data).hexdigest(), ()) if corrections else ()
    document = ingest(data, job.name, tuple(one for one in said if isinstance(one, Correction)))
    unusable = (one for one in said if isinstance(one, Problem))
    return replace(document, problems=(*unusable, *document.problems))


if __name__ == "__main__":
    main()
