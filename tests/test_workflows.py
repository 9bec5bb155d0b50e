"""The workflows: least rights, actions pinned by commit, and no job that both runs our code and may publish."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted([*ROOT.glob(".github/workflows/*.yml"), *ROOT.glob("scripts/briefing/starter/github/workflows/*.yml")])
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40}")
WRITING = {"write", "write-all"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_workflow_has_the_rights_that_it_needs_and_no_more(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    made: dict[Any, Any] = yaml.safe_load(text)
    assert made["permissions"] == {}, "rights are given to jobs"
    assert "pull_request_target" not in text
    for name, job in made["jobs"].items():
        assert "permissions" in job, name
        assert "timeout-minutes" in job, name
        steps = job["steps"]
        for step in steps:
            if "uses" in step:
                assert PINNED.fullmatch(step["uses"]), f"{step['uses']} is pinned by no commit"
                assert re.search(rf"{re.escape(step['uses'])} # v\d+\.\d+\.\d+\n", text), "its version stands beside it"
            if str(step.get("uses", "")).startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
            assert "${{" not in step.get("run", ""), "what others wrote gets into a command by its environment alone"
        writes = [right for right, value in job["permissions"].items() if value in WRITING]
        assert not (writes and [step for step in steps if "run" in step]), f"{name} runs code, and may write {writes}"


def test_there_are_workflows() -> None:
    assert len(FILES) == 3
