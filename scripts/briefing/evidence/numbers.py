"""Numbers in a sentence: digits, words, ordinals, percentages, fractions, ranges, codes, with what they count."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from briefing.evidence.facts import Fact, Quantity
from briefing.evidence.language import Language
from briefing.evidence.lexicon import is_ordinary, is_people, is_place
from briefing.evidence.quantities import DAYS, SHARES
from briefing.evidence.wording import first_words

LONGEST = 40
"""Digits of a number; more of them are compared as they stand."""

OLDEST = 120
"""Years up to this may be an age, which is said without them: `people over 80`."""
SECOND = {"second": 2, "other": 2}
"""What is no ordinal by itself, and one behind `every`."""
NO_AMOUNTS = frozenset({"code", "times", "share", "ratio"})
"""Units that no other number takes over."""
MOST_PERCENT = 1000
"""What is greater is no percentage of which the sign was left out."""
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_CODE = re.compile(
    r"(?<![\w.,-])(?:[A-Z][A-Za-z]{0,5}-?)?\d[\dA-Z]*(?:[-/][\dA-Z]+){2,}(?![\w-])"
    r"|(?<![\w.,-])[A-Z]{1,6}-\d+(?:-\d+)*(?![\w-])"
    r"|(?<=[^\W\d_] )(?<![\w.,-])(?P<one>\d{1,4})(?P<mark>[-/])(?P<two>\d{1,4})(?!\w|[%/-]|[.,]\d)"
)
_JOINED = re.compile(r"(?: [^\W\d_]+)? ?(?:or|and) ", re.IGNORECASE)
_OF = re.compile(r" (?:in|out of) (?:every )?(\d+|[^\W\d_]+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.? $")
_NAMED = re.compile(r"(?<!\w)(\w+)(\W?) ([A-Z][^\W\d_]+) $")
_AND = ("", "and", "und", "et", "y", "и")
_SENTENCE = re.compile(r"[.?!]\W? ")
_FELLOW = re.compile(
    r"[ ]?(?:-|,|to|and|or|of|from|until|against|versus|bis|und|von|gegen|à|et|contre|y|a|до|и|из|против|—)?"
    r"[ ]?(?:the[ ])?",
    re.IGNORECASE,
)


class _Found(NamedTuple):
    start: int
    end: int
    value: Fraction | int | str
    unit: str
    scaled: int
    """What its word of scale multiplied it by, 1 where it has none."""


def find_codes(text: str, language: Language) -> tuple[Fact, ...]:
    """Numbers of acts, flights and records, `Order 22-01`, `2018-23-51`, `CVE-2020-1350`: compared as they are written.

    Two numbers with a hyphen between are a range, unless a word with a capital that is no month names them and they
    can't be one: the first is higher, or the second begins with a nought.
    """
    if "-" not in text and "/" not in text:
        return ()
    found = []
    for match in _CODE.finditer(text):
        if match["one"]:
            word = _WORD_BEFORE.search(text, max(0, match.start() - 30), match.start())
            named = word is not None and word[1][0].isupper() and word[1].lower() not in language.months
            ranged = not match["two"].startswith("0") and (
                int(match["one"]) < int(match["two"]) or (len(match["one"]) == 4 and len(match["two"]) == 2)
            )
            if not named or (ranged and match["mark"] == "-"):
                continue
        elif re.fullmatch(r"(?:1\d|20)\d\d-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])", match.group()) or re.fullmatch(
            r"\d{1,2}/\d{1,2}/\d{2,4}", match.group()
        ):
            continue  # a date
        found.append(
            Fact("number", match.group(), match.start(), match.end(), Quantity(match.group().casefold(), "code"))
        )
    return tuple(found)


def find_numbers(text: str, language: Language, taken: tuple[tuple[int, int], ...] = ()) -> tuple[Fact, ...]:
    """The numbers of a normalised text in order; what overlaps a span in `taken` (dates, codes) is left out.

    `value` is a `Quantity`. The two ends of a range are two numbers. `one` and `first` count as plain words.
    """
    digits, spelled, starts, multiples = _patterns(language)
    found: list[_Found] = []
    end = -1
    # Starts are looked for first: cheap, where the whole patterns are not.
    for digit in _DIGITS.finditer(text):
        if digit.start() >= end and (match := digits.match(text, digit.start())):
            end = match.end()
            _add(found, match, *_digits(match, language), taken)
    end = -1
    lower = text.lower()
    for match in _ratios(language).finditer(text) if _has_ratio(lower, language) else ():
        a, b = (_one(part or "one", language) for part in match.group(1, 3))
        behind = _NEXT.match(text, match.end())
        if a < b and not (match["things"] and behind and is_plural(behind[1], language)):  # `two men in three boats`
            _add(found, match, Fraction(a, b), "ratio", 1, taken)
            taken = (*taken, match.span())
    for match in _every(language).finditer(text) if "every " in lower else ():
        _add(found, match, Fraction(1, {**language.ordinals, **SECOND}[match[1].lower()]), "ratio", 1, taken)
        taken = (*taken, match.span())
    found = [one for one in found if one.unit == "ratio" or not any(one.start < e and s < one.end for s, e in taken)]
    for word in _LETTERS.finditer(text) if not starts.isdisjoint(_LETTERS.findall(lower)) else ():
        if word.start() < end or word.group().lower() not in starts:
            continue
        if spoken := spelled.match(text, word.start()):
            end = spoken.end()
            _add(found, spoken, *_spelled(spoken, language), taken)
        elif multiple := multiples.match(text, word.start()):
            end = multiple.end()
            value = language.multiples.get(multiple.group().lower(), Fraction(2))
            _add(found, multiple, value, "times", 1, taken)
    return tuple(_measured(sorted(found), text, language))


def _add(
    found: list[_Found],
    match: re.Match[str],
    value: Fraction | int | str,
    unit: str,
    scaled: int,
    taken: tuple[tuple[int, int], ...],
) -> None:
    """Adds a number unless it is part of a date."""
    if not any(match.start() < end and start < match.end() for start, end in taken):
        found.append(_Found(match.start(), match.end(), value, unit, scaled))


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str], re.Pattern[str]]:
    """Patterns of numbers in digits and in words, the words with which the latter begin, and multiples."""
    comma = r"\." if language.decimal == "," else ","
    percent = "|".join(sorted(language.percent, key=len, reverse=True)).replace(" ", "[ ]")
    scales = "|".join(language.scales)
    signs = "|".join(f"(?-i:{sign})" for sign in language.scale_signs)
    attached = "|".join(re.escape(sign) for sign in language.measures if not sign.islower() or len(sign) < 4)
    digits = rf"""
        (?<![\w.]) (?<![^\W\d]-)
        (?P<whole> \d{{1,3}} (?: [{comma}'] \d{{3}} )+ (?!\d) | \d+ )
        (?: {re.escape(language.decimal)} (?P<part> \d+ ) )?
        (?: {"|".join(language.ordinal_endings)} )?
        (?: [ -]? (?P<scale> {scales} | {signs} ) \b )?
        (?P<percent> [ ]? (?: {percent} ) (?!\w) )?
        (?: (?!\w) | (?= (?-i: {attached} ) (?!\w) ) )
    """
    units = "|".join(sorted({**language.units, **language.ordinals}, key=len, reverse=True))
    weak = "|".join(sorted(language.weak_units, key=len, reverse=True)).replace(" ", "[ ]")
    term = rf"(?: (?: {units} ) (?: - (?: {units} | {weak} ) )? )"
    counted = [word for word in language.fractions if word in language.counted_fractions]
    amounts = "|".join([*(word for word in language.fractions if word not in counted), *language.vague])
    spelled = rf"""
        (?<!\w)
        (?: (?P<amount> (?: (?P<count> {units} | {weak} ) [ -] )? (?: {amounts} ) )
          | (?P<counted> {units} | {weak} ) [ -] (?P<part> {"|".join(counted) or "(?!)"} )
                (?! [ ] (?! (?: {"|".join(sorted(language.function_words | language.after_times))} ) \b ) [^\W\d_] )
          | (?P<whole> (?: {weak} | {term} ) [ -] (?: {scales} ) (?: [ -] (?: {scales} ) )*
                       (?: [ -] (?: {language.joiner} [ ] )? {term} (?: [ -] (?: {scales} ) )* )*
                     | {term} ) )
        (?P<percent> [ -] (?: {percent} ) )?
        (?!\w)
    """
    flags = re.IGNORECASE | re.VERBOSE
    tables = (language.units, language.ordinals, language.weak_units, language.fractions, language.vague)
    starts = (
        frozenset(word.split()[0] for table in tables for word in table) | frozenset(language.multiples) | {"twice"}
    )
    multiples = re.compile(
        rf"(?<!\w)(?:{'|'.join(language.multiples)}|twice(?= (?:as|the|that|what)\b))(?!\w)", re.IGNORECASE
    )
    return re.compile(digits, flags), re.compile(spelled, flags), starts, multiples


def _has_ratio(lower: str, language: Language) -> bool:
    """Whether a text in lower case may have a ratio: cheap, where the pattern is not."""
    behind = _OF.findall(lower) if " in " in lower or " out of " in lower else ()
    return any(not word.isascii() or word.isdigit() or word == "one" or word in language.units for word in behind)


@cache
def _ratios(language: Language) -> re.Pattern[str]:
    """`one in eight`, `7 out of 10`."""
    words = "|".join(["one", *sorted((w for w, n in language.units.items() if n), key=len, reverse=True)])
    number = rf"({words}|\d{{1,3}})"
    times = "|".join(sorted({word for word, (of, _) in language.measures.items() if of in DAYS}))
    end = rf"(?!\w|[.,]\d| (?:{times})\b)"
    things = r"(?P<things> [^\W\d_]+)?"
    return re.compile(rf"(?<![\w.,]){number}{things} (?:in|out of) (?:every )?{number}{end}", re.IGNORECASE)


@cache
def _every(language: Language) -> re.Pattern[str]:
    """`every eighth`."""
    return re.compile(rf"(?<!\w)every ({'|'.join([*language.ordinals, *SECOND])})(?![\w-])", re.IGNORECASE)


def _one(word: str, language: Language) -> int:
    return int(word) if word.isdigit() else language.units.get(word.lower(), 1)


def _digits(match: re.Match[str], language: Language) -> tuple[Fraction | int | str, str, int]:
    """Value, unit and scale of a number in digits."""
    whole = match["whole"]
    if not whole.isdecimal():
        whole = re.sub(r"\D", "", whole)
    if len(whole) + len(match["part"] or "") > LONGEST:
        return match.group(), "", 1
    value: Fraction | int = int(whole)
    if match["part"]:
        value += Fraction(int(match["part"]), 10 ** len(match["part"]))
    scale = 1
    if match["scale"]:
        scale = language.scales.get(match["scale"].lower()) or language.scale_signs[match["scale"]]
    if match["percent"]:
        return Fraction(value * scale) / 100, "%", 1
    return value * scale, "", scale


def _spelled(match: re.Match[str], language: Language) -> tuple[Fraction | int | str, str, int]:
    """Value, unit and scale of a number in words."""
    if match["part"]:
        count = match["counted"].lower()
        return language.fractions[match["part"].lower()] * (language.units.get(count) or 1), "share", 1
    if match["amount"]:
        word = re.split(r"[ -]", match["amount"].lower())[-1]
        if word in language.vague:
            return f"~{language.vague[word]}", "", 1
        share = language.fractions[word] * (language.units.get((match["count"] or "one").lower()) or 1)
        return (share / 100, "%", 1) if match["percent"] else (share, "share", 1)
    total = current = 0
    text = match["whole"].lower()
    for phrase, number in language.weak_units.items():
        if " " in phrase:
            text = text.replace(phrase, str(number))
    scaled = 1
    for word in re.split(r"[ -]+", text):
        if word in language.scales:
            scaled = scale = language.scales[word]
            current = max(current, 1) * scale
            if scale > 100:
                total, current = total + current, 0
        elif word != language.joiner:
            tables = (language.units, language.ordinals, language.weak_units)
            current += int(word) if word.isdigit() else next((table[word] for table in tables if word in table), 0)
    if match["percent"]:
        return Fraction(total + current, 100), "%", 1
    return total + current, "", scaled


# --- what a number counts -------------------------------------------------------------------------


def _measured(found: list[_Found], text: str, language: Language) -> list[Fact]:
    """The numbers with their units and bounds; one without a unit may take that of its fellow in a range."""
    facts: list[Fact] = []
    for one in _mixed(found, text, language):
        if (not facts or one.start >= facts[-1].end) and (fact := _whole(one, text, language)):
            facts.append(fact)  # `a million` of `half a million` is no number of its own
    for at in range(len(facts) - 2, -1, -1):
        fact, fellow = facts[at], facts[at + 1]
        own, other = fact.value, fellow.value
        if own.unit or own.counts or own.also or isinstance(own.value, str) or isinstance(other.value, str):
            continue
        if _FELLOW.fullmatch(text, fact.end, fellow.start):
            scale = next((one.scaled for one in found if one.start >= fact.end), 1)
            factor, unit = _factor(other, text, fellow, language), other.unit
            if not unit and other.also:
                factor, unit = Fraction(other.also[0][0]) / Fraction(other.value or 1), other.also[0][1]
            also = tuple((own.value * k, unit) for k in dict.fromkeys((factor, factor * scale)))
            facts[at] = replace(fact, value=own._replace(also=also))
            if "?" not in other.bound and _opens_with_bound(text, fact.end, fellow.start, language):
                facts[at + 1] = replace(fellow, value=other._replace(bound=""))  # `со 120 до 87`
    return _elliptic(_joined(facts, text, language), text, language)


def _joined(facts: list[Fact], text: str, language: Language) -> list[Fact]:
    """The numbers, `a year and a half` and `3 hours 40 minutes` each as one."""
    found: list[Fact] = []
    for fact in facts:
        own, last = fact.value, found[-1] if found else None
        before, behind = _periods(language)
        if own.unit == "share" and (match := behind.match(text, fact.end)):
            unit, factor = language.measures[match[1].lower()]
            value = own._replace(value=own.value * factor, unit=unit, also=())
            fact = replace(fact, end=match.end(), text=text[fact.start : match.end()], value=value)
        elif own.unit == "share" and (match := before.search(text, max(0, fact.start - 20), fact.start)):
            unit, factor = language.measures[match[1].lower()]
            value = own._replace(value=(1 + own.value) * factor, unit=unit, also=())
            fact = replace(fact, start=match.start(), text=text[match.start() : fact.end], value=value)
        elif (
            last and own.unit == "minute" and last.value.unit == "hour" and text[last.end : fact.start].strip() in _AND
        ):
            value = last.value._replace(value=last.value.value + Fraction(own.value) / 60, also=())
            fact = replace(last, end=fact.end, text=text[last.start : fact.end], value=value)
            found.pop()
        found.append(fact)
    return found


@cache
def _periods(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """`a year and `, before `a half`; ` of a century`, behind a quarter."""
    times = "|".join(sorted((w for w, (unit, _) in language.measures.items() if unit in DAYS), key=len, reverse=True))
    weak = "|".join(w for w in language.weak_units if " " not in w)
    flags = re.IGNORECASE
    return (
        re.compile(rf"(?<!\w)(?:{weak}) ({times}) {language.joiner} $", flags),
        re.compile(rf" of (?:{weak}) ({times})(?!\w)", flags),
    )


def _opens_with_bound(text: str, start: int, end: int, language: Language) -> bool:
    """Whether the word that joins two numbers of a range is one that elsewhere bounds a number."""
    return text[start:end].strip().lower() in language.bounds


def _elliptic(facts: list[Fact], text: str, language: Language) -> list[Fact]:
    """The numbers, one that counts nothing and has no unit with that of the last one before it in its sentence that is
    an amount: `1,120 euros in Slovenia, 1,310 in Croatia, twice that, 1,640, in Austria`."""
    found: list[Fact] = []
    for fact in facts:
        own = fact.value
        plain = not (own.unit or own.counts or own.also or isinstance(own.value, str) or is_label(fact, text, language))
        for last in reversed(found if plain else []):
            if _SENTENCE.search(text, last.end, fact.start):
                break
            unit = last.value.unit or next((unit for _, unit in last.value.also), "")
            if not unit and not last.value.counts and not isinstance(last.value.value, str):
                break
            if not unit or unit in NO_AMOUNTS or (unit in SHARES and _is_great(own)):
                continue  # `182,000 tonnes, 21 percent less than the 230,000`
            factor = _factor(last.value, text, last, language) if last.value.unit else Fraction(1)
            fact = replace(fact, value=own._replace(also=((own.value * factor, unit),)))
            break
        found.append(fact)
    return found


def _is_great(own: Quantity) -> bool:
    """Whether a number is too great to be one of percent."""
    return not isinstance(own.value, str) and own.value > MOST_PERCENT


def is_label(number: Fact, text: str, language: Language) -> bool:
    """Whether a number in digits names something, `Flight 610`: a word with a capital is before it inside a sentence,
    and no unit, no plural behind it. One with parted thousands or decimals is an amount."""
    if number.value.unit or number.value.counts or not number.text.isdigit():
        return False
    before = _NAMED.search(text, max(0, number.start - 30), number.start)
    word = before[3].lower() if before else ""
    if before and not before[2] and before[1].lower() in language.at_places and not is_ordinary(word, language.code):
        return False
    return (
        bool(word)
        and word not in language.function_words
        and not is_people(word, language.code)
        and not is_place(word, language.code)
    )


def _mixed(found: list[_Found], text: str, language: Language) -> list[_Found]:
    """The numbers, `four and a half`, `one and a half percent` and `two and a half million` each as one."""
    whole: list[_Found] = []
    for one in found:
        before = _before_part(one, whole, text, language)
        if before is None:
            whole.append(one)
            continue
        if whole and whole[-1] is before:
            whole.pop()
        if one.unit == "%":
            whole.append(_Found(before.start, one.end, Fraction(before.value) / 100 + Fraction(one.value), "%", 1))
        else:
            scaled = _scale(language).match(text, one.end)
            scale = language.scales[scaled[1].lower()] if scaled else 1
            value = (Fraction(before.value) + Fraction(one.value)) * scale
            whole.append(_Found(before.start, scaled.end() if scaled else one.end, value, "", scale))
    return whole


_WHOLES = {"share": Fraction(1), "%": Fraction(1, 100)}
"""Below what a number of a unit is a part."""


def _before_part(one: _Found, whole: list[_Found], text: str, language: Language) -> _Found | None:
    """The number to which a part of one in words is joined, `four and ` before `a half`; None where there is none."""
    most = _WHOLES.get(one.unit)
    if most is None or isinstance(one.value, str) or one.value >= most or text[one.start].isdigit():
        return None
    if single := _single(language).search(text, max(0, one.start - 40), one.start):
        return _Found(single.start(1), single.end(1), 1, "", 1)
    last = whole[-1] if whole else None
    if last is None or last.unit or isinstance(last.value, str) or last.value < 1:
        return None
    return last if text[last.end : one.start] == f" {language.joiner} " else None


@cache
def _single(language: Language) -> re.Pattern[str]:
    """`one and `, before `a half`."""
    return re.compile(rf"(?<!\w)({'|'.join(language.weak_units)}) {language.joiner} $", re.IGNORECASE)


def _whole(one: _Found, text: str, language: Language) -> Fact | None:
    """A number with its unit and bound; None where it is part of a word or names a part: `the second half`."""
    value, unit, counts, end = one.value, one.unit, False, one.end
    also: tuple[tuple[Fraction | int, str], ...] = ()
    if unit == "share" and _is_no_share(one, text, language):
        return None
    if not isinstance(value, str):
        if unit == "share" and (scaled := _scale(language).match(text, end)):
            value, unit, end = value * language.scales[scaled[1].lower()], "", scaled.end()
        measure = None
        if unit in ("", "share"):
            measure, counts, after = _unit(text, one.start, end, language)
        if measure:
            if measure[0] == "month" and value < OLDEST:
                also = ((value, ""),)
            value, unit, end = Fraction(value) * measure[1], measure[0], after
        if unit == "ratio" and value.numerator == 1 and (period := _unit(text, one.start, end, language)[0]):
            also = ((value.denominator * period[1], period[0]),)  # `every third year`
    rate = _rate(language).match(text, end)
    bound, per = _bound(text, one.start, end, rate.end() if rate else end, language), _per(rate, language)
    quantity = Quantity(value, unit.replace("ratio", "share"), bound, counts, also, per)
    shown = _front(text, one.start, unit, language)
    return Fact("number", text[shown:end].strip(), shown, end, quantity)


def _per(match: re.Match[str] | None, language: Language) -> Fraction | int:
    """The days of the time for each of which a number is said: `30 soles a day`."""
    if match is None:
        return 0
    unit, factor = language.measures[match[1].lower()]
    return factor * DAYS[unit]


@cache
def _rate(language: Language) -> re.Pattern[str]:
    """` a day`, perhaps behind what is counted."""
    times = "|".join(sorted((w for w, (unit, _) in language.measures.items() if unit in DAYS), key=len, reverse=True))
    weak = [word for word in language.weak_units if " " not in word and word != "one"]
    each = "|".join([*weak, *language.each])
    return re.compile(rf"(?: [^\W\d_]+){{0,2}}? (?:{each}) ({times})(?!\w)", re.IGNORECASE)


def _is_no_share(one: _Found, text: str, language: Language) -> bool:
    """Whether a fraction is part of a word, `half-hearted`, or of a match or a year: `the second half`."""
    if text[one.end : one.end + 1] == "-" and text[one.end + 1 : one.end + 2].isalpha():
        return True
    word = _WORD_BEFORE.search(text, max(0, one.start - 12), one.start)
    return word is not None and (word[1].lower() in language.half_of or word[1].lower() in language.ordinals)


@cache
def _scale(language: Language) -> re.Pattern[str]:
    """`half a million`: what stands behind the half."""
    weak = "|".join(w for w in language.weak_units if " " not in w)
    return re.compile(rf"[ -](?:of )?(?:(?:{weak}) )?({'|'.join(language.scales)})(?!\w)", re.IGNORECASE)


def _factor(quantity: Quantity, text: str, fact: Fact, language: Language) -> Fraction:
    """What a number's unit multiplies it by."""
    if quantity.unit == "%":
        return Fraction(1, 100)
    words = text[fact.start : fact.end].split(" ")
    for size in (3, 2, 1):
        measure = _measure(" ".join(words[-size:]), language)
        if measure and measure[0] == quantity.unit:
            return measure[1]
    return Fraction(1)


def _measure(words: str, language: Language) -> tuple[str, Fraction] | None:
    return language.measures.get(words) or language.measures.get(words.lower())


_NEXT = re.compile(r"[ -]?((?:[^\W\d_]|[²³°€£¥₽₹₴₺₩$])[\w²³°/$.-]*)")


def _unit(text: str, start: int, end: int, language: Language) -> tuple[tuple[str, Fraction] | None, bool, int]:
    """Unit of the number at `text[start:end]`, whether it counts things instead, and where its words end."""
    before = text[max(0, start - 4) : start].rstrip()
    for size in (3, 2, 1):
        if (sign := before[-size:]) in language.currencies and len(before) >= size:
            return (language.currencies[sign], Fraction(1)), False, end
    at, words = end, []
    for _ in range(4):
        match = _NEXT.match(text, at)
        if match is None:
            break
        word = match[1].rstrip(".-/")
        if not word:
            break
        words.append((word, match.start(1) + len(word)))
        at = match.start(1) + len(word)
        opens = len(words) == 1 and (word.lower() in language.weak_units or word.lower() in language.derived)
        if word.lower() in language.function_words and not opens:
            break
    if len(words) > 1 and words[0][0].lower() in language.derived:
        words = words[1:]  # `85 more days`
    for first in range(min(3, len(words))):
        if words[first][0].lower() in language.function_words:
            half = words[0][0].lower() in language.weak_units and not text[end - 1].isdigit()
            if first == 0 and half and len(words) > 1:
                continue  # half a year, but `190 a minute`
            break
        if first and is_plural(words[first - 1][0], language):
            break  # what stands behind the things that are counted is no unit: `two institutions granted degrees`
        for size in (3, 2, 1):
            run = words[first : first + size]
            phrase = " ".join(word for word, _ in run)
            if len(run) == size and phrase in language.currencies:
                return (language.currencies[phrase], Fraction(1)), False, run[-1][1]
            if len(run) == size and (measure := _measure(phrase, language)):
                return measure, False, run[-1][1]
    if words and words[0][0].lower() in language.times:
        behind = _NEXT.match(text, words[0][1])
        if behind and behind[1].lower() in language.after_times:
            return ("times", Fraction(1)), False, end
    return None, _counts([word for word, _ in words], language), end


def _counts(words: list[str], language: Language) -> bool:
    """Whether the words behind a number begin with things that it counts: a plural, perhaps behind an adjective."""
    for word in words[:2]:
        if word.lower() in language.function_words:
            return False
        if is_plural(word, language):
            return True
    return False


def is_plural(word: str, language: Language) -> bool:
    """Whether a word has the ending of a plural."""
    lower = word.lower()
    return not language.plural_endings.isdisjoint((word[-1:], lower)) and not lower.endswith(language.singular_endings)


def _front(text: str, start: int, unit: str, language: Language) -> int:
    """Where a number begins, the sign of its currency included."""
    before = text[max(0, start - 4) : start]
    sign = before.rstrip()
    for size in (3, 2, 1):
        if len(sign) >= size and language.currencies.get(sign[-size:]) == unit:
            return start - size - len(before) + len(sign)
    return start


@cache
def _bounding(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """What bounds a number before it and behind it, and the words with which the former begins."""
    phrases = "|".join(sorted((re.escape(p) for p in language.bounds), key=len, reverse=True))
    return (
        re.compile(rf"(?<!\w)(?P<bound>{phrases})(?: (?:a|an|some|by|to))? ?[$€£¥₽]?(?:US\$)?$", re.IGNORECASE),
        re.compile(rf"(?: [^\W\d_]+)? ?(?P<bound>{phrases})(?!\w)", re.IGNORECASE),
        first_words(language.bounds),
    )


def _bound(text: str, start: int, end: int, last: int, language: Language) -> str:
    """What the words beside a number make of it, those behind the time for each of which it is said, too."""
    before, behind, firsts = _bounding(language)
    near = text[max(0, start - 30) : start].lower()
    may = not near.isascii() or not firsts.isdisjoint(_LETTERS.findall(near))  # cheap, where the pattern is not
    if may and (match := before.search(text, max(0, start - 30), start)):
        return language.bounds[match["bound"].lower()]
    for at in dict.fromkeys((end, last)):
        joined = _JOINED.match(text, at)
        if joined and (match := behind.match(text, at)) and match["bound"].lower().startswith(("or ", "and ")):
            return language.bounds[match["bound"].lower()]
    return ""
