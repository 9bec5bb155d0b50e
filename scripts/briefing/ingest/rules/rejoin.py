"""Paragraphs that a page's end cut in two, put together again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from briefing.ingest.draft import Draft, Part
from briefing.ingest.rules.rule import Rule
from briefing.ingest.words import ABBREVIATIONS, FUNCTION, NEVER_LAST, bare, begins_small, cut_off, prose, words

LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def _apply(draft: Draft) -> None:
    vocabulary = _Vocabulary(draft.text)
    parts = draft.parts
    open_at: int | None = None
    between = False
    for i, part in enumerate(parts):
        if part.role == "heading" or part.role == "title":
            open_at = None
        elif part.role in ("dropped", "note", "metadata"):
            between = True
        elif part.role == "text":
            if open_at is not None and _belongs(parts[open_at], part, between, vocabulary):
                _join(draft, open_at, i)
            else:
                open_at = i
            between = False


class _Vocabulary:
    """How the document's own words are written: tells names from words that merely begin a sentence."""

    def __init__(self, text: str) -> None:
        self.words = Counter(LETTERS.findall(text))
        self.inner = Counter(re.findall(r"(?<=[a-zà-ÿа-я,] )[^\W\d_a-z][\w'’-]*", text))

    def is_name(self, word: str) -> bool:
        """Whether a capitalised word is one within sentences too, and never written small."""
        return not self.words.get(word.lower()) and (self.inner[word] > 0 or word.isupper())


def _belongs(first: Part, second: Part, between: bool, vocabulary: _Vocabulary) -> bool:
    """Whether the second part goes on with the sentence in which the first one stops."""
    said = re.match(r"[–—-]\s(?=[^\W\d_])", second.text)
    if (
        said
        and between
        and first.kind == second.kind.replace("item", "text")
        and begins_small(second.text[said.end() :])
    ):
        return first.text.rstrip().endswith((",", "»", "”", '"', "»,", "”,"))
    if (
        first.kind in ("table", "item")
        or second.kind in ("table", "item", "quote")
        or first.kind != second.kind == "quote"
    ):
        return first.kind == "item" and second.kind == "text" and begins_small(second.text) and cut_off(first.text)
    small = begins_small(second.text)
    if not cut_off(first.text) and not first.text.rstrip().endswith(";"):
        last = bare(first.text).rsplit(None, 1)[-1].lower().strip('("“') if first.text.split() else ""
        return small and (last in ABBREVIATIONS or (bool(re.fullmatch(r"(?:[a-z]\.)+[a-z]?", last)) and between))
    stop = first.text.rstrip().rstrip('"”’)')
    if stop.endswith(";") and small and words(first.text) > (8 if between else 18) and first.kind == second.kind:
        return True
    if stop.endswith((":", ";")) or (not prose(first.text + " .") and words(first.text) < 6):
        return False
    if small:
        return True
    if stop.endswith((",", "-", "–", "—")):
        return True
    if first.text.lower().endswith(tuple(f" {word}" for word in NEVER_LAST)):
        return True
    last = re.sub(r"\W+$", "", stop[-200:]).rpartition(" ")[2]
    if last.lower() in FUNCTION and last.lower() == last:
        return True
    word = LETTERS.search(second.text)
    starts_digit = second.text[:1].isdigit()
    if between and (starts_digit or (word is not None and word.start() <= 2 and vocabulary.is_name(word.group()))):
        return words(first.text) > 8 and words(second.text) > 2
    return False


def _join(draft: Draft, i: int, j: int) -> None:
    """Puts part `j` at the end of part `i`; a word cut by a hyphen is settled by the hyphenation rule."""
    first, second = draft.parts[i], draft.parts[j]
    joined = replace(first, ranges=(*first.ranges, *second.ranges), joined=(*first.joined, " ", *second.joined))
    draft.parts[i] = replace(joined, text=draft.render(joined))
    draft.parts[j] = replace(second, role="dropped", rule="", ranges=((second.start, second.start),), text="")


RULE = Rule("rejoin", "Puts paragraphs together again that were cut by a page's end.", _apply)
