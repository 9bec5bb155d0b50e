"""Pages kept from one build to the next are those that composing afresh gives; each part of their keys is needed."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from briefing.files import write_tree
from briefing.library.bibliography import Reference
from briefing.memory import Memory
from briefing.model import LinkedLibrary, Match, Place
from briefing.pages import compose, page_works
from briefing.pages import kept as kept_pages
from briefing.pages.kept import Inputs, Kept
from briefing.pages.page import Page
from briefing.pages.reads import Reads
from briefing.review.items import Item
from briefing.review.standing import Reading, Reviewed, Standing
from briefing.settings import Settings
from tests import pages_project as tiny

LOG = """---
original:
  sha256: "0000000000000000000000000000000000000000000000000000000000000003"
  paragraphs: 1
rights: digest
---
¶1 The harbour master logs nothing.
"""
BIB = "@book{log2020, author = {Log, Ola}, title = {{A Log}}, publisher = {Quay Press}, date = {2020}}\n"
FILES = {
    **tiny.project()[0],
    "sources/log2020.md": LOG.encode(),
    "references.bib": tiny.project()[0]["references.bib"] + BIB.encode(),
    "docs/topics/zz.md": b"# By hand\n\nA page.\n",
}
FERRIES = "topics/ferries.md"
TOLLS = "topics/tolls.md"
MOOR = "sources/moor2021.md"


@dataclass(frozen=True)
class Case:
    """All that pages are composed from."""

    files: Mapping[str, bytes] = field(default_factory=lambda: FILES)
    settings: Settings = tiny.project()[1]
    reviewed: Reviewed = field(default_factory=Reviewed)
    compared: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    paper: bool = True
    style: str = "{}"
    turned: Callable[[LinkedLibrary], LinkedLibrary] = lambda linked: linked

    def pages(self, kept: tuple[Memory, Path] | None = None) -> dict[str, str]:
        """The pages; with `kept`, those that nothing has touched are the last build's, and all are kept."""
        linked = self.turned(tiny.linked(self.files)[0])
        works = {**linked.library.works, **page_works(linked.library, self.settings)}
        references = {
            key: Reference(f"{work.csl.get('title')}, {work.date}", key, key)
            if not key.startswith("page:")
            else Reference(self.style.format(work.csl.get("title")), key, key)
            for key, work in works.items()
        }
        pages = compose(
            linked, references, self.settings, compared=self.compared, elsewhere=self.elsewhere, reviewed=self.reviewed,
            paper=self.paper, lasting=False,
            kept=(lambda context: Kept(kept[0], kept[1], Inputs(context, self.files))) if kept else None,
        )  # fmt: skip
        return dict(pages)


def edited(path: str, old: str, new: str) -> Case:
    text = FILES[path].decode()
    assert old in text, path
    return Case({**FILES, path: text.replace(old, new, 1).encode()})


def added(path: str, text: str) -> Case:
    return Case({**FILES, path: FILES.get(path, b"") + text.encode()})


def standing(id: str, kind: Any, page: str, state: str) -> Reviewed:
    item = Item(id, kind, "", "", "", (), page, Place(page))
    lapsed = ("it changed",) if state == "lapsed" else ()
    readings = () if state == "unread" else (Reading("ada", "reads true", "2023-01-01", "", lapsed),)
    return Reviewed({id: Standing(item, readings)}, ("ada",))


def digest(key: str, state: str = "read") -> Reviewed:
    return standing(f"{key} ¶1", "digest", f"sources/{key}.md", state)


def claim(state: str) -> Reviewed:
    id = next(c.id for c in tiny.linked(FILES)[0].claims if c.home == TOLLS and c.groups)
    return standing(id, "claim", TOLLS, state)


def otherwise(part: str) -> Callable[[LinkedLibrary], LinkedLibrary]:
    """The same library, a claim of tolls with another id, waiver, or match."""

    def turned(linked: LinkedLibrary) -> LinkedLibrary:
        rows = list(linked.claims)
        at = next(i for i, c in enumerate(rows) if c.home == TOLLS and any(k.matches for k in c.checks))
        claim = rows[at]
        match part:
            case "id":
                at = next(i for i, c in enumerate(rows) if c.home == "timeline.md" and "toll up" in c.text)
                rows[at] = replace(rows[at], id="c-00000000")
            case "outcome":
                rows[at] = replace(claim, checks=(replace(claim.checks[0], outcome="missing"), *claim.checks[1:]))
            case "match":
                check = next(k for k in claim.checks if k.matches)
                one = check.matches[0]
                moved = replace(check, matches=(Match(one.key, one.n, one.start + 2, one.end + 3, one.text),))
                rows[at] = replace(claim, checks=tuple(moved if k is check else k for k in claim.checks))
        return replace(linked, claims=tuple(rows))

    return turned


ANSWER = """      - source: moor2021
        stance: no
        says: "Crossings fell by half. [@moor2021, ¶3–4]"
"""
ALONE = edited(FERRIES, "[ferry-back, toll-gone]", "[ferry-back]").files
FRONT = FILES["docs/index.md"].replace(b"toll-gone", b"ferry-back")
THREE = edited(FERRIES, '¶3–4]"\n    confidence', '¶3–4; @harbour2024]"\n    confidence').files
BARE = added(FERRIES, "\nNothing more is told.[@unread1980]\n").files
CASES: dict[str, tuple[Case, Case]] = {
    "file": (Case(), edited("sources/moor2021.md", "40 crowns still", "41 crowns still")),
    "about": (Case(), Case(settings=tiny.project()[1].model_copy(update={"edition": "2024-01-01"}))),
    "work": (Case(), edited("references.bib", "{{Toll Ledger}}", "{{Ledger of Tolls}}")),
    "notes": (Case(), Case({**FILES, MOOR: FILES[MOOR].replace(b"[^3]", b"[^4]")})),
    "remarks": (Case(), edited(MOOR, "crowns still.", 'crowns still. <!-- evidence: allow "40" because so it is -->')),
    "on.relying": (Case(), edited(FERRIES, "crossings low.[@anon2022, ¶1;", "crossings low.[@anon2022, ¶2;")),
    "on.cited": (Case(), added(FERRIES, "\nNobody read it.[@unread1980]\n")),
    "on.sharing": (Case(), edited(TOLLS, "caveats:\n", f"{ANSWER}caveats:\n")),
    "on.answers": (
        edited(TOLLS, "caveats:\n", f"{ANSWER}caveats:\n"),
        edited(TOLLS, "caveats:\n", f"{ANSWER.replace('no', 'doubtful', 1)}caveats:\n"),
    ),
    "on.published": (Case(), Case(elsewhere={"anon2022": {1: "https://courier.example/1"}})),
    "on.compared": (Case(), Case(compared=tiny.COMPARED)),
    "on.marks": (Case(reviewed=digest("anon2022", "unread")), Case(reviewed=digest("anon2022", "lapsed"))),
    "names": (Case(), edited("entities.yml", "[Tide]", "[Tide, Courier]")),
    "title": (Case(), edited(TOLLS, "short: Tolls", "short: All tolls")),
    "page": (Case(), Case(style="After {}")),
    "shelf": (
        Case(),
        Case({**FILES, "sources/unread1980.md": LOG.encode(), "references.bib": FILES["references.bib"]}),
    ),
    "works": (Case(), added("references.bib", BIB.replace("log2020", "log2021"))),
    "topics": (Case(), added("topics/logs.md", "---\ntitle: Logs\n---\n")),
    "since": (Case(ALONE), Case({**ALONE, "docs/index.md": FRONT})),
    "counts": (Case(), added("docs/about.md", "\nThe harbour master logs nothing.[@log2020, ¶1]\n")),
    "marks": (Case(reviewed=claim("unread")), Case(reviewed=claim("lapsed"))),
    "reviewed": (Case(), Case(reviewed=digest("log2020"))),
    "read": (Case(), Case(reviewed=claim("unread"))),
    "claims.claims": (Case(), Case(turned=otherwise("id"))),
    "claims.checks": (Case(), Case(turned=otherwise("match"))),
    "claims.waivers": (Case(), edited(TOLLS, "the report counts it", "the report says this")),
    "all": (Case(), Case(turned=otherwise("outcome"))),
    "outside": (
        Case(BARE),
        Case({**BARE, "references.bib": FILES["references.bib"].replace(b"unread1980", b"unread1981")}),
    ),
    "grounds": (Case(THREE), Case({**THREE, "sources/log2020.md": f"{LOG}\n[^1]: [@harbour2024]\n".encode()})),
    "naming": (Case(), added(FERRIES, "\nUnder the Kelm Accord crossings fell by half.[@moor2021, ¶2, 3–4]\n")),
    "evidence": (Case(), edited("sources/anon2022.md", "Shippers in Estmark", "Captains in Estmark")),
    "by": (Case(), added("topics/zz.md", "---\ntitle: Tolls\n---\n")),
}  # fmt: skip


def after(before: Case, then: Case, folder: Path) -> tuple[dict[str, str], int]:
    """The pages of a build that follows another, and how many of them it took again."""
    memory = Memory(folder / "memory")
    write_tree(folder / "pages", before.pages((memory, folder / "pages")))
    memory.close()
    memory = Memory(folder / "memory")
    kept = dict(memory._before)
    pages = then.pages((memory, folder / "pages"))
    return pages, sum(kept.get(path) is row for path, row in memory._now.items())


@pytest.mark.parametrize("part", CASES)
def test_what_is_kept_is_what_would_be_composed(part: str, tmp_path: Path) -> None:
    before, then = CASES[part]
    pages, taken = after(before, then, tmp_path)
    assert pages == then.pages()
    assert taken or part == "about"


@pytest.mark.parametrize("part", CASES)
def test_each_part_that_a_page_rests_on_is_needed(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, then = CASES[part]
    kind, _, piece = part.partition(".")
    if part == "by":
        monkeypatch.setattr(sys.modules["briefing.pages.compose"], "_by", lambda *composer: ())
    elif piece:
        stock = getattr(Inputs, f"_{kind}")
        monkeypatch.setattr(
            Inputs, f"_{kind}", lambda self, key: {k: v for k, v in stock(self, key).items() if k != piece}
        )
    else:
        whole = Inputs._found
        monkeypatch.setattr(
            Inputs, "_found", lambda self, name: "?" if name.partition(":")[0] == kind else whole(self, name)
        )
    assert after(before, then, tmp_path)[0] != then.pages()


def test_each_part_has_a_case() -> None:
    kinds = {name[1:] for name in vars(Inputs) if name.startswith("_") and not name.startswith("__")}
    kinds -= {"found", "claim", "marked"}
    assert {part.partition(".")[0] for part in CASES} == kinds | {"file", "by"}


def test_a_page_that_was_changed_or_lost_is_composed_anew(tmp_path: Path) -> None:
    memory, folder = Memory(tmp_path / "memory"), tmp_path / "pages"
    pages = Case().pages((memory, folder))
    write_tree(folder, pages)
    (folder / TOLLS).write_text("Something else.\n")
    (folder / FERRIES).unlink()
    (folder / "timeline.md").write_bytes(b"\xff")
    assert Case().pages((memory, folder)) == pages


def test_a_page_that_asks_something_without_a_row_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {question: need for question, need in kept_pages.NEEDS.items() if question.__name__ != "since"}
    monkeypatch.setattr("briefing.pages.reads.NEEDS", rows)
    memory = Memory(tmp_path / "memory")
    Case().pages((memory, tmp_path))
    assert "sources/anon2022.md" in memory._now
    assert "timeline.md" not in memory._now


def test_what_a_run_wrote_need_not_be_read_again_once_its_time_is_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    memory = Memory(tmp_path / "memory")
    for file, age in ((new, 0), (old, 10)):
        file.write_bytes(b"words")
        os.utime(file, ns=(at := time.time_ns() - age * 1_000_000_000, at))
        memory.wrote(file, "words")
    memory.close()
    read: list[str] = []
    stock = Path.read_bytes

    def note(path: Path) -> bytes:
        read.append(path.name)
        return stock(path)

    monkeypatch.setattr(Path, "read_bytes", note)
    later = Memory(tmp_path / "memory")
    sums = {later.sum_of(file) for file in (new, old)}
    assert sums == {hashlib.sha256(b"words").hexdigest()}
    assert [name for name in read if name != "memory"] == ["new"]
    old.write_bytes(b"other")
    assert later.sum_of(old) == hashlib.sha256(b"other").hexdigest()


def test_a_page_is_let_go_once_it_was_composed() -> None:
    """With all that it asked: nobody looks for rings while pages are made, and a large briefing has very many."""
    gc.collect()
    before = {id(one) for one in gc.get_objects() if isinstance(one, Page | Reads)}
    gc.disable()
    try:
        assert Case().pages()
        left = [one for one in gc.get_objects() if isinstance(one, Page | Reads) and id(one) not in before]
    finally:
        gc.enable()
    assert not left
