"""Ingest of this briefing's five originals, where they are at hand; holds counts, places and names, no passage."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from briefing.ingest import ingest
from briefing.ingest.told import CODES as TOLD
from briefing.model import Document

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("BRIEFING_ORIGINALS", ROOT / ".." / "shared" / "seeds"))
if not FOLDER.is_absolute():
    FOLDER = ROOT / FOLDER

pytestmark = [
    pytest.mark.originals,
    pytest.mark.skipif(not list(FOLDER.glob("000_*.txt")), reason="the originals are not at hand (BRIEFING_ORIGINALS)"),
]

EXPECTED: dict[str, dict[str, Any]] = {
    "000": {
        "paragraphs": 15,
        "headings": 0,
        "byline": ("Muhammad Taimur Fahad Khan",),
        "date": "2024-06-14",
        "markers": [
            (1, "report.", "1"), (4, "Taliban.", "2"), (4, "Accord", "3"), (7, "Moscow", "4"), (7, "Moscow", "5"),
            (8, "DW", "6"), (10, "Moscow", "7"), (11, "2021", "8"),
        ],
        "hosts": ["tass.com", "www.afintl.com", "www.state.gov", "www.aljazeera.com", "www.themoscowtimes.com",
                  "www.dw.com", "www.fpri.org", "www.arabnews.pk"],
        "lost_links": 0,
        "rules": {"letterhead", "contact", "disclaimer"},
        "metadata": {"editor": "Neelum Nigar"},
        "codes": {"E223"},
    },
    "001": {"paragraphs": 19, "headings": 5, "byline": (), "date": None, "title": None, "markers": [], "rules": set(),
            "codes": set()},
    "002": {"paragraphs": 11, "headings": 2, "byline": (), "date": None, "markers": [], "rules": {"teasers"},
            "title": "Russia and the Taliban: Prospective Partners?", "codes": set()},
    "003": {"paragraphs": 11, "headings": 0, "byline": ("Samuel Ramani",), "date": None, "markers": [],
            "title": "Russia and the Taliban: Talking With Terrorists",
            "rules": {"kicker", "teasers", "repeated-title", "credit"}, "codes": set()},
    "004": {"paragraphs": 18, "headings": 4, "byline": ("Ekaterina Stepanova",), "date": "2012-11",
            "title": "Russia's Approach to Afghanistan Following the Taliban Takeover",
            "markers": [(3, "governments.", "2"), (10, "2020).", "3")], "lost_links": 13, "notes": 3,
            "rules": {"letterhead", "dead-links"}, "metadata": {"byline-printed": "Ekaterina Stepanova[^1]"},
            "codes": {"E230"}},
}  # fmt: skip


def _read(number: str) -> Document:
    path = next(FOLDER.glob(f"{number}_*.txt"))
    return ingest(path.read_bytes(), path.name)


def _markers(document: Document) -> list[tuple[int, str, str]]:
    found = []
    for paragraph in document.paragraphs:
        for match in re.finditer(r"\[\^(\w+)\]", paragraph.text):
            before = re.sub(r"\[\^\w+\]", "", paragraph.text[: match.start()])
            found.append((paragraph.n, before.split()[-1].lstrip("("), match[1]))
    return found


@pytest.mark.parametrize("number", EXPECTED)
def test_original(number: str) -> None:
    expected, document = EXPECTED[number], _read(number)
    assert [p.n for p in document.paragraphs] == list(range(1, expected["paragraphs"] + 1))
    assert len(document.headings) == expected["headings"]
    assert document.byline == expected["byline"]
    assert document.date == expected["date"]
    if "title" in expected:
        assert document.title == expected["title"]
    assert _markers(document) == expected["markers"]
    assert document.lost_links == expected.get("lost_links", 0)
    assert {d.rule for d in document.dropped} >= expected["rules"]
    assert {p.code for p in document.problems} - {*TOLD, "E216"} == expected["codes"]
    for field, value in expected.get("metadata", {}).items():
        assert any(m.field == field and m.value == value for m in document.metadata)
    hosts = [re.findall(r"https?://([^/]+)/\S+", note.text) for note in document.notes.values()]
    if "hosts" in expected:
        assert hosts == [[host] for host in expected["hosts"]]
        assert list(document.notes) == [str(n) for n in range(1, 9)]
    assert len(document.notes) == expected.get("notes", len(expected.get("hosts", [])))


@pytest.mark.parametrize("number", EXPECTED)
def test_original_accounted_for(number: str) -> None:
    path = next(FOLDER.glob(f"{number}_*.txt"))
    document = _read(number)
    account = document.account
    assert account.input == len(path.read_bytes().decode("utf-8-sig"))
    assert account.input == account.kept + account.moved + account.dropped
    assert account.dropped == sum(len(piece.text) for piece in document.dropped)
    plain = " ".join(p.text for p in document.paragraphs)
    assert not re.search(r"\]\(|\*\*|&\w+;|\u00ad|\u200b", plain)
