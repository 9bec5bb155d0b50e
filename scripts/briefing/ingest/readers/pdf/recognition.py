"""Scans handed to OCRmyPDF, where it is installed and somebody asks for it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem

PROGRAM = "ocrmypdf"
MOST_SECONDS = 1800


def recognised(path: Path, folder: Path) -> tuple[Path, Problem | None]:
    """A PDF with the text of its scanned pages recognised, as a copy in a folder; itself, and why, where that fails.

    Pages that hold text already stay as they are.
    """
    place, program = Place(str(path)), shutil.which(PROGRAM)
    if program is None:
        return path, report("E244", place, "OCRmyPDF is not installed; the file was read as it is.")
    out = folder / f"{len(list(folder.iterdir()))}-{path.name}"
    command = [program, "--skip-text", "--quiet", str(path.absolute()), str(out.absolute())]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return path, report(
            "E244", place, "OCRmyPDF did not end; the file was read as it is.", found=f"{MOST_SECONDS} s"
        )
    if done.returncode or not out.exists():
        said = done.stderr.strip()[-300:] or f"exit code {done.returncode}"
        return path, report("E244", place, "OCRmyPDF could not read the file; it was read as it is.", found=said)
    return out, None
