# ruff: noqa: E501 - patterns and lists of words read best as they are
"""The title, its repetitions, and the letterhead and kickers that lead up to it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from briefing.ingest.draft import Draft, Part
from briefing.ingest.front import (
    ADDRESS,
    GENERIC,
    INSTITUTION,
    LABEL,
    SERIES,
    front_of,
    is_one_of_many,
    is_text,
    key_of,
)
from briefing.ingest.imprint import is_imprint
from briefing.ingest.names import NOT_NAMES, is_name, split_names
from briefing.ingest.rules.rule import Rule
from briefing.ingest.words import SMALL, begins_small, ends, hangs, is_caps, title_case, words
from briefing.model import Metadatum

BODY = re.compile(
    r"\b(?:institute|universit\w+|cent(?:er|re)|foundation|department|ministry|council|college|school|academy|observatory|office|association|agency)"
    r"\s+(?:of|for|on)\b|\b(?:college|institute|university|foundation|academy|council|ministry|observatory|press|cent(?:er|re)|desk|unit|team|project|programme?|division|section|series)\b\W*(?:,\s[\w .'’-]{2,30})?$",
    re.I,
)
"""How bodies are called, as against titles that speak of bodies."""
SERIES_END = re.compile(
    r"\b(?:briefing|policy|working|issue|research|discussion|occasional|white|position|analysis)[ -](?:paper|brief|memo|note|report)s?\W*$|\b(?:brief|paper|memo|report|bulletin|issue)\s+\d{1,4}\b.{0,20}$|\b(?:fact ?sheet|bulletin|quarterly|newsletter)\W*$",
    re.I,
)
"""How a series is called whose name leads up to it."""
GENRE = re.compile(
    r"(?:(?:an? )?(?:interview|conversation|review|gespräch|entretien|entrevista|интервью)) (?:with|mit|avec|con|с|of)\b",
    re.I,
)
"""How a line below a title says what kind of text it is."""


def _apply(draft: Draft) -> None:
    front = front_of(draft)
    _join_lines(draft, front)
    title = _title(draft, front)
    if title is not None:
        _take_title(draft, front, title)
        return
    for i in front:
        part = draft.parts[i]
        if part.open and (LABEL.fullmatch(part.text) or SERIES.fullmatch(part.text)) and not is_text(part):
            draft.note_down("series", part.text, part)
            draft.parts[i] = part.drop("letterhead")


def _title(draft: Draft, front: list[int]) -> int | None:
    """Index of the part that is the title, or None where none is printed."""
    parts = draft.parts
    candidates = [i for i in front if (parts[i].open or parts[i].role == "heading") and _may_be_title(parts[i])]
    if not candidates:
        return None
    counts: dict[str, int] = {}
    for i in front:
        counts[key_of(parts[i].text)] = counts.get(key_of(parts[i].text), 0) + 1
    meta = {key_of(m.value) for m in (*draft.extract.metadata, *draft.metadata) if m.field == "title"}
    first_fact = next((i for i in front if parts[i].role == "metadata"), None)

    summed: dict[str, float] = {}
    for i in candidates:
        key = key_of(parts[i].text)
        summed[key] = max(summed.get(key, 0.0), _summed_up(parts, front, i))

    def score(i: int) -> float:
        part = parts[i]
        size = words(part.text)
        value = {1: -2.0, 2: -0.5, 3: 0.5}.get(size, 2.0 if size <= 18 else 0.5)
        value += min(counts[key_of(part.text)] - 1, 2) * (1.5 if size >= 3 else -1.0)
        value += 6.0 if key_of(part.text) in meta else 0.0
        value += 4.0 if part.kind == "title" else 3.0 if part.level == 1 else -0.5 if part.level > 1 else 0.0
        value -= 4.0 if LABEL.fullmatch(part.text) or (SERIES.fullmatch(part.text) and size < 10) else 0.0
        if INSTITUTION.search(part.text) and not re.search(r"[:?]", part.text):
            value -= 3.0 if BODY.search(part.text) else 1.0 if size <= 7 else 0.0
        value += 0.7 if re.search(r"[:?–—]", part.text) else 0.0
        value -= 3.0 if GENERIC.fullmatch(part.text) else 0.0
        value += 0.0 if size > 18 else summed[key_of(part.text)]
        value -= 3.0 if i > front[0] and re.search(r"[a-zà-ÿа-я]{2}\.\s+[^\W\d_a-zà-ÿа-я]", part.text) else 0.0
        value -= 3.0 if SERIES_END.search(part.text) and size <= 9 else 0.0
        names = () if is_caps(part.text) else split_names(part.text)
        value -= 2.5 if len(names) > 1 else 0.0
        value -= 1.5 if GENRE.match(part.text) else 0.0
        value -= 4.0 if ADDRESS.search(part.text) or is_one_of_many(parts, i) else 0.0
        value -= 4.0 if _is_said(parts, part.text) else 0.0
        below = first_fact is not None and i > first_fact
        value -= (3.0 if below and part.block == parts[first_fact or 0].block else 1.0) if below else 0.0
        value -= 4.0 if part.text.rstrip().endswith((".", ":", ";", ",")) else 0.0
        before_fact = i + 1 < len(parts) and parts[i + 1].role == "metadata" and not split_names(part.text)
        value += 0.5 if before_fact and not INSTITUTION.search(part.text) else 0.0
        return value - 0.05 * front.index(i)

    best = max(candidates, key=score)
    if score(best) < -1.5 or (GENERIC.fullmatch(parts[best].text) and parts[best].level != 1):
        return None
    return best


def _join_lines(draft: Draft, front: list[int]) -> None:
    """Puts together two lines of one block of which the first stops within a phrase: neither is a title by itself."""
    parts = draft.parts
    for i, j in reversed(list(pairwise(front))):
        first, second = parts[i], parts[j]
        if not (first.open and second.open and first.kind == second.kind == "text" and first.block == second.block):
            continue
        if any(
            words(p.text) > 14 or is_text(p) or is_imprint(p.text) or LABEL.fullmatch(p.text) for p in (first, second)
        ):
            continue
        if is_caps(first.text) == is_caps(second.text) and (hangs(first.text) or begins_small(second.text)):
            _join(draft, i, j)


def _join(draft: Draft, i: int, j: int) -> Part:
    """Puts part `j` at the end of part `i`."""
    first, second = draft.parts[i], draft.parts[j]
    whole = replace(first, ranges=(*first.ranges, *second.ranges), joined=(*first.joined, " ", *second.joined))
    draft.parts[i] = replace(whole, text=draft.render(whole))
    draft.parts[j] = replace(second, role="dropped", rule="", ranges=((second.start, second.start),), text="")
    return draft.parts[i]


def _is_said(parts: list[Part], text: str) -> bool:
    """Whether a line begins with the name of a speaker, who speaks again further down."""
    name, colon, rest = text.partition(": ")
    if not colon or not rest or words(name) > 4:
        return False
    return sum(1 for part in parts if part.text.startswith(f"{name}: ")) > 1


def _summed_up(parts: list[Part], front: list[int], i: int) -> float:
    """What speaks for a line because the one below it reads as its second line: longer, and said rather than titled."""
    part = parts[i]
    led = (
        i + 1 < len(parts)
        and parts[i + 1].block == part.block
        and any(SERIES_END.search(p.text) or LABEL.fullmatch(p.text) or SERIES.fullmatch(p.text) for p in parts[:i])
    )
    below = i + 1 if i + 1 in front and parts[i + 1].open else None
    if below is None or parts[below].level == 1 or parts[below].kind == "title" or _is_kicker(part.text, led):
        return 0.0
    under, size = parts[below].text, words(part.text)
    if (
        not 7 <= words(under) <= 40
        or (split_names(part.text) and not is_caps(part.text))
        or words(under) < 1.3 * size
        or key_of(under) == key_of(part.text)
        or is_imprint(under)
    ):
        return 0.0
    said = title_case(under) < 0.5 and title_case(part.text) >= title_case(under)
    return (3.0 if size <= 3 else 1.5) if said and not is_caps(under) else 0.0


def _is_kicker(text: str, led: bool) -> bool:
    """Whether a line may be but a section's or a body's name; two words in capitals below such a name are a title."""
    if (
        LABEL.fullmatch(text)
        or SERIES.fullmatch(text)
        or INSTITUTION.search(text)
        or BODY.search(text)
        or GENERIC.fullmatch(text)
    ):
        return True
    found = [w.lower() for w in re.findall(r"[^\W\d_]+", text)]
    least = 2 if led and is_caps(text) else 3
    return len(found) < least or all(w in SMALL or w in NOT_NAMES for w in found)


def _may_be_title(part: Part) -> bool:
    size = words(part.text)
    if size > 30 or not any(c.isalpha() for c in part.text) or part.kind in ("item", "quote", "table"):
        return False
    if is_text(part) and part.kind not in ("title", "heading") and not part.text.rstrip().endswith(("?", "!")):
        return not ends(part.text) and title_case(part.text) > 0.8
    return True


def _take_title(draft: Draft, front: list[int], title: int) -> None:
    """The title, its second line where it has one, and everything that only leads up to it or repeats it."""
    parts = draft.parts
    whole = parts[title]
    follow = [i for i in front if i > title]
    if follow and parts[follow[0]].open and _second_line(whole, parts[follow[0]]):
        whole = _join(draft, title, follow[0])
    parts[title] = replace(_without_site(draft, whole), role="title")
    key = key_of(whole.text)
    for i in front:
        part = parts[i]
        if i == title or not (part.open or part.role == "heading"):
            continue
        if key_of(part.text) == key or (
            words(part.text) >= 3 and key_of(part.text) == key_of(parts[title].text.split(":")[0])
        ):
            parts[i] = part.drop("repeated-title")
        elif i < title:
            _leading(draft, i)
    led = {key_of(parts[i].text) for i in front if parts[i].rule == "kicker"}
    for i in front:
        if parts[i].open and i > title and key_of(parts[i].text) in led:
            parts[i] = parts[i].drop("kicker")
    for i, part in enumerate(parts):
        if i > title and part.open and key_of(part.text) == key and words(part.text) >= 2:
            parts[i] = part.drop("repeated-title")


def _without_site(draft: Draft, title: Part) -> Part:
    """A title without the name of the site behind a bar, where the text names the site elsewhere too."""
    start, end = title.ranges[-1]
    found = re.search(r"\s+[|–—-]\s+(?P<site>[^|\n–—]{2,40}?)\s*$", draft.text[start:end])
    if (
        found is None
        or len(found["site"].split()) > 4
        or found.start() < 8
        or not re.search(r"[^\W\d_]{3}", found["site"])
    ):
        return title
    site = re.compile(rf"(?<!\w){re.escape(found['site'])}(?!\w)")
    if not any(site.search(part.text) for part in draft.parts if part.start != title.start):
        return title
    cut = replace(title, ranges=(*title.ranges[:-1], (start, start + found.start())))
    draft.metadata.append(Metadatum("publisher", found["site"], "text", draft.line(start)))
    return replace(cut, text=draft.render(cut))


def _second_line(title: Part, other: Part) -> bool:
    """Whether a line goes on with a title: glued to it, set alike, and the first line stops short of an end."""
    if other.block != title.block or words(other.text) > 14 or is_text(other) or LABEL.fullmatch(other.text):
        return False
    if is_caps(title.text) != is_caps(other.text) or title.kind in ("title", "heading"):
        return False
    return hangs(title.text) or (
        is_caps(title.text)
        and words(title.text) >= 3
        and not is_name(other.text.title())
        and title.text[-1:] not in ".?!"
    )


def _leading(draft: Draft, i: int) -> None:
    """A line before the title: a letterhead, a kicker, or a byline set above."""
    part = draft.parts[i]
    text = part.text
    if ADDRESS.search(text):
        draft.note_down("imprint", text, part)
        draft.parts[i] = part.drop("letterhead")
    elif INSTITUTION.search(text) and words(text) <= 14:
        draft.note_down("publisher", text, part)
        draft.parts[i] = part.drop("letterhead")
    elif LABEL.fullmatch(text) or SERIES.fullmatch(text):
        draft.note_down("series", text, part)
        draft.parts[i] = part.drop("letterhead")
    elif words(text) <= 8 and not ends(text):
        draft.note_down("section", text, part)
        draft.parts[i] = part.drop("kicker")
    elif not is_text(part):
        draft.parts[i] = part.drop("letterhead" if is_caps(text) else "kicker")


RULE = Rule("title", "Finds the title; drops its repetitions, the letterhead and the kickers before it.", _apply)
