"""Waivers in a digest: off the source's page, out of its text, and on the method page with their reason."""

from __future__ import annotations

from briefing.library.comments import parted
from briefing.pages import check_pages, compose
from tests import pages_project as tiny

PATH = "sources/anon2022.md"
WAIVER = '<!-- evidence: allow "Five", "nine" because the copy says *cinco* -->'


def test_a_line_is_parted_from_its_comments() -> None:
    assert parted(f"One two. {WAIVER}") == ("One two.", WAIVER)
    assert parted("One <!-- a --> two <!-- b -->.") == ("One two.", "<!-- a --> <!-- b -->")
    assert parted("One <!-- two.") == ("One <!-- two.", "")


def test_a_waiver_in_a_digest_is_published_on_the_method_page_only() -> None:
    files, settings = tiny.project()
    lines = files[PATH].decode().splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("¶2"))
    lines[at] += f" {WAIVER}"
    linked, problems = tiny.linked({**files, PATH: "\n".join(lines).encode()})
    assert [p for p in (*problems, *check_pages(linked.library)) if p.path == PATH] == [
        p for p in (*tiny.linked()[1], *check_pages(tiny.linked()[0].library)) if p.path == PATH
    ]
    pages = compose(linked, tiny.references(), settings)
    plain = compose(tiny.linked()[0], tiny.references(), settings)
    assert {path for path in pages if pages[path] != plain[path]} == {"method.md"}
    row = next(line for line in pages["method.md"].splitlines() if "#p2" in line and "Five" in line)
    assert "the copy says \\*cinco\\*" in row
