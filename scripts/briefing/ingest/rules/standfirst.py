"""The standfirst: a sentence or two between title and text that sum the text up."""

from __future__ import annotations

import re

from briefing.ingest.draft import Draft, Part
from briefing.ingest.front import GENERIC, front_of, is_text, key_of
from briefing.ingest.rules.rule import Rule
from briefing.ingest.words import cut_off, ends, prose, sentences, words


def _apply(draft: Draft) -> None:
    front = front_of(draft)
    title = next((i for i, p in enumerate(draft.parts) if p.role == "title"), None)
    _standfirst(draft, front, title)


def _standfirst(draft: Draft, front: list[int], title: int | None) -> None:
    """A sentence or two between title and text that sum the text up."""
    if title is None:
        return
    parts = draft.parts
    body = [words(p.text) for i, p in enumerate(parts) if p.open and i not in front and prose(p.text)]
    usual = sorted(body)[len(body) // 2] if body else 0
    said = {key_of(m.value) for m in draft.extract.metadata if m.field == "standfirst"}
    below = [i for i in front if i > title]
    for i in below:
        part = parts[i]
        if GENERIC.fullmatch(part.text):
            return
        told = key_of(part.text) in said
        if (
            not part.open
            or part.kind in ("quote", "item")
            or not (told or is_text(part) or (prose(part.text) and words(part.text) >= 8))
        ):
            continue
        facts_after = any(
            parts[j].rule in ("byline", "date", "editor", "repeated-title")
            or (parts[j].rule == "credit" and words(part.text) <= 0.75 * usual)
            for j in range(i + 1, min(i + 12, len(parts)))
            if j <= front[-1] + 4 and _before_text(parts, i, j)
        )
        facts_before = any(parts[j].role == "metadata" and parts[j].rule in ("byline", "date") for j in range(title, i))
        short = (words(part.text) <= 45 and sentences(part.text) <= 2 and not cut_off(part.text)) or (
            words(part.text) <= 30 and not ends(part.text)
        )
        whole = (
            part.bold
            or _set_apart(draft, part)
            or bool(re.fullmatch(r"\s*(\*{1,3}|_{1,3})[^*_].*\1\s*", draft.text[part.start : part.end], re.S))
        )
        alone = part.kind != "paragraph" and not facts_before
        if told or (
            short and (facts_after or whole or (alone and 8 <= words(part.text) <= 0.55 * usual and usual >= 35))
        ):
            draft.note_down("standfirst", part.text, part)
            parts[i] = part.meta("standfirst")
        return


def _set_apart(draft: Draft, part: Part) -> bool:
    """Whether all of a part is emphasised."""
    return any(
        span.kind == "emphasis" and span.start <= part.start and span.end >= part.end - 1 for span in draft.spans
    )


def _before_text(parts: list[Part], i: int, j: int) -> bool:
    """Whether nothing but front matter stands between two parts."""
    return not any(p.open and is_text(p) for p in parts[i + 1 : j])


RULE = Rule("standfirst", "Keeps the summary between title and text as metadata.", _apply)
