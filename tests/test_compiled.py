"""Templates are compiled once: ours alone, and anew where what is kept can't be read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from briefing import compiled


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that were compiled from now on; what is kept stands in a folder of the test's."""
    names: list[str] = []
    generate = Environment._generate

    def told(self: Environment, source: object, name: str, *rest: object, **more: object) -> str:
        names.append(name)
        return str(generate(self, source, name, *rest, **more))  # type: ignore[arg-type]

    monkeypatch.setattr(Environment, "_generate", told)
    monkeypatch.setattr(compiled, "_FOLDER", tmp_path / "kept")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "a.md").write_text("Hello {{ who }}", "utf-8")
    return names


def rendered(folder: Path, text: str, name: str = "a.md") -> str:
    cache = compiled.Compiled(folder / "ours")
    return Environment(loader=DictLoader({name: text}), bytecode_cache=cache).get_template(name).render(who="you")


def test_compiled_once_for_all_runs(tmp_path: Path, made: list[str]) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "old.of-another-version.template").write_bytes(b"")
    assert [rendered(tmp_path, "Hello {{ who }}") for _ in range(3)] == ["Hello you"] * 3
    assert made == ["a.md"]
    assert [path.name[:3] for path in (tmp_path / "kept").iterdir()] != ["old"]
    assert len(list((tmp_path / "kept").iterdir())) == 1


@pytest.mark.parametrize(("text", "name"), [("Other {{ who }}", "a.md"), ("Hello {{ who }}", "b.md")])
def test_a_desks_own_template_is_never_kept(text: str, name: str, tmp_path: Path, made: list[str]) -> None:
    assert rendered(tmp_path, text, name) == rendered(tmp_path, text, name) == text.replace("{{ who }}", "you")
    assert made == [name, name]
    assert not (tmp_path / "kept").exists()


def test_what_cannot_be_read_is_compiled_anew(tmp_path: Path, made: list[str]) -> None:
    rendered(tmp_path, "Hello {{ who }}")
    (kept,) = (tmp_path / "kept").iterdir()
    for data in (b"", b"broken", kept.read_bytes()[:-9]):
        kept.write_bytes(data)
        assert rendered(tmp_path, "Hello {{ who }}") == "Hello you"
    assert made == ["a.md"] * 4


def test_nothing_is_kept_where_python_keeps_none(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered(tmp_path, "Hello {{ who }}")
    assert not (tmp_path / "kept").exists()
