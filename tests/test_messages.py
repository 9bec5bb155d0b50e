"""What the command line says of slips that the desk makes in settings and YAML: the line, and how to mend it."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from briefing.adding.skeleton import skeleton
from briefing.adding.works import propose_entry
from briefing.cli import main
from briefing.ingest import ingest
from briefing.library.yaml_text import parse_yaml
from briefing.pipeline import Options, read_briefing, run


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    root = tmp_path / "mills"
    assert main(["new", str(root), "--title", 'Tide "mills"']) == 0
    capsys.readouterr()
    return root


def settings(root: Path, row: str) -> Path:
    path = root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n    {row}\n", encoding="utf-8")
    return path


def last_line(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("redirects: {old-name: shore-pwer}", "leads to `shore-pwer`, which is no topic"),
        ("redirects: {shore-power: shore-power}", "is a topic's address still"),
        ("redirects: {'../x': shore-power}", "can't be made"),
    ],
)
def test_a_redirect_that_cannot_be_made_is_found_by_a_check(project: Path, row: str, message: str) -> None:
    path = settings(project, row)
    (found,) = [p for p in read_briefing(project).problems if p.code == "E536"]
    assert (found.path, found.line) == ("mkdocs.yml", last_line(path))
    assert message in found.message


def test_a_style_that_is_not_there_is_named_with_its_line(project: Path) -> None:
    path = settings(project, "csl: my.csl")
    (found,) = [p for p in read_briefing(project).problems if p.code == "E102"]
    assert (found.path, found.line, found.found) == ("mkdocs.yml", last_line(path), "my.csl")


def test_malformed_settings_say_how_yaml_is_mended(project: Path) -> None:
    settings(project, "keywords: [a, b")
    found = next(p for p in read_briefing(project).problems if p.code == "E102")
    assert "not closed" in found.help
    assert "the guide lists every setting" not in found.help


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('- ask: "What does it cost?\n  answers:\n    - {a: b}\n  says: "Much."\n', 1),
        ("a: 1\nb: 'open\nc: 2\nd: 'closed'\n", 2),
        ('a: "two\n  lines"\nb: [1\nc: 2\n', 3),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_found_where_it_opens(text: str, line: int) -> None:
    found, problems = parse_yaml(text, "x.yml")
    assert found is None
    assert [(p.code, p.line) for p in problems] == [("E110", line)]


def test_a_stage_that_may_not_write_says_where(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(project / "build" / "pages" / ".index.md.1"))

    monkeypatch.setattr("briefing.pipeline.write_tree", refuse)
    (found,) = [p for p in run(project, ("pages",), Options()).problems if p.fails]
    assert (found.code, found.path, found.found) == ("E708", "build/pages", "Permission denied")
    assert "right to write" in found.help


def test_a_folder_in_the_place_of_a_file_is_told(project: Path) -> None:
    (project / "timeline.yml").unlink()
    (project / "timeline.yml").mkdir()
    assert [(p.code, p.path) for p in read_briefing(project).problems if p.fails] == [("E103", "timeline.yml")]


def test_a_setting_that_mkdocs_does_not_know_is_shown_on_its_line(project: Path) -> None:
    path = project / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8") + "\nsite_descripton: Mills\n", encoding="utf-8")
    (found,) = run(project, ("site",), Options()).problems
    assert (found.code, found.path, found.line) == ("E530", "mkdocs.yml", last_line(path))
    assert "`site_descripton`" in found.help


def test_a_file_that_may_not_be_written_is_called_by_its_own_name(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path.with_name(f".{path.name}.4711")))

    monkeypatch.setattr("briefing.files.write_changed", refuse)
    assert main(["edition", "2023-04-01", "--project", str(project)]) == 1
    said = capsys.readouterr().err
    assert "2023-04-01.json can't be used: Permission denied." in said
    assert ".2023" not in said


def test_a_draft_of_no_topic_says_only_that(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", "shore-pwer", "--project", str(project)]) == 2
    said = capsys.readouterr().err
    assert "Did you mean `shore-power`?" in said
    assert "No problems" not in said


@pytest.mark.parametrize("port", ["0", "99999", "-1", "x"])
def test_a_port_that_is_none_is_wrong_usage(project: Path, port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--project", str(project), "--port", port]) == 2
    assert "--port" in capsys.readouterr().err


def test_a_new_project_has_its_title_on_its_front_page(project: Path) -> None:
    assert 'title: "Tide \\"mills\\""\n' in (project / "docs" / "index.md").read_text(encoding="utf-8")
    assert "A first briefing" not in "".join(p.read_text(encoding="utf-8") for p in project.rglob("*.md"))


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Northern Shipowners' League", "{Northern Shipowners' League}"),
        ("Port Quay Council", "{Port Quay Council}"),
        ("Ida Brandt", "Brandt, Ida"),
        ("Melinda Al", "Al, Melinda"),
        ("Marta van der Voss", "van der Voss, Marta"),
    ],
)
def test_an_institution_in_a_byline_stays_whole(byline: str, author: str) -> None:
    head = f'<head><meta name="author" content="{byline}"><title>Costs</title></head>'
    body = "<h1>Costs</h1><p>The members were asked what it costs, and many answered.</p>"
    made = ingest(f"<html>{head}<body><article>{body}</article></body></html>".encode(), "a.html")
    assert made.byline
    assert f"author = {{{author}}}" in propose_entry(made, "k")


def test_a_paragraph_s_length_is_told_in_what_its_script_counts() -> None:
    english = b"Title\n\nBut.\n\nA second paragraph stands here.\n"
    assert "; 1 word in the original" in skeleton(ingest(english, "a.txt"), "digest")
    japanese = "題名\n\n港湾局は陸上処理施設を開設した。費用は高額である。\n\n利用料は無料である。\n"
    assert " letters in the original" in skeleton(ingest(japanese.encode(), "a.txt"), "digest")


def test_strict_says_which_warnings_fail(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "topics/kelp.md").write_text("---\ntitle: Kelp\n---\n", encoding="utf-8")
    assert main(["check", "--project", str(project)]) == 0
    assert "--strict" not in capsys.readouterr().out
    assert main(["check", "--strict", "--project", str(project)]) == 1
    assert "1 warning. With --strict the warnings of E403 fail." in capsys.readouterr().out
    assert main(["check", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Let warnings fail, too, but for E137, E315, E319, which may wait; notes never do." in said


def test_a_comparison_says_what_it_recorded_and_what_it_did_not(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock, digest = project / "evidence.lock", project / "sources/harbour2023.md"
    lock.unlink()
    check = ["check", "--project", str(project), "--originals", str(project / "originals")]
    text = digest.read_text(encoding="utf-8")
    digest.write_text(text.replace("96 tonnes", "97 tonnes"), encoding="utf-8")
    assert main(check) == 1
    said = capsys.readouterr().out
    assert "E337" not in said
    assert "nothing new is recorded of harbour2023, whose file has errors." in said
    assert not lock.exists()
    digest.write_text(text, encoding="utf-8")
    assert main(["pages", *check[1:]]) == 0
    assert "E337" in capsys.readouterr().out, "a build records nothing, and says so"
    assert main(check) == 0
    assert "what was compared is recorded of harbour2023." in capsys.readouterr().out
    assert main(check) == 0
    assert "evidence.lock" not in capsys.readouterr().out


def test_what_is_only_counted_is_all_of_it_to_be_had(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.printing.MOST", 0)
    file = project / "my list.txt"
    file.write_text("Mills\n\nThe mill at the quay ends in the middle of the\n\nWharf.\n", encoding="utf-8")
    main(["add", str(file), "--project", str(project)])
    said = capsys.readouterr().err
    assert f"all of them with `briefing ingest '{file}' --format json`" in said


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ('- id: a\n  says: "It runs. <!-- evidence: allow "12" because it is so -->"\n', True),
        ("- id: a\n  says: 'It's a mill'\n  date: 2021\n", True),
        ('- id: a\n  says: "It runs.", 12\n', False),
        ("- id: a\n  topics: [a, b\n", False),
    ],
)
def test_a_quotation_mark_that_closes_too_early_says_so(text: str, closed: bool) -> None:
    ((problem,),) = (parse_yaml(text, "timeline.yml")[1],)
    assert (problem.code, problem.line == 2 and "closed within" in problem.message) == ("E110", closed)
    assert ("write single ones" in problem.help) == closed
