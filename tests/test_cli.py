"""The command line: help, exit codes, formats, and what it says of the mistakes that people make."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from briefing import __version__
from briefing.cli import cli, main
from briefing.cli.main import COMMANDS
from briefing.codes import codes

TOPIC = "topics/shore-power.md"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new project, which is the current folder."""
    root = tmp_path / "harbour"
    assert main(["new", str(root)]) == 0
    monkeypatch.chdir(root)
    capsys.readouterr()
    return root


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: briefing {name} ")
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help
    assert len(command.help.split()) > 4
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_the_list_of_commands_is_quick_and_whole() -> None:
    code = (
        "import sys; from briefing.cli import main; main(['--help']);"
        "heavy = {'yaml', 'rich', 'mkdocs', 'pydantic', 'typst', 'lxml'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(re.search(rf"^  {name} +\S", done.stdout, re.MULTILINE) for name in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["biuld"], "Did you mean `build`?"),
        (["frobnicate"], "`briefing --help` lists the commands"),
        (["check", "--stict"], "--strict"),
        (["check", "--format", "xml"], "'xml' is not one of"),
        (["check", "--project", "nowhere"], "does not exist"),
        (["build", "--edition", "full"], "name their folder with --originals"),
        (["draft", "shore-powr"], "Did you mean `shore-power`?"),
        (["draft", "tides"], "topics/tides.md with a title and aliases starts one"),
        (["explain", "E30"], "Did you mean"),
        (["edition", "2026-02-30"], "is not a date"),
        (["impact", "mkdocs.yml", "mkdocs.yml", "--key", "harbour2032"], "Did you mean `harbour2023`?"),
        (["impact", "mkdocs.yml", "mkdocs.yml", "--key", "harbour2023"], "is not the original of `harbour2023`"),
        (["ingest"], "Missing argument"),
    ],
)
def test_wrong_usage_is_2_and_says_what_is_right(
    args: list[str], said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(args) == 2
    assert said in capsys.readouterr().err


def test_outside_of_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert "briefing new DIR" in capsys.readouterr().err


MISTAKES = [
    (TOPIC, "[@harbour2023, ¶3]", "[@harbor2023, ¶3]", "E303", "Did you mean `harbour2023`?"),
    (TOPIC, "¶4]", "¶14]", "E304", "Did you mean ¶4?"),
    (TOPIC, "[@harbour2023, ¶4]", "[@harbour2023 ¶4", "E301", "not closed"),
    (TOPIC, "184 calls", "194 calls", "E311", "“194” in a cited paragraph"),
    (TOPIC, "their plugs do not fit.[", "“their plugs are wrong”.[", "E310", "Quote exactly"),
    (TOPIC, ".[@harbour2023, ¶4]", ".", "E302", "Cite the paragraph"),
    (TOPIC, "aliases:", "alias:", "E113", "Did you mean `aliases`?"),
    (TOPIC, "title: Shore power", "title: [Shore power", "E110", f"{TOPIC}:5"),
    (TOPIC, "source: harbour2023", "source: harbour2032", "E142", "Did you mean `harbour2023`?"),
    ("timeline.yml", "[shore-power]", "[shore-powr]", "E141", "Did you mean `shore-power`?"),
    ("timeline.yml", "date: 2022-01", "date: 2022-13", "E140", "no month 13"),
    ("entities.yml", "kind: organisation", "kind: organization", "E115", "Did you mean `organisation`?"),
    ("entities.yml", "  kind: place", "\tkind: place", "E110", "Indent with spaces"),
    ("entities.yml", "[harbour office]", "[harbour office, Aldmere]", "E401", "entities.yml:4"),
    ("references.bib", "shorttitle", "shortitle", "E154", "Did you mean `shorttitle`?"),
    ("references.bib", "@online{register2022", "@online{register2021", "E144", "Did you mean `register2021`?"),
    ("references.bib", "First Year}},", "First Year},", "E150", "braces"),
    ("sources/harbour2023.md", "rights: digest", "rights: digests", "E115", "Did you mean `digest`?"),
    ("sources/harbour2023.md", "¶4 A review", "¶5 A review", "E120", "numbers from 1 to 4"),
    ("sources/harbour2023.md", "[^1]: [@register2022]", "", "E125", "Add the note, or remove the marker"),
    ("mkdocs.yml", "institution:", "insitution:", "E102", "Did you mean `institution`?"),
    ("mkdocs.yml", "site_name: ", "site_name: [", "E102", "mkdocs.yml:4"),
    ("mkdocs.yml", '[SITE_URL, ""]', '[NO_SITE_URL, "a.example/x"]', "E102", "expected: an address with `https://`"),
    ("mkdocs.yml", '    institution: ""', "    hosts: [https://a.example]", "E102", "expected: a host, as in"),
    ("mkdocs.yml", '    institution: ""', '    paper: a3\n    institution: ""', "E102", "'a4' or 'us-letter'"),
]


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "said"), MISTAKES, ids=[f"{m[3]}-{m[0]}-{i}" for i, m in enumerate(MISTAKES)]
)
def test_a_mistake_is_found_shown_and_explained(
    path: str, old: str, new: str, code: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, path, old, new)
    assert main(["check", "--strict"]) == 1
    text = capsys.readouterr().out
    found = re.search(
        rf"^(\S+):(\d+): \w+ {code}: (.+)\n(?: +(\d+) │ (.+)\n)?((?: {{8}}\w+: .+\n)+)", text, re.MULTILINE
    )
    assert found, text
    assert said in found.group()
    line = int(found[2])
    assert 1 <= line <= len((project / found[1]).read_text(encoding="utf-8").splitlines())
    assert found[4] is None or int(found[4]) == line
    assert "mend: " in found.group()
    assert "Traceback" not in text


def test_many_problems_are_grouped_and_counted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "---\ntitle: Berths\naliases: [berth]\n---\n" + "".join(f"It is said {n} times.\n\n" for n in range(2, 42))
    (project / "topics/berths.md").write_text(text, encoding="utf-8")
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert out.count("error E302:") == 5
    assert "… and 35 more E302" in out
    assert "40 errors" in out
    assert main(["check", "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert sum(row["code"] == "E302" for row in rows) == 40
    assert {"path", "line", "code", "severity", "message", "expected", "found", "help", "source"} <= rows[0].keys()


def test_problems_as_annotations(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, TOPIC, "184 calls", "194 calls")
    assert main(["check", "--format", "github"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert re.match(rf"::error file={TOPIC},line=18,title=E311::The number “194” ", line)
    assert "%0A" in line


def test_warnings_fail_only_where_they_are_told_to(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "references.bib", "shorttitle", "shortitle")
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1
    assert main(["build", "--strict"]) == 1
    assert "the last good build stands" in capsys.readouterr().out
    assert not (project / "build/site").exists()


@pytest.mark.parametrize(
    ("colour", "coloured"), [({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({}, False)]
)
def test_no_color_is_honoured(
    colour: dict[str, str],
    coloured: bool,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in colour.items():
        monkeypatch.setenv(name, value)
    edit(project, TOPIC, "184 calls", "194 calls")
    assert main(["check"]) == 1
    assert bool(re.search(r"\x1b\[[\d;]*3[0-7]", capsys.readouterr().out)) is coloured


@pytest.mark.parametrize("code", codes())
def test_every_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code.lower()]) == 0
    assert f"{code} (" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_an_error_without_a_traceback(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "build").write_text("a file in the way", encoding="utf-8")
    assert main(["build"]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    assert said.out.startswith("build:1: error E708")
    assert (project / "build").read_text(encoding="utf-8") == "a file in the way"


def test_a_draft_is_cited_and_is_written_only_where_there_is_no_text(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", "shore-power"]) == 0
    printed = capsys.readouterr()
    assert "[@" not in printed.out, "the topic cites each of them already"
    assert "No paragraph on shore-power is left" in printed.err
    assert main(["draft", "shore-power", "--write"]) == 2
    assert "has a text already" in capsys.readouterr().err
    (project / "topics/ferries.md").write_text("---\ntitle: Ferries\naliases: [ferry]\n---\n", encoding="utf-8")
    assert main(["draft", "ferries", "--write"]) == 0
    text = (project / "topics/ferries.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: Ferries\naliases: [ferry]\n---\n")
    sentences = re.findall(r"\S.*\[@harbour2023, ¶\d\]", text)
    assert sentences
    assert len(sentences) == len(set(sentences)), "each once"
    assert "¶2]" in text
    assert main(["check"]) == 0, "a draft says what its sources say"


def test_what_a_new_original_breaks(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = project / "originals/harbour2023.txt"
    new = project / "originals/again.txt"
    new.write_text(old.read_text(encoding="utf-8").replace("900 crowns", "950 crowns"), encoding="utf-8")
    assert main(["impact", str(old), str(old), "--key", "harbour2023"]) == 0
    capsys.readouterr()
    assert main(["impact", str(old), str(new), "--key", "harbour2023", "--format", "json"]) == 1
    values = json.loads(capsys.readouterr().out)
    assert [(p["old"], p["fate"]) for p in values["paragraphs"]] == [
        (1, "same"),
        (2, "same"),
        (3, "changed"),
        (4, "same"),
    ]
    broken = {(claim["path"], claim["verdict"]) for claim in values["claims"] if 3 in claim["cites"]}
    assert broken == {(TOPIC, "breaks")}
    assert {claim["verdict"] for claim in values["claims"] if 3 not in claim["cites"]} == {"stands"}
    assert main(["impact", str(old), str(new), "--key", "harbour2023"]) == 1
    assert "¶3 is reworded" in capsys.readouterr().out


def test_an_edition_of_a_day_to_come_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for day, said in (("2999-01-31", True), ("2026-01-31", False)):
        assert main(["edition", day]) == 0
        assert ("still to come" in capsys.readouterr().out) == said
        (project / f"editions/{day}.json").unlink()


def test_editions_say_what_changed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edition", "2026-01-31"]) == 0
    assert main(["edition", "2026-01-31"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main(["edition", "2025-01-31"]) == 2
    assert "editions/2026-01-31.json is a later edition" in capsys.readouterr().err
    assert not (project / "editions/2025-01-31.json").exists()
    edit(project, TOPIC, "Fishing boats stay away because", "Fishing boats still keep away because")
    edit(
        project,
        TOPIC,
        "The office has announced a review of the price per kilowatt-hour for June 2024.[@harbour2023, ¶4]",
        "Ferries are counted.[@harbour2023, ¶2]",
    )
    assert main(["edition", "2026-02-28"]) == 0
    assert "topics/shore-power: 1 sentence added, 1 changed, 1 withdrawn" in capsys.readouterr().out
    changes = json.loads((project / "editions/2026-02-28.json").read_text("utf-8"))["changes"]
    assert changes["since"] == "2026-01-31"
    row = changes["topics"]["shore-power"]
    assert [r["before"] for r in row["changed"]] == ["Fishing boats stay away because their plugs do not fit."]
    assert main(["pages", "--strict"]) == 0
    method = (project / "build/pages/method.md").read_text(encoding="utf-8")
    assert "Fishing boats still keep away" in method
    assert "Ferries are counted" in method
    assert "1 sentence added" in (project / "build/pages/topics/shore-power.md").read_text(encoding="utf-8")
    record = "@online{port2026, title = {Berths}, author = {{Port}}, date = {2026-04-02}, url = {https://a.example/}}\n"
    event = '- {id: third, date: 2026-04-02, says: "A third berth opens.[@port2026]"}\n'
    for path, more in (("references.bib", record), ("timeline.yml", event)):
        (project / path).write_text((project / path).read_text(encoding="utf-8") + more, encoding="utf-8")
    edit(project, TOPIC, "title: ", "since: [third]\ntitle: ")
    assert main(["edition", "2026-04-01", "--strict"]) == 1
    assert "E366" in capsys.readouterr().out
    assert main(["edition", "2026-04-02", "--strict"]) == 0  # by its own day, not that of the edition before
    (project / "editions/2026-04-03.json").write_text("{", encoding="utf-8")
    assert main(["check"]) == 1
    assert "E340" in capsys.readouterr().out
