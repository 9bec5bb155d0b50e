"""Makes problems of what was odd about a page: each points at the line of the Markdown page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.publish.pdf.chapters import Chapter
from briefing.publish.pdf.engine import Astray
from briefing.publish.pdf.glyphs import code_point
from briefing.publish.pdf.links import SCHEMES, target
from briefing.publish.pdf.reading import CONTROLS, Page

_MESSAGES = {
    "E601": "The picture {found!r} has no alternative text; its file's name was used.",
    "E602": "The heading {found!r} skips a level; it was set one level below the heading above it.",
    "E604": "The picture {found!r} can't be printed; its alternative text stands in its place.",
}

_QUOTED = re.compile(r"(\[\^[^\[\]]+\])")


def problems_of(page: Page, oddities: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """A problem for each (code, what was found) of a page."""
    for code, found in oddities:
        yield report(code, Place(page.path, page.line(found)), _MESSAGES[code].format(found=found), found=found)


def characters(page: Page, stand_ins: Mapping[str, str]) -> Iterator[Problem]:
    """One problem for the characters of a page that no font has, at the line of the first."""
    found = [c for c in dict.fromkeys(page.markdown) if stand_ins.get(c) or CONTROLS.match(c)]
    if found:
        shown = ", ".join(f"{c if c.isprintable() else '?'} (U+{ord(c):04X})" for c in found[:8])
        yield report(
            "E603",
            Place(page.path, page.line(found[0])),
            f"{len(found)} character{'s' if len(found) > 1 else ''} can't be printed: {shown}"
            f"{' …' if len(found) > 8 else ''}.",
            found=f"printed as {stand_ins.get(found[0]) or code_point(found[0])}",
        )


def findings(page: Page) -> Iterator[Problem]:
    """A problem for each complaint of the Markdown renderer, and for each thing that it took out of the page."""
    for taken in page.findings:
        match = _QUOTED.search(taken.message)
        place = Place(page.path, page.line(taken.piece or (match.group(1) if match else "")))
        yield report(taken.code, place, taken.message, found=taken.piece[:200])


def lost_links(page: Page, paths: Collection[str], read: Mapping[str, Page]) -> Iterator[Problem]:
    """A problem for each link of a page to a page, or to a place on a page that was read, that does not exist."""
    for href in dict.fromkeys(a.get("href") for root in (page.body, *page.notes.values()) for a in root.iter("a")):
        path, fragment = target(page.path, href or "")
        if not path:
            lost = ":" in fragment and not fragment.lower().startswith(SCHEMES)
        elif path in read:
            lost = bool(fragment) and fragment not in read[path].ids
        else:
            lost = path.endswith(".md") and path not in paths
        if href and lost:
            yield report("E607", Place(page.path, page.line(href)), f"The link {href!r} leads nowhere.", found=href)


def astray(chapters: Iterable[Chapter], strays: Iterable[Astray]) -> Iterator[Problem]:
    """A problem for each note that could not be set on the page of its call."""
    pages = {chapter.page.path: chapter.page for chapter in chapters}
    for label, there, here in strays:
        path, _, anchor = label.partition("#")
        call = f"[^{anchor.removeprefix('fn-')}]"
        message = f"The note {call} stands on page {there}, its call on page {here}."
        yield report("E606", Place(path, pages[path].line(call)), message, found=call)
