"""Corrections: each action, what no longer fits, and that each doubt's own line settles it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

import briefing
from briefing.cli import main
from briefing.ingest import ingest
from briefing.library.sources import read_source
from briefing.model import Correction, CorrectionAction, Document
from briefing.originals import read_originals
from briefing.pipeline import read_briefing
from tests.conftest import ROOT
from tests.generator.damage import damaged

MILL = """The Book of the Mill

Marta Voss

The mill by the weir grinds for eleven villages, and its miller writes down each sack that comes in. Rye comes first.

Of the lamp

In the year of the flood the lamp went out,3 and the scales were never set right again; nobody went on with the

book of sacks after that, since the water had taken the shelf on which it had stood for nine years.

Share this article

12 See the ledger of the third winter.

Whoever reads the book should know that its last third was written by the miller's daughter, as she says herself.
"""
HEAD = "---\noriginal:\n  sha256: {}\n  paragraphs: 9\nrights: digest\ncorrections:\n{}---\n"


def corrections(*lines: str) -> tuple[Correction, ...]:
    """Corrections as they are written in a source's front matter."""
    head = HEAD.format("0" * 64, "".join(f"  {line}\n" for line in lines))
    source, problems = read_source("sources/mill2020.md", head.encode())
    assert source is not None
    assert not [p for p in problems if p.code in ("E114", "E115", "E116", "E136")], problems
    return source.corrections


def read(*lines: str, text: str = MILL) -> Document:
    document = ingest(text.encode(), "mill.txt", corrections(*lines))
    assert not document.remainder
    return document


def codes(document: Document) -> list[str]:
    return [p.code for p in document.problems]


def texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs]


def test_split_and_join() -> None:
    before, after = texts(read()), texts(read('- {split: "Rye comes first"}', '- {join: "Whoever reads the book"}'))
    assert "Rye comes first." in after
    assert any("nine years. Whoever reads" in text for text in after)
    assert sorted(" ".join(after).split()) == sorted(" ".join(before).split())


def test_heading_paragraph_caption_furniture() -> None:
    document = read('- {split: "Rye comes"}', '- {heading: "Rye comes", level: 3}')
    assert [(h.text, h.level) for h in document.headings if h.text.startswith("Rye")] == [("Rye comes first.", 3)]
    assert "Of the lamp" in texts(read('- {paragraph: "Of the lamp"}'))
    document = read('- {caption: "Of the lamp"}')
    assert [(c.text, c.before) for c in document.captions] == [("Of the lamp", 2)]
    document = read('- {furniture: "", line: 7}')
    assert ("furniture", "Of the lamp") in {(d.rule, d.text.strip()) for d in document.dropped}


def test_keep_what_a_rule_dropped() -> None:
    dropped = {d.rule: d.text for d in read().dropped}
    assert "Share this article" in dropped["share-buttons"]
    document = read('- {keep: "Share this article", rule: share-buttons}')
    assert "Share this article" in texts(document)
    assert "E138" in codes(read('- {keep: "Share this article", rule: tags}'))


def test_keep_what_a_reader_dropped() -> None:
    page = (
        "<html><body><nav><a href='/a'>The mill and its neighbours</a></nav><main><article><h1>Book of the Mill</h1>"
        f"<p>{MILL.splitlines()[4]}</p></article></main></body></html>"
    ).encode()
    assert "The mill and its neighbours" not in texts(ingest(page, "mill.html"))
    document = ingest(page, "mill.html", corrections('- {keep: "The mill and its neighbours"}'))
    assert "The mill and its neighbours" in texts(document)
    assert not document.remainder


def test_notes_and_markers() -> None:
    line = '- {note: "See the ledger of the third"}'
    noted = read(line)
    assert [note.text for note in noted.notes.values()] == ["See the ledger of the third winter."]
    label = next(iter(noted.notes))
    document = read(line, f'- {{marker: "{label}", after: "written by the miller\'s daughter"}}')
    assert any(f"daughter,[^{label}]" in text or f"daughter[^{label}]," in text for text in texts(document))
    assert "E221" not in codes(document)
    text = MILL.replace("12 See", "3. See").replace("out,3", "out[3]")
    called = read(line, text=text)
    assert any("out[^3]" in one for one in texts(called))
    assert any("out[3]" in one for one in texts(read(line, '- {no-marker: "the lamp went out[^3]"}', text=text)))
    assert "3. See the ledger of the third winter." in texts(
        read(line, '- {no-note: "See the ledger of the third"}', text=text)
    )


def test_a_note_is_found_by_its_printed_number() -> None:
    text = MILL.replace("out,3", "out[3]").replace("12 See", "3. See")
    line = '- {note: "See the ledger of the third"}'
    assert any(note.text.startswith("See the ledger") for note in read(line, text=text).notes.values())
    document = read(line, '- {no-note: "3 See the ledger of"}', text=text)
    assert "3. See the ledger of the third winter." in texts(document)
    assert "E138" not in codes(document)


def test_no_marker_is_told_by_its_figure_or_sign() -> None:
    starred = MILL.replace("out,3", "out,*").replace("12 See", "* See")
    line = '- {note: "See the ledger of the third"}'
    assert any("out,[^" in one for one in texts(read(line, text=starred)))
    silenced = read(line, '- {no-marker: "the lamp went out,*"}', text=starred)
    assert any("out,*" in one for one in texts(silenced))
    assert "E138" not in codes(silenced)
    figure = MILL.replace("out,3", "out[3]").replace("12 See", "3. See")
    assert "E138" in codes(read(line, '- {no-marker: "nobody went on with"}', text=figure))


def test_what_was_dropped_can_be_called_a_note() -> None:
    notes = read('- {note: "Share this article"}').notes.values()
    assert "Share this article" in [note.text for note in notes]


@pytest.mark.parametrize("action", ["furniture", "paragraph", "heading", "caption", "note"])
def test_what_a_correction_makes_of_a_fact_is_a_fact_no_longer(action: str) -> None:
    text = MILL.replace("Marta Voss", "Borough Survey Office\n\nMay 2022")
    assert "Borough Survey Office" in [m.value for m in read(text=text).metadata]
    document = read(f'- {{{action}: "Borough Survey Office"}}', text=text)
    assert "Borough Survey Office" not in [
        m.value for m in document.metadata if m.origin == "text" and m.field != "caption"
    ]


def test_title_byline_and_date_as_printed() -> None:
    document = read('- {title: "Of the lamp"}', '- {byline: ["Marta Voss"]}', '- {date: "1921-05"}')
    assert (document.title, document.byline, document.date) == ("Of the lamp", ("Marta Voss",), "1921-05")
    assert "Of the lamp" not in [h.text for h in document.headings]
    wrong = read('- {title: "Of the moon"}')
    assert wrong.title == "The Book of the Mill"
    (problem,) = [p for p in wrong.problems if p.code == "E138"]
    assert (problem.path, problem.line) == ("sources/mill2020.md", 7)


def test_what_no_longer_fits_is_a_problem() -> None:
    for line in ('- {split: "No such words"}', '- {heading: "the"}', '- {marker: "77", after: "Rye comes"}'):
        problems = [p for p in read(line).problems if p.code == "E138"]
        assert [(p.path, p.line) for p in problems] == [("sources/mill2020.md", 7)]
    assert len(texts(read('- {split: "the", line: 1}'))) == len(texts(read()))


@pytest.mark.parametrize(
    "line",
    ["- {}", '- {split: "a", join: "b"}', '- {marker: "3"}', '- {heading: ""}', '- {date: "May 1921"}', "- {split: }"],
)
def test_what_says_nothing_of_use_is_a_problem(line: str) -> None:
    head = HEAD.format("0" * 64, f"  {line}\n").encode()
    source, problems = read_source("sources/mill2020.md", head)
    assert source is not None
    assert not source.corrections
    assert [(p.code, p.line) for p in problems if p.code == "E136"] == [("E136", 7)]


@pytest.mark.parametrize("seed", range(0, 240, 4))
def test_each_doubt_prints_the_line_that_settles_it(seed: int) -> None:
    data = damaged(seed)[0].encode()
    plain = ingest(data, "a.txt")
    for doubt in plain.doubts[:6]:
        (row,) = yaml.safe_load(doubt.correction)
        if "the words before it" in doubt.correction or "YYYY" in doubt.correction:
            continue  # a person has to say which
        document = ingest(data, "a.txt", corrections(doubt.correction))
        assert "E138" not in codes(document), (doubt, row)
        assert (doubt.what, doubt.line) not in {(d.what, d.line) for d in document.doubts}, doubt


def test_a_doubt_prints_what_says_that_it_was_read_rightly() -> None:
    rows = [
        "The Mill", "Board of Weirs", "The board counted 14 mills on the weir in 2021. Nine of them still grind.1",
        "Owners ask for a grant. The board has none to give.", "1 Register, 2021.",
    ]  # fmt: skip
    data = "\n\n".join(rows).encode()
    plain = ingest(data, "a.txt")
    said = [(p, m[1]) for p in plain.problems if (m := re.search(r"read rightly, this says so: (- .+)$", p.help))]
    assert said
    for problem, line in said:
        document = ingest(data, "a.txt", corrections(line))
        assert (texts(document), document.notes, codes(document).count("E138")) == (texts(plain), plain.notes, 0)
        assert (problem.code, problem.line) not in {(p.code, p.line) for p in document.problems}


def _desk(folder: Path, *lines: str) -> Path:
    """A project that digests the book of the mill, with corrections."""
    assert main(["new", str(folder)]) == 0
    original = folder.parent / "held" / "mill.txt"
    original.parent.mkdir()
    original.write_text(MILL, encoding="utf-8")
    assert main(["add", str(original), "--key", "mill2020", "--project", str(folder)]) == 0
    source = folder / "sources" / "mill2020.md"
    written = source.read_text(encoding="utf-8")
    said = "corrections:\n" + "".join(f"  {line}\n" for line in lines)
    source.write_text(written.replace("rights: digest\n", f"rights: digest\n{said}"), encoding="utf-8")
    return folder


def test_all_commands_read_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = _desk(tmp_path / "desk", '- {split: "Rye comes first"}')
    capsys.readouterr()
    monkeypatch.chdir(desk)
    assert main(["ingest", str(tmp_path / "held" / "mill.txt"), "--format", "json"]) == 0
    printed = [p["text"] for p in json.loads(capsys.readouterr().out)["paragraphs"]]
    assert "Rye comes first." in printed
    library = read_briefing(desk).library
    originals, problems = read_originals(tmp_path / "held", library)
    assert texts(originals["mill2020"]) == printed
    assert not [p for p in problems if p.code == "E138"]


@pytest.mark.parametrize(
    ("line", "code"), [('- {splitt: "Rye comes first"}', "E113"), ("- {}", "E136"), ('- {split: "Rye', "E110")]
)
def test_ingest_says_which_corrections_it_can_not_replay(
    line: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = _desk(tmp_path / "desk", line)
    other = tmp_path / "other.txt"
    other.write_text(MILL.replace("eleven", "twelve"), encoding="utf-8")
    monkeypatch.chdir(desk)
    capsys.readouterr()
    main(["ingest", str(other)])
    assert "sources/mill2020.md" not in capsys.readouterr().err
    assert main(["ingest", str(tmp_path / "held" / "mill.txt")]) == 1
    assert re.search(rf"sources/mill2020\.md:\d+: error {code}", capsys.readouterr().err)


def test_a_misfit_fails_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = _desk(tmp_path / "desk", '- {split: "No such words"}')
    assert main(["check", "--project", str(desk), "--originals", str(tmp_path / "held")]) == 1
    assert "E138" in capsys.readouterr().out


def test_each_correction_of_the_guide_can_be_used() -> None:
    page = (ROOT / "docs" / "guide" / "corrections.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(- \{.+?\})` \|", page, re.MULTILINE)
    assert {one.action for one in corrections(*rows)} == set(get_args(CorrectionAction))
    assert len(corrections(*re.findall(r"`(- \{[^`]+\})`", page))) > len(rows)


def test_a_digest_in_work_asks_for_what_is_cited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = _desk(tmp_path / "desk")
    assert main(["check", "--strict", "--project", str(desk)]) == 0
    assert "E137" in capsys.readouterr().out
    library = read_briefing(desk)
    page = briefing.compose(library)["sources/mill2020.md"]
    assert page.count("*Not yet digested.*") == 1
    assert 'id="p3"' in page
    topic = desk / "topics" / "shore-power.md"
    topic.write_text(topic.read_text(encoding="utf-8") + "\nThe mill grinds. [@mill2020, ¶2]\n", encoding="utf-8")
    problems = read_briefing(desk).problems
    assert [p.path for p in problems if p.code == "E304" and "write it" in p.message] == ["topics/shore-power.md"]


REPORT = """{}

Borough Survey Office

May 2022

The borough counted 14 tide mills on the Sound in 2021. Nine of them still grind.1

The mean output of a mill is put at 22 kilowatts. No mill sells power to the grid.

Owners ask for a grant. The borough has set aside 400,000 crowns for 2023.

1 "Register of Mills", Borough Survey Office, 3 March 2021. https://survey.example/register
"""


@pytest.mark.parametrize("title", ["TIDE MILLS OF THE SOUND", "Tide mills of the Sound", "Sound report"])
def test_a_doubt_names_what_the_part_may_be_and_how_to_say_so(title: str) -> None:
    plain = read(text=REPORT.format(title))
    doubts = {p.found: p for p in plain.problems if p.code == "E216"}
    assert all(" may be " in p.message for p in doubts.values())
    lines = [doubt.correction for doubt in plain.doubts]
    assert '- {note: "Owners ask for a grant. The borough has"}' in lines
    assert not [line for line in lines if "furniture" in line and "Owners" in line]
    for line in lines:
        assert "E138" not in codes(read(line, text=REPORT.format(title))), line
