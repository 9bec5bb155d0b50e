"""Linking a library: claims and citations turned round, mentions of every digest paragraph, problems of names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.linking import link
from briefing.model import Citation, CitationGroup, Claim, Library, Passage, Place, Source, SourceNote
from tests import pages_project as tiny

KEYS = st.sampled_from(["moor2021", "anon2022", "ledger1999", "nowhere"])
CITATIONS = st.builds(
    Citation, KEYS, st.lists(st.integers(1, 6), max_size=3, unique=True).map(tuple), st.just(0), st.just(0)
)
GROUPS = st.builds(CitationGroup, st.lists(CITATIONS, min_size=1, max_size=3).map(tuple), st.just(0), st.just(0))


def claim(number: int, groups: tuple[CitationGroup, ...]) -> Claim:
    passage = Passage(f"Sentence {number}.", Place("topics/a.md", number), "topics/a.md")
    return Claim(f"c-{number:08x}", "sentence", passage, 0, 9, f"Sentence {number}.", groups, (), (), passage.place)


CLAIMS = st.lists(st.lists(GROUPS, max_size=3).map(tuple), max_size=8).map(
    lambda rows: tuple(claim(i, groups) for i, groups in enumerate(rows))
)


def forward(claims: tuple[Claim, ...]) -> set[tuple[str, str, int]]:
    return {(c.id, citation.key, n) for c in claims for citation in c.citations for n in citation.locators}


@settings(max_examples=100)
@given(CLAIMS)
def test_backward_links_are_the_reverse_of_forward_links(claims: tuple[Claim, ...]) -> None:
    linked, _ = link(tiny.linked()[0].library, claims)
    backward = [(c.id, key, n) for (key, n), relying in linked.cited_by.items() for c in relying]
    assert set(backward) == forward(claims)
    assert len(backward) == len(set(backward))
    cited = {(c.id, citation.key) for c in claims for citation in c.citations}
    assert {(c.id, key) for key, places in linked.cited_in.items() for c in places if isinstance(c, Claim)} == cited


def test_works_know_the_notes_that_cite_them() -> None:
    linked, _ = tiny.linked()
    notes = {key: [p for p in places if isinstance(p, Place)] for key, places in linked.cited_in.items()}
    source = linked.library.sources["moor2021"]
    assert notes["ledger1999"] == [source.notes["2"].place, source.notes["3"].place]
    assert notes["anon2022"] == [source.notes["3"].place]


def test_mentions_stand_where_they_say() -> None:
    linked, _ = tiny.linked()
    named = {(m.subject, m.key, m.n, text_of(linked.library, m.key, m.n)[m.start : m.end]) for m in linked.mentions}
    assert named == {
        ("entities/estmark", "moor2021", 1, "Estmark"),
        ("entities/estmark", "moor2021", 2, "Estmark"),
        ("entities/ella-tide", "moor2021", 2, "Tide"),
        ("topics/tolls", "moor2021", 2, "toll"),
        ("entities/kelm-accord", "moor2021", 2, "Kelm Accord"),
        ("topics/crossings", "moor2021", 3, "crossings"),
        ("topics/ferries", "moor2021", 3, "ferry"),
        ("topics/tolls", "moor2021", 6, "toll"),
        ("topics/tolls", "anon2022", 1, "toll"),
        ("topics/crossings", "anon2022", 1, "crossings"),
        ("topics/crossings", "anon2022", 1, "Crossings"),
        ("entities/estmark", "anon2022", 1, "Estmark"),
        ("entities/estmark", "anon2022", 2, "Estmark"),
    }


def text_of(library: Library, key: str, n: int) -> str:
    paragraph = library.sources[key].paragraph(n)
    assert paragraph
    return paragraph.text


def problems(**files: str) -> Iterator[tuple[str, str, int, str]]:
    own, _ = tiny.project()
    paths = {"entities": "entities.yml", "topic": "topics/new.md"}
    found = tiny.linked({**own, **{paths[name]: text.encode() for name, text in files.items()}})[1]
    return ((p.code, p.path, p.line, p.message) for p in found if p.code.startswith("E4"))


def test_a_name_claimed_twice_names_both_places() -> None:
    entities = (
        "- {id: one, name: Estmark, kind: place}\n- id: two\n  name: Two\n  kind: place\n  aliases: [Estmark, X]\n"
    )
    assert list(problems(entities=entities)) == [
        (
            "E401",
            "entities.yml",
            2,
            "The name “Estmark” of entities/two already belongs to entities/one (entities.yml, line 1).",
        ),
        ("E402", "entities.yml", 2, "The name “X” of entities/two is too short to be found safely; it is left out."),
    ]


def test_the_first_keeps_a_name_claimed_twice() -> None:
    own, _ = tiny.project()
    entities = b"- {id: one, name: Estmark, kind: place}\n- {id: two, name: Estmark, kind: place}\n"
    linked, _ = tiny.linked({**own, "entities.yml": entities})
    assert {m.subject for m in linked.mentions if m.subject.startswith("entities/")} == {"entities/one"}


def test_a_topic_that_nothing_mentions() -> None:
    assert list(problems(topic="---\ntitle: Lighthouses\n---\n")) == [
        ("E403", "topics/new.md", 1, "No paragraph of any source mentions the topic “Lighthouses”.")
    ]


def test_linking_survives_a_source_without_paragraphs() -> None:
    library = tiny.linked()[0].library
    bare = Source(
        "bare", None, 0, "record", None, (), (), {"1": SourceNote("1", "[@moor2021]", Place("s", 1))}, Place("s")
    )
    linked, _ = link(replace(library, sources={"bare": bare}), ())
    assert not linked.mentions
    assert linked.cited_in == {"moor2021": (Place("s", 1),)}
