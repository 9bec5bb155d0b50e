"""Sources of which only a record is kept, and sources without a date: what may be cited, and what pages say of them."""

from __future__ import annotations

import re

import pytest

from briefing.pages import compose
from tests import pages_project as tiny

KEY = "sealed"
ENTRY = (
    "\n@misc{sealed,\n  author = {{Strait Council}},\n  title = {{Minutes}},\n  publisher = {{Strait Council}},\n}\n"
)
TOPIC = "topics/tolls.md"


def files(sentence: str = "") -> dict[str, bytes]:
    own = tiny.project()[0]
    return {
        **own,
        "references.bib": own["references.bib"] + ENTRY.encode(),
        f"sources/{KEY}.md": b"---\nrights: record\n---\n",
        TOPIC: own[TOPIC] + f"\n{sentence}\n".encode(),
    }


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return dict(compose(tiny.linked(files())[0], tiny.references(), tiny.project()[1]))


@pytest.mark.parametrize(
    ("citation", "codes", "message"),
    [
        ("[@sealed, ¶1; @anon2022, ¶2]", ["E307"], "kept as a record only"),
        ("[@sealed]", ["E306"], "can't be looked up"),
        ("[@sealed; @anon2022, ¶2]", [], ""),
    ],
)
def test_a_record_is_cited_whole_beside_a_source(citation: str, codes: list[str], message: str) -> None:
    before = {(p.code, p.message) for p in tiny.linked(files())[1]}
    after = tiny.linked(files(f"Shippers in Estmark disagree.{citation}"))[1]
    new = [
        p
        for p in after
        if (p.code, p.message) not in before and p.path == TOPIC and p.code in ("E304", "E305", "E306", "E307")
    ]
    assert [p.code for p in new] == codes
    assert all(message in p.message for p in new)


def test_its_page_claims_no_paragraphs_and_no_digest(pages: dict[str, str]) -> None:
    page = pages[f"sources/{KEY}.md"]
    assert not re.search(r"0 in the original|none recorded|has not been checked|¶1\]|Digest of|0 numbered", page)
    assert f"cited whole, as `[@{KEY}]`" in page
    assert page.count("Strait Council ·") == 1, "who wrote it and published it is said once"
    assert "Record of" in page


def test_nobody_says_that_it_is_silent(pages: dict[str, str]) -> None:
    assert f"sources/{KEY}.md" in pages["sources/index.md"] or f"({KEY}.md)" in pages["sources/index.md"]
    for path in ("topics/tolls.md", "method.md"):
        assert f"{KEY}.md" not in pages[path], path
    matrix = pages["index.md"].split("{ #coverage }")[1].split("</table>")[0]
    assert f"{KEY}.md" not in matrix
    assert "of 0" not in matrix


def test_a_source_without_a_date_has_no_place_on_the_axis(pages: dict[str, str]) -> None:
    row = next(line for line in pages["index.md"].splitlines() if line.startswith("<li") and f"{KEY}.md" in line)
    assert 'class="undated"' in row
    assert "data-at" not in row
    dated = [line for line in pages["index.md"].splitlines() if line.startswith('<li data-at="')]
    assert dated
    assert "undated" not in "".join(dated)


def test_dates_for_machines_are_those_that_html_knows() -> None:
    own = tiny.project()[0]
    rows = "".join(
        f'- id: e{n}\n  date: "{date}"\n  says: "Crossings will not rise. [@anon2022, ¶1]"\n  approximate: so it says\n'
        for n, date in enumerate(
            ("2021-09-12~", "2021-09?", "2022-21", "202X", "2021/2022", "2021-09-12", "2021-09", "2021")
        )
    )
    made = compose(tiny.linked({**own, "timeline.yml": rows.encode()})[0], tiny.references(), tiny.project()[1])
    assert set(re.findall(r'datetime="([^"]+)"', made["timeline.md"])) == {"2021-09-12", "2021-09", "2021"}
    assert made["timeline.md"].count("<time") == 3, "a time of no such form is plain text"
    assert made["timeline.md"].count('<p class="when') == 8


@pytest.mark.parametrize("more", [2, 8])
def test_many_silent_sources_share_a_row(more: int) -> None:
    own = files()
    bib = "".join(f"\n@misc{{dumb{n},\n  title = {{Dumb {n}}},\n  date = {{200{n}}},\n}}\n" for n in range(more))
    for n in range(more):
        head = f"---\nrights: digest\noriginal:\n  sha256: {str(n) * 64}\n  paragraphs: 1\n---\n"
        own[f"sources/dumb{n}.md"] = f"{head}¶1 It says nothing of that.\n".encode()
    own["references.bib"] += bib.encode()
    made = compose(tiny.linked(own)[0], tiny.references(), tiny.project()[1])[TOPIC]
    table = made.split("{ #agree }")[1].split("</table>")[0]
    rows = [line for line in table.splitlines() if 'class="silent"' in line]
    assert sum(line.count("dumb") > 0 for line in rows) == (more if more <= 4 else 1)
    assert sum(line.count("../sources/dumb") for line in rows) == more
