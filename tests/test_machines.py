"""What programs read of a site: Markdown beside the pages, llms.txt, and every claim with its address."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path

import lxml.html
import pytest

from briefing.cli import main
from briefing.pipeline import run


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("machines") / "starter"
    assert main(["new", str(root)]) == 0
    assert run(root, ("pages", "pdf", "exports", "site")).made
    return root / "build" / "site"


def test_each_page_declares_its_markdown_and_it_is_there(site: Path) -> None:
    for path in site.rglob("index.html"):
        page = lxml.html.parse(path)
        (link,) = page.xpath("//link[@rel='alternate'][@type='text/markdown']/@href")
        (data,) = page.xpath("//link[@rel='alternate'][@type='application/json']/@href")
        assert (path.parent / str(link)).resolve() == path.with_suffix(".md")
        assert path.with_suffix(".md").is_file()
        assert (path.parent / str(data)).is_file()


def test_links_of_the_markdown_lead_to_markdown(site: Path) -> None:
    links = 0
    for path in site.rglob("index.md"):
        text = path.read_text(encoding="utf-8")
        assert not text.startswith("---\n")
        for target in re.findall(r"\]\(<?([^)\s>#:]+\.md)", text):
            links += 1
            assert (path.parent / target).is_file(), f"{path}: {target}"
    assert links > 10


def test_llms_txt_names_what_there_is(site: Path) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# ")
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert {"topics/shore-power/index.md", "sources/harbour2023/index.md", "files/claims.json"} <= set(targets)
    assert all((site / target).is_file() for target in targets)


def test_every_claim_and_what_it_cites_has_an_address(site: Path) -> None:
    found = json.loads((site / "files" / "claims.json").read_text(encoding="utf-8"))
    ids: dict[str, set[str]] = {}
    for claim in found["claims"]:
        for address in (claim["address"], *(cite["address"] for cite in claim["cites"])):
            page, _, anchor = address.partition("#")
            file = posixpath.join(page, "index.html")
            if file not in ids:
                ids[file] = set(map(str, lxml.html.parse(site / file).xpath("//@id")))
            assert anchor in ids[file], address
    assert any(claim["cites"] for claim in found["claims"])
