"""Proper names in a sentence: subjects under their aliases, and other capitalised words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from briefing.evidence.facts import Fact
from briefing.evidence.language import Language
from briefing.evidence.subjects import Subjects, Token, tokens

INFLECTION = 3
"""Letters of a case ending, in languages whose names have them."""

_OPENING = re.compile(r"(?:^|[:(\"?!] ?)[\"'(\[]*$")


def find_names(
    text: str,
    language: Language,
    subjects: Subjects,
    is_common: Callable[[str], bool],
    is_opener: Callable[[str], bool],
    taken: Iterable[tuple[int, int]] = (),
) -> tuple[Fact, ...]:
    """The proper names of a normalised text in order.

    `value` is `(subject or "", words)`. `is_common` tells whether a word, in lower case, is known as a common one: such
    a word is no name at a sentence's start, and in `Foreign Minister Smith` only `Smith` has to be found.
    `is_opener` tells whether it is known only from sentences' starts, and so no name there unless it is a subject's.
    """
    spans = tuple(taken)
    all_tokens = tokens(text)
    keys = [token.key for token in all_tokens]
    free = [not any(token.start < end and start < token.end for start, end in spans) for token in all_tokens]
    found = []
    for first, last, subject in subjects.find(keys):
        named = all_tokens[first:last]
        if len(named) > 1 and named[0].text[0].islower() and tuple(keys[first:last]) in subjects.capitals:
            continue  # common words that a title begins with, as in `trade with the North`
        if all(free[first:last]) and any(_capital(t.text) for t in named) and not _opens(named, text, is_common):
            found.append(_fact(named, subject, text))
            free[first:last] = [False] * (last - first)
    for run in _runs(all_tokens, free, text):
        words = _proper(run, text, language, is_common, is_opener)
        if words:
            found.append(_fact(words, "", text))
    return tuple(sorted(dict.fromkeys(found), key=lambda fact: (fact.start, fact.value)))


def shared_stem(one: str, other: str, language: Language) -> bool:
    """Whether two words, in lower case, differ only in endings that make an adjective or a people of a name.

    In a language that inflects names, two that differ in their last `INFLECTION` letters at most are forms of one.
    """
    if one == other:
        return True
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    if language.inflects and common >= language.demonym_stem and max(len(one), len(other)) - common <= INFLECTION:
        return True
    return any(
        one[cut:] in language.demonym_endings and other[cut:] in language.demonym_endings
        for cut in range(common, language.demonym_stem - 1, -1)
    )


def _capital(word: str) -> bool:
    return word[0].isupper() or (len(word) > 1 and word[1:] != word[1:].lower())


def _fact(words: list[Token], subject: str, text: str) -> Fact:
    start, end = words[0].start, words[-1].end
    return Fact("name", text[start:end], start, end, (subject, tuple(token.key for token in words)))


def _runs(all_tokens: list[Token], free: list[bool], text: str) -> Iterator[list[Token]]:
    """Capitalised words that stand side by side, and figures hyphened to them."""
    run: list[Token] = []
    for token, is_free in zip(all_tokens, free, strict=True):
        gap = text[run[-1].end : token.start] if run else ""
        if run and not (is_free and gap in {" ", "-", ". ", "' "}):
            yield run
            run = []
            gap = ""
        figure = token.text[0].isdigit()
        if is_free and ((run and gap == "-") if figure else _capital(token.text)):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _opens(words: list[Token], text: str, is_common: Callable[[str], bool]) -> bool:
    """Whether a one-word name is only a common word that opens the sentence."""
    return (
        len(words) == 1
        and bool(_OPENING.search(text[: words[0].start]))
        and is_common(words[0].key)
        and not words[0].text[1:].isupper()
    )


def _proper(
    run: list[Token],
    text: str,
    language: Language,
    is_common: Callable[[str], bool],
    is_opener: Callable[[str], bool],
) -> list[Token]:
    """The words of a run that have to be found: no articles, no common word that opens the sentence, no titles."""
    opening = bool(_OPENING.search(text[: run[0].start]))
    words = [t for t in run if t.key not in language.function_words and not (len(t.text) == 1 and t.text == "I")]
    if opening and words and words[0] is run[0] and not words[0].text.isupper():
        follower = re.match(r"\W*(\w+)", text[run[-1].end :])
        alone = len(run) == 1 and follower is not None and follower.group(1) in language.after_noun
        if alone or is_common(words[0].key) or is_opener(words[0].key):
            words = words[1:]
    proper = [t for t in words if t.text[0].isdigit() or (len(t.text) > 1 and t.text.isupper()) or not is_common(t.key)]
    return proper or words
