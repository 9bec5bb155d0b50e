"""What programs read of a site: each page's Markdown beside its HTML, and llms.txt, which says what there is."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefing.files import linked, write_changed
from briefing.memory import Memory
from briefing.pages import escape
from briefing.project import Project
from briefing.publish.places import without_front
from briefing.publish.texts import texts_of

_LINK = re.compile(r"(\]\(<?)((?!/|[a-z][a-z0-9+.-]*:)[^()\s>#]+\.md)(?=[#)\s>])")
_GROUPS = (("Topics", "topics/"), ("Sources", "sources/"))


def write_machines(
    project: Project,
    site: Path,
    pages: Mapping[str, str],
    fronts: Mapping[str, Mapping[str, Any]],
    memory: Memory | None = None,
    last: Path | None = None,
) -> None:
    """Writes `index.md` beside each page's `index.html`, its links leading to the like of it, and `llms.txt`.

    Where `last`, the last good site, still has the one that a page's text was made to, that is taken.
    """
    with texts_of(pages, memory) as texts:
        for path in texts:
            target, kept = site / beside(path), texts.kept(path, "machines")
            with suppress(OSError):
                if kept and last and texts.memory.sum_of(there := os.path.join(last, beside(path))) == kept:
                    linked(there, target)
                    continue
            data = _led(without_front(texts[path]).lstrip("\n"), path).encode()
            write_changed(target, data)
            texts.keep(path, "machines", mark := sha256(data).hexdigest())
            texts.memory.told(target, mark)
    write_changed(site / "llms.txt", "\n".join(_contents(project, fronts)) + "\n")


def beside(path: str) -> str:
    """Where the Markdown of a page stands in the site: `topics/iskp.md` → `topics/iskp/index.md`."""
    folder, name = posixpath.split(path)
    return path if name == "index.md" else posixpath.join(folder, name.removesuffix(".md"), "index.md")


def _led(text: str, path: str) -> str:
    """A page's Markdown with the links to other pages as they lead from where it stands now."""
    folder, here = posixpath.dirname(path), posixpath.dirname(beside(path))
    own = {path} if path == beside(path) else {path, here}  # what lies below is reached otherwise than from elsewhere
    below = tuple(f"{page}/" for page in own)

    def led(match: re.Match[str]) -> str:
        opening, link = match.groups()
        target = _target(folder, link)
        if here == folder:
            return str(opening + _from(folder, target))
        if target in own or target.startswith(below):
            return str(opening + posixpath.relpath(beside(target), here or "."))
        return str(opening + _from(f"{folder}/\0", target))

    return _LINK.sub(led, text)


@lru_cache(maxsize=100_000)
def _target(folder: str, link: str) -> str:
    """The page to which a link of a folder's page leads."""
    return posixpath.normpath(posixpath.join(folder, link))


@lru_cache(maxsize=100_000)
def _from(folder: str, target: str) -> str:
    """How a page's Markdown is reached from a folder; `\0` stands for one that holds nothing of it."""
    return posixpath.relpath(beside(target), folder.lstrip("/") or ".")


def _contents(project: Project, fronts: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The lines of llms.txt, in the form that llmstxt.org describes."""
    settings = project.settings
    base = settings.url or ""
    yield f"# {escape.text(settings.title)}\n"
    if settings.description:
        yield f"> {escape.text(settings.description)}\n"
    yield (
        "Each sentence cites numbered paragraphs of sources and has its own address (`#c-…`), as has each paragraph"
        " (`#p12`). Numbers, dates, names and quotations were compared by machine; files/ledger.json tells what was"
        " found, and who has read a sentence.\n"
    )
    for title, folder in _GROUPS:
        yield f"## {title}\n"
        for path, front in fronts.items():
            if path.startswith(folder) and path != f"{folder}index.md":
                about = f": {escape.text(str(front['description']))}" if front.get("description") else ""
                yield f"- [{escape.text(str(front.get('title') or path))}]({base}{beside(path)}){about}"
        yield ""
    yield "## Data\n"
    yield f"- [Claims]({base}files/claims.json): every sentence with its address and what it cites"
    yield f"- [Ledger]({base}files/ledger.json): every sentence with what was compared"
    yield f"- [References]({base}files/references.json): every work, CSL-JSON"
