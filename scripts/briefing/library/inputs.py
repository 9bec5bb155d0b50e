"""The desk's files as text and as front matter with a body."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.codes import report
from briefing.library.located import Yaml, parse_yaml, split_front_matter
from briefing.model import Place
from briefing.problems import Problem
from briefing.project import decode


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


def trimmed(text: str, line: int) -> tuple[str, int]:
    """A text without empty lines at its ends, and the line of its first character."""
    inner = text.lstrip("\n \t")
    lead = text[: len(text) - len(inner)]
    if inner and not lead.endswith("\n"):
        inner = lead.rpartition("\n")[2] + inner
    return inner.rstrip(), line + lead.count("\n")
