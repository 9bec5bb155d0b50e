"""The check on time: words that mean now, posts without a year, topics that have fallen behind, facts from outside.

Words are signs, not verdicts: each problem names the word, suggests the date of what the sentence cites, and can be
waived in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256

from briefing.codes import report
from briefing.evidence.claims import Sentence, find_sentences
from briefing.evidence.dates import find_dates
from briefing.evidence.facts import Weekday
from briefing.evidence.grounds import grounds, is_held
from briefing.evidence.language import Language
from briefing.evidence.language import language as language_of
from briefing.evidence.markup import plain
from briefing.evidence.quotations import find_quotations
from briefing.evidence.waivers import find_waivers
from briefing.evidence.wording import normalise
from briefing.library import dates
from briefing.memory import Memory
from briefing.model import Claim, Event, HandPage, Key, Library, Passage, Place, Topic
from briefing.problems import Problem
from briefing.settings import Settings

FRONT = "index.md"


def check_time(
    library: Library, claims: tuple[Claim, ...], settings: Settings, memory: Memory | None = None
) -> tuple[Problem, ...]:
    """What in the desk's own words goes out of date unseen, or comes from outside without its record.

    A passage of which `memory` holds that it has no sign of it isn't looked through again.
    """
    language = language_of(settings.language)
    found: list[Problem] = []
    cites = {claim.passage.home for claim in claims if claim.groups}
    people = {entity.says for entity in library.entities.values() if entity.kind == "person" and entity.says}
    for passage in library.passages():
        if passage.kind == "page" and passage.home != FRONT and passage.home not in cites:
            continue  # a page about something else, such as how to use a tool
        is_person, marked = passage in people, passage.text.encode("utf-8", "replace")
        key = f"timely {language.code} {is_person} {sha256(marked).hexdigest()}"
        if memory and memory.get(key):
            continue
        signs = list[str]()
        found += _words(passage, is_person, library, language, signs)
        if memory and not signs:
            memory.keep(key, True)
    on: dict[str, list[Claim]] = {}
    for claim in claims:
        on.setdefault(claim.home, []).append(claim)
    for topic in library.topics.values():
        own = on.get(topic.page, [])
        found += (*_behind(topic, library, own, settings), *_one_source(topic.page, topic.place, library, own))
    found += _one_source(FRONT, Place(f"docs/{FRONT}"), library, on.get(FRONT, []))
    found += (*_older_records(library, claims, settings), *_after_the_edition(library, settings))
    return tuple(found)


def is_time_word(text: str, language: Language) -> bool:
    """Whether a waiver is of a word that means now."""
    return bool(_now(language).search(normalise(text)))


def _words(
    passage: Passage, is_person: bool, library: Library, language: Language, signs: list[str]
) -> Iterator[Problem]:
    """Sentences of one passage with a word that means now, a post, or a fact from outside, and without its date.

    All such words go into `signs`, those that are in order, too.
    """
    allowed = [normalise(text) for waiver in find_waivers(passage.text) for text in waiver.texts]
    for sentence in find_sentences(passage.text, language.code):
        text = _unquoted(plain(passage.text[sentence.start : sentence.end]))
        place = Place(passage.place.path, passage.place.line + passage.text.count("\n", 0, sentence.start))
        word = _now(language).search(text)
        if word and not _is_dated(text, language) and not any(word[0].lower() in words.lower() for words in allowed):
            yield report(
                "E360", place, f"“{word[0]}” means another day with each reader, and the sentence has no date.",
                expected=_suggested(sentence, library), found=word[0], source=text,
            )  # fmt: skip
        post = _any(language.posts).search(text) if is_person else None
        if post and not _is_dated(text, language) and not any(post[0].lower() in words.lower() for words in allowed):
            yield report(
                "E361", place, f"The post “{post[0]}” has no year.",
                expected=_suggested(sentence, library), found=post[0], source=text,
            )  # fmt: skip
        outside = _any(language.outside_words).search(text)
        signs += (sign[0] for sign in (word, post, outside) if sign)
        if outside and not _from_outside(sentence, library):
            yield report(
                "E363", place, f"“{outside[0]}” are named and none is cited.",
                expected="a record, `[@key]`, whose entry in references.bib has an address and a date",
                found=outside[0], source=text,
            )  # fmt: skip


def _is_dated(text: str, language: Language) -> bool:
    """Whether a text names a date with its year."""
    facts = [fact for fact in find_dates(text, language) if not isinstance(fact.value, Weekday)]
    return any(span.dated for fact in facts for span in fact.value)


def _suggested(sentence: Sentence, library: Library) -> str:
    """The date of what a sentence cites, in words."""
    keys = dict.fromkeys(c.key for group in sentence.groups for c in group.citations)
    known = {key: library.works[key].date for key in keys if key in library.works and library.works[key].date}
    if not known:
        return "a year, or a month and year"
    return "; ".join(f"as of {dates.spoken(date)}, the date of `{key}`" for key, date in known.items())


def _from_outside(sentence: Sentence, library: Library) -> bool:
    """Whether a sentence cites a work that is not held."""
    keys = (c.key for group in sentence.groups for c in group.citations)
    return any(key in library.works and not is_held(key, library) for key in keys)


def _behind(topic: Topic, library: Library, claims: Iterable[Claim], settings: Settings) -> Iterator[Problem]:
    """A topic without `since` whose newest source is much older than the edition."""
    if topic.since or not settings.edition or not settings.stale_after:
        return
    keys = {c.key for claim in claims for c in claim.citations if is_held(c.key, library)}
    newest = max((_latest(key, library) for key in keys), default="")
    months = _month(settings.edition) - _month(newest) if newest else 0
    if months > settings.stale_after:
        yield report(
            "E362", topic.place, f"The newest source of “{topic.title}” is {months} months older than the edition.",
            expected="`since:` with the events after it", found=f"{dates.spoken(newest[:7])}, {settings.edition}",
        )  # fmt: skip


def _one_source(home: str, place: Place, library: Library, claims: Iterable[Claim]) -> Iterator[Problem]:
    """A page of two or more judgements that all rest on one and the same source."""
    rows = [grounds(c, library) for c in claims if c.kind == "judgement" and c.groups]
    keys = {row.sources for row in rows}
    if len(rows) > 1 and len(library.sources) > 1 and len(keys) == 1 and not any(row.records for row in rows):
        (only,) = keys
        if len(only) == 1:
            message = f"All {len(rows)} key judgements of {home} rest on `{only[0]}` alone."
            yield report("E364", place, message, expected="judgements that draw on several sources")


def _older_records(library: Library, claims: Iterable[Claim], settings: Settings) -> Iterator[Problem]:
    """Events that rest on records alone, all of them older than the event; and events named as newer, without any."""
    events = {event.says: event for event in library.events}
    since = library.since()
    for claim in claims:
        event = events.get(claim.passage)
        if event is None or not claim.citations:
            continue
        found = grounds(claim, library)
        if event.id in since and not found.records:
            yield report(
                "E365", claim.place, f"The event `{event.id}` is named under `since` and rests on no record.",
                expected="`[@key]` of a work that is not one of the sources", source=claim.text,
            )  # fmt: skip
        elif found.sources or any(citation.locators for citation in claim.citations):
            continue  # a paragraph of a work that isn't held is E307
        elif event.id not in since and settings.edition and event.earliest > settings.edition:
            continue  # it lies ahead
        elif late := _too_late(event, found.records, library):
            yield report(
                "E365", claim.place, f"The event `{event.id}` is later than each record that it cites.",
                expected=f"a record of {dates.spoken(event.earliest)} or after", found=late, source=claim.text,
            )  # fmt: skip


def _after_the_edition(library: Library, settings: Settings) -> Iterator[Problem]:
    """Events that a page tells as having happened, and that come after the day of the edition at the earliest."""
    events = {event.id: event for event in library.events}
    pages: tuple[Topic | HandPage, ...] = (*library.topics.values(), *library.pages)
    for id, place in (row for page in pages for row in page.since):
        event = events.get(id)
        if event and settings.edition and event.earliest > settings.edition:
            yield report(
                "E366", place, f"The event `{id}` is dated after the edition, and `since` tells it as having happened.",
                expected=f"a date of {dates.spoken(settings.edition)}, the edition's, or before",
                found=dates.spoken(event.date), help=f"It stands at {event.place.path}:{event.place.line}.",
            )  # fmt: skip


def _too_late(event: Event, records: Iterable[Key], library: Library) -> str:
    """The date of the newest record where it lies before the event."""
    newest = max((_latest(key, library) for key in records), default="")
    return dates.spoken(newest) if newest and newest < event.earliest else ""


def _latest(key: Key, library: Library) -> str:
    """The last day that a work's date may mean, ISO; empty where it has none."""
    work = library.works.get(key)
    try:
        return dates.parse(work.date).latest if work and work.date else ""
    except ValueError:
        return ""


def _month(day: str) -> int:
    """Months since the year 0."""
    return 12 * int(day[:4]) + int(day[5:7])


def _unquoted(text: str) -> str:
    """A plain text with its quotations blanked."""
    for quotation in find_quotations(text):
        text = text[: quotation.start] + " " * (quotation.end - quotation.start) + text[quotation.end :]
    return normalise(text)


@cache
def _now(language: Language) -> re.Pattern[str]:
    """Words that mean now, and spans that end now: `the past three years`."""
    units = "|".join(map(re.escape, language.time_units))
    spans = "|".join(map(re.escape, language.time_spans))
    words = "|".join(map(re.escape, sorted(language.now_words, key=len, reverse=True)))
    count = r"(?:\s+[\w-]+){0,2}?"
    span = rf"\b(?:{spans}){count}\s+(?:{units})\b(?!\s+of\b)" if spans and units else r"(?!)"
    before = "|".join(map(re.escape, language.now_before_noun)) or "(?!)"
    little = "|".join(map(re.escape, sorted(language.function_words)))
    noun = rf"\b(?:{before})\b(?=\s+(?!(?:{little})\b)[^\W\d_])"
    return re.compile(rf"\b(?:{words})\b|{noun}|{span}", re.IGNORECASE)


@cache
def _any(words: frozenset[str]) -> re.Pattern[str]:
    found = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\b(?:{found})\b" if found else r"(?!)", re.IGNORECASE)
