"""The whole way on the real briefing: same bytes twice, the last good output stays, the full edition stays apart."""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefing.cli import main
from briefing.pipeline import Options, read_briefing, run

KEYS = {"khan2024": 15, "anon2024": 19, "ramani2021": 11, "ramani2019": 11, "stepanova2021": 18}
Copy = Callable[[], Path]


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the briefing, built whole."""
    from tests.conftest import INPUTS, ROOT

    target = tmp_path_factory.mktemp("built")
    for name in INPUTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name)
        elif (ROOT / name).is_file():
            shutil.copy2(ROOT / name, target / name)
    result = run(target, ("pages", "pdf", "exports", "site"), Options(strict=True))
    assert [p for p in result.problems if p.severity != "note"] == []
    return target


def test_the_build_makes_every_output(built: Path) -> None:
    site = built / "build" / "site"
    for key in KEYS:
        assert (site / "sources" / key / "index.html").is_file()
    for path in ("index.html", "topics/iskp/index.html", "timeline/index.html", "bibliography/index.html", "404.html"):
        assert (site / path).is_file(), path
    exports = {path.name for path in (built / "build" / "exports").iterdir()}
    assert exports >= {"references.bib", "references.json", "references.ris", "ledger.json", "briefing-site.zip"}
    assert zipfile.is_zipfile(built / "build" / "exports" / "briefing.epub")
    assert (built / "build" / "pdf" / "briefing.pdf").read_bytes().startswith(b"%PDF-")
    topics = {path.stem for path in (built / "topics").glob("*.md")}
    assert {path.stem for path in (built / "build" / "pdf" / "topics").glob("*.pdf")} == topics


@pytest.mark.parametrize("key", KEYS)
def test_every_paragraph_of_a_source_stands_on_its_page(built: Path, key: str) -> None:
    html = (built / "build" / "site" / "sources" / key / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'id="p(\d+)"', html)) == {str(n) for n in range(1, KEYS[key] + 1)}


def test_no_page_names_another_host_for_what_it_loads(built: Path) -> None:
    loads = re.compile(
        r'<(?:script|img|iframe|source)[^>]+src="(https?:)?//|<link[^>]+rel="(?:stylesheet|preconnect|preload)"[^>]+href="(https?:)?//'
    )
    pages = list((built / "build" / "site").rglob("*.html"))
    assert len(pages) > 50
    assert [page.name for page in pages if loads.search(page.read_text(encoding="utf-8"))] == []


def test_two_builds_are_the_same_bytes(built: Path, copy_briefing: Copy) -> None:
    again = copy_briefing()
    run(again, ("pages", "pdf", "exports", "site"), Options())
    assert digests(again / "build") == digests(built / "build")


def test_a_broken_input_leaves_the_last_good_outputs(copy_briefing: Copy) -> None:
    root = copy_briefing()
    assert run(root, ("site",), Options()).made
    before = digests(root / "build")
    topic = root / "topics" / "iskp.md"
    topic.write_text(
        topic.read_text(encoding="utf-8").replace("@khan2024, ¶10]", "@khan2024, ¶99]", 1), encoding="utf-8"
    )
    result = run(root, ("site",), Options())
    assert result.made == ()
    assert {p.path for p in result.problems if p.fails} == {"topics/iskp.md"}
    assert digests(root / "build") == before


def test_the_full_edition_sets_on_letter_paper(originals: Path, copy_briefing: Copy) -> None:
    root = copy_briefing()
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("redirects: {}", "paper: us-letter"), "utf-8")
    result = run(root, ("pdf",), Options(edition="full", originals=originals))
    assert [p for p in result.problems if p.code.startswith("E6")] == []
    assert result.made


def test_the_full_edition_shows_the_originals_and_stays_apart(originals: Path, copy_briefing: Copy) -> None:
    root = copy_briefing()
    result = run(root, ("site",), Options(edition="full", originals=originals))
    assert [p for p in result.problems if p.fails] == []
    assert (
        sorted(path.name for path in (root / "build").iterdir() if path.name in ("site", "pdf", "exports", "pages"))
        == []
    )
    briefing = read_briefing(root, Options(originals=originals))
    for key, document in briefing.originals.items():
        page = (root / "build" / "full" / "site" / "sources" / key / "index.html").read_text(encoding="utf-8")
        words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
        opening = " ".join(document.paragraphs[-1].text.split()[:4])
        assert opening.split("[^")[0].strip() in words
        assert "internal" in page.lower()


def test_every_page_of_a_full_edition_on_paper_is_marked(originals: Path, copy_briefing: Copy) -> None:
    root = copy_briefing()
    run(root, ("pdf",), Options(edition="full", originals=originals, topics=("csto",)))
    pages = [page.extract_text() for page in PdfReader(root / "build" / "full" / "pdf" / "topics" / "csto.pdf").pages]
    assert len(pages) > 1
    assert ["not for redistribution" in text.lower() for text in pages] == [True] * len(pages)


def test_the_public_edition_holds_no_run_of_an_original(originals: Path, built: Path) -> None:
    word = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
    briefing = read_briefing(built, Options(originals=originals))
    runs: set[tuple[str, ...]] = set()
    for document in briefing.originals.values():
        for paragraph in document.paragraphs:
            words = [w.lower() for w in word.findall(re.sub(r"\[\^\w+\]", "", paragraph.text))]
            runs.update(tuple(words[i : i + 9]) for i in range(len(words) - 8))
    assert len(runs) > 5000
    for page in (built / "build" / "pages").rglob("*.md"):
        text = re.sub(r"“[^”]*”|\"[^\"\n]*\"|\]\([^)]*\)|<[^>]+>", " | ", page.read_text(encoding="utf-8"))
        for piece in text.split("|"):
            words = [w.lower() for w in word.findall(piece)]
            shared = [words[i : i + 9] for i in range(len(words) - 8) if tuple(words[i : i + 9]) in runs]
            assert not shared, f"{page.name}: {shared[:1]}"


def test_an_original_that_differs_is_a_problem(originals: Path, copy_briefing: Copy, tmp_path: Path) -> None:
    folder = tmp_path / "originals"
    shutil.copytree(originals, folder)
    changed = sorted(folder.glob("*.txt"))[0]
    changed.write_bytes(changed.read_bytes() + b"\n")
    result = run(copy_briefing(), ("pages",), Options(edition="full", originals=folder))
    assert [p.code for p in result.problems if p.fails] == ["E105"]
    assert result.made == ()


def test_the_full_edition_needs_originals(copy_briefing: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--edition", "full", "--project", str(copy_briefing())]) == 2
    assert "--originals" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_a_problem(copy_briefing: Copy) -> None:
    root = copy_briefing()
    (root / "build").mkdir()
    (root / "build" / "pages").write_text("a file where a folder belongs", encoding="utf-8")
    result = run(root, ("pages",), Options())
    assert [(p.code, p.path, p.found) for p in result.problems if p.fails] == [("E708", "build/pages", "File exists")]
    assert result.made == ()


def test_a_problem_of_paper_points_at_the_line_as_it_was_written(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    assert main(["new", str(root)]) == 0
    front, topic = root / "docs" / "index.md", next((root / "topics").glob("*.md"))
    front.write_text(front.read_text("utf-8").replace("## ", "A line with 港 in it.\n\n## ", 1), "utf-8")
    topic.write_text(topic.read_text("utf-8").replace("The office has", "The office 港 has", 1), "utf-8")
    found = {p.path: p.line for p in run(root, ["pdf"]).problems if p.code == "E603"}
    lines = front.read_text("utf-8").splitlines()
    assert found["docs/index.md"] == lines.index("A line with 港 in it.") + 1
    assert f"build/pages/topics/{topic.name}" in found
