"""Waivers: misses that an author allows in place, `<!-- evidence: allow "2018" because it has only "May" -->`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.evidence.markup import CODE, COMMENT, FENCE, blank

_WAIVER = re.compile(r"<!--\s*evidence\s*:(.*?)-->", re.DOTALL | re.IGNORECASE)
_TEXT = r"\"[^\"]+\"|“[^“”]+”|'[^']+'"
"""Single marks, too: in a value of YAML between double ones."""
_ALLOW = re.compile(
    rf"\s*allow\s+(?P<texts>(?:{_TEXT})(?:\s*(?:,|and)\s*(?:{_TEXT}))*)\s*(?:because\b\s*(?P<because>.*))?",
    re.DOTALL | re.IGNORECASE,
)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+")
SUBSTANCE = 3
"""Words of a reason, at least; an ideograph counts as one."""
SHAPE = 'expected `<!-- evidence: allow "what is missing" because REASON -->`'


@dataclass(frozen=True, slots=True)
class FoundWaiver:
    """A waiver as it stands in a text."""

    texts: tuple[str, ...]
    because: str
    start: int
    end: int
    wrong: str = ""
    """What is wrong with it; empty where it can be read and gives a reason."""


def find_waivers(text: str) -> tuple[FoundWaiver, ...]:
    """The waivers of a Markdown text in order, the unreadable ones included; other comments are passed over."""
    if "<!--" not in text:
        return ()
    prose = blank(text, FENCE, CODE)  # a waiver shown as code waives nothing
    return tuple(
        _read(found, match.start(), match.end())
        for match in COMMENT.finditer(text)
        if prose.startswith("<!--", match.start()) and (found := _WAIVER.fullmatch(match.group()))
    )


def _read(found: re.Match[str], start: int, end: int) -> FoundWaiver:
    allow = _ALLOW.fullmatch(found.group(1))
    if allow is None:
        return FoundWaiver((), "", start, end, f"The waiver can't be read: {SHAPE}.")
    texts = tuple(part[1:-1].strip() for part in re.findall(_TEXT, allow["texts"]))
    because = " ".join((allow["because"] or "").split())
    wrong = "" if because else f"The waiver gives no reason: {SHAPE}."
    if because and len(_WORD.findall(because)) < SUBSTANCE:
        wrong = f"The waiver's reason “{because}” says too little: {SUBSTANCE} words at least."
    return FoundWaiver(texts, because, start, end, wrong)
