# ruff: noqa: E501 - conditions read best on one line
"""Pages put together to one document: paragraphs joined over columns and pages, the stream written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.codes import report
from briefing.ingest.extract import Block, Drop, Span, SpanKind
from briefing.ingest.notes.labels import counted
from briefing.ingest.readers.pdf.blocks import goes_on, over_gap, pieces_in
from briefing.ingest.readers.pdf.columns import Zone, rows_kept, zones_of
from briefing.ingest.readers.pdf.feet import Due, called_in, split_foot
from briefing.ingest.readers.pdf.headings import name_headings
from briefing.ingest.readers.pdf.lines import CAPTION, Leaf, Line, mirror
from briefing.ingest.readers.pdf.margins import split_margins
from briefing.ingest.readers.pdf.measure import Measure, Piece, measured
from briefing.ingest.readers.pdf.numbers import line_numbers
from briefing.ingest.readers.pdf.right_to_left import is_right_to_left
from briefing.ingest.readers.pdf.tags import in_order, mark_elements
from briefing.ingest.words import begins_small, cut_off, ends, prose
from briefing.model import Place
from briefing.problems import Problem

RUNNING = ("paragraph", "item", "quote")
"""Kinds of pieces that go on over what stands between."""
RULE = re.compile(r"[\s—–_-]{2,}")
"""A line that is typed, above notes."""
ROOM = 4
"""Lines that a page leaves free below its last one, from which on what ends there was broken off by hand."""
MOST_BETWEEN = 6
"""Pieces other than text, figures aside, over which a paragraph may go on."""
Assembled = tuple[str, tuple[Block, ...], tuple[Span, ...], tuple[Drop, ...], tuple[Problem, ...], tuple[str, ...]]


@dataclass(slots=True)
class Entry:
    """A piece, or lines that are left out, in the order of the stream."""

    piece: Piece | None = None
    lines: list[Line] = field(default_factory=list)
    rule: str = ""


@dataclass(slots=True)
class Page:
    """A page cut up: its zones, what stands in its margins with the rule that tells it, its turned text."""

    zones: list[Zone]
    margin: list[tuple[Line, str]]
    turned: list[Zone]


def assemble(leaves: list[Leaf], name: str) -> Assembled:
    """Stream, blocks, spans, drops and problems of a document's pages, and what lines of glyphs they had."""
    pieces = [leaf.pieces for leaf in leaves]
    turned = [leaf.turned for leaf in leaves]
    got = [(p, p.text) for page in (*pieces, *(side for sides in turned for side in sides)) for p in page]
    if is_right_to_left("".join(p.text for page in pieces for p in page)):
        for leaf in leaves:
            mirror(leaf.pieces, leaf.width)
    held = rows_kept(pieces)
    numbers = line_numbers(pieces, held)
    text = [[p for p in page if id(p) not in found] for page, found in zip(pieces, numbers, strict=True)]
    kept, gone = split_margins(text, [leaf.height for leaf in leaves], held)
    beside = [[(p, "line-number") for p in page if id(p) in found] for page, found in zip(pieces, numbers, strict=True)]
    tagged = mark_elements(leaves, kept)
    zones = [in_order(page) if tagged else page for page in zones_of(kept, [leaf.rules for leaf in leaves])]
    lines = [line for page in zones for zone in page for line in zone.lines if not line.table]
    labels = counted(line.text for line in lines if not CAPTION.match(line.text))
    for line in lines:
        line.counts = line.text in labels
    measure = measured([zone.lines for page in zones for zone in page])
    pages = [
        Page(page, [*margin, *number], [zone for side in sides for zone in zones_of([side])[0]])
        for page, margin, number, sides in zip(zones, gone, beside, turned, strict=True)
    ]
    entries = _entries(pages, measure)
    name_headings(entries, measure)
    seen = tuple("•" if p.sign == text else text for p, text in got)
    return (*_written(entries), tuple(_problems(entries, name)), seen)


def _problems(entries: list[Entry], name: str) -> Iterator[Problem]:
    """Tables kept as text, and turned text that was left out, each text once."""
    said: set[str] = set()
    for e in entries:
        if e.piece is not None and e.piece.kind == "table":
            message = f"A table on page {e.piece.page} was kept as text."
            yield report("E256", Place(name, e.piece.page), message, source=e.piece.text[:120])
        elif e.rule == "turned-text" and not {line.text for line in e.lines} <= said:
            said |= {line.text for line in e.lines}
            page, text = e.lines[0].page, " ".join(line.text for line in e.lines)
            yield report(
                "E257", Place(name, page), f"Text on page {page} that is turned was left out.", found=text[:400]
            )


def _entries(pages: list[Page], measure: Measure) -> list[Entry]:
    """Everything in the order of the stream; a paragraph goes on over notes, boxes, figures, columns and pages."""
    out: list[Entry] = []
    last: Piece | None = None
    note: Piece | None = None
    between, strangers = False, 0
    again = Counter(_key(zone) for page in pages for zone in page.turned)
    due = Due(0, called_in(line for page in pages for zone in page.zones for line in zone.lines))
    short = _short(pages, measure)
    for page in pages:
        for zone in page.zones:
            if zone.kind == "signs":
                out.append(Entry(lines=zone.lines, rule="separators"))
                continue
            if zone.kind:
                lines = [Piece([line], "text") for line in zone.lines] if zone.kind in ("court", "people") else None
                out += map(Entry, lines or _beside(zone, measure))
                continue
            text, notes, rest = split_foot(zone.lines, measure, due, note)
            found = pieces_in(text, measure) if text else []
            for i, piece in enumerate(found):
                if RULE.fullmatch(piece.text):
                    out.append(Entry(lines=piece.lines, rule="separators"))
                    continue
                near = last is not None and i and found[i - 1].lines[-1] is last.lines[-1]
                if last is not None and (
                    ((not i or between) and _resumed(last, piece, measure, between, short))
                    or (near and over_gap(last, piece))
                ):
                    last.lines += piece.lines
                    last.right = piece.right
                    between, strangers = False, 0
                    continue
                out.append(Entry(piece))
                if piece.kind in ("table", "caption"):
                    between = True
                elif (
                    last is not None
                    and _suspended(last)
                    and strangers < MOST_BETWEEN
                    and not (piece.kind in RUNNING and prose(piece.text) and piece.size > 0.93 * last.size)
                ):
                    between, strangers = True, strangers + 1
                else:
                    last, between, strangers = piece, False, 0
            if rest is not None and note is not None:
                note.lines += rest.lines
            for one in notes:
                note = one if one.kind == "note" else note
                due = due.after([one])
                out.append(Entry(one))
        out += [Entry(lines=[line], rule=rule) for line, rule in page.margin]
        out += _turned(page.turned, measure, again)
    return out


def _suspended(last: Piece) -> bool:
    """Whether a paragraph stops within a sentence, so that what stands between it and its rest doesn't end it."""
    return last.kind in RUNNING and cut_off(last.text) and prose(last.text + " .")


def _short(pages: list[Page], measure: Measure) -> set[int]:
    """Numbers of pages that stop well above where others do, as what was broken off by hand does."""
    lines = [line for page in pages for zone in page.zones for line in zone.lines]
    lows = {line.page: line.y for line in sorted(lines, key=lambda line: -line.y)}
    floor = min(lows.values(), default=0.0)
    return {page for page, low in lows.items() if low - floor > ROOM * measure.leading * measure.size}


def _resumed(last: Piece, piece: Piece, measure: Measure, between: bool, short: set[int]) -> bool:
    """Whether a piece goes on with the last paragraph; over what stands between, only within a sentence."""
    if last.lines[-1].page in short and last.lines[-1].page != piece.page and ends(last.text):
        return False
    return goes_on(last, piece, measure) and (not between or (cut_off(last.text) and begins_small(piece.text)))


def _beside(zone: Zone, measure: Measure) -> list[Piece]:
    """What stands beside the text; of a figure, what stands around its cells belongs to its caption."""
    found = pieces_in(zone.lines, measure)
    for piece in found if zone.kind == "figure" else ():
        if piece.kind in ("heading", "text") or (piece.kind != "table" and piece.size < 0.97 * measure.size):
            piece.kind = "caption"
    return found


def _turned(zones: list[Zone], measure: Measure, again: Counter[str]) -> Iterator[Entry]:
    """Turned text: kept where it reads as text of one page alone, else left out and reported."""
    for zone in zones:
        if prose(" ".join(line.text for line in zone.lines)) and again[_key(zone)] < 2:
            yield from (Entry(piece) for piece in pieces_in(zone.lines, measure))
        else:
            yield Entry(lines=zone.lines, rule="turned-text")


def _key(zone: Zone) -> str:
    """A zone's text without its figures."""
    return re.sub(r"\d+", "#", " ".join(line.text for line in zone.lines))


def _written(entries: list[Entry]) -> tuple[str, tuple[Block, ...], tuple[Span, ...], tuple[Drop, ...]]:
    """The stream with its blocks, spans and drops."""
    out: list[str] = []
    blocks: list[Block] = []
    spans: list[Span] = []
    drops: list[Drop] = []
    length = 0
    for entry in entries:
        if length:
            out.append("\n\n")
            length += 2
        if entry.piece is None:
            text = "\n".join(line.text for line in entry.lines)
            drops.append(Drop(length, length + len(text), entry.rule))
        else:
            text, found = _piece(entry.piece, length)
            piece = entry.piece
            label = f"foot-{len(blocks)}" if piece.kind == "note" else ""
            blocks.append(Block(length, length + len(text), piece.kind, piece.level, label, piece.page, piece.page))
            spans += found
        out.append(text)
        length += len(text)
    return "".join(out), tuple(blocks), tuple(sorted(spans, key=lambda s: (s.start, -s.end))), tuple(drops)


def _piece(piece: Piece, at: int) -> tuple[str, list[Span]]:
    """A piece's text, lines parted by line ends, and the spans in it; a note's label is set off by a space."""
    chars: list[tuple[str, int, bool, bool]] = []
    for i, line in enumerate(piece.lines):
        if i and not _dashed(piece.lines[i - 1].text, line.text):
            chars.append(("\n", 0, *chars[-1][2:]))
        skip = piece.marks if not i and piece.kind == "note" else 0
        more = [*zip(line.text, [0] * skip + line.marks[skip:], line.strong, line.slanted, strict=True)]
        if 0 < skip < len(more) and not line.text[skip].isspace():
            more.insert(skip, (" ", 0, False, False))
        chars += more
    spans: list[Span] = []
    text, marks, strong, slanted = map(list, zip(*chars, strict=True))
    whole = "".join(text)
    spans += _calls(_runs(at, [m == 1 for m in marks], "raised"), whole, at) + _runs(
        at, [m == -1 for m in marks], "lowered"
    )
    if piece.kind not in ("heading", "title"):
        spans += _runs(at, _words(strong, whole), "strong") + _runs(at, _words(slanted, whole), "emphasis")
    return whole, spans


def _dashed(before: str, after: str) -> bool:
    """Whether a line ends in a dash or slash that has no space about it (`1996–`, `and/`), so that none belongs there."""
    return len(before) > 1 and before[-1] in "–—/" and before[-2].isalnum() and after[:1].isalnum()


def _calls(raised: list[Span], text: str, at: int) -> list[Span]:
    """Raised figures, numbers that stand side by side (`1213`, `[12][13]`) told apart."""
    found: list[Span] = []
    apart = [
        (s.start - at, piece)
        for s in raised
        for piece in re.finditer(r"\[[^\[\]]*\]|[^\[]+", text[s.start - at : s.end - at])
    ]
    for span in (Span(at + start + piece.start(), at + start + piece.end(), "raised") for start, piece in apart):
        shown = text[span.start - at : span.end - at]
        half = len(shown) // 2
        if len(shown) >= 3 and shown.isdecimal() and int(shown[half:]) == int(shown[:half]) + 1:
            found += [Span(span.start, span.start + half, "raised"), Span(span.start + half, span.end, "raised")]
        else:
            found.append(span)
    return found


def _words(flags: list[bool], text: str) -> list[bool]:
    """Flags widened to whole words: a word is set as most of its letters are."""
    out = list(flags)
    start = 0
    for i in range(len(text) + 1):
        if i == len(text) or text[i].isspace():
            letters = [flags[j] for j in range(start, i) if text[j].isalnum()]
            value = bool(letters) and sum(letters) * 2 > len(letters)
            out[start:i] = [value] * (i - start)
            start = i + 1
    for i, c in enumerate(text):
        if c.isspace():
            out[i] = 0 < i < len(text) - 1 and out[i - 1] and out[i + 1]
    return out


def _runs(at: int, flags: list[bool], kind: SpanKind) -> list[Span]:
    found: list[Span] = []
    start: int | None = None
    for i, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            found.append(Span(at + start, at + i, kind))
            start = None
    return found
