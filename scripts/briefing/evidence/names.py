"""Proper names in a sentence, each as a whole: subjects under their aliases, and words with capitals side by side."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator

from briefing.evidence.dates import is_weekdays
from briefing.evidence.facts import Fact, Name
from briefing.evidence.language import Language
from briefing.evidence.subjects import Subjects, Token, tokens

_OPENING = re.compile(r"(?:^|[:;(\"?!.] ?)[\"'(\[]{0,6}$")


def find_names(
    text: str,
    language: Language,
    subjects: Subjects,
    is_common: Callable[[str], bool],
    taken: Iterable[tuple[int, int]] = (),
    words: list[Token] | None = None,
) -> tuple[Fact, ...]:
    """The proper names of a normalised text in order; `value` is a `Name`.

    `is_common` tells whether a word, in lower case, is known as a common one: such a word is no name at a sentence's
    start, and in `Foreign Minister Smith` only `Smith` has to be found. `words` are those of the text, where known.
    """
    all_tokens = tokens(text) if words is None else words
    keys = [token.key for token in all_tokens]
    free = [True] * len(all_tokens)
    starts, ends = [token.start for token in all_tokens], [token.end for token in all_tokens]
    for start, end in taken:
        for at in range(bisect_right(ends, start), bisect_left(starts, end)):
            free[at] = False
    found = []
    for first, last, subject in subjects.find(keys):
        named = all_tokens[first:last]
        if len(named) > 1 and named[0].text[0].islower() and tuple(keys[first:last]) in subjects.capitals:
            continue  # common words that a title begins with, as in `trade with the North`
        if not all(free[first:last]) or not any(is_capital(t.text) for t in named) or _opens(named, text, is_common):
            continue
        if tuple(keys[first:last]) in subjects.families and _given(all_tokens, first, text, language, is_common):
            continue  # another person of that family name, as far as anybody knows
        found.append(_fact(named, subject, text))
        free[first:last] = [False] * (last - first)
    named_at = [(fact.start, fact.end) for fact in found]
    for run in _runs(all_tokens, free, text):
        before = any(text[run[-1].end : start] == " " for start, end in named_at)
        behind = any(text[end : run[0].start] == " " for start, end in named_at)
        for words in _proper(run, text, language, is_common):
            ordinary = all(is_common(word.key) for word in words)
            if ordinary and (before or (behind and len(words) == 1)):
                continue  # `Foreign Minister` before a name; with two words behind one, `Guild` and all, it is a name
            found.append(_fact(words, "", text))
    return tuple(sorted(dict.fromkeys(found), key=lambda fact: (fact.start, fact.value)))


def _given(
    all_tokens: list[Token], first: int, text: str, language: Language, is_common: Callable[[str], bool]
) -> bool:
    """Whether another name stands right before a family name, as a given name does."""
    if not first:
        return False
    before, name = all_tokens[first - 1], all_tokens[first]
    if text[before.end : name.start] not in (" ", ". ") or not before.text[0].isupper():
        return False
    key = before.key
    if (
        key in language.titles | language.posts
        or key in language.function_words
        or key in language.before_name
        or is_common(key)
    ):
        return False
    return len(before.text) > 1 and not before.text.isupper()


def is_capital(word: str) -> bool:
    """Whether a word has a capital, or letters of a script that knows none."""
    return word[0].isupper() or (len(word) > 1 and word[1:] != word[1:].lower()) or word[0].lower() == word[0].upper()


def _fact(words: list[Token], subject: str, text: str) -> Fact:
    start, end = words[0].start, words[-1].end
    return Fact(
        "name",
        text[start:end],
        start,
        end,
        Name(subject, (*(token.key for token in words[:-1]), words[-1].key.removesuffix("'s"))),
    )


def _runs(all_tokens: list[Token], free: list[bool], text: str) -> Iterator[list[Token]]:
    """Capitalised words that stand side by side, and figures hyphened to them."""
    run: list[Token] = []
    for token, is_free in zip(all_tokens, free, strict=True):
        gap = text[run[-1].end : token.start] if run else ""
        if run and (
            run[-1].text.endswith("'s")
            or not (is_free and (gap in {" ", "-", "' "} or (gap == ". " and len(run[-1].text) < 4)))
        ):
            yield run
            run = []
            gap = ""
        figure = token.text[0].isdigit()
        if is_free and ((run and gap == "-") if figure else token.text[0].isalpha() and _cased(token.text)):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _cased(word: str) -> bool:
    return word[0].isupper() or (len(word) > 1 and word[1:] != word[1:].lower())


def _opens(words: list[Token], text: str, is_common: Callable[[str], bool]) -> bool:
    """Whether a one-word name is only a common word that opens the sentence."""
    return (
        len(words) == 1
        and bool(_OPENING.search(text[: words[0].start]))
        and is_common(words[0].key)
        and not words[0].text[1:].isupper()
    )


def _proper(run: list[Token], text: str, language: Language, is_common: Callable[[str], bool]) -> Iterator[list[Token]]:
    """The names of a run, each whole: no articles, no common word that opens the sentence, no titles before them."""
    words = list(run)
    opening = bool(_OPENING.search(text[: run[0].start]))
    if opening and not (words[0].text.isupper() and len(words[0].text) > 1):
        follower = re.match(r"\W*(\w+)( by\b)?", text[run[-1].end :])
        filed = "." in words[0].text and words[0].text[1:].islower()  # `Robots.txt`, as it opens a sentence
        alone = len(run) == 1 and follower is not None and bool(follower[1] in language.after_noun or follower[2])
        if alone or filed or words[0].key in language.function_words or is_common(words[0].key):
            words = words[1:]
    while words and _plain(words[0], language):
        words = words[1:]
    while words and words[-1].key in language.function_words:
        words = words[:-1]
    if words:
        yield words


def _plain(word: Token, language: Language) -> bool:
    """Whether a word before a name is none: an article, a title, `I`, a day of each week."""
    key, no_names = word.key, (language.function_words, language.titles, language.posts)
    return any(key in words for words in no_names) or word.text == "I" or is_weekdays(key, language)
