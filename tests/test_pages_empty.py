"""Pages of a briefing that has hardly begun: an empty one says so, and a count of one is said as one."""

from __future__ import annotations

import re

import pytest

from briefing.library import bibliography, read_library
from briefing.linking import link
from briefing.pages import compose, page_works
from briefing.settings import Settings

SAYS = {
    "topics/index.md": "No topic has been written yet.",
    "sources/index.md": "No source has been added yet.",
    "entities/index.md": "No person, place or document has been listed yet.",
    "bibliography.md": "No work has been entered yet.",
    "timeline.md": "No event has been dated yet.",
}
SOURCE = f"---\nrights: full\noriginal:\n  sha256: {'0' * 64}\n  paragraphs: 1\n---\n¶1 Three licences were sold.\n"
ONE = {
    "references.bib": b"@misc{notes,\n  title = {{Notes}},\n}\n",
    "sources/notes.md": SOURCE.encode(),
    "topics/licences.md": b"---\ntitle: Licences\naliases: [licences]\n---\n",
}


def made(files: dict[str, bytes]) -> dict[str, str]:
    settings = Settings(title="Spectrum")
    library, problems = read_library(files, settings)
    assert [p for p in problems if p.fails and p.code != "E162"] == []
    references, _ = bibliography.render({**library.works, **page_works(library, settings)})
    return dict(compose(link(library, ())[0], references, settings))


@pytest.mark.parametrize("path", SAYS)
def test_an_empty_page_says_that_it_is(path: str) -> None:
    empty, one = made({}), made(ONE)
    assert SAYS[path] in empty[path]
    if path not in ("entities/index.md", "timeline.md"):
        assert SAYS[path] not in one[path]


def test_one_undated_source_makes_no_time_axis_and_has_no_letter() -> None:
    pages = made(ONE)
    assert "The sources in time" not in pages["index.md"]
    assert "Anonymous n.d.<" in pages["index.md"].replace("](", "<")
    assert "n.d.-" not in "".join(pages.values())
    assert "n.d.." not in "".join(pages.values())


def test_one_is_said_as_one() -> None:
    assert not re.search(r"\b1 (?:topics|sources|works|paragraphs|dated events)\b", "".join(made(ONE).values()))
