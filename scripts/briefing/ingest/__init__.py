"""From an original to a document: `ingest(data, name)`, and its two written forms."""

from briefing.ingest.document import ingest
from briefing.ingest.output import to_json, to_markdown

__all__ = ["ingest", "to_json", "to_markdown"]
