"""The desk's files as text and as front matter with a body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.codes import report
from briefing.library.located import Yaml
from briefing.library.yaml_text import parse_yaml
from briefing.model import Place
from briefing.problems import Problem
from briefing.project import decode

_FENCE = re.compile(r"---[ \t]*(\n|\Z)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file with front matter."""

    fields: Yaml | None
    """None where there is no front matter, or none that could be read."""
    body: str
    line: int
    """Line on which the body begins."""
    problems: tuple[Problem, ...]


def read_text(data: bytes, path: str, *, empty_allowed: bool = False) -> tuple[str | None, tuple[Problem, ...]]:
    """A file as text with Unix line ends; None where it holds none, with the problem that says so."""
    text, problems = decode(data, path)
    if any(p.code == "E103" for p in problems):
        return None, problems
    if not text.strip() and not empty_allowed:
        return None, (*problems, report("E116", Place(path), "The file is empty."))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problems


def read_page(data: bytes, path: str, *, required: bool) -> Page:
    """A Markdown file; with `required`, front matter has to be there."""
    text, problems = read_text(data, path)
    if text is None:
        return Page(None, "", 1, problems)
    front, body, line, more = split_front_matter(text, path)
    problems += more
    if front is None:
        if required and not more:
            problems += (report("E119", Place(path), "The file has no front matter.", expected="a first line `---`"),)
        return Page(None, body, line, problems)
    fields, more = parse_yaml(front, path, 2, resolve=not required)
    problems += more
    if fields is not None and fields.value is None:
        fields = Yaml({}, path, fields.keys, {(): 1})
    if fields is not None and not isinstance(fields.value, dict):
        found = str(fields.value)[:80]
        problem = report(
            "E115", fields.place(), "The front matter is no mapping.", expected="`field: value`", found=found
        )
        return Page(None, body, line, (*problems, problem))
    return Page(fields, body, line, problems)


def split_front_matter(text: str, path: str) -> tuple[str | None, str, int, tuple[Problem, ...]]:
    """Front matter (None where there is none), body, line on which the body begins, problems.

    Front matter stands between a first line `---` and the next line `---`; its first line is line 2 of the file.
    """
    start = _FENCE.match(text)
    if start is None:
        return None, text, 1, ()
    end = _END.search(text, start.end())
    if end is None:
        problem = report(
            "E111", Place(path, 1), "The front matter is not closed.", expected="a second line `---` after it"
        )
        return None, "", 1, (problem,)
    body = end.end() + 1
    return text[start.end() : end.start()], text[body:], text.count("\n", 0, body) + 1, ()


def trimmed(text: str, line: int) -> tuple[str, int]:
    """A text without empty lines at its ends, and the line of its first character."""
    inner = text.lstrip("\n \t")
    lead = text[: len(text) - len(inner)]
    if inner and not lead.endswith("\n"):
        inner = lead.rpartition("\n")[2] + inner
    return inner.rstrip(), line + lead.count("\n")
