"""What programs read of a site: each page's Markdown beside its HTML, and llms.txt, which says what there is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefing.files import write_changed
from briefing.project import Project
from briefing.publish.places import split_front

_LINK = re.compile(r"(\]\(<?)((?!/|[a-z][a-z0-9+.-]*:)[^()\s>#]+\.md)(?=[#)\s>])")
_GROUPS = (("Topics", "topics/"), ("Sources", "sources/"))


def write_machines(project: Project, site: Path, pages: Mapping[str, str]) -> None:
    """Writes `index.md` beside each page's `index.html`, its links leading to the like of it, and `llms.txt`."""
    for path, text in pages.items():
        write_changed(site / beside(path), _led(split_front(text)[1].lstrip("\n"), path))
    write_changed(site / "llms.txt", "\n".join(_contents(project, pages)) + "\n")


def beside(path: str) -> str:
    """Where the Markdown of a page stands in the site: `topics/iskp.md` → `topics/iskp/index.md`."""
    folder, name = posixpath.split(path)
    return path if name == "index.md" else posixpath.join(folder, name.removesuffix(".md"), "index.md")


def _led(text: str, path: str) -> str:
    """A page's Markdown with the links to other pages as they lead from where it stands now."""
    here = posixpath.dirname(beside(path))

    def led(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))
        return match[1] + posixpath.relpath(beside(target), here or ".")

    return _LINK.sub(led, text)


def _contents(project: Project, pages: Mapping[str, str]) -> Iterator[str]:
    """The lines of llms.txt, in the form that llmstxt.org describes."""
    settings = project.settings
    base = settings.url or ""
    yield f"# {settings.title}\n"
    if settings.description:
        yield f"> {' '.join(settings.description.split())}\n"
    yield (
        "Each sentence cites numbered paragraphs of sources and has its own address (`#c-…`), as has each paragraph"
        " (`#p12`). Numbers, dates, names and quotations were compared by machine; files/ledger.json tells what was"
        " found, and who has read a sentence.\n"
    )
    for title, folder in _GROUPS:
        yield f"## {title}\n"
        for path, text in pages.items():
            if path.startswith(folder) and path != f"{folder}index.md":
                front = split_front(text)[0]
                about = f": {front['description']}" if front.get("description") else ""
                yield f"- [{front.get('title') or path}]({base}{beside(path)}){about}"
        yield ""
    yield "## Data\n"
    yield f"- [Claims]({base}files/claims.json): every sentence with its address and what it cites"
    yield f"- [Ledger]({base}files/ledger.json): every sentence with what was compared"
    yield f"- [References]({base}files/references.json): every work, CSL-JSON"
