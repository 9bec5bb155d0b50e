"""Runs Typst: in a folder of copies, with its own fonts only, to the standards for archives and accessibility."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

TEMPLATE = "template.typ"

STANDARDS: tuple[typst.PDFStandard, ...] = ("ua-1", "a-2a")
"""What the PDFs conform to."""
STANDARDS_WITH_FILES: tuple[typst.PDFStandard, ...] = ("ua-1", "a-3a")
"""The same for a PDF that carries files of any kind."""

Refusal = typst.TypstError
"""What is raised where the engine can't set a document; `.message` says why, `.diagnostic` where."""


Astray = tuple[str, int, int]
"""A note that stands on another page than its call: (its label, page of the note, page of its call)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What setting a document came to."""

    astray: list[Astray]
    lone: list[tuple[str, str]]
    """(label, edge) of the notes whose call begins a page and leaves a line or a heading alone: see `trees.edge`."""
    ends: list[tuple[int, int, float]]
    """Of each chapter its first page, its last, and how far down the last it goes, 0 to 1."""


class Workshop:
    """A folder with the template and the files that a document may read; what was set once is not set again.

    With `large` the template sets in large print; `fonts` are folders of fonts beside the engine's own. A `trial` lies
    on its pages as it will in the end, but its links lead nowhere.

    To be used in a `with` statement; the folder goes when it ends.
    """

    def __init__(
        self, staged: Mapping[str, bytes], large: bool = False, fonts: Sequence[str] = (), trial: bool = False
    ) -> None:
        self._folder = TemporaryDirectory(prefix="briefing-")
        self._root = Path(self._folder.name)
        self._main = self._root / "main.typ"
        self._main.touch()
        # One compiler for all passes: it sees what changed in the document, and sets no more than that.
        self._compiler = typst.Compiler(
            str(self._main),
            root=str(self._root),
            ignore_system_fonts=True,
            font_paths=[*fonts],
            sys_inputs={"print": "large" if large else "standard", "trial": "yes" if trial else "no"},
        )
        self.stage({TEMPLATE: files(__package__).joinpath(TEMPLATE).read_bytes(), **staged})

    def stage(self, staged: Mapping[str, bytes]) -> None:
        """Lays files into the folder."""
        for name, data in staged.items():
            (self._root / name).write_bytes(data)

    def layout(self, source: str) -> Layout:
        """How a document lies on its pages; raises `Refusal`."""
        try:
            found = json.loads(self._with(source).query("<layout>", field="value", one=True))
        except RuntimeError:
            self.typeset(source, 0)  # the same refusal, with its details
            raise
        return Layout(*([tuple(row) for row in found[name]] for name in ("astray", "lone", "ends")))

    def typeset(self, source: str, timestamp: int, attaches: bool = False) -> tuple[bytes, tuple[str, ...]]:
        """The PDF of a document, and the engine's warnings; raises `Refusal` where it can't be set.

        `timestamp` is the date of creation in seconds since 1970: the same document is always the same bytes.
        """
        pdf, warnings = self._with(source).compile_with_warnings(
            format="pdf",
            pdf_standards=[*(STANDARDS_WITH_FILES if attaches else STANDARDS)],
            timestamp=timestamp,
        )
        assert isinstance(pdf, bytes)
        return pdf, tuple(dict.fromkeys(warning.message for warning in warnings))

    def _with(self, source: str) -> typst.Compiler:
        """The compiler, given another text of the document."""
        self._main.write_text(source, encoding="utf-8", newline="\n")
        return self._compiler

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def typeset(source: str, staged: Mapping[str, bytes], fonts: Sequence[str] = ()) -> bytes:
    """The PDF of a small document; raises `Refusal` where it can't be set."""
    with Workshop(staged, fonts=fonts) as workshop:
        return workshop.typeset(source, 0)[0]
