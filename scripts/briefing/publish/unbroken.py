"""Keeps names such as `IS-K` and `COVID-19` on one line: a browser breaks them at their hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown.postprocessors import Postprocessor

_LONGEST = 12
"""Letters before the hyphen; what is longer may break, so that it can't widen a narrow column."""

_SILENT = re.compile(r"<(?:(code|pre|script|style|kbd|title|svg)\b|!--)")
_SHORT_END = rf"[A-Z]\w{{0,{_LONGEST - 1}}}-(?:[A-Z]|\d{{1,3}})"
_SHORT_START = rf"[A-Z]{{1,2}}-\w{{1,{_LONGEST}}}"
_NAME = re.compile(rf"(?<![\w&#/.@-])(?:{_SHORT_END}|{_SHORT_START})(?![\w-])")


class UnbrokenPostprocessor(Postprocessor):
    """Marks names that end in a hyphen and a letter or number, or begin with one or two capitals and a hyphen."""

    def run(self, text: str) -> str:
        """A page's HTML with such names in an element that doesn't break; the text stays letter for letter."""
        out, done = list[str](), 0
        for name in _shown(text, [name for m in _HYPHEN.finditer(text) if (name := _around(text, m.start()))]):
            out += text[done : name.start()], f'<span class="whole">{name[0]}</span>'
            done = name.end()
        return "".join([*out, text[done:]])


_HYPHEN = re.compile(r"-(?:[A-Z]|\d{1,3}(?![\w-])|(?<=[A-Z]-)\w)")
"""A hyphen that may stand in such a name, in a tag or out of it."""
_BEFORE = re.compile(rf"[A-Z]\w{{0,{_LONGEST - 1}}}\Z")


def _around(text: str, at: int) -> re.Match[str] | None:
    """The name whose hyphen stands at a place."""
    before = _BEFORE.search(text, max(0, at - _LONGEST), at)
    return _NAME.match(text, before.start()) if before else None


def _shown(text: str, names: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those of the names that stand in no tag, comment or code."""
    done, silent = 0, _SILENT.search(text) if names else None
    for name in names:
        while done <= name.start():
            at = min(name.start(), silent.start()) if silent else name.start()
            if text.rfind("<", done, at) > text.rfind(">", done, at):  # it stands in a tag
                done = _behind(text, ">", at)
            elif silent and at == silent.start():
                done = _behind(text, f"</{silent[1]}>" if silent[1] else "-->", silent.end())
            else:
                yield name
                done = name.end()
            silent = _SILENT.search(text, done) if silent and silent.start() < done else silent


def _behind(text: str, sign: str, at: int) -> int:
    """Where a sign that comes next ends; the text's end where it doesn't come."""
    return found + len(sign) if (found := text.find(sign, at)) >= 0 else len(text)
