"""Sets a manuscript: replaces what the engine refuses, and sees to it that each note stands on its call's page."""

from __future__ import annotations

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.publish.pdf.engine import Layout, Refusal, Workshop
from briefing.publish.pdf.glyphs import code_point, refused
from briefing.publish.pdf.manuscript import Manuscript, file_of
from briefing.publish.pdf.oddities import astray

FEW_LINES = 0.3
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
    with Workshop(manuscript.attach, manuscript.meta["large"]) as workshop:
        for _ in range(PASSES):
            source, files = manuscript.written()
            workshop.stage(files)
            try:
                layout = workshop.layout(source)
                if not _tightened(manuscript, layout) and _settled(manuscript, layout):
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
    """Whether nothing more can be done about misplaced notes and lines; what can, is done, chapter by chapter."""
    settled = True
    labels = [label for label, *_ in (*layout.astray, *layout.lone)]
    for path in dict.fromkeys(label.partition("#")[0] for label in labels):
        chapter = manuscript.alone(path)
        here = _of_page(layout, path)
        with Workshop({}, manuscript.meta["large"]) as workshop:
            while _amended(manuscript, here):
                settled = False
                source, files = chapter.written()
                workshop.stage(files)
                here = workshop.layout(source)
    return settled


def _of_page(layout: Layout, path: str) -> Layout:
    """What a layout says of one page of the site."""
    return Layout(
        [row for row in layout.astray if row[0].startswith(f"{path}#")],
        [row for row in layout.lone if row[0].startswith(f"{path}#")],
        [],
    )


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


def _tightened(manuscript: Manuscript, layout: Layout) -> bool:
    """Whether chapters are to be set closer, or as before where that saved no page.

    It is tried where a summary has two pages, or a chapter's last page a few lines only; in large print never.
    """
    changed = set()
    for chapter, (first, last, down) in zip(manuscript.chapters, layout.ends, strict=False):
        name, pages = file_of(chapter), last - first + 1
        if name in manuscript.tight:
            if pages >= manuscript.tried[name]:
                manuscript.tight.remove(name)
                changed.add(chapter.page.path)
        elif name not in manuscript.tried and not manuscript.meta["large"]:
            if pages == 2 if chapter.style == "summary" else pages > 1 and down < FEW_LINES:
                manuscript.tried[name] = pages
                manuscript.tight.add(name)
                changed.add(chapter.page.path)
    for found in (manuscript.breaks, manuscript.held):
        found -= {label for label in found if label.partition("#")[0] in changed}
    return bool(changed)


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
            with Workshop(files) as workshop:
                workshop.typeset(source, 0)
        except Refusal:
            found.add(path)
    return found
