"""Runs Typst: in a folder of copies, with its own fonts only, to the standards for archives and accessibility."""

from __future__ import annotations

from collections.abc import Mapping
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


def typeset(
    source: str, staged: Mapping[str, bytes], timestamp: int, attaches: bool = False
) -> tuple[bytes, tuple[str, ...]]:
    """The PDF of a document, and the engine's warnings; raises `Refusal` where it can't be set.

    `staged` are the files that the document may read, by name; `timestamp` is the date of creation in
    seconds since 1970, so that the same document is always the same bytes.
    """
    with TemporaryDirectory(prefix="briefing-") as folder:
        root = Path(folder)
        (root / TEMPLATE).write_bytes(files(__package__).joinpath(TEMPLATE).read_bytes())
        for name, data in staged.items():
            (root / name).write_bytes(data)
        pdf, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]  # its types want root to be bytes
            source.encode(),
            root=folder,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=[*(STANDARDS_WITH_FILES if attaches else STANDARDS)],
            timestamp=timestamp,
        )
    return pdf, tuple(dict.fromkeys(warning.message for warning in warnings))
