"""Digests against originals, the lock that records it, and the impact of a new original."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.evidence import find_claims, impact, read_lock, record, status, verify_digests, write_lock
from briefing.evidence.ideographs import set_apart
from briefing.evidence.impact import align
from briefing.model import Caveat, Heading, Library, Passage, Place, SourceNote
from tests.evidence_library import CASES, HARBOUR, document, library, source, work

DIGESTS = yaml.safe_load((CASES / "digests.yml").read_text(encoding="utf-8"))


def one(digest: str, caveats: tuple[Caveat, ...] = ()) -> Library:
    made = replace(source("a", [digest], caveats, "0" * 64), count=1)
    return Library({"a": work("a", "Boats", 2018, family="Brandt")}, {"a": made}, {}, {}, (), ())


WHY = Passage("why", Place("sources/a.md"), "sources/a.md", "remark", "caveat:1")


@pytest.mark.parametrize("case", DIGESTS["cases"], ids=lambda case: case["digest"][:40])
def test_digest(case: dict[str, Any]) -> None:
    original = document([DIGESTS["original"]], DIGESTS["notes"], "Boats")
    caveats = tuple(
        Caveat(row["field"], None, row["used"], WHY, Place("sources/a.md")) for row in [case.get("caveat")] if row
    )
    problems = verify_digests(one(case["digest"], caveats), {"a": original}, {})
    expected = case.get("problems", [])
    assert [p.code for p in problems] == [code for code, _ in expected]
    assert all(part in problem.message for problem, (_, part) in zip(problems, expected, strict=True))
    assert all((p.path, p.line) == ("sources/a.md", 10) for p in problems)


@pytest.mark.parametrize(
    ("digest", "codes"),
    [
        ("Three boats carried wood.", []),
        ("Four boats carried wood.", ["E332"]),
        ("Three pilots went along.", ["E332"]),
    ],
)
def test_a_digest_may_count_a_list_of_its_original(digest: str, codes: list[str]) -> None:
    original = document(["The Heron, the Tern and the Plover were loaded with timber, and five pilots sailed along."])
    assert [p.code for p in verify_digests(one(digest), {"a": original}, {})] == codes


@pytest.mark.parametrize(
    ("note", "codes"),
    [
        ("The paper’s report of 5 April 2017.", []),
        ("A report by Brandt: [@a].", []),
        ("The report of [@a], from 2018.", []),
        ("It reports 999 boats.", ["E332"]),
        ("A report of 6 April 2017.", ["E332"]),
        ("Reported by Olsen and [@a].", ["E332"]),
        ("It says “never again”.", ["E333"]),
        ('A [report](x.md "999 boats").', ["E332"]),
        ('It reports 999 boats. <!-- evidence: allow "999" because the copy cuts it off -->', []),
        ('It reports boats. <!-- evidence: allow "999" because the copy cuts it off -->', ["E321"]),
        ("It reports boats. <!-- evidence: allow 999 -->", ["E320"]),
    ],
)
def test_a_note_is_compared_with_the_note_of_its_label(note: str, codes: list[str]) -> None:
    made = one("37 boats lay there.[^1]")
    held = SourceNote("1", note, Place("sources/a.md", 30))
    made = replace(made, sources={"a": replace(made.sources["a"], notes={"1": held})})
    original = document([DIGESTS["original"]], DIGESTS["notes"], "Boats")
    found = verify_digests(made, {"a": original}, {})
    assert [(p.code, p.line) for p in found] == [(code, 30) for code in codes]
    without = verify_digests(made, {"a": document([DIGESTS["original"]], {}, "Boats")}, {})
    assert {code for code in codes if code in ("E332", "E333")} <= {p.code for p in without}


def test_what_stands_beside_the_words_of_a_digest_is_compared() -> None:
    original = document([DIGESTS["original"]], DIGESTS["notes"], "Boats")
    for digest in ('37 [boats](x.md "of 999") lay there.[^1]', "37 boats ![of 999](x.png) lay there.[^1]"):
        assert [p.code for p in verify_digests(one(digest), {"a": original}, {})] == ["E332"]
    assert verify_digests(one("37 boats lay there.[^1][^2]"), {"a": original}, {})[0].code == "E335"


@pytest.mark.parametrize(
    ("heading", "printed", "codes"),
    [
        ("How they waited", "Boats in the Basin", []),
        ("How 37 boats waited", "Boats in the Basin", []),
        ("How 999 boats waited", "Boats in the Basin", ["E332"]),
        ("How Olsen waited", "Boats in the Basin", ["E332"]),
        ("Waiting for “the autumn tides”", "Boats in the Basin", ["E333"]),
        ("How they waited", "", ["E341"]),
        ("How 999 boats waited", "", ["E341", "E332"]),
    ],
)
def test_a_heading_is_compared_with_the_headings_of_the_original(heading: str, printed: str, codes: list[str]) -> None:
    made = one("37 boats lay there.[^1]")
    paragraph = replace(made.sources["a"].paragraphs[0], section=heading)
    made = replace(made, sources={"a": replace(made.sources["a"], paragraphs=(paragraph,))})
    original = document([DIGESTS["original"]], DIGESTS["notes"], "Boats")
    original = replace(original, headings=(Heading(printed, 2, 1, 1),) if printed else ())
    assert [p.code for p in verify_digests(made, {"a": original}, {})] == codes


def test_another_original_and_another_count() -> None:
    made = one("37 boats.[^1]")
    other = replace(document([DIGESTS["original"]]), sha256="1" * 64)
    assert [p.code for p in verify_digests(made, {"a": other}, {})] == ["E330"]
    assert [p.code for p in verify_digests(made, {"a": document([DIGESTS["original"]] * 2)}, {})] == ["E331"]


def test_lock_knows_what_was_compared_and_what_changed_since() -> None:
    made = library("x")
    originals = {"brandt2019": document(HARBOUR), "light2020": document(["a", "b", "c", "d"])}
    lock = record(made, originals, (), {}, "2020-01-01", "1.0")
    text = write_lock(lock)
    assert not any(word in text for word in ("ferry", "Rehn", "Osmund"))
    files = {"evidence.lock": text.encode()}
    assert read_lock(files) == (lock, ())
    assert write_lock(read_lock(files)[0]) == text
    first = text.replace("format: 2\n", "").replace("compared:", "verified:")
    assert read_lock({"evidence.lock": first.encode()}) == (lock, ()), "the first format is read still"
    assert verify_digests(made, {}, files) == ()
    assert status(made, lock)["brandt2019"].spoken.endswith("on 1 January 2020.")

    changed = library("x", brandt2019=[*HARBOUR[:2], "Other words.", *HARBOUR[3:]])
    assert [(p.code, p.line) for p in verify_digests(changed, {}, files)] == [("E336", 12)]
    assert status(changed, lock)["brandt2019"].changed == (3,)
    again = record(changed, originals, (), lock, "2021-01-01", "1.0")
    assert (again["brandt2019"].compared, again["light2020"].compared) == ("2021-01-01", "2020-01-01")
    failing = verify_digests(changed, originals, files)
    assert record(changed, originals, failing, lock, "2021-01-01", "1.0")["brandt2019"] == lock["brandt2019"]


@pytest.mark.parametrize("data", [b"sources: [", b"sources: {a: 3}", b"\xff", b"sources: {a: {original: x}}"])
def test_a_lock_that_cannot_be_read_is_a_problem(data: bytes) -> None:
    assert verify_digests(library("x"), {}, {"evidence.lock": data})[0].code == "E338"
    assert [p.code for p in verify_digests(library("x"), {}, {})] == ["E337", "E337"]


@settings(max_examples=60)
@given(st.integers(0, 4), st.data())
def test_one_changed_word_breaks_exactly_the_claims_that_cite_its_paragraph(at: int, data: st.DataObject) -> None:
    body = "\n\n".join(f"Sentence {k}.[@brandt2019, ¶{k % 5 + 1}; @light2020, ¶1]" for k in range(12))
    made = library(body + "\n\nBoth.[@brandt2019, ¶1–5]\n\nNeither.[@light2020, ¶2]")
    claims = find_claims(made)
    words = HARBOUR[at].split()
    words[data.draw(st.integers(0, len(words) - 1))] = "changed"
    found = impact(
        document(HARBOUR), document([*HARBOUR[:at], " ".join(words), *HARBOUR[at + 1 :]]), "brandt2019", made, claims
    )
    citing = {c.id for c in claims if any(i.key == "brandt2019" and at + 1 in i.locators for i in c.citations)}
    assert {affected.claim.id for affected in found.of("breaks")} == citing
    assert not found.of("moves")
    assert len(found.of("stands")) == len(claims) - 1 - len(citing)


@pytest.mark.parametrize(
    ("new", "fates", "added"),
    [
        (HARBOUR, ["same"] * 5, ()),
        (["A new first paragraph.", *HARBOUR], ["moved"] * 5, (1,)),
        (HARBOUR[1:], ["gone", "moved", "moved", "moved", "moved"], ()),
        ([*HARBOUR[1:], HARBOUR[0]], ["moved"] * 5, ()),
        (
            [HARBOUR[0] + " And more.", HARBOUR[1], "Wholly other.", *HARBOUR[3:]],
            ["changed", "same", "gone", "same", "same"],
            (3,),
        ),
        ([], ["gone"] * 5, ()),
    ],
)  # fmt: skip
def test_paragraphs_are_aligned(new: list[str], fates: list[str], added: tuple[int, ...]) -> None:
    found = impact(document(HARBOUR), document(new), "brandt2019", library("x"), ())
    assert [paragraph.fate for paragraph in found.paragraphs] == fates
    assert found.added == added


def test_a_changed_note_changes_the_paragraph_that_has_its_mark() -> None:
    old, new = (document(HARBOUR, {"1": f"Gazette, {day} November 2018."}) for day in (9, 10))
    assert [paragraph.fate for paragraph in align(old, new)] == ["changed", "same", "same", "same", "same"]


@pytest.mark.originals
def test_the_digests_of_this_briefing_against_their_originals() -> None:
    from briefing.library import read_library
    from briefing.originals import read_originals
    from briefing.project import read_project

    root = Path(__file__).resolve().parents[1]
    folder = Path(os.environ.get("BRIEFING_ORIGINALS", root.parent / "shared" / "seeds"))
    if not folder.is_dir():
        pytest.skip(f"the originals are not at hand: no folder {folder.name}")
    project, _ = read_project(root)
    made, _ = read_library(project.files, project.settings)
    originals, missing = read_originals(folder, made)
    assert not missing
    assert verify_digests(made, originals, project.files) == ()
    # A check that can fail: the same digests with one figure changed in each paragraph that has one.
    for key, held in made.sources.items():
        wrong = [replace(p, text=p.text.replace("20", "19", 1)) for p in held.paragraphs]
        changed = replace(made, sources={key: replace(held, paragraphs=tuple(wrong))})
        planted = sum(one.text != two.text for one, two in zip(wrong, held.paragraphs, strict=True))
        found = {p.line for p in verify_digests(changed, originals, {}) if p.path == held.place.path}
        assert len(found) >= 0.95 * planted


def test_numbers_and_dates_of_an_original_in_japanese_are_found() -> None:
    text = "港湾局は2022年4月3日に86隻、毎時1,500立方メートルを処理し、費用は24億円、損失は1億2000万円である。"
    said = (
        "On 3 April 2022 it treated 86 ships, 1,500 cubic metres an hour, for 2.4 billion yen; 120 million were lost."
    )
    assert verify_digests(one(said), {"a": document([text])}, {}) == ()
    wrong = verify_digests(one(said.replace("86", "87").replace("2.4", "2.5")), {"a": document([text])}, {})
    assert sorted(p.message.split("”")[0].split("“")[1] for p in wrong) == ["2.5 billion yen", "87"]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("2022년 4월 86척", "2022-04 86 척"),
        ("２０２２年度に８６隻", "2022 年度に 86 隻"),
        ("3万5千人", "35000 人"),
        ("1.00005万", "1.00005 万"),
        ("86 ships of 1,500 m³", "86 ships of 1,500 m³"),
    ],
)
def test_figures_are_set_apart_from_ideographs(text: str, apart: str) -> None:
    assert set_apart(text) == apart


@pytest.mark.parametrize("rights", ["full", "record"])
def test_a_full_text_is_compared_too_but_may_be_the_original_s_own(rights: Literal["full", "record"]) -> None:
    text = "The borough counted 14 tide mills on the Sound in the year before."
    for said, codes in ((text, []), (text.replace("14", "15"), ["E332"])):
        made = one(said)
        library = replace(made, sources={"a": replace(made.sources["a"], rights=rights)})
        found = [p.code for p in verify_digests(library, {"a": document([text])}, {})]
        assert found == (codes if rights == "full" else [])


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        (
            "es",
            "Según la Liga, cinco de las multas se recurrieron el 22 de noviembre de 2023: dos tercios, 360.000 euros.",
            "Five fines were appealed on 22 November 2023, two thirds of them, for 360,000 euros.",
        ),
        (
            "de",
            "Die Liga zählte zwölf Schiffe, drei Viertel der Flotte; er kostet 1,2 Mio. Euro, zehn Prozent mehr.",
            "The count was of twelve ships, three quarters of the fleet; refitting costs 1.2 million, 10% more.",
        ),
        (
            "fr",
            "Selon la Ligue, cinq navires sur huit ont payé trois cents euros le 1er mai 2022, soit 3,5 % de plus.",
            "Five of eight ships paid 300 euros on 1 May 2022, which is 3.5 per cent more.",
        ),
    ],
)
def test_number_words_of_an_original_in_another_language_are_read(code: str, text: str, said: str) -> None:
    made = one(said)
    entry = replace(made.works["a"], csl={**made.works["a"].csl, "language": code})
    library = replace(made, works={"a": entry})
    assert verify_digests(library, {"a": document([text])}, {}) == ()
    wrong = said.replace("Five", "Six").replace("twelve", "eleven")
    found = verify_digests(replace(library, sources=one(wrong).sources), {"a": document([text])}, {})
    assert [p.code for p in found] == ["E332"]
