"""A project's files: nothing outside the project is read, and nothing that is no plain file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import pytest

from briefing.cli import main
from briefing.library import read_library
from briefing.library.bibliography import Reference
from briefing.pipeline import Options, read_briefing, run
from briefing.preview import Preview
from briefing.project import read_project
from briefing.referencing import read_references


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "harbour"
    assert main(["new", str(root)]) == 0
    (tmp_path / "secret").write_text("A secret of the house.\n", encoding="utf-8")
    (root / "docs/assets").mkdir(exist_ok=True)
    return root


PLACES = [
    "docs/assets/x.css", "docs/assets/deep/x.png", "docs/overrides/x.html", "docs/fonts/x.ttf", "docs/page.md",
    "topics/x.md", "sources/x.md", "editions/2020-01-01.json", "timeline.yml", "entities.yml", "references.bib",
]  # fmt: skip
KINDS = ["out", "nowhere", "a pipe", "a loop", "a device", "a folder out"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_of_the_project_is_refused_by_name(project: Path, place: str, kind: str) -> None:
    path = project / place
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    target = {
        "out": project.parent / "secret",
        "nowhere": Path("nowhere"),
        "a loop": path,
        "a device": Path("/dev/zero"),
        "a folder out": project.parent,
    }.get(kind)
    os.mkfifo(path) if target is None else path.symlink_to(target)
    found = [p for p in read_briefing(project).problems if p.path == place and p.code == "E103"]
    assert [p.severity for p in found] == ["error"]
    assert "is not read: " in found[0].message


def test_a_folder_of_another_project_is_not_followed(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("secret")
    (project / "docs/assets").rmdir()
    (project / "docs/assets").symlink_to(other)
    (project / "docs/overrides").symlink_to(other)
    found = run(project, ("site",))
    assert found.made == ()
    assert {p.path for p in found.problems if p.code == "E103"} == {"docs/assets", "docs/overrides"}


@pytest.mark.parametrize(
    "place", ["build/.cache", "build/.cache/site", "build/preview", "build/full/.cache", "build", "build/full"]
)
def test_what_links_in_place_of_outputs_lead_to_stays(project: Path, tmp_path: Path, place: str) -> None:
    other = tmp_path / "other"
    edition: Literal["public", "full"] = "full" if "full" in place else "public"
    for name in ("mine.txt", "site/mine.txt", "documents/mine.txt"):
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_text("mine")
    link = project / place
    shutil.rmtree(link, ignore_errors=True)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(other)
    with suppress(OSError):  # `build` itself is refused
        run(project, ("site",), Options(edition=edition, without_pdf=True))
    with suppress(OSError):
        read_briefing(project)
        Preview(project).refresh()
    assert sorted(p.relative_to(other).as_posix() for p in other.rglob("*.*")) == [
        "documents/mine.txt", "mine.txt", "site/mine.txt",
    ]  # fmt: skip


def test_outputs_may_stand_where_a_link_leads_that_holds_nothing_else(project: Path, tmp_path: Path) -> None:
    shutil.rmtree(project / "build", ignore_errors=True)
    (tmp_path / "disk").mkdir()
    (project / "build").symlink_to(tmp_path / "disk")
    for _ in range(2):
        assert run(project, ("site",), Options(without_pdf=True)).made
    assert (tmp_path / "disk/site/index.html").is_file()


def test_a_link_within_the_project_is_followed(project: Path) -> None:
    (project / "docs/assets/a.txt").write_text("mine")
    (project / "docs/assets/b.txt").symlink_to("a.txt")
    assert not [p for p in run(project, ("site",)).problems if p.fails]
    assert (project / "build/site/assets/b.txt").read_text() == "mine"
    assert not (project / "build/site/assets/b.txt").is_symlink()


def test_a_folder_named_like_a_page_is_told(project: Path) -> None:
    (project / "topics/x.md").mkdir()
    assert [(p.path, p.code) for p in read_briefing(project).problems if p.fails] == [("topics/x.md", "E103")]


TAG = '!!python/object/apply:os.mkdir ["ran"]'


@pytest.mark.parametrize(
    "files",
    [
        {"mkdocs.yml": f"site_name: {TAG}\n"},
        {"mkdocs.yml": "INHERIT: base.yml\nsite_name: Mills\n", "base.yml": f"site_author: {TAG}\n"},
        {"mkdocs.yml": "{'INHERIT': base.yml, site_name: Mills}\n", "base.yml": f"site_author: {TAG}\n"},
        {"mkdocs.yml": "INHERIT: b.yml\n", "b.yml": "INHERIT: >-\n  base.yml\n", "base.yml": f"site_name: {TAG}\n"},
        {"mkdocs.yml": "%TAG !p! tag:yaml.org,2002:python/\n---\nsite_name: !p!object/apply:os.mkdir [ran]\n"},
    ],
)
def test_settings_that_would_run_code_stop_the_build_before_it_does(
    project: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    for name, text in files.items():
        (project / name).write_text(text, encoding="utf-8")
    for command in ("check", "build", "site"):
        assert main([command, "--project", str(project)]) == 1
        assert "would run code" in capsys.readouterr().out
    preview = Preview(str(project))
    preview.refresh()
    assert "would run code" in "".join(p.message + p.found for p in preview.examine().problems)
    assert not (project / "ran").exists()


@pytest.mark.parametrize("publisher", ["mkdocs", "properdocs", "zensical"])
@pytest.mark.parametrize("written", ["utf-16", "key"])
def test_whatever_way_leads_to_a_tag_that_acts_nothing_runs_it(
    project: Path, publisher: Any, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads the settings refuses the tag itself, where no look at the files beforehand has seen it."""
    monkeypatch.chdir(project)
    own = (project / "mkdocs.yml").read_text(encoding="utf-8")
    base = f"copyright: {TAG}\n".encode("utf-16" if written == "utf-16" else "utf-8")
    (project / "base.yml").write_bytes(base)
    key = "INHERIT" if written == "utf-16" else "!ENV [NO_SUCH_NAME, INHERIT]"
    (project / "mkdocs.yml").write_text(f"? {key}\n: base.yml\n{own}", encoding="utf-8")
    result = run(project, ("pages", "site"), Options(publisher=publisher))
    assert {p.code for p in result.problems} & {"E102", "E531"}
    assert "would run code" in "".join(p.message + p.found for p in result.problems)
    assert not (project / "ran").exists()


@pytest.mark.parametrize("name", ["topics/mills.MD", "topics/more/mills.md", "sources/report.pdf", "docs/page.html"])
def test_a_file_that_stands_where_none_is_read_is_told(project: Path, name: str) -> None:
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("Nobody reads this.\n", encoding="utf-8")
    for passed in ("topics/.mills.md.swp", "topics/mills.md~", "docs/assets/page.html"):
        (project / passed).parent.mkdir(exist_ok=True)
        (project / passed).write_text("Nor this.\n", encoding="utf-8")
    assert [(p.path, p.severity) for p in read_briefing(project).problems if p.code == "E107"] == [(name, "warning")]


def test_a_setting_that_stands_twice_is_told(project: Path) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("watch: &a [docs]\nextra_css: *a\nwatch: []\n")
    line = (project / "mkdocs.yml").read_text(encoding="utf-8").count("\n")
    found = [p for p in read_briefing(project).problems if p.code == "E112"]
    assert [(p.line, p.found) for p in found] == [(line, "watch")]


@pytest.mark.parametrize(("beside", "code"), [("", "E102"), ("# “à part”\n", "E106")])
def test_settings_that_are_no_utf8_fail_the_check_as_they_fail_the_build(project: Path, beside: str, code: str) -> None:
    path = project / "mkdocs.yml"
    plain = path.read_text(encoding="utf-8").encode("ascii", errors="ignore")
    path.write_bytes(plain.replace(b"site_name: ", b"site_name: Caf\xe9 ") + beside.encode())
    assert [(p.line, p.code) for p in read_briefing(project).problems if p.fails] == [(4, code)]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "site_url: https://a.example/\n"])
def test_settings_without_a_title_are_told_before_anything_is_built(project: Path, text: str) -> None:
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    (found,) = [p for p in read_briefing(project).problems if p.fails]
    assert (found.code, found.path, found.expected) == ("E102", "mkdocs.yml", "site_name: …")


def test_settings_without_the_theme_say_so(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: Mills\n", encoding="utf-8")
    said = "".join(p.message for p in run(project, ("pages", "site")).problems if p.code == "E531")
    assert "theme: {name: material}" in said


@pytest.mark.parametrize("damage", [b"", b"{}", b"5", b"\xff"])
def test_references_that_were_damaged_are_made_anew(project: Path, damage: bytes) -> None:
    def references() -> Mapping[str, Reference]:
        read, _ = read_project(project)
        return read_references(read, read_library(read.files, read.settings)[0].works)[0]

    made, cache = references(), project / "build/.cache/references"
    assert made
    whole = cache.read_bytes()
    for text in (damage, whole.partition(b"\n")[0] + b"\n" + damage, whole.replace(b"a", b"e")):
        cache.write_bytes(text)
        assert references() == made
        assert cache.read_bytes() == whole
    cache.unlink()
    cache.mkdir()
    assert references() == made
    assert cache.read_bytes() == whole
