"""A site without PDFs offers none, and none of an earlier build stays."""

from __future__ import annotations

from pathlib import Path

from briefing.cli import main


def test_a_site_without_pdfs_offers_none(tmp_path: Path) -> None:
    root = tmp_path / "harbour"
    assert main(["new", str(root)]) == 0
    assert main(["build", "--project", str(root)]) == 0
    assert "briefing.pdf" in (root / "build/site/index.html").read_text("utf-8")
    assert main(["site", "--without-pdf", "--strict", "--project", str(root)]) == 0
    assert (root / "build/exports/ledger.json").is_file()
    assert list((root / "build").rglob("*.pdf")) == []
    assert [p for p in (root / "build/site").rglob("*.html") if ".pdf" in p.read_text("utf-8")] == []
    assert main(["build", "--project", str(root)]) == 0
    assert "briefing.pdf" in (root / "build/site/index.html").read_text("utf-8")
