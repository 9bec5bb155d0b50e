"""Heads and feet that come again on every page."""

from __future__ import annotations

import re
from collections import defaultdict

from briefing.ingest.draft import Draft, Part
from briefing.ingest.front import key_of
from briefing.ingest.rules.rule import Rule, droppable
from briefing.ingest.words import cut_off, prose, words

NAME = "running-heads"
GAP = re.compile(r"\s{3,}|\t+|\s[|•]\s")


def _apply(draft: Draft) -> None:
    places: dict[str, list[int]] = defaultdict(list)
    for i, part in enumerate(draft.parts):
        if droppable(part) and 1 <= words(part.text) <= 16 and len(part.text) > 3:
            places[key_of(part.text)].append(i)
    first = next((i for i, part in enumerate(draft.parts) if prose(part.text) and words(part.text) > 20), 0)
    for key, found in places.items():
        if len(key) < 3 or len(found) < 2:
            continue
        later = [i for i in found if i > first]
        if len(later) >= 3 or (later and all(_breaks_page(draft.parts, i) for i in later)):
            for i in later:
                draft.parts[i] = draft.parts[i].drop(NAME)
    _of_pieces(draft, first)
    _with_numbers(draft, first)


def _of_pieces(draft: Draft, first: int) -> None:
    """Lines at a page's edge of several pieces far apart, one of which stands elsewhere too: `INSTITUTE   Paper 9`."""
    parts = draft.parts
    known: dict[str, int] = defaultdict(int)
    wide: list[tuple[int, list[str]]] = []
    for i, part in enumerate(parts):
        if part.role == "note" or words(part.text) > 24:
            continue
        pieces = [key_of(piece) for piece in GAP.split(draft.text[part.start : part.end])]
        for key in {p for p in pieces if len(p) > 3}:
            known[key] += 1
        if len(pieces) > 1 and i > first and droppable(part):
            wide.append((i, pieces))
    for i, pieces in wide:
        numbered = bool(re.search(r"(?:^\d{1,4}\s{3,})|(?:\s{3,}\d{1,4}$)", draft.text[parts[i].start : parts[i].end]))
        again = any(known[p] > 1 or any(len(k) > 8 and p.startswith(f"{k} ") for k in known) for p in pieces)
        if again and (numbered or _breaks_page(parts, i)):
            parts[i] = parts[i].drop(NAME)


def _breaks_page(parts: list[Part], i: int) -> bool:
    """Whether a line stands where a page ends: beside a page number, on a page's edge, within a cut sentence."""
    around = [parts[j] for j in (i - 1, i + 1) if 0 <= j < len(parts)]
    if any(p.rule == "page-numbers" or p.page != parts[i].page for p in around):
        return True
    before = next((p for p in reversed(parts[max(0, i - 12) : i]) if p.role != "dropped"), None)
    return before is not None and words(before.text) > 12 and cut_off(before.text) and before.role == "text"


def _with_numbers(draft: Draft, first: int) -> None:
    """Lines such as `12 | A Title` or `A Title 12` whose number rises with the pages."""
    pattern = re.compile(r"(?P<a>\d{1,4})\s*[|•·–—]\s*\D.{2,80}|\D.{2,80}?\s*[|•·–—]\s*(?:page )?(?P<b>\d{1,4})", re.I)
    for i, part in enumerate(draft.parts):
        if i > first and droppable(part) and words(part.text) <= 24 and pattern.fullmatch(part.text):
            draft.parts[i] = part.drop(NAME)


RULE = Rule(NAME, "Drops heads and feet that come again on every page.", _apply)
