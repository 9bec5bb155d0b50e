"""references.bib → works."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from briefing.codes import report
from briefing.library.bibliography.convert import convert
from briefing.library.bibtex import parse_bibtex
from briefing.library.inputs import read_text
from briefing.model import Key, Place, Work
from briefing.problems import Problem

PATH = "references.bib"


@lru_cache(maxsize=16)
def read_bibliography(data: bytes | None) -> tuple[Mapping[Key, Work], tuple[Problem, ...]]:
    """The works of references.bib by key, in the file's order; None where there is no such file.

    Remembered by its bytes.
    """
    if data is None:
        return {}, (report("E162", Place(PATH), "There is no references.bib."),)
    text, problems = read_text(data, PATH)
    if text is None:
        return {}, problems
    entries, malformed = parse_bibtex(text, PATH)
    works, more = convert(entries)
    return works, (*problems, *malformed, *more)
