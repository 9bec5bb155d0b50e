"""references.bib, entry by entry: what can't be read is reported with its line, and the rest goes on."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from briefing.codes import report
from briefing.library.names import key_problem
from briefing.library.nearest import did_you_mean
from briefing.model import Place
from briefing.problems import Problem

if TYPE_CHECKING:  # slow to import, and not needed where nothing is new
    from bibtexparser import model as bib

MONTHS = {"jan": "1", "feb": "2", "mar": "3", "apr": "4", "may": "5", "jun": "6", "jul": "7", "aug": "8", "sep": "9",
          "oct": "10", "nov": "11", "dec": "12"}  # fmt: skip
"""Abbreviations that BibTeX itself defines."""
_KEY = re.compile(r"@\s*\w+\s*[{(]\s*([^\s,{}()=]+)")
_ENTRY_LIKE = re.compile(r"^(?![ \t]*%).*(?:@\s*\w|\w\s*=\s*[{\"\d])", re.MULTILINE)

logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)  # what it logs, we report


@dataclass(frozen=True, slots=True)
class BibEntry:
    """An entry of references.bib as written."""

    key: str
    type: str
    fields: Mapping[str, str]
    """Name in lower case → value without its delimiters, abbreviations written out; LaTeX as it is."""
    lines: Mapping[str, int]
    """Name → line."""
    raw: str
    """BibTeX that stands on its own: as written, unless it needs an abbreviation."""
    place: Place


@cache
def knowledge() -> Mapping[str, Any]:
    """What BibLaTeX knows: `types`, `fields`, `titles` (sets), `csl`, `languages` (mappings)."""
    data = yaml.safe_load((files(__package__) / "biblatex.yml").read_text(encoding="utf-8"))
    return {name: frozenset(value.split()) if isinstance(value, str) else value for name, value in data.items()}


def parse_bibtex(text: str, path: str) -> tuple[tuple[BibEntry, ...], tuple[Problem, ...]]:
    """The entries of a BibTeX file in order, and what can't be read of it."""
    from bibtexparser import model as bib
    from bibtexparser.splitter import Splitter

    entries: list[BibEntry] = []
    problems: list[Problem] = []
    seen: dict[str, BibEntry] = {}
    blocks = Splitter(text).split()
    strings = MONTHS | {s.key.lower(): _value(s.value, MONTHS)[0] for s in blocks.strings}
    for found in blocks.blocks:
        block: Any = found
        place = Place(path, (block.start_line or 0) + 1)
        if isinstance(block, bib.ImplicitComment):
            problems += _comment(block, place)
            continue
        if isinstance(block, bib.DuplicateFieldKeyBlock):
            block = block.ignore_error_block
        elif isinstance(block, bib.ParsingFailedBlock):
            problems.append(_failed(block, place))
        if isinstance(block, bib.Entry):
            entry, more = _entry(block, place, strings)
            problems += more
            first = seen.get(entry.key.casefold())
            if first:
                problems.append(_twice(entry.key, place, first.place.line))
            elif not key_problem(entry.key):
                seen[entry.key.casefold()] = entry
                entries.append(entry)
    return tuple(entries), tuple(problems)


def _entry(block: bib.Entry, place: Place, strings: Mapping[str, str]) -> tuple[BibEntry, list[Problem]]:
    """An entry with its values read, and the problems of its key, type and fields."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    expanded = False
    for field in block.fields:
        name = field.key.lower()
        at = Place(place.path, field.start_line + 1)
        if name in values:
            expected = f"each field once; it stands on line {lines[name]} already"
            message = f"`{block.key}` has two fields `{name}`."
            problems.append(report("E152", at, message, expected=expected, source=f"{field.key} = {field.value}"[:200]))
            continue
        value, missing = _value(str(field.value), strings)
        values[name], lines[name] = value, at.line
        for macro in missing:
            problems.append(
                report("E163", at, f"The abbreviation `{macro}` is not defined.", source=f"{field.key} = {field.value}",
                       help=did_you_mean(macro, strings))
            )  # fmt: skip
        expanded |= not str(field.value).startswith(("{", '"')) or "#" in str(field.value)
    kind = block.entry_type.lower()
    raw = (block.raw or "").strip()
    if expanded:
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items())
        raw = f"@{block.entry_type}{{{block.key},\n{body}}}"
    entry = BibEntry(block.key, kind, values, lines, raw, place)
    return entry, problems + _unknown(entry)


def _unknown(entry: BibEntry) -> list[Problem]:
    """A key that can't be an address, a type and fields that BibLaTeX does not know."""
    problems = []
    trouble = key_problem(entry.key)
    if trouble:
        problems.append(
            report("E117", entry.place, f"The key `{entry.key}` can't be used: {trouble}.", found=entry.key)
        )
    types, fields = knowledge()["types"], knowledge()["fields"]
    if entry.type not in types:
        problems.append(
            report("E153", entry.place, f"There is no type of entry `@{entry.type}`.", found=f"@{entry.type}",
                   help=did_you_mean(entry.type, sorted(types)))
        )  # fmt: skip
    for name in entry.fields:
        if name not in fields:
            at = Place(entry.place.path, entry.lines[name])
            help = did_you_mean(name, sorted(fields))
            problems.append(report("E154", at, f"`{entry.key}` has an unknown field `{name}`.", found=name, help=help))
    return problems


def _failed(block: bib.ParsingFailedBlock, place: Place) -> Problem:
    """Why a block was not read."""
    from bibtexparser import model as bib

    source = (block.raw or "").strip().split("\n")[0][:200]
    if isinstance(block, bib.DuplicateBlockKeyBlock):
        first = (block.previous_block.start_line or 0) + 1
        return _twice(block.key, place, first)
    reason = str(getattr(block.error, "abort_reason", None) or block.error).strip().rstrip(".")
    key = _KEY.match(source)
    return report("E150", place, f"The entry is malformed: {reason}.", found=key[1] if key else "", source=source)


def _twice(key: str, place: Place, first: int) -> Problem:
    expected = f"each key once; line {first} has it already"
    return report("E151", place, f"The key `{key}` stands twice.", expected=expected, found=key)


def _comment(block: bib.ImplicitComment, place: Place) -> list[Problem]:
    """Text between entries that looks as if it should have been one."""
    match = _ENTRY_LIKE.search(block.comment)
    if not match:
        return []
    line = place.line + block.comment.count("\n", 0, match.start())
    source = match[0].strip()[:200]
    return [report("E158", Place(place.path, line), "Text between entries is not read.", source=source)]


def _value(text: str, strings: Mapping[str, str]) -> tuple[str, list[str]]:
    """A BibTeX value without delimiters, its parts joined (`a # "b"`), and the abbreviations that nobody defined."""
    pieces: list[str] = []
    missing: list[str] = []
    for part in _parts(text):
        if len(part) > 1 and (part[0], part[-1]) in (("{", "}"), ('"', '"')):
            pieces.append(part[1:-1])
        elif part.isdecimal() or not part:
            pieces.append(part)
        else:
            if part.lower() not in strings:
                missing.append(part)
            pieces.append(strings.get(part.lower(), part))
    return " ".join("".join(pieces).split()), missing


def _parts(text: str) -> list[str]:
    """A value split at each `#` that stands outside braces and quotation marks."""
    if "#" not in text:
        return [text.strip()]
    parts, depth, quoted, start = [], 0, False, 0
    for i, char in enumerate(text):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == '"' and depth == 0:
            quoted = not quoted
        elif char == "#" and depth == 0 and not quoted:
            parts.append(text[start:i].strip())
            start = i + 1
    return [*parts, text[start:].strip()]
