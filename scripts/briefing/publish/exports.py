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
    """Makes `folder` hold the e-book, references.bib, references.json (CSL-JSON), references.ris and ledger.json.

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
        },
        keep=(SITE,),
    )
