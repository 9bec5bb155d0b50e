# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Cases of ingest: `cases/ingest/RULE/NAME.txt` holds an input, a line `=====`, and what must come of it.

Expected lines, each checked: `title: T`, `byline: A; B`, `date: D`, `paragraphs: N`, `¶N TEXT`, `heading: H`, `note L: TEXT`,
`dropped RULE: TEXT`, `meta FIELD: VALUE`, `correction: - {…}` (one that is replayed), `problem CODE LINE`, `no problem CODE`, `markdown N: TEXT`,
`kind N: KIND`, `number N: NUMBER`, `lines N: LINE⏎LINE`, `cells N: CELL | CELL⏎…`, `caption before N: TEXT`. All headings, notes
and drops (but for `markup`) must be named where one is.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.ingest import ingest
from briefing.ingest.encoding import decode
from briefing.ingest.roles.patterns import LINES
from briefing.model import Document
from tests.test_corrections import corrections

FOLDER = Path(__file__).parent / "cases" / "ingest"
CASES = sorted(FOLDER.glob("*/*.txt"))


def _facts(document: Document) -> dict[str, list[str]]:
    """What a document holds, in the words of the cases."""
    return {
        "title": [f"title: {document.title}"],
        "byline": [f"byline: {'; '.join(document.byline)}"],
        "date": [f"date: {document.date}"],
        "paragraphs": [f"paragraphs: {len(document.paragraphs)}"],
        "¶": [f"¶{p.n} {p.text}" for p in document.paragraphs],
        "markdown": [f"markdown {p.n}: {p.markdown}" for p in document.paragraphs],
        "kind": [f"kind {p.n}: {p.kind}" for p in document.paragraphs],
        "number": [f"number {p.n}: {p.number}" for p in document.paragraphs if p.kind == "item"],
        "lines": [f"lines {p.n}: {'⏎'.join(p.lines)}" for p in document.paragraphs],
        "cells": [f"cells {p.n}: {'⏎'.join(map(' | '.join, p.cells))}" for p in document.paragraphs],
        "caption": [f"caption before {c.before}: {c.text}" for c in document.captions],
        "heading": [f"heading: {h.text}" for h in document.headings],
        "note": [f"note {n.label}: {n.text}" for n in document.notes.values()],
        "dropped": [f"dropped {d.rule}: {' '.join(d.text.split())}" for d in document.dropped],
        "meta": [f"meta {m.field}: {m.value}" for m in document.metadata],
        "problem": [f"problem {p.code} {p.line}" for p in document.problems],
        "lost": [f"lost links: {document.lost_links}"],
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path) -> None:
    source, _, expected = path.read_text(encoding="utf-8").partition("\n=====\n")
    lines = [line for line in expected.splitlines() if line.strip()]
    said = corrections(*(line.removeprefix("correction: ") for line in lines if line.startswith("correction: ")))
    facts = _facts(ingest(source.encode(), path.name, said))
    wanted = [line for line in lines if not line.startswith("correction: ")]
    assert wanted, f"{path.name} expects nothing"
    for line in wanted:
        if line.startswith("no problem "):
            assert not any(p.startswith(line.removeprefix("no ")) for p in facts["problem"])
            continue
        kind = next(k for k in facts if line.startswith(k))
        assert line in facts[kind]
    for kind in ("heading", "note", "dropped"):
        named = [line for line in wanted if line.startswith((f"{kind} ", f"{kind}:"))]
        if named:
            assert len(named) == len(facts[kind]), facts[kind]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "mac_roman"])
def test_encodings(encoding: str) -> None:
    """The same text comes out whatever it was saved in, and anything but UTF-8 is said."""
    text = (
        "Le pain au régime\n\nPar Zoé Lefèvre\n\nDepuis l’été, les boulangers de la vallée ferment où l’on s’y attend "
        "le moins : le four ne se rallume pas pour vingt baguettes.\n\n« On nous demande de tenir », résume une "
        "boulangère à qui l’hiver a coûté cher, et elle compte déjà les jours jusqu’à Noël."
    )
    document = ingest(text.encode(encoding), "bread.txt")
    assert document.title == "Le pain au régime"
    assert document.byline == ("Zoé Lefèvre",)
    assert [p.text for p in document.paragraphs] == text.split("\n\n")[2:]
    assert [p.code for p in document.problems] == ([] if encoding == "utf-8" else ["E204"])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Młyn stoi nad rzeką od trzystu lat, a dopiero wczoraj ktoś zapytał, czyj właściwie jest.", "cp1250"),
        ("Mlýn stojí u řeky tři sta let a teprve včera se někdo zeptal, komu vlastně patří.", "iso8859-2"),
        ("Değirmen üç yüz yıldır ırmağın kıyısında duruyor; kimin olduğunu dün sordular.", "cp1254"),
        ("Ο μύλος στέκει τριακόσια χρόνια στο ποτάμι και μόλις χθες ρώτησε κάποιος ποιος τον έχει.", "cp1253"),
        ("Мельница стоит у реки триста лет, и только вчера кто-то спросил, чья она.", "koi8-r"),
    ],
)
def test_old_encodings_are_told_by_their_words(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "mill.txt")[0] == text


def test_each_wording_has_a_case() -> None:
    assert set(LINES) - {"journal-head"} <= {path.parent.name for path in CASES}
