"""How strong a miss is: an error where a fact must stand in the paragraph as it is, else worth a second look.

What is written with its unit, its day or its full name is taken from the paragraph, or it is wrong. What a writer
worked out, rounded, counted, put in words or named in passing may be true without standing there: it is told (E319)
and stops nothing. What contradicts the paragraph, the same amount in another unit or under another bound, is an error
however it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.evidence.clock import CLOCK
from briefing.evidence.dates import MONTH, Span
from briefing.evidence.derived import (
    COUNTED,
    SMALL,
    counted_from,
    is_rest,
    listed,
    of_so_many,
    within,
    worked_out,
    years_apart,
)
from briefing.evidence.facts import Fact, Name, Quantity, Weekday
from briefing.evidence.forms import place_within
from briefing.evidence.lexicon import is_place
from briefing.evidence.lists import is_recounted, slot_of
from briefing.evidence.quantities import DAYS, SHARES, excludes

if TYPE_CHECKING:
    from briefing.evidence.examine import Examined
    from briefing.evidence.lookup import Wording

SIGN = 4
"""Letters of a unit's sign."""
YEARS = 30_000
"""A date that spans more, as numbers of days `yyyymmdd`, is a decade or a part of one."""
_FIGURES = re.compile(r"\d[\d.,]*|\b[^\W\d_]{3,}(?=[ -])")
_KIND = re.compile(r"[A-Z]{2,}s(?:'s?)?|[A-Z][A-Za-z]{0,3}\d")
_BEFORE_SIGN = re.compile(r"\d ?$")
_BEHIND_SIGN = re.compile(r" ?\d")
_OPENS = re.compile(r"(?:^|[:;(\"?!.] ?)[\"'(\[]{0,6}$")


def is_strong(fact: Fact, examined: Examined) -> bool:
    """Whether a fact that the cited paragraphs lack is plainly one that must stand there."""
    if fact.kind == "quotation":
        return True
    if fact.kind == "name":
        return _is_whole_name(fact, examined)
    if isinstance(fact.value, Weekday):
        return True
    if fact.kind == "date":
        return _is_plain_date(fact, examined)
    return contradicts(fact, examined) or _is_plain_number(fact, examined)


def contradicts(fact: Fact, examined: Examined) -> bool:
    """Whether the paragraphs have the same amount in another unit or under a bound that excludes this one, or another
    number between the same words: `its first three weeks` for `its first four weeks`."""
    said: Quantity = fact.value
    held = [(part, n) for e in examined.evidence for part in e.parts for n in part.numbers]
    if any(
        (excludes(n.value, said) and _is_one(fact, n, part, examined)) or _same_figures(n, fact) for part, n in held
    ):
        return True
    slot = slot_of(examined.wording, fact)
    return slot is not None and any(
        slot_of(p, n) == slot for e in examined.evidence for p in e.parts for n in p.numbers
    )


def _is_one(fact: Fact, held: Fact, part: Wording, examined: Examined) -> bool:
    """Whether two numbers that exclude each other are said of one thing. Most are, but a half or a third in words is
    said of anything: such two share a content word beside them."""
    if fact.value.unit != "share" or any(map(str.isdigit, fact.text)):
        return True
    own = frozenset(map(part.language.stem, _FIGURES.findall(f"{fact.text} {held.text} ".lower())))
    return not (examined.wording.stems_beside(fact.start) & part.stems_beside(held.start)) <= own


def _same_figures(held: Fact, fact: Fact) -> bool:
    """Whether two numbers have the same figures, and units that exclude each other: `40 mm` and `40 cm`."""
    own, unit, other = fact.value, fact.value.unit, held.value.unit
    if (
        isinstance(own.value, str)
        or isinstance(held.value.value, str)
        or not (unit and other)
        or CLOCK in (unit, other)
    ):
        return False
    if {unit, other} <= SHARES or (unit == other and own.value == held.value.value):
        return False
    figures = [_FIGURES.search(text.lower()) for text in (held.text, fact.text)]
    if not all(figures) or figures[0][0] != figures[1][0]:  # type: ignore[index]
        return False
    return len(figures[0][0]) > 1 or ({unit, other} <= DAYS.keys() and unit != other)  # type: ignore[index]


def _is_plain_number(fact: Fact, examined: Examined) -> bool:
    """Whether a number is one that has to stand there: not a small count, and nothing it could be worked out from."""
    said: Quantity = fact.value
    if said.unit == "code":
        return True
    if isinstance(said.value, str):
        return is_recounted(fact, examined)
    if not said.unit and _may_count(fact, examined):
        return False
    if _is_put_in_words(fact, examined) or _is_unbounded(said, examined):
        return False
    own = [n.value.value for n in examined.wording.numbers if n.start != fact.start and not n.value.unit]
    if said.unit == "share" and any(isinstance(n, int) and n <= COUNTED for n in own):
        return False  # half of the four
    if said.unit == "month" and said.value % 12 == 0 and said.value // 12 in years_apart(examined):
        return False  # in the five years from 2015 to 2019
    return worked_out(fact, examined) == "does not"


def _is_unbounded(said: Quantity, examined: Examined) -> bool:
    """Whether a share is one that a paragraph has under a bound, which the sentence may say in other words: `limited to
    25 percent` where more than a quarter is forbidden."""
    alike = (q for q in examined.held_numbers if q.unit in SHARES and said.unit in SHARES)
    return not said.bound and any(q.value == said.value for q in alike)


def _is_put_in_words(fact: Fact, examined: Examined) -> bool:
    """Whether a number is the writer's own way of putting one: in words, and rounded, `just under a billion`, or where
    no cited paragraph has another of its kind, with the same unit or of the same things."""
    said: Quantity = fact.value
    if said.unit == "times" or any(map(str.isdigit, fact.text)):
        return False
    if said.bound in ("about", "near", "more", "less"):
        return True
    units = SHARES if said.unit in SHARES else {said.unit} - {""}
    return not any(q.unit in units for q in examined.held_numbers) and not is_recounted(fact, examined)


def _may_count(fact: Fact, examined: Examined) -> bool:
    """Whether a small number may count things of which the paragraph tells and that it doesn't count itself."""
    count, parts = fact.value.value, [part for e in examined.evidence for part in e.parts]
    if count > COUNTED or count != int(count):
        return False
    if not of_so_many(fact, examined) and is_recounted(fact, examined):
        return any(is_rest(q, int(count)) for q in examined.held_numbers) and count > SMALL
    return count <= SMALL or any(count <= sum(listed(part)) for part in parts)


def _is_plain_date(fact: Fact, examined: Examined) -> bool:
    """Whether a date is a day, a month or a year that is named and that nothing in the paragraphs counts on to."""
    span: Span = fact.value[0]
    days = span.last - span.first
    if is_own_day(fact, examined):
        return False
    if any(within(span, day) for day in counted_from(examined)):
        return False
    if any(e.has_date((span,), examined.shelf.year_before(e.key, span)) for e in examined.evidence):
        return False
    if not span.dated:
        return days == 0 or any(other.last % 10000 - other.first % 10000 <= 30 for other in examined.cited_spans)
    if days > YEARS:
        return True
    year = span.first // 10000
    held = {y for s in examined.held_spans if s.dated for y in (s.first // 10000, s.last // 10000)}
    months = [int(q.value) for q in examined.held_numbers if q.unit == "month" and not isinstance(q.value, str)]
    years = {count // 12 for count in months if count >= 12}
    ordinals = examined.shelf.language.ordinals  # `for the third year in a row`
    written = (n.text.lower() for e in examined.evidence for part in e.parts for n in part.numbers)
    years |= {ordinals[text] - 1 for text in written if text in ordinals}
    if any(abs(year - other) in years for other in held) and days >= 1000:
        return False
    if held and min(abs(year - other) for other in held) > 1:
        return True
    before = re.findall(r"[^\W\d_]+", examined.wording.text[: fact.start].lower())[-2:]
    language = examined.shelf.language
    limit = not language.as_of.difference(language.day_month_joiner).isdisjoint(before)  # `by the end of 1895`
    return days <= 1130 and not (limit and days > 30 and any(other.holds(span) for other in examined.cited_spans))


def is_own_day(fact: Fact, examined: Examined) -> bool:
    """Whether a date is the day or the month on which a cited work came out."""
    own = [span for key in examined.works for span in examined.shelf.reference(key).spans]
    return any(span.last - span.first <= MONTH and span.holds(date) for span in fact.value for date in own)


def _may_abbreviate(fact: Fact, examined: Examined) -> bool:
    """Whether a name in capitals may stand for words side by side that have none: `FY` for a fiscal year; or a name of
    one word is the first of an entity's full name, under another name of which the paragraph has it."""
    language, words = examined.shelf.language, fact.value.words
    if len(words) > 1:
        return False
    word = words[0].removesuffix("'s")
    if fact.text.isupper() and len(word) > 1:
        letters = (
            "".join(key[0] for key in part.keys if key not in language.function_words)
            for e in examined.evidence
            for part in e.parts
        )
        return any(word in run for run in letters)
    entities = examined.shelf.library.entities
    named = {s for e in examined.evidence for part in e.parts for s in part.subjects(examined.shelf.subjects)}
    rows = (entities[s.removeprefix("entities/")] for s in named if s.removeprefix("entities/") in entities)
    return any(
        word == name.split()[0].casefold() and " " in name
        for e in rows
        for name in (e.name, *e.aliases)
        if e.kind not in ("person", "place")
    )


def _is_of_a_family(name: Name, examined: Examined) -> bool:
    """Whether a paragraph has a given name alone, and the family name with another: `Ada Moe, her son Ivo`."""
    if len(name.words) != 2:
        return False
    given, family = name.words
    for part in (part for e in examined.evidence for part in e.parts):
        alone = [
            end
            for _, end in part.name_places((given,))
            if not re.match(r"[ -][^\W\d_]", part.text[end : end + 2]) or not part.text[end + 1 : end + 2].isupper()
        ]
        if alone and any(True for _ in part.name_places((family.removesuffix("'s"),))):
            return True
    return False


def _is_sign(fact: Fact, examined: Examined) -> bool:
    """Whether a name is the sign of a unit or of money that nobody here knows: a few letters right beside figures,
    `12 µSv`, `Rs 40`."""
    text = examined.wording.text
    beside = _BEFORE_SIGN.search(text[: fact.start]) or _BEHIND_SIGN.match(text, fact.end)
    return len(fact.value.words) == 1 and len(fact.text) <= SIGN and beside is not None


def _is_owner(name: Name, examined: Examined) -> bool:
    """Whether an entity may be told of for what it owns: another paragraph of the source names it, and those cited name
    no other of its kind."""
    shelf, kind = examined.shelf, examined.shelf.kinds.get(name.subject)
    held = (subject for e in examined.evidence for part in e.parts for subject in part.subjects(shelf.subjects))
    return all(shelf.kinds.get(subject) != kind for subject in held) and any(
        e.has_name(name) for key in examined.keys for e in shelf.all_of(key)
    )


def _is_whole_name(fact: Fact, examined: Examined) -> bool:
    """Whether a name is one beyond doubt: an entity's, one of two words and more, or a word that nobody else uses."""
    name: Name = fact.value
    language = examined.shelf.language
    if fact.text.endswith("'s") and name.subject and _is_owner(name, examined):
        return False
    if name.subject:
        return not any(examined.shelf.is_chief(key, name.subject) for key in examined.keys)
    if examined.speaks_of_country(name.words) or _may_abbreviate(fact, examined) or _is_sign(fact, examined):
        return False
    if name.words[-1] in language.feasts:
        return False  # a day
    text, telling = examined.wording.text, [word for word in name.words if not examined.is_common(word)]
    opens = bool(_OPENS.search(text[: fact.start]))
    if len(name.words) > 1:
        return (bool(telling) or not opens) and not _is_of_a_family(name, examined)
    if _KIND.fullmatch(fact.text):
        return False  # `MSPs`, `CO2`: a kind of things
    if fact.text.isupper() and len(fact.text) > 1:
        return True
    (word,) = name.words
    if not telling:
        before = re.findall(r"[^\W\d_]+", text[: fact.start].lower())[-1:]
        return not (language.prepositions | language.before_month).isdisjoint(before)
    if is_place(word, language.code):
        return True
    if opens and any(word in e.lower for key in examined.keys for e in examined.shelf.all_of(key)):
        return False  # a common noun there
    if opens and (language.inflects or word.endswith(tuple(language.plural_endings))):
        return False  # a noun that nobody uses often
    return not place_within(word, language.code) or not opens
