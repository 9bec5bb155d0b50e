"""What readers of the briefing see of what people have read: on pages, in the PDFs, in the EPUB; and never too much."""

from __future__ import annotations

import random
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from benchmarks.meaning_mutations import KINDS

from briefing.evidence.lock import read_lock
from briefing.evidence.markup import plain
from briefing.linking import link
from briefing.model import Library, Source
from briefing.pages import compose
from briefing.pipeline import Briefing, Options, read_briefing, run
from briefing.review import Review, find_items, review, write_review
from briefing.review.standing import sign_of

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-01-02"
BATCHES = 3
"""Times that errors are planted; each time every paragraph has one."""


@cache
def signed() -> tuple[Briefing, Review]:
    """This briefing as if somebody had read all of it; nothing of that is written anywhere."""
    briefing = read_briefing(ROOT)
    items = [standing.item for standing in briefing.reviewed.standings.values()]
    return briefing, Review("A Reader", tuple(sign_of(item, "reads true", DAY) for item in items))


def planted(source: Source, library: Library, rng: random.Random) -> tuple[Source, set[int]]:
    """A digest with one error of meaning in each paragraph that offers one, and the paragraphs that have it."""
    rows, numbers = [], set()
    for paragraph in source.paragraphs:
        mutants = [m for mutate in KINDS.values() for m in mutate(paragraph.text, rng, library)]
        mutants = [m for m in mutants if plain(m) != plain(paragraph.text)]
        rows.append(replace(paragraph, text=rng.choice(mutants)) if mutants else paragraph)
        numbers |= {paragraph.first} if mutants else set()
    return replace(source, paragraphs=tuple(rows)), numbers


@pytest.mark.parametrize("seed", range(BATCHES))
def test_no_error_planted_in_a_digest_leaves_a_page_that_says_a_person_read_it(seed: int) -> None:
    briefing, record = signed()
    library, rng = briefing.library, random.Random(seed)
    made = {key: planted(source, library, rng) for key, source in library.sources.items() if source.rights == "digest"}
    wrong = {f"{key} ¶{n}" for key, (_, numbers) in made.items() for n in numbers}
    assert len(wrong) >= 57
    changed = replace(library, sources={**library.sources, **{key: source for key, (source, _) in made.items()}})
    lock, _ = read_lock(briefing.project.files)
    reviewed = review(find_items(changed, briefing.linked.claims, lock), (record,))
    linked, _ = link(changed, list(briefing.linked.claims))
    pages = compose(linked, briefing.references, briefing.project.settings, reviewed=reviewed)
    said = 0
    for key, (_, numbers) in made.items():
        text = pages[f"sources/{key}.md"]
        parts = re.split(r'(?=<[^>]*\bid="p\d+")', text)
        for part in parts:
            found = re.match(r'<[^>]*\bid="p(\d+)"', part)
            if found and int(found[1]) in numbers:
                assert not re.search(r'class="read-mark"[^>]*>Read by A Reader, 2 January 2026\.', part), (
                    key,
                    found[1],
                )
                said += 'class="read-mark"' in part
    assert said >= 57, "each says what has changed since"
    states = dict(re.findall(r'id="(c-\w+)"[^>]*data-review="(\w+)"', "".join(pages[path] for path in pages)))
    cited = {c.id: {f"{r.key} ¶{n}" for r in c.citations for n in r.locators} for c in briefing.linked.claims}
    shown = [id for id, refs in cited.items() if refs & wrong and id in states]
    assert len(shown) >= 57
    assert {states[id] for id in shown} == {"lapsed"}


def text_of(path: Path) -> str:
    """All text of a PDF, its lines as one."""
    pages = list(pypdfium2.PdfDocument(path))
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_the_pdfs_and_the_epub_carry_what_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from briefing.cli import main

    root = tmp_path / "harbour"
    assert main(["new", str(root)]) == 0
    capsys.readouterr()
    items = [s.item for s in read_briefing(root).reviewed.standings.values() if s.item.kind == "claim"][:3]
    mine = Review("Ida Brandt", tuple(sign_of(item, "reads true", DAY) for item in items))
    (root / "reviews").mkdir()
    (root / mine.path).write_text(write_review(mine), encoding="utf-8")
    assert run(root, ("pages", "site", "pdf", "exports"), Options()).made
    wanted = "Compared by machine; read by a person: 3 of 12 sentences, none of 4 digest paragraphs"
    assert wanted in text_of(root / "build" / "pdf" / "briefing.pdf")
    assert wanted in (root / "build" / "pages" / "method.md").read_text(encoding="utf-8")
    with zipfile.ZipFile(root / "build" / "exports" / "briefing.epub") as book:
        assert wanted in book.read("EPUB/title.xhtml").decode()
        assert wanted in book.read("EPUB/method.xhtml").decode()
    for path in (root / "build" / "pdf" / "topics").glob("*.pdf"):
        assert re.search(r"read by a person: (\d+|none) of \d+", text_of(path)), path
