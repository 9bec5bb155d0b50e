"""entities.yml and timeline.yml: lists of rows."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from briefing.codes import report
from briefing.library import dates
from briefing.library.fields import EntityFields, EventFields
from briefing.library.inputs import read_text
from briefing.library.judgements import remark
from briefing.library.located import Yaml
from briefing.library.names import slug_problem
from briefing.library.validate import validate
from briefing.library.yaml_text import parse_yaml
from briefing.model import Entity, Event, Passage, Place
from briefing.problems import Problem

_CITATION = re.compile(r"\[[^\[\]@]*@[^\[\]]*\]")
_WORD = re.compile(r"\w+")
_WORDS = 6
"""Words of an event that go into an id made for it."""


@lru_cache(maxsize=64)
def read_entities(path: str, data: bytes) -> tuple[tuple[Entity, ...], tuple[Problem, ...]]:
    """The entities of entities.yml; a row that can't be used is left out and reported."""
    rows, problems = _rows(path, data)
    found: list[Entity] = []
    wrong = list(problems)
    taken: dict[str, Place] = {}
    for row in rows:
        fields, row, more = validate(EntityFields, row)
        wrong += more
        if fields is None:
            continue
        place = row.key_place()
        more = _claim(taken, fields.id, place, "entity")
        wrong += more
        if not more:
            home = f"entities/{fields.id}.md"
            says = Passage(fields.says, row.place("is"), home, "entity", "is") if fields.says else None
            aliases = tuple(dict.fromkeys(fields.aliases))
            found.append(Entity(fields.id, fields.name, fields.kind, aliases, says, place))
    return tuple(found), tuple(wrong)


@lru_cache(maxsize=64)
def read_timeline(path: str, data: bytes) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """The events of timeline.yml by date; topics are not yet compared with those that there are."""
    rows, problems = _rows(path, data)
    found: list[Event] = []
    wrong = list(problems)
    taken: dict[str, Place] = {}
    for row in rows:
        fields, row, more = validate(EventFields, row)
        wrong += more
        if fields is None:
            continue
        try:
            date = dates.parse(fields.date)
        except ValueError as error:
            message = "The date of the event is not EDTF."
            wrong.append(report("E140", row.place("date"), message, expected=str(error), found=fields.date[:80]))
            continue
        id = fields.id or event_id(fields.date, fields.says)
        more = _claim(taken, id, row.key_place(), "event")
        wrong += more
        if not more:
            says = Passage(fields.says, row.place("says"), "timeline.md", "event", f"event:{id}")
            topics = tuple(dict.fromkeys(fields.topics))
            why = fields.approximate
            approximate = remark(why, row.place("approximate"), "timeline.md", f"date:{id}") if why else None
            at = row.place("topics")
            event = Event(id, date.text, date.earliest, date.latest, approximate, says, topics, at, fields.chain)
            found.append(event)
    return tuple(sorted(found, key=lambda e: (e.earliest, e.latest))), tuple(wrong)


def event_id(date: str, says: str) -> str:
    """An id made of an event's date and first words: an edit to another event does not change it.

    >>> event_id("2018-11-09", "*Moscow* hosts a second meeting of the format. [@ramani2019, ¶4]")
    '2018-11-09-moscow-hosts-a-second-meeting-of'
    """
    words = _WORD.findall(unicodedata.normalize("NFC", _CITATION.sub("", says)).casefold().replace("_", " "))
    return "-".join([*_WORD.findall(date.casefold()), *words[:_WORDS]])[:90].rstrip("-")


def _rows(path: str, data: bytes) -> tuple[tuple[Yaml, ...], tuple[Problem, ...]]:
    """The rows of a file that holds a list; what is no row is reported."""
    text, problems = read_text(data, path)
    if text is None:
        return (), problems
    document, more = parse_yaml(text, path)
    problems += more
    if document is None or document.value is None:
        return (), problems
    if not isinstance(document.value, list):
        expected = "a list, each row beginning with `- `"
        return (), (*problems, report("E115", document.place(), f"{path} is no list.", expected=expected))
    rows = document.rows()
    wrong = tuple(
        report("E115", row.key_place(), "The row is no mapping.", expected="`field: value`", found=str(row.value)[:80])
        for row in rows
        if not isinstance(row.value, dict)
    )
    return tuple(row for row in rows if isinstance(row.value, dict)), (*problems, *wrong)


def _claim(taken: dict[str, Place], id: str, place: Place, what: str) -> tuple[Problem, ...]:
    """Takes an id, unless it can't be used or stands already."""
    trouble = slug_problem(id)
    if trouble:
        return (report("E117", place, f"The id `{id[:100]}` can't be used: {trouble}.", found=id[:100]),)
    first = taken.setdefault(id.casefold(), place)
    if first is place:
        return ()
    expected = f"each id once; the {what} on line {first.line} has it already"
    return (report("E118", place, f"The id `{id}` stands twice.", expected=expected, found=id),)
