"""Lines put together to paragraphs, headings, items, tables, captions and notes, within and over columns and pages."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest.readers.pdf.lines import Line
from briefing.ingest.readers.pdf.measure import Measure, Piece, edges
from briefing.ingest.words import begins_small, cut_off, ends, prose, words

BULLET = re.compile(r"[•·▪▫◦‣●○■□➢✓–—*-]\s+\S|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S")
NUMBERED = re.compile(r"([\[(]?)(\d{1,3})([\]).]+)\s")
LEADER = re.compile(r"(?:\.\s?){4,}\s*\w{0,5}$")
"""The dots of a table of contents."""
CAPTION = re.compile(
    r"(?:figure|fig\.|table|chart|map|photo|image|box|diagram|abbildung|tabelle|рис\.|табл\.)\s*\d*\s*[.:–—|]", re.I
)


# --- paragraphs within a zone ---


def pieces_in(zone: list[Line], measure: Measure) -> list[Piece]:
    """A zone's lines as pieces."""
    found: list[Piece] = []
    text = [line for line in zone if abs(line.size - measure.size) < 0.06 * measure.size] or zone
    left, right = edges(text)
    for line in zone:
        if found and not _parts(found[-1], line, left, right, measure):
            found[-1].lines.append(line)
        else:
            found.append(Piece([line], left=left, right=right))
    found = _tables(found, right, measure)
    for piece in found:
        _settle(piece, measure)
    return found


def _parts(piece: Piece, line: Line, left: float, right: float, measure: Measure) -> bool:
    """Whether a line begins a piece of its own."""
    last = piece.lines[-1]
    size = max(line.size, last.size)
    if abs(line.size - last.size) > 0.07 * size:
        return True
    if line.bold != last.bold and not measure.bold and (len(last.text) > 3 and len(line.text) > 3):
        return not (piece.lines[0].bold is False and prose(piece.text) and not ends(last.text))
    if line.marks[:1] == [1] and (line.text[0].isdigit() or line.text[0] in "*†‡§"):
        return True
    if _counts_on(piece.lines[0].text, line.text):
        return True
    drop = last.y - line.y
    if drop < 0 or drop > 1.25 * measure.leading * size:
        return True
    if (
        "\t" in line.text
        and "\t" in last.text
        and not (measure.justified and (_full(line, right) or _full(last, right)))
    ):
        return True
    if line.size > 1.07 * measure.size:
        return False
    indent, before = line.x0 - left, last.x0 - left
    item = bool(BULLET.match(piece.lines[0].text))
    if (
        BULLET.match(line.text)
        and (ends(last.text) or last.text.endswith((":", ";")) or item)
        and not _full(last, right)
    ):
        return True
    if BULLET.match(line.text) and (item or last.text.endswith(":")) and ends(last.text.rstrip(";:,") + "."):
        return True
    if _centred(last, left, right) != _centred(line, left, right):
        return True
    if item and len(piece.lines) == 1 and indent > before + 0.5 * size:
        return False
    if indent > 0.7 * size and indent > before + 0.6 * size:
        return True
    if len(piece.lines) >= 2 and before > 0.7 * size and indent < before - 0.6 * size:
        return True
    if (
        measure.indented
        and len(piece.lines) == 1
        and max(abs(x - measure.indent) for x in (indent, before)) < 0.15 * size
        and ends(last.text)
    ):
        return True
    return _stopped(piece, line, left, right, measure)


def _counts_on(first: str, line: str) -> bool:
    """Whether a line begins with the number after that with which a piece begins, in one form: `[4]`, `4.`, `4)`."""
    one, two = NUMBERED.match(first), NUMBERED.match(line)
    return bool(one and two and one[1] == two[1] and one[3] == two[3] and int(two[2]) == int(one[2]) + 1)


def _stopped(piece: Piece, line: Line, left: float, right: float, measure: Measure) -> bool:
    """Whether the line before ended early: the next line's first word would have fitted, so its end was meant."""
    last = piece.lines[-1]
    if begins_small(line.text) or not _would_fit(last, line, right):
        return False
    full = last.x1 > max(one.x1 for one in piece.lines) - 0.4 * last.size
    if measure.indented and len(piece.lines) > 1 and full and line.x0 - left < 0.3 * last.size:
        return False
    inner = abs(line.x1 - last.x1) < 0.4 * last.size or (
        len(piece.lines) > 1 and abs(piece.lines[-2].x1 - last.x1) < 0.4 * last.size
    )
    if ends(last.text):
        return not (inner and measure.justified)
    if inner or last.text.endswith("-"):
        return False
    if measure.justified:
        return last.x1 < right - 1.5 * last.size
    return last.x1 < left + 0.62 * (right - left) or _would_fit(last, line, right - 0.8 * last.size)


def _centred(line: Line, left: float, right: float) -> bool:
    """Whether a line stands in the middle of its column, away from both edges."""
    before, after = line.x0 - left, right - line.x1
    narrow = line.x1 - line.x0 < 0.8 * (right - left)
    return narrow and min(before, after) > 2 * line.size and abs(before - after) < line.size


def _full(line: Line, right: float) -> bool:
    return line.x1 > right - 0.5 * line.size


def _would_fit(last: Line, line: Line, right: float) -> bool:
    """Whether the line's first word would have fitted on the line before it."""
    return last.x1 + line.word + 0.3 * last.size < right


def _tables(found: list[Piece], right: float, measure: Measure) -> list[Piece]:
    """Runs of lines with wide gaps put together as tables."""
    out: list[Piece] = []
    for piece in found:
        wide = len(piece.lines) == 1 and "\t" in piece.lines[0].text
        wide = wide and not (measure.justified and _full(piece.lines[0], right) and prose(piece.text + " ."))
        if wide and out and out[-1].kind == "table":
            out[-1].lines += piece.lines
        else:
            out.append(replace(piece, kind="table") if wide else piece)
    return [replace(p, kind="paragraph") if p.kind == "table" and len(p.lines) < 2 else p for p in out]


def _settle(piece: Piece, measure: Measure) -> None:
    """Says what kind of block a piece is."""
    if piece.kind == "table":
        return
    text, size = piece.text, piece.size
    count = words(text)
    if LEADER.search(text):
        piece.kind = "text"
        return
    if CAPTION.match(text) and (size < 0.97 * measure.size or count < 40):
        piece.kind = "caption"
    elif size > 1.07 * measure.size and count <= 40 and len(piece.lines) <= 5:
        piece.kind = "heading"
    elif piece.bold and not measure.bold and count <= 30 and len(piece.lines) <= 3 and not text.endswith((",", ";")):
        piece.kind = "heading" if not (text.endswith(".") and count > 10) else "paragraph"
    elif BULLET.match(text):
        piece.kind = "item"
    elif all(line.x0 - piece.left > 1.2 * size for line in piece.lines) and len(piece.lines) >= 2:
        piece.kind = "quote"


# --- over columns and pages ---


def goes_on(before: Piece, after: Piece, measure: Measure) -> bool:
    """Whether a piece at the top of a column goes on with the one at the end of the column before."""
    if before.kind not in ("paragraph", "item", "quote") or after.kind not in ("paragraph", "quote"):
        return False
    if abs(before.size - after.size) > 0.07 * measure.size or before.bold != after.bold:
        return False
    last, first = before.lines[-1], after.lines[0]
    if _counts_on(before.lines[0].text, first.text) or (first.marks[:1] == [1] and first.text[0].isdigit()):
        return False
    indent = first.x0 - after.left
    if cut_off(before.text):
        return begins_small(after.text) or (
            not before.text.rstrip().endswith((":", ";"))
            and ((prose(before.text + " .") and indent < 0.7 * first.size) or last.text.endswith("-"))
        )
    if before.text.rstrip().endswith(":") or begins_small(after.text):
        return begins_small(after.text)
    if measure.indented:
        return (
            indent < 0.4 * first.size
            and (len(after.lines) > 1 or not _would_fit(last, first, before.right))
            and after.kind == "paragraph"
        )
    if _would_fit(last, first, before.right):
        return False
    return not measure.justified or last.x1 > before.right - 0.12 * last.size
