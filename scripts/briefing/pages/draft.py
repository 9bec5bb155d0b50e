"""A first draft of a topic: representative sentences of the digests, grouped by source and time, each cited."""

from __future__ import annotations

from briefing.evidence.claims import find_sentences
from briefing.evidence.markup import plain
from briefing.model import Key, LinkedLibrary, Topic
from briefing.pages import escape, labels
from briefing.pages.synthesis import representative

EACH = 5
"""Sentences from one source."""
JUDGED = 5
"""Sentences offered as key judgements."""


def draft(linked: LinkedLibrary, topic: Topic | str) -> str:
    """A topic's file to start from, as Markdown with front matter.

    `topic` is a topic of the library or its slug; raises KeyError where the library has no such topic. Every sentence
    is a sentence of a digest, and cites its paragraph; the author chooses, words and orders.
    """
    found = linked.library.topics[topic] if isinstance(topic, str) else topic
    rows = _rows(linked, found)
    chosen = [rows[i] for i in representative([s for _, _, s in rows], [key for key, _, _ in rows], EACH)]
    best = {rows[i] for i in representative([s for _, _, s in rows], [0] * len(rows), JUDGED)}
    names = labels.labels(linked.library.works)
    parts = [_front_matter(found), "## Key judgements\n"]
    parts += [f"- {_cited(row, linked)}" for row in rows if row in best]
    parts.append("\n## What each source says\n")
    for key in dict.fromkeys(row[0] for row in chosen):
        work = linked.library.works.get(key)
        parts.append(f"### {names.get(key, key)}{f' ({labels.spoken(work)})' if work else ''}\n")
        parts += [_cited(row, linked) + "\n" for row in chosen if row[0] == key]
    return "\n".join(parts).rstrip("\n") + "\n"


def _rows(linked: LinkedLibrary, topic: Topic) -> list[tuple[Key, int, str]]:
    """Sentences of the paragraphs that mention the topic: source in order of date, paragraph, sentence."""
    works = linked.library.works
    named = {(m.key, m.n) for m in linked.mentions if m.subject == f"topics/{topic.slug}"}
    keys = sorted(linked.library.sources, key=lambda k: (labels.order(works[k]) if k in works else labels.LATE, k))
    rows = []
    for key in keys:
        for paragraph in linked.library.sources[key].paragraphs:
            if (key, paragraph.first) in named:
                rows += [(key, paragraph.first, plain(paragraph.text[s.start : s.end])) for s in find_sentences(paragraph.text)]
    return rows


def _front_matter(topic: Topic) -> str:
    rows = [f"title: {escape.yaml(topic.title)}"]
    if topic.short != topic.title:
        rows.append(f"short: {escape.yaml(topic.short)}")
    if topic.aliases:
        rows.append(f"aliases: {escape.yaml(list(topic.aliases))}")
    return "\n".join(("---", *rows, "---"))


def _cited(row: tuple[Key, int, str], linked: LinkedLibrary) -> str:
    """A sentence with its citation."""
    key, n, sentence = row
    paragraph = linked.library.sources[key].paragraph(n)
    span = f"{n}–{paragraph.last}" if paragraph and paragraph.last > n else str(n)
    return f"{escape.text(sentence)}[@{key}, ¶{span}]"
