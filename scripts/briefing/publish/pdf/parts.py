"""Which parts of a page are for the screen only, and which pages make the book; the one place that says so."""

from __future__ import annotations

SCREEN_ONLY = frozenset(
    {
        "screen-only",  # whatever a page's author marks so
        "headerlink",  # permalinks of headings
        "footnote-backref",  # on paper the note stands at the foot of the page that calls it
        "cards",
        "nav",
        "search",
        "downloads",
        "cite-this",
        "tooltip",
    }
)
"""Classes of elements that don't go to paper."""

SILENT = frozenset({"script", "style", "template", "noscript", "button", "input", "select", "nav", "head", "title"})
"""Elements that don't go to paper whatever their class."""

SAYS = "says"
"""Class of the wording of a cited paragraph in a note: printed in the full edition only."""

CITED_BY = "cited-by"
"""Class of the list of sentences that rely on a paragraph: on paper a line of page numbers."""

PILCROW = "pilcrow"
"""Class of the link that shows a paragraph's number: on paper the number stands in the margin."""

PARAGRAPH = "paragraph"
"""Class of a numbered paragraph of a source."""

BOXES = {
    "caveats": "caveats",
    "caveat": "caveats",
    "admonition": "caveats",
    "status": "status",
    "judgements": "judgements",
}
"""Classes of elements that the template sets in a way of their own: class to function."""
