"""The words that pointers look for, by language; read from a file beside this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """A language's words for what pointers look at, all in lower case."""

    negators: frozenset[str]
    denying: frozenset[str]
    irregular: Mapping[str, str]
    """Past form of a verb → the verb: `heard`, `hear`."""
    owning: frozenset[str]
    """Words behind which a noun stands: `her own will`."""
    supposing: frozenset[str]
    """Words behind which nothing is said to be so: `if she did not`."""
    refusing: frozenset[str]
    """Those words that say as much as `not`."""
    opposites: Mapping[str, tuple[tuple[int, int], ...]]
    """Word → the pairs of opposites that it belongs to, each with its pole (0 or 1)."""
    antonyms: Mapping[str, tuple[tuple[int, int], ...]]
    """The same by the stem of a word."""
    unreal: Mapping[str, str]
    """Word → how far what it governs is from being so: `possible`, `planned`, `will`, `must`, `hedged`, `sure`."""
    quantifiers: Mapping[str, str]
    more: tuple[tuple[str, ...], ...]
    less: tuple[tuple[str, ...], ...]
    telling: frozenset[str]
    """Words by which a sentence says that a text is silent: `does not say`."""
    before: tuple[tuple[str, ...], ...]
    at: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]
    units: Mapping[str, tuple[int, float]]
    """Stem of a unit → its dimension, and how many of the dimension's least unit it is."""
    numbers: Mapping[str, float]
    """Number words."""
    degrees: frozenset[str]
    """Words behind `not` that make it a matter of degree: `not only`, `not quite`."""
    verbal: frozenset[str]
    """The negators that deny what a verb says."""
    speaking: frozenset[str]
    pronouns: frozenset[str]
    achieving: frozenset[str]
    """Words behind which an infinitive is done: `managed to`."""
    finite: frozenset[str]
    being: frozenset[str]
    articles: frozenset[str]
    bounds: frozenset[str]
    """Words and signs that a clause begins behind."""
    only: frozenset[str]
    excepting: frozenset[str]
    verbs: frozenset[str]
    """Stems of verbs that no ending tells."""
    joins: tuple[tuple[tuple[str, ...], str, bool], ...]
    """Words that join two things, the relation, and whether what comes first or causes the other stands behind them."""
    measure: frozenset[int]
    """The pairs of opposites that compare."""

    def poles(self, word: str, stem: str) -> tuple[tuple[int, int], ...]:
        """The pairs of opposites that a word belongs to."""
        return self.opposites.get(word) or self.antonyms.get(stem, ())


def cues(code: str) -> Cues | None:
    """The words of a language; None where there is no list for it, and so no pointers."""
    return _cues(code.split("-")[0].lower())


@cache
def _cues(code: str) -> Cues | None:
    from briefing.evidence.language import language

    file = files(__package__) / f"{code}.yml"
    if not file.is_file():
        return None
    raw: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    opposites = _pairs(raw["opposites"], str)
    antonyms = _pairs(raw["antonyms"], language(code).stem, len(raw["opposites"]))
    units: dict[str, tuple[int, float]] = {}
    for dimension, sizes in enumerate(raw["units"]):
        for word, size in sizes.items():
            units[language(code).stem(str(word))] = (dimension, float(size))
    return Cues(
        negators=frozenset(map(str, raw["negators"])),
        denying=frozenset(map(str, raw["denying"])),
        irregular={str(past): str(verb) for verb, pasts in raw["irregular"].items() for past in pasts.split()},
        owning=frozenset(map(str, raw["owning"])),
        supposing=frozenset(map(str, raw["supposing"])),
        refusing=frozenset(map(str, raw["refusing"])),
        opposites=opposites,
        antonyms=antonyms,
        unreal={str(word): name for name, words in raw["unreal"].items() for word in words},
        quantifiers={str(word): name for name, words in raw["quantifiers"].items() for word in words},
        units=units,
        numbers={str(word): float(value) for word, value in raw["numbers"].items()},
        degrees=frozenset(map(str, raw["degrees"])),
        verbal=frozenset(map(str, raw["verbal"])),
        more=_phrases(raw["more"]),
        less=_phrases(raw["less"]),
        before=_phrases(raw["before"]),
        at=_phrases(raw["at"]),
        after=_phrases(raw["after"]),
        telling=frozenset(map(str, raw["telling"])),
        speaking=frozenset(map(str, raw["speaking"])),
        pronouns=frozenset(map(str, raw["pronouns"])),
        achieving=frozenset(map(str, raw["achieving"])),
        finite=frozenset(map(str, raw["finite"])),
        being=frozenset(map(str, raw["being"])),
        articles=frozenset(map(str, raw["articles"])),
        bounds=frozenset(map(str, raw["bounds"])),
        only=frozenset(map(str, raw["only"])),
        excepting=frozenset(map(str, raw["excepting"])),
        verbs=frozenset(language(code).stem(str(word)) for word in (*raw["irregular"], *raw["verbs"])),
        joins=tuple(
            (tuple(str(phrase).split()), name.split()[0], name.endswith("behind"))
            for name, rows in raw["joins"].items()
            for phrase in rows
        ),
        measure=frozenset(which for word in ("more", "stronger", "better") for which, _ in opposites.get(word, ())),
    )


def _pairs(rows: list[Any], key: Callable[[str], str], first: int = 0) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for pair, poles in enumerate(rows, first):
        for pole, words in enumerate(poles):
            for word in words:
                found.setdefault(key(str(word)), []).append((pair, pole))
    return {word: tuple(places) for word, places in found.items()}


def _phrases(rows: list[Any]) -> tuple[tuple[str, ...], ...]:
    """Phrases as their words, the longest first."""
    return tuple(sorted((tuple(str(row).split()) for row in rows), key=len, reverse=True))
