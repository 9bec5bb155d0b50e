"""Works in the formats that reference managers read: BibTeX, CSL-JSON, RIS."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.library import dates
from briefing.model import Key, Work

_RIS_TYPES = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "webpage": "ELEC",
    "post": "BLOG", "post-weblog": "BLOG", "book": "BOOK", "chapter": "CHAP", "paper-conference": "CPAPER",
    "report": "RPRT", "thesis": "THES", "legal_case": "CASE", "legislation": "STAT", "bill": "BILL", "hearing": "HEAR",
    "treaty": "LEGAL", "regulation": "STAT", "standard": "STAND", "patent": "PAT", "dataset": "DATA", "map": "MAP",
    "motion_picture": "VIDEO", "broadcast": "VIDEO", "song": "SOUND", "software": "COMP", "manuscript": "UNPB",
    "pamphlet": "PAMP", "personal_communication": "PCOMM", "entry-encyclopedia": "ENCYC", "entry-dictionary": "DICT",
    "periodical": "JOUR", "interview": "PCOMM",
}  # fmt: skip
_RIS_FIELDS = (
    ("TI", "title"), ("T2", "container-title"), ("T3", "collection-title"), ("ST", "title-short"), ("VL", "volume"),
    ("IS", "issue"), ("ET", "edition"), ("M3", "genre"), ("PB", "publisher"), ("CY", "publisher-place"), ("SN", "ISSN"),
    ("SN", "ISBN"), ("DO", "DOI"), ("UR", "URL"), ("LA", "language"), ("AB", "abstract"), ("N1", "note"),
)  # fmt: skip
_TAG = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|span)\b[^<>]*>")


def bibtex(works: Mapping[Key, Work]) -> str:
    """The entries as written, in the order of the works, an empty line between them."""
    return "\n".join(f"{work.bibtex.strip()}\n" for work in works.values() if work.bibtex.strip())


def csl_json(works: Mapping[Key, Work]) -> str:
    """A CSL-JSON list, one item a work, fields in alphabetical order after `id` and `type`."""
    items = []
    for work in works.values():
        rest = {name: work.csl[name] for name in sorted(work.csl) if name not in ("id", "type")}
        items.append({"id": work.key, "type": work.csl.get("type", "document"), **rest})
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def ris(works: Mapping[Key, Work]) -> str:
    """RIS records: each `TY` first and `ER` last, a tag, two spaces, a hyphen and a space before each value, CRLF."""
    return "\r\n".join(
        "".join(f"{tag}  - {value}\r\n" for tag, value in [*_record(work), ("ER", "")]) for work in works.values()
    )


def _record(work: Work) -> Iterator[tuple[str, str]]:
    """A work's tags and values, in order, without the end of its record."""
    csl = work.csl
    yield "TY", _RIS_TYPES.get(str(csl.get("type")), "GEN")
    yield "ID", _line(work.key)
    for tag, role in (("AU", "author"), ("A2", "editor"), ("A4", "translator"), ("A3", "interviewer")):
        # A2 is the editor of what holds the work: of its own editor, `ED` tells.
        tag = "ED" if role == "editor" and not csl.get("container-title") else tag
        for name in csl.get(role) or ():
            yield tag, _line(inverted(name))
    yield from _when(work)
    for tag, field in _RIS_FIELDS:
        if csl.get(field):
            yield tag, _line(csl[field])
    if csl.get("type") in ("webpage", "post-weblog") and csl.get("publisher") and not csl.get("container-title"):
        yield "T2", _line(csl["publisher"])  # a reader of RIS knows a web page's site, no publisher of it
    if csl.get("number"):
        yield ("SN" if csl.get("type") in ("report", "patent", "standard") else "M1"), _line(csl["number"])
    if csl.get("page"):
        first, _, last = str(csl["page"]).partition("-")
        yield "SP", _line(first)
        if last:
            yield "EP", _line(last)
    for word in re.split("[,;]", str(csl.get("keyword") or "")):
        if word.strip():
            yield "KW", _line(word)


def _when(work: Work) -> Iterator[tuple[str, str]]:
    """`PY` (four digits), `DA` and `Y2` as YYYY/MM/DD/other: what is not known stays empty between its slashes."""
    for year_tag, tag, date in (
        ("PY", "DA", dates.parse(work.date) if work.date else dates.from_csl(work.csl.get("issued"))),
        ("", "Y2", dates.from_csl(work.csl.get("accessed"))),
    ):
        end = date and (date.start or date.end)
        if not date or not end or "X" in end.year:
            if date:
                yield "N1", f"Date: {dates.spoken(date.text)}"
            continue
        if year_tag:
            yield year_tag, end.year
        month = f"{end.month:02d}" if end.month and end.month < 13 else ""
        day = f"{end.day:02d}" if end.day else ""
        other = dates.spoken(date.text) if date.is_interval or date.approximate or date.uncertain else ""
        yield tag, f"{end.year}/{month}/{day}/{_line(other)}"


def inverted(name: Mapping[str, Any]) -> str:
    """`Family, Given, Suffix`; an institution whole."""
    family = " ".join(
        filter(None, (name.get("dropping-particle"), name.get("non-dropping-particle"), name.get("family")))
    )
    return ", ".join(filter(None, (family, name.get("given"), name.get("suffix")))) or str(name.get("literal", ""))


def _line(value: Any) -> str:
    """A value on one line, without CSL's markup."""
    return " ".join(_TAG.sub("", str(value)).split())
