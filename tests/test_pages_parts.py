"""The parts that pages are made of: escaping, notes, sentences that represent, related topics, works."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import lxml.html
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from briefing.model import Place, Work
from briefing.pages import escape, works
from briefing.pages.notes import runs
from briefing.pages.synthesis import related, representative
from tests import pages_project as tiny

MARKDOWN = Markdown(extensions=["attr_list", "md_in_html", "tables", "footnotes", "toc"])
PIECES = [
    *("a", "B", " ", "*", "_", "`", "``", "[", "]", "(", ")", "](", "<", ">", "<b>", "<script>", "&", "&lt;", "{", "}"),
    *("{: onclick=x}", "!", "#", "|", "\\", "javascript:", "https://a.b/", "[^1]", ":", "&#106;", "-", "1.", "+", "="),
    *("\x02", "\x03", "\u202e", "é", "東", "<!--", "-->", "~", "^", "$", "@", '"', "'", "data:text/html,", "](<", "\n"),
]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)
ALLOWED = {"a", "body", "blockquote", "br", "code", "div", "em", "hr", "li", "ol", "p", "pre", "strong", "sup", "ul"}
ALLOWED |= {f"h{level}" for level in range(1, 7)}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def convert(markdown: str) -> lxml.html.HtmlElement:
    MARKDOWN.reset()
    return lxml.html.document_fromstring(f"<html><body>{MARKDOWN.convert(markdown)}</body></html>")


@settings(max_examples=400)
@given(HOSTILE)
@example("*a* <b> [x](y) `c` {: #d}")
def test_plain_text_is_shown_as_it_is(words: str) -> None:
    page = convert(f"x {escape.text(words)} y")
    kept = CONTROLS.sub("", words)
    assert " ".join(page.text_content().split()) == " ".join(f"x {kept} y".split())
    assert {e.tag for e in page.body.iter()} <= {"body", "p"}


@settings(max_examples=400)
@given(HOSTILE)
@example("[x](javascript:alert(1))")
@example("[x](java&#115;cript:alert(1))")
@example("<img src=x onerror=y>")
@example("*x*{: onclick=alert(1) }")
@example("``a`{: onclick=x}`")
@example("[x]: javascript:y\n[x]")
def test_nothing_in_a_source_acts(markdown: str) -> None:
    page = convert(f"[¶ 1](#p1) {escape.untrusted(markdown)}\n\n[^1]: {escape.untrusted(markdown)}")
    assert {e.tag for e in page.body.iter()} <= ALLOWED
    for element in page.body.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert re.match(r"(?i)$|#|https?:|mailto:|(?![a-z][a-z0-9+.-]*:)", element.get("href", "").strip())


@settings(max_examples=200)
@given(HOSTILE)
def test_an_attribute_holds_its_text(words: str) -> None:
    page = convert(f'a <span title="{escape.attribute(words)}">b</span> c')
    kept = CONTROLS.sub("", words)
    assert page.xpath("//span/@title") == [kept]


@settings(max_examples=200)
@given(
    st.recursive(
        st.text() | st.integers() | st.booleans() | st.none(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_front_matter_holds_its_value(value: object) -> None:
    line = escape.yaml({"value": value})
    assert "\n" not in line
    assert json.loads(line) == {"value": value}
    assert yaml.safe_load(line)["value"] == value or "\ud800" <= max(line) <= "\udfff"


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("See https://a.example/b_c, then go.", "See <https://a.example/b_c>, then go."),
        ("(https://a.example/x_(y)).", "(<https://a.example/x_(y)>)."),
        ("ftp://a.b javascript:x <b>", "ftp://a.b javascript:x &lt;b&gt;"),
    ],
)
def test_addresses_become_links(words: str, markdown: str) -> None:
    assert escape.linked(words) == markdown


def test_names_are_set_off() -> None:
    assert escape.set_off("IF-K and IF, not IFS *", ("IF", "IF-K")) == "**IF-K** and **IF**, not IFS \\*"


@given(st.lists(st.integers(1, 30), unique=True).map(sorted))
def test_runs_hold_all_numbers(numbers: list[int]) -> None:
    found = runs(numbers)
    assert [n for a, b in found for n in range(a, b + 1)] == numbers
    assert all(b + 1 < c for (_, b), (c, _) in pairwise(found))


SENTENCES = [
    "The toll of the strait was raised by the harbour office.",
    "The harbour office raised the toll of the strait again.",
    "Gulls nest on the northern cliffs.",
    "The toll of the strait pays for the harbour.",
    "Bread is baked in the old mill.",
]


def test_central_sentences_are_chosen_and_repeats_are_not() -> None:
    chosen = representative(SENTENCES, [0] * 5, 2)
    assert len(chosen) == 2
    assert chosen[0] in (0, 1)
    assert not {0, 1} <= set(chosen)


def test_every_group_is_represented() -> None:
    assert representative(SENTENCES, [0, 0, 1, 1, 2], 1)[-1] == 4
    assert len(representative(SENTENCES, [0, 0, 1, 1, 2], 1)) == 3
    assert representative([], [], 3) == []


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(SENTENCES), st.integers(0, 3)), max_size=20), st.integers(1, 4))
def test_choice_is_in_order_and_within_bounds(rows: list[tuple[str, int]], each: int) -> None:
    chosen = representative([s for s, _ in rows], [g for _, g in rows], each)
    assert chosen == sorted(set(chosen))
    assert {rows[i][1] for i in chosen} == {g for _, g in rows}
    assert all(sum(rows[i][1] == g for i in chosen) <= each for g in range(4))


def test_related_topics_share_paragraphs() -> None:
    a, b, c = {("x", 1), ("x", 2)}, {("x", 2), ("y", 1), ("y", 2), ("y", 3)}, {("z", 1)}
    found = related({"topics/a": a, "topics/b": b, "topics/c": c, "entities/e": {("x", 2)}})
    assert found["topics/a"] == (("topics/b", 1),)
    assert found["topics/c"] == ()
    assert found["entities/e"] == (("topics/a", 1), ("topics/b", 1))


@pytest.mark.parametrize(
    ("date", "iso", "spoken"),
    [
        ("2024-06-14", "2024-06-14", "14 June 2024"),
        ("2024-10~", "2024-10", "about October 2024"),
        ("199X", "", "1990s"),
        ("2017/2019", "2017", "2017 to 2019"),
        ("", "", "no date"),
        ("nonsense", "", "no date"),
    ],
)
def test_dates_of_works(date: str, iso: str, spoken: str) -> None:
    work = Work("k", {"id": "k"}, "", Place("references.bib"), date)
    assert (works.iso(work), works.spoken(work)) == (iso, spoken)
    assert works.is_dated(work) == (spoken != "no date")


def test_notes_never_share_a_label() -> None:
    """A key that ends like a locator, and a numeric one, beside the notes of others."""
    from briefing.model import Citation
    from briefing.pages.context import Context
    from briefing.pages.page import Page
    from briefing.pages.reads import Reads

    page = Page("topics/x.md", Reads(Context(tiny.linked()[0], {}, tiny.project()[1])), reserved=["1"])
    cited = [Citation("a", (3,), 0, 0), Citation("a-p3", (), 0, 0), Citation("1", (), 0, 0), Citation("a", (3,), 0, 0)]
    assert [page.notes.call(c) for c in cited] == ["[^a-p3]", "[^a-p3~]", "[^1~]", "[^a-p3]"]
    assert len(page.notes.written()) == 3
