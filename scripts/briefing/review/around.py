"""What stands around one thing: the rest of its page, and of the source that it rests on, as JSON values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.evidence.claims import find_sentences
from briefing.evidence.markup import NOTE_MARK, plain
from briefing.model import DigestParagraph, Document, Key, Passage, Source
from briefing.review.held import Held
from briefing.review.mending import ACTIONS


def page(desk: Held, path: str) -> dict[str, Any]:
    """The sentences of a page in order: `{"id" (empty where it is no claim), "heading", "text", "begins"}`.

    `heading` and `begins` tell where a heading and a paragraph begin.
    """
    topic = next((t for t in desk.library.topics.values() if t.page == path), None)
    rows: list[dict[str, Any]] = []
    ids = {(claim.passage, claim.start): claim.id for claim in desk.claims.values()}
    for passage in desk.library.passages():
        if passage.home == path:
            rows += _sentences(passage, ids, desk.project.settings.language)
    if topic:
        rows += [{"id": f"{topic.slug} gap: {plain(gap.says)}", "heading": "Gaps" if n == 0 else "", "begins": True,
                  "text": plain(gap.says)} for n, gap in enumerate(topic.gaps)]  # fmt: skip
    titles = {p.path: p.title for p in desk.library.pages}
    return {"path": path, "title": topic.title if topic else titles.get(path) or path, "rows": rows}


def _sentences(passage: Passage, ids: dict[tuple[Passage, int], str], language: str) -> Iterator[dict[str, Any]]:
    block, heading = -1, ""
    for sentence in find_sentences(passage.text, language):
        said = plain(sentence.block.heading)
        yield {
            "id": ids.get((passage, sentence.start), ""), "heading": said if said != heading else "",
            "begins": sentence.block.start != block, "text": plain(passage.text[sentence.start : sentence.end]),
        }  # fmt: skip
        block, heading = sentence.block.start, said


def source(desk: Held, key: Key) -> dict[str, Any] | None:
    """A source paragraph by paragraph, original and digest; None where there is no such source."""
    held = desk.library.sources.get(key)
    if held is None:
        return None
    document = desk.originals.get(key)
    return {
        "key": key,
        "title": title(desk, key),
        "actions": list(ACTIONS),
        "rows": list(_rows(desk, held, document)),
    }


def _rows(desk: Held, held: Source, document: Document | None) -> Iterator[dict[str, Any]]:
    """The paragraphs of a source in order, those included whose digest is still to be written."""
    written = {n: p for p in held.paragraphs for n in range(p.first, p.last + 1)}
    for n in range(1, held.count + 1):
        paragraph = written.get(n) or DigestParagraph(n, n, None, "", held.place)
        if paragraph.first == n:
            yield _row(desk, held, paragraph, document)


def _row(desk: Held, held: Source, paragraph: DigestParagraph, document: Document | None) -> dict[str, Any]:
    id = f"{held.key} ¶{paragraph.first}"
    standing = desk.reviewed.standings.get(id)
    return {
        "id": id,
        "numbers": numbers(paragraph),
        "section": paragraph.section or "",
        "digest": plain(paragraph.text),
        "written": paragraph.written,
        "state": standing.state if standing else "to be written",
        "original": original(document, paragraph) if document else None,
    }


def original(document: Document, paragraph: DigestParagraph) -> str:
    """The original's paragraphs under a digest paragraph's numbers, with their notes."""
    rows = [p for p in document.paragraphs if paragraph.first <= p.n <= paragraph.last]
    labels = [m.group()[2:-1] for p in rows for m in NOTE_MARK.finditer(p.text)]
    notes = [f"[Note {label}: {document.notes[label].text}]" for label in labels if label in document.notes]
    return "\n".join([*(p.text for p in rows), *notes])


def numbers(paragraph: DigestParagraph) -> str:
    """`3`, or `3–4` where one paragraph stands for several."""
    first, last = paragraph.first, paragraph.last
    return f"{first}" if first == last else f"{first}–{last}"


def title(desk: Held, key: Key) -> str:
    """A work's key and title."""
    work = desk.library.works.get(key)
    name = str(work.csl.get("title-short") or work.csl.get("title") or "") if work else ""
    return f"{key}: {name}" if name else key
