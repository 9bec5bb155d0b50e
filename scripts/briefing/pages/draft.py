"""A first draft of a topic: representative sentences of the digests, grouped by source and time, each cited."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import LinkedLibrary, Topic
from briefing.pages import escape
from briefing.pages.context import Context, Evidence
from briefing.pages.said import Sentence, chosen_sentences
from briefing.settings import Settings

EACH = 5
"""Sentences from one source."""
JUDGED = 5
"""Sentences offered as key judgements."""


def draft(linked: LinkedLibrary, topic: Topic | str, language: str = "en") -> str:
    """A topic's file to start from, as Markdown with front matter.

    `topic` is a topic of the library or its slug; raises KeyError where the library has no such topic. Every sentence
    is a sentence of a digest, cites its paragraph, and stands once; what the topic cites already is left out. The
    author chooses, words and orders.
    """
    found = linked.library.topics[topic] if isinstance(topic, str) else topic
    evidence = [_uncited(row) for row in Context(linked, {}, Settings()).evidence(f"topics/{found.slug}")]
    judged = chosen_sentences(evidence, JUDGED, language, by_source=False)
    parts = [_front_matter(found), "## Key judgements\n", *(f"- {_cited(sentence)}" for sentence in judged)]
    chosen = [sentence for sentence in chosen_sentences(evidence, EACH, language) if sentence not in judged]
    if chosen:
        parts.append("\n## What each source says\n")
    for source in evidence:
        if said := [_cited(sentence) + "\n" for sentence in chosen if sentence.key == source.key]:
            parts += [f"### {source.label} ({source.date})\n", *said]
    return "\n".join(parts).rstrip("\n") + "\n"


def _uncited(source: Evidence) -> Evidence:
    """A source without the paragraphs that the topic cites already."""
    return replace(source, paragraphs=tuple((p, m) for p, m in source.paragraphs if p.first not in source.cited))


def _front_matter(topic: Topic) -> str:
    rows = [f"title: {escape.yaml(topic.title)}"]
    if topic.short != topic.title:
        rows.append(f"short: {escape.yaml(topic.short)}")
    if topic.aliases:
        rows.append(f"aliases: {escape.yaml(list(topic.aliases))}")
    return "\n".join(("---", *rows, "---"))


def _cited(sentence: Sentence) -> str:
    """A sentence with its citation."""
    span = str(sentence.first) if sentence.first == sentence.last else f"{sentence.first}–{sentence.last}"
    return f"{escape.text(sentence.text)}[@{sentence.key}, ¶{span}]"
