"""Keeps names such as `IS-K` and `COVID-19` on one line: a browser breaks them at their hyphen."""

from __future__ import annotations

import re

from markdown.postprocessors import Postprocessor

_LONGEST = 12
"""Letters before the hyphen; what is longer may break, so that it can't widen a narrow column."""

_SKIPPED = r"<(?P<skip>code|pre|script|style|kbd|title|svg)\b.*?(?:</(?P=skip)>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*(?:>|\Z)"
_SHORT_END = rf"[A-Z]\w{{0,{_LONGEST - 1}}}-(?:[A-Z]|\d{{1,3}})"
_SHORT_START = rf"[A-Z]{{1,2}}-\w{{1,{_LONGEST}}}"
_NAME = re.compile(rf"{_SKIPPED}|(?<![\w&#/.@-])(?P<name>{_SHORT_END}|{_SHORT_START})(?![\w-])", re.DOTALL)


class UnbrokenPostprocessor(Postprocessor):
    """Marks names that end in a hyphen and a letter or number, or begin with one or two capitals and a hyphen."""

    def run(self, text: str) -> str:
        """A page's HTML with such names in an element that doesn't break; the text stays letter for letter."""
        return _NAME.sub(_marked, text) if any(_before(text, m.start()) for m in _HYPHEN.finditer(text)) else text


_HYPHEN = re.compile(r"-(?:[A-Z]|\d{1,3}(?![\w-])|(?<=[A-Z]-)\w)")
"""A hyphen that may stand in such a name, in a tag or out of it."""
_BEFORE = re.compile(rf"[A-Z]\w{{0,{_LONGEST - 1}}}\Z")


def _before(text: str, at: int) -> bool:
    """Whether what stands before a hyphen may begin such a name."""
    return _BEFORE.search(text, max(0, at - _LONGEST), at) is not None


def _marked(m: re.Match[str]) -> str:
    return f'<span class="whole">{m["name"]}</span>' if m["name"] else m.group()
