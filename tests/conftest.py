"""What tests share: the repository, copies of the briefing, and the originals where they are at hand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefing.cli import main

now = settings.get_profile(settings.get_current_profile_name())  # in CI the same examples each time
settings.register_profile("unhurried", now, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")  # a busy machine is slow, not wrong

ROOT = Path(__file__).resolve().parents[1]
INPUTS = (
    "mkdocs.yml", "references.bib", "entities.yml", "timeline.yml", "evidence.lock",
    "sources", "topics", "docs", "editions",
)  # fmt: skip


def originals_folder() -> Path | None:
    """Where the originals of this repository's briefing are, or None."""
    named = os.environ.get("BRIEFING_ORIGINALS")
    folder = Path(named) if named else ROOT.parent / "shared" / "seeds"
    return folder if folder.is_dir() and any(folder.glob("*.txt")) else None


@pytest.fixture(scope="session")
def originals() -> Path:
    """The folder of the originals; skips, saying why, where there is none."""
    folder = originals_folder()
    if folder is None:
        pytest.skip(
            "the originals are not at hand: put them at ../shared/seeds, or name their folder in BRIEFING_ORIGINALS"
        )
    return folder


@pytest.fixture
def copy_briefing(tmp_path: Path) -> Callable[[], Path]:
    """Makes copies of this repository's briefing, without what was built."""
    count = 0

    def copy() -> Path:
        nonlocal count
        count += 1
        target = tmp_path / f"copy-{count}"
        target.mkdir()
        for name in INPUTS:
            path = ROOT / name
            if path.is_dir():
                shutil.copytree(path, target / name)
            elif path.is_file():
                shutil.copy2(path, target / name)
        return target

    return copy


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The project that `briefing new` starts."""
    root = tmp_path / "harbour"
    assert main(["new", str(root)]) == 0
    capsys.readouterr()
    return root
