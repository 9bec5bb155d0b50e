"""Pointers call an eye to what may mean something else, and stay few; a judge's answers stay the judge's."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from benchmarks.fit_pointers import FALSE, crossed, gathered, threshold
from benchmarks.meaning import HERE, QUARRELS, Corpus, by_hand, corpora, measure
from benchmarks.meaning_mutations import KINDS

from briefing.cli import main
from briefing.evidence.language import language
from briefing.pipeline import Options, read_briefing, run
from briefing.review.judge import PATH
from briefing.review.pointers import pointers

MADE = ("by hand", "by rule")
PARAGRAPH = (
    "The port of Osmund may close in May, since the pilots did not agree to the new fees. Most captains oppose the "
    "plan; Rehn offered the pilots at least nine days of leave before the storms."
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The port of Osmund will close in May.", "reality"),
        ("The pilots agree to the new fees.", "negation"),
        ("Most captains support the plan.", "direction"),
        ("All captains oppose the plan.", "quantity"),
        ("Rehn offered at most nine days of leave.", "quantity"),
        ("Rehn offered nine weeks of leave.", "unit"),
        ("Rehn offered leave after the storms.", "time"),
        ("Rehn opposes the plan.", "speaker"),
    ],
)
def test_each_rule_sees_what_it_is_for(sentence: str, kind: str) -> None:
    found = pointers(sentence, (PARAGRAPH,), language())
    assert kind in {pointer.kind for pointer in found}
    assert all(pointer.why for pointer in found)


def test_the_paragraph_itself_is_not_pointed_at() -> None:
    assert pointers(PARAGRAPH, (PARAGRAPH,), language()) == ()
    assert pointers(PARAGRAPH, (PARAGRAPH,), language("fi")) == (), "no list of words, no pointers"
    assert pointers("", (), language()) == ()


def test_more_than_half_of_the_planted_errors_that_were_looked_at_are_pointed_at_and_few_true_sentences() -> None:
    """The guide has the figures; they move with the briefing's text, so some room is left."""
    parts = corpora()
    by_hand_, by_rule_ = (measure(row for part in parts if part.made == made for row in part.rows) for made in MADE)
    assert by_hand_.true >= 210
    assert by_rule_.true >= 600
    assert sum(by_rule_.planted.values()) >= 1000
    assert set(KINDS) <= {*by_rule_.planted}
    assert by_hand_.in_all >= 0.55
    assert by_hand_.false_share <= 0.08
    assert by_rule_.in_all >= 0.3
    assert by_rule_.false_share <= 0.06


def test_half_of_the_errors_on_subjects_left_out_of_the_fit_are_pointed_at_and_at_most_one_true_sentence_in_ten() -> (
    None
):
    """Each made-up quarrel is scored by weights from the others and at a threshold from the others."""
    data = gathered([Corpus(name, "by hand", by_hand(HERE / "meanings" / f"{name}.yml")) for name in QUARRELS])
    scores = crossed(data)
    seen = scores > threshold(data, scores, FALSE)
    assert (~data.wrong).sum() >= 210
    assert seen[data.wrong].mean() >= 0.5
    assert seen[~data.wrong].mean() <= 0.1


JUDGE = """import json, sys
for line in sys.stdin:
    row = json.loads(line)
    open("asked.txt", "a").write(row["id"] + "\\n")
    verdict = "contradicted" if "Fishing" in row["claim"] else "supported"
    print(json.dumps({"id": row["id"], "verdict": verdict, "why": "by rote"}))
"""


def test_a_judge_is_asked_once_and_a_build_needs_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["review", "--judge", "--project", str(project)]
    assert main(args) == 2, "there is none yet"
    (project / "judge.py").write_text(JUDGE, encoding="utf-8")
    path = project / "mkdocs.yml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n    judge: '{sys.executable} judge.py'\n", encoding="utf-8")
    assert main(args) == 0
    asked = (project / "asked.txt").read_text(encoding="utf-8").splitlines()
    claims = read_briefing(project).reviewed.of("claim")
    assert sorted(asked) == sorted(standing.item.id for standing in claims)
    kept = (project / PATH).read_bytes()
    assert main(args) == 0
    assert (project / "asked.txt").read_text(encoding="utf-8").splitlines() == asked, "nothing is asked again"
    assert (project / PATH).read_bytes() == kept
    (project / "judge.py").unlink()
    result = run(project, ("pages",), Options())
    assert result.problems == ()
    method = (project / "build/pages/method.md").read_text(encoding="utf-8")
    assert "its answers are no reader's: contradicted" in method
    assert "Nobody has signed that they have read any of it." in method
    capsys.readouterr()
    main(["review", "--list", "--format", "json", "--project", str(project)])
    rows = json.loads(capsys.readouterr().out)["list"]
    assert rows[0]["doubts"][0].endswith("says contradicted: by rote")
    assert {row["state"] for row in rows} == {"unread"}, "a judge reads nothing"
    topic = project / "topics" / "shore-power.md"
    topic.write_text(topic.read_text(encoding="utf-8").replace("Fishing boats stay", "Fishing boats keep"), "utf-8")
    found = read_briefing(project)
    changed = next(s.item.id for s in found.reviewed.of("claim") if "Fishing boats keep" in s.item.text)
    assert changed not in found.reviewed.opinions
    (project / PATH).write_text("{nonsense\n", encoding="utf-8")
    assert [(p.code, p.line) for p in read_briefing(project).problems] == [("E384", 1)]


def test_a_judge_that_fails_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "mkdocs.yml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n    judge: no-such-program\n", encoding="utf-8")
    assert main(["review", "--judge", "--project", str(project)]) == 1
    assert "can't be asked" in capsys.readouterr().out


def test_a_changed_digest_names_the_sentences_that_inherit_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, path = project / "old.md", project / "sources" / "harbour2023.md"
    old.write_bytes(path.read_bytes())
    args = ["impact", str(old), str(path), "--key", "harbour2023", "--digest", "--project", str(project)]
    assert main(args) == 0
    path.write_text(path.read_text(encoding="utf-8").replace("Fishing boats have made", "Trawlers have made"), "utf-8")
    capsys.readouterr()
    assert main([*args, "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["changed"] == [3]
    told = {row["id"] for page in found["pages"] for row in page["sentences"]}
    relying = {
        s.item.id for s in read_briefing(project).reviewed.of("claim") if "harbour2023 ¶3" in dict(s.item.against)
    }
    assert told == relying
    assert "topics/shore-power.md" in {page["page"] for page in found["pages"]}
