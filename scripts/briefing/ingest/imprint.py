# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Lines that name author and date: `By Jane Doe | 3 May 2019`, `Posted on June 3, 2020 by Jane Doe`, `Text: Jane Doe`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefing.ingest.dates import FULL_YEAR, Printed, find_dates
from briefing.ingest.names import named, split_names
from briefing.ingest.words import ends, prose, title_case, words

BY = re.compile(
    r"\W{0,3}(?:authors?\s*\(s\)|author\(s\)|autor\(?(?:en|es|in)\)|auteur\(s\)|(?:written|story|reported|reporting|words|text|analysis|commentary|opinion|posted|published|prepared|submitted|a report)\s+by|by|authors?|text|words|interview|gespräch|entretien|entrevista|интервью|von|autor(?:in|en|es)?|auteurs?|par|por|"
    r"(?:eine?|une?|una|uma?)\s(?:(?:gast)?beitrag|bericht|reportage|reportaje|analyse|análisis|kommentar|comentario|essay|ensayo|artículo|enquête)\s(?:von|de|par|por)|(?:door|av|af|przez)(?=\s(?-i:[^\W\d_a-z])\S+\s\S)|di|de autor|автор(?:ы)?|текст|texto?|testo|بقلم|نویسنده|الكاتب|作者|撰文|文(?=[/：]))(?:\b|(?<=[)者文]))\s*[:.：/]?\s*",
    re.I,
)
BY_COLON = re.compile(
    r"(?:authors?|text|words|interview|gespräch|entretien|entrevista|интервью|autor(?:in|en|es)?|auteurs?|автор(?:ы)?|текст|texto?|testo|نویسنده|الكاتب)\s*:|(?:作者|撰文|文)\s*[:：/]",
    re.I,
)
EDITOR = re.compile(
    r"\W{0,3}(?:(?:series |copy |guest |managing )?edited by|editors?\s*:|editing by|reviewed by|translated(?: from .{1,20})? by|translation\s*:|translator\s*:|"
    r"(?:additional )?(?:reporting|research) by|photographs? by|herausgegeben von|sous la direction de|editado por|под редакцией|редактор\s*:|перевод\s*:)\s*:?\s*",
    re.I,
)
DATED = re.compile(
    r"\W{0,12}(?:(?:first |originally |advance access |available |e-?)?(?:published online|publication date|(?:original )?release date|published|posted|released|issued|updated|last (?:updated|modified|edited)|modified|created|date(?: of publication)?|online|uploaded|accessed|"
    r"veröffentlicht|stand|publié|mis à jour|publicado|actualizado|опубликовано|обновлено|дата|تاریخ|تاريخ)(?:\s+(?:on|at|am|le|el))?\s*(?:[:–—-]\s*)?){1,4}",
    re.I,
)
AROUND_DATE = re.compile(
    r"(?:[\s,.;:|/•·()–—@-]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,8}\b|(?:dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|"
    r"\d{1,2}(?:[:.h]\d{2}){1,2}(?![:.h]?\d)|[ap]\.?m|gmt|utc|bst|cet|cest|est|edt|et|pt|pst|ist|msk|uhr|at|on|года|г|\+\d{4}|z)*",
    re.I,
)
LATE = re.compile(
    r"(?:updated|modified|edited|accessed|aktualisiert|mis à jour|actualizado|обновлено)[^\d|]{0,12}$", re.I
)
TIME = re.compile(r"(?:at |um )?\d{1,2}[:.h]\d{2}(?:\s*(?:[ap]\.?m\.?|uhr|bst|gmt|utc|cet|cest|est|edt))?", re.I)
"""A time of day, which stands beside a date."""
SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|\s*/\s+")
PLACE = "\ue000"
"""Set behind what a comma ties to a date: rather a place than a name."""
DATE_LABEL = re.compile(r"[^|•·:,;]{3,40}:\s*$")
"""What stands before a date and says which it is."""
BEFORE_BY = re.compile(r"(?<=\s)(?=by\s+[A-ZÀ-ÞА-Я])|(?<=\s)(?=BY\s)")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What such a line says."""

    names: tuple[str, ...]
    dates: tuple[Printed, ...]
    late: tuple[bool, ...]
    """Of each date, whether it is one of an update."""
    rest: tuple[str, ...]
    """Other pieces: roles, places, sections."""
    year: str | None = None
    said: bool = False
    """Whether the line says `By` or the like."""


@lru_cache(maxsize=512)
def read_imprint(text: str) -> Imprint | None:
    """What a line says if it names a date or, after `By`, an author, and nothing that reads as text; else None."""
    text = text.strip(" *_#>")
    if words(text) > 34 or len(text) > 300 or (prose(text) and ends(text) and words(text) > 14):
        return None
    dates = tuple(find_dates(text))
    late = tuple(bool(LATE.search(text[: d.start])) for d in dates)
    left = text
    for found in reversed(dates):
        before = left[: found.start]
        place = before.rstrip().endswith(",")
        if (label := DATE_LABEL.search(before)) and not BY.match(label[0]):
            before = before[: label.start()]
        left = before + (PLACE if place else "") + " | " + left[found.end :]
    if not dates and (label := DATED.match(text)) and (year := FULL_YEAR.fullmatch(text[label.end() :])):
        return Imprint((), (), (), (), year["year"])
    names: list[str] = []
    rest: list[str] = []
    said = False
    for piece in _pieces(left, bool(dates)):
        found_names, more, by = _piece(piece, lenient=bool(dates) or left.lstrip(" *_#>").startswith(piece))
        said = said or by
        names += found_names
        rest += more
    if not dates and not said:
        return None
    if rest and not said and ends(re.sub(r"\s?г\.$", "", text)) and words(text) > 5:
        return None  # a sentence with a date in it
    if any(words(piece) > (14 if said else 7) or prose(piece) for piece in rest) or (not said and len(rest) > 2):
        return None
    return Imprint(tuple(dict.fromkeys(names)), dates, late, tuple(rest), said=said)


def is_imprint(text: str) -> bool:
    """Whether a line names a date, an author or an editor and nothing else."""
    if words(text) > 34:
        return False
    if words(text) <= 16 and EDITOR.match(text):
        return True
    return bool(BY.fullmatch(text.strip() + " ") or TIME.fullmatch(text.strip())) or read_imprint(text) is not None


def _pieces(text: str, dated: bool) -> list[str]:
    """The pieces of a line, dates and times taken out."""
    found = []
    for piece in SEPARATOR.split(text):
        for part in [piece] if EDITOR.match(piece) else BEFORE_BY.split(piece):
            if dated:
                part = DATED.sub("", part.strip() + " ")
                part = "" if AROUND_DATE.fullmatch(part) else part
            part = part.strip(" ,;()[]–—-").removesuffix(" on").removesuffix(" at")
            part = re.sub(r",?\s(?:le|el|am|den|vom|du|del|от)$", "", part)
            if part.strip(" :.") and not DATED.fullmatch(part):
                found.append(part)
    return found


def _piece(piece: str, lenient: bool = True) -> tuple[tuple[str, ...], list[str], bool]:
    """Names, other things, and whether the piece says that it is a byline."""
    if EDITOR.match(piece):
        return (), [piece.replace(PLACE, "")], False
    match = BY.match(piece)
    if match is None:
        names = () if PLACE in piece else split_names(piece)
        piece = piece.replace(PLACE, "").strip(" ,")
        return (names, [], False) if names else ((), [piece], False)
    marker = match.group().strip().lower()
    if not (
        marker.endswith((":", "by", " de", "von", "par", "por", "di", "door", "av", "af", "przez", "بقلم", "：", "文/"))
        or BY_COLON.match(piece)
    ):
        return (), [piece], False
    if marker in ("di", "par", "por", "von") and words(piece) > 12:
        return (), [piece], False
    head, *more = re.split(
        r"\s+(?:in|for|from|at|on)\s+(?=[A-ZÀ-ÞА-Я])|\s*\((?=[^()]{0,200}\))|,\s+(?=(?:an?|the)\s)",
        piece[match.end() :],
    )
    names = split_names(head.replace(PLACE, ""), lenient=lenient)
    if not names and (more_names := named(piece[match.end() :].replace(PLACE, ""))[0]):
        return more_names, [], True
    if not names:
        plain = piece[match.end() :]
        short = words(plain) <= 6 and title_case(plain) > 0.8 and not ends(plain)
        return (), [plain], lenient and marker.endswith((":", "by")) and short
    more_names, stations = named(piece[match.end() :].replace(PLACE, ""))
    if len(more_names) > len(names):
        return more_names, list(stations), True
    left = [p for p in re.split(r",\s*|\s+(?:and|und|et|y|&)\s+", head, flags=re.I) if p.strip()][len(names) :]
    return names, [*left, *(p.strip(" )") for p in more)], True
