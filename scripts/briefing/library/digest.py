"""The body of sources/KEY.md: headings, numbered paragraphs, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.codes import report
from briefing.library.comments import blanked, parted, unclosed
from briefing.model import DigestParagraph, Place, SourceNote
from briefing.problems import Problem

MARKER = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
"""A note's marker in running text."""

_ENTRY = re.compile(r"¶[ \t\u00a0]*(\d{1,6})(?:[ \t]*[–—-][ \t]*(?:¶[ \t]*)?(\d{1,6}))?(?![\w–—-])[ \t\u00a0]*+(.*)")
_HEADING = re.compile(r"#{1,6}[ \t]++(.*)")
_DEFINITION = re.compile(r"\[\^([^\]\s]{1,40})\]:[ \t]*+(.*)")


@dataclass(slots=True)
class _Block:
    """An entry, heading or note under construction: its lines are joined when it ends."""

    kind: str
    line: int
    lines: list[str]
    first: int = 0
    last: int = 0
    label: str = ""


@dataclass(slots=True)
class Digest:
    """What a body says, as written: whether numbers fit the original is checked elsewhere."""

    paragraphs: list[DigestParagraph] = field(default_factory=list)
    notes: dict[str, SourceNote] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    headings: list[tuple[str, int]] = field(default_factory=list)
    """Text and line of each heading."""


def parse_digest(body: str, path: str, first_line: int = 1) -> Digest:
    """Paragraphs and notes of a body whose first line is `first_line` of the file."""
    digest = Digest()
    open_comment = unclosed(body)
    if open_comment is not None:
        line = first_line + body.count("\n", 0, open_comment)
        digest.problems.append(report("E130", Place(path, line), "The comment is not closed.", expected="`-->`"))
    section: str | None = None
    for block in _blocks(body, first_line):
        place = Place(path, block.line)
        text = " ".join(part for part in (line.strip() for line in block.lines) if part)
        if block.kind == "heading":
            section = text or None
            digest.headings.append((text, block.line))
        elif block.kind == "note":
            _add_note(digest, SourceNote(block.label, text, place))
        elif block.kind == "stray":
            digest.problems.append(
                report("E123", place, "This text belongs to no numbered paragraph.", source=text[:200],
                       expected="`¶n ` before it, or no empty line between it and the paragraph it belongs to")
            )  # fmt: skip
        else:
            text, remarks = parted(text)
            if not MARKER.sub("", text).strip():
                digest.problems.append(
                    report("E124", place, f"¶{block.first} has no text.", expected="one to three sentences")
                )
            digest.paragraphs.append(DigestParagraph(block.first, block.last, section, text, place, remarks))
    return digest


def _add_note(digest: Digest, note: SourceNote) -> None:
    """A note of a digest; one that stands there already is kept, and the second reported."""
    first = digest.notes.setdefault(note.label, note)
    if first is not note:
        digest.problems.append(
            report("E127", note.place, f"The note `[^{note.label}]` stands twice.",
                   expected=f"each label once; it stands on line {first.place.line} already", source=note.text[:200])
        )  # fmt: skip
    elif not note.text:
        digest.problems.append(report("E128", note.place, f"The note `[^{note.label}]` is empty."))


def _blocks(body: str, first_line: int) -> Iterator[_Block]:
    """The pieces of a body in order; a piece ends where an empty line or another piece begins."""
    current: _Block | None = None
    gap = False  # whether an empty line stands before this one
    for number, line in enumerate(blanked(body, keep="evidence:").split("\n"), first_line):
        if not line.strip():
            gap = True
            continue
        begun = _begin(line, number)
        indented = line.startswith(("    ", "\t"))
        if begun is None and current is not None and (not gap or (current.kind == "note" and indented)):
            current.lines.append(line)
        else:
            if current is not None:
                yield current
            current = begun or _Block("stray", number, [line])
        gap = False
        if current.kind == "heading":
            yield current
            current = None
    if current is not None:
        yield current


def _begin(line: str, number: int) -> _Block | None:
    """The piece that a line begins, or None where it only goes on."""
    mark = line[:1]
    if mark == "¶":
        entry = _ENTRY.fullmatch(line)
        if entry:
            first = int(entry[1])
            return _Block("entry", number, [entry[3]], first, int(entry[2] or first))
        return _Block("stray", number, [line])
    if mark == "#":
        heading = _HEADING.fullmatch(line)
        return _Block("heading", number, [heading[1].rstrip("# \t")]) if heading else None
    if mark == "[":
        note = _DEFINITION.fullmatch(line)
        return _Block("note", number, [note[2]], label=note[1]) if note else None
    return None
