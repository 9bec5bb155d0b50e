"""Why to look at a thing first: the pointers at it, and what a desk's own judge said of it. Neither is a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from briefing.evidence.language import Language
from briefing.evidence.markup import plain
from briefing.model import Document, Key, Library
from briefing.review.items import Item
from briefing.review.judge import Opinion, spoken
from briefing.review.pointers import pointers

Doubts = Mapping[str, tuple[str, ...]]
"""Id → why to look at it, each a sentence."""


def doubts(
    items: Iterable[Item],
    library: Library,
    language: Language,
    originals: Mapping[Key, Document],
    judged: Mapping[str, Opinion],
) -> Doubts:
    """The doubts at each thing that has any; a digest is looked at where its original is at hand."""
    found: dict[str, tuple[str, ...]] = {}
    for item in items:
        paragraphs = evidence(item, library, originals)
        why = pointed(item.text, paragraphs, language) if paragraphs else ()
        opinion = judged.get(item.id)
        if opinion and opinion.verdict != "supported":
            why = (spoken(opinion), *why)
        if why:
            found[item.id] = why
    return found


@lru_cache(maxsize=100_000)
def pointed(text: str, paragraphs: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """What the pointers say of a text, in words; the same texts are looked at once a run."""
    return tuple(pointer.why for pointer in pointers(text, paragraphs, language))


def evidence(item: Item, library: Library, originals: Mapping[Key, Document]) -> tuple[str, ...]:
    """The paragraphs that a thing is read against, in plain text: a claim's digests, a digest's original."""
    if item.kind == "claim":
        return tuple(plain(text) for ref, _ in item.against if (text := _digest(library, ref)))
    if item.kind == "digest":
        key, _, n = item.id.partition(" ¶")
        source, document = library.sources.get(key), originals.get(key)
        paragraph = source.paragraph(int(n)) if source else None
        if paragraph and document:
            rows: Sequence[str] = [p.text for p in document.paragraphs if paragraph.first <= p.n <= paragraph.last]
            return tuple(rows)
    return ()


def _digest(library: Library, ref: str) -> str:
    key, _, n = ref.partition(" ¶")
    source = library.sources.get(key)
    paragraph = source.paragraph(int(n)) if source and n else None
    return paragraph.text if paragraph else ""
