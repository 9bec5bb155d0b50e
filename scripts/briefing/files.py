"""Writes what was made: only what changed, and never over the last good output before the new one is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CACHE = ".cache"
"""What the folder is called that holds what is kept from run to run."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What writing a tree did; paths relative to the tree."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


def write_tree(
    folder: Path,
    files: Mapping[str, str | bytes],
    keep: tuple[str, ...] = (),
    last: Path | None = None,
    stands: Callable[[str], bool] = lambda path: False,
    told: Callable[[Path, str | bytes], object] = lambda path, content: None,
) -> Changes:
    """Makes `folder` hold exactly `files`: writes what differs, removes what is stale, leaves the rest untouched.

    What stands under a prefix named in `keep` is somebody else's, and is left alone. What `last`, another such tree,
    holds the same is taken from there. Of what `stands` there already, as somebody knows, the content isn't asked for.
    Of each file that is written anew, `told` is given its path and content.
    """
    before = {path for path in files_in(folder) if not path.startswith(keep)} if keep else set(files_in(folder))
    written = list[str]()
    for path in files:
        if stands(path):
            continue
        content = files[path]
        target = folder / path
        if write_changed(target, content, last / path if last else None):
            told(target, content)
            written.append(path)
    removed = sorted(before - files.keys())
    for path in removed:
        (folder / path).unlink()
    for below, _, _ in os.walk(folder, topdown=False):
        if below != str(folder) and not os.path.islink(below) and not os.listdir(below):
            os.rmdir(below)
    return Changes(tuple(written), tuple(removed))


def files_in(folder: Path) -> list[str]:
    """The files in a folder and those below it, by path within it, in order of their parts; none where it isn't there.

    Of very many, with none of what `rglob` makes of each.
    """
    found = []
    for here, _, names in os.walk(folder):
        below = os.path.relpath(here, folder).replace(os.sep, "/")
        start = [] if below == "." else below.split("/")
        found += [[*start, name] for name in names]
    return ["/".join(parts) for parts in sorted(found)]


def write_changed(path: Path, content: str | bytes | bytearray, last: Path | None = None) -> bool:
    """Writes a file where its bytes differ, through a rename, so that no reader sees half of it; True where it did.

    Where `last` holds the same it is linked, which is much quicker than to write many files.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if holds(path, data):
        return False
    if last and holds(last, data):
        linked(last, path)
        return True
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(data)
    aside.replace(path)
    return True


def holds(path: Path, data: bytes | bytearray) -> bool:
    """Whether a file is there and has these bytes."""
    try:
        if os.stat(path).st_size != len(data):
            return False
        with open(path, "rb") as file:
            return file.read() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def room(path: Path) -> None:
    """Makes room for a file of a cache: a folder in its place goes, and so does a file in place of its folder."""
    for folder in path.parents:
        if folder.is_file():
            folder.unlink()
        if folder.is_dir() or folder.name == CACHE:
            break
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)


def linked(source: str | Path, target: Path) -> None:
    """A file a second time, its folder made where there is none: the same one, where the file system has links."""
    for _ in range(2):
        try:
            os.link(source, target)
            return
        except FileExistsError:
            os.unlink(target)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, NotImplementedError):
            break
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)


def cleared(folder: str | Path) -> None:
    """Removes a folder of ours with all that is in it, and no more of a link than the link: a third of what `rmtree`
    takes, which minds that others may move folders meanwhile."""
    with os.scandir(folder) as entries:
        for entry in list(entries):
            cleared(entry.path) if entry.is_dir(follow_symlinks=False) else os.unlink(entry.path)
    os.rmdir(folder)


@contextmanager
def swapped(target: Path) -> Iterator[Path]:
    """A fresh folder beside `target` that takes its place when the block ends well, and is removed when it fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield aside
        old = aside.with_name(aside.name + "-old")
        if target.exists():
            target.rename(old)
        aside.chmod(0o755)
        aside.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
