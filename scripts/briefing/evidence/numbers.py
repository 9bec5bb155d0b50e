"""Numbers in a sentence: digits, words, ordinals, percentages, fractions, ranges."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from briefing.evidence.facts import Fact
from briefing.evidence.language import Language


def find_numbers(text: str, language: Language, taken: tuple[tuple[int, int], ...] = ()) -> tuple[Fact, ...]:
    """The numbers of a normalised text in order; what overlaps a span in `taken` (dates) is left out.

    `value` is an int or a Fraction, so that `a dozen` is 12 and `50%` is a half; a vague amount (`dozens`) is the
    string `~12`. The two ends of a range are two numbers. `one` and `first` count as plain words.
    """
    digits, spelled, starts = _patterns(language)
    found: list[Fact] = []
    end = -1
    # Starts are looked for first: cheap, where the whole patterns are not.
    for digit in _DIGITS.finditer(text):
        if digit.start() >= end and (match := digits.match(text, digit.start())):
            end = match.end()
            _add(found, match, _digits(match, language), taken)
    end = -1
    for word in _LETTERS.finditer(text) if not starts.isdisjoint(_LETTERS.findall(text.lower())) else ():
        if word.start() >= end and word.group().lower() in starts and (spoken := spelled.match(text, word.start())):
            end = spoken.end()
            _add(found, spoken, _spelled(spoken, language), taken)
    return tuple(sorted(found, key=lambda fact: fact.start))


def _add(
    found: list[Fact], match: re.Match[str], value: Fraction | int | str, taken: tuple[tuple[int, int], ...]
) -> None:
    """Adds a number unless it is part of a date."""
    if not any(match.start() < end and start < match.end() for start, end in taken):
        found.append(Fact("number", match.group().strip(), match.start(), match.end(), value))


LONGEST = 40
"""Digits of a number; more of them are compared as they stand."""

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Patterns of numbers in digits and in words, and the words with which the latter begin."""
    comma = r"\." if language.decimal == "," else ","
    percent = "|".join(sorted(language.percent, key=len, reverse=True)).replace(" ", "[ ]")
    scales = "|".join(language.scales)
    signs = "|".join(f"(?-i:{sign})" for sign in language.scale_signs)
    digits = rf"""
        (?<![\w.]) (?<![^\W\d]-)
        (?P<whole> \d{{1,3}} (?: [{comma}'] \d{{3}} )+ (?!\d) | \d+ )
        (?: {re.escape(language.decimal)} (?P<part> \d+ ) )?
        (?: {"|".join(language.ordinal_endings)} )?
        (?: [ -]? (?P<scale> {scales} | {signs} ) \b )?
        (?P<percent> [ ]? (?: {percent} ) )?
        (?!\w)
    """
    units = "|".join(sorted({**language.units, **language.ordinals}, key=len, reverse=True))
    weak = "|".join(sorted(language.weak_units, key=len, reverse=True)).replace(" ", "[ ]")
    term = rf"(?: (?: {units} ) (?: - (?: {units} | {weak} ) )? )"
    amounts = "|".join([*language.fractions, *language.vague])
    spelled = rf"""
        (?<!\w)
        (?: (?P<amount> (?: (?P<count> {units} | {weak} ) [ -] )? (?: {amounts} ) )
          | (?P<whole> (?: {weak} | {term} ) [ -] (?: {scales} ) (?: [ -] (?: {scales} ) )*
                       (?: [ -] (?: {language.joiner} [ ] )? {term} (?: [ -] (?: {scales} ) )* )*
                     | {term} ) )
        (?P<percent> [ -] (?: {percent} ) )?
        (?!\w)
    """
    flags = re.IGNORECASE | re.VERBOSE
    tables = (language.units, language.ordinals, language.weak_units, language.fractions, language.vague)
    starts = frozenset(word.split()[0] for table in tables for word in table)
    return re.compile(digits, flags), re.compile(spelled, flags), starts


def _digits(match: re.Match[str], language: Language) -> Fraction | int | str:
    """Value of a number in digits."""
    whole = re.sub(r"\D", "", match["whole"])
    if len(whole) + len(match["part"] or "") > LONGEST:
        return match.group()
    value: Fraction | int = int(whole)
    if match["part"]:
        value += Fraction(int(match["part"]), 10 ** len(match["part"]))
    if match["scale"]:
        value *= language.scales.get(match["scale"].lower()) or language.scale_signs[match["scale"]]
    return Fraction(value) / 100 if match["percent"] else value


def _spelled(match: re.Match[str], language: Language) -> Fraction | int | str:
    """Value of a number in words."""
    if match["amount"]:
        word = re.split(r"[ -]", match["amount"].lower())[-1]
        if word in language.vague:
            return f"~{language.vague[word]}"
        count = (match["count"] or "one").lower()
        return language.fractions[word] * (language.units.get(count) or 1)
    total = current = 0
    text = match["whole"].lower()
    for phrase, number in language.weak_units.items():
        if " " in phrase:
            text = text.replace(phrase, str(number))
    for word in re.split(r"[ -]+", text):
        if word in language.scales:
            scale = language.scales[word]
            current = max(current, 1) * scale
            if scale > 100:
                total, current = total + current, 0
        elif word != language.joiner:
            tables = (language.units, language.ordinals, language.weak_units)
            current += int(word) if word.isdigit() else next((table[word] for table in tables if word in table), 0)
    return Fraction(total + current, 100) if match["percent"] else total + current
