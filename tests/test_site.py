"""The site: what a build makes of the tiny project's pages, and that a bad page leaves the last good site."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections import Counter
from dataclasses import asdict
from functools import cache
from html import unescape
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from briefing.project import Project
from briefing.publish import build_site
from briefing.publish.downloads import LATER
from briefing.publish.notes import check_notes
from briefing.publish.offline import localised
from briefing.publish.places import _BULLET, _CODE, _EMPHASIS, places_of
from briefing.publish.search import write_search
from briefing.publish.site import read_pages
from briefing.publish.terms import words
from briefing.publish.theme import STYLES, lay_theme
from tests import pages_project as tiny
from tests.site_project import ADDRESS, lay_project

SHELLS = ("properdocs", "zensical")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tiny project with its site."""
    made = lay_project(tmp_path_factory.mktemp("site"))
    assert build_site(made) == ()
    return made


@pytest.fixture(scope="session")
def site(project: Project) -> Path:
    """The folder of its site."""
    return project.root / "build" / "site"


@cache
def page(site: Path, path: str = "index.html") -> html.HtmlElement:
    """A built page, parsed."""
    return html.fromstring((site / path).read_text(encoding="utf-8"))


def metas(site: Path, path: str) -> dict[str, list[str]]:
    """Names of a page's metas and links, with their values."""
    found: dict[str, list[str]] = {}
    for meta in page(site, path).iter("meta"):
        name = meta.get("name") or meta.get("property")
        if name:
            found.setdefault(name, []).append(meta.get("content", ""))
    return found


def prints(folder: Path) -> dict[str, str]:
    """The fingerprint of each file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_page_is_built_and_no_link_leaves_the_site_by_accident(site: Path) -> None:
    for path in tiny.public():
        stem = path.removesuffix(".md")
        built = f"{stem}.html" if stem.endswith("index") else f"{stem}/index.html"
        document = page(site, built)
        ids = {e.get("id") for e in document.iter() if e.get("id")}
        for link in document.xpath("//a[@href] | //link[@rel='stylesheet'] | //script[@src]"):
            address = link.get("href") or link.get("src") or ""
            if re.match(r"[a-z]+:", address):
                assert link.tag == "a", f"{built} loads {address}"
                continue
            target, _, anchor = address.partition("#")
            found = (site / built).parent / target if target else site / built
            found = found / "index.html" if found.is_dir() else found
            assert found.is_file(), f"{built}: {address}"
            if anchor and not target:
                assert anchor in ids, f"{built}: {address}"


def test_two_builds_are_the_same_bytes(project: Project, site: Path, tmp_path: Path) -> None:
    assert build_site(project, out_dir=tmp_path / "again") == ()
    assert prints(tmp_path / "again") == prints(site)


def test_landmarks_and_language(site: Path) -> None:
    document = page(site, "topics/crossings/index.html")
    assert document.get("lang") == "en"
    assert len(document.findall(".//main")) == len(document.findall(".//h1")) == 1
    assert document.xpath("//header")
    assert document.xpath("//footer")
    assert document.xpath("//nav[@aria-label='Sections']//a[@aria-current]/text()") == ["Topics"]
    levels = [int(h.tag[1]) for h in document.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_zotero_reads_topic_and_source_pages(site: Path) -> None:
    topic = metas(site, "topics/crossings/index.html")
    assert topic["citation_title"] == [page(site, "topics/crossings/index.html").findtext(".//h1")]
    assert topic["citation_technical_report_institution"] == topic["DC.publisher"]
    assert topic["citation_pdf_url"] == [f"{ADDRESS}files/topics/crossings.pdf"]
    assert re.fullmatch(r"\d{4}(/\d{2}){0,2}", topic["citation_publication_date"][0])
    source = metas(site, "sources/moor2021/index.html")
    assert source["dcterms.creator"] == ["Moor, Jan", "Tide, Ella"]
    assert source["dcterms.title"] == [page(site, "sources/moor2021/index.html").findtext(".//h1")]
    assert not [name for name in source if name.startswith(("citation_", "DC."))], "it would pass for the work itself"


def test_structured_data_tells_a_page_from_the_work_that_it_is_about(site: Path) -> None:
    topic, source, front = (
        json.loads(page(site, path).xpath("//script[@type='application/ld+json']/text()")[0])
        for path in ("topics/crossings/index.html", "sources/moor2021/index.html", "index.html")
    )
    assert (topic["@type"], topic["url"]) == ("Report", f"{ADDRESS}topics/crossings/")
    assert topic["author"] == [{"@type": "Person", "name": "Ada Quay"}]
    assert topic["publisher"] == {"@type": "Organization", "name": "Institute of Straits"}
    assert (source["@type"], source["url"]) == ("WebPage", f"{ADDRESS}sources/moor2021/")
    assert "author" not in source  # the desk's settings name none; the work's stand with the work
    work = source["isBasedOn"]
    assert (work["@type"], work["url"]) == ("Report", "https://harbour.example/numbers")
    assert [author["name"] for author in work["author"]] == ["Moor, Jan", "Tide, Ella"]
    assert front["@type"] == "WebSite"


TERMS = {
    "WebSite": {"name", "description", "url", "inLanguage", "author", "publisher"},
    "WebPage": {"name", "description", "url", "inLanguage", "author", "publisher", "dateModified", "isPartOf",
                "isBasedOn", "mainEntity"},
    "Report": {"name", "headline", "description", "inLanguage", "author", "datePublished", "dateModified", "publisher",
               "keywords", "url", "isPartOf", "about"},
    "Thing": {"name", "alternateName", "description", "url"},
}  # fmt: skip
"""Properties that schema.org has for the types that we use, of those that we use."""
TERMS |= dict.fromkeys(("Person", "Organization", "Place", "CreativeWork", "Event", "DefinedTerm"), TERMS["Thing"])
TERMS |= {"ScholarlyArticle": TERMS["Report"], "NewsArticle": TERMS["Report"], "Article": TERMS["Report"]}
WHOLE = {"@type", "name"}


def shape(data: object, at: str = "") -> list[str]:
    """What of structured data is no type or property that schema.org has."""
    if isinstance(data, list):
        return [fault for i, row in enumerate(data) for fault in shape(row, f"{at}[{i}]")]
    if not isinstance(data, dict):
        return [] if isinstance(data, str) and data.strip() else [f"{at}: no text"]
    faults = [f"{at}: no {name}" for name in sorted(WHOLE - data.keys())]
    known = TERMS.get(str(data.get("@type")))
    if known is None:
        return [*faults, f"{at}: type {data.get('@type')}"]
    rest = {name: value for name, value in data.items() if not name.startswith("@")}
    faults += [f"{at}: {data['@type']} has no {name}" for name in sorted(rest.keys() - known)]
    faults += [
        f"{at}: {n} is no date" for n in rest if n.startswith("date") and not re.match(r"\d{4}(-\d\d)*$", rest[n])
    ]
    faults += [f"{at}: {n} is no address" for n in rest if n == "url" and not re.match(r"https?://", rest[n])]
    return faults + [fault for name, value in rest.items() for fault in shape(value, f"{at}/{name}")]


def test_structured_data_uses_terms_that_there_are(site: Path) -> None:
    kinds = set()
    for path in sorted(site.rglob("index.html")):
        for text in page(site, path.relative_to(site).as_posix()).xpath("//script[@type='application/ld+json']/text()"):
            data = json.loads(text)
            assert data["@context"] == "https://schema.org"
            assert shape(data) == [], path
            kinds.add((data["@type"], data.get("mainEntity", data.get("about", {})).get("@type")))
    assert kinds >= {("WebSite", None), ("WebPage", "Place"), ("WebPage", "Person"), ("Report", "DefinedTerm")}
    assert shape({"@type": "Person", "isbn": "1"}) == [": no name", ": Person has no isbn"]


def test_what_other_sites_show_of_a_link(site: Path) -> None:
    found = metas(site, "topics/crossings/index.html")
    picture = found["og:image"][0]
    assert picture.startswith(ADDRESS)
    data = (site / picture.removeprefix(ADDRESS)).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (1200, 630)
    canonical = page(site, "topics/crossings/index.html").xpath("//link[@rel='canonical']/@href")
    assert canonical == [f"{ADDRESS}topics/crossings/"]


def test_feed_robots_and_sitemap(site: Path) -> None:
    feed = ElementTree.parse(site / "feed.xml").getroot()
    name = "{http://www.w3.org/2005/Atom}"
    assert [e.findtext(f"{name}updated") for e in feed.findall(f"{name}entry")] == ["2023-05-04T00:00:00Z"]
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
    assert f"<loc>{ADDRESS}topics/crossings/</loc>" in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "lastmod" not in (site / "sitemap.xml").read_text(encoding="utf-8"), "no edition was stamped"


def test_feed_tells_of_changed_topics(tmp_path: Path) -> None:
    from briefing.publish.feed import write_feed

    made = lay_project(tmp_path, pages={})
    edition = {"changes": {"topics": {"crossings": {"added": ["c-1", "c-2"], "withdrawn": ["c-3"]}, "tolls": {}}}}
    files = {**made.files, "editions/2023-06-01.json": json.dumps(edition).encode()}
    fronts: dict[str, dict[str, str]] = {"topics/crossings.md": {"title": "Who crosses"}, "topics/index.md": {}}
    write_feed(Project(made.root, made.settings, files), tmp_path, fronts)
    text = (tmp_path / "feed.xml").read_text(encoding="utf-8")
    assert "<title>Who crosses: 2 sentences added, 1 withdrawn</title>" in text
    assert f'href="{ADDRESS}topics/crossings/#changes"' in text
    assert "edition of 1 June 2023" in text
    assert "topics/tolls" not in text
    assert "<updated>2023-06-01T00:00:00Z</updated>" in text
    own = (tmp_path / "topics/crossings/feed.xml").read_text(encoding="utf-8")
    assert "<title>Who crosses: 2 sentences added, 1 withdrawn</title>" in own
    assert f"<id>{ADDRESS}topics/crossings/</id>" in own
    assert "edition of 1 June 2023</title>" not in own


def test_a_renamed_topic_is_redirected(tmp_path: Path) -> None:
    made = lay_project(tmp_path, settings="    redirects: {old-crossings: crossings}\n")
    assert build_site(made) == ()
    text = (tmp_path / "build/site/topics/old-crossings/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../crossings/"' in text
    assert f'<link rel="canonical" href="{ADDRESS}topics/crossings/">' in text


@pytest.mark.parametrize("redirects", ["{old: nowhere}", "{tolls: crossings}"])
def test_a_redirect_that_leads_nowhere_is_a_problem(tmp_path: Path, redirects: str) -> None:
    made = lay_project(tmp_path, settings=f"    redirects: {redirects}\n")
    assert [p.code for p in build_site(made)] == ["E536"]
    assert not (tmp_path / "build/site").exists()


BAD = {
    "A link [there](nowhere.md).": ("E533", 3),
    "A link [there](timeline.md#no-such-event).": ("E533", 3),
    "A call.[^gone]": ("E534", 3),
    "Text.\n\n[^never]: Never called.": ("E535", 5),
    "See [a file](files/missing.pdf).": ("E538", 3),
}


@pytest.mark.parametrize("text", BAD)
def test_a_bad_page_is_a_problem_with_its_line_and_leaves_the_last_good_site(tmp_path: Path, text: str) -> None:
    made = lay_project(tmp_path)
    assert build_site(made) == ()
    before = prints(tmp_path / "build/site")
    (tmp_path / "build/pages/method.md").write_text(f"# Method\n\n{text}\n", encoding="utf-8")
    problems = build_site(made)
    code, line = BAD[text]
    assert [(p.code, p.path, p.line) for p in problems] == [(code, "build/pages/method.md", line)]
    assert prints(tmp_path / "build/site") == before
    assert [p.name for p in (tmp_path / "build").iterdir() if p.name.startswith(".")] in ([], [".cache"])


def test_notes_in_code_are_text() -> None:
    assert check_notes({"a.md": "`[^x]` and\n\n```\n[^y]: z\n```\n\n\\[^z]\n"}) == ()


def test_search_leads_to_sections_paragraphs_and_entities(site: Path) -> None:
    docs = [asdict(place) for place in places_of(read_pages(site.parent / "pages"))]
    places = {doc["location"]: doc for doc in docs}
    assert "sources/moor2021/#p1" in places
    assert any(place.startswith("entities/") for place in places)
    assert any(re.match(r"topics/crossings/#.", place) for place in places)
    assert len(places) == len(docs)
    assert all(place["title"] for place in places.values())
    index = (site / "search/index.js").read_text(encoding="utf-8").removeprefix("window.briefingIndex=")
    assert {"topic", "source"} <= set(json.loads(index.rstrip(";\n"))["filters"]["kind"])
    for doc in docs:
        assert "↑" not in doc["text"]
        assert not re.search(
            "<(span|p|a|div|em)\\b", doc["text"]
        )  # words alone; what looks like a tag is shown as text


def test_a_large_sites_index_stands_in_parts_of_which_each_place_is_in_one(tmp_path: Path) -> None:
    pages = dict(tiny.public())
    write_search(tmp_path, pages, limit=10)
    assert "parts" in (tmp_path / "search/engine.js").read_text(encoding="utf-8")
    assert not (tmp_path / "search/index.js").exists()
    said = [path.read_text(encoding="utf-8") for path in (tmp_path / "search/places").iterdir()]
    blocks = [json.loads(text.partition("=")[2].rstrip(";\n")) for text in said]
    found: Counter[str] = Counter()
    for address, _, _, _, _, _, sections in blocks:
        for anchor, *more in (section or [""] for section in sections):
            found[f"{address}#{anchor}" if anchor else address] += 1
            found.update(f"{address}#{sentence[0]}" for sentence in (more[3] if len(more) > 3 else ()))
    wanted = [
        place.location
        for place in places_of(pages)
        if place.text or place.kind != "entity" or "#" not in place.location
    ]
    assert found == Counter(wanted)
    write_search(tmp_path, pages)  # what was of the large index is gone
    assert {path.name for path in (tmp_path / "search").iterdir()} == {"engine.js", "index.js", "later.js"}


@given(st.text(st.sampled_from("aB1 .'-_\n\x1c")) | st.text(st.characters(max_codepoint=127)))
def test_words_of_ascii_are_those_of_any_text(text: str) -> None:
    assert [*words(text), "ß"] == words(f"{text} ß")


SIGNS = st.lists(st.sampled_from([*"*_`\\ \na1.-[](){}!>", "](", "[x](y)", "\n- ", "``"]), max_size=25).map("".join)


@given(SIGNS)
def test_signs_are_found_as_slower_expressions_find_them(text: str) -> None:
    """Those of `places` begin with the sign itself, for which a text is searched at once."""
    code = re.compile(r"(?<![\\`])(`+)(?!`)(.{1,2000}?)(?<!`)\1(?!`)", re.DOTALL)
    emphasis = re.compile(r"(?<!\\)(?:\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w))")
    bullet = re.compile(r"^[ \t]*(?:[-+*]|\d+\.|>)[ \t]+", re.MULTILINE)
    assert [m.span() for m in _CODE.finditer(text)] == [m.span() for m in code.finditer(text)]
    assert [m.span() for m in _EMPHASIS.finditer(text)] == [m.span() for m in emphasis.finditer(text)]
    assert _BULLET.sub("\n", f"\n{text}") == "\n" + bullet.sub("", text)


def test_the_places_of_the_search_are_there(site: Path) -> None:
    """The index is read from Markdown: each of its places must stand in the HTML, and say what it says."""
    places = places_of(read_pages(site.parent / "pages"))
    for doc in map(asdict, places):
        path, _, anchor = doc["location"].partition("#")
        document = page(site, f"{path}index.html")
        assert not anchor or document.xpath(f"//*[@id='{anchor}']"), doc["location"]
        shown = re.sub(r"[\W\d]+", "", " ".join(str(text) for text in document.find(".//article").itertext()))
        for said in unescape(doc["text"]).split(". ") if path.startswith(("topics/", "sources/moor")) else ():
            assert re.sub(r"[\W\d]+", "", said)[:40] in shown, doc["location"]
    headings = set()
    for made in site.glob("topics/*/index.html"):
        for head in html.fromstring(made.read_text(encoding="utf-8")).findall(".//article//*[@id]"):
            if head.tag in ("h2", "h3"):
                headings.add(f"{made.relative_to(site).parent.as_posix()}/#{head.get('id')}")
    assert headings
    missing = headings - {place.location for place in places}
    assert {place for place in missing if not place.endswith("#cite")} == set()


def test_the_archive_works_without_a_server(site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(site / LATER) as archive:
        archive.extractall(tmp_path)
    root = tmp_path / "briefing"
    seen = 0
    for path in sorted(root.rglob("*.html")):
        for link in html.fromstring(path.read_text(encoding="utf-8")).iter("a"):
            address = (link.get("href") or "").partition("#")[0]
            if not address or re.match(r"[a-z]+:", address):
                continue
            seen += 1
            assert (path.parent / address).is_file(), f"{path.relative_to(root)}: {address}"
    assert seen > 100
    assert (root / "search/index.js").is_file()
    assert not (root / "404.html").exists()


def test_the_search_does_not_find_a_sentence_again_in_each_list_that_repeats_it(site: Path) -> None:
    texts = {place.location: place.text for place in places_of(read_pages(site.parent / "pages"))}
    assert texts["topics/tolls/#evidence"] == ""
    assert texts["topics/tolls/#evidence-moor2021"] == ""
    assert texts["topics/tolls/#in-the-ledger"]  # an author's own heading, whatever it begins with


def test_each_style_sheet_is_joined_and_whole() -> None:
    folder = files("briefing.publish") / "styles"
    assert sorted(f"{name}.css" for name in STYLES) == sorted(file.name for file in folder.iterdir())
    for name in STYLES:
        text = re.sub(r"/\*.*?\*/", "", (folder / f"{name}.css").read_text(encoding="utf-8"), flags=re.DOTALL)
        assert text.count("{") == text.count("}"), name


def test_assets_of_an_older_version_are_swept(tmp_path: Path) -> None:
    made = lay_project(tmp_path)
    pages = made.root / "build/pages"
    old = pages / "assets/briefing/briefing.00000000.css"
    old.parent.mkdir(parents=True, exist_ok=True)
    old.write_text("", encoding="utf-8")
    laid = lay_theme(made, pages, tmp_path / "theme", {})
    assert not old.exists()
    assert all((pages / path).is_file() for path in laid)


def test_localised_leaves_other_addresses_alone() -> None:
    text = '<a href="#p1">a</a><a href="https://example.org/x/">b</a><img src="x/y.png"><a href="mailto:a@b.c">c</a>'
    assert localised(text) == text
    assert localised('<a class="x" href="./#top">a</a>') == '<a class="x" href="./index.html#top">a</a>'


def test_overrides_and_assets_of_a_project_are_laid_over_the_packages(tmp_path: Path) -> None:
    made = lay_project(tmp_path)
    override = tmp_path / "docs/overrides/partials/footer.html"
    override.parent.mkdir(parents=True)
    override.write_text("<footer>Our own footer</footer>", encoding="utf-8")
    asset = tmp_path / "docs/assets/extra.txt"
    asset.parent.mkdir(parents=True)
    asset.write_text("extra", encoding="utf-8")
    assert build_site(made) == ()
    assert "Our own footer" in (tmp_path / "build/site/index.html").read_text(encoding="utf-8")
    assert (tmp_path / "build/site/assets/extra.txt").read_text(encoding="utf-8") == "extra"


def articles(site: Path) -> dict[str, str]:
    """The text of each page's article."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        article = html.fromstring(path.read_text(encoding="utf-8")).find(".//article")
        if article is not None and path.name != "404.html":
            for size in article.findall(".//span[@class='size']"):  # of the archive: each shell's site is another
                size.text = ""
            words = " ".join(str(text) for text in article.itertext()).split()
            found[path.relative_to(site).as_posix()] = " ".join(words)
    return found


@pytest.mark.parametrize("shell", SHELLS)
def test_other_shells_make_the_same_articles(project: Project, site: Path, tmp_path: Path, shell: str) -> None:
    pytest.importorskip(shell)
    assert [p for p in build_site(project, out_dir=tmp_path / shell, publisher=shell) if p.severity == "error"] == []
    assert articles(tmp_path / shell) == articles(site)
    for made in (tmp_path / shell).rglob("*.html"):
        tree = html.fromstring(made.read_text(encoding="utf-8"))
        ids = {element.get("id") for element in tree.iter()}
        for link in tree.iterfind(".//a[@class='md-skip']"):
            assert str(link.get("href"))[1:] in ids, made
    assert len(articles(site)) == len(tiny.public())


def test_the_full_edition_is_kept_from_search_engines(project: Project) -> None:
    from briefing.files import write_tree

    write_tree(project.build / "full" / "pages", tiny.full())
    write_tree(
        project.build / "full" / "pdf", {"briefing.pdf": "x", "topics/crossings.pdf": "x", "topics/tolls.pdf": "x"}
    )
    assert [p for p in build_site(project, edition="full", strict=False) if p.code != "E538"] == []
    full = project.build / "full" / "site"
    assert "Disallow: /" in (full / "robots.txt").read_text(encoding="utf-8")
    assert metas(full, "index.html")["robots"] == ["noindex, nofollow"]
    assert not (full / "feed.xml").exists()
