"""What the checks know of a language, read from languages/*.yml: number words, months, endings, abbreviations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import snowballstemmer
import yaml
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_name

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LATELY = 2015
"""Money that went out of use since this year is still written of."""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language's words, all in lower case."""

    code: str
    units: Mapping[str, int]
    """Number words that stand for a number alone."""
    weak_units: Mapping[str, int]
    """Number words that count only before a scale or behind a larger number."""
    scales: Mapping[str, int]
    scale_signs: Mapping[str, int]
    ordinals: Mapping[str, int]
    ordinal_endings: tuple[str, ...]
    fractions: Mapping[str, Fraction]
    counted_fractions: frozenset[str]
    """Those that are fractions only behind a count: `a third`."""
    half_of: frozenset[str]
    vague: Mapping[str, int]
    percent: tuple[str, ...]
    plural_endings: frozenset[str]
    """Endings and words that tell a plural, so things that a number counts."""
    singular_endings: tuple[str, ...]
    """Endings of words that are no plurals although they have the ending of one: `business`."""
    joiner: str
    measures: Mapping[str, tuple[str, Fraction]]
    """Words and signs for units → dimension, and how many of its base unit one is; of English and this language."""
    currencies: Mapping[str, str]
    """Signs that stand before or behind an amount → currency."""
    bounds: Mapping[str, str]
    """Phrases beside a number → what they make of it: about, more, least, less, most, near."""
    derived: frozenset[str]
    """Words that say of a number that it is worked out from others."""
    summing: frozenset[str]
    """Those of them that say so of a sum."""
    rates: frozenset[str]
    """Words that say of a number that it is what comes to one of several."""
    derived_before: tuple[str, ...]
    """The same right before the number: `by 12`."""
    shifts: Mapping[str, int]
    """Words behind a span of time → whether it counts on or back: `five months later`."""
    multiples: Mapping[str, Fraction]
    """`doubled` and the like → by how much."""
    times: frozenset[str]
    after_times: frozenset[str]
    """Words that behind `three times` make a multiple of it; else it is a count."""
    day_times: Mapping[str, int]
    """`noon` and the like → minutes from midnight."""
    clock_signs: tuple[str, ...]
    """Words behind an hour of the clock: `Uhr`."""
    clock_bounds: Mapping[str, str]
    """Words before a time of day → what they make of it, as in `bounds`."""
    each: tuple[str, ...]
    """Words before the time for each of which a number is said: `per`."""
    articles: tuple[str, ...]
    """Words before a day or year behind which `before` or `after` counts on, beside `a`."""
    next_words: tuple[str, ...]
    """Words before a day, week, month or year that counts on: `the next day`."""
    in_order: frozenset[str]
    """Words that say that two lists go in step: `respectively`."""
    others: frozenset[str]
    """Words behind a number of those beside one who is named: `and 36 others`."""
    opposites: Mapping[str, frozenset[str]]
    """Word → words that exclude it: `more`, `less`."""
    negations: frozenset[str]
    """Words that deny: `not`, `never`."""
    refusals: frozenset[str]
    """Words that deny what they say was refused, forbidden or lacking."""
    months: Mapping[str, int]
    """Names and abbreviations of months, of this language and of English."""
    short_months: frozenset[str]
    """Full names of months that are short enough to be taken for abbreviations."""
    ambiguous_months: frozenset[str]
    before_month: frozenset[str]
    day_month_joiner: tuple[str, ...]
    feasts: frozenset[str]
    """Days that have a name of their own: `Christmas`."""
    modifiers: Mapping[str, tuple[int, int]]
    """`late` and the like → first and last hundredth of the span that they leave."""
    decades: Mapping[str, int]
    before_ages: frozenset[str]
    """Words before a decade in words that make it an age: `in her thirties`."""
    seasons: Mapping[str, int]
    """Season → its first month."""
    ambiguous_seasons: frozenset[str]
    quarter: str
    quarter_words: Mapping[str, int]
    demonyms: tuple[tuple[str, str], ...]
    """Ending of a name → ending of the adjective or people made of it."""
    irregular: Mapping[str, frozenset[str]]
    """Name → adjectives and peoples that no ending makes, in lower case."""
    seats: Mapping[str, str]
    """Seats of governments, in lower case, for which no time zone is named → code of the country."""
    titles: frozenset[str]
    conjunctions: frozenset[str]
    """Words that part clauses."""
    pronouns: frozenset[str]
    """Words for somebody or something that was named before."""
    comparing: frozenset[str]
    """Words before the second of two things that are compared."""
    prepositions: frozenset[str]
    """Words before the place or the doer of something, which two things of a comparison share."""
    at_places: frozenset[str]
    """Those of them before a place."""
    demonym_stem: int
    common_endings: tuple[str, ...]
    after_noun: frozenset[str]
    """Words that follow a common noun rather than a name."""
    source_words: frozenset[str]
    reporting: frozenset[str]
    """Words that say that somebody says something."""
    now_words: frozenset[str]
    """Words that mean the writer's own day."""
    now_before_noun: tuple[str, ...]
    """Words that do so before a noun alone."""
    time_spans: tuple[str, ...]
    time_units: tuple[str, ...]
    outside_words: frozenset[str]
    """Words for what is known from elsewhere than the sources."""
    posts: frozenset[str]
    as_of: frozenset[str]
    """Words before the date up to which a source knows: `by May`."""
    before_name: frozenset[str]
    """Abbreviations that end no sentence where a capital follows."""
    before_number: frozenset[str]
    function_words: frozenset[str]
    decimal: str
    """The decimal sign; the other one of `.` and `,` parts thousands."""

    @property
    def inflects(self) -> bool:
        """Whether names may stand in several forms beside those that the endings tell of."""
        return self.code != "en"

    @property
    def stem(self) -> Callable[[str], str]:
        """Stems one word in lower case; each word is stemmed once."""
        return _stemmer(self.code)


def language(code: str = "en") -> Language:
    """A language by its ISO code.

    Its file says what differs from English; one without a file has its own months, stems and decimal sign, and the
    English words. Outside English, names may be inflected.
    """
    return _language(code.split("-")[0].split("_")[0].lower())


@cache
def _language(code: str) -> Language:
    """Reads a language once, so that there is one of each."""
    folder = files(__package__) / "languages"
    own = folder / f"{code}.yml"
    english: dict[str, Any] = yaml.load((folder / "en.yml").read_text(encoding="utf-8"), _LOADER)
    signs: dict[str, Any] = yaml.load((folder / "units.yml").read_text(encoding="utf-8"), _LOADER)
    raw, coins = dict(english), _coins(frozenset(signs["other_words"]))
    if code != "en" and own.is_file():
        raw |= yaml.load(own.read_text(encoding="utf-8"), _LOADER)
    return Language(
        code=code,
        months=_months("en") | _months(code) | raw.pop("months_extra"),
        fractions=_fractions(raw.pop("fractions")),
        demonyms=tuple((old, new) for old, _, new in (str(row).partition("/") for row in raw.pop("demonyms"))),
        irregular={name: frozenset(made) for name, made in raw.pop("irregular").items()},
        multiples=_fractions(raw.pop("multiples")),
        opposites=_opposites(raw.pop("opposites")),
        measures=_measures(raw.pop("measures"), english["measures"], signs, coins),
        currencies={code: code for code in coins.values() if "/" not in code} | signs["currencies"],
        bounds={phrase: bound for bound, phrases in raw.pop("bounds").items() for phrase in phrases},
        modifiers={word: (low, high) for word, (low, high) in raw.pop("modifiers").items()},
        decimal=_decimal(code),
        short_months=_short_months(code),
        **{name: _frozen(name, value) for name, value in raw.items()},
    )


def _opposites(rows: list[list[list[str]]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one, other in rows:
        for side, against in ((one, other), (other, one)):
            found |= {word: found.get(word, frozenset()) | frozenset(against) for word in side}
    return found


def _fractions(raw: Mapping[str, Any]) -> dict[str, Fraction]:
    return {word: Fraction(str(value)) for word, value in raw.items()}


def _coins(others: frozenset[str]) -> dict[str, str]:
    """Codes and words of the money that is in use, or was lately → code, or those of several countries: `soles` is PEN,
    `kroner` DKK/NOK; `others` mean something else, too."""
    rows = (row for rows in get_global("territory_currencies").values() for row in rows)
    used = {code for code, _, end, tender in rows if tender and (end is None or end[0] >= LATELY)}
    found: dict[str, set[str]] = {}
    for code in used:
        for count in (1, 2):
            name = get_currency_name(code, count, "en")
            found.setdefault(name.split()[-1], set()).add(code)
            found.setdefault(name.lower(), set()).add(code)
    money = {word: "/".join(sorted(codes)) for word, codes in found.items()} | {code: code for code in used}
    return {word: code for word, code in money.items() if word not in others}


def _measures(
    own: Mapping[str, Any], english: Mapping[str, Any], signs: Mapping[str, Any], coins: Mapping[str, str]
) -> dict[str, Any]:
    """Words for units in lower case, signs as they are written → dimension and factor."""
    found: dict[str, tuple[str, Fraction]] = {
        sign: (dimension, Fraction(str(factor))) for sign, (dimension, factor) in signs["signs"].items()
    }
    for measure, words in (*english.items(), *own.items()):
        dimension, _, factor = measure.partition("*")
        found |= {str(word).lower(): (dimension, Fraction(factor or "1")) for word in words}
    return {word: (code, Fraction(1)) for word, code in coins.items() if word.islower()} | found


def _frozen(name: str, value: Any) -> Any:
    """A list of the file as a tuple where its order counts, as a set where only membership does."""
    if isinstance(value, list):
        words = tuple(str(word) for word in value)
        return words if Language.__annotations__[name].startswith("tuple") else frozenset(words)
    return value


def _months(code: str) -> dict[str, int]:
    """Names of months in lower case, inflected and plain, full and short."""
    try:
        tables = Locale.parse(code).months
    except (UnknownLocaleError, ValueError):
        return {}
    names = {}
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in tables[form][width].items():
                word = name.lower().rstrip(".")
                if len(word) > 2:
                    names[word] = number
    return names


def _short_months(code: str) -> frozenset[str]:
    try:
        names = Locale.parse(code).months["format"]["wide"].values()
    except (UnknownLocaleError, ValueError):
        names = ("May", "June", "July")
    return frozenset(name.lower() for name in names if len(name) <= 4)


def _decimal(code: str) -> str:
    try:
        symbols = Locale.parse(code).number_symbols
    except (UnknownLocaleError, ValueError):
        return "."
    return str(symbols.get("latn", symbols).get("decimal", "."))


@cache
def _stemmer(code: str) -> Callable[[str], str]:
    try:
        name = (Locale.parse(code).english_name or "").lower()
    except (UnknownLocaleError, ValueError):
        name = ""
    if name not in snowballstemmer.algorithms():
        return str
    algorithm = snowballstemmer.stemmer(name)
    return cache(algorithm.stemWord)
