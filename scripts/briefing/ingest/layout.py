# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Blocks cut into parts: lines that are paragraphs of their own, wrapped lines, glued headings, lists, quotes, tables."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest.draft import Draft, Part, Range
from briefing.ingest.extract import Block
from briefing.ingest.hyphens import address_goes_on
from briefing.ingest.imprint import BY, is_imprint
from briefing.ingest.lines import Line, first_word, lines_of, rows_of
from briefing.ingest.notes.references import URL_ONLY, likeness
from briefing.ingest.profile import ALONE, line_key, take_profile
from briefing.ingest.words import UNSPACED, begins_small, ends, hangs, prose, words

HEADING = re.compile(r"\s{0,3}(#{1,6})(?:[ \t]+|$)")
UNDERLINE = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
SEPARATOR = re.compile(r"\s*(?:(?:[*_\-–—=~•·.#+]\s*){3,}|⁂|\[?(?:…|\.\.\.)\]?|[─━═_]{3,}|\*)\s*$")
QUOTE = re.compile(r"\s{0,3}>\s?")
ITEM = re.compile(r"\s*(?:[-+*•·▪▫◦‣●○■□➢✓–—]\s+|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+)\S")
LABEL = re.compile(
    r"\s*(?:\[\^?[\w]{1,4}\]:?|[⁰¹²³⁴-⁹₀-₉]+|\^\{?\(?\d{1,3}\)?\}?|\(\d{1,3}\)|\d{1,3}(?:[.)]|/(?=\s)|(?=\s+[\"“«A-Z(]))|[*†‡§¶]{1,3}(?=\s?\S))"
)
PAGE = re.compile(
    r"(?:page|pg\.?|p\.|seite|pagin[aă]|página|stron[aą]|stran[ay]|sid[ae]|sivu|oldal|sayfa|стр\.?|страница|сторінка|σελίδα|صفحة|صفحه)\s*\d{1,4}(?:\s*(?:of|/|von|van|sur|de|di|z|ze|af|av|из|з|από|من|از)\s*\d{1,4})?"
    r"|\d{1,4}\s*(?:of|/|\|)\s*\d{1,4}(?:\s*pages?)?|[-–—~•·|\[(]+\s*(?:page\s*)?\d{1,4}\s*[-–—~•·|\])]+",
    re.I,
)
"""A page number beyond doubt."""
COUNTED = re.compile(r"\s*([\[(]?)([1-9]\d{0,2})([.)\]]?)\s+\S")
"""A line with a number before it."""
URL_END = re.compile(r"(?:https?://|www\.)\S+$", re.I)
MOST_OF_AN_ADDRESS = 12
"""Lines over which one goes on at most."""
LONGEST_HEADING = 40
"""Words beyond which sentences are no heading, whatever the style."""
FENCE = re.compile(r"\s{0,3}(```|~~~)")
APART = re.compile(r"\s*(\S(?:(?! {3})[^\n])*) {4,}(\S(?:(?! {3})[^\n])*)")
"""A line of two ends, far apart."""
RIGHT = 30
"""Spaces before a line that has a right end alone."""
FRONT = 16
"""Parts from the start among which lines with two ends may stand."""
ROW = re.compile(r"\|.*\||\S\t+\S.*\t|\S {3,}\S.* {3,}\S")


def lay_out(draft: Draft) -> None:
    """Fills `draft.parts` from the extract's blocks."""
    take_profile(draft)
    for number, block in enumerate(draft.extract.blocks):
        start, end = draft.plain.forth(block.start), draft.plain.forth(block.end)
        if not draft.text[start:end].strip():
            continue
        if block.kind in ("text", "foot"):
            draft.parts += _unsettled(draft, block, number, start, end)
        else:
            draft.parts.append(_settled(draft, block, number, start, end))
    strong = {span.start: span.end for span in draft.spans if span.kind == "strong"}
    draft.parts = [
        replace(part, bold=True) if strong.get(part.start, 0) >= part.end - 1 else part
        for part in draft.parts
        if part.text or part.role == "dropped"
    ]


def _settled(draft: Draft, block: Block, number: int, start: int, end: int) -> Part:
    """A block that the reader has settled, as one part."""
    part = draft.part([(start, end)], block, number)
    if block.kind == "heading" and words(part.text) > LONGEST_HEADING and prose(part.text) and ends(part.text):
        return replace(part, kind="paragraph", level=0)  # text in a heading's style
    if block.kind == "heading":
        return replace(part, role="heading")
    if block.kind == "note":
        return replace(part, role="note", id=block.label)
    if block.kind == "caption":
        return part.meta("caption")
    if block.kind == "code":
        return replace(part, role="paragraph")
    return part


def _unsettled(draft: Draft, block: Block, number: int, start: int, end: int) -> list[Part]:
    """A block of lines, cut into parts."""
    lines = lines_of(draft, start, end)
    if not lines:
        return []
    if draft.extract.markup == "markdown" and FENCE.match(lines[0].text):
        return [draft.part([(lines[0].start, lines[-1].end)], block, number, kind="code", role="paragraph")]
    if len(draft.parts) < FRONT and _ends_apart(lines) and not any(words(part.text) > 25 for part in draft.parts):
        return [
            draft.part([(line.start + start, line.start + end)], block, number)
            for line in lines
            for start, end in _halves(line)
        ]
    if len(lines) >= 2 and all(ROW.search(line.text) for line in lines):
        return [draft.part([(lines[0].start, lines[-1].end)], block, number, kind="table")]
    parts: list[Part] = []
    group: list[Line] = []
    rows = rows_of(lines)
    for i, line in enumerate(lines):
        if i in rows:
            if group:
                parts.append(_group(draft, block, number, group))
                group = []
            if i - 1 not in rows:
                last = next(j for j in range(i, len(lines) + 1) if j not in rows) - 1
                parts.append(draft.part([(line.start, lines[last].end)], block, number, kind="table"))
            continue
        if group and (
            draft.again & {line_key(group[-1].text), line_key(line.text)}
            or _breaks(draft, group, line, lines[i + 1 : i + 2])
        ):
            parts.append(_group(draft, block, number, group))
            group = []
        group.append(line)
    if group:
        parts.append(_group(draft, block, number, group))
    return parts


def _ends_apart(lines: list[Line]) -> bool:
    """Whether most lines of a title page have two ends, far apart, or the right one alone, the right ones flush."""
    apart = [bool(APART.fullmatch(line.text)) for line in lines]
    found = [len(line.text) for line, two in zip(lines, apart, strict=True) if two or line.indent > RIGHT]
    low, high = min(found, default=0), max(found, default=0)
    return any(apart) and len(found) >= 0.5 * len(lines) and high - low <= 2 and low >= 50


def _halves(line: Line) -> list[Range]:
    """Where the two ends of a line stand in it, or the whole of one without."""
    match = APART.fullmatch(line.text)
    return [match.span(1), match.span(2)] if match else [(line.indent, len(line.text))]


def _breaks(draft: Draft, group: list[Line], line: Line, rest: list[Line]) -> bool:
    """Whether a line begins a part of its own rather than going on with the group before it."""
    last = group[-1]
    if PAGE.fullmatch(last.text.strip()) or PAGE.fullmatch(line.text.strip()):
        return True
    if line.start in draft.own_labels or line.start in draft.first_lines:
        return True
    if len(group) == 1 and ALONE.fullmatch(last.text):
        return last.start not in draft.own_labels and not _is_label(last, line)
    if draft.wrap and ALONE.fullmatch(line.text) and line.text.strip().isascii():
        return True  # a page's number or the rest of a sentence: the path tells
    if _counts_on(group[0], line):
        return True
    if _cut_address(group, line):
        return False
    if SEPARATOR.match(last.text) or HEADING.match(last.text) or HEADING.match(line.text):
        return True
    if UNDERLINE.match(line.text):
        return len(group) > 1 or len(last.text) > 100
    if UNDERLINE.match(last.text) or SEPARATOR.match(line.text):
        return True
    if bool(QUOTE.match(line.text)) != bool(QUOTE.match(last.text)):
        return bool(QUOTE.match(line.text)) or not draft.wrap
    if ITEM.match(line.text) or LABEL.match(line.text):
        return not _mid_sentence(draft, last, line)
    if last.text.endswith("-") and begins_small(line.text):
        return False
    if URL_END.search(last.text) and not begins_small(line.text) and not line.text.lstrip()[:1].isdigit():
        return True
    if (
        not LABEL.match(group[0].text)
        and BY.match(line.text)
        and is_imprint(line.text)
        and (len(group) == 1 or re.match(r"\W{0,3}by\s", line.text, re.I))
    ):
        return True
    if last.text.endswith("\\"):
        return True
    if not draft.wrap:
        if LABEL.match(group[0].text):  # a note's, below which the text may go on
            return not hangs(last.text) and URL_ONLY.fullmatch(line.text.strip()) is None
        return not _continues(last, line)
    if (
        line.indent >= group[0].indent + 2
        and line.indent >= 2
        and group[0].indent == 0
        and not ITEM.match(group[0].text)
        and not LABEL.match(group[0].text)
    ):
        return True
    if not _short(draft, last, line):
        return _heading_below(draft, last, line, rest)
    return ends(last.text) or not begins_small(line.text)


def _is_label(last: Line, line: Line) -> bool:
    """Whether a figure on a line of its own is the label of the note below it: that is indented, or reads as one."""
    if begins_small(line.text) or ALONE.fullmatch(line.text):
        return False
    return line.indent > last.indent or likeness(line.text) >= 1


def _counts_on(first: Line, line: Line) -> bool:
    """Whether a line's label is the next one behind the label of the group, in the same form."""
    one, two = COUNTED.match(first.text), COUNTED.match(line.text)
    return (
        one is not None and two is not None and one[1] == two[1] and one[3] == two[3] and int(two[2]) == int(one[2]) + 1
    )


def _cut_address(group: list[Line], line: Line) -> bool:
    """Whether an address at the end of a group, which may have begun some lines above, goes on in the next line."""
    text, rest = group[-1].text, line.text.split(maxsplit=1)[0]
    for above in reversed(group[-MOST_OF_AN_ADDRESS:-1]):
        if " " in text.strip():
            break
        text = above.text + text.strip()
    address = URL_END.search(text)
    return address is not None and len(rest) > 3 and not LABEL.match(line.text) and address_goes_on(address[0], rest)


def _short(draft: Draft, last: Line, line: Line) -> bool:
    """Whether a line stopped although the next line's first word would have fitted."""
    gap = 2 if draft.spaced and ends(last.text) else 1
    return len(last.text) + gap + first_word(line) <= (1 if draft.exact else 0.88) * draft.wrap


def _mid_sentence(draft: Draft, last: Line, line: Line) -> bool:
    """Whether a line that looks like an item is just a wrapped sentence with a figure or a dash at its start."""
    goes_on = not ends(last.text) and not last.text.endswith((":", ";"))
    return bool(draft.wrap) and goes_on and not _short(draft, last, line)


def _continues(last: Line, line: Line) -> bool:
    """Where lines are paragraphs: whether two of them are yet one, cut within a sentence."""
    if UNSPACED.match(line.text.lstrip()):
        return len(last.text) > 15 and bool(UNSPACED.search(last.text)) and not ends(last.text)
    return (len(last.text) > 45 or hangs(last.text)) and not ends(last.text) and begins_small(line.text)


def _heading_below(draft: Draft, last: Line, line: Line, rest: list[Line]) -> bool:
    """Whether, below a full line that ends a sentence, a line is a heading: short, open, and the next would have fitted."""
    if not ends(last.text) or ends(line.text) or begins_small(line.text) or len(line.text) > 0.75 * draft.wrap:
        return False
    return not rest or (_short(draft, line, rest[0]) and not begins_small(rest[0].text))


def _group(draft: Draft, block: Block, number: int, group: list[Line]) -> Part:
    """A part of one or more lines, marks at the lines' starts left out."""
    first, last = group[0], group[-1]
    if len(group) == 1 and SEPARATOR.match(first.text):
        return draft.part([(first.start, first.end)], block, number).drop("separators")
    if draft.extract.markup == "markdown":
        if heading := HEADING.match(first.text):
            level = len(heading[1])
            stop = first.start + len(first.text.rstrip("# \t"))
            if stop > first.start + heading.end():
                return draft.part(
                    [(first.start + heading.end(), stop)], block, number, kind="heading", role="heading", level=level
                )
        if len(group) == 2 and UNDERLINE.match(last.text):
            level = 1 if "=" in last.text else 2
            return draft.part([(first.start, first.end)], block, number, kind="heading", role="heading", level=level)
        if QUOTE.match(first.text):
            ranges: list[Range] = []
            for line in group:
                mark = QUOTE.match(line.text)
                ranges.append((line.start + (mark.end() if mark else 0), line.end))
            return draft.part(ranges, block, number, kind="quote")
    kind = "foot" if first.start in draft.own_labels else "item" if ITEM.match(first.text) else block.kind
    return draft.part([(first.start + first.indent, last.end)], block, number, kind=kind)
