"""What each source says of a subject: representative sentences, and every paragraph that names it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.evidence.claims import find_sentences
from briefing.evidence.markup import plain
from briefing.model import Citation, DigestParagraph, Key, Mention
from briefing.pages import escape
from briefing.pages.context import Context, Evidence
from briefing.pages.page import Page
from briefing.pages.synthesis import representative

LEANING = frozenset(
    {
        "he", "she", "it", "they", "we", "his", "her", "its", "their", "him", "them", "this", "that", "these", "those",
        "such", "here", "there", "then", "thus", "hence", "so", "but", "and", "or", "yet", "however", "moreover",
        "both", "neither",
    }
)  # fmt: skip
"""First words (English) of sentences that lean on the sentence before, and so can't stand alone."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a digest."""

    key: Key
    first: int
    last: int
    """Numbers of its paragraph."""
    text: str
    """Plain text."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a subject."""

    key: Key
    label: str
    link: str
    date: str
    count: int
    """Paragraphs that bear on it."""
    how: str
    """How many of them name it and how many the page cites, in words."""
    total: int
    """Paragraphs that the source has."""
    sentences: tuple[str, ...]
    """Representative sentences, each with the call of its note."""
    paragraphs: tuple[tuple[str, str, str], ...]
    """(numbers, address, Markdown) of each paragraph that names it."""


Words = Callable[[Key, DigestParagraph, Sequence[Mention]], str]
"""What is shown of a paragraph, as Markdown."""


def said_by_source(page: Page, evidence: Sequence[Evidence], each: int) -> list[Said]:
    """Sources in order of date, each with its paragraphs and at most `each` representative sentences."""
    chosen: dict[Key, list[Sentence]] = {}
    for sentence in chosen_sentences(evidence, each, page.get(Context.language)):
        chosen.setdefault(sentence.key, []).append(sentence)
    return [
        _said(page, row, chosen.get(row.key, []), lambda key, p, mentions: escape.shown(p.text)) for row in evidence
    ]


def brief_sentences(page: Page, evidence: Sequence[Evidence], count: int) -> list[str]:
    """The sentences that represent all sources together, each with the call of its note."""
    return [_cited(page, s) for s in chosen_sentences(evidence, count, page.get(Context.language), by_source=False)]


def named_by_source(page: Page, evidence: Sequence[Evidence]) -> list[Said]:
    """Sources in order of date, each with the sentences that name the subject, its name set off."""

    language = page.get(Context.language)

    def words(key: Key, paragraph: DigestParagraph, mentions: Sequence[Mention]) -> str:
        names = tuple(dict.fromkeys(plain(paragraph.text[m.start : m.end]) for m in mentions))
        return " … ".join(escape.set_off(s.text, names) for s in naming(key, paragraph, mentions, language))

    return [_said(page, row, (), words) for row in evidence]


def chosen_sentences(
    evidence: Sequence[Evidence], each: int, language: str = "en", by_source: bool = True
) -> list[Sentence]:
    """Representative sentences that name the subject, in order of source and paragraph."""
    if not each:
        return []
    rows = [sentence for source in evidence for sentence in _candidates(source, language)]
    groups = [row.key if by_source else "" for row in rows]
    return [rows[i] for i in representative([row.text for row in rows], groups, each)]


def _candidates(source: Evidence, language: str) -> list[Sentence]:
    """A source's sentences that name the subject; of these only such as stand alone, where there are any."""
    found = [
        sentence for paragraph, mentions in source.paragraphs for sentence in naming(source.key, paragraph, mentions)
    ]
    return [s for s in found if s.text.split(" ", 1)[0].rstrip(",").lower() not in LEANING] or found


def naming(key: Key, paragraph: DigestParagraph, mentions: Sequence[Mention], language: str = "en") -> list[Sentence]:
    """The paragraph's sentences that name the subject."""
    spans = [(s.start, s.end) for s in find_sentences(paragraph.text, language)]
    named = [(a, b) for a, b in spans if any(a <= m.start < b for m in mentions)] or spans
    return [Sentence(key, paragraph.first, paragraph.last, plain(paragraph.text[a:b])) for a, b in named]


def _said(page: Page, row: Evidence, sentences: Sequence[Sentence], words: Words) -> Said:
    path = f"sources/{row.key}.md"
    return Said(
        row.key,
        row.label,
        page.link(path, row.label),
        row.date,
        len(row.paragraphs),
        how(row),
        row.total,
        tuple(_cited(page, s) for s in sentences),
        tuple((numbers(p), page.to(path, f"p{p.first}"), words(row.key, p, m)) for p, m in row.paragraphs),
    )


def how(row: Evidence) -> str:
    """How a source bears on a subject, in words: `named in 7, cited from 5`."""
    cited = sum(1 for p, _ in row.paragraphs if p.first in row.cited)
    return ", ".join(f"{words} {n}" for n, words in ((row.named, "named in"), (cited, "cited from")) if n)


def _cited(page: Page, sentence: Sentence) -> str:
    """A sentence as Markdown with the call of its note."""
    locators = tuple(range(sentence.first, sentence.last + 1))
    return escape.text(sentence.text) + page.notes.call(Citation(sentence.key, locators, 0, 0))


def numbers(paragraph: DigestParagraph) -> str:
    """`3`, or `3–4`."""
    first, last = paragraph.first, paragraph.last
    return str(first) if first == last else f"{first}–{last}"
