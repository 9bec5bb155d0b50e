"""The box: whatever a file does to its reader is a problem of that file, and the others are read."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.box import Box, Job, Limits
from briefing.box.pipes import dumped, loaded
from briefing.cli import main
from briefing.model import Place
from briefing.project import read_project

SMALL = Limits(seconds=1, memory=300, output=20)
POSIX = pytest.mark.skipif(os.name != "posix", reason="the system has no such limits, pipes or links")


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box(SMALL, 1, module="tests.box_faults") as made:
        yield made


def _file(folder: Path, text: str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@POSIX
def test_workers_outlive_the_threads_that_asked_for_them(tmp_path: Path) -> None:
    jobs = [Job(str(_file(tmp_path, f"The mill of {n}.", f"{n}.txt")), f"{n}.txt") for n in "abcd"]
    with Box(workers=2) as box:
        list(box.read_all(jobs))
        before = box.processes()
        time.sleep(0.3)
        assert before
        assert box.processes() == before
        assert not [p for document in box.read_all(jobs) for p in document.problems if p.code == "E270"]


FAULTS = {
    "loops": ("E271", "time"),
    "sleeps": ("E271", "time"),
    "forks": ("E271", "time"),
    "fills": ("E27", "memory"),
    "aborts": ("E270", "SIGABRT"),
    "exits": ("E270", "no answer"),
    "tells": ("E271", "output"),
}


@POSIX
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_a_problem_of_its_file(fault: str, box: Box, tmp_path: Path) -> None:
    begun = time.monotonic()
    document = box.read(_file(tmp_path, fault), "bad.txt")
    code, word = FAULTS[fault]
    (problem,) = document.problems
    assert problem.path == "bad.txt"
    assert problem.code.startswith(code)
    assert word in f"{problem.message} {problem.found}"
    assert time.monotonic() - begun < 15
    good = box.read(_file(tmp_path, "The mill stands by the weir, and grinds for eleven villages."))
    assert [p.text for p in good.paragraphs] == ["The mill stands by the weir, and grinds for eleven villages."]


def test_what_a_reader_prints_harms_nothing(box: Box, tmp_path: Path) -> None:
    assert [p.text for p in box.read(_file(tmp_path, "prints")).paragraphs] == [
        "It printed, and then it went on as if nothing had been said."
    ]


def test_answers_come_in_order_and_workers_go_on(tmp_path: Path) -> None:
    jobs = [
        Job(str(_file(tmp_path, f"Paragraph of file {i}, no more.", f"{i}.txt")), f"{i}.txt", "json") for i in range(30)
    ]
    with Box(SMALL, 2) as box:
        texts = [json.loads(text)["paragraphs"][0]["text"] for text, _ in box.read_all(jobs)]
        assert len(box.processes()) <= 2
    assert texts == [f"Paragraph of file {i}, no more." for i in range(30)]


def test_reading_ahead_is_bounded(tmp_path: Path) -> None:
    path, asked = _file(tmp_path, "A line."), []

    def jobs() -> Iterator[Job]:
        for i in range(1000):
            asked.append(i)
            yield Job(str(path), "a.txt")

    with Box(SMALL, 1) as box:
        next(box.read_all(jobs()))
    assert len(asked) < 10


def _gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def _wait_until_gone(pids: list[int]) -> None:
    until = time.monotonic() + 10
    while not all(map(_gone, pids)):
        assert time.monotonic() < until, "a worker is left"
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_is_left(sent: signal.Signals, tmp_path: Path) -> None:
    script = (
        "import signal, sys; from briefing.box import *; from pathlib import Path\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # what a shell runs behind itself ignores it
        "from briefing.cli.main import ended_cleanly\n"
        "with ended_cleanly(), Box(Limits(seconds=60), 2, module='tests.box_faults') as box:\n"
        "    answers = box.read_all(Job(path, path) for path in sys.argv[1:])\n"
        "    next(answers); print(*box.processes(), flush=True); next(answers)\n"
    )
    files = [_file(tmp_path, "A."), *(_file(tmp_path, "forks", f"{i}.txt") for i in range(8))]
    root = Path(__file__).parents[1]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "scripts"), str(root)])}
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=env,
        text=True,
    )
    assert process.stdout is not None
    pids = [int(pid) for pid in process.stdout.readline().split()]
    assert pids
    time.sleep(0.5)
    process.send_signal(sent)
    process.wait(15)
    process.stdout.close()
    _wait_until_gone(pids)


def test_a_message_that_could_run_is_refused() -> None:
    assert loaded(dumped(Place("a", 3))) == Place("a", 3)
    with pytest.raises(Exception, match="no noun"):
        loaded(dumped(os.getcwd))


@POSIX
def test_special_files_are_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "dead.txt").symlink_to("nowhere.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    server = socket.socket(socket.AF_UNIX)
    short = os.path.relpath(tmp_path / "socket.txt")
    server.bind(short)
    _file(tmp_path, "The mill stands by the weir, and grinds for eleven villages.", "good.txt")
    begun = time.monotonic()
    assert main(["ingest", str(tmp_path), "--format", "json"]) == 1
    server.close()
    assert time.monotonic() - begun < 20
    printed = capsys.readouterr()
    answers = [json.loads(line) for line in printed.out.splitlines()]
    said = {Path(a["problems"][0]["path"]).name: a["problems"][0]["message"] for a in answers if a["problems"]}
    assert len(answers) == 6
    assert "a pipe" in said["pipe.txt"]
    assert "round in a loop" in said["loop.txt"]
    assert "no such file" in said["dead.txt"]
    assert "a device" in said["zero.txt"]
    assert "a socket" in said["socket.txt"]
    assert "Traceback" not in printed.err


def test_folders_and_patterns_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b.txt", "a.md", "deep/c.html", "style.css", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        _file(tmp_path, f"The text of {name}, in a line.", name)
    assert main(["ingest", str(tmp_path), "--format", "json"]) == 0
    printed = capsys.readouterr()
    texts = [json.loads(line)["paragraphs"][0]["text"] for line in printed.out.splitlines()]
    assert [t.split()[3] for t in texts] == ["a.md,", "b.txt,", "deep/c.html,"]
    assert ".css (1)" in printed.err
    assert main(["ingest", str(tmp_path / "*.txt")]) == 0
    assert "b.txt" in capsys.readouterr().out
    assert main(["ingest", str(tmp_path / "*.pdf")]) == 1
    assert "E709" in capsys.readouterr().err


@POSIX
def test_inputs_that_are_no_files_are_named(tmp_path: Path) -> None:
    root, outside = tmp_path / "desk", tmp_path / "outside.md"
    outside.write_text("secret", encoding="utf-8")
    for folder in ("sources", "topics", "docs"):
        (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    os.mkfifo(root / "sources" / "a2020.md")
    (root / "topics" / "b.md").mkdir()
    (root / "topics" / "c.md").symlink_to(outside)
    (root / "entities.yml").symlink_to("entities.yml")
    (root / "timeline.yml").symlink_to("/dev/zero")
    (root / "docs" / "d.md").symlink_to("../mkdocs.yml")
    project, problems = read_project(root)
    said = {p.path: p.message for p in problems}
    assert list(project.files) == ["docs/d.md"]
    assert "a pipe" in said["sources/a2020.md"]
    assert "a folder" in said["topics/b.md"]
    assert "leads out" in said["topics/c.md"]
    assert "in a loop" in said["entities.yml"]
    assert "a device" in said["timeline.yml"]
