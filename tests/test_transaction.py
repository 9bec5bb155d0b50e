"""One build is one transaction: whoever ends it, and when, leaves the last outputs or the new ones, and all of them."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.files import cleared
from briefing.pipeline import Goal, Options, run
from briefing.transaction import PREFIX, locked, put_together, sweep

GOALS: tuple[Goal, ...] = ("pages", "pdf", "exports", "site")
PARTS = {"pages", "pdf", "exports", "site", "theme"}


def contents(folder: Path) -> dict[str, bytes]:
    """Everything below a folder, save what is no output."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found if ".cache" not in p.parts}


def left(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith(PREFIX)]


# --- the exchange alone, often ----------------------------------------------------------------------

MAKE = """
import sys
from pathlib import Path
from briefing.transaction import locked, put_together
root = Path(sys.argv[1])
for number in range(int(sys.argv[2]), 1_000_000):
    with locked(root), put_together(root / "build", {"site"}) as (fresh, put):
        for part in ("pages", "site", "pdf"):
            (fresh / part).mkdir(exist_ok=True)
            for name in "abc":
                (fresh / part / f"{name}.part").write_text(str(number))
                (fresh / part / f"{name}.part").replace(fresh / part / name)
        put()
    print(number, flush=True)
"""


def test_a_kill_at_any_moment_leaves_one_build_whole(tmp_path: Path) -> None:
    (tmp_path / "build/.cache").mkdir(parents=True)
    (tmp_path / "build/.cache/kept").write_text("kept")
    chance, number = random.Random(7), 0
    for _ in range(40):
        command = [sys.executable, "-c", MAKE, str(tmp_path), str(number)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as at_work:
            assert at_work.stdout is not None
            told = int(at_work.stdout.readline())  # one build is through: from here on it is in a loop of builds
            time.sleep(chance.uniform(0, 0.02))
            at_work.kill()
            told = int((at_work.stdout.read().split() or [str(told)])[-1])
        found = {(tmp_path / "build" / part / name).read_text() for part in ("pages", "site", "pdf") for name in "abc"}
        assert len(found) == 1, found
        assert int(*found) in (told, told + 1)
        sweep(tmp_path / "build")
        assert left(tmp_path) == []
        assert (tmp_path / "build/.cache/kept").read_text() == "kept"
        number = told + 2


def test_nothing_changes_where_the_block_ends_without_putting(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build/a").write_text("old")
    with put_together(tmp_path / "build") as (fresh, _):
        (fresh / "a").unlink()
    assert contents(tmp_path) == {"build/a": b"old"}


def test_what_no_build_makes_goes_over(tmp_path: Path) -> None:
    for path in ("build/preview/site/x", "build/.cache/y", "build/full/site/z", "build/notes.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    before = (tmp_path / "build/full/site/z").stat().st_ino
    with put_together(tmp_path / "build", {"site"}) as (fresh, put):
        assert not (fresh / "preview").exists()
        (fresh / ".scratch").mkdir()
        put()
    assert {p.name for p in (tmp_path / "build").iterdir()} == {"preview", ".cache", "full", "notes.txt"}
    assert (tmp_path / "build/full/site/z").stat().st_ino == before, "linked, not copied"
    assert left(tmp_path) == []


@pytest.mark.parametrize("step", [0, 1, 2])
def test_without_an_exchange_the_next_build_brings_the_last_outputs_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr("briefing.transaction._exchanged", lambda a, b: False)
    (tmp_path / "build").mkdir()
    (tmp_path / "build/a").write_text("old")
    rename, steps = Path.rename, iter(range(9))

    def dies(path: Path, to: Path) -> Path:
        if next(steps) == step:
            os._exit(9)
        return rename(path, to)

    child = os.fork()
    if child == 0:
        monkeypatch.setattr(Path, "rename", dies)
        with put_together(tmp_path / "build") as (fresh, put):
            (fresh / "b").write_text("new")
            put()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    sweep(tmp_path / "build")
    assert contents(tmp_path) == {"build/a": b"old"} | ({"build/b": b"new"} if step == 2 else {})


def test_a_build_waits_for_another_and_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAKE.replace("put()", "put(); print(0, flush=True); import time; time.sleep(1)")]
    with subprocess.Popen([*command, str(tmp_path), "0"], stdout=subprocess.PIPE, text=True) as at_work:
        assert at_work.stdout is not None
        at_work.stdout.readline()
        said: list[str] = []
        start = time.monotonic()
        with locked(tmp_path, lambda: said.append("waits")):
            assert said == ["waits"]
            assert time.monotonic() - start > 0.1
            at_work.kill()


# --- whole builds -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("transaction") / "harbour"
    assert main(["new", str(root)]) == 0
    return root


def titled(root: Path, title: str) -> None:
    """Gives the briefing a title, which every one of its outputs then bears."""
    rows = (root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    rows[next(i for i, row in enumerate(rows) if row.startswith("site_name:"))] = f"site_name: {title}"
    (root / "mkdocs.yml").write_text("\n".join(rows) + "\n", encoding="utf-8")


def started(root: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "briefing", "build", "--project", str(root)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def alive(group: int) -> bool:
    """Whether a process of a group is still there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_a_signal_ends_a_build_cleanly(project: Path, number: signal.Signals, code: int) -> None:
    states = {}
    for title in ("New", "Old"):
        titled(project, title)
        start = time.monotonic()
        assert run(project, GOALS, Options()).made
        took = time.monotonic() - start
        states[title] = contents(project / "build")
    assert states["Old"].keys() == states["New"].keys()
    titled(project, "New")
    for share in (0.1, 0.5, 1.2):
        with started(project) as at_work:
            while not any(project.glob(".build-*")):  # what starts a program takes is no part of the build
                assert at_work.poll() is None
                time.sleep(0.02)
            time.sleep(share * took)
            at_work.send_signal(number)
            assert at_work.wait(30) in (code, 0)  # 0: the build was through, and only the program still ended
            ended = at_work.returncode
        assert number == signal.SIGKILL or not alive(at_work.pid)
        until = time.monotonic() + 20  # a program that a killed build had started comes to its end by itself
        while alive(at_work.pid):
            assert time.monotonic() < until
            time.sleep(0.1)
        assert contents(project / "build") in (states["Old"], states["New"])
        if ended == code and number != signal.SIGKILL:
            assert left(project) == []
    assert run(project, GOALS, Options()).made
    assert contents(project / "build") == states["New"]
    assert left(project) == []
    assert {path.name for path in (project / "build").iterdir()} == PARTS | {".cache"}


ENDED = """
import os, signal, sys
from briefing.cli import main
from briefing.files import cleared
code = main()
os.kill(os.getpid(), signal.Signals[os.environ["NUMBER"]])
sys.exit(code)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_changes_nothing_once_the_work_is_over(number: signal.Signals) -> None:
    """What the interpreter still does at its end can't be cut short, and be taken for a build that was.

    What remains: a signal that comes before `main` has begun, while the interpreter starts and imports, ends the
    process at once, as Python does; it is then seen as ended by that signal, which shells call 130 and 143, too.
    """
    command = [sys.executable, "-c", ENDED, "explain", "E301"]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "NUMBER": number.name}, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_build_that_is_to_ignore_interrupts_goes_on(project: Path) -> None:
    titled(project, "Old")
    # The shell has set its trap once it has said so; a signal before that would end the shell.
    command = f'trap "" INT; echo; exec {sys.executable} -m briefing pages --project {project}'
    with subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE, start_new_session=True) as at_work:
        assert at_work.stdout
        assert at_work.stdout.readline()
        while at_work.poll() is None:
            at_work.send_signal(signal.SIGINT)
            time.sleep(0.05)
    assert at_work.returncode == 0
    assert not alive(at_work.pid)


@pytest.mark.parametrize("after", [0, 2, 5, 8])
def test_a_full_disk_leaves_the_last_outputs(project: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    titled(project, "Old")
    assert run(project, GOALS, Options()).made
    before = contents(project / "build")
    titled(project, "New")
    replace, writes = Path.replace, iter(range(10_000))

    def full(path: Path, to: Path) -> Path:
        if PREFIX in str(path) and next(writes) >= after:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return replace(path, to)

    monkeypatch.setattr(Path, "replace", full)
    result = run(project, GOALS, Options())
    (found,) = [p for p in result.problems if p.fails]
    assert (found.code, found.found, result.made) == ("E708", "No space left on device", ())
    assert found.path.startswith("build")
    assert contents(project / "build") == before
    assert left(project) == []


def test_a_folder_that_may_not_be_written_leaves_the_last_outputs(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titled(project, "Old")
    assert run(project, GOALS, Options()).made
    before = contents(project / "build")

    def refuse(prefix: str, dir: Path) -> str:
        raise OSError(errno.EROFS, "Read-only file system", str(dir / prefix))

    monkeypatch.setattr("briefing.transaction.tempfile.mkdtemp", refuse)
    (found,) = [p for p in run(project, GOALS, Options()).problems if p.fails]
    assert (found.code, found.path, found.found) == ("E708", ".", "Read-only file system")
    assert contents(project / "build") == before


def test_one_step_leaves_the_other_outputs_and_unchanged_pages_as_they_are(project: Path) -> None:
    titled(project, "Old")
    assert run(project, GOALS, Options()).made
    before = contents(project / "build")
    page = project / "build/pages/timeline.md"
    stamp = page.stat().st_mtime_ns
    titled(project, "New")
    assert [made.path for made in run(project, ("pages",), Options()).made] == [project / "build/pages"]
    after = contents(project / "build")
    changed = {path for path in after if after[path] != before[path]}
    assert changed
    assert all(path.startswith("pages/") for path in changed)
    assert page.stat().st_mtime_ns == stamp, "only what changed is written"


def test_a_folder_is_cleared_and_what_its_links_lead_to_stays(tmp_path: Path) -> None:
    (tmp_path / "theirs/within").mkdir(parents=True)
    (tmp_path / "theirs/within/a").write_text("kept")
    ours = tmp_path / "ours"
    (ours / "deep/er").mkdir(parents=True)
    (ours / "deep/er/a").write_text("gone")
    (ours / "deep/folder").symlink_to(tmp_path / "theirs")
    (ours / "file").symlink_to(tmp_path / "theirs/within/a")
    (ours / "nowhere").symlink_to(tmp_path / "nowhere")
    cleared(ours)
    assert [path.name for path in tmp_path.iterdir()] == ["theirs"]
    assert (tmp_path / "theirs/within/a").read_text() == "kept"
