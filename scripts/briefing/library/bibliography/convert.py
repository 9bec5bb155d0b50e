"""BibLaTeX → CSL-JSON, by pandoc; dates by our own EDTF reader, titles in the capitals in which they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.codes import report
from briefing.library import dates
from briefing.library.bibliography.pandoc import PandocError, in_parallel, kept_run
from briefing.library.bibtex import MONTHS, BibEntry, knowledge
from briefing.library.nearest import did_you_mean
from briefing.model import Place, Work
from briefing.problems import Problem

CHUNK = 1000
"""Entries a run of pandoc: enough to forget its start, few enough to share out."""

_OURS = frozenset(("date", "year", "month", "day", "urldate", "urlyear", "urlmonth", "urlday", "url", "langid",
                   "hyphenation", "language", "file", "pdf"))  # fmt: skip
_CARRIED = {"interviewer": "bookauthor"}
"""Fields that pandoc does not know, and those of its own in which they travel through it."""
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"]+|mailto:[^\s<>\"]+", re.IGNORECASE)
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PARENTS = frozenset(("crossref", "xdata"))
_LINKED = frozenset(("crossref", "xdata", "xref", "related", "entryset"))
_NOCASE = re.compile(r'<span class="nocase">((?:(?!<span class="nocase">).)*?)</span>', re.DOTALL)

_SHOWN = {
    "author": "author", "editor": "editor", "translator": "translator", "title": "title", "note": "note",
    "journaltitle": "container-title", "journal": "container-title", "booktitle": "container-title",
    "publisher": "publisher", "institution": "publisher", "organization": "publisher", "school": "publisher",
    "location": "publisher-place", "address": "publisher-place", "volume": "volume", "pages": "page", "type": "genre",
}  # fmt: skip
"""Fields that a reader has to see, and what they become in CSL."""

Converted = Mapping[str, Any] | str
"""A CSL item, or why pandoc gave none."""


def convert(entries: Sequence[BibEntry]) -> tuple[dict[str, Work], tuple[Problem, ...]]:
    """Each entry as a work, and what could not be read of its dates, URL and title."""
    works: dict[str, Work] = {}
    problems: list[Problem] = []
    keys = {entry.key: entry for entry in entries}
    for entry, item in zip(entries, _items(entries), strict=True):
        problems += _parents(entry, keys, suggest=len(problems) < 100)
        if entry.type == "xdata":
            continue  # no work: fields that other entries share
        if isinstance(item, str):
            problems.append(
                report("E159", entry.place, f"`{entry.key}` can't be converted.", found=item[:300],
                       source=entry.raw.split("\n")[0][:200])
            )  # fmt: skip
            continue
        csl, more, date = _finish(entry, dict(item))
        works[entry.key] = Work(entry.key, csl, entry.raw, entry.place, date)
        problems += more
    return works, tuple(problems)


def _items(entries: Sequence[BibEntry]) -> list[Converted]:
    """pandoc's item for each entry; an entry that was read before is not read again."""
    texts = [_normal(entry) for entry in entries]
    if any(_LINKED & entry.fields.keys() for entry in entries):
        return _together([e.key for e in entries], texts)
    fresh = [i for i, text in enumerate(texts) if text not in _KNOWN]
    chunks = [fresh[i : i + CHUNK] for i in range(0, len(fresh), CHUNK)]
    runs = in_parallel(lambda chunk: _together([entries[i].key for i in chunk], [texts[i] for i in chunk]), chunks)
    found = dict(_KNOWN)
    for chunk, items in zip(chunks, runs, strict=True):
        found.update(zip((texts[i] for i in chunk), items, strict=True))
    _KNOWN.clear()
    _KNOWN.update((text, found[text]) for text in texts)
    return [found[text] for text in texts]


_KNOWN: dict[str, Converted] = {}
"""What was converted last, by entry: after an edit only what changed is converted anew."""


def _together(keys: Sequence[str], texts: Sequence[str]) -> list[Converted]:
    """The items of several entries in one run; where pandoc gives up, halves, until the culprit stands alone."""
    try:
        rows = json.loads(kept_run(["-f", "biblatex", "-t", "csljson"], "\n".join(texts)) or "[]")
        items = {row["id"]: row for row in rows}
    except (PandocError, ValueError) as error:
        if len(keys) == 1:
            return [str(error) or "pandoc gave no reason"]
        half = len(keys) // 2
        return _together(keys[:half], texts[:half]) + _together(keys[half:], texts[half:])
    return [items.get(key, "pandoc gave nothing for it") for key in keys]


def _normal(entry: BibEntry) -> str:
    """An entry as pandoc gets it: abbreviations written out, capitals of titles protected, our fields left out."""
    titles = knowledge()["titles"]
    lines = [f"@{'misc' if entry.type in knowledge()['csl'] else entry.type}{{{entry.key},"]
    for name, value in entry.fields.items():
        if name not in _OURS:
            name = _CARRIED.get(name, name)
            lines.append(f"{name} = {{{{{value}}}}}," if name in titles else f"{name} = {{{value}}},")
    return "\n".join([*lines, "}"])


def _finish(entry: BibEntry, csl: dict[str, Any]) -> tuple[dict[str, Any], list[Problem], str]:
    """pandoc's item with type, dates, URL and language as we read them; and the date as EDTF, or an empty text."""
    problems: list[Problem] = []
    csl = {name: _NOCASE.sub(r"\1", value) if isinstance(value, str) else value for name, value in csl.items()}
    if "interviewer" in entry.fields and "container-author" in csl:
        csl["interviewer"] = csl.pop("container-author")
    csl["type"] = knowledge()["csl"].get(entry.type) or csl.get("type") or "document"
    if "shorttitle" not in entry.fields:
        csl.pop("title-short", None)  # pandoc cuts titles at a colon by itself
    texts = {"issued": _date_text(entry, ""), "accessed": _date_text(entry, "url")}
    for name, text in texts.items():
        csl.pop(name, None)
        if text:
            try:
                csl[name] = dates.to_csl(dates.parse(text))
            except ValueError as error:
                texts[name] = ""
                field = next(f for f in ("date", "year") if ("url" if name == "accessed" else "") + f in entry.fields)
                problems.append(_about(entry, field if name == "issued" else f"url{field}", "E155",
                                       f"`{text}` of `{entry.key}` is not an EDTF date.", str(error)))  # fmt: skip
    url = entry.fields.get("url", "").replace("\\", "")
    if url and _URL.fullmatch(url):
        csl["URL"] = url
    elif url:
        problems.append(
            _about(entry, "url", "E157", f"The URL of `{entry.key}` can't be a link.", "an address such as `https://…`")
        )
    language = _language(entry)
    csl.pop("language", None)
    if language:
        csl["language"] = language
    problems += _unshown(entry, csl)
    if not csl.get("title"):
        source = entry.raw.split("\n")[0][:200]
        problems.append(report("E156", entry.place, f"`{entry.key}` has no title.", source=source))
    return {"id": entry.key} | {k: csl[k] for k in sorted(csl)} | {"id": entry.key}, problems, texts["issued"]


def _unshown(entry: BibEntry, csl: Mapping[str, Any]) -> list[Problem]:
    """Fields of which nothing arrived: their LaTeX can't be read, or works of this type have none."""
    problems = []
    for field, variable in _SHOWN.items():
        if entry.fields.get(field) and not csl.get(variable):
            message = f"The {field} of `{entry.key}` is not shown."
            expected = f"text without LaTeX that pandoc can't read, in a field that @{entry.type} has"
            problems.append(_about(entry, field, "E164", message, expected))
    return problems


def _parents(entry: BibEntry, keys: Mapping[str, object], suggest: bool) -> list[Problem]:
    """Entries that this one takes fields from, and that aren't there."""
    problems = []
    for field in sorted(_PARENTS & entry.fields.keys()):
        for name in (n.strip() for n in entry.fields[field].split(",")):
            if name not in keys:
                message = f"`{entry.key}` takes fields from `{name}`, which isn't there."
                help = did_you_mean(name, keys) if suggest else ""
                problems.append(_about(entry, field, "E165", message, "the key of another entry", help))
    return problems


def _about(entry: BibEntry, field: str, code: str, message: str, expected: str, help: str = "") -> Problem:
    line = entry.lines.get(field, entry.place.line)
    found = entry.fields.get(field, "")[:200]
    return report(code, Place(entry.place.path, line), message, expected=expected, found=found, help=help)


def _date_text(entry: BibEntry, prefix: str) -> str:
    """`date`, or what `year`, `month` and `day` say, as EDTF."""
    fields = entry.fields
    if fields.get(f"{prefix}date"):
        return fields[f"{prefix}date"]
    year, month, day = (fields.get(f"{prefix}{part}", "") for part in ("year", "month", "day"))
    if not (year and month):
        return year
    number = month if month.isdecimal() else str(_month(month))
    return "-".join(part.zfill(2) for part in (year, number, day) if part)


def _month(name: str) -> int:
    return next((int(number) for start, number in MONTHS.items() if name.lower().startswith(start)), 0)


def _language(entry: BibEntry) -> str | None:
    """BCP 47 tag of the work's language, or None where the entry says none that is known."""
    for name in ("langid", "hyphenation", "language"):
        value = entry.fields.get(name, "").strip()
        tag = knowledge()["languages"].get(value.lower().removeprefix("lang"))
        if tag or _TAG.fullmatch(value):
            return str(tag or value)
    return None
