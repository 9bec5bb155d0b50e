"""The box: worker processes that are started when needed, used again, and ended when they go beyond their limits."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from types import TracebackType
from typing import Any, cast

from briefing.box import remote
from briefing.box.limits import Corrections, Job, Limits, broken, told, unread
from briefing.box.process import DiedError, Worker
from briefing.box.written import written
from briefing.cluster import Hands
from briefing.model import Document

AHEAD = 4
"""Files that are begun for each worker before the first of them is asked for: what waits stays small."""


class Box:
    """Reads files in worker processes; use it in a `with` statement, which leaves none behind."""

    def __init__(
        self,
        limits: Limits | None = None,
        workers: int | None = None,
        module: str = "briefing.box.worker",
        corrections: Corrections | None = None,
        hands: Hands | None = None,
    ) -> None:
        """A box with limits (the default ones), so many workers (one a processor), of a module that has a `main`.

        `corrections` are replayed, each on the original of its fingerprint. With `hands`, files are read by a cluster,
        each by one of its processes in a box of its own.
        """
        self.limits = limits or Limits()
        self.corrections = corrections or {}
        self.module = module
        self.hands = hands
        self.workers = hands.count if hands else workers or cores()
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._starter = ThreadPoolExecutor(1)
        """Starts workers: on Linux they die with the thread that did, which has to outlive those that ask them."""
        self._all: set[Worker] = set()
        self._lock = Lock()
        self._closed = False

    def __enter__(self) -> Box:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path, name: str | None = None) -> Document:
        """The document of one file; what goes wrong stands in its problems."""
        return cast(Document, self.answer(Job(str(path), name or str(path))))

    def read_all(self, jobs: Iterable[Job]) -> Iterator[Any]:
        """What each job gives, in their order, as it comes; a few files are read ahead, never all."""
        with nullcontext(self.hands.executor) if self.hands else ThreadPoolExecutor(self.workers) as pool:
            waiting: deque[tuple[Job, Future[Any]]] = deque()
            try:
                for job in jobs:
                    if self.hands:
                        path = replace(job, path=os.path.abspath(job.path))
                        waiting.append((job, pool.submit(remote.read, path, self.limits, self.corrections)))
                    else:
                        waiting.append((job, pool.submit(self.answer, job)))
                    if len(waiting) >= AHEAD * self.workers:
                        yield _result(*waiting.popleft())
                while waiting:
                    yield _result(*waiting.popleft())
            finally:
                if waiting:  # nobody asks for the rest: end what is under way
                    for _, future in waiting:
                        future.cancel()
                    self.close()

    def processes(self) -> list[int]:
        """The ids of the processes that run."""
        with self._lock:
            return [worker.process.pid for worker in self._all if worker.alive()]

    def close(self) -> None:
        """Ends all workers."""
        self._closed = True
        with self._lock:
            workers, self._all = self._all, set()
        for worker in workers:
            worker.end()
        self._starter.shutdown(wait=False)

    def answer(self, job: Job) -> Any:
        """What a job gives."""
        worker = self._taken()
        try:
            answer = worker.ask(job)
        except DiedError as died:
            self._gone(worker)
            return written(unread(job.name, died.problem), job.form)
        if worker.alive():
            self._idle.put(worker)
        else:
            self._gone(worker)
        return answer

    def _taken(self) -> Worker:
        """A worker that has nothing to do, or a new one."""
        while not self._closed:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                break
            if worker.alive():
                return worker
            self._gone(worker)
        start = partial(Worker, self.limits, self.module, self.corrections)
        try:
            worker = self._starter.submit(start).result()
        except RuntimeError:  # the box is closed, and so is this worker at once
            worker = start()
        with self._lock:
            if not self._closed:
                self._all.add(worker)
                return worker
        worker.end()
        return worker

    def _gone(self, worker: Worker) -> None:
        worker.end()
        with self._lock:
            self._all.discard(worker)


def _result(job: Job, future: Future[Any]) -> Any:
    """What a job gave; where nobody was left to do it, its file could not be read."""
    try:
        return future.result()
    except Exception as error:  # of the cluster: what goes wrong with a file comes back as its problem
        return written(unread(job.name, broken(job.name, told(error))), job.form)


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
