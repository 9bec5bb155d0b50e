# ruff: noqa: E501 - patterns and messages read best on one line
"""Notes that a page links: which links call a note, which lead back, and where each note begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote

from briefing.ingest.readers.html.chrome import invisible
from briefing.ingest.readers.html.extents import counts_within, says_something, whole_of
from briefing.ingest.readers.html.marks import (
    BACK,
    BACK_ID,
    COUNTED_BACK,
    INLINE,
    LIST,
    LONGEST,
    MARK,
    NAMED,
    NOTE_ID,
    PLACE,
    TOOLTIP,
)
from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.tags import BLOCKS, HEADINGS

HIDDEN_NOTE = 20
"""Characters at least of a note that is known only by the mark that shows it; less may tell a screen's reader that one follows."""


@dataclass(slots=True)
class Notes:
    """What a page's notes are, by element."""

    calls: dict[Element, str] = field(default_factory=dict)
    """Links (and unlinked marks with a note of their own) → id of the note."""
    wholes: dict[Element, str] = field(default_factory=dict)
    """Elements that are one note each → its id."""
    starts: dict[Element, str] = field(default_factory=dict)
    """Elements at which a note begins that goes on to the next one or to the end of its holder."""
    holders: set[Element] = field(default_factory=set)
    """Elements at whose end such a note ends."""
    backs: set[Element] = field(default_factory=set)
    inline: dict[Element, str] = field(default_factory=dict)
    """Notes that stand within the text that calls them → their ids."""
    numbers: dict[Element, str] = field(default_factory=dict)
    """Elements at which a number has to be written, since the page prints none."""

    signs: dict[Element, str] = field(default_factory=dict)
    """Elements that show a sign (⊕) where a note opens, and the number that is written for it."""

    def all(self) -> set[Element]:
        """Every element that is a note or begins one."""
        return {*self.wholes, *self.starts, *self.inline}


def find_notes(page: Page) -> Notes:
    """Notes that links tell."""
    notes = Notes()
    labels = _labels_of(page)
    links = [(a, t) for a in page.elements if tag_of(a) == "a" and (t := _target(page, a, labels)) is not None]
    forward: list[tuple[Element, Element]] = []
    behind: dict[Element, list[Element]] = {}
    for a, target in links:
        if page.number[target] > page.number[a]:
            forward.append((a, target))
        else:
            behind.setdefault(target, []).append(a)
    linked_back = {home for target in behind for home in _around(target)}
    called: dict[Element, list[Element]] = {}
    for a, target in forward:
        if _is_call(page, a, target, linked_back):
            called.setdefault(target, []).append(a)
    _extents(page, called, notes)
    homes = {home for marks in called.values() for a in marks for home in _around(a)}
    inside = page.covered(e for e in notes.wholes if e not in called)
    for target, found in behind.items():
        for a in found:
            text = page.text(a)
            if (
                (target in homes or a in inside)
                if BACK.fullmatch(text)
                else target in homes
                and (not text or COUNTED_BACK.fullmatch(text) or (MARK.fullmatch(text) and not _labels(page, a, notes)))
            ):
                notes.backs.add(a)
    notes.backs.update(a for a in page.elements if tag_of(a) == "a" and a.get("role") == "doc-backlink")
    _nested_notes(page, notes)
    _inline_notes(page, notes)
    _elsewhere(page, notes)
    return notes


def _nested_notes(page: Page, notes: Notes) -> None:
    """Notes that hold their own call and their text, as LaTeXML sets them: a mark, and the mark and the text again."""
    for element in page.elements:
        names = page.names(element)
        if " ltx note " not in names or ("role footnote" not in names and "role endnote" not in names):
            continue
        inner = [e for e in element.iter() if isinstance(e.tag, str)]
        outer = next((e for e in inner if " ltx note outer " in page.names(e)), None)
        mark = next((e for e in inner if " ltx note mark " in page.names(e)), None)
        if outer is None or mark is None or page.within(mark, outer):
            continue
        id_ = element.get("id") or f"nested-{page.number[element]}"
        notes.inline[outer] = id_
        notes.calls[mark] = id_
        again = (" ltx note mark ", " ltx tag note ", " ltx note type ")
        notes.backs.update(e for e in inner if page.within(e, outer) and any(name in page.names(e) for name in again))


def _elsewhere(page: Page, notes: Notes) -> None:
    """Calls of notes that stand in another file: the number is no part of the word before it."""
    for element in page.elements:
        if tag_of(element) != "a" or element in notes.calls:
            continue
        text, (before, sharp, fragment) = page.text(element), (element.get("href") or "").partition("#")
        if before and sharp and fragment and MARK.fullmatch(text) and (_said(page, element) or _glued(element, text)):
            notes.calls[element] = f"elsewhere:{before}#{fragment}"


def _glued(a: Element, text: str) -> bool:
    """Whether a number is set onto the word before it, and leads to what bears this number in a file beside this one."""
    number, (path, _, fragment) = text.strip(" []()"), (a.get("href") or "").partition("#")
    beside = number.isdigit() and not re.match(r"[a-z][a-z0-9+.-]*:|//", path, re.I)
    return beside and bool(re.search(rf"(?<!\d)0*{number}[a-z]?$", fragment)) and bool(re.search(r"\S$", _before(a)))


def _said(page: Page, a: Element) -> bool:
    """Whether a link says of itself that it calls a note."""
    return "noteref" in page.names(a) or "noteref" in (a.get("epub:type") or a.get("type") or "")


def _labels_of(page: Page) -> dict[str, Element]:
    """Ids of notes → the links that lead from notes back to their calls, which tell a note whose own id is lost."""
    found: dict[str, Element] = {}
    for a in page.elements:
        href = (a.get("href") or "").strip() if tag_of(a) == "a" else ""
        if href and len(href) <= 2000 and BACK_ID.fullmatch(href) and MARK.fullmatch(page.text(a)):
            found.setdefault(re.sub(r"[-_]?(?:ref|back|anchor)", "", href.rpartition("#")[2], count=1), a)
    return found


def _target(page: Page, a: Element, labels: dict[str, Element]) -> Element | None:
    """The element of this page to which a link leads."""
    href = (a.get("href") or "").strip()
    before, sharp, fragment = href.partition("#")
    if not sharp or not fragment or len(href) > 2000:
        return None
    if before and not NOTE_ID.fullmatch(unquote(fragment).lstrip("_")):
        return None
    found = page.ids.get(fragment, page.ids.get(unquote(fragment)))
    label = labels.get(fragment) if found is None else None
    if label is not None and before and before != (label.get("href") or "").strip().partition("#")[0]:
        return label if page.text(a) == page.text(label) else None
    return found if label is None else label


def _around(element: Element) -> list[Element]:
    """An element, those around it that add no text, and those just beside it."""
    found = [element]
    parent = element.getparent()
    for _ in range(3):
        if parent is None or tag_of(parent) in BLOCKS:
            break
        found.append(parent)
        parent = parent.getparent()
    for one in list(found):
        for other in (one.getprevious(), one.getnext(), *list(one)[:2]):
            if other is not None and isinstance(other.tag, str) and tag_of(other) not in BLOCKS:
                found.append(other)
    before = element.getparent()
    if before is not None and tag_of(before) in BLOCKS and before.get("id"):
        found.append(before)
    return found


def _is_call(page: Page, a: Element, target: Element, linked_back: set[Element]) -> bool:
    """Whether a link calls a note: it reads as a mark, and its form, its target or a link back says so."""
    text = page.text(a)
    if tag_of(target) in HEADINGS or len(text) > 14:
        return False
    names = page.names(a)
    said = _said(page, a)
    if not text:
        fragment = (a.get("href") or "").rpartition("#")[2]
        return said or bool(NAMED.search(names) and NOTE_ID.fullmatch(fragment))
    if not MARK.fullmatch(text):
        return said
    if page.size[_reach(target)] > LONGEST and tag_of(target) not in ("a", "span", "sup"):
        return False
    raised = _raised(a)
    if not raised and not said and PLACE.search(_before(a)):
        return False
    fragment = (a.get("href") or "").rpartition("#")[2]
    backed = any(home in linked_back for home in _around(a))
    return said or raised or backed or bool(NAMED.search(names) or NOTE_ID.fullmatch(fragment))


def _before(a: Element) -> str:
    """The text right before a link, within its block."""
    node: Element | None = a
    while node is not None and tag_of(node) not in BLOCKS:
        previous = node.getprevious()
        text = (previous.tail if previous is not None else getattr(node.getparent(), "text", "")) or ""
        if text.strip():
            return text[-40:]
        if previous is not None:
            return "".join(map(str, previous.itertext()))[-40:] if isinstance(previous.tag, str) else ""
        node = node.getparent()
    return ""


def _up(element: Element, count: int) -> list[Element]:
    found: list[Element] = []
    node: Element | None = element
    while node is not None and len(found) < count and tag_of(node) not in BLOCKS:
        found.append(node)
        node = node.getparent()
    return found


def _raised(element: Element) -> bool:
    return any(tag_of(e) == "sup" for e in (*_up(element, 3), *element.iter("sup")))


def _reach(target: Element) -> Element:
    """The nearest block at or around an element."""
    node = target
    while tag_of(node) not in BLOCKS and (parent := node.getparent()) is not None:
        node = parent
    return node


def _labels(page: Page, a: Element, notes: Notes) -> bool:
    """Whether a mark that links back is the note's own printed label: it stands first in the note."""
    node: Element | None = a
    while node is not None and node not in notes.wholes and node not in notes.starts:
        before, parent = node.getprevious(), node.getparent()
        if before is not None and page.text(before):
            return False
        if parent is not None and (parent.text or "").strip(" \t\r\n[(^"):
            return False
        node = parent
    return node is not None and bool(re.search(r"[\d*†‡§ivx]", page.text(a)))


def _extents(page: Page, called: dict[Element, list[Element]], notes: Notes) -> None:
    """Where each called note begins and ends."""
    targets = set(called)
    counts = counts_within(page, targets)
    for number, target in enumerate(sorted(called, key=lambda e: page.number[e]), 1):
        marks = called[target]
        id_ = target.get("id") or target.get("name") or f"note-{number}"
        element = whole_of(page, target, counts)
        if element is None:
            notes.starts[target] = id_
            holder = target.getparent()
            if holder is not None:
                notes.holders.add(holder)
        else:
            notes.wholes[element] = id_
        for a in marks:
            notes.calls[a] = id_
            if not page.text(a):
                notes.numbers[a] = str(number)
    for parent in {p for e in notes.wholes if tag_of(e) == "li" and (p := e.getparent()) is not None}:
        fellows = [e for e in parent if tag_of(e) == "li" and page.size[e]]
        ids = [e.get("id") or "" for e in fellows]
        alike = all(ids) and len({re.sub(r"\d+", "", one) for one in ids}) == 1  # `note-3`, `note-4`
        if alike or 2 * sum(e in notes.wholes for e in fellows) >= len(fellows):  # the rest of a list of notes
            notes.wholes |= {e: e.get("id") or f"uncalled-{page.number[e]}" for e in fellows if e not in notes.wholes}


def _inline_notes(page: Page, notes: Notes) -> None:
    """Notes set within the paragraph that calls them: side notes, and those shown where their mark is pointed at or clicked."""
    count = 0
    listed = any(tag_of(e) in BLOCKS and LIST.search(page.names(e)) for e in page.elements)
    for element in page.elements:
        if tag_of(element) not in ("span", "small") or element in notes.wholes or not says_something(page, element):
            continue
        names = page.names(element)
        inline = INLINE.search(names) or (not listed and TOOLTIP.search(names))
        told = (inline or element.get("role") in ("note", "doc-footnote")) and " doc " not in names
        mark, text = _mark_of(page, element) if told or page.size[element] >= HIDDEN_NOTE else (None, "")
        if mark is None or not (told or _shows(page, mark, element, notes)):
            continue
        if any(e in notes.inline for e in element.iterancestors()):
            continue
        count += 1
        id_ = element.get("id") or f"inline-{count}"
        if tag_of(mark) == "button":
            mark.tag = "span"  # what it says is printed
        notes.inline[element] = id_
        notes.calls[mark] = id_
        if not text or next(mark.iter("button"), None) is not None:  # a button's own text isn't written
            notes.numbers[mark] = re.sub(r"\W", "", text) or str(count)
        elif _opens(mark, text) and not re.search(r"\w", text):
            notes.signs[mark] = str(count)


def _shows(page: Page, mark: Element, element: Element, notes: Notes) -> bool:
    """Whether a mark of a note that leads to no other one holds a text, or has one hidden right behind it."""
    if not (_raised(mark) or NAMED.search(page.names(mark))):
        return False
    if any(e in notes.calls or (e.get("href") or "")[1:] in page.ids for e in (*_up(mark, 3), *mark.iter())):
        return False
    return mark in element.iterancestors() or invisible(element)


def _mark_of(page: Page, element: Element) -> tuple[Element | None, str]:
    """The mark around a note within its text, or before it, and what it shows."""
    for parent in islice(element.iterancestors(), 2):
        if tag_of(parent) in ("sup", "a", "span", "button") and page.size[parent] <= page.size[element] + 14:
            text = page.text(parent).removesuffix(page.text(element)).strip()
            if MARK.fullmatch(text):
                return parent, text
    node = element.getprevious()
    for _ in range(3):
        if node is None or not isinstance(node.tag, str):
            break
        text = page.text(node)
        if _opens(node, text) or (tag_of(node) in ("sup", "a", "span", "button") and MARK.fullmatch(text)):
            return node, text
        if text or (node.tail or "").strip():
            break
        node = node.getprevious()
    return None, ""


def _opens(element: Element, text: str) -> bool:
    """Whether an element is a label, or works as a button that shows no more than a sign (⊕)."""
    return tag_of(element) == "label" or (element.get("role") == "button" and not re.search(r"\w", text))
