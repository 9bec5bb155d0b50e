"""A new source from an original: its entry in references.bib and its digest to be written, as values."""

from briefing.adding.addition import Addition, add

__all__ = ["Addition", "add"]
