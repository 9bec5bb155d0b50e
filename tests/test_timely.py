"""Time, records and judgement: what is found in the desk's own words, and what pages, ledger and paper make of it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from briefing.evidence import check_evidence, find_claims, ledger
from briefing.evidence.grounds import grounds
from briefing.evidence.ledger import schema
from briefing.evidence.timely import check_time
from briefing.library import read_library
from briefing.linking import link
from briefing.memory import Memory
from briefing.model import Library
from briefing.problems import Problem
from briefing.settings import Settings
from tests import pages_project as tiny

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "evidence" / "timely.yml").read_text(encoding="utf-8")
)
BIB = """
@report{a, author = {Moss, Ada}, title = {{Ferries}}, institution = {{Harbour Office}}, date = {2019-03}}
@report{b, author = {Quay, Jan}, title = {{Yards}}, institution = {{Harbour Office}}, date = {2019-04}}
@online{r, title = {{Ferry Back}}, organization = {{Harbour Office}}, date = {2022-06}, url = {https://harbour.example/r}}
"""
SOURCE = (
    "---\noriginal: {sha256: '" + "0" * 64 + "', paragraphs: 2}\n---\n¶1 The ferry was sold by the owner in March 2019."
    "\n\n¶2 The yard lay idle.\n"
)
SETTINGS = Settings(edition="2023-01-31")


def checked(files: dict[str, str], settings: Settings = SETTINGS) -> tuple[Library, tuple[Problem, ...]]:
    """A library of two sources and a record with some more files, and what the check on time finds."""
    own = {"references.bib": BIB, "sources/a.md": SOURCE, "sources/b.md": SOURCE} | files
    library, problems = read_library({path: text.encode() for path, text in own.items()}, settings)
    assert not problems
    claims, _ = check_evidence(library, find_claims(library))
    found, memory = check_time(library, claims, settings), Memory(Path(os.devnull, "none"))
    assert [check_time(library, claims, settings, memory) for _ in range(2)] == [found] * 2
    return library, found


def topic(body: str, front: str = "") -> dict[str, str]:
    return {"topics/ferry.md": f"---\ntitle: Ferries\n{front}\n---\n{body}\n"}


def codes(problems: tuple[Problem, ...], *only: str) -> list[str]:
    return [p.code for p in problems if p.code in only]


@pytest.mark.parametrize("case", CASES["sentences"], ids=lambda case: str(case["text"]))
def test_words_that_mean_now_and_facts_from_outside(case: dict[str, Any]) -> None:
    _, problems = checked(topic(case["text"]))
    found = [p for p in problems if p.code in ("E360", "E361", "E363")]
    assert [p.code for p in found] == case["codes"]
    assert not found or case.get("expected", "") in found[0].expected
    assert all((p.path, p.line) == ("topics/ferry.md", 5) for p in found)


@pytest.mark.parametrize("case", CASES["people"], ids=lambda case: str(case["text"]))
def test_posts_of_people_have_a_year(case: dict[str, Any]) -> None:
    row = {"id": "ada", "name": "Ada Moss", "kind": "person", "is": case["text"]}
    _, problems = checked({"entities.yml": yaml.safe_dump([row], allow_unicode=True)})
    assert codes(problems, "E360", "E361") == case["codes"]


@pytest.mark.parametrize("case", CASES["events"], ids=lambda case: f"{case['date']}-{case['since']}")
def test_what_an_event_rests_on_can_carry_it(case: dict[str, Any]) -> None:
    row = {"id": "e", "date": case["date"], "says": case["text"]}
    files = {"timeline.yml": yaml.safe_dump([row], allow_unicode=True)}
    _, problems = checked(files | topic("", "since: [e]" if case["since"] else ""))
    assert codes(problems, "E365") == case["codes"]


@pytest.mark.parametrize("case", CASES["ahead"], ids=lambda case: str(case["date"]))
def test_what_is_told_as_having_happened_is_not_after_the_edition(case: dict[str, Any]) -> None:
    files = {"timeline.yml": f'- {{id: e, date: "{case["date"]}", says: "The ferry came back.[@r]"}}\n'}
    _, problems = checked(files | topic("", "since: [e]") | {"docs/index.md": "---\nsince: [e]\n---\nFerries.\n"})
    found = [p for p in problems if p.code == "E366"]
    assert [p.code for p in found] == case["codes"] * 2
    assert not found or [(p.path, p.line) for p in found] == [("topics/ferry.md", 3), ("docs/index.md", 2)]
    for settings, front in ((SETTINGS, ""), (SETTINGS.model_copy(update={"edition": None}), "since: [e]")):
        assert not codes(checked(files | topic("", front), settings)[1], "E366")


@pytest.mark.parametrize("case", CASES["topics"], ids=lambda case: case["front"] or "without")
def test_a_topic_far_behind_its_edition_says_what_has_happened(case: dict[str, Any]) -> None:
    files = {"timeline.yml": '- {id: e, date: "2022-06", says: "The ferry came back.[@r]"}\n'}
    body = "The ferry was sold.[@a, ¶1]"
    _, problems = checked(files | topic(body, case["front"]))
    assert codes(problems, "E362") == case["codes"]
    for patient in ({"stale_after": 60}, {"stale_after": 0}, {"edition": None}):
        assert not codes(checked(files | topic(body), SETTINGS.model_copy(update=patient))[1], "E362")


@pytest.mark.parametrize("case", CASES["judgements"], ids=lambda case: " ".join(case["cites"]))
def test_judgements_that_rest_on_one_source(case: dict[str, Any]) -> None:
    rows = "".join(f"- The ferry was sold{i}.{cites}\n" for i, cites in enumerate(case["cites"]))
    _, problems = checked(topic(f"## Key judgements\n\n{rows}"))
    assert codes(problems, "E364") == case["codes"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In May 2022 the office bought 3 ferries in Kelm.[@r]", []),
        ("The office called them “cheap”.[@r]", ["E310"]),
        ("In May 2022 the ferry was sold by the owner.[@r; @a, ¶1]", ["E312"]),
    ],
)
def test_nothing_but_a_quotation_is_missed_in_a_record(text: str, found: list[str]) -> None:
    library, _ = checked(topic(text))
    _, problems = check_evidence(library, find_claims(library))
    assert [p.code for p in problems if p.severity == "error"] == found


def test_a_judgement_of_two_sentences_rests_on_what_both_cite() -> None:
    library, _ = checked(topic("## Key judgements\n\n- The ferry was sold.[@a, ¶1] The yard lay idle.[@b, ¶2]"))
    rows = [claim for claim in check_evidence(library, find_claims(library))[0] if claim.kind == "judgement"]
    assert [grounds(row, library).sources for row in rows] == [("a",), ("b",)]
    both = grounds(rows[0], library, *rows[1:])
    assert (both.sources, both.independent) == (("a", "b"), 2)


def test_the_ledger_tells_records_and_judgements() -> None:
    linked, problems = tiny.linked()
    assert not [p for p in problems if p.path == "topics/ferries.md"]
    found = ledger(linked, "x", "2023-05-04")
    jsonschema.validate(json.loads(json.dumps(found)), schema())
    judged = [claim["judgement"] for claim in found["claims"] if "judgement" in claim]
    assert [(row["confidence"], row["inference"]) for row in judged] == [("low", False), ("moderate", True)]
    assert judged[1]["watch"][0]["means"] == "If not, the judgement falls."
    rows = {claim["text"]: claim for claim in found["claims"]}
    assert rows["Estmark bought a ferry of 40 cars."]["records"] == ["harbour2024"]
    assert rows["the 1990s; a ferry; not bought back"]["kind"] == "row"


def test_a_fact_since_the_sources_is_marked_wherever_it_stands() -> None:
    pages = tiny.public()
    for path in ("index.md", "topics/ferries.md"):
        assert pages[path].count("## Since these sources were written") == 1
    assert pages["topics/ferries.md"].index("{ #since }") < pages["topics/ferries.md"].index("{ #key-judgements }")
    assert pages["timeline.md"].count("Later than the sources") == 2
    assert "## Since" not in pages["topics/tolls.md"]


def test_topics_stand_in_the_order_of_the_settings() -> None:
    files, settings = tiny.project()
    ordered = settings.model_copy(update={"topics": ("tolls",)})
    assert [*read_library(files, settings)[0].topics] == ["crossings", "ferries", "tolls"]
    assert [*read_library(files, ordered)[0].topics] == ["tolls", "crossings", "ferries"]


def test_links_and_back_links_agree_where_remarks_cite() -> None:
    library = tiny.linked()[0].library
    linked = link(library, find_claims(library))[0]
    homes = {claim.home for claim in linked.claims if claim.kind == "remark"}
    assert homes == {"timeline.md", "sources/moor2021.md", "topics/ferries.md"}
    for claim in linked.claims:
        if claim.groups and claim.kind == "remark":
            assert f'id="{claim.id}"' in tiny.public()[claim.home]
