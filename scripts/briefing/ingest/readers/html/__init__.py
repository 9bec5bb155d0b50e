"""Reads web pages: the whole page as one stream, the article in blocks, the page around it in drops with rule names."""

from briefing.ingest.readers.html.reading import read

__all__ = ["read"]
