"""Pages rendered by workers are the pages that MkDocs renders, and what is wrong with them is told alike."""

from __future__ import annotations

import functools
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from briefing.files import write_tree
from briefing.problems import Problem
from briefing.publish import ahead, build_site
from tests import pages_project as tiny
from tests.site_project import lay_project


def built(root: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    pages = dict(tiny.public())
    pages["timeline.md"] += "\nA link to [nowhere](nowhere.md) and to [no place](index.md#no-such-place).\n"
    project = lay_project(root, pages)
    write_tree(root / "build" / "pages", pages, keep=("assets/", "files/"))
    problems = build_site(project, strict=False)
    site = root / "build" / "site"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*.html"))}, problems


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forks, which only Linux makes safely")
def test_workers_make_what_mkdocs_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, said = built(tmp_path / "plain")
    used: list[int] = []

    class Eager(ahead.RenderAhead):  # type: ignore[no-untyped-call]
        def _render(self, pages: Sequence[Any], config: Any, files: Any) -> None:
            used.append(len(pages))
            super()._render(pages, config, files)

    monkeypatch.setattr(ahead, "RenderAhead", functools.partial(Eager, workers=2, worth=1))
    made, problems = built(tmp_path / "ahead")
    assert used == [len(tiny.public())]
    assert made == plain
    assert {p.code for p in said} >= {"E533"}
    assert sorted((p.code, p.path, p.line, p.message) for p in problems) == sorted(
        (p.code, p.path, p.line, p.message) for p in said
    )
