"""The guide: its reference pages are the program's, and every example in it is run."""

from __future__ import annotations

import re
import shlex
from importlib.resources import files
from pathlib import Path

import click
import pytest

import briefing
from briefing import reference
from briefing.cli import cli, main
from briefing.cli.main import COMMANDS
from briefing.codes import codes
from briefing.pipeline import Options, read_briefing, run
from briefing.settings import OUTER, Settings, parse_settings
from tests.guide_examples import GUIDE, ROOT, Example, examples

EXAMPLES = examples()
FIRST_HOUR = [example for example in EXAMPLES if example.page == "first-hour.md"]
TOLD = {"text"}
"""Languages of fences that hold nothing to run."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    assert main(["new", str(tmp_path / "starter")]) == 0
    return tmp_path / "starter"


@pytest.mark.parametrize("name", reference.reference())
def test_reference_pages_are_current(name: str) -> None:
    assert (GUIDE / name).read_text(encoding="utf-8") == reference.reference()[name], (
        "run `python -m briefing.reference`"
    )


def test_every_command_setting_and_code_stands_in_the_guide() -> None:
    commands, settings, problems = (reference.reference()[f"{n}.md"] for n in ("commands", "settings", "problems"))
    assert all(f"\n## briefing {name} {{ #{name} }}\n" in commands for name in COMMANDS)
    assert all(f"| `{name}` |" in settings for name in Settings.model_fields if name not in OUTER)
    assert all(f"{{ #{code.lower()} }}" in problems for code in codes())


def test_every_page_is_in_the_contents_and_leads_back() -> None:
    pages = {page.name: page.read_text(encoding="utf-8") for page in GUIDE.glob("*.md")}
    contents = set(re.findall(r"\]\(([\w-]+\.md)\)", pages["index.md"]))
    assert contents == pages.keys() - {"index.md"}
    assert all("](index.md)" in text for name, text in pages.items() if name != "index.md")
    assert "guide/index.md" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def commands_of(example: Example) -> list[list[str]]:
    return [shlex.split(line) for line in example.commands]


CONSOLES = [(e, args) for e in EXAMPLES if e.language == "console" for args in commands_of(e)]


@pytest.mark.parametrize(("example", "args"), CONSOLES, ids=lambda v: str(v) if isinstance(v, Example) else " ".join(v))
def test_every_command_that_is_shown_exists_with_its_options(example: Example, args: list[str]) -> None:
    if args[0] == "cd":
        return
    assert args[0] == "briefing"
    context = click.Context(cli, info_name="briefing")
    command = cli.get_command(context, args[1])
    assert command is not None, args[1]
    values, rest, _ = command.make_parser(click.Context(command, parent=context)).parse_args(args[2:])
    assert rest == []
    assert {p.name for p in command.params if p.required} <= {
        name for name, value in values.items() if value is not None
    }


def test_every_example_says_how_it_is_checked() -> None:
    known = {"console", "python", *TOLD}
    unchecked = [str(e) for e in EXAMPLES if e.language not in known and e.todo == ""]
    assert unchecked == []
    assert {e.todo for e in EXAMPLES} <= {"", "write", "append", "body", "entry", "settings", "sentence"}


WRITTEN = [e for e in EXAMPLES if e.todo and e.page != "first-hour.md"]


@pytest.mark.parametrize("example", WRITTEN, ids=str)
def test_every_file_that_is_shown_is_read_and_holds(example: Example, project: Path) -> None:
    if example.todo == "settings":
        settings, problems = parse_settings(example.text)
        assert problems == ()
        assert settings != Settings()
        return
    if example.todo == "sentence":
        topic = project / "topics" / "shore-power.md"
        topic.write_text(topic.read_text(encoding="utf-8") + "\n" + example.text, encoding="utf-8")
    else:
        example.lay(project)
    problems = read_briefing(project).problems
    assert [p for p in problems if p.code not in ("E336",)] == []  # a digest that was changed is to be compared again
    if example.path.startswith("sources/"):
        compared = read_briefing(project, Options(originals=project / "originals")).problems
        assert compared == ()


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.language == "python"], ids=str)
def test_every_python_example_runs(
    example: Example, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    exec(compile(example.text, str(example), "exec"), {})
    assert capsys.readouterr().out


def test_every_name_that_the_page_on_python_lists_is_there() -> None:
    text = (GUIDE / "python.md").read_text(encoding="utf-8")
    names = [
        name for cell in re.findall(r"^\| (`.+?) \|", text, re.MULTILINE) for name in re.findall(r"`(\w+)\(", cell)
    ]
    assert len(names) >= 12
    for name in names:
        assert callable(getattr(briefing, name)), name
        assert getattr(briefing, name).__doc__
    assert set(names) <= set(dir(briefing))


def test_the_first_hour_works_as_it_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    root = tmp_path
    for example in FIRST_HOUR:
        if example.todo:
            example.lay(root)
        for args in commands_of(example) if example.language == "console" else []:
            if args[0] == "cd":
                root = root / args[1]
                monkeypatch.chdir(root)
                continue
            code = main(args[1:])
            said = capsys.readouterr()
            assert code == 0, f"{example}: {' '.join(args)}\n{said.out}{said.err}"
    page = (root / "build/site/topics/tide-mills/index.html").read_text(encoding="utf-8")
    assert "Nine of the 14 tide mills" in page
    assert (root / "build/pdf/topics/tide-mills.pdf").is_file()
    digest = root / "sources/survey2022.md"
    (asked,) = [p for p in run(root, ("pages",), Options(strict=True)).problems if p.severity != "note"]
    assert (asked.code, asked.help) == ("E137", "Take `status` out."), "as the guide's text says"
    digest.write_text(digest.read_text(encoding="utf-8").replace("status: in work\n", ""), encoding="utf-8")
    result = run(root, ("pages",), Options(strict=True))
    assert [p for p in result.problems if p.severity != "note"] == []


def test_package_data_is_whole() -> None:
    """What the generator reads at run time is named in pyproject.toml's patterns, so that a wheel has it."""
    import tomllib

    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"][
        "briefing"
    ]
    package = Path(str(files("briefing")))
    taken = {path for pattern in patterns for path in package.glob(pattern)}
    data = {
        path
        for path in package.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and "__pycache__" not in path.parts
    }
    assert data - taken == set()
