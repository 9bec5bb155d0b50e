"""Lines put together to paragraphs, headings, items, tables, captions, within zones and over columns and pages."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, pairwise

from briefing.ingest.readers.pdf.lines import CAPTION, Line
from briefing.ingest.readers.pdf.measure import Frame, Measure, Piece, form_of, framed
from briefing.ingest.readers.pdf.tags import KINDS
from briefing.ingest.words import WORD, begins_small, cut_off, ends, hangs, prose, words

DOT = re.compile(r"[•·▪▫◦‣●○■□➢✓➤►▶◆❖]\s+\S")
BULLET = re.compile(r"[•·▪▫◦‣●○■□➢✓➤►▶◆❖–—*-]\s+\S|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S")
NUMBERED = re.compile(r"([\[(]?)(\d{1,3})([\]).]+)\s")
SIGNS = re.compile(r"[\W_]{4,}")
"""A rule drawn with signs."""
LEADER = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}\s*\w{0,6}$|(?<!…)…{2,}\s*\w{0,6}$")
"""The dots of a table of contents."""


# --- paragraphs within a zone ---


def pieces_in(zone: list[Line], measure: Measure) -> list[Piece]:
    """A zone's lines as pieces."""
    frame = framed([line for line in zone if not line.table] or zone, measure)
    found: list[Piece] = []
    for table, lines in groupby(zone, lambda line: line.table):
        run = list(lines)
        found += [Piece(run, "table", left=frame.left, right=frame.right)] if table else _text(run, frame)
    for piece in found:
        _settle(piece, measure, frame)
    found = _headed(found)
    for before, piece, below in zip([None, *found], found, found[1:], strict=False):
        alone = (before is None or before.kind != "item") and below.kind == "paragraph" and not below.bold
        counted = piece.kind == "item" and NUMBERED.match(piece.text) and words(piece.text) <= 30
        if alone and counted and piece.bold and not measure.bold:
            piece.kind = "heading"
    return _figures(found, measure)


def _headed(found: list[Piece]) -> list[Piece]:
    """Headings of one face put together where one stops within a phrase that the next goes on with."""
    out = found[:1]
    for piece in found[1:]:
        last = out[-1]
        same = last.kind == piece.kind == "heading" and abs(last.size - piece.size) < 0.3 and last.bold == piece.bold
        goes = begins_small(piece.text) or (hangs(last.text) and last.text[-1:].isalpha())
        near = 0 < last.lines[-1].y - piece.lines[0].y < 3 * piece.size
        if same and goes and near and not (last.lines[0].element or BULLET.match(piece.text)):
            last.lines += piece.lines
        else:
            out.append(piece)
    return out


def _text(lines: list[Line], frame: Frame) -> list[Piece]:
    """Lines outside tables as pieces."""
    found: list[Piece] = []
    for stretch in _stretches(lines, frame):
        form = form_of(stretch, frame)
        first = True
        for line in stretch:
            if not first and not _parts(found[-1], line, replace(frame, form=form)):
                found[-1].lines.append(line)
            else:
                found.append(Piece([line], left=frame.left, right=frame.right))
            first = False
    return found


def _figures(found: list[Piece], measure: Measure) -> list[Piece]:
    """What stands within and around a figure put to its caption: labels of axes, figures, sources in small type."""
    out: list[Piece] = []
    for figure, group in groupby(found, lambda piece: _is_foreign(piece, measure)):
        run = list(group)
        bare = sum(not WORD.search(p.text) or len(p.text) < 12 for p in run)
        if figure and (bare >= 3 or (bare and any(p.kind == "caption" for p in run))):
            for piece in run:
                if out and out[-1] in run and not CAPTION.match(piece.text):
                    out[-1].lines += piece.lines
                else:
                    out.append(replace(piece, kind="caption"))
        else:
            out += run
    return out


def _is_foreign(piece: Piece, measure: Measure) -> bool:
    """Whether a piece is set unlike the text, and in type no larger than it."""
    if piece.kind == "caption":
        return True
    small = piece.size < 0.94 * measure.size and piece.kind not in ("table", "item")
    return small and not LEADER.search(piece.text) and not SIGNS.fullmatch(piece.text)


def _stretches(zone: list[Line], frame: Frame) -> list[list[Line]]:
    """Lines of one size that follow each other without a wide gap."""
    out: list[list[Line]] = [zone[:1]]
    for a, b in pairwise(zone):
        size, drop = max(a.size, b.size), a.y - b.y
        if abs(a.size - b.size) > 0.07 * size or drop < 0 or drop > 1.7 * frame.leading * size or a.bold != b.bold:
            out.append([])
        out[-1].append(b)
    return _over_bold(out, frame)


def _over_bold(stretches: list[list[Line]], frame: Frame) -> list[list[Line]]:
    """Stretches put together again where bold type only begins, or stands within, a paragraph."""
    out = stretches[:1]
    for stretch in stretches[1:]:
        last, line = out[-1][-1], stretch[0]
        size, drop = max(last.size, line.size), last.y - line.y
        same = abs(last.size - line.size) <= 0.07 * size and 0 <= drop <= 1.25 * frame.leading * size
        if same and _runs_on(last, line, frame):
            out[-1] += stretch
        else:
            out.append(stretch)
    return out


def _runs_on(last: Line, line: Line, frame: Frame) -> bool:
    """Whether bold type ends, or begins, within a paragraph rather than at its edge."""
    if last.element and line.element:
        return last.element == line.element
    if len(last.text) <= 3 or len(line.text) <= 3:
        return True
    if last.strong[-1] and line.strong[0]:
        return not ends(last.text)
    if last.bold:
        return begins_small(line.text)
    return _full(last, frame.right) and not ends(last.text) and prose(last.text + " " + line.text)


def _parts(piece: Piece, line: Line, frame: Frame) -> bool:
    """Whether a line begins a piece of its own, within a stretch."""
    last = piece.lines[-1]
    size = max(line.size, last.size)
    if SIGNS.fullmatch(line.text) or SIGNS.fullmatch(last.text):
        return True
    if last.element and line.element and not _mistagged(last, line, frame):
        items = BULLET.match(line.text) and BULLET.match(piece.lines[0].text)
        return last.element != line.element or bool(items) or _heads(piece, line, frame)
    if line.counts or last.counts:
        return True
    if line.marks[:1] == [1] and (line.text[0].isdigit() or line.text[0] in "*†‡§"):
        return True
    if _counts_on(piece.lines[0].text, line.text) or LEADER.search(last.text) or LEADER.search(line.text):
        return True
    if last.y - line.y > 1.25 * frame.leading * size or DOT.match(line.text):
        return True
    if line.size > 1.07 * frame.size or (line.bold and last.bold and not frame.bold):
        left, right = line.x0 - frame.left, frame.right - line.x1
        return _centred(last, frame) and left < size and abs(left - right) > size
    indent, before = line.x0 - frame.left, last.x0 - frame.left
    item = bool(BULLET.match(piece.lines[0].text))
    if BULLET.match(line.text) and _begins_item(piece, line, frame, item):
        return True
    head = piece.lines[0]
    if head.inner and abs(line.x0 - head.inner) < 0.3 * size:
        return len(piece.lines) > 1 and _stopped(piece, line, frame) and ends(last.text)
    if head.inner and line.inner and abs(last.x0 - head.inner) < 0.3 * size:
        return True
    if _centred(last, frame) != _centred(line, frame) and abs(line.x0 - last.x0) > 0.3 * size:
        middle = abs(last.x0 + last.x1 - line.x0 - line.x1) < size  # of one centred stack
        return not middle or ends(last.text) or last.x1 - last.x0 + line.word + 0.3 * size < frame.right - frame.left
    if item:
        if len(piece.lines) == 1 and indent > before + 0.5 * size:
            return False
        if len(piece.lines) > 1 and abs(indent - before) < 0.3 * size:
            return _stopped(piece, line, frame)
    if frame.form == "hanging":
        return indent <= 0.5 * size and (before > 0.5 * size or ends(last.text))
    if indent > 0.7 * size and indent > before + 0.6 * size:
        return True
    if len(piece.lines) >= 2 and before > 0.7 * size and indent < before - 0.6 * size:
        return True
    if (
        frame.form == "indented"
        and len(piece.lines) == 1
        and max(abs(x - frame.indent) for x in (indent, before)) < 0.15 * size
        and ends(last.text)
    ):
        return True
    return _stopped(piece, line, frame)


def _mistagged(last: Line, line: Line, frame: Frame) -> bool:
    """Whether tags end a paragraph that its type goes on with: from a full line, within a sentence, without indent."""
    apart = last.element != line.element and {e[0] for e in (last.element, line.element) if e} == {"P"}
    level = frame.form == "indented" and frame.justified and abs(line.x0 - frame.left) < 0.3 * line.size
    open_end = cut_off(last.text) and last.text[-1].isalnum() and prose(f"{last.text} {line.text} .")
    return apart and level and _full(last, frame.right) and open_end


def _heads(piece: Piece, line: Line, frame: Frame) -> bool:
    """Whether a line that stands centred alone ends with its line, though tags let text go on below: `III`."""
    last = piece.lines[-1]
    aside = abs(last.x0 + last.x1 - line.x0 - line.x1) > 0.5 * line.size and not begins_small(line.text)
    centred = _centred(last, frame) and not (_centred(line, frame) or BULLET.match(last.text) or last.text.isdecimal())
    return len(piece.lines) == 1 and aside and centred


def _begins_item(piece: Piece, line: Line, frame: Frame, item: bool) -> bool:
    """Whether a line that looks like an item is one, and no wrapped sentence with a figure or a dash at its start."""
    last = piece.lines[-1]
    if (ends(last.text) or last.text.endswith((":", ";")) or item) and not _full(last, frame.right):
        return True
    if not item and frame.justified and _full(last, frame.right) and abs(line.x0 - last.x0) < 0.3 * line.size:
        return False
    if (
        item
        and abs(line.x0 - piece.lines[0].x0) < 0.3 * line.size
        and (len(piece.lines) == 1 or piece.lines[1].x0 > line.x0 + 0.5 * line.size)
    ):
        return True
    return (item or last.text.endswith(":")) and ends(last.text.rstrip(";:,") + ".")


def _counts_on(first: str, line: str) -> bool:
    """Whether a line begins with the number after that with which a piece begins, in one form: `[4]`, `4.`, `4)`."""
    one, two = NUMBERED.match(first), NUMBERED.match(line)
    return bool(one and two and one[1] == two[1] and one[3] == two[3] and int(two[2]) == int(one[2]) + 1)


def _stopped(piece: Piece, line: Line, frame: Frame) -> bool:
    """Whether the line before ended early: the next line's first word would have fitted, so its end was meant."""
    last, left, right = piece.lines[-1], frame.left, frame.right
    if begins_small(line.text) or not _would_fit(last, line, right):
        return False
    if frame.gapped and ends(last.text):
        return False  # a paragraph would stand below a gap
    full = last.x1 > max(one.x1 for one in piece.lines) - 0.4 * last.size
    if frame.form == "indented" and len(piece.lines) > 1 and full and line.x0 - left < 0.3 * last.size:
        return False
    inner = abs(line.x1 - last.x1) < 0.4 * last.size or (
        len(piece.lines) > 1 and abs(piece.lines[-2].x1 - last.x1) < 0.4 * last.size
    )
    if ends(last.text):
        return not (inner and frame.justified)
    if inner:
        return False
    if frame.justified:
        return last.x1 < right - 1.5 * last.size
    return last.x1 < left + 0.62 * (right - left) or _would_fit(last, line, right - 0.8 * last.size)


def _centred(line: Line, frame: Frame) -> bool:
    """Whether a line stands in the middle of its column, away from both edges."""
    before, after = line.x0 - frame.left, frame.right - line.x1
    narrow = line.x1 - line.x0 < 0.8 * (frame.right - frame.left)
    if frame.indent and abs(before - frame.indent) < 0.3 * line.size:
        return False
    return narrow and min(before, after) > 2 * line.size and abs(before - after) < line.size


def _full(line: Line, right: float) -> bool:
    return line.x1 > right - 0.5 * line.size


def _would_fit(last: Line, line: Line, right: float) -> bool:
    """Whether the line's first word would have fitted on the line before it."""
    return last.x1 + line.word + 0.3 * last.size < right


def _settle(piece: Piece, measure: Measure, frame: Frame) -> None:
    """Says what kind of block a piece is."""
    if piece.kind == "table":
        return
    text, size = piece.text, piece.size
    count = words(text)
    said = prose(text) and ends(text)
    element = piece.lines[0].element
    if element and element[0].startswith("H") and count <= 40 and not (said and count > 10):
        piece.kind, piece.level = "heading", min(6, int(element[0][1:] or 1) + 1)
        return
    if element and element[0] in KINDS:
        piece.kind = KINDS[element[0]]
        return
    if LEADER.search(text) or SIGNS.fullmatch(text):
        piece.kind = "text"
    elif CAPTION.match(text):
        piece.kind = "caption"
    elif DOT.match(text) and (len(piece.lines) > 1 or text.endswith((".", ";", ","))):
        piece.kind = "item"
    elif piece.lines[0].counts or (
        size > 1.07 * measure.size and count <= 40 and len(piece.lines) <= 5 and not (said and count > 14)
    ):
        piece.kind = "heading"
    elif piece.bold and not measure.bold and count <= 30 and len(piece.lines) <= 3 and not text.endswith((",", ";")):
        piece.kind = "heading" if not (text.endswith(".") and count > 10) else "paragraph"
    elif BULLET.match(text):
        piece.kind = "item"
    elif all(line.x0 - piece.left > 1.2 * size for line in piece.lines) and len(piece.lines) >= 2:
        piece.kind = "quote"
    elif len(piece.lines) == 1 and count <= 12 and _stands_alone(piece, frame):
        piece.kind = "text"


def _stands_alone(piece: Piece, frame: Frame) -> bool:
    """Whether a short line that ends no sentence may be a heading: later stages decide."""
    line = piece.lines[0]
    short = line.x1 - line.x0 < 0.7 * (frame.right - frame.left)
    return short and not line.text.endswith((".", ",", ";", ":")) and not begins_small(line.text)


# --- over columns and pages ---


def goes_on(before: Piece, after: Piece, measure: Measure) -> bool:
    """Whether a piece at the top of a column goes on with the one at the end of the column before."""
    if before.kind not in ("paragraph", "item", "quote") or after.kind not in ("paragraph", "quote"):
        return False
    if abs(before.size - after.size) > 0.07 * measure.size or before.bold != after.bold:
        return False
    last, first = before.lines[-1], after.lines[0]
    if _counts_on(before.lines[0].text, first.text) or first.marks[:1] == [1] or first.text.startswith("¶"):
        return False
    indent = first.x0 - after.left
    hanging = max(0.0, last.x0 - before.left) if before.kind == "item" and len(before.lines) > 1 else 0.0
    if cut_off(before.text):
        goes = prose(before.text + " .") and indent < 0.7 * first.size + hanging
        return begins_small(after.text) or goes or last.text.endswith("-")
    if before.kind == "item" and abs(indent - (before.lines[0].inner or last.x0) + before.left) > 0.5 * first.size:
        return False
    if before.text.rstrip().endswith(":") or begins_small(after.text):
        return begins_small(after.text)
    if last.page == first.page and 0 < last.y - first.y < 4 * first.size:
        near = last.y - first.y < 1.25 * measure.leading * first.size
        return near and indent < 0.4 * first.size and not _would_fit(last, first, before.right)
    if measure.indented:
        return indent < 0.4 * first.size
    if _would_fit(last, first, before.right):
        return False
    return not measure.justified or last.x1 > before.right - 0.12 * last.size


def over_gap(before: Piece, after: Piece) -> bool:
    """Whether a sentence goes on below a gap within its column: from a full line to one at the left edge."""
    last, first = before.lines[-1], after.lines[0]
    alike = abs(last.size - first.size) < 0.07 * last.size and last.bold == first.bold and first.marks[:1] != [1]
    if not alike or (before.kind, after.kind) != ("paragraph", "paragraph"):
        return False
    level = abs(first.x0 - after.left) < 0.3 * first.size and not _would_fit(last, first, before.right)
    open_ended = last.text[-1].isalpha() or last.text[-1] in ",-–—"
    small_last = hangs(last.text) and last.text[-1].isalpha()
    cut = cut_off(last.text) and open_ended and (begins_small(first.text) or small_last)
    return level and cut and prose(" ".join(line.text for line in before.lines[-2:]) + " .")
