"""References: BibLaTeX in; CSL-JSON, RIS, BibTeX and references in any CSL style out."""

from briefing.library.bibliography.read import read_bibliography

__all__ = ["read_bibliography"]
