"""Lays the second corpus: made-up sources about a made-up lake, in three scripts, with their originals."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import typst

CORPUS = Path(__file__).parent / "corpus"
HELD = {
    "PETROVA": "petrova.txt",
    "HADDAD": "haddad.txt",
    "LEVEL": "level.txt",
    "DREDGING": "dredging.txt",
    "LEAFLET": "leaflet.txt",
    "BRANDT": "page.html",
    "GATES": "gates.pdf",
}
"""What stands for a fingerprint in a source's front matter, and the original that has it."""


def lay_corpus(root: Path) -> Path:
    """Copies the corpus to `root`, sets the original that is a PDF, and returns the folder of the originals."""
    shutil.copytree(CORPUS, root, ignore=shutil.ignore_patterns("held"))
    held = root.with_name(f"{root.name}-held")
    shutil.copytree(CORPUS / "held", held, ignore=shutil.ignore_patterns("*.typ"))
    (held / "gates.pdf").write_bytes(typst.compile(str(CORPUS / "held" / "gates.typ"), format="pdf"))
    prints = {name: hashlib.sha256((held / file).read_bytes()).hexdigest() for name, file in HELD.items()}
    for path in sorted((root / "sources").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for name, sha256 in prints.items():
            text = text.replace(f"sha256: {name}\n", f"sha256: {sha256}\n")
        path.write_text(text, encoding="utf-8")
    return held
