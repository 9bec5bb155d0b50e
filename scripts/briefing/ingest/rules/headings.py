# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Headings told from short paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest.draft import Draft, Part
from briefing.ingest.front import GENERIC
from briefing.ingest.rules.rule import Rule
from briefing.ingest.words import FUNCTION, begins_small, cut_off, ends, is_caps, prose, title_case, words

NUMBERED = re.compile(
    r"(?:(?:chapter|part|section|article|artikel|art\.|lesson|step|rule|annex|appendix|título|capítulo|articolo|статья|kapitel|teil|chapitre|partie|глава|часть)\s+(?:\d+|[ivxlc]+)\b[.:]?|\d{1,2}(?:\.\d{1,2}){0,3}[.)]?(?=\s)|[IVX]{1,6}[.)](?=\s)|[A-H][.)](?=\s)|§\s?\d+)\s*",
    re.I,
)
QUESTION = re.compile(
    r"(?:\W*)(?:what|why|how|who|whose|where|when|which|is|are|was|were|can|could|will|would|should|does|do|did|has|have|was|wie|warum|wer|wo|pourquoi|comment|quel|qué|cómo|por qué|что|как|почему|кто|зачем)\b",
    re.I,
)
TEXT = frozenset(("text", "paragraph", "heading"))
MOST = 16
"""Words of a heading at most."""


def _apply(draft: Draft) -> None:
    parts = draft.parts
    candidates = {i: _score(draft, i) for i in range(len(parts)) if _may_head(draft, i)}
    sure = [i for i, score in candidates.items() if score >= 2.5]
    cased = sum(title_case(parts[i].text) > 0.85 for i in sure)
    for i, score in candidates.items():
        style = title_case(parts[i].text) > 0.85
        if len(sure) >= 2:
            score += 0.5 if style == (cased > len(sure) / 2) else -0.5
        if score >= 1.5:
            parts[i] = replace(parts[i], role="heading", level=parts[i].level or _level(parts[i].text))


def _may_head(draft: Draft, i: int) -> bool:
    """Whether a part is short, open, and followed by text."""
    part = draft.parts[i]
    if (
        part.role != "text"
        or (part.kind in ("quote", "table", "paragraph") and not part.bold and not GENERIC.fullmatch(part.text))
        or words(part.text) > MOST
        or len(part.text) > 140
    ):
        return False
    if not any(c.isalpha() for c in part.text):
        return False
    return draft.near(i, 1, TEXT) is not None


def _score(draft: Draft, i: int) -> float:
    """How much a short line reads as a heading; 1.5 is enough."""
    parts = draft.parts
    part = parts[i]
    text = part.text.strip()
    before, after = draft.near(i, -1, TEXT), draft.near(i, 1, TEXT)
    size = words(text)
    score = 1.5
    if part.bold:
        score += 2.0
    if numbered := NUMBERED.match(text):
        rest = text[numbered.end() :]
        if (
            part.kind == "item"
            and any(
                p is not None and p.kind == "item" and p.role == "text" and NUMBERED.match(p.text)
                for p in (before, after)
            )
            and not (_long(after) and before is not None and ends(before.text) and title_case(rest) > 0.85)
        ):
            return -3.0
        score += 1.0 if rest[:1].isupper() else -0.5
        text = rest or text
    elif part.kind == "item":
        return -3.0
    if begins_small(text):
        score -= 3.0
    if text.endswith((".", "。", "।", "۔", "…", ",", ";")):
        score -= 3.0
    if text.endswith(("!", ":")):
        score -= 1.0 if text.endswith("!") else 0.8
    if text[:1] in '"“«„—–' and (text[-1:] in '"”»' or ends(text)):
        score -= 0.4 if text[-1:] in '"”»' and not ends(text.rstrip('"”»')) and size <= 9 else 1.5
    if text.endswith(("?", "؟")):
        score += 0.3 if title_case(text) > 0.8 else -0.3 if QUESTION.match(text) else -1.5
    if is_caps(text) or (title_case(text) > 0.85 and size > 1):
        score += 1.0
    score -= 0.15 * max(0, size - 9)
    last = re.sub(r"\W+$", "", text).rsplit(None, 1)[-1].lower() if text.split() else ""
    if last in FUNCTION and not text.endswith("?") and not is_caps(text):
        score -= 1.5
    if after is not None and begins_small(after.text) and after.role == "text":
        score -= 3.0
    if (
        before is not None
        and before.role == "text"
        and cut_off(before.text)
        and words(before.text) > MOST
        and before.kind != "item"
    ):
        score -= 1.0 if prose(before.text) else 0.3
    if after is not None and after.role == "text":
        score += 0.5 if _long(after) else -0.8 if words(after.text) <= 8 and not ends(after.text) else 0.0
    if _in_run(parts, i):
        score -= 2.0
    if re.search(r"[.!?]\s+[A-ZÀ-ÞА-Я]", text) and not NUMBERED.match(part.text):
        score -= 1.0
    return score


def _long(part: Part | None) -> bool:
    return part is not None and words(part.text) > 18


def _in_run(parts: list[Part], i: int) -> bool:
    """Whether a line stands among several short ones, as in a list, verse, or a table's cells."""
    around = [j for j in range(max(0, i - 2), min(len(parts), i + 3)) if j != i]
    short = [j for j in around if parts[j].role == "text" and words(parts[j].text) <= 8 and not ends(parts[j].text)]
    nearest = [j for j in (i - 1, i + 1) if j in short]
    return len(short) >= 2 and bool(nearest) and i + 1 in short


def _level(text: str) -> int:
    match = re.match(r"(\d{1,2}(?:\.\d{1,2})*)", text)
    return min(6, 2 + match[1].count(".")) if match else 2


RULE = Rule("headings", "Tells headings from short paragraphs by their shape and place.", _apply)
