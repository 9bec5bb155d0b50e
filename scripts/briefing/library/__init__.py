"""Reads what the desk writes: references.bib, sources, topics, entities, timeline, pages made by hand."""

from briefing.library import bibliography, dates
from briefing.library.read import read_library

__all__ = ["bibliography", "dates", "read_library"]
