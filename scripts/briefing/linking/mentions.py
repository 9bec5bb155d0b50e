"""Finds thousands of names in one pass over a text, and links the first mention of each subject on a page.

The rules, which hold for every script:

- A name begins and ends at a word's edge: `IS-K` isn't in `ISIS-K`, nor `Pakistan` in `Pakistani`. Scripts that
  write no spaces (Han, kana, Thai, Lao, Khmer, Burmese) know no such edge.
- A possessive is a mention (`Taliban's`, `Forces'`); with another letter at an apostrophe it is none.
- A hyphen joins a name to small words (`pro-Taliban`, `CSTO-led`) and to another name (`Moscow-Kabul`); joined to
  anything else with a capital or a digit it is part of a longer name (`ISIS-K`, `Tehrik-i-Taliban`).
- Case counts. A name in small letters may have a capital where a sentence begins; a topic's title may lose it.
- Where names overlap, the leftmost wins, and of those the longest.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from briefing.linking.names import Name, names
from briefing.linking.protected import Span, protected, quoted
from briefing.model import Library

_FOLD = str.maketrans("\n\t\u00a0\u2009\u202f’ʼ‐‑", "     ''--")
"""One character for one, so that offsets stay: kinds of space, apostrophe and hyphen."""
_GAP = re.compile(r"(?<!\s)(?=\s{2})[^\S\n]*\n?[^\S\n]*(?!\s)")
"""White space within a paragraph that is more than one character, at a line's end for example."""
_SPACES = re.compile(r"\s\s")
_WORD = re.compile(r"[^\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_JOINED_BEFORE = re.compile(r"[\w.'-]*-$")
_JOINED_AFTER = re.compile(r"-[\w.'-]*")
_SENTENCE_START = re.compile(
    r"(?:(?:^|\n)\s*(?:(?:[-*+]|\d+[.)])\s+)?|[.!?…:][\])”’\"'»]*(?:\[[^\[\]]*\])*\s+|\|\s*)[\[(“‘\"'«„*_]*$"
)


KNOWN = 200_000
"""Texts whose mentions are remembered."""

Edit = tuple[int, int, str]
"""A piece of a text, `start <= i < end`, and what stands in its place."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject named in a text, at `start <= i < end`."""

    subject: str
    start: int
    end: int


class Automaton:
    """All names of all subjects, built once; finding costs one pass however many there are."""

    def __init__(self, names: Iterable[Name]) -> None:
        owners: dict[str, tuple[str, bool]] = {}
        for name in names:
            owners[name.text.translate(_FOLD)] = (name.subject, False)
        for name in names:
            for variant, at_start in _variants(name):
                owners.setdefault(variant.translate(_FOLD), (name.subject, at_start))
        self._owners = list(owners.values())
        self._search = AhoCorasick(list(owners)) if owners else None
        self._known: dict[str, tuple[Hit, ...]] = {}

    def find(self, markdown: str) -> tuple[Hit, ...]:
        """Mentions in a Markdown text, in order and without overlap; none in code, links, headings, citations …

        A text is searched once, so that after an edit only what is new is.
        """
        if markdown not in self._known:
            if len(self._known) >= KNOWN:
                self._known.clear()
            self._known[markdown] = self._find(markdown)
        return self._known[markdown]

    def _find(self, markdown: str) -> tuple[Hit, ...]:
        if self._search is None:
            return ()
        text, original = _folded(markdown)
        found = [
            (start, -end, self._owners[i][0])
            for i, start, end in self._search.find_matches_as_indexes(text, overlapping=True)
            if not self._owners[i][1] or _begins_sentence(markdown, original(start))
        ]
        if not found:
            return ()
        kept = _leftmost_longest(_at_edges(text, found))
        spans = protected(markdown)
        hits = (Hit(s, original(a), original(b - 1) + 1) for a, b, s in kept)
        return tuple(hit for hit in hits if not _inside(hit, spans))


@lru_cache(maxsize=8)
def built(known: tuple[Name, ...]) -> Automaton:
    """What finds these names; it remembers the texts that were searched."""
    return Automaton(known)


def automaton(library: Library) -> Automaton:
    """The automaton of a library's names; built again only when the names change."""
    return built(names(library)[0])


class Linker:
    """Links the first mention of each subject on one page; give it the page's texts in reading order."""

    def __init__(self, automaton: Automaton, home: str) -> None:
        self._automaton = automaton
        self._folder = posixpath.dirname(home)
        self._linked = {home.removesuffix(".md")}

    def edits(self, markdown: str, hits: Iterable[Hit] | None = None) -> list[Edit]:
        """What makes first mentions links; `hits` where they are known already."""
        hits = self._automaton.find(markdown) if hits is None else hits
        fresh = [hit for hit in hits if hit.subject not in self._linked]
        spans = quoted(markdown) if fresh else []
        made: list[Edit] = []
        for hit in fresh:
            if hit.subject not in self._linked and not _inside(hit, spans):
                self._linked.add(hit.subject)
                address = relative(f"{hit.subject}.md", self._folder)
                made.append((hit.start, hit.end, f"[{markdown[hit.start : hit.end]}]({address})"))
        return made

    def link(self, markdown: str, hits: Iterable[Hit] | None = None) -> str:
        """The text with first mentions as relative Markdown links."""
        return apply(markdown, self.edits(markdown, hits))


def relative(path: str, folder: str) -> str:
    """A page's path as seen from a folder of pages (empty for the top).

    >>> relative("topics/a.md", "sources")
    '../topics/a.md'
    """
    if not folder:
        return path
    return path[len(folder) + 1 :] if path.startswith(f"{folder}/") else "../" * (folder.count("/") + 1) + path


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made; edits are in order of place and do not overlap."""
    pieces, done = [], 0
    for start, end, new in edits:
        pieces += [text[done:start], new]
        done = end
    return "".join((*pieces, text[done:]))


def link_text(markdown: str, home: str, automaton: Automaton) -> str:
    """A page's Markdown with the first mention of each subject linked; `home` is the page's own path."""
    return Linker(automaton, home).link(markdown)


def _variants(name: Name) -> list[tuple[str, bool]]:
    """Other ways in which a name is written, each with whether it counts only where a sentence begins."""
    first, rest = name.text[0], name.text[1:]
    if first.islower():
        return [(first.upper() + rest, True)]
    if name.title and rest == rest.lower():
        return [(first.lower() + rest, False)]
    return []


def _begins_sentence(markdown: str, start: int) -> bool:
    return _SENTENCE_START.search(markdown, max(0, start - 200), start) is not None


def _folded(markdown: str) -> tuple[str, Callable[[int], int]]:
    """The text as names are spelled, and what gives the offset in the original of an offset in it."""
    text = markdown.translate(_FOLD)
    gaps = [m.span() for m in _GAP.finditer(markdown)] if _SPACES.search(markdown) else []
    if not gaps:
        return text, int
    pieces, places, shifts, done = [], [0], [0], 0
    for start, end in gaps:
        pieces += [text[done:start], " "]
        done = end
        shifts.append(shifts[-1] + end - start - 1)
        places.append(end - shifts[-1])
    return "".join((*pieces, text[done:])), lambda i: i + shifts[bisect_right(places, i) - 1]


def _at_edges(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Those matches that begin and end as the rules say; `(start, -end, subject)`."""
    starts = {start for start, _, _ in found}
    ends = {-end for _, end, _ in found}
    return [row for row in found if _edge_before(text, row[0], ends) and _edge_after(text, -row[1], starts)]


def _edge_before(text: str, start: int, ends: set[int]) -> bool:
    if start == 0 or _UNSPACED.match(text, start):
        return True
    if _WORD.match(text, start - 1):
        return False
    if text[start - 1] == "'":
        return start == 1 or not _WORD.match(text, start - 2)
    if text[start - 1] == "-" and start - 1 not in ends:
        joined = _JOINED_BEFORE.search(text, max(0, start - 80), start)
        return joined is None or _all_small(joined.group())
    return True


def _edge_after(text: str, end: int, starts: set[int]) -> bool:
    if end == len(text) or _UNSPACED.match(text, end - 1):
        return True
    if _WORD.match(text, end):
        return False
    if text[end] == "'" and end + 1 < len(text) and _WORD.match(text, end + 1):
        return text[end + 1] in "sS" and (end + 2 == len(text) or not _WORD.match(text, end + 2))
    if text[end] == "-" and end + 1 not in starts:
        joined = _JOINED_AFTER.match(text, end)
        return joined is None or _all_small(joined.group())
    return True


def _all_small(joined: str) -> bool:
    """Whether the words that hyphens join to a name are small words, and no part of a longer name."""
    return not any(part[:1].isupper() or part[:1].isdigit() for part in joined.split("-"))


def _leftmost_longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Of overlapping matches the leftmost, and of those the longest; `(start, end, subject)`."""
    kept, done = [], 0
    for start, end, subject in sorted(found):
        if start >= done:
            kept.append((start, -end, subject))
            done = -end
    return kept


def _inside(hit: Hit, spans: list[Span]) -> bool:
    return any(a < hit.end and hit.start < b for a, b in spans)
