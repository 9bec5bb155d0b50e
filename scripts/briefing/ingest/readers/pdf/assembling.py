# ruff: noqa: E501 - conditions read best on one line
"""Pages put together to one document: title and headings told by their type, paragraphs joined, the stream written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from briefing.codes import report
from briefing.ingest.extract import Block, Drop, Span, SpanKind
from briefing.ingest.readers.pdf.blocks import goes_on, pieces_in
from briefing.ingest.readers.pdf.columns import zones_of
from briefing.ingest.readers.pdf.feet import split_foot, value_of
from briefing.ingest.readers.pdf.glyphs import Sheet
from briefing.ingest.readers.pdf.lines import Line, mirror, pieces_of
from briefing.ingest.readers.pdf.margins import split_margins
from briefing.ingest.readers.pdf.measure import Measure, Piece, measured
from briefing.ingest.readers.pdf.right_to_left import is_right_to_left
from briefing.ingest.words import ends, prose, words
from briefing.model import Place
from briefing.problems import Problem

Assembled = tuple[str, tuple[Block, ...], tuple[Span, ...], tuple[Drop, ...], tuple[Problem, ...]]


@dataclass(slots=True)
class Entry:
    """A piece, or lines that are left out, in the order of the stream."""

    piece: Piece | None = None
    lines: list[Line] = field(default_factory=list)
    rule: str = ""


def assemble(sheets: list[Sheet], name: str) -> Assembled:
    """Stream, blocks, spans, drops and problems of a document's pages."""
    pieces = [pieces_of(sheet) for sheet in sheets]
    if is_right_to_left("".join(p.text for page in pieces for p in page)):
        for sheet, page in zip(sheets, pieces, strict=True):
            mirror(page, sheet.width)
    turned = [[p for p in page if p.turned] for page in pieces]
    level = [[p for p in page if not p.turned] for page in pieces]
    kept, gone = split_margins(level, [sheet.height for sheet in sheets])
    pages = zones_of(kept)
    measure = measured([zone for zones in pages for zone in zones])
    entries = _entries(pages, gone, turned, measure)
    _name_headings(entries, measure)
    problems = tuple(
        report(
            "E256",
            Place(name, e.piece.page),
            f"A table on page {e.piece.page} was kept as text.",
            source=e.piece.text[:120],
        )
        for e in entries
        if e.piece is not None and e.piece.kind == "table"
    )
    return (*_written(entries), problems)


def _entries(
    pages: list[list[list[Line]]], gone: list[list[tuple[Line, str]]], turned: list[list[Line]], measure: Measure
) -> list[Entry]:
    """Everything in the order of the stream: a page's notes follow the paragraph that goes on over its end."""
    out: list[Entry] = []
    waiting: list[Entry] = []
    last: Piece | None = None
    note: Piece | None = None
    expected = 1
    for zones, margin, sideways in zip(pages, gone, turned, strict=True):
        late: list[Entry] = [Entry(lines=[line], rule=rule) for line, rule in margin]
        late += [Entry(lines=[line], rule="turned-text") for line in sideways]
        for zone in zones:
            text, notes, rest = split_foot(zone, measure, expected, note is not None)
            if rest is not None and note is not None:
                note.lines += rest.lines
            elif rest is not None:
                late.append(Entry(rest))
            for one in notes:
                note = one
                expected = (value_of(one.label) or expected) + 1
                late.append(Entry(one))
            for i, piece in enumerate(pieces_in(text, measure)):
                if i == 0 and last is not None and goes_on(last, piece, measure):
                    last.lines += piece.lines
                    last.right = piece.right
                    continue
                out += waiting
                waiting = []
                out.append(Entry(piece))
                last = piece
        waiting += late
    return [*out, *waiting]


def _name_headings(entries: list[Entry], measure: Measure) -> None:
    """The title: the largest type on the first page, above the text; and the levels of headings, by size and weight."""
    pieces = [e.piece for e in entries if e.piece is not None]
    heads = [p for p in pieces if p.kind == "heading"]
    styles = Counter((round(p.size, 1), p.bold) for p in heads)
    first = next((i for i, p in enumerate(pieces) if p.kind == "paragraph" and words(p.text) > 40), len(pieces))
    above = [p for p in pieces[:first] if p.kind == "heading" and p.page <= 2 and p.size > 1.12 * measure.size]
    if above:
        title = max(above, key=lambda p: p.size)
        if (
            title.size >= max(p.size for p in heads)
            and styles[(round(title.size, 1), title.bold)] <= 2
            and _stands_out(title, heads)
        ):
            title.kind = "title"
    start = next((i for i, p in enumerate(pieces) if p.kind == "title"), -1)
    for p in pieces[:first]:
        if (
            p.kind in ("paragraph", "quote")
            and p.page <= 2
            and start >= 0
            and all(len(line.text) < 60 for line in p.lines)
            and not (prose(p.text) and ends(p.text))
        ):
            p.kind = "text"
    ranked = sorted(
        {style for style in styles if any(p.kind == "heading" and (round(p.size, 1), p.bold) == style for p in heads)},
        reverse=True,
    )
    for p in heads:
        if p.kind == "heading":
            p.level = min(6, 2 + ranked.index((round(p.size, 1), p.bold)))


def _stands_out(title: Piece, heads: list[Piece]) -> bool:
    """Whether no other heading is set like the title, its own second part aside."""
    alike = [p for p in heads if abs(p.size - title.size) < 0.3 and p is not title]
    return all(p.page == title.page and abs(p.lines[0].y - title.lines[-1].y) < 3 * title.size for p in alike)


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
    text: list[str] = []
    marks: list[int] = []
    strong: list[bool] = []
    slanted: list[bool] = []
    for i, line in enumerate(piece.lines):
        if i and not _dashed(piece.lines[i - 1].text, line.text):
            text.append("\n")
            marks.append(0)
            strong.append(strong[-1])
            slanted.append(slanted[-1])
        skip = piece.marks if not i and piece.kind == "note" else 0
        text += line.text
        marks += [0] * skip + line.marks[skip:]
        strong += line.strong
        slanted += line.slanted
        if skip and not line.text[skip : skip + 1].isspace() and skip < len(line.text):
            where = len(text) - len(line.text) + skip
            text.insert(where, " ")
            marks.insert(where, 0)
            strong.insert(where, False)
            slanted.insert(where, False)
    spans: list[Span] = []
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
    """Raised figures, two numbers that stand side by side (`1213`) told apart."""
    found: list[Span] = []
    for span in raised:
        shown = text[span.start - at : span.end - at]
        half = len(shown) // 2
        if len(shown) >= 3 and shown.isdigit() and int(shown[half:]) == int(shown[:half]) + 1:
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
