"""The blocks of a Markdown text that hold sentences: paragraphs, list items, quotations, table cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefing.evidence.markup import COMMENT, FENCE, TAG, blank


@dataclass(frozen=True, slots=True)
class Block:
    """A run of prose; what is inside and is no prose (a quotation's `>`) the sentence splitter sees as spaces."""

    start: int
    end: int
    kind: Literal["paragraph", "item", "cell"]
    heading: str
    """Text of the nearest heading above it, empty where there is none."""


_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)(.*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ \t]*")
_DELIMITERS = re.compile(r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$")
ADMONITION = re.compile(r"^[ \t]*!!! ?[\w-]+(?: +[\w-]+)*(?: +\"(?P<title>[^\n]*?)\")? *$", re.MULTILINE)
"""The first line of an admonition, as the renderer has it."""
_DEFINITION = re.compile(r" {0,3}(?:\*\[[^\]]+\]:|\[[^\]^@][^\]]*\]:[ \t]*\S|\{:[^}]*\}[ \t]*$)")
_INDENT = re.compile(r" {4}|\t")
_CELL = re.compile(r"(?:\\.|[^|\\\n])+")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)


def find_blocks(text: str) -> tuple[str, tuple[Block, ...]]:
    """The text with everything that is no prose blanked out (same length), and its blocks in order."""
    prose = blank(text, FENCE, COMMENT, _SCRIPT)
    scanner = _Scanner(prose, text)
    return scanner.run()


class _Scanner:
    """Goes through the lines once; a block grows until a line ends it."""

    def __init__(self, prose: str, text: str) -> None:
        self.prose = prose
        self.text = text
        self.blocks: list[Block] = []
        self.blanks: list[tuple[int, int]] = []
        self.open: tuple[int, int, Literal["paragraph", "item"]] | None = None
        self.heading = ""
        self.nested = False
        """Whether indented lines belong to a list, a note or an admonition, and so are no code."""

    def run(self) -> tuple[str, tuple[Block, ...]]:
        """All blocks, and the prose with quotation signs blanked out."""
        lines = list(re.finditer(r"[^\n]*\n?", self.prose))
        rows = self._table_rows([line.group() for line in lines])
        after_blank = True
        for number, line in enumerate(lines):
            if number in rows:
                self._close()
                if rows[number]:
                    self._cells(line.start(), line.group())
            else:
                self._line(line.start(), line.group(), after_blank)
            after_blank = not line.group().strip()
        self._close()
        prose = list(self.prose)
        for start, end in self.blanks:
            prose[start:end] = " " * (end - start)
        return "".join(prose), tuple(self.blocks)

    def _line(self, start: int, raw: str, after_blank: bool) -> None:
        """One line outside tables."""
        line = raw.rstrip("\n")
        if quote := _QUOTE.match(line):
            self.blanks.append((start, start + quote.end()))
            start, line = start + quote.end(), line[quote.end() :]
        bare = TAG.sub("", line).strip()
        if not bare:
            return self._close()
        if heading := _HEADING.match(line):
            self._close()
            self.heading, self.nested = heading[2].rstrip().rstrip("#").strip(), False
        elif self.open and self.open[2] == "paragraph" and not after_blank and _UNDERLINE.match(line):
            self.heading = self.prose[self.open[0] : self.open[1]].strip()
            self.open, self.nested = None, False
        elif _RULE.match(line) or _DEFINITION.match(line):
            self._close()
        elif ADMONITION.match(line):
            self._close()
            self.nested = True
        elif (mark := _ITEM.match(line)) and (
            after_blank or self.open is None or self.open[2] == "item" or line[mark.start()] in "-*+"
        ):
            self._start(start + mark.end(), start + len(line), "item")
        elif note := _NOTE.match(line):
            self._start(start + note.end(), start + len(line), "paragraph")
            self.nested = True
        elif self.open:
            self.open = (self.open[0], start + len(line), self.open[2])
        elif self.nested or not _INDENT.match(self.text, start):  # a comment that opens a line indents nothing
            indented = self.text[start] in " \t"
            self._start(start, start + len(line), "item" if self.nested and indented else "paragraph")
            self.nested = self.nested and indented
        return None

    def _start(self, start: int, end: int, kind: Literal["paragraph", "item"]) -> None:
        self._close()
        self.open = (start, end, kind)
        self.nested = kind == "item"

    def _close(self) -> None:
        if self.open:
            start, end, kind = self.open
            self._add(start, end, kind)
        self.open = None

    def _add(self, start: int, end: int, kind: Literal["paragraph", "item", "cell"]) -> None:
        piece = self.prose[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
        if start < end:
            self.blocks.append(Block(start, end, kind, self.heading))

    def _cells(self, start: int, row: str) -> None:
        for cell in _CELL.finditer(row.rstrip("\n")):
            self._add(start + cell.start(), start + cell.end(), "cell")

    @staticmethod
    def _table_rows(lines: list[str]) -> dict[int, bool]:
        """Line numbers of tables: True for a row of the body, False for the head and its delimiters."""
        return dict(_rows(lines))


def _rows(lines: list[str]) -> Iterator[tuple[int, bool]]:
    number = 0
    while number + 1 < len(lines):
        if (
            "|" in lines[number]
            and "-" in lines[number + 1]
            and "|" in lines[number + 1]
            and _DELIMITERS.match(lines[number + 1])
        ):
            yield from ((number, False), (number + 1, False))
            number += 2
            while number < len(lines) and "|" in lines[number]:
                yield number, True
                number += 1
        else:
            number += 1
