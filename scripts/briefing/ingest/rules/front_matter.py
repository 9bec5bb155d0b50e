"""What is left before the text: affiliations, labels, subtitles; a heading just before the text stays."""

from __future__ import annotations

from briefing.ingest.draft import Draft, Part
from briefing.ingest.front import GENERIC, INSTITUTION, LABEL, ROLE, SERIES, front_of, is_one_of_many, is_text
from briefing.ingest.names import NOT_NAMES
from briefing.ingest.rules.rule import Rule
from briefing.ingest.words import ends, words


def _apply(draft: Draft) -> None:
    title = next((i for i, p in enumerate(draft.parts) if p.role == "title"), None)
    if title is not None:
        _rest(draft, front_of(draft), title)


def _rest(draft: Draft, front: list[int], title: int) -> None:
    """What is left: affiliations below a byline, labels, subtitles, captions; a heading just before the text stays."""
    parts = draft.parts
    below = [i for i in front if i > title and parts[i].open and not is_text(parts[i])]
    byline = next(
        (j for j in range(title, len(parts)) if parts[j].role == "metadata" and parts[j].rule == "byline"), None
    )
    facts = _facts(parts, title)
    if facts:
        _headings(draft, title, max(facts))
    for i in below:
        part = parts[i]
        text = part.text
        if GENERIC.fullmatch(text) or part.kind == "item" or is_one_of_many(parts, i):
            continue
        if (
            byline is not None
            and byline < i
            and not any(parts[j].rule == "standfirst" for j in range(byline, i))
            and words(text) <= 22
            and (ROLE.search(text) or INSTITUTION.search(text) or parts[byline].block == part.block)
        ):
            draft.note_down("affiliation", text, part)
            parts[i] = part.meta("affiliation")
        elif (
            LABEL.fullmatch(text)
            or SERIES.fullmatch(text)
            or (INSTITUTION.search(text) and words(text) <= 10 and not ends(text) and facts and i < max(facts))
        ):
            draft.note_down("series", text, part)
            parts[i] = part.drop("letterhead")
        elif any(j > i for j in facts):
            _between(draft, title, i)
        elif not facts and (
            (i == below[0] and words(text) <= 25 and i == title + 1 and len(below) > 1)
            or (part.block == parts[title].block and words(text) <= 20 and not ends(text))
        ):
            draft.note_down("subtitle", text, part)
            parts[i] = part.meta("subtitle")


def _facts(parts: list[Part], title: int) -> list[int]:
    """Bylines and dates between the title and the text."""
    found = []
    for j in range(title + 1, min(title + 40, len(parts))):
        if parts[j].open and is_text(parts[j]):
            break
        if parts[j].role == "metadata" and parts[j].rule in ("byline", "date"):
            found.append(j)
    return found


def _headings(draft: Draft, title: int, last: int) -> None:
    """What the reader calls a heading, above a byline or date: it heads no section, and sums the text up."""
    for i in range(title + 1, last):
        part = draft.parts[i]
        if part.role == "heading" and part.level > 1 and words(part.text) >= 4 and not GENERIC.fullmatch(part.text):
            draft.note_down("subtitle", part.text, part)
            draft.parts[i] = part.meta("subtitle")


def _between(draft: Draft, title: int, i: int) -> None:
    """A line between the title and a byline or date: a subtitle, a kicker, or something unknown."""
    part = draft.parts[i]
    if words(part.text) >= 3 or part.text.lower().strip() not in NOT_NAMES:
        draft.note_down("subtitle", part.text, part)
        draft.parts[i] = part.meta("subtitle")
    else:
        draft.parts[i] = part.drop("kicker")


RULE = Rule(
    "front-matter", "Keeps affiliations and subtitles as metadata; drops labels between title and text.", _apply
)
