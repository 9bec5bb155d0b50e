"""What Zotero takes from pages and reference files, by its own translators: the right type, all fields, the PDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from briefing.cli import main
from briefing.library import bibliography
from briefing.model import Work
from briefing.pages import citing
from briefing.pages import works as telling
from briefing.project import Project
from briefing.publish import build_site
from tests import pages_project as tiny
from tests.site_project import ADDRESS, lay_project
from tests.zotero.conftest import Import

REPORT = """@report{report2020, author = {{Harbour and Coast Office} and Moor, Jan},
  title = {{Tolls and Tides: A Review}}, shorttitle = {{Review of Tolls}}, type = {White Paper}, number = {12},
  institution = {{Harbour and Coast Office}},
  date = {2020-02-03}, url = {https://harbour.example/review}, langid = {german}}"""
WORKS: dict[str, dict[str, Any]] = {
    REPORT: {
        "itemType": "report", "title": "Tolls and Tides: A Review", "shortTitle": "Review of Tolls",
        "date": "2020-02-03", "institution": "Harbour and Coast Office", "reportType": "White Paper",
        "reportNumber": "12", "language": "de", "url": "https://harbour.example/review",
        "creators": [("Harbour and Coast Office",), ("Moor", "Jan")],
    },
    """@article{journal2019, author = {van der Zee, Ada}, title = {{On Straits}}, journaltitle = {Journal of Straits},
      volume = {4}, number = {2}, pages = {10--31}, date = {2019}, doi = {10.5555/straits.4}}""": {
        "itemType": "journalArticle", "title": "On Straits", "publicationTitle": "Journal of Straits", "volume": "4",
        "issue": "2", "pages": "10-31", "date": "2019", "DOI": "10.5555/straits.4",
        "creators": [("van der Zee", "Ada")],
    },
    """@article{magazine2019, author = {Tide, Ella}, title = {{Who Pays?}}, journaltitle = {The Pilot},
      entrysubtype = {magazine}, date = {2019-05~}}""": {
        "itemType": "magazineArticle", "publicationTitle": "The Pilot", "date": "2019-05",
        "creators": [("Tide", "Ella")],
    },
    """@article{news2018, title = {{Toll doubled}}, journaltitle = {Strait Courier}, entrysubtype = {newspaper},
      date = {2018-01-09}}""": {
        "itemType": "newspaperArticle", "publicationTitle": "Strait Courier", "date": "2018-01-09", "creators": [],
    },
    """@online{web2021, author = {Moor, Jan}, title = {{Sea Lanes}}, organization = {{Office of Lanes}},
      date = {2021-09}, url = {https://lanes.example/sea}}""": {
        "itemType": "webpage", "websiteTitle": "Office of Lanes", "date": "2021-09", "url": "https://lanes.example/sea",
        "creators": [("Moor", "Jan")],
    },
    """@book{book1980, author = {Pilot, Ursula}, title = {{A Book}}, publisher = {Quay Press}, location = {Kelm},
      date = {1980}, isbn = {978-3-16-148410-0}}""": {
        "itemType": "book", "title": "A Book", "publisher": "Quay Press", "date": "1980", "ISBN": "9783161484100",
        "creators": [("Pilot", "Ursula")],
    },
    """@incollection{chapter2001, author = {Pilot, Ursula}, title = {{A Part}}, booktitle = {{The Whole}},
      publisher = {Quay Press}, date = {2001}, pages = {3--9}}""": {
        "itemType": "bookSection", "title": "A Part", "bookTitle": "The Whole", "publisher": "Quay Press",
        "pages": "3-9", "creators": [("Pilot", "Ursula")],
    },
    """@thesis{thesis2010, author = {Pilot, Ursula}, title = {{Theses}}, type = {phdthesis},
      institution = {{University of Kelm}}, date = {2010}}""": {
        "itemType": "thesis", "university": "University of Kelm", "date": "2010", "creators": [("Pilot", "Ursula")],
    },
}  # fmt: skip
"""Works, made up, and the fields of the item that they should become; dates as ISO 8601."""

UNTOLD: dict[str, tuple[str, ...]] = {
    "RIS": (),
    "BibTeX": ("language", "websiteTitle", "magazineArticle", "newspaperArticle"),
}
"""What Zotero does not read of a format: of BibLaTeX `langid`, `organization`, `entrysubtype`."""


def page(site: Path, path: str) -> dict[str, str]:
    """A page as Zotero's button gets it; `path` as in `topics/crossings/`."""
    return {"html": (site / path / "index.html").read_text(encoding="utf-8"), "url": ADDRESS + path}


def only(found: dict[str, Any], translator: str = "Embedded Metadata") -> dict[str, Any]:
    """The one item that was found, its creators as tuples (family, given) or (whole,), its date as ISO 8601."""
    assert found["translator"] == translator
    (item,) = found["items"]
    return normal(item)


def normal(item: dict[str, Any]) -> dict[str, Any]:
    """An item with its creators as tuples and its date, however written, as ISO 8601; ISBN and pages plain."""
    people = [(c["name"],) if "name" in c else (c["lastName"], c["firstName"]) for c in item["creators"]]
    whole = {**item, "creators": people, "date": item["isoDate"]}
    for name, written, plain in (("ISBN", "-", ""), ("pages", "–", "-")):
        if name in whole:
            whole[name] = whole[name].replace(written, plain)
    return whole


def test_a_topic_is_a_report_with_its_pdf(zotero: Import, project: Project) -> None:
    site = project.root / "build" / "site"
    (found,) = zotero([page(site, "topics/crossings/")])
    item = only(found)
    document = html.fromstring(page(site, "topics/crossings/")["html"])
    assert found["detected"] == item["itemType"] == "report"
    assert item["title"] == document.findtext(".//h1")
    assert item["creators"] == [("Quay", "Ada")]
    assert item["institution"] == "Institute of Straits"
    assert item["seriesTitle"] == tiny.project()[1].title
    assert item["reportType"] == "Briefing"
    assert item["date"] == tiny.project()[1].edition
    assert item["url"] == f"{ADDRESS}topics/crossings/"
    assert item["language"] == "en"
    assert [item["abstractNote"]] == [e.get("content") for e in document.iter("meta") if e.get("name") == "description"]
    assert "extra" not in item
    pdf, *others = item["attachments"]  # newer Zotero takes no snapshot where it has a PDF
    assert pdf == {"title": "Full Text PDF", "type": "application/pdf", "url": f"{ADDRESS}files/topics/crossings.pdf"}
    assert all(other["url"] == item["url"] for other in others)


def test_the_front_page_is_the_whole_briefing(zotero: Import, project: Project) -> None:
    (found,) = zotero([page(project.root / "build" / "site", "")])
    item = only(found)
    assert found["detected"] == item["itemType"] == "report"
    assert item["title"] == tiny.project()[1].title
    assert "seriesTitle" not in item
    assert item["attachments"][0]["url"] == f"{ADDRESS}files/briefing.pdf"


def test_a_source_is_the_source_and_says_where_its_digest_is(zotero: Import, project: Project) -> None:
    site = project.root / "build" / "site"
    numbers, toll = map(only, zotero([page(site, "sources/moor2021/"), page(site, "sources/anon2022/")]))
    assert numbers["itemType"] == "report"
    assert numbers["creators"] == [("Moor", "Jan"), ("Tide", "Ella")]
    assert numbers["institution"] == "Harbour and Coast Office"
    assert numbers["reportNumber"] == "7"
    assert numbers["date"] == "2021-03-02"
    assert numbers["url"] == "https://harbour.example/numbers"
    assert numbers["extra"] == f"Digest: {ADDRESS}sources/moor2021/"
    assert numbers["abstractNote"].startswith("Digest of Moor and Tide 2021")
    assert [a["type"] for a in numbers["attachments"]] == ["text/html"]
    assert toll["itemType"] == "newspaperArticle"
    assert toll["publicationTitle"] == "Strait Courier"
    assert toll["creators"] == []
    assert toll["date"] == "2022-11"


def test_other_pages_are_pages_of_the_site(zotero: Import, project: Project) -> None:
    (found,) = zotero([page(project.root / "build" / "site", "method/")])
    assert found["detected"] == only(found)["itemType"] == "webpage"


def source_page(work: Work) -> str:
    """A page with a work's metadata, as source pages have it."""
    title = str(work.csl["title"])
    front = f"title: {json.dumps(title)}\nkind: source\ncitation: {json.dumps(citing.of_work(work))}"
    return f"---\n{front}\n---\n# {title}\n"


@pytest.fixture(scope="session")
def works() -> dict[str, Work]:
    """The works, read as the bibliography is."""
    found, problems = bibliography.read_bibliography("\n\n".join(WORKS).encode())
    assert [p for p in problems if p.severity == "error"] == []
    return dict(found)


def test_each_kind_of_work_has_the_same_fields_by_button_and_by_file(
    zotero: Import, works: dict[str, Work], tmp_path: Path
) -> None:
    made = lay_project(
        tmp_path, pages={"index.md": "# Front\n", **{f"sources/{k}.md": source_page(w) for k, w in works.items()}}
    )
    assert [p for p in build_site(made, strict=False) if p.severity == "error"] == []
    site = tmp_path / "build" / "site"
    *pages, ris, bib = zotero(
        [
            *(page(site, f"sources/{key}/") for key in works),
            {"text": bibliography.ris(works)},
            {"text": bibliography.bibtex(works)},
        ]
    )
    expected = [{"language": "en", **fields} for fields in WORKS.values()]
    for work, found, wanted in zip(works.values(), map(only, pages), expected, strict=True):
        assert {name: found.get(name) for name in wanted} == wanted, work.key
    for name, file in {"RIS": ris, "BibTeX": bib}.items():
        assert file["translator"] == name
        for work, found, wanted in zip(works.values(), map(normal, file["items"]), WORKS.values(), strict=True):
            unread = UNTOLD[name]
            told = {field: value for field, value in wanted.items() if field not in unread and value not in unread}
            assert {field: found.get(field) for field in told} == told, (name, work.key)


def test_editors_of_a_report_come_by_file(zotero: Import) -> None:
    entry = b"@report{r, author = {Moor, Jan}, editor = {Fenn, Lou}, title = {{T}}, institution = {{I}}, date = {2020}}"
    found, _ = bibliography.read_bibliography(entry)
    for (item,) in (file["items"] for file in zotero([{"text": bibliography.ris(found)}, {"text": entry.decode()}])):
        assert [(c["creatorType"], c["lastName"]) for c in item["creators"]] == [("author", "Moor"), ("editor", "Fenn")]


def test_each_source_of_this_briefing_is_imported_as_its_own_reference(
    zotero: Import, copy_briefing: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", ADDRESS)
    root = copy_briefing()
    assert main(["build", "--project", str(root)]) == 0
    site = root / "build" / "site"
    known, _ = bibliography.read_bibliography((root / "references.bib").read_bytes())
    keys = sorted(path.stem for path in (root / "sources").glob("*.md"))
    topics = sorted(path.stem for path in (root / "topics").glob("*.md"))
    found = zotero([*(page(site, f"sources/{k}/") for k in keys), *(page(site, f"topics/{t}/") for t in topics)])
    for key, item in zip(keys, map(only, found[: len(keys)]), strict=True):
        csl = known[key].csl
        assert item["title"] == csl["title"]
        assert len(item["creators"]) == len(csl.get("author", ())), key
        assert (item["date"] or "") == telling.iso(known[key])
        assert item["extra"] == f"Digest: {ADDRESS}sources/{key}/"
        assert csl.get("publisher", "") in (item.get("institution"), item.get("websiteTitle"), ""), key
    for topic, item in zip(topics, map(only, found[len(keys) :]), strict=True):
        assert item["itemType"] == "report"
        assert item["attachments"][0]["url"] == f"{ADDRESS}files/topics/{topic}.pdf"
