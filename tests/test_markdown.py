"""The Markdown extension: notes that say where they lead, links that can do no harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from briefing.publish.markdown import NotesExtension, first_words
from briefing.publish.unbroken import UnbrokenPostprocessor

CASES = Path(__file__).parent / "cases" / "markdown"
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]


def convert(text: str) -> tuple[str, list[str]]:
    """HTML and findings of one page."""
    notes = NotesExtension()
    made = Markdown(extensions=[*EXTENSIONS, notes]).convert(text)
    return made, [taken.message for taken in notes.findings]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_cases(case: Path) -> None:
    made, findings = convert(case.read_text(encoding="utf-8"))
    assert made + "\n" == case.with_suffix(".html").read_text(encoding="utf-8")
    expected = case.with_suffix(".findings")
    assert findings == (expected.read_text(encoding="utf-8").splitlines() if expected.exists() else [])


def test_repeated_calls_have_their_own_ways_back() -> None:
    made, _ = convert("First thing said.[^a] Second thing said.[^a] Third.[^a]\n\n[^a]: The note.")
    page = html.fragment_fromstring(made, create_parent=True)
    titles = [a.get("title") for a in page.iter("a") if a.get("role") == "doc-backlink"]
    assert titles == [
        "Back to “First thing said” (1)",
        "Back to “Second thing said” (2)",
        "Back to “Third” (3)",
    ]
    targets = [a.get("href") for a in page.iter("a") if a.get("role") == "doc-backlink"]
    assert targets == ["#fnref-a", "#fnref2-a", "#fnref3-a"]


LABELS = st.lists(st.sampled_from(["1", "2", "3", "17", "khan-p3", "moss-p3-4", "moss"]), min_size=1, max_size=12)


@settings(max_examples=60)
@given(labels=LABELS)
def test_calls_and_notes_agree_whatever_their_order(labels: list[str]) -> None:
    text = " ".join(f"Sentence {i} stands here.[^{label}]" for i, label in enumerate(labels))
    text += "\n\n" + "\n".join(f"[^{label}]: Note {label}." for label in dict.fromkeys(reversed(labels)))
    made, findings = convert(text)
    page = html.fragment_fromstring(made, create_parent=True)
    ids = [e.get("id") for e in page.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert {a.get("href", "")[1:] for a in page.iter("a")} <= set(ids)
    calls = [a for a in page.iter("a") if a.get("role") == "doc-noteref"]
    assert [a.get("href") for a in calls] == [f"#fn-{label}" for label in labels]
    for call in calls:
        label = call.get("href", "")[4:]
        assert label.isdecimal() <= (call.text == label)
    backs = [a for a in page.iter("a") if a.get("role") == "doc-backlink"]
    assert len(backs) == len(labels)
    for item in page.iter("li"):
        titles = [a.get("title") for a in item.iter("a") if a.get("role") == "doc-backlink"]
        assert len(titles) == len(set(titles)) > 0
    assert not findings


PIECES = """
javascript:alert(1) | JaVa\tScript:alert(1) | &#106;avascript:alert(1) | data:text/html,x | vbscript:x | [x]( | )
<a href=" | "> | <img src=x onerror=alert(1)> | <script>alert(1)</script> | <svg onload=x> | <iframe src= | `
<form action='javascript:x'> | <p title='>' onclick=x> | text | <!-- | --> | <img src="x | onerror=alert(1) | ' | "
<b/onclick=x> | <svg/onload=x | <a\nhref=javascript:x> | <a href=javascript:x> | <style>*{}</style> | <base href=x>
\0 | &colon; | javascript&colon;x
"""
BLANK = "".join(map(chr, range(0x21)))
HOSTILE = st.lists(st.sampled_from([*re.split(r" \| |\n", PIECES.strip()), " ", "\n\n"]), max_size=14)


@settings(max_examples=200)
@given(parts=HOSTILE)
def test_nothing_in_a_text_can_act(parts: list[str]) -> None:
    made, _ = convert("".join(parts))
    page = html.fragment_fromstring(made, create_parent=True)
    for element in page.iter("*"):
        assert element.tag not in {"script", "iframe", "object", "embed", "base", "style", "form", "meta", "link"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            if name in {"href", "src", "action"}:
                read = re.sub(r"[\t\n\r]", "", value.strip(BLANK))  # as the URL standard has a browser read it
                scheme = re.match(r"[a-z][a-z0-9+.-]*:", read, re.IGNORECASE)
                assert scheme is None or scheme.group().lower() in {"http:", "https:", "mailto:", "tel:", "ftp:"}


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("One is over. Two is the *sentence* that runs on and on", "Two is the sentence that runs …"),
        ('Out. <span class="claim" id="c-1">U.S. forces left. They', "U.S. forces left. They"),
        ("A [link](../x.md#p1) and a `code`", "A link and a code"),
        ("", ""),
    ],
)
def test_first_words(before: str, words: str) -> None:
    assert first_words(before) == words


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("the port's rules", "<p>the port’s rules</p>"),
        ("[Port](p.md)'s rules", '<p><a href="p.md">Port</a>’s rules</p>'),
        ("the ports' rules", "<p>the ports’ rules</p>"),
        ("the 'old ports' of it's kind", "<p>the 'old ports' of it’s kind</p>"),
        ("`it's` left", "<p><code>it's</code> left</p>"),
        ('[x](y.md "it\'s")', '<p><a href="y.md" title="it\'s">x</a></p>'),
    ],
)
def test_apostrophes_are_set_in_text_alone(markdown: str, html: str) -> None:
    assert Markdown(extensions=["attr_list", "briefing.publish.markdown"]).convert(markdown) == html


STRETCH = re.compile(
    r"<(?P<skip>code|pre|svg|title)\b.*?(?:</(?P=skip)>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*(?:>|\Z)"
    r"|(?<![\w&#/.@-])(?P<name>[A-Z]\w{0,11}-(?:[A-Z]|\d{1,3})|[A-Z]{1,2}-\w{1,12})(?![\w-])",
    re.DOTALL,
)
HTML = (
    *("<", ">", "<code", "<code>", "</code>", "<!--", "-->", "<svg>", "</svg>", '<a title="', '">', "</a>", "/", "#"),
    *(" ", "IS-K", "COVID-19", "A-", "-1", "B", "-", "x", "12", "Ä"),
)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(HTML), max_size=25).map("".join))
def test_names_stay_whole_in_text_alone(text: str) -> None:
    """What is looked for at hyphens alone is what a walk over tags and names finds."""
    walked = STRETCH.sub(lambda m: f'<span class="whole">{m[0]}</span>' if m["name"] else m[0], text)
    assert UnbrokenPostprocessor().run(text) == walked
