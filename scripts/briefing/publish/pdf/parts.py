"""Which parts of a page are for the screen only, and which pages make the book; the one place that says so."""

from __future__ import annotations

import re
from collections.abc import Collection

SCREEN_ONLY = frozenset(
    {
        "screen-only",  # whatever a page's author marks so
        "headerlink",  # permalinks of headings
        "footnote-backref",  # on paper the note stands at the foot of the page that calls it
        "cards",
        "nav",
        "search",
        "download",
        "downloads",
        "copy",
        "cite-this",
        "tooltip",
    }
)
"""Classes of elements that don't go to paper."""

SILENT = frozenset({"script", "style", "template", "noscript", "button", "input", "select", "nav", "head", "title"})
"""Elements that don't go to paper whatever their class."""

SAYS = "says"
"""Class of the wording of a cited paragraph in a note: printed in the full edition only."""

LINK_ONLY = "link-only"
"""Class of a remark that is nothing but a link to another part of the briefing: left out of the PDF."""

MARKED = "internal"
"""Class of the box that says that a page is not for redistribution: the handling mark of each printed page does."""

RELYING = frozenset({"cited-by", "cited-in"})
"""Classes of lists of sentences that rely on a paragraph or a work: on paper a line of page numbers."""

EVENTS = "events"
"""Class of a list of events; the date of each is its paragraph of the class `when`."""
WHEN = "when"

SUMMARY = "Summary"
"""Title of the first chapter, which holds what the desk wrote on the front page."""
FRONT_PARTS = ("key-judgements", "coverage", "topics", "sources", "cite")
"""Anchors of the parts of the front page that say nothing of their own; all others are the summary."""
RELATED = "related"
"""Anchor of a topic's list of others, which the PDF leaves out."""
COVERAGE = "coverage"
"""The one of them that the book has as a chapter."""
STANDING = frozenset(
    {"since", "key-judgements", "brief", "caveats", "agree", "timeline", "evidence", "sentences", "gaps", "related",
     "changes"}
)  # fmt: skip
"""Anchors of the parts that all topics have alike: the table of contents names the others only."""

PILCROW = "pilcrow"
"""Class of the link that shows a paragraph's number: on paper the number stands in the margin."""

LOCATORS = frozenset({PILCROW, "locator"})
"""Classes of links to a paragraph; a list in which each item begins with one becomes a line of such links."""

PARAGRAPH = "paragraph"
"""Class of a numbered paragraph of a source."""

STATUS = "status"
"""Class of a list of short facts: on paper one line of small print."""
RUN_IN = "related"
"""Class of a list of topics: on paper they run on in one paragraph."""

BOXES = {
    "caveats": "aside",
    "admonition": "aside",
    "admonition-title": "aside-title",
    "definition": "definition",
    "made-by": "byline",
    "legend": "legend",
    "in-notes": "in-notes",
    "reference": "reference",
    "work": "work",
    "when": "remark",
    "uncertain": "remark",
    "read-mark": "remark",
    "rests": "remark",
    "said": "remark",
    "since-note": "remark",
    "since-mark": "remark",
    "about": "remark",
    "topics": "remark",
}
"""Classes of elements that the template sets in a way of their own: class to function."""

_LEVEL = re.compile(r"level-([1-4])\Z")


def shade(kinds: Collection[str]) -> int:
    """How strongly what has these classes is shaded, 0 to 4: what `level-N` among them says."""
    return next((int(match.group(1)) for kind in kinds if (match := _LEVEL.match(kind))), 0)
