"""The tiny project of the tests of pages, read and linked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from briefing.evidence import check_evidence, find_claims
from briefing.library import bibliography, read_library
from briefing.linking import link
from briefing.model import Account, Document, Heading, LinkedLibrary, Note, Paragraph
from briefing.pages import Pages, compose, page_works
from briefing.problems import Problem
from briefing.project import read_project
from briefing.settings import Settings

COMPARED = {"anon2022": "Numbers, dates, names and quotations compared with the original on 1 May 2023."}
ROOT = Path(__file__).parent / "cases" / "pages"


@cache
def project() -> tuple[Mapping[str, bytes], Settings]:
    """Files and settings."""
    found, problems = read_project(ROOT / "project")
    assert not problems
    return found.files, found.settings


def linked(files: Mapping[str, bytes] | None = None) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """The project, with other files where they are given, read, checked and linked."""
    own, settings = project()
    library, problems = read_library(own if files is None else files, settings)
    claims, more = check_evidence(library, find_claims(library))
    result, others = link(library, claims)
    return result, (*problems, *more, *others)


@cache
def references() -> Mapping[str, Any]:
    """References of all works and pages."""
    library = linked()[0].library
    found, problems = bibliography.render({**library.works, **page_works(library, project()[1])})
    assert not problems
    return found


@cache
def public() -> Pages:
    """The public edition."""
    return compose(linked()[0], references(), project()[1], compared=COMPARED)


@cache
def full() -> Pages:
    """The full edition, with one original at hand."""
    return compose(linked()[0], references(), project()[1], "full", {"moor2021": document()})


def document() -> Document:
    """An original that we made up, hostile in places."""
    rows = [
        "Estmark lies here.",
        "A *toll* of 40 < 50 & more [^2] and <script>x()</script>.",
        "Sold.",
        "Fell.[^3]",
        "No.",
        "Still.",
    ]
    return Document(
        name="numbers.txt",
        sha256="0" * 63 + "1",
        encoding="utf-8",
        title="The Strait in Numbers",
        byline=("Jan Moor", "Ella Tide"),
        date="2012-03-02",
        headings=(Heading("Its toll {: onclick=x }", 2, 2, 1),),
        paragraphs=tuple(Paragraph(i, None, text, text, i) for i, text in enumerate(rows, 1)),
        notes={
            "1": Note("1", "Of the Office.", 7),
            "2": Note("2", "Ledger, https://harbour.example/ledger_(old), <b>sheet 2</b>.", 8),
            "3": Note("3", "See javascript:alert(1) and [x](javascript:alert(1)).", 9),
            "4": Note("4", "A note that no marker calls.", 10),
        },
        metadata=(),
        dropped=(),
        lost_links=0,
        account=Account(0, 0, 0, 0),
    )
