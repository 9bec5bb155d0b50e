"""A first draft of a topic: representative sentences of the digests, grouped by source and time, each cited."""

from __future__ import annotations

from briefing.model import LinkedLibrary, Topic
from briefing.pages import escape
from briefing.pages.context import Context
from briefing.pages.said import Sentence, chosen_sentences
from briefing.settings import Settings

EACH = 5
"""Sentences from one source."""
JUDGED = 5
"""Sentences offered as key judgements."""


def draft(linked: LinkedLibrary, topic: Topic | str, language: str = "en") -> str:
    """A topic's file to start from, as Markdown with front matter.

    `topic` is a topic of the library or its slug; raises KeyError where the library has no such topic. Every sentence
    is a sentence of a digest, and cites its paragraph; the author chooses, words and orders.
    """
    found = linked.library.topics[topic] if isinstance(topic, str) else topic
    evidence = Context(linked, {}, Settings()).evidence(f"topics/{found.slug}")
    parts = [_front_matter(found), "## Key judgements\n"]
    parts += [f"- {_cited(sentence)}" for sentence in chosen_sentences(evidence, JUDGED, language, by_source=False)]
    parts.append("\n## What each source says\n")
    chosen = chosen_sentences(evidence, EACH, language)
    for source in evidence:
        parts.append(f"### {source.label} ({source.date})\n")
        parts += [_cited(sentence) + "\n" for sentence in chosen if sentence.key == source.key]
    return "\n".join(parts).rstrip("\n") + "\n"


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
