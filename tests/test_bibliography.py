"""References: from BibLaTeX to CSL-JSON, to notes in our own and in other styles, and to exchange formats."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown import markdown as to_html

from briefing.library.bibliography import (
    Reference,
    bibtex,
    csl_json,
    fingerprint,
    own_style,
    pandoc,
    read_bibliography,
    render,
    ris,
)
from briefing.library.bibliography import render as render_function
from briefing.library.bibliography.convert import convert
from briefing.library.bibliography.markdown import autolink, escaped, markdown, unstopped
from briefing.library.bibliography.pandoc import PandocError, run
from briefing.memory import Memory
from briefing.model import Key, Place, Work

CASES = Path(__file__).parent / "cases" / "bibliography"
BIB = (CASES / "works.bib").read_bytes().replace(b"\r\n", b"\n")


@pytest.fixture(scope="module")
def works() -> Mapping[Key, Work]:
    found, problems = read_bibliography(BIB)
    assert [(p.code, p.line) for p in problems] == [("E157", 1 + BIB[: BIB.index(b"/<x>")].count(b"\n"))]
    return found


@pytest.fixture(scope="module")
def notes(works: Mapping[Key, Work]) -> Mapping[Key, Reference]:
    references, problems = render(works)
    assert problems == ()
    return references


def text(reference: str) -> str:
    """A reference as a reader sees it."""
    return "".join(map(str, lxml_html.fromstring(f"<div>{to_html(reference)}</div>").itertext())).strip()


@pytest.mark.parametrize(
    ("title", "language", "marked"),
    [
        ("Der Hafen: ein Bericht", "german", '<span lang="de">Der Hafen: ein Bericht</span>'),
        ("Порт и море", "russian", '<span lang="ru">Порт и море</span>'),
        ("Ruling No. АБ 03-16", "russian", 'Ruling No. <span lang="ru">АБ 03-16</span>'),
        ("Weir v. Mill", "russian", "Weir v. Mill"),
        ("The Harbour", "english", "The Harbour"),
        ("The Harbour", "", "The Harbour"),
    ],
)
def test_a_title_in_another_language_says_so(title: str, language: str, marked: str) -> None:
    entry = (
        f"@book{{a,\n author = {{Ann Quay}},\n title = {{{{{title}}}}},\n date = 2020,\n langid = {{{language}}},\n}}\n"
    )
    found, _ = read_bibliography(entry.encode())
    references, _ = render(found)
    assert marked in references[Key("a")].full
    assert marked in references[Key("a")].entry
    assert ("lang=" in references[Key("a")].full) is ("lang=" in marked)


# --- reading --------------------------------------------------------------------------------------


def test_titles_keep_their_capitals_and_institutions_stay_whole(works: Mapping[Key, Work]) -> None:
    assert works["moss2021a"].csl["title"] == "Weirs and NATO Barges"
    assert works["moss2020"].csl["title"] == "Tide Mills of the Estuary: A Survey"
    assert works["moss2020"].csl["publisher"] == "Society for Mills and Millers"
    assert works["mills1999"].csl["author"] == [{"literal": "Ministry of Mills and Weirs"}]
    assert works["weir2003"].csl["publisher"] == "Суд Устья"


DATES = {
    "untitled": ("1987-10~", {"date-parts": [[1987, 10]], "circa": True}),
    "decade": ("199X", {"literal": "1990s"}),
    "open": ("2017/..", {"literal": "from 2017"}),
    "moss2021b": ("2021-02", {"date-parts": [[2021, 2]]}),
    "undated": ("", None),
}


@pytest.mark.parametrize("key", DATES)
def test_dates_are_kept_with_their_doubts(works: Mapping[Key, Work], key: str) -> None:
    assert (works[key].date, works[key].csl.get("issued")) == DATES[key]


def test_urls_and_languages_stand_as_written(works: Mapping[Key, Work]) -> None:
    assert works["mills1999"].csl["URL"] == "https://example.org/a_b?x=1&y=%20~z#top"
    assert works["mills1999"].csl["accessed"] == {"date-parts": [[2022, 1, 31]]}
    assert "URL" not in works["hostile"].csl
    assert [works[k].csl.get("language") for k in ("moss2020", "undated", "open")] == ["en", "ru", None]


def test_one_malformed_entry_does_not_stop_the_others() -> None:
    broken = BIB + b"\n@misc{x, title = {\\begin{verbatim} never ended}}\n@misc{last, title = {Last}}\n"
    found, _ = read_bibliography(broken)
    assert {"moss2020", "last"} <= found.keys()


def test_the_entry_at_which_pandoc_gives_up_is_found_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(arguments: list[str], text: str) -> str:
        if "kiln" in text:
            raise PandocError("no kilns")
        return run(arguments, text)

    monkeypatch.setattr(sys.modules[convert.__module__], "kept_run", failing)
    rows = [f"@misc{{m{i}, title = {{{'kiln' if i in (3, 7) else 'mill'} {i}}}}}" for i in range(10)]
    found, problems = read_bibliography("\n".join(rows).encode())
    assert list(found) == [f"m{i}" for i in range(10) if i not in (3, 7)]
    assert [(p.code, p.line, p.found) for p in problems] == [("E159", 4, "no kilns"), ("E159", 8, "no kilns")]


def test_what_pandoc_gave_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(arguments: list[str], text: str) -> str:
        asked.append(text)
        return f"{arguments[0]} {text}"

    monkeypatch.setattr(pandoc, "run", note)
    for other in ("pandoc", "pandoc", "another"):
        monkeypatch.setattr(pandoc, "identity", lambda other=other: other)
        monkeypatch.setattr(pandoc, "_memory", Memory(tmp_path / "entries"))
        assert [pandoc.kept_run([flag], text) for flag, text in (("a", "x"), ("b", "x"), ("a", "y"))] == [
            "a x",
            "b x",
            "a y",
        ]
    assert asked == ["x", "x", "y"] * 2


def test_a_work_that_pandoc_cannot_set_shows_its_title_and_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(arguments: list[str], text: str) -> str:
        source = Path(arguments[1].partition("=")[2])
        if "oven" in source.read_text(encoding="utf-8"):
            raise PandocError("no ovens")
        return run(arguments, text)

    monkeypatch.setattr(sys.modules[render_function.__module__], "run", failing)
    rows = [f"@misc{{n{i}, title = {{{'oven' if i == 3 else 'weir'} {i}}}}}" for i in range(6)]
    references, problems = render(read_bibliography("\n".join(rows).encode())[0])
    assert [(p.code, p.line) for p in problems] == [("E161", 4)]
    assert {key: reference.full for key, reference in references.items()}["n3"] == "oven 3"
    assert "Weir 5" in references["n5"].full


def test_quotation_marks_that_nothing_closes_cost_no_time() -> None:
    found, _ = read_bibliography(("@misc{a, title={" + "“‘ " * 60 + "The miller’s 'own' mill}}").encode())
    begin = time.monotonic()
    references, problems = render(found)
    assert problems == ()
    assert "The miller’s ’own’ mill" in references["a"].full
    assert time.monotonic() - begin < 15, "it took hours, twice as long with each mark"


def test_a_work_for_which_a_style_has_nothing_shows_its_title() -> None:
    style = AUTHOR_DATE.replace('<text variable="title"/>', "").replace("no date", "no-such-term")
    found, _ = read_bibliography(b"@misc{a, title={A *mill*}}\n@misc{b, author={Moss, Ada}, title={B}, date={2020}}")
    references, problems = render(found, style)
    assert [(p.code, p.line) for p in problems] == [("E161", 1)]
    assert references["a"].full == "A \\*mill\\*"
    assert references["b"].short == "(Moss 2020)"


def test_shared_fields_are_no_work() -> None:
    found, problems = read_bibliography(
        b"@xdata{x, publisher={Quay Press}}\n@book{b, title={B}, xdata={x}, date={2001}}"
    )
    assert problems == ()
    assert {k: w.csl.get("publisher") for k, w in found.items()} == {"b": "Quay Press"}


def test_crossref_and_strings_are_resolved_and_exported_whole() -> None:
    found, problems = read_bibliography(
        b'@string{jm = "Journal of " # "Mills"}\n@article{a, title={A}, journaltitle = jm, month = feb, year = 2001}\n'
        b"@proceedings{p, title={Proceedings}, date={1999}}\n@inproceedings{i, title={I}, crossref={p}}\n"
    )
    assert problems == ()
    assert found["a"].csl["container-title"] == "Journal of Mills"
    assert found["a"].date == "2001-02"
    assert "jm" not in found["a"].bibtex
    assert found["i"].csl["container-title"] == "Proceedings"
    again, _ = read_bibliography(bibtex({"a": found["a"]}).encode())
    assert again["a"].csl == found["a"].csl


# --- our own style --------------------------------------------------------------------------------

FULL = {
    "moss2020": "Ada Moss and Tom Reed, *Tide Mills of the Estuary: A Survey*, ed. Ivy Fenn, Survey Paper 12 "
    "(Wetherby Quay: Society for Mills and Millers, 4 May 2020)",
    "mills1999": "Ministry of Mills and Weirs, “Which mills grind?”, September 2021, "
    "<https://example.org/a_b?x=1&y=%20~z#top>, accessed 31 January 2022",
    "moss2021a": "Ada Moss, “Weirs and NATO Barges”, *Journal of Mills* 3, no. 4 (2021): 12–19, "
    "<https://doi.org/10.1000/mills_3>",
    "daily2018": "“Mill burns; *nobody* hurt”, *The Daily Weir*, 9 November 2018",
    "reed2010": "Tom Reed and Jan van der Meer, *Millstones: Their Makers*, 2nd edn (Oxmouth: Quay Press, 2010)",
    "weir2003": "*Weir v. Mill*, no. ПК 03-116, Суд Устья, 14 February 2003, in Russian",
    "act1911": "Mills Act, 1911",
    "talk2015": "Ivy Fenn, “Sixty years of grinding”, interview by Tom Reed, March 2015",
    "untitled": "\\[Notes of a miller\\], c. October 1987",
    "undated": 'Анна Иванова, “<span lang="ru">Мельницы устья</span>” (n.d.), in Russian',
    "decade": "Ivy Fenn, “Ledger” (1990s)",
    "open": "Ivy Fenn, “Diary” (from 2017)",
    "reed2011": "Tom Reed, “Sluices”, in *Handbook of Water*, ed. Ivy Fenn (Quay Press, 2011), 3–9",
}


@pytest.mark.parametrize("key", FULL)
def test_a_first_note_has_the_full_reference(notes: Mapping[Key, Reference], key: str) -> None:
    assert notes[key].full == FULL[key]


SHORT = {
    "moss2020": "Moss and Reed, *Tide Mills of the Estuary*",
    "daily2018": "“Mill burns; *nobody* hurt”",
    "untitled": "\\[Notes of a miller\\]",
    "weir2003": "*Weir v. Mill*",
    "reed2010": "Reed and van der Meer, *Millstones*",
}


@pytest.mark.parametrize("key", SHORT)
def test_a_later_note_has_author_and_short_title(notes: Mapping[Key, Reference], key: str) -> None:
    assert notes[key].short == SHORT[key]


def test_labels_are_short_and_no_two_alike(notes: Mapping[Key, Reference]) -> None:
    inline = {key: r.inline for key, r in notes.items()}
    assert len(set(inline.values())) == len(inline)
    assert inline["moss2020"] == "Moss and Reed 2020"
    assert (inline["moss2021a"], inline["moss2021b"]) == ("Moss 2021a", "Moss 2021b")
    assert (inline["daily2018"], inline["undated"]) == ("The Daily Weir 2018", "Иванова n.d.")


def test_a_bibliography_entry_turns_the_first_name_round(notes: Mapping[Key, Reference]) -> None:
    assert notes["moss2020"].entry.startswith("Moss, Ada and Tom Reed, *Tide Mills")


def test_what_a_source_contains_is_shown_and_never_run(notes: Mapping[Key, Reference]) -> None:
    hostile = notes["hostile"].full
    page = to_html(f"{hostile}\n", extensions=["attr_list", "md_in_html", "tables", "footnotes"])
    tree = lxml_html.fromstring(page)
    assert not tree.xpath("//script | //a | //code | //ol | //em | //strong")
    assert text(hostile) == "A *b* _c_ | d & Sons, “1. <script>alert(‘x’)</script> [y](z) ‘q‘ : #id ” (2019)"


def test_references_stay_on_one_line_and_without_closing_stop(notes: Mapping[Key, Reference]) -> None:
    for reference in notes.values():
        for form in (reference.full, reference.short, reference.entry):
            assert "\n" not in form
            assert not form.endswith(".")


# --- other styles ---------------------------------------------------------------------------------

AUTHOR_DATE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
  <info><title>t</title><id>t</id><updated>2026-01-01T00:00:00Z</updated>
    <category citation-format="author-date"/></info>
  <macro name="who"><names variable="author"><name form="short" and="text"/><substitute><text variable="title"/>
    </substitute></names></macro>
  <macro name="year"><choose><if variable="issued"><date variable="issued"><date-part name="year"/></date></if>
    <else><text term="no date" form="short"/></else></choose></macro>
  <citation disambiguate-add-year-suffix="true" disambiguate-add-givenname="true">
    <layout prefix="(" suffix=")"><group delimiter=" "><text macro="who"/><text macro="year"/></group></layout>
  </citation>
  <bibliography><sort><key macro="who"/><key macro="year"/></sort>
    <layout suffix="."><text macro="who"/><text macro="year" prefix=" (" suffix="). "/><text variable="title"/></layout>
  </bibliography>
</style>"""


def test_an_author_date_style_gives_short_citations_and_labels_of_its_own(works: Mapping[Key, Work]) -> None:
    references, problems = render(works, AUTHOR_DATE)
    assert problems == ()
    assert references["moss2020"].short == "(Moss and Reed 2020)"
    assert references["moss2020"].full == "Moss and Reed (2020). Tide Mills of the Estuary: A Survey"
    letters = {references[k].inline for k in ("moss2021a", "moss2021b")}
    assert letters == {"Moss 2021a", "Moss 2021b"}
    assert all(f"({references[k].inline})" == references[k].short for k in ("moss2021a", "moss2021b"))


def test_runs_side_by_side_give_what_one_run_gives(works: Mapping[Key, Work], monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[render_function.__module__]
    for style in (None, AUTHOR_DATE):
        whole = render(works, style)
        monkeypatch.setattr(module, "CHUNK", 4)
        assert render(works, style) == whole
        monkeypatch.undo()


@pytest.mark.parametrize("style", ["", "no XML", "<style/>", AUTHOR_DATE.split("<macro")[0] + "</style>"])
def test_a_style_that_cannot_be_used_is_a_problem_and_ours_stands_in(works: Mapping[Key, Work], style: str) -> None:
    some = {"moss2020": works["moss2020"]}
    references, problems = render(some, style)
    assert [p.code for p in problems] == ["E160"]
    assert references == render(some)[0]


def test_one_work_alone_is_never_ibid(works: Mapping[Key, Work]) -> None:
    for key in ("moss2020", "untitled"):
        assert render({key: works[key]})[0][key].short == SHORT[key]


def test_no_works_no_references() -> None:
    assert render({}) == ({}, ())


def test_fingerprint_changes_with_works_style_and_language(works: Mapping[Key, Work]) -> None:
    fewer = {k: w for k, w in works.items() if k != "open"}
    prints = [fingerprint(works), fingerprint(fewer), fingerprint(works, AUTHOR_DATE), fingerprint(works, None, "ru")]
    assert len(set(prints)) == 4
    assert fingerprint(dict(works)) == prints[0] == fingerprint(works, own_style())


def test_language_is_named_where_it_is_not_the_briefings(works: Mapping[Key, Work]) -> None:
    some = {"undated": works["undated"]}
    assert "in Russian" in render(some)[0]["undated"].full
    assert "in Russian" not in render(some, language="ru")[0]["undated"].full


# --- Markdown -------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_text_survives_python_markdown(value: str) -> None:
    shown = " ".join(value.split())
    page = to_html(f"x {escaped(f'x {shown} x')}", extensions=["attr_list", "md_in_html", "tables", "footnotes"])
    assert "".join(map(str, lxml_html.fromstring(page).itertext())).split() == ["x", "x", *shown.split(), "x"]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a_b*c*", "<https://example.org/a_b%2Ac%2A>"),
        (
            "https://пример.рф/путь",
            "<https://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/%D0%BF%D1%83%D1%82%D1%8C>",
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("mailto:a@example.org", "[mailto:a@example.org](<mailto:a@example.org>)"),
    ],
)
def test_addresses_become_links_only_where_they_can(url: str, link: str) -> None:
    assert autolink(url) == link


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("End.", "End"),
        ("n.d.", "n.d."),
        ("“End.”", "“End”"),
        ("in the U.S.", "in the U.S."),
        ("et al.", "et al."),
        ("?", "?"),
    ],
)
def test_the_closing_stop_goes_and_an_abbreviation_stays(before: str, after: str) -> None:
    assert unstopped(before) == after


def test_emphasis_within_emphasis_is_html() -> None:
    inner: list[dict[str, Any]] = [
        {"t": "Str", "c": "a"},
        {"t": "Space"},
        {"t": "Strong", "c": [{"t": "Str", "c": "b"}]},
    ]
    assert markdown([{"t": "Emph", "c": [*inner, {"t": "Space"}]}, {"t": "Str", "c": "c"}]) == "<em>a **b**</em> c"


# --- exchange formats -----------------------------------------------------------------------------


def test_csl_json_is_what_the_works_hold(works: Mapping[Key, Work]) -> None:
    items = json.loads(csl_json(works))
    assert [item["id"] for item in items] == list(works)
    assert all(item == works[item["id"]].csl for item in items)
    assert all(item["type"] for item in items)


def test_bibtex_can_be_read_again(works: Mapping[Key, Work]) -> None:
    again, _ = read_bibliography(bibtex(works).encode())
    assert {k: w.csl for k, w in again.items()} == {k: w.csl for k, w in works.items()}


RIS_LINE = re.compile(r"[A-Z][A-Z0-9]  - .*")
RIS_DATE = re.compile(r"\d{4}/(0[1-9]|1[0-2])?/(0[1-9]|[12]\d|3[01])?/[^/\r\n]*")


def test_ris_keeps_the_rules_of_its_fields(works: Mapping[Key, Work]) -> None:
    records = ris(works).split("ER  - \r\n")
    assert records.pop() == ""
    assert len(records) == len(works)
    for record in records:
        lines = record.strip("\r\n").split("\r\n")
        assert all(RIS_LINE.fullmatch(line) for line in lines), lines
        tags = [line[:2] for line in lines]
        assert tags[0] == "TY"
        assert tags.count("TY") == tags.count("TI") == tags.count("ID") == 1
        values = dict(zip(tags, (line[6:] for line in lines), strict=True))
        assert re.fullmatch(r"\d{4}", values.get("PY", "2000"))
        assert RIS_DATE.fullmatch(values.get("DA", "2000///"))
        assert RIS_DATE.fullmatch(values.get("Y2", "2000///"))


def test_ris_of_a_report_and_of_an_article(works: Mapping[Key, Work]) -> None:
    some = {k: works[k] for k in ("moss2020", "moss2021a")}
    assert ris(some).replace("\r\n", "\n") == (
        "TY  - RPRT\nID  - moss2020\nAU  - Moss, Ada\nAU  - Reed, Tom\nED  - Fenn, Ivy\nPY  - 2020\nDA  - 2020/05/04/\n"
        "TI  - Tide Mills of the Estuary: A Survey\nM3  - Survey Paper\nPB  - Society for Mills and Millers\n"
        "CY  - Wetherby Quay\nLA  - en\nSN  - 12\nER  - \n\n"
        "TY  - JOUR\nID  - moss2021a\nAU  - Moss, Ada\nPY  - 2021\nDA  - 2021///\nTI  - Weirs and NATO Barges\n"
        "T2  - Journal of Mills\nVL  - 3\nIS  - 4\nDO  - 10.1000/mills_3\nSP  - 12\nEP  - 19\nER  - \n"
    )


def test_works_that_stand_for_pages_can_be_rendered_too() -> None:
    csl = {"id": "page:topics/mills", "type": "webpage", "title": "Mills", "author": [{"literal": "The Desk"}]}
    work = Work("page:topics/mills", csl, "", Place("mkdocs.yml"))
    references, problems = render({work.key: work})
    assert problems == ()
    assert references[work.key].full == "The Desk, “Mills”, n.d."
    assert bibtex({work.key: work}) == ""
