"""How a page is cited: fields for its metadata, and the works that stand for pages when a style is run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.library.bibliography import inverted, ris
from briefing.model import Key, Library, Place, Work
from briefing.pages import escape, works
from briefing.settings import Settings


def of_work(work: Work, keywords: Sequence[str] = ()) -> dict[str, Any]:
    """A work's fields for the metadata of its page; fields that it lacks are left out."""
    csl = work.csl
    kind = _TYPES.get(str(csl.get("type")), "report")
    fields = {
        "key": work.key,
        "type": kind,
        "title": works.title(work),
        "short": csl.get("title-short"),
        "authors": [inverted(name) for name in csl.get("author") or ()],
        "institutions": [str(name["literal"]) for name in csl.get("author") or () if name.get("literal")],
        "date": works.iso(work),
        "institution": csl.get("publisher"),
        "container": csl.get("container-title") or (csl.get("publisher") if kind in ("webpage", "blogPost") else None),
        "genre": csl.get("genre"),
        **{name: str(csl[name]) for name in ("number", "volume", "issue", "page", "ISBN", "ISSN") if csl.get(name)},
        "doi": csl.get("DOI"),
        "url": csl.get("URL"),
        "language": csl.get("language"),
        "keywords": list(keywords),
    }
    return {name: value for name, value in fields.items() if value}


def of_page(
    path: str, title: str, settings: Settings, pdf: str | None = None, keywords: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The fields of a page of the briefing."""
    fields = {
        "key": page_key(path),
        "type": "report",
        "title": title,
        "authors": list(settings.authors or filter(None, (settings.institution,))),
        "institutions": [settings.institution] if settings.institution and not settings.authors else [],
        "date": settings.edition,
        "institution": settings.institution,
        "series": settings.title if title != settings.title else None,
        "genre": "Briefing",
        "language": settings.language,
        "pdf": pdf,
        "keywords": list(keywords),
    }
    return {name: value for name, value in fields.items() if value}


def page_key(path: str) -> Key:
    """The key under which a page stands among references: `page:topics/iskp`."""
    return f"page:{path.removesuffix('.md')}"


def page_works(library: Library, settings: Settings) -> dict[Key, Work]:
    """Works that stand for the pages which readers cite, to be rendered with all others in the chosen style."""
    pages = {topic.page: topic.title for topic in library.topics.values()}
    found = {path: page_work(path, title, settings) for path, title in {"index.md": "", **pages}.items()}
    return {work.key: work for work in found.values()}


def plain_reference(path: str, title: str, settings: Settings) -> str:
    """How a page is cited where no style was run, as Markdown with a closing stop."""
    who = works.joined(settings.authors) or settings.institution
    parts = [who, f"“{title}”" if title else "", f"*{escape.text(settings.title)}*"]
    if settings.edition:
        parts.append(f"edition of {works.day(settings.edition)}")
    if settings.url:
        parts.append(f"<{settings.url}{_stem(path)}>")
    return ", ".join(p if p.startswith(("*", "<")) else escape.text(p) for p in parts if p) + "."


def formats(work: Work) -> list[tuple[str, str]]:
    """A work in the formats that reference managers read: (name, text)."""
    found = [("BibTeX", work.bibtex.strip()), ("RIS", ris({work.key: work}).replace("\r\n", "\n").strip())]
    return [(name, text) for name, text in found if text]


def page_work(path: str, title: str, settings: Settings) -> Work:
    """A page of the briefing as a work; the front page, whose title is empty, is the briefing itself."""
    csl: dict[str, Any] = {
        "id": page_key(path),
        "type": "webpage",
        "title": title or settings.title,
        "author": [{"literal": name} for name in settings.authors or filter(None, (settings.institution,))],
        "container-title": settings.title if title else None,
        "publisher": settings.institution if settings.authors else None,
        "URL": f"{settings.url}{_stem(path)}" if settings.url else None,
        "language": settings.language,
    }
    if settings.edition:
        csl["issued"] = {"date-parts": [[int(part) for part in settings.edition.split("-")]]}
    csl = {name: value for name, value in csl.items() if value}
    return Work(page_key(path), csl, _bibtex(path, csl, settings), Place("mkdocs.yml"), settings.edition or "")


def _bibtex(path: str, csl: Mapping[str, Any], settings: Settings) -> str:
    fields = {
        "title": f"{{{csl['title']}}}",
        "author": " and ".join(f"{{{name['literal']}}}" for name in csl.get("author", ())),
        "organization": f"{{{csl['publisher']}}}" if "publisher" in csl else "",
        "date": settings.edition or "",
        "url": csl.get("URL", ""),
    }
    words = f"{settings.title} {path.removesuffix('.md').removesuffix('index')}".lower()
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{re.sub(r'[^a-z0-9]+', '-', words).strip('-')},\n{rows}}}\n"


def _stem(path: str) -> str:
    """A page's address below the site's: `topics/iskp/`."""
    stem = path.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{stem}/" if stem else ""


_TYPES: Mapping[str, str] = {
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "bill": "bill",
    "book": "book",
    "broadcast": "radioBroadcast",
    "chapter": "bookSection",
    "entry-encyclopedia": "encyclopediaArticle",
    "hearing": "hearing",
    "interview": "interview",
    "legal_case": "case",
    "legislation": "statute",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "film",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "personal_communication": "letter",
    "post": "forumPost",
    "post-weblog": "blogPost",
    "regulation": "statute",
    "speech": "presentation",
    "thesis": "thesis",
    "treaty": "document",
    "webpage": "webpage",
}
"""CSL's types as Zotero has them, for the page's metadata; all else is a report."""
