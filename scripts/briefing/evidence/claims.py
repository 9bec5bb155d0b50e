"""Claims: the sentences of everything that the desk wrote, each with its citations, its place and a stable id."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from briefing.evidence.blocks import Block, find_blocks
from briefing.evidence.citations import parse_citations
from briefing.evidence.language import language as language_of
from briefing.evidence.markup import plain
from briefing.evidence.quotations import find_quotations
from briefing.evidence.sentences import split_sentences
from briefing.evidence.waivers import find_waivers
from briefing.memory import Memory
from briefing.model import Citation, CitationGroup, Claim, ClaimKind, Library, Passage, Place, Waiver

JUDGEMENTS = frozenset({"key judgements", "key judgments"})
"""Headings (in lower case) under which a list item is a key judgement."""

MOST_LED = 8
"""So many sentences may rest on the citation of the one above them that ends with a colon."""
LONG = 400
"""Characters from which on it pays to keep what a passage was taken apart to."""
CELL_WORDS = 3
"""A table's cell says something, and so must cite, from so many words on, or where it holds a figure."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a Markdown text, before it is known whose it is."""

    start: int
    end: int
    block: Block
    groups: tuple[CitationGroup, ...]
    led: tuple[CitationGroup, ...] = ()
    """Without groups of its own: those of the sentence above that ends with a colon, which stand for it."""


def find_claims(library: Library, language: str = "en", memory: Memory | None = None) -> tuple[Claim, ...]:
    """The sentences of all passages as claims without checks, in reading order.

    On pages written by hand only sentences with a citation are claims. An id depends on the page and the words of
    the sentence alone; where a page has the same sentence twice, also on which of them it is. A long passage that
    `memory` holds isn't taken apart again.
    """
    kept = memory or Memory()
    drafts = [draft for passage in library.passages() for draft in _claims_of(passage, language, kept)]
    return tuple(_with_ids(drafts))


def _claims_of(passage: Passage, language: str, memory: Memory) -> Iterable[Claim]:
    """The claims of one passage, from the memory where it is long and was taken apart before."""
    if len(passage.text) < LONG:
        return claims_of(passage, language)
    key = f"claims {passage.kind} {language} {hashlib.sha256(passage.text.encode('utf-8', 'replace')).hexdigest()}"
    rows = memory.get(key)
    if rows is not None:
        return [_claim(passage, row) for row in rows]
    found = claims_of(passage, language)
    rows = [_row(claim) for claim in found]
    if all(_claim(passage, row) == claim for row, claim in zip(rows, found, strict=True)):
        memory.keep(key, rows)
    return found


def _row(claim: Claim) -> list[Any]:
    """A claim as JSON has it; lines count from its passage's."""
    line = claim.passage.place.line
    groups = [[g.start, g.end, [[c.key, [*c.locators], c.start, c.end] for c in g.citations]] for g in claim.groups]
    waivers = [[w.text, w.because, w.place.line - line] for w in claim.waivers]
    return [claim.kind, claim.start, claim.end, claim.text, groups, waivers, claim.place.line - line]


def _claim(passage: Passage, row: list[Any]) -> Claim:
    """The claim again."""
    kind, start, end, text, groups, waivers, line = row
    at = passage.place
    cited = tuple(
        CitationGroup(tuple(Citation(key, tuple(ns), a, b) for key, ns, a, b in rows), first, last)
        for first, last, rows in groups
    )
    waived = tuple(Waiver(words, because, Place(at.path, at.line + below)) for words, because, below in waivers)
    return Claim("", kind, passage, start, end, text, cited, (), waived, Place(at.path, at.line + line))


@lru_cache(maxsize=10_000)
def find_sentences(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """The sentences of a Markdown text in order: headings, code, comments and tables' heads hold none."""
    groups, _ = parse_citations(text)
    prose, blocks = find_blocks(text)
    words = language_of(language)
    starts = [group.start for group in groups]
    found = []
    for block in blocks:
        inside = groups[bisect_right(starts, block.start - 1) : bisect_right(starts, block.end - 1)]
        for start, end in split_sentences(prose, block.start, block.end, inside, words):
            own = groups[bisect_left(starts, start) : bisect_left(starts, end)]
            if block.kind != "cell" or own or _says_something(prose[start:end]):
                found.append(Sentence(start, end, block, own))
    return tuple(_led(found, text, blocks))


def _led(sentences: list[Sentence], text: str, blocks: tuple[Block, ...]) -> Iterator[Sentence]:
    """The sentences, those below one that ends with a colon and its citation led by it: the rest of its paragraph and
    the list right below, `MOST_LED` at most that cite nothing themselves."""
    order = {id(block): number for number, block in enumerate(blocks)}
    lead: Sentence | None = None
    last = count = 0
    for sentence in sentences:
        at = order[id(sentence.block)]
        listed = sentence.block.kind == "item" and at <= last + 1
        if lead and not (sentence.block is lead.block or listed):
            lead = None
        last = at
        if lead and not sentence.groups and count < MOST_LED:
            count += 1
            yield replace(sentence, led=lead.groups)
            continue
        if sentence.groups and plain(text[sentence.start : sentence.groups[-1].start]).endswith(":"):
            lead, count = sentence, 0
        yield sentence


def _says_something(cell: str) -> bool:
    """Whether a table's cell is a statement rather than a label."""
    return bool(re.search(r"\d", cell)) or len(re.findall(r"[^\W\d_]+", cell)) >= CELL_WORDS


@lru_cache(maxsize=10_000)
def claims_of(passage: Passage, language: str = "en") -> tuple[Claim, ...]:
    """The claims of one passage, with an empty id."""
    sentences = find_sentences(passage.text, language)
    waivers = _waivers(passage, sentences)
    kept = []
    for number, sentence in enumerate(sentences):
        groups = sentence.groups or sentence.led
        if passage.kind in ("page", "remark") and not groups:
            continue
        place = Place(passage.place.path, passage.place.line + passage.text.count("\n", 0, sentence.start))
        kept.append(
            Claim(
                id="",
                kind=_kind(passage, sentence.block),
                passage=passage,
                start=sentence.start,
                end=sentence.end,
                text=_said(passage.text, sentence),
                groups=groups,
                checks=(),
                waivers=waivers.get(number, ()),
                place=place,
            )
        )
    return tuple(kept)


def _said(text: str, sentence: Sentence) -> str:
    """A sentence as plain text; one in a block quotation stands in quotation marks, for it is quoted."""
    said = plain(text[sentence.start : sentence.end])
    line = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    return f"“{said}”" if line.lstrip().startswith(">") and not find_quotations(said) else said


def _kind(passage: Passage, block: Block) -> ClaimKind:
    """A list item under "Key judgements" is a judgement; all else is what its passage says."""
    if passage.kind == "sentence" and block.kind == "item" and plain(block.heading).lower() in JUDGEMENTS:
        return "judgement"
    return passage.kind


def _waivers(passage: Passage, sentences: tuple[Sentence, ...]) -> dict[int, tuple[Waiver, ...]]:
    """Sentence number → its waivers: those within it and behind it, and those before it on its first line."""
    found: dict[int, tuple[Waiver, ...]] = {}
    starts = [sentence.start for sentence in sentences]
    for waiver in find_waivers(passage.text) if sentences else ():
        line = passage.place.line + passage.text.count("\n", 0, waiver.start)
        number = max(0, bisect_right(starts, waiver.start) - 1)
        if _leads(waiver.start, waiver.end, number, sentences, passage.text):
            number += 1
        if not waiver.wrong:
            place = Place(passage.place.path, line)
            rows = tuple(Waiver(text, waiver.because, place) for text in waiver.texts)
            found[number] = found.get(number, ()) + rows
    return found


def _leads(start: int, end: int, before: int, sentences: tuple[Sentence, ...], text: str) -> bool:
    """Whether a waiver opens a line on which a sentence follows, and so belongs to that sentence."""
    if before + 1 >= len(sentences) or start < sentences[before].end:
        return False
    return "\n" in text[sentences[before].end : start] and "\n" not in text[end : sentences[before + 1].start]


def _with_ids(drafts: list[Claim]) -> Iterator[Claim]:
    """The claims with their ids: eight hexadecimal digits of the SHA-256 of page, words and number of the repeat."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    for claim in drafts:
        words = " ".join(re.findall(r"\w+", claim.text.casefold()))
        key = f"{claim.home}\n{words}"
        ordinal = seen[key]
        seen[key] += 1
        identity = _hash(key, ordinal)
        while identity in taken:  # two texts with one hash: rare, but an anchor must be unique
            ordinal += 1_000_000
            identity = _hash(key, ordinal)
        taken.add(identity)
        yield _renamed(claim, identity)


def _hash(key: str, ordinal: int) -> str:
    text = f"{key}\n{ordinal}" if ordinal else key
    return "c-" + hashlib.sha256(text.encode()).hexdigest()[:8]


def _renamed(claim: Claim, identity: str) -> Claim:
    """A copy with its id; written out because `replace` is slow on thousands."""
    return Claim(
        identity, claim.kind, claim.passage, claim.start, claim.end, claim.text, claim.groups,
        claim.checks, claim.waivers, claim.place,
    )  # fmt: skip
