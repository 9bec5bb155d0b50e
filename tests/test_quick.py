"""What makes the rendering of pages quicker changes no sign of them."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from briefing.publish import safe
from briefing.publish.quick import QuickInlineProcessor, _needed

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "smarty", "abbr", "briefing.publish.markdown"]
PIECES = st.sampled_from(
    [
        *(
            "*",
            "**",
            "_",
            "`",
            "[",
            "]",
            "(",
            ")",
            "![",
            "<",
            ">",
            "&",
            "&amp;",
            "\\",
            "  \n",
            "\n",
            "\n\n",
            "\n- ",
            "# ",
        ),
        *("[^1]", "\n\n[^1]: a note\n", "[x](y)", "<https://a.example>", "a@b.example", '<b class="c">', "</b>"),
        *("word", " ", "'s", '"', "...", "--", "klzzwxh:0001", "\x02", "\x03", "$", "ß", "1", "http:", "a" * 45 + ":"),
        "{: #i }",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS)
def test_patterns_left_out_could_not_have_matched(text: str) -> None:
    quick, stock = (Markdown(extensions=EXTENSIONS) for _ in range(2))
    assert isinstance(quick.treeprocessors["inline"], QuickInlineProcessor)
    stock.treeprocessors.register(InlineProcessor(stock), "inline", 20)
    assert quick.convert(text) == stock.convert(text)


def test_another_inline_processor_stays() -> None:
    class Other(InlineProcessor):
        pass

    md = Markdown(extensions=[])
    md.treeprocessors.register(Other(md), "inline", 20)
    md.registerExtensions(["briefing.publish.markdown"], {})
    assert type(md.treeprocessors["inline"]) is Other


def test_what_a_pattern_needs() -> None:
    assert _needed(re.compile(r"(?<!\\)(`+)(.+?)\1|(\\)x")) == {"`", "\\"}
    assert _needed(re.compile(r"  \n")) == {"\n"}
    assert _needed(re.compile(r"(a|b)?c*[de]f+")) in ({"d", "e"}, {"f"})
    for anything in (r".", r"a?", r"(x|.)y*", r"\w+", r"[^a]", r"[a-z]"):
        assert not _needed(re.compile(anything))
    assert not _needed(re.compile("a", re.IGNORECASE))


@given(TEXTS | st.text())
@example("a\xa0b")
def test_text_without_markup_is_safe_as_it_stands(text: str) -> None:
    try:
        slow = safe._made_safe(text, frozenset())
    except UnicodeEncodeError:
        return
    assert safe.made_safe(text) == slow


@given(TEXTS)
def test_schemes_are_found_from_their_colon(text: str) -> None:
    assert set(safe._schemes(text)) == set(safe._SCHEME.findall(text))
