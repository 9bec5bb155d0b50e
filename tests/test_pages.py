"""Pages: the tiny project against golden pages, and what must hold of every page in both editions.

Run with `UPDATE_GOLDEN=1` to write the golden pages anew, and read the difference before you commit it.
"""

from __future__ import annotations

import html
import os
import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from urllib.parse import unquote

import lxml.html
import pytest
import yaml
from markdown import Markdown

from briefing.linking import link
from briefing.pages import Pages, check_pages, compose, compose_page, draft
from briefing.pages.context import Context
from tests import pages_project as tiny

GOLDEN = tiny.ROOT / "golden"
EDITIONS = {"public": tiny.public, "full": tiny.full}
PATHS = sorted(tiny.public())
BOTH = [(edition, path) for edition in EDITIONS for path in PATHS]


@cache
def rendered(edition: str) -> Mapping[str, str]:
    """HTML of every page, by the renderer of the site; none of its findings is forgiven."""
    markdown = Markdown(extensions=["attr_list", "md_in_html", "tables", "toc", "briefing.publish.markdown"])
    found = {}
    for path, text in EDITIONS[edition]().items():
        markdown.reset()
        found[path] = markdown.convert(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL))
        for extension in markdown.registeredExtensions:
            assert not getattr(extension, "findings", []), path
    return found


@cache
def tree(edition: str, path: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{rendered(edition)[path]}</body></html>")


@pytest.mark.parametrize("path", PATHS)
def test_golden(path: str) -> None:
    golden = GOLDEN / path
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(tiny.public()[path], encoding="utf-8", newline="\n")
    assert tiny.public()[path] == golden.read_text(encoding="utf-8")


def test_golden_folder_holds_these_pages_only() -> None:
    assert sorted(p.relative_to(GOLDEN).as_posix() for p in GOLDEN.rglob("*.md")) == PATHS


def test_golden_of_the_full_edition() -> None:
    golden = GOLDEN.parent / "full-moor2021.md"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(tiny.full()["sources/moor2021.md"], encoding="utf-8", newline="\n")
    assert tiny.full()["sources/moor2021.md"] == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(("edition", "path"), BOTH)
def test_front_matter_is_yaml(edition: str, path: str) -> None:
    text = EDITIONS[edition]()[path]
    assert text.startswith("---\n")
    meta = yaml.safe_load(text.split("---\n")[1])
    assert meta["title"]
    assert bool(meta.get("internal")) == (edition == "full")
    assert ("Internal – not for redistribution" in text) == (edition == "full")


@pytest.mark.parametrize(("edition", "path"), BOTH)
def test_anchors_are_unique_and_links_lead_somewhere(edition: str, path: str) -> None:
    page = tree(edition, path)
    repeated = [name for name, n in Counter(page.xpath("//@id")).items() if n > 1]
    assert not repeated
    for address in page.xpath("//a/@href"):
        if re.match(r"(?:https?|mailto):", address) or "files/" in address:
            continue
        there, _, anchor = html.unescape(address).partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), there)) if there else path
        if there.endswith("/"):  # in a drawing, which is no Markdown: from where the page's HTML stands
            stand = posixpath.dirname(path) if path.endswith("index.md") else path.removesuffix(".md")
            target = posixpath.normpath(posixpath.join(stand, there)) + ".md"
        assert target in rendered(edition), address
        assert not anchor or tree(edition, target).xpath("//*[@id=$id]", id=unquote(anchor)), address


@pytest.mark.parametrize(("edition", "path"), BOTH)
def test_nothing_acts_and_no_markup_is_left_over(edition: str, path: str) -> None:
    page = tree(edition, path)
    assert not page.xpath("//script | //img | //iframe | //style | //@*[starts-with(name(), 'on')]")
    assert not page.xpath("//a[starts-with(@href, 'javascript')]")
    for code in page.xpath("//code | //pre"):
        code.drop_tree()
    text = page.text_content()
    assert not re.search(
        r"\[\^|\[@|\{[:.#]|\]\(|<!--|\{\s*\.", re.sub(r"\]\(javascript:alert\(1\)\)|\{: onclick=x \}", "", text)
    ), text


def test_forward_links_are_the_reverse_of_backward_links() -> None:
    """Sentence → paragraph, read from the notes of each page; paragraph → sentence, read from the sources' pages."""
    forward, backward = set(), set()
    for path in rendered("public"):
        page = tree("public", path)
        for claim in page.xpath("//span[@class='claim'][@id]"):
            for call in claim.xpath(".//a[@class='footnote-ref']/@href"):
                for address in page.xpath("//*[@id=$id]//a/@href", id=call[1:]):
                    if match := re.fullmatch(r"(?:\.\./)?sources/(\w+)\.md#p(\d+)", address):
                        forward.add((claim.get("id"), match[1], int(match[2])))
        if match := re.fullmatch(r"sources/(\w+)\.md", path):
            for paragraph in page.xpath("//div[@class='paragraph']"):
                for address in paragraph.xpath(".//details//a/@href"):
                    if "#c-" in address:
                        backward.add((address.split("#")[1], match[1], int(paragraph.get("id")[1:])))
    assert forward == backward
    assert len(forward) > 10


def test_each_claim_has_its_place() -> None:
    linked, _ = tiny.linked()
    shown = {
        (path, name) for path in rendered("public") for name in tree("public", path).xpath("//span[@class='claim']/@id")
    }
    assert shown == {(claim.home, claim.id) for claim in linked.claims if claim.groups}


def test_full_reference_first_short_after() -> None:
    notes = re.findall(r"^\[\^(moor2021[^\]]*)\]: (.*)", tiny.public()["topics/tolls.md"], re.MULTILINE)
    assert len({label for label, _ in notes}) == len(notes)
    assert notes[0][1].startswith("Jan Moor and Ella Tide, ")
    assert all(text.startswith("Moor and Tide, ") for _, text in notes[1:])


def test_same_text_same_bytes() -> None:
    again = compose(tiny.linked()[0], tiny.references(), tiny.project()[1], compared=tiny.COMPARED)
    assert dict(again) == dict(tiny.public())


def test_an_edit_composes_only_what_depends_on_it() -> None:
    files, settings = tiny.project()
    before = compose(tiny.linked()[0], tiny.references(), settings)
    assert dict(before)
    path = "sources/anon2022.md"
    edited = {**files, path: files[path].replace(b"Shippers in Estmark disagree", b"Captains in Estmark disagree")}
    after = compose(tiny.linked(edited)[0], tiny.references(), settings, previous=before)
    fresh = compose(tiny.linked(edited)[0], tiny.references(), settings)
    assert dict(after) == dict(fresh)
    assert set(after.changed(before)) == {path, "entities/estmark.md"}
    kept = [p for p in after if after._made[p] is before._made[p]]
    assert "sources/moor2021.md" in kept
    assert "topics/crossings.md" in kept


@pytest.mark.parametrize("edit", ["gone source", "gone topic", "new alias", "new event", "retitled", "settings"])
def test_composing_again_equals_composing_afresh(edit: str) -> None:
    files, settings = tiny.project()
    files = dict(files)
    before = compose(tiny.linked()[0], tiny.references(), settings)
    assert dict(before)
    match edit:
        case "gone source":
            del files["sources/anon2022.md"]
        case "gone topic":
            del files["topics/crossings.md"]
        case "new alias":
            files["entities.yml"] = files["entities.yml"].replace(b": [Tide]", b": [Tide, Courier]")
        case "new event":
            says = "The toll is 40 crowns.[@moor2021, ¶6]"
            row = f'- {{id: now, date: "2022", says: "{says}", topics: [crossings]}}\n'
            files["timeline.yml"] += row.encode()
        case "retitled":
            files["references.bib"] = files["references.bib"].replace(b"Strait Courier", b"Strait Post")
        case "settings":
            settings = settings.model_copy(update={"edition": "2024-01-01"})
    linked = tiny.linked(files)[0]
    after = compose(linked, tiny.references(), settings, previous=before)
    assert dict(after) == dict(compose(linked, tiny.references(), settings))
    assert after.changed(before)


def test_one_page_alone() -> None:
    context = Context(tiny.linked()[0], tiny.references(), tiny.project()[1])
    assert compose_page("topics/tolls.md", context) == tiny.public()["topics/tolls.md"]
    with pytest.raises(KeyError):
        compose_page("topics/none.md", context)


def test_pages_are_composed_when_asked_for() -> None:
    pages = compose(tiny.linked()[0], {}, tiny.project()[1])
    assert isinstance(pages, Pages)
    assert not pages._made
    assert "timeline.md" in pages
    assert pages["timeline.md"]
    assert list(pages._made) == ["timeline.md"]


def test_problems_of_pages() -> None:
    files, _ = tiny.project()
    files = {**files, "docs/topics/tolls.md": b"# In the way\n"}
    library = tiny.linked(files)[0].library
    assert [(p.code, p.path, p.line, p.found) for p in check_pages(library)] == [
        ("E501", "docs/topics/tolls.md", 1, "docs/topics/tolls.md"),
        ("E502", "sources/moor2021.md", 26, "<img src=x onerror=alert(1)>"),
        ("E502", "sources/moor2021.md", 26, "javascript:alert(1"),
    ]


def test_draft() -> None:
    files, _ = tiny.project()
    front = files["topics/tolls.md"].decode().split("---\n")[1]
    title = "\n".join(row for row in front.splitlines() if row.startswith(("title:", "short:", "aliases:")))
    text = draft(tiny.linked({**files, "topics/tolls.md": f"---\n{title}\n---\n".encode()})[0], "tolls")
    assert text == (GOLDEN.parent / "draft-tolls.md").read_text(encoding="utf-8")
    files = {**tiny.project()[0], "topics/tolls.md": text.encode()}
    linked, problems = tiny.linked(files)
    assert not [p for p in problems if p.path == "topics/tolls.md"]
    assert [c.text for c in linked.claims if c.home == "topics/tolls.md"]
    assert "[@" not in draft(linked, "tolls"), "what is cited already is not offered"
    with pytest.raises(KeyError):
        draft(linked, "none")


def test_an_empty_briefing_has_pages() -> None:
    from briefing.library import read_library

    library, _ = read_library({"references.bib": b""}, tiny.project()[1])
    pages = compose(link(library, ())[0], {}, tiny.project()[1])
    assert all(text.startswith("---\n") for text in pages.values())
