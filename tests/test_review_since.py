"""What a change makes unread: since a revision of a real git repository, named for pull requests."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.pipeline import read_briefing
from briefing.review.desk import Desk
from briefing.review.since import items_at

TOPIC = "topics/shore-power.md"


def git(folder: Path, *args: str) -> str:
    names = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *names, *args], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A project in a folder of a repository, all of it signed and committed."""
    root = tmp_path / "repository" / "harbour"
    root.parent.mkdir()
    assert main(["new", str(root)]) == 0
    desk = Desk(root, "Ida Brandt", root / "originals", "2026-01-02")
    for standing in desk.queue("topic"):
        desk.sign(standing.item.id, "reads true")
    git(root.parent, "init", "-q", "-b", "main")
    git(root.parent, "add", "-A")
    git(root.parent, "commit", "-qm", "Start")
    capsys.readouterr()
    return root


def told(project: Path, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    code = main(["review", "--list", "--project", str(project), *args])
    return code, capsys.readouterr().out


def edit(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text(encoding="utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_has_changed_since_the_revision_that_stands(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(project, capsys, "--since", "HEAD", "--format", "github") == (0, "")
    code, out = told(project, capsys, "--since", "main", "--format", "json")
    assert (code, json.loads(out)["changed"], json.loads(out)["list"]) == (0, 0, [])
    assert main(["review", "--list", "--project", str(project), "--since", "no-such"]) == 2
    assert main(["review", "--list", "--project", str(project), "--since", "--all"]) == 2


def test_a_digest_edit_names_the_sentences_and_pages_that_inherit_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "sources/harbour2023.md", "Fishing boats have made", "Trawlers have made")
    git(project, "commit", "-qam", "Reword")
    code, out = told(project, capsys, "--since", "HEAD~1", "--format", "json")
    found = json.loads(out)
    relying = {
        s.item.id for s in read_briefing(project).reviewed.of("claim") if "harbour2023 ¶3" in dict(s.item.against)
    }
    assert code == 1
    assert {row["id"] for row in found["list"]} == relying | {"harbour2023 ¶3"}
    assert {id for ids in found["inherits"]["harbour2023 ¶3"].values() for id in ids} == relying
    assert TOPIC in found["inherits"]["harbour2023 ¶3"]
    assert all(row["lapsed"] == ["Ida Brandt"] for row in found["list"])
    row = next(row for row in found["list"] if row["id"] in relying)
    assert "¶3 of `harbour2023` was reworded" in row["why"][0]
    code, out = told(project, capsys, "--since", "HEAD~1", "--format", "github")
    rows = out.splitlines()
    assert code == 1
    assert len(rows) == len(found["list"])
    assert all(row.startswith("::notice file=") and "title=E385::" in row for row in rows)
    (digest,) = [row for row in rows if "file=sources/harbour2023.md" in row]
    first = next(iter(found["inherits"]["harbour2023 ¶3"].items()))
    assert f"resting on it: {len(first[1])} sentence{'s' * (len(first[1]) != 1)} of {first[0]}" in digest
    assert TOPIC in digest
    assert "Ida Brandt had read it." in digest
    code, out = told(project, capsys, "--since", "HEAD~1")
    assert "harbour2023 ¶3 is changed; resting on it: " in out
    assert "of what has changed." in out


def test_a_reworded_sentence_and_a_new_one_are_told_apart(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, TOPIC, "Fishing boats stay away", "Fishing boats keep away")
    path = project / TOPIC
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n\nThe price is to be reviewed.[@harbour2023, ¶4]\n", encoding="utf-8")
    _, out = told(project, capsys, "--since", "HEAD", "--format", "json")
    why = {row["text"]: row["why"] for row in json.loads(out)["list"]}
    assert why.pop("The price is to be reviewed.") == ["it is new"]
    (reasons,) = why.values()
    assert reasons[0].startswith("the sentence was reworded")


def test_a_desk_reads_what_has_changed_and_what_is_mended_meanwhile(project: Path) -> None:
    edit(project, TOPIC, "Fishing boats stay away", "Fishing boats keep away")
    desk = Desk(project, "Ida Brandt", None, "2026-01-03", items_at(project, "HEAD"))
    (only,) = desk.queue("topic")
    assert "keep away" in only.item.text
    written = desk.written(only.item.id)
    desk.mend(only.item.id, written.replace("keep away", "stay out"), written)
    (mended,) = desk.queue("topic")
    assert "stay out" in mended.item.text
    desk.sign(mended.item.id, "reads true")
    assert desk.queue("topic") == ()
    assert len(desk.standings()) == 1


def test_an_original_that_only_one_side_knows_is_no_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """evidence.lock is written after a commit without it: what the original says has not changed thereby."""
    (project / "evidence.lock").unlink()
    git(project, "commit", "-qam", "Forget what was compared")
    assert main(["check", "--originals", str(project / "originals"), "--project", str(project)]) == 0
    assert (project / "evidence.lock").is_file()
    capsys.readouterr()
    _, out = told(project, capsys, "--since", "HEAD", "--format", "json")
    assert json.loads(out)["list"] == []
