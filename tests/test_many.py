"""Very many files: results as they come, a run that goes on where another ended, and the hands of a cluster."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from benchmarks.corpus import corpus

from briefing.box import Box, Job
from briefing.cli import main
from briefing.cli.results import Results
from briefing.files import write_tree
from briefing.pipeline import Options, run
from tests.test_site_flow import SETTINGS, tree


def lay(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True)
    for n in range(count):
        text = f"The Mill of {n}\n\nThe mill was sold in {1900 + n}, and its wheel was taken down by the new owner.\n"
        (folder / f"d{n:03}.txt").write_text(text, encoding="utf-8")
    return folder


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_run_goes_on_where_another_ended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, into = lay(tmp_path / "shelf", 6), tmp_path / "out" / "results.jsonl"
    assert main(["ingest", str(folder / "d00[0-2].txt"), "--into", str(into)]) == 0
    assert [Path(row["path"]).name for row in rows(into)] == ["d000.txt", "d001.txt", "d002.txt"]
    whole = into.read_bytes()
    into.write_bytes(whole[:-40])  # as a run that was killed leaves it
    assert main(["ingest", str(folder), "--into", str(into)]) == 0
    assert "2 files stood in" in capsys.readouterr().err
    assert into.read_bytes().startswith(whole)
    assert [Path(row["path"]).name for row in rows(into)] == [f"d{n:03}.txt" for n in range(6)]
    (folder / "d004.txt").write_text("The Mill of 4\n\nNobody knows who bought the mill.\n", encoding="utf-8")
    assert main(["ingest", str(folder), "--into", str(into)]) == 0
    assert [Path(row["path"]).name for row in rows(into)][6:] == ["d004.txt"]
    assert "Nobody" in rows(into)[-1]["paragraphs"][0]["text"]


def test_results_are_what_standard_output_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, into = lay(tmp_path / "shelf", 3), tmp_path / "results.jsonl"
    main(["ingest", str(folder), "--format", "json"])
    said = capsys.readouterr().out
    main(["ingest", str(folder), "--into", str(into)])
    assert into.read_text("utf-8") == said
    assert not capsys.readouterr().out


def test_what_cannot_be_read_is_tried_again(tmp_path: Path) -> None:
    into, missing = tmp_path / "results.jsonl", tmp_path / "missing.txt"
    assert main(["ingest", str(missing), "--into", str(into)]) == 1
    missing.write_text("The Mill\n\nThe mill was sold in 1900 to a miller from the north.\n", encoding="utf-8")
    assert main(["ingest", str(missing), "--into", str(into)]) == 0
    assert [bool(row["sha256"]) for row in rows(into)] == [False, True]


def test_an_error_that_stands_in_the_results_is_told_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into, file = tmp_path / "results.jsonl", tmp_path / "a.rtf"
    file.write_text(r"{\rtf1 The mill}", encoding="utf-8")
    (tmp_path / "b.txt").write_text('The Mill\n\nThe log said "severity": "error" all night.\n', encoding="utf-8")
    for said in ("E243", f"2 files stood in {into} already, 1 of them with an error."):
        assert main(["ingest", str(file), str(tmp_path / "b.txt"), "--into", str(into)]) == 1
        assert said in " ".join(capsys.readouterr().err.split())
    file.write_text("The Mill\n\nThe mill was sold in 1900 to a miller from the north.\n", encoding="utf-8")
    for said in ("1 file stood in", "2 files stood in"):
        assert main(["ingest", str(file), str(tmp_path / "b.txt"), "--into", str(into)]) == 0
        assert said in capsys.readouterr().err


def test_results_that_cannot_be_written_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("The Mill\n\nThe mill was sold.\n", encoding="utf-8")
    assert main(["ingest", str(tmp_path / "a.txt"), "--into", str(tmp_path / "a.txt" / "b.jsonl")]) == 2
    assert "Could not open file" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="names of files are text there")
def test_a_name_that_is_no_text_is_known_again(tmp_path: Path) -> None:
    into, name = tmp_path / "results.jsonl", os.fsdecode(b"d\xff.txt")
    (tmp_path / name).write_text(
        "The Mill\n\nThe mill was sold in 1900 to a miller from the north.\n", encoding="utf-8"
    )
    for _ in range(2):
        main(["ingest", str(tmp_path / name), "--into", str(into)])
    assert len(rows(into)) == 1
    with Results(into) as again:
        assert again.has(tmp_path / name)


def test_adding_goes_on_where_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lay(tmp_path / "shelf", 3)
    assert main(["new", str(tmp_path / "desk")]) == 0
    started = ["--project", str(tmp_path / "desk")]
    assert main(["add", str(folder / "d000.txt"), *started]) == 0
    assert main(["add", str(folder), *started]) == 0
    assert "is the original of" in capsys.readouterr().err
    bibliography = (tmp_path / "desk/references.bib").read_text("utf-8")
    assert [bibliography.count(f"The Mill of {n}") for n in range(3)] == [1, 1, 1]


def test_one_file_under_two_names_is_added_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lay(tmp_path / "shelf", 2)
    (folder / "e.txt").write_bytes((folder / "d000.txt").read_bytes())
    assert main(["new", str(tmp_path / "desk"), "--bare"]) == 0
    assert main(["add", str(folder), "--project", str(tmp_path / "desk")]) == 0
    said = capsys.readouterr()
    assert "e.txt is" in said.err
    assert "once more, byte for byte" in said.err
    assert "entries of these 2 sources" in said.out
    assert len(list((tmp_path / "desk/sources").glob("*.md"))) == 2


def test_originals_are_found_by_a_pattern(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "desk")]) == 0
    project = ["--project", str(tmp_path / "desk")]
    assert main(["add", str(lay(tmp_path / "shelf", 1) / "d000.txt"), *project, "--rights", "full"]) == 0
    capsys.readouterr()
    main(["check", *project, "--originals", str(tmp_path / "sh*" / "*.txt"), "--format", "json"])
    assert "d000" not in capsys.readouterr().out
    assert main(["check", *project, "--originals", str(tmp_path / "*.pdf")]) == 2


# --- a cluster ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    distributed, dask = pytest.importorskip("distributed"), pytest.importorskip("dask")
    if sys.platform != "linux":
        pytest.skip("a worker is killed by a signal")
    patient = dict.fromkeys(("distributed.comm.timeouts.connect", "distributed.comm.timeouts.tcp"), "300s")
    with (
        pytest.MonkeyPatch.context() as patch,
        dask.config.set(patient),  # a machine that has much else to do starts a worker in its own time
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
    ):
        patch.setattr("briefing.cluster.PATIENCE", 300)
        cluster.wait_for_workers(2, timeout=300)
        yield cluster


def test_a_worker_that_dies_loses_nothing(workers: Any, tmp_path: Path) -> None:
    from briefing.cluster import cluster

    folder = lay(tmp_path / "shelf", 60)
    jobs = [Job(str(path), path.name, "json") for path in sorted(folder.iterdir())]
    with Box() as box:
        expected = list(box.read_all(jobs))
    found = []
    with cluster(workers.scheduler_address) as hands, Box(hands=hands) as box:
        for number, row in enumerate(box.read_all(jobs)):
            found.append(row)
            if number == 5:
                os.kill(next(iter(workers.workers.values())).pid, signal.SIGKILL)
    assert found == expected


class Killing:
    """Hands out work, and after a few pieces ends one of the workers."""

    def __init__(self, executor: Any, pid: int, after: int) -> None:
        self._executor, self._pid, self._left = executor, pid, after

    def submit(self, *work: Any) -> Any:
        given = self._executor.submit(*work)
        self._left -= 1
        if self._left == 0:
            os.kill(self._pid, signal.SIGKILL)
        return given


def test_a_build_by_a_cluster_is_the_same_bytes(workers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims are compared and pages rendered by two workers, of which one dies at each of the two stages."""
    from briefing.cluster import Hands, cluster

    monkeypatch.setattr("briefing.publish.elsewhere.SIZE", 5)
    files = corpus(sources=20, paragraphs=5, notes=2, topics=4, sentences=20, entities=6)
    made = []
    for name in ("alone", "together"):
        root = tmp_path / name
        write_tree(root, {**files, "mkdocs.yml": SETTINGS})
        if name == "alone":
            result = run(root, ("pages", "site"), Options(without_pdf=True))
        else:
            with cluster(workers.scheduler_address) as hands:
                pid = next(iter(workers.workers.values())).pid
                killing: Any = Killing(hands.executor, pid, 3)
                chosen = Options(without_pdf=True, hands=Hands(killing, hands.count))
                result = run(root, ("pages", "site"), chosen)
                assert killing._left < 0
        assert result.made
        made.append((tree(root / "build" / "site"), result.problems))
    assert made[0] == made[1]


class Failing:
    """Hands out work that nobody does."""

    def submit(self, *work: Any) -> Any:
        future: Future[Any] = Future()
        future.set_exception(RuntimeError("nobody is left"))
        return future


def test_what_nobody_else_does_is_done_here(tmp_path: Path) -> None:
    from briefing.cluster import Hands

    files = corpus(sources=4, paragraphs=4, notes=2, topics=2, sentences=6, entities=4)
    failing: Any = Failing()
    made = []
    for name, hands in (("alone", None), ("failing", Hands(failing, 2))):
        write_tree(tmp_path / name, {**files, "mkdocs.yml": SETTINGS})
        result = run(tmp_path / name, ("pages", "site"), Options(without_pdf=True, hands=hands))
        made.append((tree(tmp_path / name / "build" / "site"), result.problems))
    assert made[0] == made[1]


def test_a_command_takes_a_cluster(workers: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lay(tmp_path / "shelf", 4)
    assert main(["ingest", str(folder), "--format", "json"]) == 0
    said = capsys.readouterr().out
    assert main(["ingest", str(folder), "--format", "json", "--cluster", workers.scheduler_address]) == 0
    assert capsys.readouterr().out == said


def test_no_cluster_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("briefing.cluster.PATIENCE", 1)
    (tmp_path / "a.txt").write_text("The Mill\n\nThe mill was sold.\n", encoding="utf-8")
    assert main(["ingest", str(tmp_path / "a.txt"), "--cluster", "tcp://127.0.0.1:1"]) == 2
    assert "has no cluster that answers" in capsys.readouterr().err
