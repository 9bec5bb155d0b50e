"""References: BibLaTeX in; CSL-JSON, RIS, BibTeX and references in any CSL style out."""

from briefing.library.bibliography.formats import bibtex, csl_json, inverted, ris
from briefing.library.bibliography.read import read_bibliography
from briefing.library.bibliography.render import Reference, fingerprint, own_style, render

__all__ = [
    "Reference", "bibtex", "csl_json", "fingerprint", "inverted", "own_style", "read_bibliography", "render", "ris",
]  # fmt: skip
