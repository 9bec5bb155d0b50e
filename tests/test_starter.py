"""The project that `briefing new` starts: it builds at once, and each of its files says what it is for."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from briefing.cli import main
from briefing.cli.start import starter_files
from briefing.pipeline import Options, run
from briefing.publish.places import split_front

TITLE = 'Tide "mills" & more: a test'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "mills"
    assert main(["new", str(root), "--title", TITLE]) == 0
    return root


def test_it_builds_at_once_without_a_problem(project: Path) -> None:
    result = run(project, ("pages", "pdf", "exports", "site"), Options(strict=True))
    assert result.problems == ()
    assert (project / "build/pdf/topics/shore-power.pdf").read_bytes().startswith(b"%PDF")
    page = (project / "build/site/topics/shore-power/index.html").read_text(encoding="utf-8")
    assert "Fishing boats stay away" in page
    assert "mills" in (project / "build/site/index.html").read_text(encoding="utf-8")


def test_its_digest_was_compared_with_its_original(project: Path) -> None:
    lock = (project / "evidence.lock").read_text(encoding="utf-8")
    assert main(["check", "--project", str(project), "--originals", str(project / "originals"), "--strict"]) == 0
    assert (project / "evidence.lock").read_text(encoding="utf-8") == lock, "the lock that comes along is current"


@pytest.mark.parametrize(
    "path", sorted(p for p in starter_files("x") if p.endswith((".md", ".yml", ".bib", "gitignore")))
)
def test_each_file_says_in_two_lines_what_it_is_for(path: str) -> None:
    lines = starter_files("x")[path].decode("utf-8").splitlines()
    comments = [line for line in lines[:6] if line.startswith(("# ", "% ")) and "$schema" not in line]
    assert len(comments) >= 2, lines[:6]


@pytest.mark.parametrize("path", sorted(starter_files("x")))
def test_schemas_that_its_files_name_come_along_and_fit(path: str) -> None:
    files = starter_files("x")
    if not path.endswith((".yml", ".md")):
        return
    text = files[path].decode("utf-8")
    named = [line.partition("$schema=")[2] for line in text.splitlines()[:4] if "$schema=" in line]
    if path.startswith(("docs/", ".github/")):
        assert named == []
        return
    (target,) = named
    schema = json.loads(
        files[str(Path(path).parent.joinpath(target)).replace("topics/../", "").replace("sources/../", "")]
    )
    plain = text.replace("!ENV", "")
    values = yaml.load(plain, yaml.BaseLoader) if path.endswith(".yml") else split_front(plain)[0]
    if path == "mkdocs.yml":
        values["extra"]["briefing"]["stale_after"] = int(values["extra"]["briefing"]["stale_after"])
    if path.startswith("sources/"):
        values["original"]["paragraphs"] = int(values["original"]["paragraphs"])
    jsonschema.Draft202012Validator(schema).validate(values)
    broken = {**values, "rigths": "digest"} if isinstance(values, dict) else [*values, {"nonsense": 1}]
    if path != "mkdocs.yml":
        assert not jsonschema.Draft202012Validator(schema).is_valid(broken)


def test_it_starts_in_a_new_or_empty_folder_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    assert main(["new", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["kept.txt"]
    (tmp_path / "empty").mkdir()
    assert main(["new", str(tmp_path / "empty")]) == 0


def test_a_bare_project_builds_as_well_and_says_nothing(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "bare"), "--bare"]) == 0
    assert {"originals", "sources", "topics"} <= {p.name for p in (tmp_path / "bare").iterdir()}
    result = run(tmp_path / "bare", ("pages", "pdf", "exports", "site"), Options(strict=True))
    assert result.problems == ()
    assert not [p for p in (tmp_path / "bare").rglob("*") if p.is_file() and b"Aldmere" in p.read_bytes()]


def test_a_folder_with_blanks_is_named_as_a_shell_wants_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "tide mills"), "--bare"]) == 0
    assert f"cd '{tmp_path / 'tide mills'}'," in capsys.readouterr().out


def test_a_note_that_nothing_calls_yet_can_be_led_to(project: Path) -> None:
    path = project / "sources/harbour2023.md"
    text = path.read_text(encoding="utf-8").replace("paragraphs: 4", "paragraphs: 5")
    text = text.replace("rights: digest", "rights: digest\nstatus: in work")
    path.write_text(text + "\n[^2]: A letter of the Aldmere Harbour Office.\n", encoding="utf-8")
    result = run(project, ("pages", "site"), Options(strict=True, without_pdf=True))
    assert [p.code for p in result.problems if p.severity != "note"] == ["E137"]
    assert "harbour2023/#fn-2" in (project / "build/site/entities/harbour-office/index.html").read_text("utf-8")
    assert 'id="fn-2"' in (project / "build/site/sources/harbour2023/index.html").read_text(encoding="utf-8")
