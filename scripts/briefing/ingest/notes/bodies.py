# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Finds the notes themselves: at the foot of pages, after the text, under a heading, with or without their labels."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from briefing.ingest.authors import HEAD as AUTHOR_HEAD
from briefing.ingest.authors import is_bio
from briefing.ingest.dates import find_dates
from briefing.ingest.draft import Draft, Part
from briefing.ingest.imprint import AROUND_DATE
from briefing.ingest.notes.labels import LABEL, split_figures, value_of
from briefing.ingest.notes.references import URL, URL_ONLY, likeness
from briefing.ingest.rules.comments import HEAD as COMMENT_HEAD
from briefing.ingest.rules.rule import Rule
from briefing.ingest.rules.teasers import HEAD as TEASER_HEAD
from briefing.ingest.words import begins_small, cut_off, ends, prose, title_case, words

SEEN = frozenset(("text", "paragraph", "heading", "title", "metadata", "note"))
"""Roles of what a reader sees."""
HEAD = re.compile(
    r"(?:\d+\.?\s*)?(?:(?:end|foot)[ -]?notes?|notes?(?: (?:and|&) (?:references|sources))?|references?(?: (?:and|&) notes)?|sources?|citations?|"
    r"bibliography|works cited|literature(?: cited)?|anmerkungen|fußnoten|endnoten|quellen|notes de bas de page|références|notas|"
    r"referencias|fuentes|note|примечания|сноски|источники|ссылки|литература|الهوامش|المراجع|پانوشت(?:‌?ها)?|پی‌?نوشت(?:‌?ها)?|منابع)\s*:?",
    re.I,
)
TAILS = (TEASER_HEAD, COMMENT_HEAD, AUTHOR_HEAD)
"""Heads of what may stand below the notes."""
MARK = re.compile(
    r"[⁰¹²³⁴-⁹₁-₉]|\[\^?\d{1,3}\]|\^\{?\d|(?<=[^\W\d_][.,;:!?\"”’)])\d{1,3}(?=\s|$)|[a-z]{3}\d{1,2}(?=[\s.,;)])"
)
"""What looks like a marker at first sight."""
MOST_HEADS = 12
"""Headings such as `Notes` that are looked at, from the end."""


def _apply(draft: Draft) -> None:
    for i, part in enumerate(draft.parts):
        if part.role == "note" or part.kind == "foot":
            draft.parts[i] = _labelled(draft, replace(part, role="note"))
    _regions(draft)
    _symbols(draft)
    _feet(draft)
    _continue(draft)


def _labelled(draft: Draft, part: Part) -> Part:
    """A note with its printed label, if any, split off."""
    match = LABEL.match(part.text)
    if match is None:
        return part
    label = next(v for k, v in match.groupdict().items() if v is not None and k != "after")
    return replace(_without(draft, part, match.end()), label=label.strip("{}() "))


def _without(draft: Draft, part: Part, size: int) -> Part:
    """A part without its first characters, counted in its plain text."""
    start, end = part.ranges[0]
    wanted = "".join(part.text[:size].split())
    at = start
    seen = 0
    edits = {e.start: e for e in draft.within(start, end) if e.end > e.start}
    while at < end and seen < len(wanted):
        if at in edits and not edits[at].plain:
            at = edits[at].end
            continue
        seen += not draft.text[at].isspace()
        at += 1
    if at >= end:
        return part
    draft.labels.append((start, at))
    made = replace(part, ranges=((at, end), *part.ranges[1:]))
    return replace(made, text=draft.render(made))


def label_of(part: Part, draft: Draft | None = None) -> tuple[str, str]:
    """A part's possible label and its form (`raised`, `bracket`, `plain`, …); empty where it has none."""
    match = LABEL.match(part.text)
    if match is None or (match["plain"] and _is_date(part.text)):
        return "", ""
    groups = match.groupdict()
    form = next(k for k, v in groups.items() if v is not None and k != "after")
    if (
        form == "plain"
        and groups["after"] == ""
        and match.group().rstrip() == groups["plain"]
        and not match.group().endswith(" ")
    ):
        form = "glued"
    label = groups[form if form != "glued" else "plain"]
    if draft is not None and form in ("plain", "glued", "alone", "symbol") and _is_raised(draft, part):
        form = "raised"
    return label, form


def _is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    left = text
    for found in reversed(tuple(find_dates(text[:60]))):
        left = left[: found.start] + left[found.end :]
    return left != text and bool(AROUND_DATE.fullmatch(left))


def _is_raised(draft: Draft, part: Part) -> bool:
    """Whether a part begins with small raised type."""
    at = part.start
    while at < part.end:
        hidden = next((e for e in draft.within(at, at + 1) if e.start == at and e.end > at and not e.plain), None)
        if hidden is not None:
            at = hidden.end
        elif draft.text[at].isspace():
            at += 1
        else:
            break
    return at in draft.raised


# --- notes under a heading of their own ---


def _regions(draft: Draft) -> None:
    """Everything under a heading such as `Notes`, as far as it reads as notes."""
    parts = draft.parts
    heads = [i for i, p in enumerate(parts) if p.role in ("text", "heading") and HEAD.fullmatch(p.text.strip(" *_#"))]
    for i in heads[-MOST_HEADS:]:
        part = parts[i]
        body = [j for j in range(i + 1, len(parts)) if parts[j].role in ("text", "note", "heading")]
        if not body:
            continue
        first = body[0]
        labelled = bool(value_of(label_of(parts[first], draft)[0])) or parts[first].role == "note"
        stop = _region_end(draft, body, labelled)
        region = [j for j in body if j < stop]
        like = sum(likeness(parts[j].text) >= 2 or bool(URL_ONLY.fullmatch(parts[j].text)) for j in region)
        if not region or not (labelled or like >= 0.4 * len(region)) or not (labelled or _called(draft, i)):
            continue
        parts[i] = part.drop("notes-heading")
        for j in range(i + 1, stop):
            if parts[j].role == "text":
                parts[j] = _labelled(draft, replace(parts[j], role="note"))


def _called(draft: Draft, before: int) -> bool:
    """Whether anything before a list without labels looks like a marker."""
    raised = any(span.kind in ("raised", "ref") for span in draft.spans)
    return raised or any(MARK.search(p.text) for p in draft.parts[:before] if p.open)


def _region_end(draft: Draft, body: list[int], labelled: bool) -> int:
    """Index past the last note of a region: it ends at a heading, at a note on the author, at prose that is no note."""
    parts = draft.parts
    last, expected = body[0] - 1, 0
    for j in body:
        part = parts[j]
        value = value_of(label_of(part, draft)[0])
        if part.role == "heading" or (
            not value and (is_bio(part.text) or any(tail.fullmatch(part.text.strip(" *_#:")) for tail in TAILS))
        ):
            break
        if part.role != "note" and value != expected + 1:
            if labelled and not value and not _goes_on(parts[j - 1], part):
                break
            if not labelled and words(part.text) > 45 and likeness(part.text) < 1.5:
                break
        expected = value or expected
        last = j
    return last + 1


def _goes_on(before: Part, part: Part) -> bool:
    """Whether an unlabelled part goes on with the note before it."""
    if URL_ONLY.fullmatch(part.text) or begins_small(part.text):
        return True
    return (not ends(before.text) and words(part.text) < 40) or likeness(part.text) >= 2


# --- notes marked with symbols ---


def _symbols(draft: Draft) -> None:
    """`* The author …`: a line that begins with a symbol which also stands after a word further up."""
    first: dict[str, int] = {}
    for i, part in enumerate(draft.parts):
        match = re.match(r"([*†‡§]{1,3})\s?(?=[^\s*†‡§])", part.text)
        if part.role == "text" and match is not None and first.get(match[1], i) < i:
            draft.parts[i] = _labelled(draft, replace(part, role="note"))
        if part.role != "note":
            for mark in re.finditer(r"(?<=[^\s*†‡§])([*†‡§]{1,3})(?![*†‡§\w])", part.text):
                first.setdefault(mark[1], i)


# --- notes at the foot of pages, and labelled notes after the text ---

SURE = {"markdown": 6.0, "raised": 3.5, "lowered": 3.0, "caret": 3.5, "bracket": 1.5, "word": 2.5, "paren": 0.0,
        "plain": 0.0, "glued": 0.0, "symbol": -1.0, "alone": -9.0, "": 0.0}  # fmt: skip


def _feet(draft: Draft) -> None:
    parts = draft.parts
    if any(part.id for part in parts):  # the reader knows the notes: what it left is text
        return
    inside = _between_cuts(parts)
    marks = _plausible(draft)
    last_prose = max((i for i, p in enumerate(parts) if p.role == "text" and _is_body(p)), default=-1)
    previous = 0
    for i, part in enumerate(parts):
        if part.role != "text" or part.kind in ("heading", "title", "table"):
            continue
        label, form = label_of(part, draft)
        value = value_of(label)
        match = LABEL.match(part.text) if label else None
        rest = part.text[match.end() :] if match else part.text
        like = likeness(rest)
        if _is_numbered_heading(form, rest, like):
            continue
        score = like + SURE[form]
        score += 3.5 if i in inside else 0.0
        score += 2.5 if like >= 1 and i + 1 < len(parts) and URL_ONLY.fullmatch(parts[i + 1].text) else 0.0
        score += 1.5 if i and parts[i - 1].rule == "separators" else 0.0
        score += 1.5 if previous and value == previous + 1 else 0.0
        if value and form in ("plain", "paren", "glued", "bracket"):
            score += 1.0 if value in marks else -1.0
        if value and i > last_prose:
            score += 1.0
        if form in ("plain", "paren") and i not in inside and like < 1:
            score -= 1.5
        if i in inside and not value and like < 1 and not ends(part.text) and not _is_running_head(part):
            continue
        if i in inside and not value and like < 1 and _is_running_head(part):
            parts[i] = part.drop("running-heads")
        elif score >= (3.0 if value else 3.5):
            parts[i] = _labelled(draft, replace(part, role="note")) if value else replace(part, role="note")
            previous = value or (previous + 1 if previous else 0)
    _gaps(draft, marks)
    _neighbours(draft, marks, last_prose)


def _gaps(draft: Draft, marks: set[int]) -> None:
    """Labelled pieces whose number just fills the gap between the notes around them are notes too."""
    parts = draft.parts
    following: dict[int, int] = {}
    after = 0
    for i in range(len(parts) - 1, -1, -1):
        following[i] = after
        if parts[i].role == "note" and value_of(parts[i].label):
            after = value_of(parts[i].label)
    before = 0
    for i, part in enumerate(parts):
        if part.role == "note" and value_of(part.label):
            before = value_of(part.label)
        if part.role != "text" or part.kind in ("heading", "title", "table"):
            continue
        label, form = label_of(part, draft)
        value = value_of(label)
        match = LABEL.match(part.text)
        rest = part.text[match.end() :] if match else part.text
        if _is_numbered_heading(form, rest, likeness(rest)):
            continue
        if form == "alone" or not value or not (value == before + 1 or value + 1 == following[i]) or value not in marks:
            continue
        beside = [
            p for p in (draft.near(i, -1, SEEN, 12), draft.near(i, 1, SEEN, 12)) if p is not None and p.role == "note"
        ]
        spaced = (
            form == "plain"
            and not re.match(r"\s*\d+[.):]", part.text)
            and not begins_small(part.text.lstrip("0123456789 "))
        )
        if beside or (spaced and words(part.text) < 60 and (before or following[i])):
            parts[i] = _labelled(draft, replace(part, role="note"))
            before = value


def _is_numbered_heading(form: str, rest: str, like: float) -> bool:
    """Whether a labelled line is rather a numbered heading: short, open, set like a title."""
    return form in ("plain", "glued") and like < 1 and words(rest) <= 10 and not ends(rest) and title_case(rest) > 0.7


def _is_running_head(part: Part) -> bool:
    """Whether a line within a cut sentence is a page's head rather than a note: short, open, set like a title."""
    return words(part.text) <= 14 and not ends(part.text) and title_case(part.text) > 0.8 and not URL.search(part.text)


def _neighbours(draft: Draft, marks: set[int], last_prose: int) -> None:
    """Short pieces between two notes are notes too; after the text, also beside one, while markers are left without."""
    parts = draft.parts
    called = next((n for n in range(1, len(marks) + 2) if n not in marks), 1) - 1
    left = called - sum(1 for p in parts if p.role == "note" and not URL_ONLY.fullmatch(p.text))
    for i, part in enumerate(parts):
        near = [p for p in (draft.near(i, -1, SEEN, 12), draft.near(i, 1, SEEN, 12)) if p is not None]
        between = len(near) == 2 and all(p.role == "note" and not p.label for p in near) and not MARK.search(part.text)
        if not between and (i <= last_prose or left <= 0):
            continue
        if (
            part.role == "text"
            and any(p.role == "note" for p in near)
            and ends(part.text)
            and 4 <= words(part.text) <= 30
            and not is_bio(part.text)
        ):
            parts[i] = _labelled(draft, replace(part, role="note"))
            left -= 1


def _is_body(part: Part) -> bool:
    return words(part.text) > 25 and prose(part.text) and not label_of(part)[0] and likeness(part.text) < 2.5


def _between_cuts(parts: list[Part]) -> set[int]:
    """Parts that stand between the two halves of a cut sentence: what stands there is a note, or chrome."""
    inside: set[int] = set()
    i = 0
    while i < len(parts):
        if (
            parts[i].role == "text"
            and words(parts[i].text) >= 6
            and prose(parts[i].text + " .")
            and cut_off(parts[i].text)
        ):
            for j in range(i + 1, min(i + 30, len(parts))):
                part = parts[j]
                if (
                    part.role == "text"
                    and begins_small(part.text)
                    and words(part.text) >= 2
                    and not URL_ONLY.fullmatch(part.text)
                ):
                    inside.update(k for k in range(i + 1, j) if parts[k].role == "text")
                    break
                if part.role == "heading" or (part.role == "text" and _is_body(part)):
                    break
        i += 1
    return inside


def _plausible(draft: Draft) -> set[int]:
    """Numbers that stand somewhere in the text in a form that only markers have."""
    found: set[int] = set()
    mark = re.compile(
        r"\[\^?(\d{1,3})\]|([⁰¹²³⁴-⁹₀-₉]+)|\^\{?\(?(\d{1,3})|(?<=[^\W\d_][.,;:!?\"”’)»])[\"”’)]?(\d{1,3})(?=[\s\"”’)]|$)|(?<=[^\W\d_]{3})(\d{1,2})(?=[\s.,;:)\"”]|$)"
        r"|(?<=[\w.,\"”])\s?\((\d{1,3})\)"
    )
    for part in draft.parts:
        if part.open:
            for match in islice(mark.finditer(part.text), 2000):
                value = value_of(next(g for g in match.groups() if g))
                found.add(value)
                found.update(*split_figures(str(value)))
    for span in draft.spans:
        if span.kind in ("raised", "ref"):
            found.add(value_of(draft.text[span.start : span.end].strip("[]() ")))
    return found


# --- notes in several pieces ---


def _continue(draft: Draft) -> None:
    """Joins what goes on with a note: an address on a line of its own, a label on a line of its own, a wrapped rest."""
    parts = draft.parts
    out: list[Part] = []
    for part in parts:
        before = out[-1] if out else None
        if before is not None and before.role == "note" and _is_continuation(before, part):
            joined = replace(
                before,
                ranges=(*before.ranges, *part.ranges),
                joined=(*before.joined, " ", *part.joined),
            )
            out[-1] = replace(joined, text=draft.render(joined))
        else:
            out.append(part)
    draft.parts = out


def _is_continuation(before: Part, part: Part) -> bool:
    if part.role == "note":
        return not part.label and not part.id and bool(URL_ONLY.fullmatch(part.text)) and not URL.search(before.text)
    if part.role != "text":
        return False
    if URL_ONLY.fullmatch(part.text):
        return not URL.search(before.text) or not ends(before.text)
    return part.block == before.block and begins_small(part.text) and not ends(before.text) and words(part.text) < 30


RULE = Rule("notes", "Takes the notes out of the text, from the foot of pages or its end.", _apply)
