"""Pages that flow past are the pages that MkDocs makes, and a build after an edit is the same bytes as a clean one."""

from __future__ import annotations

import functools
import json
import random
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.corpus import corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from briefing.evidence import check
from briefing.files import write_tree
from briefing.memory import Memory, fingerprint
from briefing.pipeline import Options, run
from briefing.preview import Preview
from briefing.problems import Problem
from briefing.publish import build_site, flow, kept, parts
from briefing.publish import site as sites
from briefing.publish.machines import write_machines
from briefing.publish.offline import write_archive
from briefing.publish.places import quick_front
from briefing.publish.search import write_search
from tests import pages_project as tiny
from tests.site_project import lay_project

SETTINGS = """site_name: A small briefing
docs_dir: build/pages
site_dir: build/site
theme: {name: material, custom_dir: build/theme, language: en, font: false}
nav: [index.md, topics/index.md, timeline.md, sources/index.md, entities/index.md, bibliography.md, method.md]
not_in_nav: |
  /topics/*
  /sources/*
  /entities/*
  /downloads.md
markdown_extensions: [attr_list, md_in_html, tables, toc, briefing.publish.markdown]
plugins: []
extra: {briefing: {edition: 2026-01-01, institution: A desk}}
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def built(root: Path) -> tuple[dict[str, bytes], list[tuple[str, str, int, str]]]:
    pages = dict(tiny.public())
    pages["timeline.md"] += (
        "\nA link to [nowhere](nowhere.md) and to [no place](index.md#no-such-place).\n\n<b id>x</b>\n"
    )
    project = lay_project(root, pages)
    write_tree(root / "build" / "pages", pages, keep=("assets/", "files/"))
    problems: tuple[Problem, ...] = build_site(project, strict=False)
    return tree(root / "build" / "site"), sorted((p.code, p.path, p.line, p.message) for p in problems)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Takes up the addresses of the pages that are rendered in this process, each as it happens."""
    found: list[str] = []
    stock = flow._render

    def note(at: int) -> Any:
        assert flow._site is not None
        found.append(flow._site.documents[at].src_uri)
        return stock(at)

    monkeypatch.setattr(flow, "_render", note)
    return found


def test_a_stream_makes_what_mkdocs_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, said = built(tmp_path / "stream")
    assert {code for code, *_ in said} >= {"E533"}
    if sys.platform == "linux":
        with monkeypatch.context() as patch:
            patch.setattr(flow, "build", functools.partial(flow.build, workers=2, worth=1))
            assert built(tmp_path / "workers") == (made, said)
    monkeypatch.setattr(flow, "can_stream", lambda config: False)
    assert built(tmp_path / "stock") == (made, said)


def test_a_link_leads_from_where_its_page_stands(tmp_path: Path) -> None:
    """The same link from the front page, from a page beside it, and from one of a folder of that name."""
    link = "A link to [it](topics/b.md#p1), and to [the other](about.md).\n"
    pages = {
        "index.md": link,
        "about.md": link,
        "zoo.md": link,
        "topics/b.md": "# B\n",
        "topics/index.md": "[b](b.md)\n",
    }
    pages = {path: f"---\ntitle: A\n---\n\n{text}" for path, text in pages.items()}
    project = lay_project(tmp_path, pages)
    write_tree(tmp_path / "build" / "pages", pages)
    build_site(project, strict=False)
    found = {path: (tmp_path / "build/site" / path / "index.html").read_text("utf-8") for path in ("", "about", "zoo")}
    assert '<a href="topics/b/#p1">it</a>, and to <a href="about/">' in found[""]
    assert '<a href="../topics/b/#p1">it</a>, and to <a href="./">' in found["about"]
    assert '<a href="../topics/b/#p1">it</a>, and to <a href="../about/">' in found["zoo"]


def test_a_second_build_renders_nothing_and_says_the_same(tmp_path: Path, rendered: list[str]) -> None:
    first = built(tmp_path)
    assert sorted(rendered) == sorted(tiny.public())
    del rendered[:]
    assert built(tmp_path) == first
    assert rendered == []


@pytest.mark.parametrize("cut", [0, 40, -1])
@pytest.mark.parametrize("kind", ["records", "*.html"])
def test_a_damaged_cache_is_thrown_away(tmp_path: Path, kind: str, cut: int, rendered: list[str]) -> None:
    first = built(tmp_path)
    del rendered[:]
    for path in (tmp_path / "build" / ".cache" / "site").glob(kind):
        data = path.read_bytes()
        path.unlink()  # the site's page is the same file
        path.write_bytes(data[:cut] + (b"!" if cut == 40 else b""))
    assert built(tmp_path) == first
    assert sorted(rendered) == sorted(tiny.public())


@pytest.mark.parametrize("kind", ["", "site", "site/records", "site/*.html", "*"])
def test_a_cache_of_another_shape_is_thrown_away(tmp_path: Path, kind: str) -> None:
    """A folder in place of a file, a file in place of a folder."""
    cache = tmp_path / "build" / ".cache"
    first = built(tmp_path)
    before = sorted(path for path in cache.rglob("*") if path.is_file())
    for path in sorted(cache.glob(kind)) if kind else [cache]:
        if path.is_dir():
            shutil.rmtree(path)
            path.write_text("a file")
        else:
            path.unlink()
            path.mkdir()
            (path / "within").write_text("a file")
    assert built(tmp_path) == first
    assert sorted(path for path in cache.rglob("*") if path.is_file()) == before


@pytest.mark.parametrize("name", ["archive.zip", "archive.json"])
def test_a_damaged_archive_is_packed_anew(tmp_path: Path, name: str) -> None:
    first = built(tmp_path)
    path = tmp_path / "build" / ".cache" / name
    data = path.read_bytes()
    path.unlink()  # what is offered is the same file
    path.write_bytes(data[:90] + bytes([data[90] ^ 1]) + data[91:])
    assert built(tmp_path) == first
    path.write_bytes(data[:90])
    assert built(tmp_path) == first


def test_an_archive_is_what_zipfile_packs(tmp_path: Path) -> None:
    """With nothing kept, and with all."""
    site, archive = tmp_path / "site", tmp_path / "site" / "files" / "a.zip"
    for path, text in {"index.html": "<p>é</p>\n" * 99, "b/index.html": "", "b-c.js": "x", "é.md": "x" * 9}.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    for _ in range(2):
        write_archive(site, archive, 1_000_000_000, tmp_path / "kept" / "archive")
        with zipfile.ZipFile(archive) as packed:
            rows = [(entry, packed.read(entry)) for entry in packed.infolist()]
        assert [entry.filename for entry, _ in rows] == [
            f"briefing/{path}" for path in ("b/index.html", "b-c.js", "index.html", "é.md")
        ]
        with zipfile.ZipFile(tmp_path / "again.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=6) as again:
            for entry, data in rows:
                fresh = zipfile.ZipInfo(entry.filename, entry.date_time)
                fresh.create_system, fresh.external_attr = entry.create_system, entry.external_attr
                again.writestr(fresh, data, zipfile.ZIP_DEFLATED)
        assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_what_another_version_kept_is_not_used(
    tmp_path: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path)
    del rendered[:]
    monkeypatch.setattr(flow, "of_tools", lambda: {"briefing": "another"})
    built(tmp_path)
    assert sorted(rendered) == sorted(tiny.public())


@pytest.mark.parametrize("limit", [10, 1_000_000])
def test_what_is_kept_of_pages_makes_the_same_search(tmp_path: Path, limit: int) -> None:
    before, now = dict(tiny.public()), dict(tiny.public())
    path = next(path for path in now if path.startswith("sources/") and path != "sources/index.md")
    now[path] += "\n## Quayside\n\nOnly this page tells of quaysides.\n"
    memory = Memory(tmp_path / "memory")
    write_search(tmp_path / "last", before, limit, memory)
    memory.close()
    memory = Memory(tmp_path / "memory")
    held = dict(memory._before)
    write_search(tmp_path / "after", now, limit, memory, tmp_path / "last")
    taken = sum(row is memory._now.get(key) for key, row in held.items())
    assert len(held) * 0.8 < taken < len(held)
    write_search(tmp_path / "clean", now, limit)
    made = tree(tmp_path / "clean")
    assert tree(tmp_path / "after") == made != tree(tmp_path / "last")
    again = [name for name in made if (tmp_path / "after" / name).stat().st_nlink == 2]
    assert again
    assert all(made[name] == (tmp_path / "last" / name).read_bytes() for name in again)


def test_the_index_is_the_same_however_many_pages_are_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for many in (1, 3, 10_000):
        monkeypatch.setattr(parts, "TOGETHER", many)
        write_search(tmp_path / str(many), tiny.public(), 10)
        made.append(tree(tmp_path / str(many)))
    assert made[0] == made[1] == made[2]
    assert len(tiny.public()) > 6


def test_a_machines_page_that_was_changed_is_written_anew(tmp_path: Path) -> None:
    pages = dict(tiny.public())
    project = lay_project(tmp_path / "project", pages)
    memory = Memory(tmp_path / "memory")
    write_machines(project, tmp_path / "last", pages, {}, memory)
    made = tree(tmp_path / "last")
    changed = next(name for name in made if name.startswith("sources/"))
    (tmp_path / "last" / changed).write_text("Something else.")
    next((tmp_path / "last" / "topics").glob("*/index.md")).unlink()
    write_machines(project, tmp_path / "again", pages, {}, memory, tmp_path / "last")
    assert tree(tmp_path / "again") == made
    assert (tmp_path / "again" / "index.md").samefile(tmp_path / "last" / "index.md")


FRONT = st.tuples(
    st.sampled_from(["title", "kind", "on", "null", "a b", "Title", "- x", "<<"]),
    st.recursive(
        st.text(max_size=6) | st.booleans() | st.none() | st.floats() | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=5,
    ).map(functools.partial(json.dumps, ensure_ascii=False))
    | st.sampled_from(
        ["topic", "yes", "off", "null", "", "[a]", "{a: b}", "'x'", "1", "~", "x # y", '"a":"b"', "[", "|"]
    ),
).map(": ".join)


@settings(max_examples=300)
@given(st.lists(FRONT, max_size=4), st.sampled_from(["\n# A", "", "\n---\n"]))
def test_front_matter_that_is_read_quickly_is_what_yaml_reads(rows: list[str], body: str) -> None:
    text = "\n".join(["---", *rows, "---", body])
    made = quick_front(text)
    assert made is None or (made[1].lstrip("\n"), repr(made[0])) == (get_data(text)[0], repr(get_data(text)[1]))


def test_front_matter_of_a_briefing_is_read_quickly() -> None:
    assert all(quick_front(text) for text in tiny.public().values())


def test_what_json_cannot_say_is_not_kept(tmp_path: Path) -> None:
    assert fingerprint({"a": 1}) == fingerprint({"a": 1}) != fingerprint({"a": 2})
    assert fingerprint(object()) is None
    now = kept.Kept(tmp_path / "now", tmp_path / "last")
    for name, head in (("a", {1: "x"}), ("b", {"x": Path("y")}), ("c", {"x": ["y"]}), ("d", {}), ("e", {})):
        page = b"<p>words</p>" if name != "d" else b"<p>other</p>"
        keys = ("key", None if name == "e" else "page")
        now.note(name, now.put(page, "words", {"meta": head}, keys, to := tmp_path / "site" / name), to)
        assert (tmp_path / "site" / name).read_bytes() == page
    now.close()
    then = kept.Kept(tmp_path / "then", tmp_path / "last")
    assert [then.record(name, "key") is None for name in "abcde"] == [True, True, False, True, True]
    assert then.record("c", "another") is None
    record = then.record("c", "key")
    assert record is not None
    assert (record["page"], then.text("c", record)) == ("page", "words")


# --- edits -------------------------------------------------------------------------------------------


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def added(path: str, text: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    return edit


def a_source_more(root: Path) -> None:
    text = (root / "sources/s00000.md").read_text("utf-8")
    (root / "sources/another.md").write_text(text.replace("s00000", "another"), "utf-8")
    with (root / "references.bib").open("a") as bib:
        bib.write("@report{another, title = {Another}, institution = {{An Office}}, date = {2001}}\n")


EDITS: dict[str, Callable[[Path], None]] = {
    "a source": replaced("sources/s00001.md", " for ", " and at last for "),
    "a note": replaced("sources/s00002.md", "and the register", "and another register"),
    "a place": replaced("sources/s00003.md", "\n¶2 ", "\n\n¶2 "),
    "a caveat": replaced(
        "sources/s00000.md", "rights: digest", "rights: digest\ncaveats: [{field: date, printed: '1', because: It is.}]"
    ),
    "a remark": replaced(
        "sources/s00003.md", ".[^1]", '.[^1] <!-- evidence: allow "5 crowns" because they are few -->'
    ),
    "a topic": replaced("topics/topic-0001.md", "## Background", "## What came before"),
    "a topic's title": replaced("topics/topic-0000.md", "title: The", "title: That"),
    "an entity": replaced("entities.yml", "kind: place", "kind: person"),
    "an alias": replaced("entities.yml", "name: ", "aliases: [the harbour], name: "),
    "the bibliography": replaced("references.bib", "title = {The", "title = {A"),
    "the settings": replaced("mkdocs.yml", "A desk", "Another desk"),
    "the navigation": replaced("mkdocs.yml", "timeline.md, ", ""),
    "the extensions": replaced("mkdocs.yml", "toc,", "{toc: {permalink: '#'}},"),
    "a template": added("docs/overrides/partials/footer.html", "<footer>{{ page.title }}</footer>\n"),
    "a template of all pages": added(
        "docs/overrides/partials/footer.html", "{% for file in pages %}{{ file.page.toc | length }}{% endfor %}\n"
    ),
    "a style": added("docs/assets/own.css", "p { margin: 0 }\n"),
    "a page by hand": added("docs/about.md", "---\ntitle: About\nbuilt: 2020-01-01\n---\n# About\n\nA desk.\n"),
    "a source more": a_source_more,
    "a topic less": lambda root: (root / "topics/topic-0002.md").unlink(),
}


def laid(root: Path) -> Path:
    """A small generated project."""
    for path, data in corpus(sources=4, paragraphs=4, notes=2, topics=3, sentences=8, entities=6).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return root


@pytest.mark.parametrize("seed", [0, 1])
def test_a_build_after_edits_is_a_clean_build(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time with the search of a large site, and with a process of its own for each half of the build."""
    monkeypatch.setattr(sites, "write_search", functools.partial(write_search, limit=(1_000_000, 10)[seed]))
    monkeypatch.setattr("briefing.pipeline.MANY", (300, 0)[seed])
    pick = random.Random(seed)
    root = laid(tmp_path / "edited")
    names = pick.sample(sorted(EDITS), len(EDITS))
    assert run(root, ("pages", "exports", "site"), Options()).made
    for number, name in enumerate(names):
        done = names[: number + 1]
        EDITS[name](root)
        after = run(root, ("site",), Options())
        assert after.made, (done, after.problems)
        clean = tmp_path / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(root, clean, ignore=shutil.ignore_patterns("build"))
        fresh = run(clean, ("site",), Options())
        assert fresh.made
        assert tree(root / "build" / "pages") == tree(clean / "build" / "pages"), done
        assert tree(root / "build" / "site") == tree(clean / "build" / "site"), done
        assert after.problems == fresh.problems


def previewed(root: Path, preview: Preview | None = None) -> Preview:
    """A preview that was brought up to the project, with nothing made of its pages."""
    if preview is None:
        preview = Preview(root)
        preview._site.make = lambda *_: ()  # type: ignore[method-assign]
        preview._site.make_search = lambda pages: None  # type: ignore[method-assign]
    preview.refresh()
    preview.examine()
    return preview


def test_a_preview_after_edits_knows_what_a_fresh_one_knows(tmp_path: Path) -> None:
    root, pick = laid(tmp_path), random.Random(3)
    edits = {
        **EDITS,
        "a number": replaced("topics/topic-0001.md", " crowns", "0 crowns"),
        "a number of a source": replaced("sources/s00002.md", " crowns", "1 crowns"),
        "a citation": replaced("topics/topic-0001.md", "[@s", "[@t"),
    }
    resident = previewed(root)
    for name in pick.sample(sorted(edits), len(edits)):
        edits[name](root)
        previewed(root, resident)
        fresh = previewed(root)
        assert resident.problems == fresh.problems, name
        assert dict(resident._pages or {}) == dict(fresh._pages or {}), name


def test_a_preview_compares_only_what_an_edit_touches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, compared = laid(tmp_path), list[str]()
    stock = check._examine

    def note(examined: Any, *more: Any) -> Any:
        compared.append(examined.claim.text)
        return stock(examined, *more)

    monkeypatch.setattr(check, "_examine", note)
    preview = previewed(root)
    assert len(compared) > 20
    del compared[:]
    previewed(root, preview)
    assert compared == []
    EDITS["a source"](root)
    previewed(root, preview)
    assert 0 < len(compared) < 20
