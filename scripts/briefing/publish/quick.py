"""Python-Markdown asked for less: an inline pattern is tried only where a sign that it can't do without stands.

The stock processor tries some two dozen patterns on every stretch of text, of which most hold no sign of any. Which
signs a pattern needs is read from its expression, so that patterns of other extensions gain alike; the result is the
same, character by character.
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import _parser  # type: ignore[attr-defined]  # how an expression is built; nothing public says it
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, util
from markdown.treeprocessors import InlineProcessor

_PLACED = frozenset(util.INLINE_PLACEHOLDER % "0123456789")
"""The signs of what stands for a piece that is done."""
_FEW = 6
"""A pattern that begins with one of more signs than these is tried anywhere."""


class QuickInlineProcessor(InlineProcessor):
    """The stock processor, with the patterns left out that can't match."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Applies the patterns to a page's tree."""
        patterns: Any = self.inlinePatterns
        self._needs = [(pattern, _needed(pattern.getCompiledRegExp())) for pattern in patterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 (stock names)
        """A stretch of text, with a placeholder for whatever the patterns from one on make of it."""
        if isinstance(data, util.AtomicString):
            return data
        there, start = _PLACED.union(data), 0
        while patternIndex < len(self._needs):
            pattern, signs = self._needs[patternIndex]
            matched = False
            if not signs or not signs.isdisjoint(there):
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, patternIndex, start)  # type: ignore[attr-defined]
            if not matched:
                patternIndex += 1  # noqa: N806
        return data


def quicken(md: Markdown) -> None:
    """Puts the quick processor in the stock one's place; another extension's stays."""
    if type(md.treeprocessors["inline"]) is InlineProcessor:
        md.treeprocessors.register(QuickInlineProcessor(md), "inline", 20)


@lru_cache(maxsize=256)
def _needed(pattern: re.Pattern[str]) -> frozenset[str]:
    """Signs of which one at least stands wherever a pattern matches; empty where none can be told."""
    if pattern.flags & re.IGNORECASE:
        return frozenset()
    try:
        return _signs(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)) or frozenset()
    except (re.error, RecursionError, TypeError, ValueError):
        return frozenset()


def _signs(parts: Any) -> frozenset[str] | None:
    """The fewest signs of which every match of a sequence holds one (a space is anywhere), or None."""
    found = [signs for name, value in parts if (signs := _of_part(str(name), value))]
    return min(found, key=lambda signs: (" " in signs, len(signs)), default=None)


def _of_part(name: str, value: Any) -> frozenset[str] | None:
    """The signs of one part of a parsed expression."""
    if name == "LITERAL":
        return frozenset(chr(value))
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value) and len(value) <= _FEW:
        return frozenset(chr(code) for _, code in value)
    if name == "SUBPATTERN":
        return None if value[1] & re.IGNORECASE else _signs(value[-1])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _signs(value[2]) if value[0] else None
    if name == "ATOMIC_GROUP":
        return _signs(value)
    if name == "BRANCH":
        each = [_signs(branch) for branch in value[1]]
        return None if None in each else frozenset[str]().union(*filter(None, each))
    return None  # what looks around, refers back, or matches a class
