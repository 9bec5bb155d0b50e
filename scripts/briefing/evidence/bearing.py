"""Where in a cited paragraph the words stand that bear a claim out, in a form that a page can carry.

Places are counted in letters and digits alone, so that they hold in whatever markup and typography the words are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from briefing.evidence.claims import find_sentences
from briefing.evidence.language import Language
from briefing.evidence.language import language as language_of
from briefing.evidence.lookup import content_stems
from briefing.evidence.markup import plain
from briefing.evidence.wording import bare, normalise
from briefing.model import Claim, Key

Span = tuple[int, int]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTER = re.compile(r"[^\W_]")
ENOUGH = 2
"""So many content words must a sentence share with a claim to be pointed at where nothing else was matched."""


def bearing(claim: Claim, paragraphs: Iterable[tuple[str, int, str]], language: str) -> str:
    """What bears a claim out in the digest paragraphs that it cites, each as (key, first number, Markdown).

    One word for each sentence that carries it: `KEY:FIRST:10-80:12-18,40-52`, the sentence, then the words matched in
    it; both as half-open ranges of the paragraph's letters.
    """
    found = []
    for key, n, markdown in paragraphs:
        for (start, end), words in carrying(claim.text, matched_in(claim, key, n), markdown, language):
            spans = ",".join(f"{a}-{b}" for a, b in words)
            found.append(f"{key}:{n}:{start}-{end}:{spans}")
    return " ".join(found)


def matched_in(claim: Claim, key: Key, n: int) -> tuple[tuple[Span, ...], ...]:
    """For each thing of a claim that was found in a digest paragraph, where it stands in its normalised text."""
    rows = (tuple((m.start, m.end) for m in check.matches if (m.key, m.n) == (key, n)) for check in claim.checks)
    return tuple(filter(None, rows))


def stems(text: str, language: Language) -> frozenset[str]:
    """Stems of the content words of a plain text, figures included."""
    words = frozenset(bare(word) for word in (normalise(w).casefold() for w in WORD.findall(text)))
    return content_stems(words, language)


def places(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Offsets in a text of half-open ranges of its letters and digits.

    >>> places("a-bc, d", [(1, 3)])
    ((2, 4),)
    """
    at = [n for n, character in enumerate(text) if _LETTER.match(character)]
    return tuple((at[start], at[end - 1] + 1) for start, end in spans if start < end <= len(at))


@lru_cache(maxsize=100_000)
def carrying(
    claim: str, matched: tuple[tuple[Span, ...], ...], markdown: str, language: str
) -> tuple[tuple[Span, tuple[Span, ...]], ...]:
    """The sentences of a paragraph that carry a claim, in order, each with the words that were matched in it.

    `matched` holds for each thing found where it stands in the normalised text. Of the sentences those are taken that
    together hold all that was found, the likest to the claim first; where nothing was found, the likest alone.
    """
    text = plain(markdown)
    normal = normalise(text)
    before = counts = _counted(text)
    if normal != text:
        counts = _counted(normal)
        if _LETTER.findall(text) != _LETTER.findall(normal):  # ligatures: places can't be carried over
            matched = ()
    # a digest that was edited a moment ago may be shorter than when the claim was compared with it
    facts = [{(counts[a], counts[b]) for a, b in places if b < len(counts)} for places in matched]
    sentences = find_sentences(text, language)
    rows = []
    for sentence in sentences:
        start, end = before[sentence.start], before[sentence.end]
        inside = [{(a, b) for a, b in places if start <= a and b <= end} for places in facts]
        rows.append(((start, end), inside, 0))
    wanted = {i for i, places in enumerate(facts) if any(row[1][i] for row in rows)}
    if len(rows) > 1 or not wanted:  # else likeness decides nothing
        shared = stems(claim, language_of(language))
        said = (stems(text[s.start : s.end], language_of(language)) for s in sentences)
        rows = [(span, inside, len(shared & own)) for (span, inside, _), own in zip(rows, said, strict=True)]
    if not wanted:
        best = max(rows, key=lambda row: row[2], default=None)
        return ((best[0], ()),) if best and best[2] >= ENOUGH else ()
    chosen = []
    while wanted:
        row = max(rows, key=lambda row: (sum(bool(row[1][i]) for i in wanted), row[2]))
        wanted -= {i for i, places in enumerate(row[1]) if places}
        chosen.append(row)
    return tuple((span, _joined(places for row in inside for places in row)) for span, inside, _ in sorted(chosen))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return tuple(found)


def _counted(text: str) -> list[int]:
    """For each place in a text, how many letters and digits stand before it.

    >>> _counted("a-b")
    [0, 1, 1, 2]
    """
    return [*accumulate(map(str.isalnum, text), initial=0)]
