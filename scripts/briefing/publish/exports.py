"""The exports: the e-book, the bibliography in three formats, and the ledger of all claims."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.evidence.ledger import ledger, to_json
from briefing.files import write_tree
from briefing.library.bibliography import bibtex, csl_json, ris
from briefing.model import LinkedLibrary
from briefing.settings import Settings

EPUB = "briefing.epub"
SITE = "briefing-site.zip"
"""Made from the site, so that it is there only after the site is."""


def write_exports(
    linked: LinkedLibrary, settings: Settings, folder: Path, book: bytes, reviews: Mapping[str, Any]
) -> None:
    """Makes `folder` hold the e-book, the bibliography in three formats, ledger.json, and claims.json for programs.

    `reviews` is what people have read of each claim, by id, as the ledger has it.

    What else stands there, such as the site as a zip, is made elsewhere and left alone.
    """
    works = linked.library.works
    rows = ledger(linked, settings.title, settings.edition, reviews)
    write_tree(
        folder,
        {
            EPUB: book,
            "references.bib": bibtex(works),
            "references.json": csl_json(works),
            "references.ris": ris(works),
            "ledger.json": to_json(rows),
            "claims.json": to_json(claims(linked, settings)),
        },
        keep=(SITE,),
    )


def claims(linked: LinkedLibrary, settings: Settings) -> dict[str, Any]:
    """Every claim with its address and those of what it cites, as JSON values; addresses are relative to `site`."""
    return {
        "format": 1,
        "site": settings.url or "",
        "edition": settings.edition,
        "claims": [
            {
                "id": claim.id,
                "address": f"{_address(claim.home)}#{claim.id}",
                "kind": claim.kind,
                "text": claim.text,
                "cites": [
                    {"key": c.key, "paragraph": n, "address": f"{_address(f'sources/{c.key}.md')}#p{n}"}
                    for c in claim.citations
                    for n in c.locators
                ],
            }
            for claim in linked.claims
        ],
    }


def _address(page: str) -> str:
    """Address of a page, relative to the site: `topics/iskp/`, empty for the front page."""
    return page.removesuffix("index.md") if page.endswith("index.md") else page.removesuffix(".md") + "/"
