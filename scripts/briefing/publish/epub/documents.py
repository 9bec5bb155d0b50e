"""The documents of the e-book around its chapters: the shell of each, cover, title page and contents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.publish.epub.elements import attributes, text_of
from briefing.publish.epub.writing import Heading
from briefing.publish.theme import spoken
from briefing.settings import Settings

STYLE = "style.css"
COVER, TITLE, CONTENTS = "cover.xhtml", "title.xhtml", "contents.xhtml"
PICTURE = "cover.png"
MANY = {"Topic": "Topics", "Source": "Sources"}
"""What stands in the contents above chapters of a kind."""
DEPTH = 2
"""Levels of headings in the contents."""


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter as it stands in the book."""

    file: str
    kind: str
    """`Topic`, `Source` or nothing."""
    title: str
    headings: Sequence[Heading]
    text: str
    """What it holds, as XHTML."""
    contents: bool = False
    """Whether the contents follow it."""


def document(file: str, title: str, body: str, language: str) -> str:
    """A whole document of XHTML."""
    style = posixpath.relpath(STYLE, posixpath.dirname(file) or ".")
    given = attributes({"lang": language, "xml:lang": language})
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{given}>\n'
        f'<head><meta charset="utf-8"/><title>{text_of(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="{style}"/></head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def chapter_document(section: Section, language: str, mark: str) -> str:
    """The document of a chapter; `mark` is the handling mark that stands above it."""
    bibliography = section.file == "bibliography.xhtml"
    role = "bibliography" if bibliography else "chapter"
    kind = section.kind.lower() or section.file.removesuffix(".xhtml")
    given = {"class": f"of-{kind}", "epub:type": role, "role": f"doc-{role}"}
    if section.headings:
        given["aria-labelledby"] = section.headings[0].id
    above = f'<p class="handling">{text_of(mark)}</p>\n' if mark else ""
    above += f'<p class="kind">{text_of(section.kind)}</p>\n' if section.kind else ""
    body = f"<section{attributes(given)}>\n{above}{section.text}</section>"
    return document(section.file, section.title, body, language)


def cover_document(settings: Settings, language: str) -> str:
    """The cover: its picture alone."""
    words = f"Cover: {settings.title}" + (f", edition of {spoken(settings.edition)}" if settings.edition else "")
    picture = attributes({"src": PICTURE, "alt": words, "role": "doc-cover"})
    return document(COVER, settings.title, f'<div class="cover" epub:type="cover"><img{picture}/></div>', language)


def title_document(settings: Settings, facts: Iterable[str], kept_in: str, language: str) -> str:
    """The title page: what the briefing is, whose, of which day, made from what, and what keeps it in (`kept_in`)."""
    edition = f"Edition of {spoken(settings.edition)}" if settings.edition else ""
    site = f'<a href="{text_of(settings.url)}">{text_of(settings.url)}</a>' if settings.url else ""
    rows = (
        ("institution", text_of(settings.institution)),
        ("handling", text_of(settings.handling)),
        ("kept-in", text_of(kept_in)),
        ("title", text_of(settings.title)),
        ("description", text_of(settings.description)),
        ("authors", text_of(", ".join(settings.authors))),
        ("edition", text_of(edition)),
        ("facts", text_of(" · ".join(fact for fact in facts if fact != edition))),
        ("site", site),
    )
    tags = {"title": "h1"}
    body = "\n".join(f'<{tags.get(n, "p")} class="{n}">{text}</{tags.get(n, "p")}>' for n, text in rows if text)
    return document(
        TITLE, settings.title, f'<section class="title-page" epub:type="titlepage">\n{body}\n</section>', language
    )


def contents_document(sections: Sequence[Section], cover: bool, language: str) -> str:
    """The contents: chapters with their sections, topics and sources each under a caption; and the landmarks."""
    rows: list[str] = []
    for kind, group in groupby(sections, lambda section: section.kind):
        entries = [_entry(section) for section in group]
        caption = MANY.get(kind, kind)
        rows += [f"<li><span>{text_of(caption)}</span>\n{_list(entries)}</li>"] if caption else entries
    toc = f'<nav epub:type="toc" role="doc-toc" id="toc" class="toc">\n<h1>Contents</h1>\n{_list(rows)}</nav>\n'
    marks = [
        *([("cover", COVER, "Cover")] if cover else []),
        ("titlepage", TITLE, "Title page"),
        ("toc", f"{CONTENTS}#toc", "Contents"),
        *[("bodymatter", section.file, "Start of the text") for section in sections[:1]],
        *[("bibliography", s.file, s.title) for s in sections if s.file == "bibliography.xhtml"],
    ]
    landmarks = _list(f'<li><a epub:type="{kind}" href="{at}">{text_of(words)}</a></li>' for kind, at, words in marks)
    body = f'{toc}<nav epub:type="landmarks" hidden="hidden">\n<h2>Landmarks</h2>\n{landmarks}</nav>'
    return document(CONTENTS, "Contents", body, language)


def _entry(section: Section) -> str:
    """A chapter in the contents, with the sections in it."""
    first = section.headings[0] if section.headings else None
    inner = [h for h in section.headings[1:] if h.level == DEPTH]
    below = _list(f'<li><a href="{section.file}#{h.id}">{text_of(h.text)}</a></li>' for h in inner) if inner else ""
    at = f"{section.file}#{first.id}" if first else section.file
    return f'<li><a href="{at}">{text_of(section.title)}</a>{below}</li>'


def _list(rows: Iterable[str]) -> str:
    return "<ol>\n" + "\n".join(rows) + "\n</ol>\n"
