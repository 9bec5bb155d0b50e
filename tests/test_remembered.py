"""What is remembered of claims is what comparing them again would find, and each part of its fingerprint is needed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from briefing.evidence import check_evidence, find_claims, lexicon, remembered
from briefing.evidence.malformed import check_passage
from briefing.evidence.remembered import Remembered
from briefing.library import read_library
from briefing.memory import Memory, fingerprint
from briefing.model import Claim, Passage
from briefing.problems import Problem
from briefing.settings import Settings

Files = Mapping[str, str]
BIB = """@report{mill2000, author = {Anna Voss}, title = {The Mill}, institution = {{Weir Office}}, date = {2001-03}}
@book{dam2003, author = {Boris Lang}, title = {The Dam}, publisher = {{Sluice Press}}, date = {2003}}
"""
SOURCE = """---
original:
  sha256: {sha}
  paragraphs: 3
rights: digest
---
¶1 The mill by the weir was sold to the Guild of Millers for 3,000 crowns in May 1990.[^1]

¶2 Carter closed the sluice, and the old wheel was broken up by labourers from the village.

¶3 The granary was rebuilt of stone, and its timber floor was carried to the northern harbour by barge.

[^1]: See [@dam2003].
""".format(sha="0" * 64)
TOPIC = "---\ntitle: Mills\n---\n{}\n"
SALE = "The mill was sold for 3,000 crowns in May 1990.[@mill2000, ¶1]"
WHEEL = "The old wheel was broken up.[@mill2000, ¶2]"
ENTITIES = "- {id: guild, name: Guild of Millers, kind: organisation}\n"
GRANARY = "The granary was rebuilt of stone and its timber floor carried to the northern harbour by barge."


def project(topic: str = SALE, **other: str) -> dict[str, str]:
    files = {
        "references.bib": BIB,
        "sources/mill2000.md": SOURCE,
        "topics/mills.md": TOPIC.format(topic),
        "entities.yml": ENTITIES,
        "timeline.yml": "[]",
    }
    return files | {
        {"bib": "references.bib", "source": "sources/mill2000.md"}.get(k, f"{k}.yml"): v for k, v in other.items()
    }


def event(says: str, date: str = "1990-05", more: str = "") -> str:
    return f'- {{id: sale, date: "{date}", says: "{says}"{more}}}\n'


def bought(title: str = "The Guild", short: str = "", alias: str = "Guild of Millers") -> dict[str, str]:
    head = f"---\ntitle: {title}\naliases: [{alias}]\n" + (f"short: {short}\n" if short else "")
    topic = {"topics/guild.md": f"{head}---\n"}
    return project("The Old Brotherhood bought the mill in May 1990.[@mill2000, ¶1]", entities="[]") | topic


LOCK = SOURCE.replace(
    "Carter closed the sluice, and the old wheel was broken up by labourers from the village.",
    "Carter closed the sluice by the weir in the dry summer, and Holm opened the upper lock of the canal.",
)
BOTH = "- {id: c, name: Carter, kind: person}\n- {id: h, name: Holm, kind: LM}\n"
WRONG = (
    "Carter closed the sluice with labourers from the village, and the granary was rebuilt of stone, its timber floor "
    "carried to the harbour.[@mill2000, ¶2]"
)
VOSS = "The mill was sold in May 1990, writes Anna Voss.[@mill2000, ¶1]"
LANG = "The mill by the weir was sold, writes Boris Lang.[@mill2000, ¶1]"
HOLM = "Holm closed the sluice by the weir.[@mill2000, ¶2]"
WAIVER = '<!-- evidence: allow "1990" because it is told elsewhere -->'
UNSURE = ', approximate: "Only the month is told."'
PAIR = (
    "- {{id: guild, name: Guild of Millers, kind: organisation{}}}\n"
    "- {{id: weir, name: Weir Company, kind: organisation{}}}\n"
)
BUYER = ', is: "Buyer of the mill in May 1990.[@mill2000, ¶1]"'
COUNT = "## All 14 mills\n\n" + SALE
MANY = BIB + "".join(f"@book{{b{n}, title = {{Book {n}}}, publisher = {{P}}, date = {{2000}}}}\n" for n in range(13))
CASES: dict[str, tuple[Files, Files]] = {
    "text": (project(f"{WHEEL}\n\n{SALE}"), project(f"{WHEEL}\n\n> {SALE}")),
    "written": (
        project("The mill was sold in May 1990 by unheard-of foreign bankers.[@mill2000, ¶1]"),
        project("The mill was sold in May 1990[@mill2000, ¶1] by unheard-of foreign bankers."),
    ),
    "waived": (project(f"{WHEEL}\n\n{SALE}"), project(f"{WHEEL}\n\n{WAIVER}\n{SALE}")),
    "source": (project(), project(source=SOURCE.replace("3,000", "4,000"))),
    "entry": (
        project(VOSS),
        project(VOSS, bib=BIB.replace("Anna Voss", "C. Bell")),
    ),
    "noted": (
        project(LANG),
        project(LANG, bib=BIB.replace("Boris Lang", "C. Bell")),
    ),
    "aliases": (
        project("The Brotherhood bought the mill in May 1990.[@mill2000, ¶1]",
                entities="- {id: guild, name: Guild of Millers, aliases: [Brotherhood], kind: organisation}\n"),
        project("The Brotherhood bought the mill in May 1990.[@mill2000, ¶1]"),
    ),
    "name": (
        project("The Brotherhood bought the mill in May 1990.[@mill2000, ¶1]",
                entities="- {id: guild, name: Brotherhood, aliases: [Guild of Millers], kind: organisation}\n"),
        project("The Brotherhood bought the mill in May 1990.[@mill2000, ¶1]",
                entities="- {id: guild, name: Fellowship, aliases: [Guild of Millers], kind: organisation}\n"),
    ),
    "kind": (
        project(HOLM, source=LOCK, entities=BOTH.replace("LM", "place")),
        project(HOLM, source=LOCK, entities=BOTH.replace("LM", "person")),
    ),
    "title": (bought(title="Old Brotherhood", short="Guild"), bought(title="New Fellowship", short="Guild")),
    "short": (bought(short="Old Brotherhood"), bought(short="New Fellowship")),
    "known as": (bought(title="Old Brotherhood"), bought(title="Old Brotherhood", alias="Weir Company")),
    "of": (
        project() | {"topics/mills.md": f'---\ntitle: Mills\ncaveats: ["{WRONG}"]\n---\n'},
        project(WRONG),
    ),
    "language": (project("The mill was sold for 3000 crowns.[@mill2000, ¶1]"),) * 2,
    "date": (
        project(timeline=event(SALE)),
        project(timeline=event(SALE, "1991-05")),
    ),
    "approximate": (
        project(timeline=event(SALE, "1991-05", UNSURE)),
        project(timeline=event(SALE, "1991-05")),
    ),
    "first": (
        project(timeline=event(f"{WHEEL} {SALE}", "1991-05")),
        project(timeline=event(SALE, "1991-05")),
    ),
    "describes": (
        project(entities=PAIR.format(BUYER, "")),
        project(entities=PAIR.format("", BUYER)),
    ),
    "passage": (project(f"## Sold in 1990\n\n{SALE}"), project(f"## Sold in 1993\n\n{SALE}")),
    "works": (project(COUNT, bib=MANY), project(COUNT)),
}  # fmt: skip


def checked(
    files: Files, language: str = "en", memory: Memory | None = None
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    raw = {path: text.encode() for path, text in files.items()}
    library, problems = read_library(raw, Settings())
    assert not any(p.fails for p in problems), problems
    known = Remembered(memory, library, raw, language) if memory else None
    return check_evidence(library, find_claims(library, language), None, language, known)


def without(value: Any, part: str) -> Any:
    """The same without what stands under a name, however deep."""
    if isinstance(value, dict):
        return {name: without(v, part) for name, v in value.items() if name != part}
    return [without(v, part) for v in value] if isinstance(value, list | tuple) else value


def names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(names(v) for k, v in value.items() if k not in ("entry", "noted")))
    return set[str]().union(*map(names, value)) if isinstance(value, list | tuple) else set()


@pytest.mark.parametrize("part", CASES)
def test_each_part_of_the_fingerprint_is_needed(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = CASES[part]
    language = "de" if part == "language" else "en"
    truth = checked(after, language)
    memory = Memory(tmp_path / "whole")
    checked(before, memory=memory)
    assert checked(after, language, memory) == truth
    monkeypatch.setattr(remembered, "fingerprint", lambda *values: fingerprint(*without(values, part)))
    memory = Memory(tmp_path / "blind")
    checked(before, memory=memory)
    assert checked(after, language, memory) != truth


def test_each_part_of_the_fingerprint_has_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()

    def note(*values: Any) -> str | None:
        seen.update(names(values))
        return fingerprint(*values)

    monkeypatch.setattr(remembered, "fingerprint", note)
    checked(CASES["title"][0], memory=Memory(tmp_path / "memory"))
    checked(CASES["name"][0], memory=Memory(tmp_path / "memory"))
    assert seen - {"subjects"} == set(CASES)


def test_what_is_remembered_is_not_compared_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Memory(tmp_path / "memory")
    found = checked(project(), memory=first)
    first.close()

    def never(*values: Any) -> Claim:
        raise AssertionError(values)

    monkeypatch.setattr("briefing.evidence.check._examine", never)
    assert checked(project(), memory=Memory(tmp_path / "memory")) == found


def test_a_long_passage_that_is_well_formed_is_looked_through_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "\n\n".join([SALE, WHEEL] * 5)
    memory, looked = Memory(tmp_path / "memory"), list[str]()

    def note(passage: Passage, language: str) -> Iterator[Problem]:
        looked.append(language)
        return check_passage(passage, language)

    monkeypatch.setattr("briefing.evidence.check.check_passage", note)
    for language in ("en", "en", "de"):
        assert checked(project(long), language, memory)[1] == checked(project(long), language)[1]
    assert looked == ["en", "en", "en", "de", "de"]
    wrong = [p.code for _ in range(2) for p in checked(project(f"{long} Sold.[@mill2000 "), "en", memory)[1]]
    assert wrong.count("E301") == 2
    assert "E301" not in [p.code for p in checked(project(long), "en", memory)[1]]


def test_what_missed_something_is_compared_each_time(tmp_path: Path) -> None:
    """Where else it stands may have changed."""
    topic = "The mill was sold for 5,000 crowns.[@mill2000, ¶1]"
    memory = Memory(tmp_path / "memory")
    hint = [p.found for p in checked(project(topic), memory=memory)[1]]
    there = SOURCE.replace("The granary was rebuilt of stone", "The granary was rebuilt of stone for 5,000 crowns")
    assert [p.found for p in checked(project(topic, source=there), memory=memory)[1]] != hint


@pytest.mark.parametrize("damage", [b"", b"x", b"{}", b"\xff\n[]"])
def test_a_damaged_memory_counts_as_empty(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "memory"
    memory = Memory(path)
    memory.keep("a", [1])
    memory.close()
    assert Memory(path).get("a") == [1]
    whole = path.read_bytes()
    for data in (damage, damage + whole, whole[:-1], whole.replace(b"[1]", b"[2]")):
        path.write_bytes(data)
        assert (Memory(path).get("a") is None) == (data != whole)


def test_a_memory_of_another_version_counts_as_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(tmp_path / "memory")
    memory.keep("a", [1])
    memory.close()
    monkeypatch.setattr("briefing.memory.of_tools", lambda: {"briefing": "another"})
    assert Memory(tmp_path / "memory").get("a") is None


def test_a_file_is_read_again_where_it_may_have_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sums(*paths: Path) -> list[str]:
        memory = Memory(tmp_path / "memory")
        found = [memory.sum_of(path) for path in paths]
        memory.close()
        return found

    path, again = tmp_path / "a", tmp_path / "b"
    path.write_text("one")
    first = sums(path)
    path.write_text("two")  # as long, and perhaps in the same moment
    assert sums(path) != first
    monkeypatch.setattr("briefing.memory.SETTLED", -1)
    then = sums(path)
    os.link(path, again)
    monkeypatch.setattr(Path, "read_bytes", lambda self, stock=Path.read_bytes: b"" if self == again else stock(self))
    assert sums(path, again) == then * 2
    monkeypatch.undo()
    again.unlink()
    again.write_text("six")
    assert sums(again) != then
    with pytest.raises(FileNotFoundError):
        sums(tmp_path / "none")


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    for wanted in ("ab", "a", "a"):
        memory = Memory(tmp_path / "memory")
        for key in wanted:
            if memory.get(key) is None:
                memory.keep(key, key)
        memory.close()
    last = Memory(tmp_path / "memory")
    assert (last.get("a"), last.get("b")) == ("a", None)


def test_what_takes_long_to_gather_of_vocabularies_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(code: str) -> Mapping[str, float]:
        asked.append(code)
        return {code: float(len(asked))}

    asked: list[str] = []
    path = tmp_path / "words"
    monkeypatch.setattr(lexicon, "_memory", Memory(path))
    first = [lexicon._remembered(*row, made) for row in (("shares", "en"), ("abroad", "en"), ("shares", "de"))]
    monkeypatch.setattr(lexicon, "_memory", Memory(path))
    assert first == [lexicon._remembered(*row, made) for row in (("shares", "en"), ("abroad", "en"), ("shares", "de"))]
    assert asked == ["en", "en", "de"]
    monkeypatch.setattr(lexicon, "OTHERS", ("de", "en"))
    assert lexicon._remembered("abroad", "en", made) != first[1]
    path.write_bytes(path.read_bytes()[:-1])
    monkeypatch.setattr(lexicon, "_memory", Memory(path))
    lexicon._remembered("shares", "de", made)
    assert asked == ["en", "en", "de", "en", "de"]


def test_vocabularies_say_the_same_when_they_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lexicon._gathered("en")
    assert whole["berlin"] > whole.get("harbour", 0.0)
    monkeypatch.setattr(lexicon, "_memory", Memory(tmp_path / "words"))
    lexicon._remembered("abroad", "en", lexicon._gathered)
    monkeypatch.setattr(lexicon, "_memory", Memory(tmp_path / "words"))
    assert lexicon._remembered("abroad", "en", lambda code: {}) == whole
