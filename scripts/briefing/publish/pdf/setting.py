"""Sets a manuscript: replaces what the engine refuses, and sees to it that each note stands on its call's page."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.publish.pdf.chapters import Chapter
from briefing.publish.pdf.engine import Layout, Refusal, Workshop
from briefing.publish.pdf.glyphs import code_point, refused
from briefing.publish.pdf.manuscript import Manuscript, file_of
from briefing.publish.pdf.oddities import astray

FEW_LINES = 0.22
"""How far down the last page of a chapter must go, as a share of the page, not to look forgotten."""
PASSES = 16
"""How often a document is set at most until its notes stand right; each pass sets only what changed."""


def set_manuscript(manuscript: Manuscript, timestamp: int) -> tuple[bytes | None, list[Problem]]:
    """The PDF, or None where none can be made, and the problems met.

    The engine keeps a line and its note together in most places, but neither in lists nor where a line calls
    several. So the document is laid out, the first misplaced note of a chapter is given a page break before
    the paragraph that calls it, and the chapter is laid out again by itself, until nothing is misplaced.
    """
    problems: list[Problem] = []
    first = Place(manuscript.chapters[0].page.path)
    with Workshop(manuscript.attach, manuscript.meta["large"], manuscript.fonts) as workshop:
        for _ in range(PASSES):
            source, files = manuscript.written()
            workshop.stage(files)
            try:
                layout = workshop.layout(source)
                if _settled(manuscript, layout):
                    pdf, warnings = workshop.typeset(source, timestamp, bool(manuscript.attach))
                    problems += [*manuscript.odd, *astray(manuscript.chapters, layout.astray)]
                    return pdf, [*problems, *(report("E606", first, f"The engine warns: {w}.") for w in warnings)]
            except Refusal as refusal:
                mended, found = _mended(manuscript, refusal)
                problems += found
                if not mended:
                    return None, problems
    return None, [*problems, report("E605", first, "The notes did not settle on the pages of their calls.")]


def _settled(manuscript: Manuscript, layout: Layout) -> bool:
    """Whether nothing more can be done about the layout; what can, is done, the chapters of each page by themselves."""
    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        paths = _wanting(manuscript, layout)
        return not any(list(side_by_side.map(lambda path: _changed(manuscript, layout, path), paths)))


def _changed(manuscript: Manuscript, layout: Layout, path: str) -> bool:
    """Whether something was done about the chapters of a page, which are set by themselves until they stand right."""
    changed = False
    chapter = manuscript.alone(path)
    here = _of_page(manuscript, layout, path)
    with Workshop({}, manuscript.meta["large"], manuscript.fonts, trial=True) as workshop:
        while _amended(chapter, here):
            changed = True
            here = _laid(chapter, workshop)
    for one, end in zip(chapter.chapters, here.ends, strict=False):
        if _short(manuscript, one, end) and _tightened(manuscript, one, end):
            changed = True
    return changed


def _wanting(manuscript: Manuscript, layout: Layout) -> list[str]:
    """The pages of the site with misplaced notes or lines, or with chapters that end badly."""
    labels = [row[0] for row in layout.astray] + [row[0] for row in layout.lone]
    ends = zip(manuscript.chapters, layout.ends, strict=False)
    short = [chapter.page.path for chapter, end in ends if _short(manuscript, chapter, end)]
    return list(dict.fromkeys([*(label.partition("#")[0] for label in labels), *short]))


def _of_page(manuscript: Manuscript, layout: Layout, path: str) -> Layout:
    """What a layout says of one page of the site."""
    return Layout(
        [row for row in layout.astray if row[0].startswith(f"{path}#")],
        [row for row in layout.lone if row[0].startswith(f"{path}#")],
        [end for chapter, end in zip(manuscript.chapters, layout.ends, strict=False) if chapter.page.path == path],
    )


def _laid(manuscript: Manuscript, workshop: Workshop) -> Layout:
    """How a manuscript lies on its pages, as it is now written."""
    source, files = manuscript.written()
    workshop.stage(files)
    return workshop.layout(source)


def _amended(manuscript: Manuscript, layout: Layout) -> bool:
    """Whether something new is to be done about the first misplaced note, or else about the first lone line."""
    if layout.astray:
        label = layout.astray[0][0]
        known = label in manuscript.breaks
        manuscript.breaks.add(label)
        return not known
    for label, edge in layout.lone:
        done = manuscript.held if edge == "last" else manuscript.breaks
        if label not in done:
            done.add(label)
            return True
    return False


def _short(manuscript: Manuscript, chapter: Chapter, end: tuple[int, int, float]) -> bool:
    """Whether a chapter should end a page earlier: a summary of two pages, or a last page with a few lines only.

    It is tried once, and never in large print.
    """
    if manuscript.meta["large"] or file_of(chapter) in manuscript.tried:
        return False
    first, last, down = end
    return last > first and (down < FEW_LINES or (chapter.style == "summary" and last - first == 1))


def _tightened(manuscript: Manuscript, chapter: Chapter, end: tuple[int, int, float]) -> bool:
    """Whether a chapter is set closer from now on, since that saves its last page."""
    name, path = file_of(chapter), chapter.page.path
    manuscript.tried.add(name)
    alone = manuscript.alone(path, name)
    alone.tight, alone.breaks, alone.held = {name}, set(), set()
    with Workshop({}, manuscript.meta["large"], manuscript.fonts, trial=True) as workshop:
        layout = _laid(alone, workshop)
        while _amended(alone, layout):
            layout = _laid(alone, workshop)
    if any(last - first >= end[1] - end[0] for first, last, _ in layout.ends):
        return False
    manuscript.tight.add(name)
    for found, better in ((manuscript.breaks, alone.breaks), (manuscript.held, alone.held)):
        found -= {label for label in found if label.startswith(f"{path}#")}
        found |= better
    return True


def _mended(manuscript: Manuscript, refusal: Refusal) -> tuple[bool, list[Problem]]:
    """Replaces characters that the engine refuses, or makes bare paragraphs of the pages that it refuses.

    Returns whether anything was mended, and the problems to report.
    """
    characters = refused(refusal) - manuscript.stand_ins.keys()
    if characters:
        manuscript.stand_ins |= {c: code_point(c) for c in characters}
        return True, []
    message = f"The engine refuses the page: {refusal.message}."
    culprits = sorted(_culprits(manuscript) - manuscript.broken)
    manuscript.broken |= set(culprits)
    found = [report("E605", Place(path), message, found="printed as bare paragraphs") for path in culprits]
    return bool(culprits), found or [report("E605", Place(manuscript.chapters[0].page.path), message)]


def _culprits(manuscript: Manuscript) -> set[str]:
    """The pages that the engine refuses by themselves."""
    found = set()
    for path in {chapter.page.path for chapter in manuscript.chapters}:
        alone = manuscript.alone(path)
        source, files = alone.written()
        try:
            with Workshop(files, fonts=manuscript.fonts, trial=True) as workshop:
                workshop.typeset(source, 0)
        except Refusal:
            found.add(path)
    return found
