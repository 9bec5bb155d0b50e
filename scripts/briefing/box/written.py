"""A document as a job wants it."""

from __future__ import annotations

from briefing.model import Document


def written(document: Document, form: str) -> object:
    """A document; or what is to be printed of it (`json`, `md`), with its problems."""
    if not form:
        return document
    from briefing.ingest.output import to_json, to_markdown
    from briefing.shown import as_json

    if form == "json":
        row = {"path": document.name, "sha256": document.sha256, **to_json(document)}
        return as_json(row, None) + "\n", document.problems
    return to_markdown(document), document.problems
