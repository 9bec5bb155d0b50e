"""Which files are read: regular ones, within their folder. Pipes, devices, loops of links and the like are named."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

SPECIAL = (
    (stat.S_ISDIR, "it is a folder"),
    (stat.S_ISFIFO, "it is a pipe (FIFO)"),
    (stat.S_ISSOCK, "it is a socket"),
    (stat.S_ISCHR, "it is a device"),
    (stat.S_ISBLK, "it is a device"),
)

SPARE = 1 << 20
"""Bytes that a file may turn out longer than the system says it is."""


class UnreadableError(Exception):
    """Why a file is not read, in words that go on after “can't be read: ”."""


def trouble(path: Path | str, root: Path | None = None) -> str:
    """Why a path is not read; empty where it is a regular file, and lies within `root` where one is given."""
    try:
        mode = os.stat(path).st_mode
        inside = root is None or Path(path).resolve().is_relative_to(root.resolve())
    except OSError as error:
        return _why(error)
    except RuntimeError:  # how Python 3.11 says that links lead round in a loop
        return "its links lead round in a loop"
    except ValueError:
        return "its name holds a NUL"
    found = next((words for test, words in SPECIAL if test(mode)), "")
    return found or ("" if inside else "it is a link that leads out of the folder")


def read_regular(path: Path | str, most: int) -> bytes:
    """The bytes of a regular file of at most so many; raises `UnreadableError`."""
    if why := trouble(path):
        raise UnreadableError(why)
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > most:
                raise UnreadableError(f"it has {size:,} bytes, more than {most:,}")
            data = file.read(size + SPARE)
    except OSError as error:
        raise UnreadableError(_why(error)) from error
    if len(data) == size + SPARE:
        raise UnreadableError("it has no end, or grows while it is read")
    return data


def files_below(folder: Path) -> Iterator[Path]:
    """Everything below a folder but folders, in order; links to folders are not followed, hidden names left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(Path(entry.path))
        else:
            yield Path(entry.path)


def _why(error: OSError) -> str:
    if error.strerror and "symbolic links" in error.strerror:
        return "its links lead round in a loop"
    return error.strerror[:1].lower() + error.strerror[1:] if error.strerror else str(error)
