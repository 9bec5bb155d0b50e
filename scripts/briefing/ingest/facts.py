"""Title, byline, date and the other facts: from the text first, then from what the reader found; doubts reported."""

from __future__ import annotations

import re

from briefing.ingest.account import letters, letters_by_line
from briefing.ingest.correcting import correction
from briefing.ingest.dates import find_dates
from briefing.ingest.disagreements import report_disagreements
from briefing.ingest.draft import Draft
from briefing.ingest.imprint import is_imprint
from briefing.model import Metadatum

FUTURE = re.compile(
    r"\b(?:by|until|till|through|to|target|targets|plan|plans|planned|planning|will|would|expected|projected|forecast|scheduled|due|goal|horizon|beyond|next|future|deadline|vision|agenda|could|may|might|should|aims?|if)\b",
    re.I,
)
MARGINS = frozenset({"running-head", "running-heads", "running-foot", "turned-text", "letterhead", "kicker"})
"""Rules that drop what stands beside a text on its pages."""
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
"""When a page was set or printed."""
SHORT = 60
"""Characters of a line that is place and date alone."""
DATELINE = re.compile(
    r"[A-ZÀ-ÞА-Я][\w .'’,-]{2,40}?[,(]\s*(?P<date>[^()–—-]{6,24}?)\)?\.?\s*"
    r"(?:(?:\([\w ]{2,20}\)|/[\w ]{2,20}/)\s*(?:\.|[–—-])|[–—-])"
)
DAY_FIRST = re.compile(r"\(?(?P<date>\d[^()–—]{5,24}?)(?:\s+[–—-]|\))\s")
"""A text that begins with its day: `3 May 2019 – The mill`, `(3 May 2019) The mill`."""
MARKER = re.compile(r"\[\^[^\]\s]{1,40}\]")

Facts = tuple[str | None, tuple[str, ...], str | None, tuple[Metadatum, ...]]


def facts(draft: Draft) -> Facts:
    """Title, byline, EDTF date, and all metadata."""
    for part in draft.parts:
        if part.role == "title":
            draft.note_down("title", draft.render(part), part)
        elif part.role == "metadata" and part.rule == "byline" and MARKER.search(shown := draft.render(part)):
            draft.note_down("byline-printed", shown, part)
    _as_printed(draft)
    byline, date = _names(draft), _date(draft)
    everything = (*draft.metadata, *draft.extract.metadata)
    title = next((m.value for m in everything if m.field == "title" and m.value.strip()), None)
    if date is not None and date[:4].isdigit():
        _refuted(draft, date)
    report_disagreements(draft)
    if "date" in draft.corrected:
        draft.problems = [p for p in draft.problems if p.code not in ("E230", "E231")]
        draft.doubts = [d for d in draft.doubts if "- {date:" not in d.correction]
    return (MARKER.sub("", title).strip() or None if title else None), byline, date, tuple(dict.fromkeys(everything))


def _as_printed(draft: Draft) -> None:
    """Notes down, as it is printed, each line of the front of which the facts taken from it hold only a piece."""
    noted = letters_by_line(draft.metadata)
    for part in draft.parts:
        if part.role == "metadata" and part.rule != "caption":
            shown = draft.render(part)
            if letters(shown) not in noted.get(draft.line(part.start), ""):
                draft.note_down("printed", shown, part)


def _names(draft: Draft) -> tuple[str, ...]:
    """Names of the byline, each once; those printed in the text win over the file's metadata."""
    printed, held = ([m for m in source if m.field == "byline"] for source in (draft.metadata, draft.extract.metadata))
    known = {word for m in held if draft.extract.medium == "html" for word in m.value.lower().split()}
    sure = {m.line for m in printed if known.intersection(m.value.lower().split())}
    names = [m.value for m in printed or held if not sure or m.line in sure]
    alone = [m.value for m in held if " " in m.value]  # without a `By` of whatever language
    return tuple(dict.fromkeys(next((a for a in alone if name.endswith(f" {a}")), name) for name in names))


def _date(draft: Draft) -> str | None:
    held = [m.value for m in draft.extract.metadata if m.field == "date"]
    for source in (draft.metadata, draft.extract.metadata):
        for name in ("date", "updated"):
            if found := [m.value for m in source if m.field == name]:
                found += [v for v in held if v.startswith(tuple(found))]
                return max(found, key=lambda v: (v[:4].isdigit(), len(v) if name == "date" else 0, v in held))
    return _dateline(draft) or _in_margins(draft)


def _dateline(draft: Draft) -> str | None:
    """A date at the very start of the first paragraph, as news agencies set it (`GENEVA, 3 May 2019 –`), or at that of
    one paragraph of a web page alone."""
    texts = [part for part in draft.parts if part.role == "text"]
    found = [(part, match) for part in texts[:1] if (match := DATELINE.match(part.text))]
    if not found and draft.extract.medium == "html":
        found = [(part, match) for part in texts if (match := DAY_FIRST.match(part.text))]
    if len(found) != 1:
        return None
    part, match = found[0]
    date = next((d.edtf for d in find_dates(match["date"]) if d.edtf), None)
    if date:
        draft.note_down("date", date, part, "text:dateline")
    return date


def _in_margins(draft: Draft) -> str | None:
    """The one day that margins name, as docket lines, feet of journals and archives' stamps do, or lines of a web page
    which say nothing else."""
    drops = [(d.start, d.rule, draft.extract.text[d.start : d.end]) for d in draft.extract.drops]
    drops += [(part.start, part.rule, part.text) for part in draft.parts if part.role in ("dropped", "text")]
    found: dict[str, tuple[int, str]] = {}
    page = draft.extract.medium == "html"
    for start, rule, text in drops:
        told = rule in MARGINS or (page and len(text) < SHORT and is_imprint(text))
        if told and not CLOCK.search(text):
            days = (d.edtf for d in find_dates(text) if d.edtf and len(d.edtf) == len("2006-01-02"))
            found |= dict.fromkeys(days, (start, rule))
    if len(found) != 1:
        return None
    date, (start, rule) = next(iter(found.items()))
    draft.metadata.append(Metadatum("date", date, f"text:{rule}".rstrip(":"), draft.line(start)))
    said = f"The date was taken from a {'margin' if rule in MARGINS else 'line beside the text'}."
    draft.doubt("E216", start, said, correction("date", date), found=date)
    return date


def _refuted(draft: Draft, date: str) -> None:
    """Reports a printed date that is earlier than what the text speaks of as past."""
    limit = (date + "-12-31")[:10] if len(date) == 4 else (date + "-31")[:10]
    later: list[tuple[int, str]] = []
    for part in draft.parts:
        if part.role != "text":
            continue
        for found in find_dates(part.text):
            if found.edtf and found.edtf[:4] > date[:4] and found.edtf > limit and not _planned(part.text, found.start):
                later.append((part.start, found.edtf))
        for match in re.finditer(
            r"(?<![\w./-])(?:in|since|of|during|after)\s(?:(?:early|late|mid-?)\s?)?((?:19|20)\d\d)(?![\w/-])",
            part.text,
        ):
            if int(match[1]) > int(date[:4]) and not _planned(part.text, match.start()):
                later.append((part.start, match[1]))
    if len(later) >= 2:
        at, shown = later[0]
        message = f"The copy prints the date {date}, but its text speaks of {shown} as past."
        dates = ", ".join(sorted({d for _, d in later}))
        line = correction("date", date)
        draft.doubt("E230", at, message, line, expected=f"no event after {date}", found=dates)


def _planned(text: str, at: int) -> bool:
    """Whether a date stands within a sentence about the future."""
    start = max(text.rfind(". ", 0, at), 0)
    return bool(FUTURE.search(text[max(start, at - 60) : at]))
