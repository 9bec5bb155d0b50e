"""Ways round the checks: a falsehood at each place that a reader reads, and in each dress; what is open says why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from briefing.evidence import check_evidence, find_claims
from briefing.evidence.bounds import check_bounds
from briefing.evidence.timely import check_time
from briefing.library import read_library
from briefing.settings import Settings

CASES = Path(__file__).parent / "cases" / "evidence" / "ways.yml"
TABLE: dict[str, Any] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
MOST_OPEN = 10
LOOK = "E319"
TRUE = "Vellmar opened a line to Osmund.[@a, ¶1]"
A = [
    "Ida Brandt reports that the council of Vellmar opened a new ferry line to Osmund on 9 November 2018.",
    "By her account the line carried 1,500 passengers in its first three weeks, half of them pupils; the council "
    "called this “a modest beginning”.",
    "In the early 1990s an older line had failed, because the channel silted up and the pilots of Osmund refused to "
    "sail.",
    "The mayor, Tomas Rehn, expects that dredging will cost 3.5 million crowns and be finished in late October.",
    "Fishermen of Osmund fear for the spawning grounds; the Coastal Fisheries Board (CFB) has asked for a survey.",
    "The channel is 12 km long, the plant yields 40 MW, at least 20 boats are laid up, and about 300 people work in "
    "the yard.",
    "The share of pupils fell by 5 percentage points.",
    "Fares brought 5 million crowns, and tolls brought 8 million crowns. The line was opened under Order 22-01.",
    "Samir Kadel thinks 7 million crowns likely, and Ines Morvay thinks 9 million crowns likely; both spoke of hope.",
    "Nigeria and Georgia joined the line.",
    "In 2010 the yard had 45 boats, in 2015 it had 30 boats.",
    "Vellmar has 12 ferries, and Osmund has 5 ferries.",
    "Bakers sell bread on board.",
]
B = [
    "The article describes the lighthouse on Skarv, which was built in 1871 and automated a century later.",
    "Its keeper, Jonas Falk, left the island in March 1971 with two goats and a barometer.",
    "The Board, it says, wants to sell the tower, and seven of the nine bidders are hotels.",
    "A storm of 2 January 1905 broke the lantern; repairs took four months.",
    "The tower is 20 metres high, the mast 25 metres.",
]
BIB = """
@report{a, author = {Brandt, Ida}, title = {A Line to the Islands}, institution = {Harbour Office}, date = {2019-03}}
@report{b, author = {Moss, Ada}, title = {The Last Keeper}, institution = {Harbour Office}, date = {2020-06}}
"""
ENTITIES = """
- {id: rehn, name: Tomas Rehn, kind: person}
- {id: falk, name: Jonas Falk, kind: person}
- {id: kadel, name: Samir Kadel, kind: person}
- {id: morvay, name: Ines Morvay, kind: person}
- {id: cfb, name: Coastal Fisheries Board, kind: organisation, aliases: [CFB]}
- {id: osmund, name: Osmund, kind: place}
"""
VELLMAR = "- {id: vellmar, name: Vellmar, kind: place}\n"


def told(place: str, text: str) -> tuple[set[str], set[str]]:
    """The codes of errors, and of what is worth a second look, of the project with a text at one of its places."""
    body = text if place == "topic" else TRUE
    front = f"title: Ferries\n{text if place == 'front' else ''}"
    files = {
        "references.bib": BIB,
        "sources/a.md": _source(A, text if place == "source" else ""),
        "sources/b.md": _source(B),
        "topics/ferries.md": f"---\n{front}\n---\n{body}\n",
        "entities.yml": ENTITIES + (text if place == "entities" else VELLMAR),
        "timeline.yml": text if place == "timeline" else "[]",
        "docs/index.md": text if place == "page" else "A briefing.",
    }
    settings = Settings()
    library, found = read_library({path: row.encode() for path, row in files.items()}, settings)
    claims, more = check_evidence(library, find_claims(library))
    problems = (*found, *more, *check_time(library, claims, settings), *check_bounds(claims, settings))
    return {p.code for p in problems if p.fails}, {p.code for p in problems if p.code == LOOK}


def _source(rows: list[str], front: str = "") -> str:
    digest = "\n\n".join(f"¶{n} {row}" for n, row in enumerate(rows, 1))
    return f"---\noriginal: {{sha256: '{'0' * 64}', paragraphs: {len(rows)}}}\n{front}\n---\n{digest}\n"


def ways() -> list[tuple[str, str, str, dict[str, Any]]]:
    """Kind, place, text and what is known of each way."""
    rows = []
    for name, row in TABLE["places"].items():
        place = next(iter(row))
        rows.append(("place: " + name, place, row[place].replace("%s", TABLE["falsehood"]), row))
    return [*rows, *((row["kind"], "topic", row["says"], row) for row in TABLE["ways"])]


def test_the_project_itself_is_true() -> None:
    assert told("topic", TRUE) == (set(), set())


@pytest.mark.parametrize(("kind", "place", "text", "row"), ways(), ids=[f"{k}: {t[:50]}" for k, _, t, _ in ways()])
def test_a_way_round_is_told_or_open_for_a_reason(kind: str, place: str, text: str, row: dict[str, Any]) -> None:
    errors, looks = told(place, text)
    if row.get("open"):
        assert (errors, looks) == (set(), set())  # else it is open no more: say so
    elif row.get("look"):
        assert (errors, looks) == (set(), {LOOK})
    else:
        assert errors


def test_few_ways_are_open() -> None:
    rows = [row for *_, row in ways()]
    assert len(rows) >= 167
    assert sum("open" in row for row in rows) <= MOST_OPEN
