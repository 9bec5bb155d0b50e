"""The one place that runs pandoc, without files of its own choosing and without network."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TypeVar

from briefing.memory import Memory, fingerprint

Item = TypeVar("Item")
Result = TypeVar("Result")

TIMEOUT = 20.0
"""Seconds that any run may take; a thousand works take one."""
EACH = 0.05
"""Seconds more for each thousand characters."""


class PandocError(RuntimeError):
    """What pandoc said when it gave up."""


@cache
def executable() -> str:
    """Path of pandoc: what PYPANDOC_PANDOC names, else that of the wheel, else what stands on this machine."""
    wheel = find_spec("pypandoc")
    name = "pandoc.exe" if os.name == "nt" else "pandoc"
    held = Path(wheel.origin).parent / "files" / name if wheel and wheel.origin else Path(name)
    if held.is_file() and not os.environ.get("PYPANDOC_PANDOC"):
        return str(held)
    import pypandoc  # which starts each pandoc that it finds, to compare versions

    return str(pypandoc.get_pandoc_path())


@cache
def identity() -> str:
    """What tells one pandoc from another; starting it to ask its version takes longer than all else."""
    found = Path(executable()).stat()
    return f"{found.st_size} {found.st_mtime_ns}"


def run(arguments: Sequence[str], text: str) -> str:
    """What pandoc makes of a text; raises PandocError with its last words.

    `--sandbox` keeps it from any file that is not named on its command line, and from the network.
    """
    command = [executable(), "--sandbox", *arguments]
    limit = TIMEOUT + EACH * len(text) / 1000
    try:
        done = subprocess.run(command, input=text.encode("utf-8", "replace"), capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        raise PandocError(f"pandoc took more than {limit:.0f} seconds") from None
    if done.returncode:
        raise PandocError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout.decode("utf-8", "replace")


_memory = Memory()
_lock = Lock()


def keep_in(path: Path) -> None:
    """Keeps in a file what `kept_run` gave."""
    global _memory
    if _memory.path != path:
        _memory = Memory(path)


def kept_run(arguments: Sequence[str], text: str) -> str:
    """The same as `run`, from the file where the same was asked of the same pandoc before."""
    key = fingerprint(identity(), arguments, text)
    with _lock:
        found: str | None = _memory.get(key)
    if found is None:
        found = run(arguments, text)
        with _lock:
            _memory.keep(key, found)
            _memory.close()
    return found


def in_parallel(task: Callable[[Item], Result], chunks: Sequence[Item]) -> list[Result]:
    """A task's result for each chunk, in order; pandoc works outside Python, so threads are enough."""
    if len(chunks) < 2:
        return [task(chunk) for chunk in chunks]
    with ThreadPoolExecutor(min(len(chunks), os.cpu_count() or 1)) as pool:
        return list(pool.map(task, chunks))
