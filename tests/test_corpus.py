"""The second corpus, of another subject and in three scripts, is built whole without a warning."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefing.pipeline import Options, Result, run
from tests.corpus_project import CORPUS, lay_corpus

GOALS = ("pages", "pdf", "exports", "site")


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result, Result]:
    """The corpus, built with its originals as a public and as a full edition."""
    root = tmp_path_factory.mktemp("corpus") / "lake"
    held = lay_corpus(root)
    public = run(root, GOALS, Options(strict=True, originals=held))  # type: ignore[arg-type]
    full = run(root, GOALS, Options(strict=True, originals=held, edition="full"))  # type: ignore[arg-type]
    return root, public, full


def page(root: Path, path: str, edition: str = "") -> str:
    return (root / "build" / edition / "pages" / path).read_text(encoding="utf-8")


def test_both_editions_are_built_without_a_problem(lake: tuple[Path, Result, Result]) -> None:
    _, *results = lake
    for result in results:
        assert [p for p in result.problems if p.severity != "note"] == []
        assert [made.what for made in result.made] == ["Markdown pages", "PDFs", "exports", "site"]


def test_another_script_is_read_linked_and_printed(lake: tuple[Path, Result, Result]) -> None:
    root, *_ = lake
    source = page(root, "sources/petrova2019.md")
    assert "уровень" in source
    assert "](../entities/lake-zarem.md)" in source, "a Cyrillic alias is linked"
    assert "Петрова" in page(root, "bibliography.md")
    assert "ليلى" in page(root, "bibliography.md")
    assert "¶ 1" in page(root, "entities/lake-zarem.md")
    printed = "\n".join(p.extract_text() for p in PdfReader(root / "build/pdf/briefing.pdf").pages)
    assert "Зарем" in printed
    assert "Okoro" in printed


def test_an_institution_stays_whole_and_its_works_of_one_year_are_told_apart(lake: tuple[Path, Result, Result]) -> None:
    root, *_ = lake
    works = {item["id"]: item for item in json.loads((root / "build/exports/references.json").read_text("utf-8"))}
    assert works["level2021"]["author"] == [{"literal": "Zarem Water Board"}]
    assert {"literal": "Zarem Water Board"} in works["gates2023"]["author"]
    names = [
        re.search(r"^# (.+)$", page(root, f"sources/{key}.md"), re.MULTILINE)[1]  # type: ignore[index]
        for key in ("level2021", "dredging2021")
    ]
    assert len(set(names)) == 2
    labels = set(
        re.findall(
            r"\[(Zarem Water Board 2021[a-c])\]", page(root, "topics/water-level.md") + page(root, "topics/fishing.md")
        )
    )
    assert len(labels) == 2


def test_a_source_without_a_date_is_no_obstacle(lake: tuple[Path, Result, Result]) -> None:
    root, *_ = lake
    source = page(root, "sources/leaflet.md")
    assert "prints no date" in source
    assert "leaflet.md" in page(root, "sources/index.md")
    assert not re.search(r"\bNone\b|\b0000\b|\b1970\b", source)


def test_forward_and_reverse_links_are_the_same(lake: tuple[Path, Result, Result]) -> None:
    root, *_ = lake
    ledger = json.loads((root / "build/exports/ledger.json").read_text("utf-8"))
    forward = {
        (claim["id"], citation["key"], n)
        for claim in ledger["claims"]
        for citation in claim["citations"]
        for n in citation["paragraphs"]
    }
    reverse = set()
    for path in sorted((root / "build/pages/sources").glob("*.md")):
        for n, part in re.findall(
            r'<div class="paragraph" id="p(\d+)"(.*?)(?=<div class="paragraph"|\Z)', path.read_text("utf-8"), re.DOTALL
        ):
            listed = part.partition('class="cited-by"')[2].partition("</details>")[0]
            reverse |= {(claim, path.stem, int(n)) for claim in re.findall(r"#(c-[0-9a-f]{8})\)", listed)}
    assert forward
    assert reverse == forward


def test_the_public_edition_holds_no_original_and_the_full_one_does(lake: tuple[Path, Result, Result]) -> None:
    root, *_ = lake
    said = "announced that they would go to court"
    assert said in (CORPUS / "held" / "page.html").read_text(encoding="utf-8")
    full = {"full"}  # which holds its own cache, too
    public = [p for p in (root / "build").rglob("*") if p.is_file() and full.isdisjoint(p.relative_to(root).parts)]
    assert public
    assert not [p for p in public if said.encode() in p.read_bytes()]
    assert said in page(root, "sources/brandt2022.md", "full")


def test_original_that_is_a_pdf_or_a_web_page_is_compared_with_its_digest(lake: tuple[Path, Result, Result]) -> None:
    root, *_ = lake
    held = root.with_name(f"{root.name}-held")
    path = root / "sources" / "gates2023.md"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("2.4 million", "2.6 million"), encoding="utf-8")
    try:
        problems = run(root, (), Options(originals=held)).problems
    finally:
        path.write_text(good, encoding="utf-8")
    assert ("sources/gates2023.md", "E332") in {(p.path, p.code) for p in problems}
