"""Checks the notes of Markdown pages before a site is made: a shell would let a broken one through as text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.codes import report
from briefing.evidence.markup import blank
from briefing.model import Place
from briefing.problems import Problem
from briefing.publish.texts import texts_of

_CODE = re.compile(r"^(`{3,}(?!`)|~{3,}(?!~)).*?^\1|(?<!`)(`+)(?!`).{1,2000}?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\](:?)")
_LONGEST = 100
"""Characters of a label that can be called."""


def check_notes(pages: Mapping[str, str], prefix: str = "build/pages/") -> tuple[Problem, ...]:
    """Calls without a note (E534) and notes without a call (E535) in Markdown pages, by path."""
    with texts_of(pages) as texts:
        rows = [(path, *row) for path in texts for row in texts.made(path, "notes", _wrong)]
    return tuple(report(code, Place(prefix + path, line), message) for path, code, line, message in rows)


def _wrong(text: str) -> list[tuple[str, int, str]]:
    """What is wrong with the notes of one page: code, line, message."""
    if "[^" not in text:
        return []
    if "~~~" in text or "``" in text or any("[^" in part for part in text.split("`")[1:-1]):
        text = blank(text, _CODE)
    defined, called = dict[str, int](), dict[str, int]()
    for m in _NOTE.finditer(text):
        label, colon = m.groups()
        if colon:
            begin = text.rfind("\n", 0, m.start()) + 1
            if text[begin : m.start()] in ("", " ", "  ", "   "):
                defined[label] = begin
        elif len(label) <= _LONGEST and text[m.start() - 1 : m.start()] != "\\":
            called.setdefault(label, m.start())
    found = []
    for label in sorted(called.keys() - defined.keys()):
        line = text.count("\n", 0, called[label]) + 1
        found.append(("E534", line, f"The note [^{label}] is called but not defined."))
    for label in sorted(defined.keys() - called.keys()):
        line = text.count("\n", 0, defined[label]) + 1
        found.append(("E535", line, f"The note [^{label}] is defined but never called."))
    return found
