"""Reads docx, odt and epub through pandoc, with their real footnotes."""

from briefing.ingest.readers.pandoc.reading import read

__all__ = ["read"]
