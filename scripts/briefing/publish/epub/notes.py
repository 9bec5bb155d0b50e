"""The calls of a chapter's notes: their numbers, how each is written, and the ways back to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from briefing.publish.epub.elements import attributes, text_of
from briefing.publish.epub.places import xml_id
from briefing.publish.pdf.trees import classes, plain

BETWEEN = '<span class="between">,</span>'
"""Stands between two calls, which would read as one number."""
CALLED = "</a></sup>"
"""How a call ends."""
WORDS = 6
"""Words by which a way back names the sentence to which it leads."""


@dataclass(slots=True)
class Call:
    """A note that is called."""

    number: str
    back: list[tuple[str, str]] = field(default_factory=list)
    """The ways back to its calls: (id, first words of the sentence)."""


@dataclass(slots=True)
class Calls:
    """The notes that a chapter has called so far."""

    notes: dict[str, Call] = field(default_factory=dict)
    """By anchor, in order of their first calls."""

    def call(self, element: HtmlElement, note: str, anchor: str | None) -> str:
        """A call as it is written; `anchor` is its id. A note whose label is a number keeps it, others are counted."""
        if note not in self.notes:
            label = note.removeprefix("fn-")
            self.notes[note] = Call(label if label.isdecimal() else str(len(self.notes) + 1))
        called = self.notes[note]
        if anchor:
            called.back.append((anchor, _words_around(element)))
        raised = {"id": anchor, "class": "note-call"} if anchor else {"class": "note-call"}
        link = {"epub:type": "noteref", "role": "doc-noteref", "href": f"#{xml_id(note)}"}
        return f"<sup{attributes(raised)}><a{attributes(link)}>{text_of(called.number)}{CALLED}"

    def ways_back(self, note: str) -> list[str]:
        """A link to each call of a note, no two of the same name."""
        found, names = [], set[str]()
        for nth, (anchor, words) in enumerate(self.notes[note].back, 1):
            name = f"Back to “{words}”" if words else "Back to the text"
            name = f"{name} ({nth})" if name in names else name
            names.add(name)
            given = {"class": "back", "role": "doc-backlink", "href": f"#{anchor}", "title": name, "aria-label": name}
            found.append(f" <a{attributes(given)}>↩\ufe0e{nth if len(self.notes[note].back) > 1 else ''}</a>")
        return found


def _words_around(call: HtmlElement) -> str:
    """The first words of the sentence, or else of the block, in which a note is called."""
    at = next((e for e in call.iterancestors() if "claim" in classes(e)), None)
    at = at if at is not None else next(call.iterancestors("p", "li", "td", "th", "dd"), None)
    words = plain(at).split() if at is not None else []
    return " ".join(words[:WORDS]).rstrip(".,;:") + (" …" if len(words) > WORDS else "")
