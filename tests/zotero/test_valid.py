"""Every kind of page is valid HTML, as the checker of the W3C's validator finds it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from briefing.project import Project

CHECKER = Path(__file__).resolve().parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def test_every_page_is_valid_html(project: Project) -> None:
    java = shutil.which("java")
    if java is None or not CHECKER.is_file():
        reason = "the HTML checker is not set up: `make zotero` (Node, npm) fetches it, and it runs on Java"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}; CI=true asks for this test")
        pytest.skip(reason)
    site = project.build / "site"
    pages = sorted(str(page.relative_to(site)) for page in site.rglob("*.html"))
    done = subprocess.run(
        [java, "-Xss4m", "-jar", str(CHECKER), "--errors-only", "--format", "gnu", *pages],
        cwd=site, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert len(pages) > 10
    assert (done.returncode, done.stderr.splitlines()) == (0, [])
