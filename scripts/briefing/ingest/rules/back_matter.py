"""What stands after the text: the note on the author, a closing date, acknowledgements of editors."""

from __future__ import annotations

import re

from briefing.ingest.authors import BIO, BIO_DASH, HEAD, is_bio
from briefing.ingest.dates import find_dates
from briefing.ingest.draft import Draft
from briefing.ingest.imprint import AROUND_DATE, BY, DATED, EDITOR
from briefing.ingest.names import clean_name, is_name, split_names
from briefing.ingest.rules.rule import Rule, droppable
from briefing.ingest.words import ends, prose, words

NAME = "author-note"
ABOUT = re.compile(r"about (?:the )?(?P<whom>[^\W\d_].{1,60})|about us", re.I)
REPORTING = re.compile(
    r"\W{0,2}(?:reporting|writing|written) by (?P<names>[^;)(]{4,120}?)(?:\s+in\s[^;)(]{2,40})?\s*(?:[;)]|$)", re.I
)


def _apply(draft: Draft) -> None:
    parts = draft.parts
    text = [i for i, p in enumerate(parts) if droppable(p) and words(p.text) >= 3]
    if not text:
        return
    heads = [i for i in (*text[:8], *text[-8:]) if HEAD.fullmatch(parts[i].text.strip(" *_#:"))]
    for i in heads:
        following = next((j for j in text if j > i), None)
        if following is not None and (is_bio(parts[following].text) or following == text[-1]):
            parts[i] = parts[i].drop(NAME)
            _take(draft, following)
    _about_publisher(draft)
    prose_left = [i for i in text if parts[i].open and (prose(parts[i].text) or is_bio(parts[i].text))]
    for i in reversed(prose_left[-4:]):
        if len(prose_left) < 3 or not is_bio(parts[i].text) or _discussed(draft, i):
            break
        _take(draft, i)
    _front_bio(draft)
    _reporters(draft)
    _closing_byline(draft)


def _about_publisher(draft: Draft) -> None:
    """`About the Institute`, and what follows it at the end: the publisher on itself."""
    parts = draft.parts
    for i in range(len(parts) - 1, max(len(parts) // 2, len(parts) - 12), -1):
        head = ABOUT.fullmatch(parts[i].text.strip(" *_#:")) if droppable(parts[i]) else None
        below = [j for j in range(i + 1, len(parts)) if droppable(parts[j])] if head else []
        if head is None or not below or len(below) > 4:
            continue
        if re.match(
            rf"(?:the\s+)?{re.escape(head['whom'])}\b.{{0,80}}\b(?:is|are|was|conducts|works|provides)\b",
            parts[below[0]].text,
            re.I,
        ):
            for j in (i, *below):
                parts[j] = parts[j].drop("about-publisher")


def _discussed(draft: Draft, i: int) -> bool:
    """Whether the person that a supposed note is about is spoken of in the text, and so is not its author."""
    match = BIO.match(draft.parts[i].text.lstrip(" *_[(—–-•·#"))
    if match is None:
        return False
    if any(m.field == "byline" and m.value.lower() in match["names"].lower() for m in draft.metadata):
        return False
    return any(p.open and match["names"] in p.text for p in draft.parts[:i] if words(p.text) > 20)


def _take(draft: Draft, i: int) -> None:
    """Keeps a note on the author as metadata, and its name where no byline names one."""
    part = draft.parts[i]
    draft.note_down("bio", part.text, part)
    draft.parts[i] = part.meta("bio")
    start = part.text.lstrip(" *_[(—–-•·#")
    match = BIO.match(start) or BIO_DASH.match(start)
    if match is None or any(m.field == "byline" for m in draft.metadata):
        return
    for name in split_names(re.sub(r"^(?:The (?:author|writer)s?,?\s+)", "", match["names"])):
        draft.note_down("byline", name, part, origin="text:author-note")


def _front_bio(draft: Draft) -> None:
    """A note on the author that stands right below the byline."""
    names = {m.value for m in draft.metadata if m.field == "byline"}
    for i, part in enumerate(draft.parts[:40]):
        if part.open and words(part.text) > 4:
            if is_bio(part.text) and any(part.text.startswith(name) for name in names):
                _take(draft, i)
            return


def _reporters(draft: Draft) -> None:
    """Names in an agency's closing credit (`Reporting by …; editing by …`), where nothing else names an author."""
    if any(m.field == "byline" for m in draft.metadata):
        return
    for part in draft.parts[-8:]:
        match = REPORTING.match(part.text) if part.rule == "credit" else None
        for name in split_names(match["names"]) if match else ():
            draft.note_down("byline", name, part, origin="text:author-note")


def _closing_byline(draft: Draft) -> None:
    """`— Name` or a date on the last lines."""
    parts = draft.parts
    for i in reversed([i for i, p in enumerate(parts) if p.open][-3:]):
        text = parts[i].text.strip()
        if prose(text) or words(text) > 12 or (ends(text) and not re.search(r"\d", text)):
            return
        dates = list(find_dates(text))
        label = DATED.match(text)
        left = text[label.end() :] if label else text
        for found in reversed(list(find_dates(left))):
            left = left[: found.start] + " " + left[found.end :]
        if dates and words(AROUND_DATE.sub(" ", left)) <= 2 and not ends(left.strip(" .") + " "):
            if dates[0].edtf and not any(m.field == "date" for m in draft.metadata):
                draft.note_down("date", dates[0].edtf, parts[i])
            parts[i] = parts[i].meta("date")
            continue
        if any(m.field == "byline" and m.value == clean_name(text) for m in draft.metadata):
            parts[i] = parts[i].meta("byline")
            continue
        if EDITOR.match(text) and words(text) <= 16:
            parts[i] = parts[i].meta("editor")
            continue
        match = re.match(r"[—–-]\s*", text) or BY.match(text)
        if match and is_name(clean_name(text[match.end() :])):
            if not any(m.field == "byline" for m in draft.metadata):
                draft.note_down("byline", clean_name(text[match.end() :]), parts[i])
            parts[i] = parts[i].meta("byline")
            continue
        return


RULE = Rule(NAME, "Keeps the note on the author, and a closing date or name, as metadata.", _apply)
