"""Zotero's own translators, run by Node on pages and reference files that we built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from briefing.project import Project
from briefing.publish import build_site
from tests.site_project import lay_project

HERE = Path(__file__).resolve().parent
Import = Callable[[Sequence[dict[str, str]]], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def zotero() -> Import:
    """Imports `{html, url}` and `{text}`; skips where no translators are set up, except where all has to be tested."""
    node = shutil.which("node") or shutil.which("nodejs")
    if node is None or not (HERE / "node_modules" / "zotero-translators").is_dir():
        reason = "Zotero's translators are not set up: `make zotero`, which needs Node and npm, fetches them"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}; CI=true asks for these tests")
        pytest.skip(reason)

    def run(wanted: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
        text = json.dumps(list(wanted))
        done = subprocess.run(
            [node, str(HERE / "import.js")], input=text, capture_output=True, encoding="utf-8", timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return run


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tiny project with its site."""
    made = lay_project(tmp_path_factory.mktemp("zotero"))
    assert build_site(made) == ()
    return made
