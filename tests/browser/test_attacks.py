"""Hostile texts in every field that reaches a page: no script of theirs runs, no request leaves, no format breaks.

The browser is told to pass over the pages' own policy, so that what holds is what was written and nothing else.
"""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pypdf
import pytest
from lxml import html
from markdown import Markdown
from playwright import sync_api as playwright

from briefing.evidence import check_evidence, find_claims
from briefing.files import write_tree
from briefing.library import bibliography, read_library
from briefing.library.bibliography import csl_json, ris
from briefing.linking import link
from briefing.pages import Pages, compose, page_works
from briefing.problems import Problem
from briefing.publish import build_site, pdf
from briefing.publish.allowed import ELEMENTS
from briefing.publish.epub import compile_epub
from briefing.publish.machines import write_machines
from briefing.publish.pdf.reading import EXTENSIONS
from briefing.publish.places import split_front
from briefing.settings import Settings
from tests import pages_project as tiny
from tests.attacks import ALONE, HOST, MARK, ROUNDS, VECTORS, Attack
from tests.browser.conftest import Quiet
from tests.site_project import lay_project

pytestmark = pytest.mark.browser
HERE = "https://here.example/topics/"
TURNS = range(ROUNDS) if os.environ.get("BRIEFING_ATTACKS") == "all" else (3,)
"""One round in each run of the tests; all of them, which takes minutes, with BRIEFING_ATTACKS=all."""


@dataclass(frozen=True)
class Attacked:
    """A briefing of which every text is hostile, composed, and its site."""

    root: Path
    settings: Settings
    pages: Pages
    works: dict[str, Any]
    problems: tuple[Problem, ...]

    @property
    def site(self) -> Path:
        return self.root / "build" / "full" / "site"


@pytest.fixture(scope="module", params=TURNS)
def briefing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """A full edition, in which the text of an original is shown too."""
    attack = Attack(request.param)
    files, plain = tiny.project()
    library, _ = read_library(files, plain)
    library, settings = attack(library), attack(plain)
    claims, _ = check_evidence(library, find_claims(library))
    linked, _ = link(library, claims)
    references, _ = bibliography.render({**library.works, **page_works(library, settings)})
    originals = {"moor2021": attack(tiny.document())}
    pages = compose(linked, references, settings, "full", originals)
    root = tmp_path_factory.mktemp("attacked")
    made = lay_project(root)
    write_tree(made.build / "full" / "pages", dict(pages))
    shown = {"title": settings.title, "description": settings.description, "institution": settings.institution}
    made = dataclasses.replace(made, settings=made.settings.model_copy(update=shown))
    with pytest.MonkeyPatch.context() as patch:  # a site is made however bad the pages are
        patch.setattr("briefing.publish.site.stops", lambda problems, strict: False)
        problems = build_site(made, strict=False, edition="full")
    return Attacked(root, settings, pages, dict(library.works), problems)


@pytest.fixture(scope="module")
def address(briefing: Attacked) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(briefing.site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


PRY = """
for (const details of document.querySelectorAll("details")) details.open = true;
for (const name of ["mouseover", "mouseenter", "pointerover", "focus", "focusin", "wheel", "copy", "toggle", "submit"])
  for (const element of document.querySelectorAll("*"))
    element.dispatchEvent(new Event(name, {bubbles: false, cancelable: true}));
for (const element of document.querySelectorAll("article *")) {
  for (const attribute of element.attributes) if (/^on/i.test(attribute.name)) pwn(element.outerHTML.slice(0, 200));
  if (/^(javascript|data|vbscript):/i.test(element.href?.baseVal ?? element.href ?? "")) pwn(element.outerHTML);
}
"""


def test_no_script_runs_and_no_request_leaves(browser: playwright.Browser, briefing: Attacked, address: str) -> None:
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    ran: list[str] = []
    asked: list[str] = []
    context.expose_function("pwn", lambda *what: ran.append(str(what)))
    context.on("request", lambda r: asked.append(r.url) if urlsplit(r.url).netloc != urlsplit(address).netloc else None)
    page = context.new_page()
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    seen = cards = 0
    for path in sorted(briefing.site.rglob("*.html")):
        page.goto(address + path.relative_to(briefing.site).as_posix(), wait_until="load")
        assert urlsplit(page.url).path.endswith(path.name), "it stays where it is"
        seen += MARK in page.content()
        page.evaluate(PRY)
        for call in page.locator(".claim a.footnote-ref").all()[:4]:
            call.focus()
            cards += page.locator(".note-card").count()
            page.evaluate(PRY)
    page.goto(address)
    page.keyboard.press("/")
    page.wait_for_selector(".finder__query:focus")
    for words in (MARK, "pwn", "onerror", "far example", "script"):
        page.locator(".finder__query").fill(words)
        page.wait_for_function("document.querySelector('.finder__status').textContent.match(/place|Nothing/)")
        page.evaluate(PRY)
    assert page.locator(".finder__results a").count() > 0
    page.wait_for_timeout(300)
    context.close()
    assert seen > 15
    assert cards > 0
    assert ran == []
    assert asked == []


def test_each_way_alone(browser: playwright.Browser) -> None:
    markdown = Markdown(extensions=list(EXTENSIONS))
    context = browser.new_context(bypass_csp=True)
    ran: list[str] = []
    asked: list[str] = []
    context.expose_function("pwn", lambda *what: ran.append(str(what)))
    context.on("request", lambda r: asked.append(r.url) if HOST in r.url else None)
    page = context.new_page()
    for vector in (*VECTORS, *ALONE):
        markdown.reset()
        page.set_content(f"<article>{markdown.convert(vector)}</article>", wait_until="domcontentloaded")
        page.evaluate(PRY)
    page.wait_for_timeout(200)
    context.close()
    assert ran == []
    assert asked == []


def test_every_page_holds_what_the_list_allows_and_no_more(briefing: Attacked) -> None:
    assert len(VECTORS) > 600
    allowed = {name.lower() for name in ELEMENTS}  # as they are read here
    count = 0
    for path in briefing.site.rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        title = page.findtext(".//title") or ""
        assert "<" not in title or MARK in title
        for element in page.iterfind(".//article//*"):
            count += 1
            assert element.tag in allowed or element.tag == "button", (path, element.tag)  # of the page of no page
            assert not [name for name in map(str, element.attrib) if name.startswith("on") or name == "style"], path
            loaded = [element.get("src", ""), element.get("poster", ""), *element.get("srcset", "").split(",")]
            assert all(urlsplit(urljoin(HERE, address.strip())).netloc == urlsplit(HERE).netloc for address in loaded)
        for data in page.iterfind(".//script[@type='application/ld+json']"):
            assert json.loads(data.text or "")["@context"] == "https://schema.org"
        assert len(page.findall(".//head/script")) <= 2
        assert len(page.findall(".//meta[@http-equiv]")) == 1
    assert count > 500
    assert {problem.code for problem in briefing.problems} >= {"E540", "E541"}


def test_feeds_and_data_keep_their_form(briefing: Attacked) -> None:
    for path in (*briefing.site.rglob("*.xml"), *briefing.site.rglob("*.svg")):
        ElementTree.parse(path)
    works = briefing.works
    rows = json.loads(csl_json(works))
    assert len(rows) == len(works)
    records = ris(works)
    assert records.count("\r\nER  - ") == len(works)
    assert len(re.findall(r"(?m)^TY  - ", records)) == len(works)
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in records.split("\r\n"))
    index = briefing.site / "search/index.js"
    if index.exists():  # so many words may stand here that the search is a large site's
        assert json.loads(index.read_text("utf-8").removeprefix("window.briefingIndex=").rstrip(";\n"))["pages"]
    makes = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|DOMParser|document\.write|\beval\(|new Function")
    scripts = [*briefing.site.rglob("assets/briefing/*.js"), *briefing.site.rglob("search/*.js")]
    own = [
        path for path in scripts if path.name not in ("index.js", "later.js", "names.js")
    ]  # data: what they hold is only shown
    assert own
    assert not [path.name for path in own if makes.search(path.read_text(encoding="utf-8"))]


def test_what_programs_read_keeps_its_form(briefing: Attacked, tmp_path: Path) -> None:
    project = dataclasses.replace(lay_project(tmp_path), settings=briefing.settings.model_copy(update={"url": None}))
    fronts = {path: split_front(text)[0] for path, text in briefing.pages.items()}
    write_machines(project, tmp_path / "site", briefing.pages, fronts)
    listed = html.fromstring(Markdown().convert((tmp_path / "site/llms.txt").read_text("utf-8")))
    assert {str(element.tag) for element in listed.iter()} <= {
        "div",
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "a",
        "code",
        "blockquote",
    }
    links = [str(a.get("href")) for a in listed.iterfind(".//a")]
    assert len(links) > len(briefing.pages) // 4
    assert not [link for link in links if not link.startswith("files/") and not (tmp_path / "site" / link).is_file()]
    assert MARK in "".join(map(str, listed.itertext()))


def test_the_e_book_holds_no_more(briefing: Attacked) -> None:
    book, _ = compile_epub(briefing.pages, briefing.settings, "full")
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert not [name for name in names if ".." in name or name.startswith("/")]
        documents = [name for name in names if name.endswith((".xhtml", ".opf", ".ncx", ".xml"))]
        assert len(documents) > 10
        for name in documents:
            for element in ElementTree.fromstring(packed.read(name)).iter():
                tag = str(element.tag).rpartition("}")[2]
                assert tag not in ("script", "iframe", "form", "object", "embed", "base", "style"), name
                for label, value in element.attrib.items():
                    label = label.rpartition("}")[2]
                    assert not label.startswith("on"), name
                    if label in ("href", "src"):
                        assert not re.match(r"\s*(?:javascript|data|vbscript):", value, re.IGNORECASE), name
                        assert label != "src" or "//" not in value, name


def test_the_pdf_holds_no_action_but_links(briefing: Attacked, tmp_path: Path) -> None:
    topic = next(path[7:-3] for path in briefing.pages if re.fullmatch(r"topics/(?!index)[\w-]+\.md", path))
    pdf.build_pdf(briefing.pages, briefing.settings, tmp_path, pdf.Options(edition="full"), [topic])
    data = (tmp_path / "topics" / f"{topic}.pdf").read_bytes()
    read = pypdf.PdfReader(io.BytesIO(data))
    assert MARK in "".join(page.extract_text() for page in read.pages)
    root: Any = read.trailer["/Root"].get_object()
    assert "/OpenAction" not in root
    assert "/AA" not in root
    for page in read.pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            assert action.get("/S") in (None, "/URI", "/GoTo")
            assert not re.match(r"\s*(?:javascript|data|vbscript|file):", str(action.get("/URI", "")), re.IGNORECASE)
