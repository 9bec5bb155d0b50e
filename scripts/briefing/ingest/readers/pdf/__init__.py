"""Reads PDFs that were born digital: characters with their sizes and places become lines, columns, blocks and notes."""

from briefing.ingest.readers.pdf.reading import read

__all__ = ["read"]
