"""One build is one transaction: its outputs are made beside the last ones, and take their place together.

A build works in a folder of its own beside `build/`, which begins with what stands there (files linked, not copied) and
is exchanged with it by one call of the system. Whoever ends the build at any moment leaves the last outputs or the new
ones. One build at a time works on a project; what a dead one left is swept away by the next.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.files import CACHE, cleared

OUTPUTS = frozenset((CACHE, "exports", "full", "pages", "pdf", "preview", "site", "theme"))
"""What a build makes in `build/`."""
MOVED = (CACHE, "preview")
"""What in `build/` is no output: it stays as it is, and goes over when the folders have been exchanged."""
PREFIX = ".build-"
"""How the names begin of what stands beside `build/` while a build is at work."""
_OLD = "-old"


@contextmanager
def locked(root: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Keeps a project to one build at a time; calls `waiting` where another is at work, and waits for it.

    The lock goes with the process that holds it. On systems without such locks (Windows) there is none.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    held = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(held, fcntl.LOCK_EX)
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(held)


def own_folders(build: Path) -> None:
    """Takes out links in place of folders of what is kept: a project may be a stranger's, and what its links lead to is
    somebody else's. Raises OSError where `build` leads to a folder that no build has made."""
    for place in (build, build / "full"):
        if place.is_symlink() and place.is_dir() and not {path.name for path in place.iterdir()} <= OUTPUTS:
            raise OSError(errno.EPERM, "it is a link to a folder that no build has made", str(place))
        cache = place / CACHE
        for folder in (
            place / "preview",
            cache,
            *(cache.iterdir() if cache.is_dir() and not cache.is_symlink() else ()),
        ):
            if folder.is_symlink():
                folder.unlink()


@contextmanager
def put_together(target: Path, anew: Collection[str] = ()) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A folder that begins with what stands in `target`, save the parts `anew`; and what puts it in place of that.

    Where the block ends without calling it, `target` stays as it is. Raises OSError where nothing can be written.
    """
    target = target.resolve() if target.is_symlink() else target
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not target.is_dir():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    sweep(target)
    fresh = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=_beside(target)))
    try:
        fresh.chmod(0o755)
        for part in sorted(target.iterdir()) if target.is_dir() else ():
            if part.name not in anew and not part.name.startswith(".") and part.name not in MOVED:
                _link(part, fresh / part.name)
        yield fresh, lambda: _put(fresh, target)
    finally:
        try:
            _remove(fresh, target)
        except BaseException:  # somebody is in a hurry; the folder goes all the same
            _remove(fresh, target)
            raise


def sweep(target: Path) -> None:
    """Removes what dead builds left beside `target`; what was in its place, where nothing is, comes back."""
    beside = _beside(target)
    for left in sorted((*beside.glob(f"{_prefix(target)}*"), *beside.glob(f"{PREFIX}shell-*"))):
        if left.name.endswith(_OLD) and not target.exists():
            left.rename(target)
        else:
            _remove(left, target)


def _beside(target: Path) -> Path:
    """Where a build of `target` works: beside `build/`, whichever edition's outputs these are."""
    return target.parent.parent if target.parent.name == "build" else target.parent


def _prefix(target: Path) -> str:
    """The names of a target's own working folders."""
    return f"{PREFIX}{hashlib.sha256(os.fsencode(target)).hexdigest()[:6]}-"


def _link(part: Path, copy: Path) -> None:
    """A part of a folder again, its files the same ones; a file that changes is always written beside and renamed."""
    if part.is_dir() and not part.is_symlink():
        shutil.copytree(part, copy, symlinks=True, copy_function=_linked)
    else:
        _linked(part, copy)


def _linked(source: str | Path, copy: str | Path) -> None:
    try:
        os.link(source, copy, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a file system without links
        shutil.copy2(source, copy, follow_symlinks=False)


def _put(fresh: Path, target: Path) -> None:
    """Exchanges the two, so that `fresh` holds what was in place; where nothing was, it is gone."""
    for part in fresh.glob(".*"):  # what a stage left at work
        shutil.rmtree(part) if part.is_dir() and not part.is_symlink() else part.unlink()
    if not target.exists():
        fresh.rename(target)
    elif not _exchanged(fresh, target):
        old = fresh.with_name(fresh.name + _OLD)  # two steps, of which the next build undoes the first
        target.rename(old)
        fresh.rename(target)
        old.rename(fresh)


def _exchanged(a: Path, b: Path) -> bool:
    """Whether two folders have changed places, in one step; not every system and file system can."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(os.fsencode(a), os.fsencode(b), 2) == 0)  # RENAME_SWAP
        here = -100  # AT_FDCWD; the paths are absolute
        return bool(library.renameat2(here, os.fsencode(a), here, os.fsencode(b), 2) == 0)  # RENAME_EXCHANGE
    except (OSError, AttributeError, TypeError):
        return False


def _remove(left: Path, target: Path) -> None:
    """Removes a working folder, or the last outputs once others are in their place; what is none goes over first."""
    if not left.is_dir() or left.is_symlink():
        left.unlink(missing_ok=True)
        return
    for name in MOVED:
        if (left / name).exists() and target.is_dir() and not (target / name).exists():
            with suppress(OSError):
                (left / name).rename(target / name)
    with suppress(OSError):
        cleared(left)
    shutil.rmtree(left, ignore_errors=True)
