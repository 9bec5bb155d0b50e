"""The tiny project of the tests of pages, laid out so that a site can be made of it."""

from __future__ import annotations

import re
from pathlib import Path

from briefing.files import write_tree
from briefing.project import Project, read_project
from tests import pages_project as tiny

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "https://strait.example/"


def lay_project(root: Path, pages: dict[str, str] | None = None, settings: str = "") -> Project:
    """Writes a project with its pages, and stand-ins for PDFs and exports; `settings` go under `extra.briefing`."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    text = re.sub(r"^site_name: .*", "site_name: Ferries & tolls", text, flags=re.MULTILINE)
    text = re.sub(r"^site_url: .*", f"site_url: {ADDRESS}", text, flags=re.MULTILINE)
    text = re.sub(r"^    edition: .*", '    edition: "2023-05-04"', text, flags=re.MULTILINE)
    text = text.replace("    redirects: {}\n", settings or "    redirects: {}\n")
    made = tiny.public() if pages is None else pages
    text = re.sub(
        r"^  - [^:\n]+: (\S+\.md)\n", lambda m: m.group() if m.group(1) in made else "", text, flags=re.MULTILINE
    )
    root.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    write_tree(root / "build" / "pages", made)
    topics = [path[7:-3] for path in tiny.public() if re.fullmatch(r"topics/(?!index)[\w-]+\.md", path)]
    write_tree(root / "build" / "pdf", {"briefing.pdf": "%PDF", **{f"topics/{slug}.pdf": "%PDF" for slug in topics}})
    names = ("briefing.epub", "references.bib", "references.json", "references.ris", "ledger.json")
    write_tree(root / "build" / "exports", dict.fromkeys(names, "…"))
    return read_project(root)[0]
