"""The search of a built site: which places it finds, and which of two engines finds them.

A place is a page, a section or a source paragraph. A small site's places go into one index that the theme's own worker
(lunr) searches, over HTTP and from a file alike; where that index would pass a megabyte, Pagefind indexes the site in
chunks and a browser fetches the few that a query needs.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from pathlib import Path
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


def write_search(
    site: Path, pages: Mapping[str, Mapping[str, Any]], limit: int = LIMIT
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Writes the search of a built site under `search/`; `pages` maps each HTML path to its front matter.

    Returns the files (path → text) that a copy of the site without a server has instead, none where it needs no
    others, and what was found wrong.
    """
    places = [place for path in sorted(pages) for place in read_places(site, path, pages[path])]
    index = json.dumps(_index(places, pages), ensure_ascii=False, separators=(",", ":"))
    worker = _worker()
    if worker is None:
        problem = report("E537", Place("mkdocs.yml"), "The search worker of mkdocs-material is not where it should be.")
        return {}, (problem,)
    small = {
        "search/engine.js": f"window.briefingEngine={json.dumps(SMALL)};\n",
        "search/index.js": f"window.briefingIndex={index};\n",
        "search/worker.js": f"window.briefingWorker={json.dumps(worker)};\n",
    }
    (site / "search").mkdir(exist_ok=True)
    if len(index.encode()) > limit:
        return small, _write_pagefind(site, places)
    for path, text in {**small, "search/search_index.json": index}.items():
        (site / path).write_text(text, encoding="utf-8", newline="\n")
    return {}, ()


SMALL = {"engine": "lunr", "index": "search/index.js", "worker": "search/worker.js"}
LARGE = {"engine": "pagefind", "pagefind": "search/pagefind/pagefind.js"}
"""What the search box is told of the engine that answers."""


def _worker() -> str | None:
    """The search worker that comes with mkdocs-material, as source."""
    import material

    found = sorted((Path(material.__file__).parent / "templates").glob(LUNR))
    return re.sub(r"\n//# sourceMappingURL=.*", "", found[0].read_text(encoding="utf-8")) if found else None


def _index(places: Iterable[Found], pages: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
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
            "pipeline": ["stemmer"],
            "fields": {"title": {"boost": 10}, "text": {"boost": 1}},
        },
        "docs": docs,
        "filters": _filters(docs, pages),
    }


def _filters(docs: list[dict[str, Any]], pages: Mapping[str, Mapping[str, Any]]) -> dict[str, list[list[str]]]:
    """The values of each filter with their names, in the order in which they are shown."""
    names = {meta.get("source") or _slug(path): str(meta.get("title") or "") for path, meta in pages.items()}

    def named(values: Iterable[str]) -> list[list[str]]:
        return sorted(([v, names.get(v) or v] for v in set(values)), key=lambda row: row[1].casefold())

    return {
        "kind": [[kind, kind] for kind in KINDS if any(doc["kind"] == kind for doc in docs)],
        "source": named(v for doc in docs for v in doc.get("sources", ())),
        "topic": named(v for doc in docs for v in doc.get("topics", ())),
        "year": sorted([v, v] for v in {v for doc in docs for v in doc.get("years", ())}),
    }


def _slug(path: str) -> str:
    """`topics/iskp/index.html` and `topics/iskp.html` are both `iskp`."""
    return path.removesuffix("/index.html").removesuffix(".html").rpartition("/")[2]


# --- reading a page --------------------------------------------------------------------------------


def read_places(site: Path, path: str, meta: Mapping[str, Any]) -> Iterator[Found]:
    """The places of one built page: itself, its sections, its source paragraphs."""
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
    facets = _facets(meta, path, kind)
    for anchor, name, words in _sections(article, title):
        yield Found(address + (f"#{anchor}" if anchor else ""), name, words, title, kind, facets)


def _facets(meta: Mapping[str, Any], path: str, kind: str) -> dict[str, tuple[str, ...]]:
    """By which sources, topics and years a page can be filtered."""

    def several(value: Any) -> tuple[str, ...]:
        return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()

    return {
        "sources": several(meta.get("sources") or meta.get("source")),
        "topics": several(meta.get("topics")) or ((_slug(path),) if kind == "topic" else ()),
        "years": several(meta.get("years") or meta.get("year")),
    }


_SKIP = frozenset({"", "h1", "script", "style", "nav", "svg", "pre"})
_SKIP_CLASS = re.compile(
    r"\b(footnote|cited-by|headerlink|pilcrow|note-call|cite-this|says|footnote-backref|internal)\b"
)
_HEADS = frozenset({"h2", "h3", "h4"})


def _sections(article: Any, title: str) -> list[tuple[str, str, str]]:
    """(anchor, title, text) of the page's parts, in order; text before the first heading belongs to the page."""
    parts: list[tuple[str, str, list[str]]] = [("", title, [])]
    heading = [title]

    def walk(node: Any) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        cls = node.get("class") or ""
        opened = None
        if tag in _SKIP or node.get("data-search-exclude") is not None or _SKIP_CLASS.search(cls):
            pass
        elif tag in _HEADS and node.get("id"):
            heading[0] = _text(node)
            parts.append((node.get("id"), heading[0], []))
        else:
            if "paragraph" in cls.split() and node.get("id"):
                opened = parts[-1]
                number = node.get("id")[1:]
                parts.append((node.get("id"), f"{title}, ¶ {number}", []))
            elif tag in ("p", "li", "td", "th", "dt", "dd", "div", "h5", "h6", "summary", "figcaption"):
                parts[-1][2].append(" ")
            if node.text:
                parts[-1][2].append(node.text)
            for child in node:
                walk(child)
            if opened is not None:
                parts.append((opened[0], opened[1], []))
        if node.tail:
            parts[-1][2].append(node.tail)

    walk(article)
    return _merged(parts)


def _merged(parts: list[tuple[str, str, list[str]]]) -> list[tuple[str, str, str]]:
    """Parts with one anchor are one, in order of their first; what says nothing is left out, the page itself never."""
    texts: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for anchor, name, pieces in parts:
        names.setdefault(anchor, name)
        texts.setdefault(anchor, []).extend(pieces)
    rows = [(anchor, names[anchor], " ".join("".join(texts[anchor]).split())) for anchor in names]
    return [row for i, row in enumerate(rows) if i == 0 or row[1] or row[2]]


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


def _write_pagefind(site: Path, places: list[Found]) -> tuple[Problem, ...]:
    """Has Pagefind index the places, in chunks; it is given pages that hold nothing else, so that it reads little."""
    with tempfile.TemporaryDirectory() as folder:
        for address, parts in groupby(places, key=lambda place: place.location.partition("#")[0]):
            path = Path(folder) / (address + "index.html" if address.endswith("/") or not address else address)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_bare(list(parts)), encoding="utf-8")
        output = str(site / "search" / "pagefind")
        command = [sys.executable, "-m", "pagefind", "--site", folder, "--output-path", output, "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no message"]
        return (report("E537", Place("mkdocs.yml"), "Pagefind could not index the site.", found=last[0]),)
    for part in ("ui", "modular-ui", "component-ui", "highlight"):  # its own boxes; ours is the one that is used
        for path in (site / "search" / "pagefind").glob(f"pagefind-{part}.*"):
            path.unlink()
    text = f"window.briefingEngine={json.dumps(LARGE)};\n"
    (site / "search" / "engine.js").write_text(text, encoding="utf-8", newline="\n")
    return ()


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
