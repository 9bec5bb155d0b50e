"""The search of a built site: which places it finds, and which of two engines finds them.

A place is a page, a section or a source paragraph. A small site's places go into one index that the theme's own worker
(lunr) searches, over HTTP and from a file alike; where that index would pass a megabyte, Pagefind indexes the site in
chunks and a browser fetches the few that a query needs.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lxml import html as lxml_html

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem

LIMIT = 1_000_000
"""Bytes of index above which Pagefind takes over."""

LUNR = "assets/javascripts/workers/search.*.min.js"
KINDS = ("topic", "source", "entity", "timeline", "guide")


@dataclass(frozen=True, slots=True)
class Found:
    """A place that the search can lead to."""

    location: str
    """Address relative to the site's root, with its anchor."""
    title: str
    text: str
    page: str
    """Title of its page."""
    kind: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`sources`, `topics` and `years` by which it can be filtered."""


@dataclass(frozen=True, slots=True)
class Search:
    """The search of a site, which may still be in the making."""

    without_server: Mapping[str, str]
    """Files (path → text) that a copy of the site without a server has instead; none where it needs no others."""
    finish: Callable[[], tuple[Problem, ...]]
    """Waits until the search is whole; what was found wrong."""


def write_search(site: Path, pages: Mapping[str, Mapping[str, Any]], limit: int = LIMIT) -> Search:
    """Writes the search of a built site under `search/`; `pages` maps each HTML path to its front matter.

    A large site is indexed by another program, which works on while its caller does other things.
    """
    names = subject_names(pages)
    places = [place for path in sorted(pages) for place in read_places(site, path, pages[path], names)]
    index = json.dumps(_index(places), ensure_ascii=False, separators=(",", ":"))
    worker = _worker()
    if worker is None:
        problem = report("E537", Place("mkdocs.yml"), "The search worker of mkdocs-material is not where it should be.")
        return Search({}, lambda: (problem,))
    small = {
        "search/engine.js": f"window.briefingEngine={json.dumps(SMALL)};\n",
        "search/index.js": f"window.briefingIndex={index};\n",
        "search/worker.js": f"window.briefingWorker={json.dumps(worker)};\n",
    }
    (site / "search").mkdir(exist_ok=True)
    if len(index.encode()) > limit:
        text = f"window.briefingEngine={json.dumps(LARGE)};\n"
        (site / "search" / "engine.js").write_text(text, encoding="utf-8", newline="\n")
        return Search(small, pagefind(site / "search" / "pagefind", places))
    for path, text in {**small, "search/search_index.json": index}.items():
        (site / path).write_text(text, encoding="utf-8", newline="\n")
    return Search({}, tuple)


SMALL = {"engine": "lunr", "index": "search/index.js", "worker": "search/worker.js"}
LARGE = {"engine": "pagefind", "pagefind": "search/pagefind/pagefind.js"}
"""What the search box is told of the engine that answers."""


def _worker() -> str | None:
    """The search worker that comes with mkdocs-material, as source."""
    import material

    found = sorted((Path(material.__file__).parent / "templates").glob(LUNR))
    return re.sub(r"\n//# sourceMappingURL=.*", "", found[0].read_text(encoding="utf-8")) if found else None


def _index(places: Iterable[Found]) -> dict[str, Any]:
    """The index in the form that the theme's worker takes, with what the filters need."""
    docs = []
    for place in places:
        doc: dict[str, Any] = {"location": place.location, "title": escape(place.title, quote=False)}
        doc |= {"text": escape(place.text, quote=False), "page": place.page, "kind": place.kind}
        docs.append(doc | {name: list(values) for name, values in place.facets.items() if values})
    return {
        "config": {
            "lang": ["en"],
            "separator": r"[\s\-–—/.,;:!?()\[\]“”\"'’]+",
            "pipeline": [],  # a query matches beginnings of words, which stems would cut off
            "fields": {"title": {"boost": 10}, "text": {"boost": 1}},
        },
        "docs": docs,
        "filters": _filters(docs),
    }


def _filters(docs: list[dict[str, Any]]) -> dict[str, list[list[str]]]:
    """The values of each filter with their names, in the order in which they are shown."""

    def values(field: str) -> list[list[str]]:
        return [[v, v] for v in sorted({v for doc in docs for v in doc.get(field, ())}, key=str.casefold)]

    kinds = [[kind, kind] for kind in KINDS if any(doc["kind"] == kind for doc in docs)]
    return {"kind": kinds, "source": values("sources"), "topic": values("topics"), "year": values("years")}


# --- reading a page --------------------------------------------------------------------------------


def read_places(
    site: Path, path: str, meta: Mapping[str, Any], names: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Found]:
    """The places of one built page: itself, its sections, its source paragraphs.

    `names` maps `sources/KEY` and `topics/SLUG` to the names by which places can be filtered.
    """
    if (meta.get("search") or {}).get("exclude"):
        return
    text = (site / path).read_text(encoding="utf-8")
    start = text.find("<article")
    end = text.find("</article>", start)
    if start < 0 or end < 0:
        return
    article = lxml_html.fragment_fromstring(text[start : end + 10])
    address = path.removesuffix("index.html")
    title = str(meta.get("title") or "") or _text(article.find(".//h1"))
    kind = str(meta.get("kind") or "")
    own = address.rstrip("/")
    years = (str(meta["year"]),) if meta.get("year") else ()
    for part in _parts(article, title):
        about = {names[subject]: subject for subject in (own, *part.links) if subject in names}
        facets = {
            "sources": tuple(sorted(name for name, subject in about.items() if subject.startswith("sources/"))),
            "topics": tuple(sorted(name for name, subject in about.items() if subject.startswith("topics/"))),
            "years": years,
        }
        location = address + (f"#{part.anchor}" if part.anchor else "")
        yield Found(location, part.title, " ".join("".join(part.pieces).split()), title, kind, facets)


def subject_names(pages: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """`sources/KEY` and `topics/SLUG` → the name that stands in the page's front matter."""
    found = {}
    for path, meta in pages.items():
        kind = meta.get("kind")
        if kind in ("source", "topic"):
            found[path.removesuffix("/index.html")] = str(meta.get(kind) or meta.get("title") or path)
    return found


@dataclass(slots=True)
class _Part:
    """A part of a page while it is read."""

    anchor: str
    title: str
    pieces: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    """The sources and topics that it links to or cites."""


_SKIP = frozenset({"", "h1", "script", "style", "nav", "svg", "pre"})
_SKIP_CLASS = re.compile(
    r"\b(footnote|cited-by|headerlink|pilcrow|note-call|cite-this|says|footnote-backref|internal)\b"
)
_HEADS = frozenset({"h2", "h3", "h4"})


_BLOCKS = frozenset({"p", "li", "td", "th", "dt", "dd", "div", "h5", "h6", "summary", "figcaption", "tr"})
_SUBJECT = re.compile(r"(?:^|/)((?:topics|sources)/[^/#]+)/(?:#|$)|^#fn-([^#]+?)(?:-p\d[\d_-]*)?$")


def _parts(article: Any, title: str) -> list[_Part]:
    """The page's parts in order of place; text before the first heading belongs to the page itself."""
    parts: dict[str, _Part] = {"": _Part("", title)}

    def walk(node: Any, part: _Part) -> _Part:
        """Reads an element into `part`, or into the one that it begins; the part that goes on after it."""
        classes = node.get("class") or ""
        after = part
        if node.tag in _HEADS and node.get("id"):
            after = parts.setdefault(node.get("id"), _Part(node.get("id"), _text(node)))
        elif not isinstance(node.tag, str) or node.tag in _SKIP or node.get("data-search-exclude") is not None:
            pass
        elif _SKIP_CLASS.search(classes):
            part.links |= _subjects(node)
        else:
            is_paragraph = "paragraph" in classes.split() and node.get("id")
            if is_paragraph:
                name = f"{title}, ¶ {node.get('id')[1:]}"
                part = parts.setdefault(node.get("id"), _Part(node.get("id"), name))
            elif node.tag in _BLOCKS:
                part.pieces.append(" ")
            elif node.tag == "a":
                part.links |= _subjects(node)
            part.pieces.append(node.text or "")
            for child in node:
                part = walk(child, part)
            after = after if is_paragraph else part
        after.pieces.append(node.tail or "")
        return after

    walk(article, parts[""])
    return list(parts.values())


def _subjects(node: Any) -> set[str]:
    """The sources and topics that an element's links lead to."""
    found = set()
    for link in node.iter("a"):
        match = _SUBJECT.search(link.get("href") or "")
        if match:
            found.add(match.group(1) or f"sources/{match.group(2)}")
    return found


def _text(node: Any) -> str:
    """The words of a heading without its permalink and notes."""
    if node is None:
        return ""
    pieces = [node.text or ""]
    for child in node:
        if not _SKIP_CLASS.search(child.get("class") or ""):
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return unescape(" ".join("".join(pieces).split()))


# --- a large site ------------------------------------------------------------------------------------


def pagefind(folder: Path, places: list[Found]) -> Callable[[], tuple[Problem, ...]]:
    """Has Pagefind index the places into `folder`, in chunks; returns what waits for it.

    It is given pages that hold nothing else, so that it reads little.
    """
    scratch = tempfile.TemporaryDirectory()
    bare, made = Path(scratch.name) / "pages", Path(scratch.name) / "made"
    for address, parts in groupby(places, key=lambda place: place.location.partition("#")[0]):
        path = bare / (address + "index.html" if address.endswith("/") or not address else address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_bare(list(parts)), encoding="utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(bare), "--output-path", str(made), "--quiet"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def finish() -> tuple[Problem, ...]:
        with scratch:
            said, _ = running.communicate()
            if running.returncode:
                last = said.strip().splitlines()[-1:] or ["no message"]
                return (report("E537", Place("mkdocs.yml"), "Pagefind could not index the site.", found=last[0]),)
            for part in ("ui", "modular-ui", "component-ui", "highlight"):  # its own boxes; ours is the one in use
                for path in made.glob(f"pagefind-{part}.*"):
                    path.unlink()
            shutil.move(made, folder)
        return ()

    return finish


def _bare(parts: list[Found]) -> str:
    """A page's places as the page that Pagefind reads: a heading for each, so that it is a result of its own."""
    page = parts[0]
    names = {"sources": "source", "topics": "topic", "years": "year"}
    facets = [("kind", page.kind)] if page.kind else []
    facets += [(names[name], value) for name, values in page.facets.items() for value in values]
    filters = "".join(f'<i data-pagefind-filter="{escape(name)}:{escape(value)}"></i>' for name, value in facets)
    body = "".join(
        f'<h2 id="{escape(part.location.partition("#")[2])}">{escape(part.title)}</h2><p>{escape(part.text)}</p>'
        if "#" in part.location
        else f"<p>{escape(part.text)}</p>"
        for part in parts
    )
    title = escape(page.page)
    main = f"<main data-pagefind-body><h1>{title}</h1>{filters}{body}</main>"
    return f'<!doctype html><html lang="en"><title>{title}</title>{main}</html>'
