"""Sets a manuscript: replaces what the engine refuses, and sees to it that each note stands on its call's page."""

from __future__ import annotations

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.publish.pdf.engine import Refusal, Workshop
from briefing.publish.pdf.glyphs import code_point, refused
from briefing.publish.pdf.links import survey
from briefing.publish.pdf.manuscript import Manuscript
from briefing.publish.pdf.oddities import astray

PASSES = 16
"""How often a document is set at most until its notes stand right; each pass sets only what changed."""


def set_manuscript(manuscript: Manuscript, timestamp: int) -> tuple[bytes | None, list[Problem]]:
    """The PDF, or None where none can be made, and the problems met.

    The engine keeps a line and its note together in most places, but neither in lists nor where a line calls
    several. So the document is laid out, the first misplaced note of each page is given a page break before
    the paragraph that calls it, and what changed is laid out again, until nothing is misplaced.
    """
    problems: list[Problem] = []
    with Workshop(manuscript.attach, manuscript.meta["large"]) as workshop:
        for _ in range(PASSES):
            source = manuscript.written()
            workshop.stage(manuscript.images)
            try:
                strays = workshop.astray(source)
                fresh = {path: label for label, _, _ in reversed(strays) if (path := label.partition("#")[0])}
                if set(fresh.values()) <= manuscript.breaks:
                    pdf, warnings = workshop.typeset(source, timestamp, bool(manuscript.attach))
                    problems += [*manuscript.odd, *astray(manuscript.chapters, strays)]
                    place = Place(manuscript.chapters[0].page.path)
                    problems += [report("E606", place, f"The engine warns: {warning}.") for warning in warnings]
                    return pdf, problems
                manuscript.breaks |= set(fresh.values())
            except Refusal as refusal:
                problems += _mended(manuscript, refusal)
                if any(problem.code == "E605" and problem.found == "" for problem in problems):
                    return None, problems
    return None, [*problems, report("E605", Place(manuscript.chapters[0].page.path), "The notes did not settle.")]


def _mended(manuscript: Manuscript, refusal: Refusal) -> list[Problem]:
    """Replaces characters that the engine refuses, or makes bare paragraphs of the pages that it refuses."""
    characters = refused(refusal) - manuscript.stand_ins.keys()
    manuscript.stand_ins |= {c: code_point(c) for c in characters}
    if characters:
        return []
    culprits = _culprits(manuscript) - manuscript.broken
    manuscript.broken |= culprits
    message = f"The engine refuses the page: {refusal.message}."
    if not culprits:
        return [report("E605", Place(manuscript.chapters[0].page.path), message)]
    return [report("E605", Place(path), message, found="printed as bare paragraphs") for path in sorted(culprits)]


def _culprits(manuscript: Manuscript) -> set[str]:
    """The pages that the engine refuses by themselves."""
    found = set()
    for chapter in manuscript.chapters:
        alone = manuscript.alone(chapter, survey([chapter.page], ""))
        source = alone.written()
        try:
            with Workshop(alone.images) as workshop:
                workshop.typeset(source, 0)
        except Refusal:
            found.add(chapter.page.path)
    return found
