"""Heads and feet that come again on the pages of a text file: by where they stand, never by being alike alone."""

from __future__ import annotations

import re
from collections import defaultdict

from briefing.ingest.draft import Draft, Part
from briefing.ingest.profile import without_page
from briefing.ingest.rules.rule import Rule, droppable
from briefing.ingest.words import begins_small, cut_off, ends, prose, words

NAME = "running-heads"
MOST = 16
"""Words of such a line at most."""
BARRED = re.compile(r"^\d{1,4}\s*[|•]\s*\D|\D\s*[|•]\s*\d{1,4}$")
"""A page's number parted by a bar."""
GAP = re.compile(r"\s{3,}|\t+|\s[|•]\s")


def _apply(draft: Draft) -> None:
    parts = draft.parts
    first = next((i for i, part in enumerate(parts) if prose(part.text) and words(part.text) > 20), 0)
    front = {part.text.lower() for part in parts[:first] if part.role != "note"}
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, part in enumerate(parts):
        if i > first and droppable(part) and len(part.text) > 3 and words(part.text) <= MOST:
            if BARRED.search(part.text) and _breaks_page(parts, i):
                parts[i] = part.drop(NAME)
                continue
            bare, number = without_page(part.text)
            places[bare].append((i, number))
    for bare, found in places.items():
        edge = [i for i, _ in found if _breaks_page(parts, i)]
        numbers = [n for _, n in found if n]
        if ends(bare):  # a sentence: a refrain
            gone = []
        elif bare in front:
            gone = [i for i, _ in found] if len(found) > 1 or edge else []
        elif len(found) < 2 or (numbers and numbers != sorted(set(numbers))):
            gone = []
        else:
            needed = len(found) if numbers else max(2, 0.6 * len(found))
            gone = [i for i, _ in found] if len(edge) >= needed else []
        for i in gone:
            parts[i] = parts[i].drop(NAME)
    _of_pieces(draft, first)


def _of_pieces(draft: Draft, first: int) -> None:
    """Lines at a page's edge of several pieces far apart, one of which stands elsewhere too: `INSTITUTE   Paper 9`."""
    parts = draft.parts
    known: dict[str, int] = defaultdict(int)
    wide: list[tuple[int, list[str]]] = []
    for i, part in enumerate(parts):
        if part.role == "note" or words(part.text) > 24:
            continue
        pieces = [piece.strip().lower() for piece in GAP.split(draft.text[part.start : part.end])]
        for key in {p for p in pieces if len(p) > 3}:
            known[key] += 1
        if len(pieces) > 1 and i > first and droppable(part):
            wide.append((i, pieces))
    for i, pieces in wide:
        numbered = pieces[0].isdigit() or pieces[-1].isdigit()
        again = any(known[p] > 1 or any(len(k) > 8 and p.startswith(f"{k} ") for k in known) for p in pieces)
        if again and (numbered or _breaks_page(parts, i)):
            parts[i] = parts[i].drop(NAME)


def _breaks_page(parts: list[Part], i: int) -> bool:
    """Whether a line stands where a page ends: beside a page number, on a page's edge, within a cut sentence."""
    around = [parts[j] for j in (i - 1, i + 1) if 0 <= j < len(parts)]
    if any(p.rule == "page-numbers" or p.page != parts[i].page for p in around):
        return True
    before = next((p for p in reversed(parts[max(0, i - 12) : i]) if p.role != "dropped"), None)
    if before is None or before.role != "text" or words(before.text) <= 12 or not cut_off(before.text):
        return False
    return any(begins_small(p.text) for p in parts[i + 1 : i + 4])


RULE = Rule(NAME, "Drops heads and feet that come again on every page.", _apply)
