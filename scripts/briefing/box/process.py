"""One worker process of a box, as the box sees it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer
from typing import Any, BinaryIO, cast

import briefing
from briefing.box.limits import Corrections, Job, Limits, beyond, broken
from briefing.box.pipes import LAST, dumped, loaded, receive, send
from briefing.problems import Problem

PATIENCE = 3
"""How many seconds on the clock a file may take for each of its processor seconds: the machine may be busy."""
MILLION = 1_000_000


class DiedError(Exception):
    """A worker ended before it answered."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Worker:
    """A process that reads one file after another."""

    def __init__(self, limits: Limits, module: str, corrections: Corrections) -> None:
        self.limits = limits
        self.late = self.last = False
        paths = [str(Path(briefing.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,
        )
        self.questions, self.answers = cast(BinaryIO, self.process.stdin), cast(BinaryIO, self.process.stdout)
        with contextlib.suppress(OSError):
            send(self.questions, dumped((limits, corrections)))

    def alive(self) -> bool:
        """Whether the process still runs, and goes on."""
        return not self.last and self.process.poll() is None

    def ask(self, job: Job) -> Any:
        """The answer to a job; raises `DiedError` where there is none within the limits."""
        seconds = self.limits.time(_size(job.path))
        clock = Timer(PATIENCE * seconds, self._too_late)
        clock.daemon = True
        clock.start()
        data = None
        try:
            send(self.questions, dumped(job))
            data = receive(self.answers, (self.limits.output + 1) * MILLION)
        except (OSError, ValueError):
            pass  # it has gone; why is told below
        finally:
            clock.cancel()
        if data is not None:
            with contextlib.suppress(Exception):  # whatever stands in a message that is none of ours
                self.last = data[:1] == LAST
                return loaded(data[1:])
        raise DiedError(self._why(job.name, seconds))

    def end(self) -> None:
        """Ends the process and what it has started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
        self.process.wait()
        for pipe in (self.questions, self.answers):
            with contextlib.suppress(OSError, ValueError):
                pipe.close()

    def _too_late(self) -> None:
        self.late = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            self.process.kill()

    def _why(self, name: str, seconds: float) -> Problem:
        """Why the process gave no answer."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(1)
        code = self.process.poll()
        if self.late or code == -getattr(signal, "SIGXCPU", 24):
            return beyond(name, "time", f"{seconds:.0f} seconds of the processor")
        if code is not None and code < 0:
            return broken(name, f"{signal.Signals(-code).name}, which ended the reader; it may have wanted more memory")
        return broken(name, "no answer of the reader")


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0
