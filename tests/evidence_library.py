"""A small library on a made-up subject, for the tests of the evidence."""

from __future__ import annotations

from pathlib import Path

from briefing.library.comments import parted
from briefing.model import (
    Account,
    Answer,
    Caveat,
    DigestParagraph,
    Document,
    Entity,
    Library,
    Note,
    Paragraph,
    Passage,
    Place,
    Question,
    Source,
    SourceNote,
    Topic,
    Work,
)

CASES = Path(__file__).parent / "cases" / "evidence"

HARBOUR = [
    "Ida Brandt reports that the harbour council of Vellmar opened a new ferry line to Osmund on 9 November 2018.[^1]",
    "By her account the line carried 1,500 passengers in its first three weeks, half of them pupils; the council "
    "called this “a modest beginning”.",
    "In the early 1990s an older line had failed, because the channel silted up and the pilots of Osmund refused to "
    "sail.",
    "The mayor, Tomas Rehn, expects that dredging will cost 3.5 million crowns and be finished in late October.",
    "Fishermen of Osmund fear for the spawning grounds; the Coastal Fisheries Board (CFB) has asked for a survey.",
]
LIGHT = [
    "The article describes the lighthouse on Skarv, which was built in 1871 and automated a century later.",
    "Its keeper, Jonas Falk, left the island in March 1971 with two goats and a barometer.",
    "The Board, it says, wants to sell the tower, and seven of the nine bidders are hotels.",
    "A storm of 2 January 1905 broke the lantern; repairs took four months.",
]
ENTITIES = [
    ("rehn", "Tomas Rehn", "person", ()),
    ("falk", "Jonas Falk", "person", ()),
    ("cfb", "Coastal Fisheries Board", "organisation", ("CFB",)),
    ("osmund", "Osmund", "place", ()),
    ("skarv", "Skarv", "place", ()),
]


def library(body: str = "", *, answer: str = "", kind: str = "sentence", **changed: list[str]) -> Library:
    """The library with a topic of this body; `changed` digests by key, as lists of paragraphs."""
    texts = {"brandt2019": HARBOUR, "light2020": LIGHT} | changed
    sources = {key: source(key, rows) for key, rows in texts.items()}
    works = {
        "brandt2019": work("brandt2019", "A Line to the Islands", 2019, 3, family="Brandt", given="Ida"),
        "light2020": work("light2020", "The Last Keeper", 2020, 6),
        "gazette2018": work("gazette2018", "Ferry Opens", 2018, 11, 10, family="Gazette"),
    }
    place = Place("topics/ferries.md", 10)
    home = "topics/ferries.md"
    questions: tuple[Question, ...] = ()
    if answer:
        says = Passage(answer, Place("topics/ferries.md", 5), home, "answer", "answer:brandt2019:1")
        questions = (Question("Did it pay?", (Answer("brandt2019", "hardly", says),), Place("topics/ferries.md", 4)),)
    passage = Passage(body, place, home, kind) if body else None  # type: ignore[arg-type]
    topic = Topic("ferries", "The Ferry Line", "Ferry Line", (), None, questions, (), (), passage, place)
    entities = {i: Entity(i, name, k, a, None, Place("entities.yml")) for i, name, k, a in ENTITIES}  # type: ignore[arg-type]
    return Library(works, sources, {"ferries": topic}, entities, (), ())


def source(key: str, rows: list[str], caveats: tuple[Caveat, ...] = (), sha256: str | None = None) -> Source:
    """A source of these digest paragraphs; its first note cites the gazette."""
    paragraphs = tuple(
        DigestParagraph(n, n, None, said, Place(f"sources/{key}.md", n + 9), remarks)
        for n, (said, remarks) in enumerate(map(parted, rows), 1)
    )
    notes = {"1": SourceNote("1", "[@gazette2018]", Place(f"sources/{key}.md", 30))} if "[^1]" in rows[0] else {}
    place = Place(f"sources/{key}.md")
    return Source(key, sha256, len(rows), "digest", None, caveats, paragraphs, notes, place)


def work(key: str, title: str, *date: int, family: str = "", given: str = "") -> Work:
    """A work with its CSL entry."""
    author = {"author": [{"family": family, "given": given}]} if family else {}
    csl = {"id": key, "title": title, "issued": {"date-parts": [list(date)]}, **author}
    return Work(key, csl, "", Place("references.bib"))


def document(rows: list[str], notes: dict[str, str] | None = None, title: str = "A Line to the Islands") -> Document:
    """An original of these paragraphs, as ingest gives it."""
    paragraphs = tuple(Paragraph(n, None, text, text, n) for n, text in enumerate(rows, 1))
    kept = {label: Note(label, text, 99) for label, text in (notes or {}).items()}
    account = Account(0, 0, 0, 0)
    return Document("a.txt", "0" * 64, "utf-8", title, (), None, (), paragraphs, kept, (), (), 0, account)
