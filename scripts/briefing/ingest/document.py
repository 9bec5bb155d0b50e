"""The way from bytes to a document, stage by stage."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from briefing.box.limits import beyond, broken, told, unread
from briefing.codes import report
from briefing.ingest.account import Unit, letters, letters_by_line, reckon
from briefing.ingest.characters import plain
from briefing.ingest.corrections import replay
from briefing.ingest.draft import Draft, Part
from briefing.ingest.extract import Extract
from briefing.ingest.facts import facts
from briefing.ingest.hyphens import join_words
from briefing.ingest.inline import read_markup, read_spans
from briefing.ingest.layout import lay_out
from briefing.ingest.notes import Pairing, pair
from briefing.ingest.readers import read
from briefing.ingest.roles.settle import settle
from briefing.ingest.rules.doubts import report_doubts
from briefing.ingest.rules.end_mark import drop_end_marks
from briefing.ingest.rules.initial import join_initials
from briefing.ingest.rules.memo_head import read_memo_head
from briefing.ingest.scripts import write_scripts
from briefing.ingest.shaping import caption, paragraph
from briefing.ingest.told import tell_drops
from briefing.model import Caption, Correction, Document, Heading, Metadatum, Note, Paragraph, Place
from briefing.problems import by_place

STAGES = (settle, drop_end_marks, join_initials, replay, report_doubts)
"""What is done with a document's parts once they are laid out, in this order."""
MOST_TOLD = 20
"""Remainders that are reported one by one."""


def ingest(data: bytes, name: str, corrections: tuple[Correction, ...] = ()) -> Document:
    """What a file holds, cleaned, numbered, its notes reunited with their markers, and every character accounted for.

    `name` is only for choosing a reader and for messages. Never raises on bad input: what is wrong with it stands in
    the document's problems, and a file that can't be read gives a document without paragraphs. Strangers' files are
    better read by a `briefing.box.Box`, which also bounds time and memory. `corrections` are replayed.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return document(read(data, name), sha256, corrections)
    except MemoryError:
        return unread(name, beyond(name, "memory", "what this machine has"), sha256=sha256)
    except Exception as error:  # whatever it is, it is a problem of this file, and the next is read
        return unread(name, broken(name, told(error)), sha256=sha256)


def drafted(extract: Extract, corrections: tuple[Correction, ...] = ()) -> Draft:
    """What a reader returned, its markup read, laid out in parts of which none is decided on."""
    draft = Draft(extract, plain(extract.text), corrections=corrections)
    draft.drops += extract.drops
    draft.problems += extract.problems
    read_spans(draft)
    if extract.markup == "markdown":
        read_markup(draft)
    draft.raised = frozenset(s.start for s in draft.spans if s.kind in ("raised", "ref"))
    lay_out(draft)
    read_memo_head(draft)
    return draft


def document(extract: Extract, sha256: str, corrections: tuple[Correction, ...] = ()) -> Document:
    """A document from what a reader returned, with what a person has said of it."""
    draft = drafted(extract, corrections)
    for stage in STAGES:
        stage(draft)
        draft.parts = [part for part in draft.parts if part.end > part.start]
    join_words(draft)
    pairing = pair(draft)
    write_scripts(draft, [(c.candidate.start, c.candidate.end) for c in pairing.calls])
    return _finished(draft, pairing, sha256)


def _finished(draft: Draft, pairing: Pairing, sha256: str) -> Document:
    """The draft as a document: paragraphs numbered, notes by label, the account reckoned."""
    paragraphs: list[Paragraph] = []
    headings: list[Heading] = []
    captions: list[Caption] = []
    units: list[Unit] = []
    section: str | None = None
    for part in draft.parts:
        if part.role == "heading":
            section = draft.render(part)
            headings.append(Heading(section, part.level or 2, len(paragraphs) + 1, draft.line(part.start)))
            units.append(Unit(part, (section,)))
        elif part.role in ("text", "paragraph") and (text := draft.render(part)):
            paragraphs.append(paragraph(draft, part, len(paragraphs) + 1, section, text))
            units.append(Unit(part, (paragraphs[-1].text,), paragraphs[-1].markdown))
            if part.kind == "table":
                draft.report(
                    "E211",
                    part.start,
                    f"Paragraph {len(paragraphs)} holds a table; its text gives the cells one after another.",
                )
        elif part.role == "metadata" and part.rule == "caption":
            captions.append(caption(draft, part, len(paragraphs) + 1))
            units.append(Unit(part, (captions[-1].text,)))
    notes = {
        label: Note(label, _tidy(draft, part), draft.line(part.start), confidence)
        for part, label, confidence in zip(_noted(draft), pairing.labels, pairing.confidence, strict=True)
    }
    title, byline, date, metadata = facts(draft)
    units += _others(draft, notes, metadata)
    calls = [(c.candidate.start, c.candidate.end) for c in pairing.calls]
    account, dropped, remainder = reckon(draft, units, calls)
    for piece in remainder[:MOST_TOLD]:
        place = Place(draft.extract.name, piece.line)
        draft.problems.append(
            report("E280", place, "Text of the file stands nowhere in what was made of it.", found=piece.text[:200])
        )
    kept = [*(p.text for p in paragraphs), *(h.text for h in headings), *(c.text for c in captions)]
    kept += [note.text for note in notes.values()]
    tell_drops(draft, dropped, [*kept, *(fact.value for fact in metadata)])
    if not paragraphs and not draft.problems:
        draft.problems.append(report("E210", Place(draft.extract.name), "No paragraph was found in the file."))
    return Document(
        name=draft.extract.name,
        sha256=sha256,
        encoding=draft.extract.encoding,
        title=title,
        byline=byline,
        date=date,
        headings=tuple(headings),
        paragraphs=tuple(paragraphs),
        notes=notes,
        metadata=metadata,
        dropped=dropped,
        lost_links=draft.lost_links,
        account=account,
        problems=by_place(draft.problems),
        captions=tuple(captions),
        doubts=tuple(draft.doubts),
        remainder=remainder,
    )


def _others(draft: Draft, notes: dict[str, Note], metadata: tuple[Metadatum, ...]) -> Iterator[Unit]:
    """What the document holds for notes, and for title, byline and the rest of the front."""
    noted = letters_by_line(metadata)
    for part, note in zip(_noted(draft), notes.values(), strict=False):
        yield Unit(part, (note.text,), note.text)
    for part in draft.parts:
        if part.role == "title" or (part.role == "metadata" and part.rule != "caption"):
            shown = draft.render(part)
            yield Unit(part, (shown,) if letters(shown) in noted.get(draft.line(part.start), "") else ())


def _noted(draft: Draft) -> list[Part]:
    return [part for part in draft.parts if part.role == "note"]


def _tidy(draft: Draft, part: Part) -> str:
    return re.sub(r"\s+([,.;])(?=\s|$)", r"\1", draft.render(part, "note"))
