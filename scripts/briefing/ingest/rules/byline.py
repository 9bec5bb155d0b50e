"""Lines that name the author, the editor or the date, and bylines without `By`."""

from __future__ import annotations

import re

from briefing.ingest.correcting import correction
from briefing.ingest.dates import find_dates
from briefing.ingest.draft import Draft
from briefing.ingest.front import INSTITUTION, ROLE, front_of, is_text, key_of
from briefing.ingest.imprint import BY, DATED, EDITOR, TIME, is_imprint, read_imprint
from briefing.ingest.names import STATION, named, split_names
from briefing.ingest.rules.rule import Rule
from briefing.ingest.words import ends, words


def _apply(draft: Draft) -> None:
    front = front_of(draft)
    told = any(BY.match(draft.parts[i].text) for i in front)
    for at, index in enumerate(front):
        part = draft.parts[index]
        if not part.open or part.kind == "title":
            continue
        if EDITOR.match(part.text) and words(part.text) <= 16:
            _editor(draft, front, at)
        elif BY.fullmatch(part.text.strip() + " "):
            _bare(draft, front, at)
        elif TIME.fullmatch(part.text.strip()):
            draft.parts[index] = part.meta("date")
        elif is_imprint(part.text) and not (told and _by_within(part.text)):
            _imprint(draft, front, at)
        elif DATED.fullmatch(part.text.strip() + " "):
            draft.parts[index] = part.meta("date")


def _by_within(text: str) -> bool:
    """Whether a line without a date says `by` only behind other words, as titles do: `Sung by Ear`."""
    return not BY.match(text) and bool(re.match(r"[^|•·–—]*[^\W\d_]\s+by\s", text, re.I)) and not list(find_dates(text))


def _imprint(draft: Draft, front: list[int], at: int) -> None:
    """A line with names, dates or both."""
    part = draft.parts[front[at]]
    found = read_imprint(part.text)
    if found is None:
        return
    for name in found.names:
        draft.note_down("byline", name, part)
    for date, late in zip(found.dates, found.late, strict=True):
        if date.edtf is None:
            shown = part.text.strip(" *_#>")[date.start : date.end]
            line = correction("date", "YYYY-MM-DD")
            draft.doubt("E231", part.start, f"`{shown}` can be read in two ways.", line, found=shown)
        else:
            draft.note_down("updated" if late else "date", date.edtf, part)
    if found.year:
        draft.note_down("date", found.year, part)
    for piece in found.rest:
        draft.note_down("affiliation" if ROLE.search(piece) or INSTITUTION.search(piece) else "imprint", piece, part)
    draft.parts[front[at]] = part.meta("byline" if found.said or found.names else "date")
    if found.said and found.names:
        _more_names(draft, front, at)


def _more_names(draft: Draft, front: list[int], at: int) -> None:
    """Names on the lines below a byline that ends in a comma or goes on with `and`."""
    before = draft.parts[front[at]]
    for index in front[at + 1 :]:
        part = draft.parts[index]
        follows = before.text.rstrip().endswith((",", " and", " und", " et", "&")) or (
            part.block == before.block and re.match(r"(?:and|und|et|y|&)\s", part.text)
        )
        names = split_names(re.sub(r"^(?:and|und|et|y|&)\s+", "", part.text)) if part.open else ()
        if not follows or not names:
            return
        for name in names:
            draft.note_down("byline", name, part)
        draft.parts[index] = before = part.meta("byline")


def _bare(draft: Draft, front: list[int], at: int) -> None:
    """`By` on a line of its own: the names stand below, one or several a line."""
    part = draft.parts[front[at]]
    taken = 0
    for index in front[at + 1 : at + 6]:
        below = draft.parts[index]
        names = split_names(below.text, lenient=not taken) if below.open and words(below.text) <= 20 else ()
        if not names or (taken and below.block != part.block):
            break
        for name in names:
            draft.note_down("byline", name, below)
        draft.parts[index] = below.meta("byline")
        taken += 1
    known = any(m.field == "byline" for m in (*draft.metadata, *draft.extract.metadata))
    if taken or known:
        draft.parts[front[at]] = part.meta("byline")


def _editor(draft: Draft, front: list[int], at: int) -> None:
    """`Edited by`, with the name on the same line or on the next."""
    part = draft.parts[front[at]]
    match = EDITOR.match(part.text)
    names = part.text[match.end() :] if match else ""
    if not names.strip() and at + 1 < len(front) and draft.parts[front[at + 1]].open:
        names = draft.parts[front[at + 1]].text
        draft.parts[front[at + 1]] = draft.parts[front[at + 1]].meta("editor")
    if re.match(r"\W*(?:series |copy |guest |managing )?edit", part.text, re.I):
        for name in split_names(names, lenient=True):
            draft.note_down("editor", name, part)
    draft.parts[front[at]] = part.meta("editor")


RULE = Rule("byline", "Keeps lines that name author, editor or date as metadata.", _apply)


def _apply_names(draft: Draft) -> None:
    """A byline without `By`: a line of nothing but names below the title."""
    title = next((i for i, p in enumerate(draft.parts) if p.role == "title"), None)
    if title is None or any(m.field == "byline" for m in draft.metadata):
        return
    parts = draft.parts
    front = front_of(draft)
    below = [i for i in front if i > title]
    for n, i in enumerate(below):
        names = _names(draft, front, i)
        if not names:
            continue
        _take(draft, i, names)
        for j in below[n + 1 :]:
            if (
                parts[j].open
                and (ROLE.search(parts[j].text) or INSTITUTION.search(parts[j].text))
                and words(parts[j].text) < 16
            ):
                continue
            more = _names(draft, front, j)
            if not more:
                break
            _take(draft, j, more)
        return


def _names(draft: Draft, front: list[int], i: int) -> tuple[str, ...]:
    """The names on a line, where nothing speaks against their being names: common words, repetition, prose."""
    part = draft.parts[i]
    if not part.open or words(part.text) > 16 or is_text(part):
        return ()
    names = split_names(part.text) or _stationed(part.text, _dated(draft, i))
    if any(_is_common(draft, name) for name in names):
        return ()
    again = sum(1 for j in front if key_of(draft.parts[j].text) == key_of(part.text))
    return names if again == 1 else ()


def _dated(draft: Draft, i: int) -> bool:
    """Whether a date stands right beside a line."""
    return any(draft.parts[j].rule == "date" for j in (i - 1, i + 1) if 0 <= j < len(draft.parts))


def _stationed(text: str, dated: bool) -> tuple[str, ...]:
    """Names on a line that also says what they are or, beside a date, where: `Jane Doe, political correspondent`."""
    names, rest = named(text)
    plain = all(STATION.search(piece) for piece in rest) or (
        dated and len(rest) == 1 and words(rest[0]) <= 2 and rest[0][:1].isupper()
    )
    return names if names and plain and not ends(text.rstrip(".") + " ") and not re.search(r"[:?!]", text) else ()


def _take(draft: Draft, i: int, names: tuple[str, ...]) -> None:
    for name in names:
        draft.note_down("byline", name, draft.parts[i])
    draft.parts[i] = draft.parts[i].meta("byline")


def _is_common(draft: Draft, name: str) -> bool:
    """Whether words of a supposed name are common words of this text."""
    return any(
        re.search(rf"(?<![\w.@/-]){re.escape(token.lower())}(?![\w@/-])", draft.text)
        for token in name.split()
        if len(token) > 3
        and token.lower() not in ("will", "mark", "rose", "bill", "grace", "hope", "frank", "young", "long", "king")
    )


NAMES = Rule("byline-names", "Keeps a line of nothing but names below the title as the byline.", _apply_names)
