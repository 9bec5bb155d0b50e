"""Writes a stream while a tree is walked: text, blocks, spans and drops with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from briefing.ingest.extract import Block, BlockKind, Drop, Span, SpanKind
from briefing.ingest.words import begins_small, ends, trimmed

WHITE = re.compile(r"[ \t\r\n\f]+")
Piece = TypeVar("Piece", Block, Span)


@dataclass(slots=True, eq=False)
class Open:
    """A span that has begun."""

    start: int
    kind: SpanKind
    value: str


class Stream:
    """Text as it grows. Within a block white space is squeezed; between blocks stands an empty line."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.spans: list[Span] = []
        self.drops: list[Drop] = []
        self.open: list[Open] = []
        self.start: int | None = None
        """Where the current block begins; None between blocks."""
        self.breaks = 0
        """Line breaks written since the last character."""
        self.lines = 0
        """Line breaks within the current block."""
        self.first = 0
        """Index in `pieces` at which the current block begins."""
        self._shape = Block(0, 0)
        self._last = "\n"

    @property
    def inside(self) -> bool:
        """Whether a block is open."""
        return self.start is not None

    def write(self, text: str, shape: Block, *, pre: bool = False) -> None:
        """Adds text to the current block, or begins one of a shape (kind, level, label, line) with it."""
        text = text if pre else WHITE.sub(" ", text)
        if self.start is None:
            text = text.lstrip(" \n\t") if not pre else text.lstrip("\n")
            if not text.strip():
                return
            self._gap()
            self.start, self._shape, self.lines, self.first = self.length, shape, 0, len(self.pieces)
            for span in self.open:
                span.start = self.length
        elif not pre and self._last in " \n":
            text = text.lstrip(" ")
        if text:
            self._put(text)
            if text.strip():
                self.breaks = 0

    def line_break(self) -> None:
        """A line's end within a block; a second one ends the block."""
        if self.start is None:
            return
        self.breaks += 1
        if self.breaks == 1:
            self._put("\n")
            self.lines += 1

    def separate(self, text: str) -> None:
        """White space within a block, where the page sets things apart without any."""
        if text and self.start is not None and self._last not in " \n\t":
            self._put(text)

    def end(self) -> None:
        """Ends the current block, if one is open."""
        if self.start is None:
            return
        for span in self.open:
            self._close(span)
        block = replace(self._shape, start=self.start, end=self.length)
        self.blocks += _by_lines(block, "".join(self.pieces[self.first :])) if self.lines else [block]
        self.start, self.breaks = None, 0

    def drop(self, text: str, rule: str) -> None:
        """Text that is left out, between blocks; its lines are squeezed."""
        lines = [" ".join(line.split()) for line in text.split("\n")]
        text = "\n".join(line for line in lines if line)
        if not text:
            return
        self._gap()
        self.drops.append(Drop(self.length, self.length + len(text), rule))
        self._put(text)

    def begin_span(self, kind: SpanKind, value: str = "") -> Open:
        """Begins a span at the next character."""
        span = Open(self.length, kind, value)
        self.open.append(span)
        return span

    def end_span(self, span: Open) -> None:
        """Ends a span before the next character."""
        if self.start is not None:
            self._close(span)
        self.open.remove(span)

    def _close(self, span: Open) -> None:
        start = max(span.start, self.start or 0)
        if self.length > start:
            self.spans.append(Span(start, self.length, span.kind, span.value))

    def _gap(self) -> None:
        if self.length:
            self._put("\n\n")

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
        self._last = text[-1]

    def finish(self) -> str:
        """The text; blocks and spans are trimmed of white space at their ends."""
        self.end()
        text = "".join(self.pieces)
        self.blocks = [b for block in self.blocks if (b := _trimmed(block, text)).end > b.start]
        starts = [block.start for block in self.blocks]
        self.spans = [
            s
            for span in self.spans
            for part in self._within(span, starts)
            if (s := _bracketed(_trimmed(part, text), text)).end > s.start
        ]
        return text

    def _within(self, span: Span, starts: list[int]) -> Iterator[Span]:
        """A span, in each block that its own block became by its line breaks."""
        i = max(0, bisect_right(starts, span.start) - 1)
        while i < len(starts) and starts[i] < span.end:
            yield replace(span, start=max(span.start, starts[i]), end=min(span.end, self.blocks[i].end))
            i += 1


def _by_lines(block: Block, text: str) -> list[Block]:
    """A block with line breaks: one paragraph, short lines that say different things, or a paragraph a line.

    Short lines (a byline with role and place, verse) and lines that were wrapped are left to later stages.
    """
    if block.kind not in ("paragraph", "text"):
        return [block]
    lines = text.split("\n")
    sizes = [len(line.strip()) for line in lines]
    if max(sizes) < 60 or (len(lines) >= 4 and max(sizes) <= 110 and _wrapped(lines)):
        return [replace(block, kind="text")]
    if block.kind == "paragraph" and min(sizes) > 40 and len(lines) < 3:
        return [block]
    found: list[Block] = []
    at, before = block.start, ""
    for line in lines:
        if line.strip():
            if found and before and begins_small(line) and not ends(before):
                found[-1] = replace(found[-1], end=at + len(line), kind="paragraph")
            else:
                kind: BlockKind = "text" if len(line) < 60 else "paragraph"
                found.append(replace(block, start=at, end=at + len(line), kind=kind))
            before = line
        at += len(line) + 1
    return found


def _wrapped(lines: list[str]) -> bool:
    """Whether most lines stop within a sentence."""
    open_ends = sum(not line.rstrip().endswith((".", "!", "?", ":", "”", '"')) for line in lines[:-1])
    return open_ends > 0.6 * (len(lines) - 1)


def _bracketed(span: Span, text: str) -> Span:
    """A note's call with the brackets that stand around it."""
    start, end = span.start, span.end
    while (
        span.kind == "ref" and start and (text[start - 1], text[end : end + 1]) in (("[", "]"), ("(", ")"), ("⁽", "⁾"))
    ):
        start, end = start - 1, end + 1
    return replace(span, start=start, end=end)


def _trimmed(piece: Piece, text: str) -> Piece:
    """A block or span without white space at its ends."""
    start, end = trimmed(text, piece.start, piece.end)
    return replace(piece, start=start, end=end)
