"""Work in a fork of this process: what it gives, raises, or leaves untold."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest

from briefing.apart import apart, can_fork, spread
from briefing.evidence import check, check_evidence, find_claims
from briefing.pipeline import Options, run
from tests.evidence_library import library

forks = pytest.mark.skipif(sys.platform != "linux", reason="forks are made on Linux alone")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever threads other tests' libraries have left: what is done apart here asks nothing of them."""
    monkeypatch.setattr("briefing.apart.can_fork", lambda: sys.platform == "linux")


@forks
@pytest.mark.parametrize(("others", "forked"), [(0, True), (1, False)])
def test_a_process_with_threads_that_no_fork_has_does_it_itself(
    others: int, forked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = ["1"] * (threading.active_count() + others)
    monkeypatch.setattr("briefing.apart.can_fork", can_fork)
    monkeypatch.setattr("os.listdir", lambda folder: tasks)
    assert (apart(lambda say: os.getpid()) != os.getpid()) == forked


@forks
def test_what_is_made_apart_comes_back() -> None:
    said: list[str] = []
    number, other = apart(lambda say: (say("a"), say("b"), 1 + 1, os.getpid())[2:], said.append)
    assert (number, other != os.getpid(), said) == (2, True, ["a", "b"])


def test_what_is_raised_apart_is_raised_here() -> None:
    def make(say: object) -> None:
        raise KeyError("the weir")

    with pytest.raises(KeyError, match="the weir"):
        apart(make)


@forks
def test_what_is_ended_apart_is_told_of() -> None:
    with pytest.raises(OSError, match="ended"):
        apart(lambda say: os.kill(os.getpid(), signal.SIGKILL))


@forks
def test_a_large_build_whose_first_half_is_ended_leaves_the_last_outputs(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.pipeline.MANY", 0)
    assert [made.what for made in run(project, ("pages",), Options()).made] == ["Markdown pages"]
    page = project / "build/pages/index.md"
    before, settings = page.read_bytes(), project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("site_name: ", "site_name: New "), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("briefing.pipeline.write_tree", lambda *given, **more: os.kill(os.getpid(), signal.SIGKILL))
        result = run(project, ("pages",), Options())
    assert [(p.code, p.path, result.made) for p in result.problems if p.fails] == [("E702", "build", ())]
    assert page.read_bytes() == before
    assert run(project, ("pages",), Options()).made
    assert page.read_bytes() != before


@forks
def test_work_is_spread_over_forks_and_comes_back_in_order() -> None:
    rows = list(spread(lambda number: (number * 2, os.getpid()), range(40), 2, chunk=4))
    assert [number for number, _ in rows] == [2 * number for number in range(40)]
    assert os.getpid() not in {process for _, process in rows}


@pytest.mark.parametrize("hands", [1, pytest.param(2, marks=forks)])
def test_what_is_raised_in_spread_work_is_raised_here(hands: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda number: 6 // (5 - number), range(40), hands))


@forks
def test_forks_that_are_ended_leave_their_work_to_this_process() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if number == 21 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(spread(work, range(40), 2, chunk=4)) == list(range(40))


@forks
def test_many_sentences_are_compared_by_forks_as_one_process_compares_them(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Its keeper left the island in March {}. [@light2020, ¶2]"
    made = library("\n\n".join(said.format(year) for year in range(1960, 1980)))
    alone = check_evidence(made, find_claims(made))
    monkeypatch.setattr(check, "MANY", 2)
    monkeypatch.setattr(check, "HELD", 6)
    monkeypatch.setattr(check, "can_fork", lambda: True)
    spreading = Mock(wraps=spread)
    monkeypatch.setattr(check, "spread", spreading)
    assert check_evidence(made, find_claims(made)) == alone
    assert len(spreading.call_args[0][1]) == 7
