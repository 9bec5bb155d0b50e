"""What is said of licences and vulnerabilities: no more than was asked and answered."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PATH = Path(__file__).resolve().parents[1] / ".ci" / "supply.py"
ROWS = {"dependencies": [
    {"name": "weir", "version": "1.0", "vulns": [{"id": "X-1"}]},
    {"name": "mill", "version": "2.0", "vulns": []},
    {"name": "sack", "version": "3.0", "skip_reason": "not found"},
]}  # fmt: skip


@pytest.fixture
def supply() -> ModuleType:
    spec = importlib.util.spec_from_file_location("supply", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer(monkeypatch: pytest.MonkeyPatch, out: str, err: str = "", late: bool = False) -> None:
    def run(command: list[str], **_: Any) -> Any:
        if late:
            raise subprocess.TimeoutExpired(command, 1)
        return subprocess.CompletedProcess(command, 1, out, err)

    monkeypatch.setattr(subprocess, "run", run)


def test_each_known_vulnerability_is_a_finding_and_what_was_not_asked_is_counted(
    supply: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, json.dumps(ROWS))
    assert supply.vulnerabilities("dev") == ["weir 1.0: X-1"]
    assert "2 of 3 packages of requirements/dev.txt could be asked about" in capsys.readouterr().out


@pytest.mark.parametrize(("err", "late"), [("Trace\nConnectionError: no route", False), ("", False), ("", True)])
def test_no_answer_is_said_to_be_none(
    supply: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], err: str, late: bool
) -> None:
    answer(monkeypatch, "", err, late)
    assert supply.vulnerabilities("dev") == []
    said = capsys.readouterr().out
    assert "nothing is known of requirements/dev.txt" in said
    assert (err.splitlines() or [""])[-1] in said
