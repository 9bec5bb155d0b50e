"""Sets a manuscript: replaces what the engine refuses, and sees to it that each note stands on its call's page."""

from __future__ import annotations

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.publish.pdf.engine import Astray, Refusal, Workshop
from briefing.publish.pdf.glyphs import code_point, refused
from briefing.publish.pdf.manuscript import Manuscript
from briefing.publish.pdf.oddities import astray

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
                strays = workshop.astray(source)
                if _settled(manuscript, strays):
                    pdf, warnings = workshop.typeset(source, timestamp, bool(manuscript.attach))
                    problems += [*manuscript.odd, *astray(manuscript.chapters, strays)]
                    return pdf, [*problems, *(report("E606", first, f"The engine warns: {w}.") for w in warnings)]
            except Refusal as refusal:
                mended, found = _mended(manuscript, refusal)
                problems += found
                if not mended:
                    return None, problems
    return None, [*problems, report("E605", first, "The notes did not settle on the pages of their calls.")]


def _settled(manuscript: Manuscript, strays: list[Astray]) -> bool:
    """Whether nothing more can be done about misplaced notes; where something can, it is done, chapter by chapter."""
    settled = True
    for path in dict.fromkeys(label.partition("#")[0] for label, _, _ in strays):
        chapter = manuscript.alone(path)
        rest = [stray for stray in strays if stray[0].startswith(f"{path}#")]
        with Workshop({}, manuscript.meta["large"]) as workshop:
            while rest and rest[0][0] not in manuscript.breaks:
                manuscript.breaks.add(rest[0][0])
                settled = False
                source, files = chapter.written()
                workshop.stage(files)
                rest = workshop.astray(source)
    return settled


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
