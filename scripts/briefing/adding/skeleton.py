# ruff: noqa: E501 - messages read best on one line
"""sources/KEY.md to start with: front matter, headings, numbers, notes; the digest itself is for the desk to write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Literal

from briefing.adding.works import fact
from briefing.model import Document, Paragraph

Rights = Literal["digest", "full", "record"]
REFERENCE = re.compile(r"&(?=#?\w+;)")
MARKER = re.compile(r"\[\^[^\]\s]{1,40}\]")
WIDE = 15
"""Letters in a mean word above which a script is taken to part no words."""
SUPPLIED = ("title", "date", "byline")


def skeleton(document: Document, rights: Rights) -> str:
    """The whole file."""
    parts = ["\n".join(_front(document, rights))]
    if rights != "record":
        parts += _body(document, rights)
        parts += [f"[^{label}]: {_shown(note.text)}" for label, note in document.notes.items()]
    return "\n\n".join(parts) + "\n"


def _front(document: Document, rights: Rights) -> list[str]:
    rows = [
        "---",
        "original:",
        f"  sha256: {document.sha256}",
        f"  paragraphs: {len(document.paragraphs)}",
        f"rights: {rights}",
    ]
    if rights == "record":
        rows[1:4] = []
    elif rights == "digest":
        rows.append("status: in work")
    printed = fact(document, "byline-printed")
    if printed and rights != "record":
        rows.append(f"byline: {_scalar(_byline(document, printed))}")
    caveats = list(_caveats(document))
    if caveats:
        rows.append("caveats:")
        for field, found, used, because in caveats:
            rows += [
                f"  - field: {_scalar(field)}",
                f"    printed: {_scalar(found)}",
                f"    used: {_scalar(used)}",
                f"    because: {_scalar(because)}",
            ]
    return [*rows, "---"]


def _byline(document: Document, printed: str) -> str:
    """The byline with its marker, without `By`."""
    marks = "".join(MARKER.findall(printed))
    return (", ".join(document.byline) or MARKER.sub("", printed)) + marks


def _caveats(document: Document) -> Iterator[tuple[str, str | None, str | None, str]]:
    """What a reader has to know, as far as ingest can tell: what the copy does not print, and what refutes what it does."""
    for problem in document.problems:
        if problem.code == "E230":
            yield "date", document.date, document.date, f"To be checked: the text speaks of {problem.found} as past."
    names = {"title": document.title, "date": document.date, "byline": document.byline}
    for field in SUPPLIED:
        origins = [m.origin for m in document.metadata if m.field == field]
        value = fact(document, field)
        if not names[field]:
            yield field, None, None, f"No {field} was found in the copy."
        elif origins and not any(origin.startswith("text") for origin in origins):
            yield (
                field,
                None,
                value,
                f"No {field} was found in the copy's text; it was taken from the file's own data ({origins[0]}).",
            )


def _body(document: Document, rights: Rights) -> Iterator[str]:
    headings = list(document.headings)
    for paragraph in document.paragraphs:
        while headings and headings[0].before <= paragraph.n:
            yield _heading(headings.pop(0).text)
        yield f"¶{paragraph.n} {_one_line(paragraph.markdown)}" if rights == "full" else _unwritten(paragraph)
    for heading in headings:
        yield _heading(heading.text)


def _heading(text: str) -> str:
    return f"## {_shown(text)}"


def _unwritten(paragraph: Paragraph) -> str:
    """A number with its markers and nothing else, so that `briefing check` points at it until it is written."""
    marks = "".join(MARKER.findall(paragraph.text))
    return f"¶{paragraph.n} {marks} <!-- to be written; {_length(paragraph.text)} in the original -->".replace(
        "  ", " "
    )


def _length(text: str) -> str:
    """How long a text is: in words, or in letters where its script parts no words."""
    words = MARKER.sub("", text).split()
    letters = sum(len(word) for word in words)
    n, unit = (letters, "letter") if letters > WIDE * len(words) else (len(words), "word")
    return f"{n} {unit}{'s' * (n != 1)}"


def _shown(text: str) -> str:
    """Plain text in a line of Markdown that shows its angle brackets and references as they stand."""
    return REFERENCE.sub("&amp;", _one_line(text)).replace("<", "&lt;")


def _one_line(text: str) -> str:
    """Text in a line, in which no comment and no front matter can begin."""
    return " ".join(text.split()).replace("<!--", "&lt;!--")


def _scalar(value: str | None) -> str:
    """A YAML scalar: plain where that is safe, else in double quotes."""
    if value is None:
        return "null"
    if (
        re.fullmatch(r"[A-Za-z][\w .,;()¶–/-]*", value)
        and not re.fullmatch(r"(?i:null|true|false|yes|no|on|off)", value)
        and not value.endswith(" ")
    ):
        return value
    return json.dumps(value, ensure_ascii=False)
