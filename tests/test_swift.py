# ruff: noqa: E501 - lists of pieces read best as they are
"""A page that is set without Python-Markdown is, byte for byte, the page that MkDocs makes with it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.corpus import corpus
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page

from briefing.evidence import check_evidence, find_claims
from briefing.library import read_library
from briefing.linking import link
from briefing.pages import compose
from briefing.publish import flow
from briefing.publish.places import without_front
from briefing.publish.swift import Setter
from briefing.settings import Settings

CONFIG = """site_name: A small site
markdown_extensions: [attr_list, md_in_html, tables, {}, briefing.publish.markdown]
plugins: []
validation: {{anchors: warn}}
"""
TOCS = ("toc", "{toc: {permalink: '#', permalink_title: Link to this section, toc_depth: 2-3}}")
GOLDEN = Path(__file__).parent / "cases" / "pages" / "golden"


class Shell:
    """MkDocs, with pages to link to."""

    def __init__(self, folder: Path, toc: str) -> None:
        for path in ("index.md", "sources/a.md", "sources/index.md", "topics/b.md", "files/x.pdf"):
            (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "docs" / path).write_text("# A\n", encoding="utf-8")
        (folder / "mkdocs.yml").write_text(CONFIG.format(toc), encoding="utf-8")
        self.config = load_config(str(folder / "mkdocs.yml"))
        self.files = get_files(self.config)
        self.setter = Setter(self.config.markdown_extensions, self.config.mdx_configs or {})
        for file in self.files.documentation_pages():
            Page(None, file, self.config)
        documents: Any = self.files.documentation_pages()
        env = self.config.theme.get_env()
        self.site = flow._Site(
            self.config, self.files, documents, None, env, [], None, {}, self.files.src_uris, self.setter  # type: ignore[arg-type]
        )  # fmt: skip
        self.lines: list[str] = []
        handler = logging.Handler(logging.WARNING)
        handler.emit = lambda record: self.lines.append(record.getMessage())  # type: ignore[method-assign]
        logging.getLogger("mkdocs").addHandler(handler)

    def stock(self, text: str, path: str) -> dict[str, Any]:
        page: Any = self.files.src_uris[path].page
        page.markdown = text
        del self.lines[:]
        page.render(self.config, self.files)
        return self._of(page)

    def swift(self, text: str, path: str) -> dict[str, Any] | None:
        page: Any = self.files.src_uris[path].page
        page.markdown = text
        del self.lines[:]
        return self._of(page) if flow._set(page, self.site) else None

    def _of(self, page: Any) -> dict[str, Any]:
        return {
            "content": page.content,
            "title": page._title_from_render,
            "toc": [flow._row(line) for line in page.toc],
            "ids": sorted(filter(None, page.present_anchor_ids)),
            "anchors": [(to.src_uri, list(found.items())) for to, found in page.links_to_anchors.items()],
            "logged": list(self.lines),
        }


@pytest.fixture(scope="module", params=TOCS)
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    logger = logging.getLogger("mkdocs")
    before, logger.propagate = list(logger.handlers), False
    yield Shell(tmp_path_factory.mktemp("shell"), request.param)
    logger.handlers, logger.propagate = before, True


INLINE = (
    "A word", " and more", "it's", "IS-K", "[a link](../topics/b.md#p1)", "[one](#here)", "[gone](nowhere.md)", "[](x)",
    '[¶ 1](#p1){ .pilcrow title="To it" }', "[x](index.md){ .locator }", "[y](a.md){: #z }", "[^1]", "[^moss-p2]", "*so*", "**bold**",
    "*a **b***", "* ", "**", "_", "_x_", "`code`", "``", "<https://a.example/b_c?d=1&e>", "<https://a.example/>", "<https://a.example/_b_c_?d&copy=1&x>", "<https://a.example/&amp;>", "\\*", "\\[x\\]",
    "\\_", "\\q", "&amp;", "&lt;", "&nbsp;", "&", "<", ">", '<span class="claim" id="c-1">', "</span>", "<b onclick=x>", '"quoted"',
    '<a href="https://a.example/">out</a>', '<a href="javascript:x">', '<span data-search-exclude>', '<span data-name="a&#95;b">',
    "{ .x }", "!", "![p](x.png)", "|", "  \n", "\n", "[", "]", "(", ")", "#", "¶", "\u00a0", "–", "1. ", "- ", "[a]: b", "http://x.example",
    "[a *b* c](../sources/index.md)", "[a](<b c>)", "[a](<../topics/b.md#x~:y>)", '[2](a.md "Two of it")', "&nbsp;", "[a](b 't')", "[a][b]", "$", "~", "^", "=", "+", ":", "’s", "U.S.", "\t", "\x02", "wzxhzdk:1",
)  # fmt: skip
BLOCKS = (
    "# Title", "## Part { #part }", "### [Link](../topics/b.md) { #in-a }", "## Part", "#Not", "# ", "## A #", "## it's IS-K", "## A [^1]",
    '<div class="paragraph" id="p1" markdown="1">', "</div>", '<details class="cited-by" markdown="1">', "<summary>Cited by 1</summary>",
    "</details>", '<ul class="status" markdown="1">', '<li markdown="span">Read *it*</li>', "</ul>", '<p class="when" markdown="span">1990</p>',
    '<dl class="facts" markdown="1">', "<dt>Rights</dt>", '<dd markdown="span">`abc`</dd>', "</dl>", "<pre><code>x = {a}", "</code></pre>",
    '<li markdown="1">', "</li>", '<ol class="e" markdown="1">', "</ol>", "<div>", '<div markdown="span">x</div>', "- an item", "    - within it",
    "        - deeper", "* star", "1. one", "> quoted", "---", "===", "| a | b |", "|---|---|", "```", "    code", "!!! note", "*[abbr]: x",
    "[^1]: A note.", "[^moss-p2]: See [it](../topics/b.md).", "[^1]: Again.", "[^x]: With [^1].", "", "", "<!-- no -->", "{ .x }", ": def", "text",
    '<li markdown="1">\n<p class="when" markdown="span">1990</p>\n\nSays *so*.[^1]\n</li>', '<p markdown="span">On</p>\n</li>',
    '<table class="t" markdown="1">', '<caption markdown="span">Rows</caption>', '<thead markdown="1"><tr markdown="1"><th scope="col" markdown="span">A</th></tr></thead>',
    '<tbody markdown="1">', '<tr markdown="1"><th scope="row" markdown="span">[a](a.md)</th><td class="number" markdown="span">2</td></tr>', "</tbody>", "</table>",
    "    **Set in.** So.[^1]", "    { .said }", "2. two", "    1. in", '[x](a.md){ .y title="T" aria-label="L" }',
    '<figure class="p" markdown="1">', '<div class="scroll"><svg width="8"><a href="a.md"><text x="1">it\'s</text></a></svg></div>', "</figure>",
    '<figcaption markdown="span">A *b*</figcaption>', '<figure class="p" markdown="1">\n<div class="scroll"><svg width="8"></svg></div>\n</figure>',
    '<div class="scroll has-narrow"><svg width="8"></svg></div>\n<div class="narrow"><svg width="4"><a href="a.md">x</a></svg></div>',
    '[^1]: <span class="note-about screen-only" data-name="Moss 2020 ¶2" data-search-exclude>Report</span>', "<br>", "<p>raw</p>", "+ plus",
)  # fmt: skip
LINES = st.lists(st.sampled_from(INLINE), max_size=6).map("".join) | st.sampled_from(BLOCKS)
TEXTS = st.lists(LINES, max_size=14).map("\n".join) | st.lists(LINES, max_size=10).map("\n\n".join)
ITEMS = (
    "- an item", "- a claim.[^1]", "    Rests on *two*", "    Rests on two\n    { .rests }", "    more\n    lines", "- a\n- b", "- a\n    - b", "",
    "    - in", "    1. in", "        deep", "text", "## Part", "{ .x }", "    { .x }", "1. one\n2. two", "1. one", "3. three", "    <b>x</b>", "- ",
)  # fmt: skip
PIECES = (
    "<p class=\"when\" markdown=\"span\">1990 *a*</p>", "<p markdown=\"span\">[a](a.md)[^1]</p>", "", "", "Says *so*.[^1]", "<b>x</b>", "- a", "two\nlines", "<br>",
    "<span class=\"claim\" id=\"c-1\">x</span>", " set in", "    set in", "# H", "1. a", "<p>raw</p>", "| a |", "x { .y }", "<div markdown=\"1\">", "`c`",
)  # fmt: skip
CELLS = st.lists(
    st.sampled_from(["th", "td"]).flatmap(
        lambda name: st.lists(st.sampled_from(INLINE), max_size=3).map(
            lambda words: f'<{name} class="n" markdown="span">{"".join(words)}</{name}>'
        )
    ),
    max_size=3,
).map(lambda cells: f'<tr markdown="1">{"".join(cells)}</tr>')
TABLES = st.tuples(
    st.sampled_from(["", '<caption markdown="span">A *b*</caption>\n', "<caption>x</caption>\n"]),
    st.none() | CELLS,
    st.lists(CELLS | st.sampled_from(["", "x", "<tr></tr>", "</tbody>"]), max_size=4),
    st.sampled_from(["", "\n", "\nText", "\n\nText"]),
).map(
    lambda t: (
        '<table class="x" markdown="1">\n'
        + t[0]
        + (f'<thead markdown="1">{t[1]}</thead>\n' if t[1] else "")
        + '<tbody markdown="1">\n'
        + "".join(f"{row}\n" for row in t[2])
        + f"</tbody>\n</table>{t[3]}"
    )
)
EVENTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("\n".join), max_size=3).map(
    lambda items: '<ol class="e" markdown="1">\n' + "".join(f'<li markdown="1">\n{i}\n</li>\n' for i in items) + "</ol>"
)
SHAPED = (
    st.lists(st.sampled_from(ITEMS), max_size=8).map("\n\n".join)
    | st.lists(st.sampled_from(ITEMS), max_size=8).map("\n".join)
    | st.lists(TABLES | EVENTS | st.sampled_from(["A word.", "## H", "- a"]), max_size=3).map("\n\n".join)
).map(lambda text: f"# A\n\n{text}\n\nA call.[^1]\n\n[^1]: Note.\n")
PLAIN = st.lists(st.sampled_from([b for b in BLOCKS if b[:1] in "<[#-" or not b]) | LINES, max_size=16).map("\n\n".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS | PLAIN | SHAPED, st.sampled_from(["sources/a.md", "index.md", "topics/b.md"]))
@example("# A\n\n[^1]\n\n[^1]: x\n", "sources/a.md")
@example("## A\n\n## A\n\n## A { #a }\n\n### IS-K’s & so\n", "index.md")
def test_a_page_is_set_as_it_would_be_rendered(shell: Shell, text: str, path: str) -> None:
    made = shell.swift(text, path)
    if made is not None:
        assert made == shell.stock(text, path)


def test_pages_of_a_briefing_are_set(shell: Shell) -> None:
    """Sources, topics and entities are, which are the most; and they are the same."""
    files = corpus(sources=6, paragraphs=6, notes=3, topics=2, sentences=12, entities=8)
    library, _ = read_library(files, Settings())
    claims, _ = check_evidence(library, find_claims(library))
    pages = compose(link(library, claims)[0], {}, Settings(title="A briefing"))
    set_ = []
    for path, text in pages.items():
        body = without_front(text)
        made = shell.swift(body, "sources/a.md")
        if made is not None:
            set_.append(path)
            assert made == shell.stock(body, "sources/a.md")
    wanted = [p for p in pages if p.startswith(("sources/", "topics/", "entities/")) and not p.endswith("index.md")]
    assert set(wanted) <= set(set_)


@pytest.mark.parametrize("path", sorted(p.relative_to(GOLDEN).as_posix() for p in GOLDEN.rglob("*.md")))
def test_pages_with_everything_are_the_same(shell: Shell, path: str) -> None:
    text = without_front((GOLDEN / path).read_text("utf-8"))
    made = shell.swift(text, "topics/b.md")
    assert made is None or made == shell.stock(text, "topics/b.md")


def test_extensions_that_it_does_not_know_are_left_to_mkdocs() -> None:
    known = ["toc", "tables", "attr_list", "md_in_html", "briefing.publish.markdown"]
    assert Setter(known, {}).knows
    assert not Setter([*known, "smarty"], {}).knows
    assert not Setter(known[1:], {}).knows
    assert not Setter(known, {"toc": {"anchorlink": True}}).knows
    assert not Setter(known, {"toc": {"permalink": True}}).knows
    assert not Setter(known, {"tables": {"use_align_attribute": True}}).knows
