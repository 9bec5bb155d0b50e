"""What was read of sources and bibliography before: a file of the same bytes is not read again.

What comes back is what was read: what would come back otherwise is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple
from hashlib import sha256
from typing import Any

from briefing.library.bibliography import pandoc
from briefing.library.bibliography.read import read_bibliography
from briefing.library.sources import read_source
from briefing.memory import Memory
from briefing.model import Caveat, Correction, DigestParagraph, Key, Passage, Place, Source, SourceNote, Work
from briefing.problems import Problem

SourceRead = tuple[Source | None, tuple[Problem, ...]]
WorksRead = tuple[Mapping[Key, Work], tuple[Problem, ...]]


class Reader:
    """Reads files, or takes what a memory holds of them."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def source(self, path: str, data: bytes) -> SourceRead:
        """The same as `read_source`."""
        key = f"{path} {sha256(data).hexdigest()}"
        row = self._memory.get(key)
        if row is not None:
            return _source(path, row)
        found = read_source(path, data)
        row = _row(*found)
        if row is not None and _source(path, row) == found:
            self._memory.keep(key, row)
        return found

    def works(self, data: bytes | None) -> WorksRead:
        """The same as `read_bibliography`; kept where nothing is wrong with it."""
        key = None
        with suppress(OSError):  # no pandoc
            key = f"works {sha256(data).hexdigest()} {pandoc.identity()}" if data is not None else None
        row = self._memory.get(key)
        if row is not None:
            return _works(row), ()
        works, problems = read_bibliography(data)
        if not problems and _works(row := list(map(_work_row, works.values()))) == works:
            self._memory.keep(key, row)
        return works, problems


def _row(source: Source | None, problems: tuple[Problem, ...]) -> list[Any] | None:
    """A source with what is wrong with it, as JSON has it; None where there is none."""
    if source is None:
        return None
    return [
        [source.key, source.sha256, source.count, source.rights, source.byline, source.in_work],
        [[p.first, p.last, p.section, p.text, p.place.line, p.remarks] for p in source.paragraphs],
        [[note.label, note.text, note.place.line] for note in source.notes.values()],
        _passage_row(source.about) if source.about else None,
        [[c.field, c.printed, c.used, _passage_row(c.because), c.place.line] for c in source.caveats],
        [
            [c.action, c.words, c.place.line, c.line, c.page, c.level, c.number, c.rule, [*c.value]]
            for c in source.corrections
        ],
        [astuple(problem) for problem in problems],
    ]


def _source(path: str, row: list[Any]) -> SourceRead:
    (key, sum_, count, rights, byline, in_work), paragraphs, notes, about, caveats, corrections, problems = row
    source = Source(
        key, sum_, count, rights, byline,
        tuple(Caveat(a, b, c, _passage(path, because), Place(path, line)) for a, b, c, because, line in caveats),
        tuple(
            DigestParagraph(first, last, section, text, Place(path, line), remarks)
            for first, last, section, text, line, remarks in paragraphs
        ),
        {label: SourceNote(label, text, Place(path, line)) for label, text, line in notes},
        Place(path, 1),
        _passage(path, about) if about else None,
        tuple(
            Correction(action, words, Place(path, at), line, page, level, number, rule, tuple(value))
            for action, words, at, line, page, level, number, rule, value in corrections
        ),
        in_work,
    )  # fmt: skip
    return source, tuple(Problem(*problem) for problem in problems)


def _passage_row(passage: Passage) -> list[Any]:
    return [passage.text, passage.place.line, passage.home, passage.kind, passage.part]


def _passage(path: str, row: list[Any]) -> Passage:
    text, line, home, kind, part = row
    return Passage(text, Place(path, line), home, kind, part)


def _work_row(work: Work) -> list[Any]:
    return [work.key, work.csl, work.bibtex, astuple(work.place), work.date]


def _works(rows: list[Any]) -> dict[Key, Work]:
    return {key: Work(key, csl, bibtex, Place(*place), date) for key, csl, bibtex, place, date in rows}
