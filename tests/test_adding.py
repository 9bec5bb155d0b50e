"""Adding an original as a source: the entry, the digest to be written, matches, and what is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from briefing.adding import Addition, add
from briefing.adding.addition import Shelf, add_to
from briefing.adding.works import propose_entry, propose_key
from briefing.cli import main
from briefing.cli.add import _Desk
from briefing.ingest import ingest
from briefing.library.bibtex import parse_bibtex
from briefing.library.sources import read_source
from briefing.model import Document

PAPER = """# Kilns & Credit: A 100% Guide

By Marta van der Voss

3 May 2019

The potters' guild has lent money against clay since the war, and few expected that to change in a single winter.[^1]

## Two kilns

A second kiln was built beside the first, on ground that the parish had kept for a school that never came about.

Nobody fired it before June, and by then the price of cobalt had doubled, as the guild had said that it would.[^2]

[^1]: Guild, “Ledger”, 1950. https://guild.example/ledger
[^2]: Interview with a potter, May 2019.
"""
BIB = """@report{voss2019,
  author = {van der Voss, Marta},
  title  = {{Kilns \\& Credit: A 100\\% Guide}},
  date   = {2019-05-03},
}
"""
OTHER = "@book{voss2019,\n  author = {Voss, Ida},\n  title = {{Something Else Entirely}},\n  date = {2001},\n}\n"


def paper(text: str = PAPER, name: str = "paper.md") -> Document:
    return ingest(text.encode(), name)


def codes(made: Addition) -> list[str]:
    return [p.code for p in made.problems]


def test_digest_is_started() -> None:
    made = add(paper(), "", [])
    assert made.key == "voss2019"
    source = made.files["sources/voss2019.md"]
    sha = hashlib.sha256(PAPER.encode()).hexdigest()
    assert (
        source
        == f"""---
original:
  sha256: {sha}
  paragraphs: 3
rights: digest
status: in work
---

¶1 [^1] <!-- to be written; 21 words in the original -->

## Two kilns

¶2 <!-- to be written; 22 words in the original -->

¶3 [^2] <!-- to be written; 22 words in the original -->

[^1]: Guild, “Ledger”, 1950. https://guild.example/ledger

[^2]: Interview with a potter, May 2019.
"""
    )


def test_check_points_at_each_unwritten_paragraph() -> None:
    source = add(paper(), "", []).files["sources/voss2019.md"]
    read, problems = read_source("sources/voss2019.md", source.encode())
    assert read is not None
    assert read.count == 3
    assert [(p.code, p.found) for p in problems] == [("E137", "¶1–3")]
    source = source.replace("status: in work\n", "")
    lines = source.split("\n")
    _, problems = read_source("sources/voss2019.md", source.encode())
    assert [p.code for p in problems] == ["E124"] * 3
    assert [lines[p.line - 1][:2] for p in problems] == ["¶1", "¶2", "¶3"]


def test_written_digest_is_clean() -> None:
    source = add(paper(), "", []).files["sources/voss2019.md"]
    for n in (1, 2, 3):
        source = source.replace(f"¶{n} ", f"¶{n} We say in our own words what it says. ", 1)
    (asked,) = read_source("sources/voss2019.md", source.encode())[1]
    assert (asked.code, asked.help) == ("E137", "Take `status` out.")
    source = source.replace("status: in work\n", "")
    assert read_source("sources/voss2019.md", source.encode())[1] == ()


def test_full_text() -> None:
    source = add(paper(), "", [], rights="full").files["sources/voss2019.md"]
    assert "¶3 Nobody fired it before June" in source
    read, problems = read_source("sources/voss2019.md", source.encode())
    assert read is not None
    assert problems == ()
    assert [p.text for p in read.paragraphs] == [p.markdown for p in paper().paragraphs]


def test_record_has_no_paragraphs() -> None:
    source = add(paper(), "", [], rights="record").files["sources/voss2019.md"]
    assert "¶" not in source
    assert read_source("sources/voss2019.md", source.encode())[1] == ()


def test_entry_is_readable_bibtex() -> None:
    text = add(paper(), OTHER, [], key="potters").files["references.bib"]
    assert text.startswith(OTHER)
    entries, problems = parse_bibtex(text, "references.bib")
    assert problems == ()
    assert [e.key for e in entries] == ["voss2019", "potters"]
    assert entries[1].fields["author"] == "van der Voss, Marta"
    assert entries[1].fields["title"] == r"{Kilns \& Credit: A 100\% Guide}"
    assert entries[1].fields["date"] == "2019-05-03"


@pytest.mark.parametrize(
    "bibliography",
    [
        BIB,
        BIB.replace("Kilns \\& Credit: A 100\\% Guide", "KILNS \\& CREDIT"),
        BIB.replace("2019-05-03", "2019"),
        BIB.replace("Guide", "Guiding Light"),
    ],
    ids=["the same", "other capitals, no subtitle", "the year only", "author, year, a similar title"],
)
def test_work_is_recognised(bibliography: str) -> None:
    made = add(paper(), bibliography, [])
    assert made.key == "voss2019"
    assert list(made.files) == ["sources/voss2019.md"]


def test_work_is_recognised_by_its_address() -> None:
    page = (
        '<html><head><link rel="canonical" href="https://www.kilns.example/a/"></head><body><h1>Anew</h1>'
        + "<p>The potters of the town have lent money against clay since the war, and few expected it to change.</p>"
        * 3
    )
    known = "@online{kilns,\n  title = {{Nothing Alike}},\n  url = {https://kilns.example/a},\n}\n"
    assert add(paper(page, "a.html"), known, []).key == "kilns"


def test_a_key_is_obeyed() -> None:
    made = add(paper(), BIB, [], key="potters")
    assert made.key == "potters"
    assert codes(made) == ["E707"]
    assert sorted(made.files) == ["references.bib", "sources/potters.md"]
    made = add(paper(), OTHER, [], key="voss2019")
    assert codes(made) == ["E706"]
    assert list(made.files) == ["sources/voss2019.md"]


@pytest.mark.parametrize(
    ("known", "date"),
    [
        ("{{Grain of the Weir}}", "2018-05"),
        ("{{Grain of the Weir}}", "2019-02"),
        ("{{Grain of the Weir 2}}", "2019-05"),
    ],
)
def test_a_second_report_of_the_same_title_is_another_work(known: str, date: str) -> None:
    entry = f"@report{{weir2018,\n  author = {{Voss, Marta}},\n  title = {known},\n  date = {{{date}}},\n}}\n"
    text = PAPER.replace("Kilns & Credit: A 100% Guide", "Grain of the Weir")
    made = add(paper(text), entry, [])
    assert made.key not in ("weir2018", "")
    assert "references.bib" in made.files


@pytest.mark.parametrize(
    ("bibliography", "sources", "key", "code"),
    [
        (BIB, ["voss2019"], None, "E705"),
        ("", ["Potters"], "potters", "E705"),
        ("", [], "a/b", "E704"),
        ("", [], "con", "E704"),
    ],
)
def test_refused(bibliography: str, sources: list[str], key: str | None, code: str) -> None:
    made = add(paper(), bibliography, sources, key)
    assert codes(made) == [code]
    assert made.files == {}


def test_taken_key_is_not_proposed() -> None:
    assert add(paper(), OTHER, []).key == "voss2019b"
    assert add(paper(), OTHER, []).files["references.bib"].count("@") == 2


def test_nothing_to_digest_is_said_once() -> None:
    empty = add(paper("", "empty.txt"), "", [])
    assert (empty.files, codes(empty)) == ({}, []), "its reader has said that it is empty"
    assert codes(add(paper("Tide mills\n", "short.txt"), "", [])) == ["E703"]


def test_caveats_are_proposed() -> None:
    text = PAPER.replace("before June", "before June 2021, in May 2021 or after 4 July 2022").replace(
        "By Marta van der Voss\n\n", ""
    )
    source = add(paper(text), "", []).files["sources/kilns2019.md"]
    assert '  - field: date\n    printed: "2019-05-03"\n' in source
    assert (
        "  - field: byline\n    printed: null\n    used: null\n    because: No byline was found in the copy.\n"
        in source
    )
    read, _ = read_source("sources/kilns2019.md", source.encode())
    assert read is not None
    assert [c.field for c in read.caveats] == ["date", "byline"]


@pytest.mark.parametrize(
    ("name", "key"), [("Marta Voss", "voss2019"), ("José Ñandú", "nandu2019"), ("Лена Ковалёва", "anon2019")]
)
def test_keys(name: str, key: str) -> None:
    assert propose_key(paper(PAPER.replace("Marta van der Voss", name)), []) == key


def test_hostile_metadata_stays_in_its_field() -> None:
    page = (
        '<meta name="author" content="Eve} , note = {x"><meta property="og:title" content="A } @book{evil, title={B">'
        "<body>" + "<p>The potters of the town have lent money against clay since the war, and few expected it.</p>" * 3
    )
    document = paper(page, "a.html")
    entries, problems = parse_bibtex(propose_entry(document, "eve"), "references.bib")
    assert [e.key for e in entries] == ["eve"]
    assert problems == ()


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "desk"
    assert main(["new", str(root)]) == 0
    before = (root / "references.bib").read_text(encoding="utf-8")
    file = tmp_path / "paper.md"
    file.write_text(PAPER, encoding="utf-8")
    capsys.readouterr()
    assert main(["add", str(file), "--key", "potters", "--project", str(root)]) == 0
    said = capsys.readouterr().out
    assert "title: Kilns & Credit: A 100% Guide" in said
    assert "3 paragraphs, 1 heading, 2 notes" in said
    assert "Next:" in said
    assert (root / "references.bib").read_text(encoding="utf-8").startswith(before.rstrip())
    digest = (root / "sources" / "potters.md").read_bytes()
    assert main(["add", str(file), "--key", "potters", "--project", str(root)]) == 1
    assert "nothing was overwritten" in capsys.readouterr().err
    assert (root / "sources" / "potters.md").read_bytes() == digest
    assert main(["check", "--project", str(root)]) == 0
    assert "E137" in capsys.readouterr().out
    (root / "sources" / "potters.md").write_bytes(digest.replace(b"status: in work\n", b""))
    assert main(["check", "--project", str(root)]) == 1
    assert "¶1 has no text" in capsys.readouterr().out
    assert main(["add", str(tmp_path / "none.pdf"), "--project", str(root)]) == 1
    assert "--rights record" not in capsys.readouterr().err
    entries = (root / "references.bib").read_bytes()
    assert main(["add", str(tmp_path / "none.pdf"), "--rights", "record", "--project", str(root)]) == 1
    assert (root / "references.bib").read_bytes() == entries


def test_what_a_note_prints_between_angle_brackets_is_shown_not_taken_for_html(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "desk"
    assert main(["new", str(root)]) == 0
    file = tmp_path / "paper.html"
    file.write_text(
        "<html><body><h1>Where to write</h1><p>By Nora Quill</p><p>3 May 2021</p>"
        "<p>Whoever finds a fault in a public register may write to its keeper, and the keeper has to answer"
        '<a href="#n1" id="r1"><sup>1</sup></a> within a month of the letter.</p>'
        "<h2>Addresses &lt;of keepers&gt;</h2>"
        "<p>Nothing else is asked of those who write, neither a name nor a seal nor a reason why.</p>"
        '<ol><li id="n1">Write to register@&lt;town&gt;, the copy says. <a href="#r1">↩</a></li></ol></body></html>',
        encoding="utf-8",
    )
    assert main(["add", str(file), "--key", "quill", "--project", str(root)]) == 0
    digest = (root / "sources" / "quill.md").read_text(encoding="utf-8")
    assert "register@&lt;town>" in digest
    assert "## Addresses &lt;of keepers>" in digest
    capsys.readouterr()
    main(["check", "--project", str(root), "--originals", str(file.parent)])
    assert "E502" not in capsys.readouterr().out


@pytest.mark.parametrize(("shown", "sure"), [("", False), ("<p>By Ilse Rask</p>", True)])
def test_an_author_of_metadata_alone_is_a_comment(shown: str, sure: bool) -> None:
    text = (
        "<p>The van stood before the town hall for a month, because nobody had a licence to drive it anywhere.</p>" * 3
    )
    head = '<title>Vans at work</title><meta name="author" content="Ilse Rask">'
    page = f"<html><head>{head}</head><body><article><h1>Vans at work</h1>{shown}{text}</article></body></html>"
    entry = propose_entry(ingest(page.encode(), "vans.html"), "rask")
    entries, problems = parse_bibtex(entry, "references.bib")
    assert not problems
    assert entries[0].fields.get("author") == ("Rask, Ilse" if sure else None)
    assert ("to be confirmed: author = {Rask, Ilse}" in entry) == (not sure)


def test_many_are_added_with_the_bibliography_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["new", str(tmp_path / "desk")]) == 0
    (tmp_path / "in").mkdir()
    for number, title in enumerate(
        ("The first of them", "Something unlike it", "An end of all this", "The first of them")
    ):
        text = PAPER.replace("Kilns & Credit: A 100% Guide", title).replace("Two kilns", f"Kilns {number}")
        (tmp_path / "in" / f"{number}.md").write_text(text, encoding="utf-8")
    read: list[int] = []
    stock = parse_bibtex

    def note(text: str, path: str) -> Any:
        read.append(len(text))
        return stock(text, path)

    monkeypatch.setattr("briefing.adding.addition.parse_bibtex", note)
    desk = tmp_path / "desk"
    before = (desk / "references.bib").read_text("utf-8")
    assert main(["add", str(tmp_path / "in"), "--project", str(desk)]) == 1  # the last is the first again
    after = (desk / "references.bib").read_text("utf-8")
    assert after.startswith(before.rstrip())
    assert sum(read) <= len(after)
    entries, problems = stock(after, "references.bib")
    assert not problems
    assert {"voss2019", "voss2019b", "voss2019c"} <= {entry.key for entry in entries}
    assert "voss2019d" not in {entry.key for entry in entries}


def test_what_somebody_else_writes_meanwhile_is_seen(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    desk = _Desk(tmp_path)
    desk.write(add_to(desk.shelf(), paper()))
    assert desk.shelf() is desk.shelf()
    (tmp_path / "references.bib").write_text(OTHER, "utf-8")
    assert [known.entry.fields["date"] for known in desk.shelf().entries] == ["2001"]
    (tmp_path / "sources" / "more.md").write_text("", "utf-8")
    assert "more" in desk.shelf().sources


def test_a_shelf_is_told_of_what_is_added() -> None:
    shelf = Shelf(OTHER, [])
    first = add_to(shelf, paper())
    assert first.key == "voss2019b"
    shelf.take(first)
    second = add_to(shelf, paper(PAPER.replace("Kilns & Credit: A 100% Guide", "Quite another title")))
    assert second.key == "voss2019c"
    assert second.files["references.bib"].startswith(first.files["references.bib"])
    shelf.take(second)
    assert [known.entry.place.line for known in shelf.entries] == [
        entry.place.line for entry in parse_bibtex(second.files["references.bib"], "")[0]
    ]
    shelf.take(Addition("x2001", {"references.bib": BIB}))
    assert [known.entry.key for known in shelf.entries] == ["voss2019"]
