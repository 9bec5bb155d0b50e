"""What stands beside the sentences: headings, alternative texts, questions, gaps, uncited pages, clauses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.evidence import check_evidence, find_claims
from briefing.evidence.asides import asides
from briefing.model import Event, Gap, HandPage, Passage, Place, Question, Topic
from briefing.problems import Problem
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


SAID = "Falk sold 77 goats."
BESIDE = [
    '![A goat](g.png){{: alt="{}" }}',
    'The [council][c] met.\n\n[c]: x.md "{}"',
    "The [council][c] met.\n\n[c]: x.md\n    '{}'",
    "![A goat][c]\n\n[c]: g.png ({})",
    '*Council*{{: title="{}" }}',
    'It met.\n{{: title="{}" }}',
    '- One\n- It met.\n{{: aria-label="{}" }}',
    '> - *Deep*{{: aria-description="{}" }}',
    '## Goats {{: title="{}" }}',
    '## Goats {{: data-toc-label="{}" }}',
    '| Goat{{: title="{}" }} |\n|---|\n| x |',
    '``` {{title="{}"}}\nx\n```',
    '```py title="{}"\nx\n```',
    '<div markdown="1" aria-label="{}">\n\nIt met.\n\n</div>',
    '<span\n  title="{}">It</span> met.',
    '[It](x.md){{: data-tip="{}" }} met.',
    "It met ![{}][nowhere] there.",
    'It {{: title="{}" }} met.',
]


@pytest.mark.parametrize("written", BESIDE)
def test_what_readers_get_beside_the_words_is_found_however_it_is_written(written: str) -> None:
    assert any(SAID in words for _, words in asides(written.format(SAID)))
    found = [(p.code, p.line) for p in check(f"{TRUE}\n\n{written.format(SAID)}") if "77" in p.message]
    line = 12 + written.partition("{}")[0].count("\n")
    assert ("E318", line) in found


@pytest.mark.parametrize("written", ['`<i title="{}">`', "It met.", "<!-- {} -->", '~~~\n<i title="{}">\n~~~'])
def test_what_no_reader_gets_beside_the_words_is_none(written: str) -> None:
    assert asides(written.format(SAID)) == ()


def check(body: str, **changed: object) -> list[Problem]:
    made = replace(library(body), **changed)  # type: ignore[arg-type]
    return [p for p in check_evidence(made, find_claims(made))[1] if p.fails]


@pytest.mark.parametrize(
    ("title", "fails"),
    [
        ("The ferries of Vellmar", False),
        ("A Renewal of Public Ports", False),
        ("What Osmund Expected in 2018", False),
        ("Quandor", False),
        ("Of ‘goats’ and other cargo", False),
        ("“We sold all our goats”", True),
        ("What 77 ferries carried", True),
        ("The ferries of Quandor", True),
    ],
)
def test_titles_are_looked_up(title: str, fails: bool) -> None:
    made = library(TRUE)
    topic: Topic = made.topics["ferries"]
    page = HandPage("index.md", title, {"title": title}, Passage("", Place("docs/index.md"), "index.md", "page"))
    event = Event(
        "e", "2018-11-09", "2018-11-09", "2018-11-09", None,
        Passage(TRUE, Place("timeline.yml"), "timeline.md", "event", "event:e"), (), Place("timeline.yml"), title,
    )  # fmt: skip
    described = replace(page, title=None, meta={"description": title})
    for changed in (
        {"topics": {"ferries": replace(topic, title=title)}},
        {"topics": {"ferries": replace(topic, short=title)}},
        {"pages": (page,)},
        {"pages": (described,)},
        {"events": (event,)},
    ):
        assert {p.code for p in check(TRUE, **changed)} == ({"E318"} if fails else set())


def test_a_title_is_waived_on_its_page() -> None:
    made = library(f'{TRUE}\n\n<!-- evidence: allow "77" because the desk counted them itself -->')
    topic = replace(made.topics["ferries"], title="What 77 ferries carried")
    found = [p.code for p in check_evidence(replace(made, topics={"ferries": topic}), find_claims(made))[1]]
    assert "E318" not in found


@pytest.mark.parametrize(("says", "fails"), [("The price would tell who pays.", False), (SAID, True)])
def test_the_reason_for_a_gap_is_looked_up(says: str, fails: bool) -> None:
    made = library(TRUE)
    because = Passage(says, Place("topics/ferries.md", 6), "topics/ferries.md", "remark", "gap:1")
    topic = replace(made.topics["ferries"], gaps=(Gap("No price is given.", because, because.place),))
    found = [(p.code, p.line) for p in check(TRUE, topics={"ferries": topic})]
    assert found == ([("E318", 6)] if fails else [])


def test_what_stands_beside_the_words_of_an_answer_is_looked_up() -> None:
    answer = 'The [line](x.md "77 goats") carried 1,500 passengers in three weeks.[@brandt2019, ¶2]'
    made = library(TRUE, answer=answer)
    found = [p for p in check_evidence(made, find_claims(made))[1] if p.fails]
    assert [(p.code, p.line) for p in found] == [("E318", 5)]
