"""Drafts from outside: their verdicts, what carries a sentence, and the pack from which a draft is written."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from briefing.assist import Desk, Verdicts, pack, read_desk, suggest, verdicts
from briefing.assist.tables import frames, tables
from briefing.cli import main
from briefing.evidence.markup import NOTE_MARK, plain
from briefing.pipeline import read_briefing
from tests.guide_examples import ROOT

DRAFTS = ROOT / "tests" / "cases" / "drafts" / "shore-power.txt"
ROWS = [row.split(": ", 1) for row in DRAFTS.read_text(encoding="utf-8").splitlines() if row[:1].isalpha()]


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("assist") / "starter"
    assert main(["new", str(root)]) == 0
    return root


@pytest.fixture(scope="module")
def desk(starter: Path) -> Desk:
    return read_desk(starter)


def outcomes(found: Verdicts) -> list[str]:
    return [verdict.outcome for verdict in found.sentences]


def test_there_are_sentences_enough_and_few_open_doors() -> None:
    assert len(ROWS) >= 60
    assert sum(row[0] == "open" for row in ROWS) <= 2
    assert {row[0] for row in ROWS} - {"open"} == {
        "holds", "missing", "unsupported", "unresolved", "uncited", "meaning",
    }  # fmt: skip


@pytest.mark.parametrize(("due", "sentence"), ROWS, ids=[row[1][:60] for row in ROWS])
def test_right_sentences_pass_and_wrong_facts_are_refused(due: str, sentence: str, desk: Desk) -> None:
    found = verdicts(sentence, desk)
    assert outcomes(found)[-1] == ("holds" if due in ("meaning", "open") else due), [p.message for p in found.problems]
    told = any(p.fails or p.code == "E319" for p in found.problems)  # E319: worth a second look
    assert told == (due not in ("holds", "meaning", "open"))


def test_a_miss_says_where_it_does_stand(desk: Desk) -> None:
    (found,) = verdicts("Fishing boats made 184 calls. [@harbour2023, ¶3]", desk).sentences
    assert found.outcome == "missing"
    assert found.stands_in["184"] == (("harbour2023", 2),)


def test_each_problem_belongs_to_one_sentence_or_to_the_text(desk: Desk) -> None:
    text = (
        "# A draft\n\nOne thing. Another. [@nope, ¶1]\n\n"
        '- Three things. [@harbour2023, ¶2] <!-- evidence: allow "Three" because I say so -->\n'
    )
    found = verdicts(text, desk, "draft.md")
    assert outcomes(found)[-3:] == ["uncited", "unresolved", "missing"]
    own = [problem for verdict in found.sentences for problem in verdict.problems]
    assert set(own) <= set(found.problems)
    assert {p.code for p in found.problems} - {p.code for p in own} == {"E390"}, "a waiver is not honoured"
    assert {p.path for p in found.problems} == {"draft.md"}


def test_a_text_with_a_topics_head_is_read_as_a_topic(desk: Desk) -> None:
    head = '---\ntitle: Power\naliases: [power]\ndefinition: "Nine berths. [@harbour2023, ¶1]"\n---\n'
    found = verdicts(head + "## Background\n\nTwo berths opened. [@harbour2023, ¶1]\n", desk, "draft.md")
    assert [(v.line, v.outcome) for v in found.sentences] == [(4, "missing"), (8, "holds")]


@pytest.mark.parametrize(
    "text", ["", "\n", "---\n", "---\n: [\n---\nx", "[@", "|a|\n|-|\n|b|", "`[@x]`", "\x00", "<b>"]
)
def test_nothing_is_raised(text: str, desk: Desk) -> None:
    verdicts(text, desk, suggestions=True)


def test_what_carries_a_sentence_is_suggested_and_nothing_where_none_does(desk: Desk) -> None:
    found = suggest("Fishing boats stay away because their plugs do not fit.", desk)
    assert (found.citation, found.paragraphs[0]) == ("[@harbour2023, ¶3]", ("harbour2023", 3))
    both = suggest("Ferries made 184 calls, and an adapter for fishing boats costs about 900 crowns.", desk)
    assert both.citation == "[@harbour2023, ¶2; @harbour2023, ¶3]"
    assert suggest("The mayor resigned in 1994.", desk).paragraphs == ()
    assert "1994" in suggest("The mayor resigned in 1994.", desk).missing
    assert suggest("It was raining all day.", desk).paragraphs == ()


def test_the_flagships_own_sentences_find_their_paragraphs_again() -> None:
    """Without their citations, nine in ten have a paragraph that they cite among the first three suggested."""
    briefing = read_briefing(ROOT)
    desk = Desk(briefing.library)
    asked = found = 0
    for claim in briefing.linked.claims:
        cited = {
            (c.key, source.paragraph(n).first)  # type: ignore[union-attr]
            for c in claim.citations
            for n in c.locators
            if (source := briefing.library.sources.get(c.key)) and source.paragraph(n)
        }
        if cited and len(claim.citations) == len([c for c in claim.citations if c.locators]):
            asked += 1
            found += bool(cited & set(suggest(claim.text, desk).paragraphs))
    assert asked > 200
    assert found >= 0.9 * asked, f"{found} of {asked}"


@pytest.mark.parametrize("budget", [800, 2000, 6000])
def test_a_pack_keeps_to_its_budget_cuts_nothing_and_is_the_same_twice(budget: int) -> None:
    briefing = read_briefing(ROOT)
    for slug in briefing.library.topics:
        found = pack(briefing.linked, slug, budget=budget)
        text = found.to_markdown()
        assert len(text.split()) <= budget or len(found.items) == 1
        assert text == pack(briefing.linked, slug, budget=budget).to_markdown()
        for item in found.items:
            paragraph = briefing.library.sources[item.key].paragraph(item.first)
            assert paragraph is not None
            assert item.text == plain(NOTE_MARK.sub("", paragraph.text))
            assert f"{item.citation} {item.text}" in text
        assert json.loads(found.to_json())["topic"]["slug"] == slug
    if budget == 6000:
        assert len({item.key for item in found.items}) >= 3, "spread over the sources"


def test_originals_are_in_a_pack_only_where_the_rights_are_ours(starter: Path) -> None:
    from briefing.pipeline import Options

    briefing = read_briefing(starter, Options(originals=starter / "originals"))
    assert briefing.originals
    assert all(item.original == "" for item in pack(briefing.linked, "shore-power", briefing.originals).items)


def test_the_command_gives_verdicts_in_every_format(
    starter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "draft.md"
    text.write_text("Ferries made 194 calls. [@harbour2023, ¶2]\n\nFishing boats stay away.\n", encoding="utf-8")
    project = ["--project", str(starter)]
    assert main(["check", str(text), "--suggest", *project]) == 1
    said = capsys.readouterr().out
    assert "draft.md:1: missing: Ferries made 194 calls." in said
    assert "2 sentences: 1 missing, 1 uncited" in said
    assert main(["check", str(text), "--format", "json", *project]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert [s["outcome"] for s in row["sentences"]] == ["missing", "uncited"]
    assert main(["check", str(text), "--format", "sarif", *project]) == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert {r["ruleId"] for r in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 1
    assert main(["check", str(text), "--format", "github", *project]) == 1
    assert "::error file=" in capsys.readouterr().out
    text.write_text("Three berths opened. [@harbour2023, ¶1]\n", encoding="utf-8")
    assert main(["check", str(text), *project]) == 1
    assert "E311" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO("Two berths opened. [@harbour2023, ¶1]".encode())))
    assert main(["check", "-", *project]) == 0
    assert main(["check", str(tmp_path / "none.md"), *project]) == 2
    assert main(["check", "--suggest", *project]) == 2


def test_the_command_prints_a_pack(starter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", "shore-power", "--pack", "--project", str(starter)]) == 0
    assert "[@harbour2023, ¶3] Fishing boats" in capsys.readouterr().out
    assert main(["draft", "shore-power", "--pack", "--format", "json", "--project", str(starter)]) == 0
    assert json.loads(capsys.readouterr().out)["paragraphs"][0]["cite"] == "[@harbour2023, ¶1]"
    assert main(["draft", "shore-power", "--budget", "900", "--project", str(starter)]) == 2


def test_tables_hold_what_the_library_holds() -> None:
    linked = read_briefing(ROOT).linked
    found = tables(linked)
    assert len(found["claims"]) == len(linked.claims)
    assert {row["claim"] for row in found["citations"]} <= {row["claim"] for row in found["claims"]}
    pandas = pytest.importorskip("pandas", reason="the extra `frames` is not installed")
    frame = frames(linked)["paragraphs"]
    assert isinstance(frame, pandas.DataFrame)
    assert frame["cited"].sum() == sum(len(claims) for claims in linked.cited_by.values())


def test_a_pack_has_no_waivers(starter: Path) -> None:
    linked = read_briefing(starter).linked
    event = linked.library.events[0]
    says = replace(event.says, text=f"{event.says.text} <!-- evidence: allow 'two' because it is so -->")
    library = replace(linked.library, events=(replace(event, says=says),))
    found = pack(replace(linked, library=library), "shore-power").to_markdown()
    assert event.says.text in found
    assert "allow" not in found
