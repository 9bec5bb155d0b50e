# ruff: noqa: E501 - markup reads best on one line
"""The HTML reader: pages and what should become of them, broken and hostile pages, and what holds of any page."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ingest import ingest
from briefing.ingest.extract import Extract
from briefing.ingest.readers.html import read
from briefing.ingest.told import CODES as TOLD
from briefing.model import Document
from tests.generator.html import SKELETONS, page
from tests.generator.score import Score, score

CASES = Path(__file__).parent / "cases" / "readers" / "html"
PROSE = "<p>The harbour was quiet that year, and nobody in the town expected the boats to return before spring.</p>"


def shown(document: Document) -> dict[str, Any]:
    """A document as the cases write it."""
    return {
        "title": document.title,
        "byline": list(document.byline),
        "date": document.date,
        "headings": [h.text for h in document.headings],
        "paragraphs": [p.text for p in document.paragraphs],
        "notes": {label: note.text for label, note in document.notes.items()},
    }


@pytest.mark.parametrize("name", sorted(p.stem for p in CASES.glob("*.yml")))
def test_page(name: str) -> None:
    expected = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    document = ingest((CASES / f"{name}.html").read_bytes(), f"{name}.html")
    given = shown(document)
    assert given == {key: expected[key] for key in given}
    assert document.encoding == expected.get("encoding", "utf-8")
    assert [p.code for p in document.problems if p.code not in (*TOLD, "E216")] == expected.get("problems", [])
    assert document.lost_links == expected.get("lost_links", 0)
    assert set(expected.get("dropped", ())) <= {d.rule for d in document.dropped}
    origins = {m.origin: m.value for m in document.metadata}
    for origin, value in expected.get("metadata", {}).items():
        assert origins.get(origin) == value


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "<b>Write to <a href='https://a.example/b'>the office</a></b>.",
            "**Write to [the office](https://a.example/b)**.",
        ),
        (
            "Write to <a href='https://a.example/b'><i>the office</i></a>.",
            "Write to [*the office*](https://a.example/b).",
        ),
        ("See <i><a href='https://a.example/b'>the list</a></i>.", "See *[the list](https://a.example/b)*."),
    ],
)
def test_emphasis_and_links_are_closed_in_the_order_in_which_they_lie(written: str, shown: str) -> None:
    document = ingest(f"<article><h1>Boats</h1>{PROSE}<p>{written}</p>{PROSE}</article>".encode(), "boats.html")
    assert shown in [p.markdown for p in document.paragraphs]


def test_the_caption_of_a_table_is_a_caption() -> None:
    table = "<table><caption>Boats by year</caption><tr><th>Year<th>Boats<tr><td>1901<td>17</table>"
    document = ingest(f"<article><h1>Boats</h1>{PROSE}{table}{PROSE}</article>".encode(), "boats.html")
    assert [caption.text for caption in document.captions] == ["Boats by year"]
    assert [p.text for p in document.paragraphs if p.kind == "table"] == ["Year Boats 1901 17"]
    assert not document.remainder


@pytest.mark.parametrize("skeleton", sorted(SKELETONS))
def test_quality(skeleton: str) -> None:
    total = Score()
    for seed in range(12):
        data, truth, _ = page(90_000 + seed, skeleton)
        total = total + score(ingest(data, "page.html"), truth)
    assert {a: total.f1(a) for a in ("paragraphs", "markers", "notes", "headings", "title", "byline", "date")} == {
        a: pytest.approx(1, abs=0.04) for a in ("paragraphs", "markers", "notes", "headings", "title", "byline", "date")
    }
    assert total.leaked <= 0.005
    assert total.lost <= 0.004


HOSTILE = {
    "nested 10,000 deep": ("<div>" * 10_000 + PROSE * 2 + "</div>" * 10_000 + PROSE, 3, {"E241"}),
    "spans nested without end": ("<p>" + "<span><b>" * 10_000 + "one two three " * 9, 1, {"E241"}),
    "fifty megabytes": (PROSE * 470_000, 0, {"E202"}),
    "a million markers": (PROSE + "<p>" + "word<sup>1</sup> " * 1_000_000, 0, {"E202"}),
    "many markers": (PROSE + "<p>" + "word<sup>1</sup> " * 15_000, 2, {"E220"}),
    "a shared element of notes": (
        PROSE + "<p>" + "".join(f'w<a href="#n{i}">{i}</a> ' for i in range(1, 2000)) + "</p><div>"
        + "".join(f"<a name=n{i}></a>{i} note of text<br>" for i in range(1, 2000)) + "</div>", 2, set(),
    ),
    "many short lists": (PROSE + "<p>a<sup>1</sup></p>" + "<ol><li>x</li></ol>" * 20_000, 2, set()),
    "many headings": ("<h1>Head</h1><div class=related>x</div>" * 10_000, 0, {"E240"}),
    "strong type within strong type": ("word<b><div><b><p>word" + PROSE * 2, 2, set()),
    "many times": (PROSE + "<div>" + "<time>3 May 2020</time>" * 20_000, 1, set()),
    "JSON-LD nested without end": ('<script type="application/ld+json">' + "[" * 100_000 + "</script>" + PROSE, 1, set()),
    "empty": ("", 0, {"E201"}),
    "only a script": ("<html><script>1</script>", 0, {"E240", "E201", "E210"}),
    "a frame without text": ("<html><body><nav>Home</nav><div id=app></div>", 0, {"E240", "E210"}),
    "no text at all": ("<p>\x00\x01\x02" + "text and more of it " * 8, 0, {"E203"}),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile(name: str) -> None:
    text, paragraphs, codes = HOSTILE[name]
    start = time.process_time()
    document = ingest(text.encode(), "page.html")
    assert time.process_time() - start < 25
    assert len(document.paragraphs) == paragraphs
    found = {p.code for p in document.problems}
    assert (found & codes) or not codes, found
    account = document.account
    assert account.input == account.kept + account.moved + account.dropped


def test_words_in_scripts_are_no_attributes() -> None:
    script = "<script>if (a <b " + "word " * 9000 + "</script>"
    assert len(ingest(("<!DOCTYPE html><html>" + script + PROSE * 2).encode(), "page.html").paragraphs) == 2


@pytest.mark.parametrize("page", ["<p>Boats came home", "<ol><li><p>Boats came home, L", "Boats came home"])
def test_a_page_of_one_line_has_text(page: str) -> None:
    document = ingest(page.encode(), "page.html")
    assert [p.text[:15] for p in document.paragraphs] == ["Boats came home"]
    assert document.title is None


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for something")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    linked = '<!DOCTYPE html SYSTEM "http://x.example/d.dtd"><link rel=stylesheet href="http://x.example/a.css">'
    linked += '<base href="http://x.example/"><img src="//x.example/b.png"><iframe src="http://x.example"></iframe>'
    assert len(ingest((linked + PROSE).encode(), "page.html").paragraphs) == 1


def well_formed(extract: Extract) -> None:
    """What the form between readers and rules demands."""
    ends = 0
    claimed = [False] * len(extract.text)
    for block in extract.blocks:
        assert ends <= block.start < block.end <= len(extract.text)
        ends = block.end
        claimed[block.start : block.end] = [True] * (block.end - block.start)
    for drop in extract.drops:
        assert not any(claimed[drop.start : drop.end])
        claimed[drop.start : drop.end] = [True] * (drop.end - drop.start)
    assert all(done or char.isspace() for done, char in zip(claimed, extract.text, strict=True))
    for span in extract.spans:
        assert any(b.start <= span.start < span.end <= b.end for b in extract.blocks), span
    for a, b in zip(extract.spans, extract.spans[1:], strict=False):
        assert b.end <= a.end or b.start >= a.end or b.start == a.start


@pytest.mark.parametrize("path", sorted(CASES.glob("*.html")), ids=lambda p: p.stem)
def test_form(path: Path) -> None:
    well_formed(read(path.read_bytes(), path.name))


TAGS = ("p", "div", "a href='#n'", "a href='#'", "sup", "b", "em", "li", "ul", "ol", "td", "tr", "table", "br", "h1", "h2", "nav", "aside",
        "article", "blockquote", "span class='share'", "li id='n'", "div class='footnotes'", "section", "footer", "pre", "p hidden")  # fmt: skip
SOUP = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map(lambda t: f"<{t}>"),
        st.sampled_from(TAGS).map(lambda t: f"</{t.split()[0]}>"),
        st.sampled_from(("word", "1", " ", "\n", "A sentence that goes on for a while, so that it is prose. ", "&amp;", "[2]", "ё")),
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=150)
@given(SOUP)
def test_any_page(soup: str) -> None:
    extract = read(f"<html><body>{soup}</body></html>".encode(), "page.html")
    well_formed(extract)
    assert sorted(_letters(extract.text)) == sorted(_letters(html.unescape(re.sub(r"<[^>]*>", " ", soup))))
    account = ingest(f"<html><body>{soup}</body></html>".encode(), "page.html").account
    assert account.input == account.kept + account.moved + account.dropped


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W_]", text)


def _encyclopedia() -> bytes:
    """A page whose list of notes prints no numbers; its calls do, and one of them stands in a box that is left out."""
    rows = "".join(
        f'<li id="cite_note-{i}"><b><a href="#cite_ref-{i}">^</a></b> Words of {i}.</li>' for i in ("tally-1", 2, "x-3")
    )
    calls = "".join(
        f'{PROSE}<p>Barges moved on in spring<sup id="cite_ref-{i}"><a href="https://a.example/wiki/Barge#cite_note-{i}">[{n}]</a></sup>.</p>'
        for i, n in ((2, "2"), ("x-3", "a"))
    )
    box = '<table class="infobox"><tr><td>Built<sup id="cite_ref-tally-1"><a href="#cite_note-tally-1">[1]</a></sup></td></tr></table>'
    return (
        f"<html><body><main><h1>Barges</h1>{box}{calls}<ol class='references'>{rows}</ol></main></body></html>".encode()
    )


def test_calls_tell_the_labels_that_a_list_does_not_print() -> None:
    document = ingest(_encyclopedia(), "barges.html")
    assert {label: note.text for label, note in document.notes.items()} == {
        "1": "Words of tally-1.",
        "2": "Words of 2.",
        "a": "Words of x-3.",
    }
    assert [p.text for p in document.paragraphs if "Barges" in p.text] == [
        f"Barges moved on in spring[^{n}]." for n in "2a"
    ]


def test_single_nul_bytes_make_no_other_file_of_a_page() -> None:
    page = f'<html><head><meta charset="utf-8"></head><body>\0\0{PROSE}</body></html>'
    assert len(ingest(page.encode(), "page.html").paragraphs) == 1


def test_widgets_of_a_site_builder_hold_the_text() -> None:
    cell = '<div class="panel-grid"><div class="so-panel widget widget_sow-editor"><div class="textwidget">{}</div></div></div>'
    page = "<html><body>" + cell.format("<h1>Harbour</h1>") + 3 * cell.format(PROSE) + "</body></html>"
    assert len(ingest(page.encode(), "page.html").paragraphs) == 3
    beside = '<div class="widget widget_text"><p>Boats for hire on all days of the week, by the hour or by the tide, at the pier.</p></div>'
    assert len(ingest(page.replace("</body>", beside + "</body>").encode(), "page.html").paragraphs) == 3


def test_a_title_stands_alone_at_its_level() -> None:
    page = f"<html><head><title>Two tides</title></head><body><h2>Ebb</h2>{PROSE}<h2>Flood</h2>{PROSE}</body></html>"
    document = ingest(page.encode(), "page.html")
    assert document.title == "Two tides"
    assert [h.text for h in document.headings] == ["Ebb", "Flood"]


ROLES = (
    '<div role="main"><div role="heading" aria-level="1">Harbour</div>' + PROSE + '<div role="heading">Boats</div>' + PROSE
    + '<p>They came.<a role="doc-noteref" href="#n1">1</a></p><p>None stayed.<a href="#c1" id="rc1">F1</a></p></div>'
    '<ol><li id="n1">Register of boats. <a role="doc-backlink" href="#gone">back</a></li></ol>'
    '<div class="amendments"><div id="c1"><span><a href="#rc1">F1</a></span> <p>Words put in later.</p></div></div>'
)  # fmt: skip


def test_roles_say_what_elements_are() -> None:
    document = ingest(f"<html><body>{ROLES}</body></html>".encode(), "page.html")
    assert (document.title, [h.text for h in document.headings]) == ("Harbour", ["Boats"])
    assert {n.label: n.text for n in document.notes.values()} == {
        "1": "Register of boats.",
        "F1": "Words put in later.",
    }
    assert [p.text for p in document.paragraphs][2:] == ["They came.[^1]", "None stayed.[^F1]"]


@pytest.mark.parametrize(("ids", "count"), [("note-{}", 5), ("", 1)])
def test_what_few_links_call_of_a_list_of_notes_are_notes_where_ids_say_so(ids: str, count: int) -> None:
    said = [f"Letter {word} of the keeper, in the boathouse." for word in ("one", "two", "three", "four", "five")]
    items = "".join(f'<li id="{ids.format(n) or "note-1" * (n == 1)}">{text}</li>' for n, text in enumerate(said, 1))
    calls = 'The lamp burned oil.<sup><a href="#note-1">1</a></sup> Four keepers left letters,<sup>2,3,4,5</sup> as the clerk says.'
    page = f"<html><body><article><h1>The lamp</h1><p>{PROSE}</p><p>{calls}</p><ol>{items}</ol></article></body></html>"
    assert len(ingest(page.encode(), "lamp.html").notes) == count


def test_a_number_that_a_note_begins_with_is_no_label_where_calls_print_another() -> None:
    calls = " and ".join(f'the act<sup><a href="#fn:{n}">{n}</a></sup>' for n in (1, 2, 3))
    said = ["Gates Act.", "44 Rules of the Harbour 12.", "7 Rules of the Weir 3."]
    notes = "".join(f'<li id="fn:{n}"><p>{text}</p></li>' for n, text in enumerate(said, 1))
    page = f"<html><body><article><h1>Mill days</h1><p>The gates obey {calls}, as the keepers say.</p><ol>{notes}</ol>"
    assert {k: n.text for k, n in ingest(page.encode(), "days.html").notes.items()} == dict(
        zip("123", said, strict=True)
    )


def test_counted_links_back_are_no_text_of_a_note() -> None:
    calls = "".join(f'<p>Line {n}<sup><a id="r1-{n}" href="#c1">[1]</a></sup> of the log.</p>' for n in (0, 1))
    backs = "".join(f'<sup><a href="#r1-{n}">1.{n}</a></sup> ' for n in (0, 1))
    page = f"<html><body>{PROSE}{calls}<p>4</p>{PROSE}<ol><li id='c1'>{backs}<i>Log of boats</i>, 1931.</li></ol></body></html>"
    document = ingest(page.encode(), "page.html")
    assert {n.label: n.text for n in document.notes.values()} == {"1": "Log of boats, 1931."}
    assert "4" in [p.text for p in document.paragraphs]


def test_a_note_that_opens_at_a_sign_is_a_note() -> None:
    toggle = '<span class="margin-note-toggle" role="button" tabindex="0">※</span>'
    note = f'{toggle}<span class="margin-note" role="note">It was built for eight.</span>'
    page = f"<html><body><article><h1>Mill days</h1><p>Nineteen boats lay in it.{note} Nobody counted them.</p>{PROSE}"
    document = ingest(page.encode(), "days.html")
    assert [n.text for n in document.notes.values()] == ["It was built for eight."]
    assert document.paragraphs[0].text == "Nineteen boats lay in it.[^1] Nobody counted them."


NOTES_BY_OTHER_MEANS = {
    "their own ids are lost": (
        '<p>It ran dry.<a href="#_edn1">[i]</a> It was dug anew.<a href="#_edn2">[ii]</a></p>',
        '<p><a href="//cms.example/#_ednref1">[i]</a> Well book.</p><p><a href="//cms.example/#_ednref2">[ii]</a> The same.</p>',
        "It ran dry.[^1] It was dug anew.[^2]",
        ["Well book.", "The same."],
    ),
    "the page was pasted from a file": (
        '<p>It ran dry.<a href="file:///C:/t/well.docx#_ftn1">[1]</a> It was dug anew.<a href="file:///C:/t/well.docx#_ftn2">[2]</a></p>',
        '<div><p><a href="file:///C:/t/well.docx#_ftnref1">[1]</a> Well book.</p></div><div><p><a href="file:///C:/t/well.docx#_ftnref2">[2]</a> The same.</p></div>',
        "It ran dry.[^1] It was dug anew.[^2]",
        ["Well book.", "The same."],
    ),
    "they open at a button": (
        '<p>It ran dry.<sup><button class="footnote-button">1</button></sup><span role="note">Well book.</span> It was dug anew.</p>',
        "",
        "It ran dry.[^1] It was dug anew.",
        ["Well book."],
    ),
    **{
        f"the mark that shows them {how}": (
            f"<p>It ran dry.{note} It was dug anew.</p>", "", "It ran dry.[^1] It was dug anew.", ["The town's well book."]
        )
        for how, note in {
            "holds them, hidden": '<sup>1<span style="display:none"><span>The town\'s well book.</span></span></sup>',
            "is a link that holds them": "<sup><a href='#'>1<span class='bubble'>The town's well book.</span></a></sup>",
            "stands right before them": "<sup>1</sup><span hidden>The town's well book.</span>",
            "is named": "<span class='footnote'>1<span class='footnote-text'>The town's well book.</span></span>",
        }.items()
    },
}  # fmt: skip


def test_what_a_mark_says_to_a_screen_reader_is_no_note() -> None:
    first = "<sup>1<span hidden>see the note</span></sup>"
    second = '<sup><a href="#n2">2<span hidden>leads to the second note</span></a></sup>'
    page = f"<h1>A well</h1>{PROSE}<p>It ran dry.{first} It was dug anew.{second}</p>{PROSE}<p id=n2>Well book.</p>"
    assert ingest(page.encode(), "page.html").notes == {}


@pytest.mark.parametrize("how", NOTES_BY_OTHER_MEANS)
def test_notes_are_told_where(how: str) -> None:
    text, below, said, notes = NOTES_BY_OTHER_MEANS[how]
    document = ingest(f"<html><body><h1>A well</h1>{PROSE}{text}{PROSE}{below}</body></html>".encode(), "page.html")
    assert re.sub(r"\^ii?\]", lambda m: f"^{len(m[0]) - 2}]", document.paragraphs[1].text) == said
    assert [n.text for n in document.notes.values()] == notes


@pytest.mark.parametrize("flag", ["newsletter-enabled", "footer-follows", "has-related", "menu-title-2"])
def test_a_flag_on_one_of_several_parts_that_are_set_alike_drops_none(flag: str) -> None:
    rows = [
        f"In the {n} year the well was measured, and the clerk wrote down what he was told."
        for n in ("first", "next", "last")
    ]
    parts = "".join(f'<section class="part {flag * (n == 2)}"><p>{row}</p></section>' for n, row in enumerate(rows))
    document = ingest(f"<html><body><main><h1>A well</h1>{parts}</main></body></html>".encode(), "page.html")
    assert [p.text for p in document.paragraphs] == rows


def test_what_calls_a_note_stands_not_behind_the_text() -> None:
    note = '<sup class="ltx_note_mark">1</sup><span class="ltx_note_outer"><sup class="ltx_note_mark">1</sup>Well book.</span>'
    last = (
        f'<div class="post"><p>Now it is dry.<span class="ltx_note ltx_role_footnote" id="n1">{note}</span></p></div>'
    )
    parts = f'<section><div class="post">{PROSE}</div></section><section>{last}</section>'
    document = ingest(f"<html><body><article><h1>A well</h1>{parts}</article></body></html>".encode(), "page.html")
    assert document.paragraphs[-1].text == "Now it is dry.[^1]"


def test_a_number_in_brackets_calls_no_note_that_is_called() -> None:
    text = "<p>A well may (1) run dry or (2) be lost. Ours is a case of (2), they say.<sup>1</sup> It was dug anew.<sup>2</sup></p>"
    below = '<div class="footnotes"><p>1. Well book.</p><p>2. The same.</p></div>'
    document = ingest(f"<html><body><h1>A well</h1>{PROSE}{text}{PROSE}{below}</body></html>".encode(), "page.html")
    assert (
        "(1) run dry or (2) be lost. Ours is a case of (2), they say.[^1] It was dug anew.[^2]"
        in document.paragraphs[1].text
    )


def test_a_number_that_leads_to_its_note_in_another_file_is_no_figure() -> None:
    page = '<p>It ran dry in 1871<a href="../notes.html#c2-17">17</a> and in <a href="../years.html#y1902">1902</a>, they say.</p>'
    document = ingest(f"<html><body><h1>A well</h1>{PROSE}{page}{PROSE}</body></html>".encode(), "page.html")
    assert "187117" not in document.paragraphs[1].text
    assert "in 1902, they say" in document.paragraphs[1].text


def test_a_heading_is_no_box_for_its_id() -> None:
    heads = ["Related wells", "Comments on the well", "Share of the miller"]
    parts = "".join(f'<h2 id="{head.lower().replace(" ", "-")}">{head}</h2>{PROSE}' for head in heads)
    document = ingest(f"<html><body><h1>A well</h1>{PROSE}{parts}</body></html>".encode(), "page.html")
    assert [h.text for h in document.headings] == heads


def test_a_formula_shown_and_said_stands_once() -> None:
    maths = "<math><mi>a</mi><mo>&lt;</mo><mn>7</mn></math>"
    shown = f'<span class="MathJax"><nobr aria-hidden="true"><span>a&lt;7</span></nobr><span>{maths}</span></span>'
    document = ingest(
        f"<html><body><h1>A well</h1>{PROSE}<p>Where {shown} it is shallow.</p></body></html>".encode(), "page.html"
    )
    assert document.paragraphs[1].text == "Where a<7 it is shallow."


def test_a_heading_is_of_a_box_where_its_id_says_what_it_does_not() -> None:
    page = f'<html><body><h1>A well</h1>{PROSE}<h2 id="comments-form">Say it aloud</h2>{PROSE}</body></html>'
    document = ingest(page.encode(), "page.html")
    assert not document.headings
    assert [(drop.text, drop.rule) for drop in document.dropped] == [("Say it aloud", "comments")]


def test_a_link_over_two_paragraphs_is_one_in_each() -> None:
    long = "A sentence that goes on for a while, so that it is prose and stands alone."
    extract = read(f"<html><body><p><a href='#n'>{long}<br>word</a></p></body></html>".encode(), "page.html")
    well_formed(extract)
    assert [extract.text[s.start : s.end] for s in extract.spans if s.kind == "link"] == [long, "word"]


SAID_OF_PAGES: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "the name stands within a byline of any language": ("", "<p class=byline>Napisał <span class=author>Ada Quill</span></p>", "", {"byline": ("Ada Quill",)}),
    "somebody signs by one word": ("", "<p class=byline>Posted by <a rel=author href=/u>mill_rat</a></p>", "", {"byline": ("mill_rat",)}),
    "one of two lines of names is confirmed": (
        "<meta property=article:author content='Ada Quill'>", "<p class=byline>Kestrel Mornings</p>\n<p class=byline>By Ada Quill</p>", "", {"byline": ("Ada Quill",)},
    ),
    "a line of the text says the day alone": ("", "", "<p>Updated: 13 June 2019</p>", {"date": "2019-06-13"}),
    "two lines say two days": ("", "", f"<p>13 June 2019</p>{PROSE}<p>14 June 2019</p>", {"date": None}),
    "a line around the text says the day": ("", "", "<footer>Tuesday, 28 April 2020</footer>", {"date": "2020-04-28"}),
    "a paragraph begins with its day": ("", PROSE.replace("The harbour", "27.1.2022 – The harbour"), "", {"date": "2022-01-27"}),
    "the file is more exact": ("<meta name=date content='2022-12-30'>", "<p class=date>December 2022</p>", "", {"date": "2022-12-30"}),
    "the file confirms one of two days": (
        "<meta name=date content='2019-06-22'>", "<p class=date>29 August 2018</p><p class=date>22 June 2019</p>", "", {"date": "2019-06-22"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", SAID_OF_PAGES)
def test_author_and_date_are_told_where(how: str) -> None:
    head, front, behind, said = SAID_OF_PAGES[how]
    page = f"<html><head>{head}</head><body><article><h1>The harbour</h1>{front}{PROSE * 3}</article>{behind}</body></html>"
    document = ingest(page.encode(), "page.html")
    assert {name: getattr(document, name) for name in said} == said


def test_a_byline_is_no_title_where_the_file_names_one() -> None:
    head = "<head><title>A quiet spring</title><meta property=og:title content='A quiet spring'></head>"
    page = f"<html>{head}<body><article><p>By Ada Quill</p><p>19 January 2020</p>{PROSE * 3}</article></body></html>"
    document = ingest(page.encode(), "page.html")
    assert (document.title, document.byline, document.date) == ("A quiet spring", ("Ada Quill",), "2020-01-19")


def test_an_element_named_article_that_holds_most_of_the_prose_is_it() -> None:
    day = "The ferry of day {} left the quay at six, and nobody on either bank could remember a morning on which it was late."
    text = "".join(f"<p>{day.format(i)} {day.format(i + 50)}</p>" for i in range(6))
    others = "".join(
        f"<li><h3><a href=/{i}>Of the lake {i}</a></h3><p>{day.format(i + 100)} {day.format(i)}</p></li>"
        for i in range(3)
    )
    page = f"<body><div><div><article><h1>The ferry</h1>{text}</article></div><div class=stream><ul>{others}</ul></div></div></body>"
    assert len(ingest(page.encode(), "page.html").paragraphs) == 6


def test_a_quotation_named_for_where_it_was_posted_is_text() -> None:
    quoted = "The weir was opened at noon, and nobody below the second mill had been told of it."
    page = (
        f"<article><h1>The weir</h1>{PROSE}{PROSE}"
        f"<blockquote class='twitter-tweet'><p>{quoted}</p></blockquote>{PROSE}</article>"
    )
    document = ingest(page.encode(), "a.html")
    assert quoted in [paragraph.text for paragraph in document.paragraphs]


def test_a_formula_that_is_set_twice_stands_once() -> None:
    tex = "<annotation encoding='application/x-tex'>w \\gt r</annotation>"
    math = f"<math><semantics><mrow><mi>w</mi><mo>&gt;</mo><mi>r</mi></mrow>{tex}</semantics></math>"
    shown = "<span aria-hidden=true><span>w</span><span>&gt;</span><span>r</span></span>"
    formula = f"<span class=katex><span class=katex-mathml>{math}</span>{shown}</span>"
    page = f"<article><h1>The weir</h1>{PROSE}<p>Wherever {formula} holds, the weir is closed at noon.</p>{PROSE}</article>"
    document = ingest(page.encode(), "weir.html")
    assert document.paragraphs[1].text == "Wherever w>r holds, the weir is closed at noon."


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        ("<a class=builder-button href=/give>Mend the weir with us</a>", False),
        ("<a class=builder-button aria-controls=more href=/more>Of the upper weir</a>", True),
        ("<p>It was <a class=builder-button href=/weir>the upper weir</a> that broke in May.</p>", True),
    ],
)
def test_a_builders_button_is_no_text(inner: str, kept: bool) -> None:
    page = f"<article><h1>The weir</h1>{PROSE}{PROSE}<div class=block>{inner}</div>{PROSE}</article>"
    document = ingest(page.encode(), "weir.html")
    assert (len(document.paragraphs) == 4) is kept


@pytest.mark.parametrize("term", ["1.", "(b)", "Weir"])
def test_a_number_for_a_term_belongs_to_what_it_counts(term: str) -> None:
    page = f"<article><h1>Locks</h1>{PROSE}<dl><dt>{term}</dt><dd>What holds the water back.</dd></dl>{PROSE}</article>"
    texts = [p.text for p in ingest(page.encode(), "locks.html").paragraphs]
    assert (f"{term} What holds the water back." in texts) is (term != "Weir")


def test_a_paragraph_in_words_style_for_titles_is_the_title() -> None:
    text = (
        f"<p class=MsoTitle>The lock at Ashe</p><p class=MsoNormal>By Ilse Vanne</p>{PROSE}<h2>Its keepers</h2>{PROSE}"
    )
    page = f"<html><head><title>Report</title></head><body><div class=WordSection1>{text}</div></body></html>"
    document = ingest(page.encode(), "lock.html")
    assert (document.title, document.byline) == ("The lock at Ashe", ("Ilse Vanne",))
