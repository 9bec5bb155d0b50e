"""What a page says with a sentence, and what changes its meaning when it changes: both belong to what is read."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.evidence.asides import beside
from briefing.evidence.markup import plain
from briefing.model import Event, HandPage, Judgement, Library, Passage, Topic


def frames_of(library: Library) -> dict[Passage, str]:
    """Passage → what stands with it, in plain text; passages with which nothing stands are left out."""
    rows = [*_judgements(library), *((event.says, _event(event)) for event in library.events)]
    rows += [(entity.says, entity.name) for entity in library.entities.values() if entity.says]
    for topic in library.topics.values():
        rows += _tables_and_answers(topic)
    return {passage: frame for passage, frame in rows if frame}


def _judgements(library: Library) -> Iterator[tuple[Passage, str]]:
    pages: tuple[HandPage | Topic, ...] = (*library.pages, *library.topics.values())
    for page in pages:
        yield from ((judgement.says, _judgement(judgement)) for judgement in page.judgements)


def _judgement(judgement: Judgement) -> str:
    """All that the desk says of a judgement: how sure it is, why, and what it would take to be wrong."""
    said = [f"Confidence: {judgement.confidence}"] if judgement.confidence else []
    said += ["The desk’s own inference"] if judgement.inference else []
    parts = (("Because", judgement.because), ("Assumes", judgement.assumes), ("Alternative", judgement.alternative))
    said += [f"{name}: {_shown(passage)}" for name, passage in parts if passage]
    said += [f"Watch: {_shown(watch.sign)}: {_shown(watch.means)}" for watch in judgement.watch]
    return "\n".join(said)


def _shown(passage: Passage) -> str:
    """A passage's words, and what readers get beside them."""
    return " ".join([plain(passage.text), *beside(passage.text, 0, len(passage.text))])


def _event(event: Event) -> str:
    return f"{event.date} {event.approximate.text if event.approximate else ''}".strip()


def _tables_and_answers(topic: Topic) -> Iterator[tuple[Passage, str]]:
    for table in topic.tables:
        yield from ((row.says, f"{table.title}: {'; '.join(table.columns)}") for row in table.rows)
    for question in topic.questions:
        yield from ((a.says, f"{question.ask} {a.source}: {a.stance}".strip()) for a in question.answers)
