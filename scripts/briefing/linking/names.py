"""Which names stand for which subject: titles, short forms and aliases of topics and entities."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.codes import report
from briefing.model import Library, Place
from briefing.problems import Problem


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of a subject."""

    text: str
    subject: str
    """`entities/ID` or `topics/SLUG`."""
    place: Place
    title: bool = False
    """Whether it is a topic's title, whose first capital may be a title's only (“Narcotics” names narcotics)."""


def names(library: Library) -> tuple[tuple[Name, ...], tuple[Problem, ...]]:
    """Every spelling of every subject, and a problem for each that two subjects claim (the first keeps it)."""
    owners: dict[str, Name] = {}
    problems: list[Problem] = []
    for name in _spellings(library):
        if sum(map(str.isalnum, name.text)) < 2:
            problems.append(_too_short(name))
            continue
        owner = owners.setdefault(name.text, name)
        if owner.subject != name.subject:
            problems.append(_claimed_twice(owner, name))
    return tuple(owners.values()), tuple(problems)


def _spellings(library: Library) -> Iterator[Name]:
    """Topics first: where both claim a name, the topic's page says more."""
    for topic in library.topics.values():
        subject = f"topics/{topic.slug}"
        for title in dict.fromkeys((topic.title, topic.short)):
            yield Name(_plain(title), subject, topic.place, title=True)
        for alias in topic.aliases:
            yield Name(_plain(alias), subject, topic.place)
    for entity in library.entities.values():
        for alias in dict.fromkeys((entity.name, *entity.aliases)):
            yield Name(_plain(alias), f"entities/{entity.id}", entity.place)


def _plain(name: str) -> str:
    """A name in NFC with single spaces, as texts are read."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _claimed_twice(owner: Name, other: Name) -> Problem:
    first = f"{owner.subject} ({owner.place.path}, line {owner.place.line})"
    return report(
        "E401",
        other.place,
        f"The name “{other.text}” of {other.subject} already belongs to {first}.",
        expected="each name to stand for one subject",
        found=f"“{other.text}” in {owner.place.path}:{owner.place.line} and in {other.place.path}:{other.place.line}",
    )


def _too_short(name: Name) -> Problem:
    return report(
        "E402",
        name.place,
        f"The name “{name.text}” of {name.subject} is too short to be found safely; it is left out.",
        expected="at least two letters or digits",
        found=f"“{name.text}”",
    )
