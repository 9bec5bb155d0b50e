"""What stands beside the sentences: headings, alternative texts, questions, gaps, uncited pages, clauses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.evidence import check_evidence, find_claims
from briefing.model import Gap, HandPage, Passage, Place, Question
from tests.evidence_library import library

TRUE = "The council of Vellmar opened a ferry line to Osmund on 9 November 2018.[@brandt2019, ¶1]"


def codes(body: str) -> list[str]:
    made = library(body)
    return [p.code for p in check_evidence(made, find_claims(made))[1] if p.fails]


@pytest.mark.parametrize(
    "body",
    [
        f"## The line of 2018\n\n{TRUE}",
        f"## What the Coastal Fisheries Board asked\n\n{TRUE}\n\nIt asked for a survey of grounds.[@brandt2019, ¶5]",
        f'![The ferry to Osmund in 2018](f.png "Vellmar")\n\n{TRUE}',
        f"{TRUE} It was new.[@brandt2019, ¶1]",
        "The council opened a line to Osmund; it was new, and it was the council's.[@brandt2019, ¶1]",
    ],
)
def test_what_its_section_carries_passes(body: str) -> None:
    assert codes(body) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"## The line of 2017\n\n{TRUE}", "E318"),
        (f"## How Jonas Falk opened it\n\n{TRUE}", "E318"),
        (f"![The ferry to Osmund in 2017](f.png)\n\n{TRUE}", "E318"),
        (f'![The ferry](f.png "By Jonas Falk")\n\n{TRUE}', "E318"),
        (f'<img src="f.png" alt="The ferry in 2017">\n\n{TRUE}', "E318"),
        (f"| Line of 2017 | Opened |\n|---|---|\n| Osmund | 9 November 2018 [@brandt2019, ¶1] |\n\n{TRUE}", "E318"),
        ("The council opened a line to Osmund; unemployed bakers rioted afterwards.[@brandt2019, ¶1]", "E314"),
        ("The council opened a line to Osmund[@brandt2019, ¶1], bankrupting several bakers.", "E314"),
        ("> The council opened a splendid line.[@brandt2019, ¶1]", "E310"),
        ("The council called this 'a splendid beginning'.[@brandt2019, ¶2]", "E310"),
        ("The council called this <q>a splendid beginning</q>.[@brandt2019, ¶2]", "E310"),
        ("The council called this »a splendid beginning«.[@brandt2019, ¶2]", "E310"),
    ],
)
def test_what_no_source_says_is_found(body: str, code: str) -> None:
    assert code in codes(body)


@pytest.mark.parametrize(("says", "fails"), [("Who runs Osmund is not said.", False), ("In 1999 nobody ran it.", True)])
def test_gaps_questions_and_uncited_sentences_are_looked_up_on_the_whole_shelf(says: str, fails: bool) -> None:
    made = library(TRUE)
    place = Place("topics/ferries.md", 4)
    topic = made.topics["ferries"]
    page = HandPage("index.md", None, {}, Passage(says, Place("docs/index.md"), "index.md", "page", "body"))
    for changed in (
        replace(made, topics={"ferries": replace(topic, gaps=(Gap(says, topic.body, place),))}),  # type: ignore[arg-type]
        replace(made, topics={"ferries": replace(topic, questions=(Question(says, (), place),))}),
        replace(made, pages=(page,)),
    ):
        found = [p.code for p in check_evidence(changed, find_claims(changed))[1] if p.fails]
        assert found == (["E318"] if fails else [])
