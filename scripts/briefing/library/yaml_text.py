"""YAML text → values with their lines, whatever the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from briefing.codes import report
from briefing.library.located import Path, Yaml
from briefing.model import Place
from briefing.problems import Problem

DEPTH = 32
"""How deep lists and mappings may be nested. libyaml itself overruns the stack where there is no limit."""

NEAR = 12
"""Lines above an error in which an open quotation mark is looked for."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLANK = re.compile(r"[^\n]*\n(?:[ \t]*\n)*")
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class UnreadableError(ValueError):
    """YAML that can't be read, with the line and what to do about it."""

    def __init__(self, line: int, message: str, *, found: str = "", help: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.found, self.help = line, message, found, help


def parse_yaml(
    text: str, path: str, first_line: int = 1, *, resolve: bool = False
) -> tuple[Yaml | None, tuple[Problem, ...]]:
    """Reads one YAML document that begins on `first_line` of `path`; None and a problem where that can't be done.

    Scalars stay text, so that `2021-11` is no date and `NO` no truth value; with `resolve` (pages written by hand,
    whose front matter others read too) plain numbers and truth values are turned into what they say.
    """
    reader = _Reader(text, path, first_line, _resolved if resolve else str)
    try:
        found = reader.read()
    except UnreadableError as error:
        place = Place(path, error.line)
        source = _line(text, error.line - first_line)
        return None, (report("E110", place, error.message, found=error.found, help=error.help, source=source),)
    except yaml.YAMLError as error:
        index, what = yaml_fault(error, text)
        message = f"The YAML is malformed: {what}."
        help = "Indent with spaces." if "tab" in what else WITHIN if what == CLOSED else ""
        return None, (report("E110", Place(path, first_line + index), message, source=_line(text, index), help=help),)
    return found, tuple(reader.problems)


def yaml_fault(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Where a YAML error in a text is (the index of its line) and what it is; what is not closed is where it opens."""
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if opened and str(getattr(error, "context", "")).startswith(("while parsing a flow", "while scanning a quoted")):
        mark = opened
    mark = mark or opened
    what = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be read")
    index = int(mark.line) if mark else 0
    if what.startswith("did not find expected") and (line := _open_quotation(text.split("\n"), index)) is not None:
        return line, "a quotation mark is opened here and not closed on this line"
    if what.startswith("did not find expected") and _EARLY.match(_line(text, index)):
        what = CLOSED
    return index, what


CLOSED = "the quotation mark that opens the text of this line is closed within it"
WITHIN = "Within double marks write single ones, as in `allow '12 mills'`, and within single ones double ones."
_EARLY = re.compile(r"""^\s*(?:-\s+)?(?:[\w.-]+:\s+)?(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*[^\s,\]}#:]""")


_QUOTED = re.compile(r"""^\s*(?:-\s+)?(?:[\w.-]+:\s+)?(?P<mark>["'])(?P<rest>.*)$""")


def _open_quotation(lines: list[str], before: int) -> int | None:
    """The nearest line above where a value opens with a quotation mark that the line doesn't close.

    YAML takes the next such mark, some lines below, for its end, and stumbles over what follows that.
    """
    for index in range(min(before, len(lines)) - 1, max(-1, before - NEAR), -1):
        match = _QUOTED.match(lines[index])
        if match and match["mark"] not in match["rest"].replace(f"\\{match['mark']}", ""):
            taken = next((line for line in lines[index + 1 :] if match["mark"] in line), "")
            behind = taken.partition(match["mark"])[2].strip()
            return index if behind and behind[0] not in ",]}#" else None
    return None


def _line(text: str, index: int) -> str:
    """A line of a text by its index, without its end; empty where there is no such line."""
    lines = text.split("\n", index + 1)
    return lines[index].rstrip() if 0 <= index < len(lines) else ""


def _resolved(text: str) -> Any:
    """A plain scalar as YAML 1.2 reads numbers and truth values."""
    if text in _WORDS:
        return _WORDS[text]
    number = _NUMBER.fullmatch(text)
    if number and len(text) < 300:
        return float(text) if number[2] else int(text)
    return text


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    holder: dict[str, Any] | list[Any]
    at: Path
    key: str | None = None
    """In a mapping: the key whose value comes next; None where a key does."""


class _Reader:
    """Builds values from libyaml's events, without recursion."""

    def __init__(self, text: str, path: str, first_line: int, scalar: Callable[[str], Any]) -> None:
        self.text, self.first_line, self.scalar = text, first_line, scalar
        self.found = Yaml(None, path)
        self.problems: list[Problem] = []
        self.lines: list[str] = []
        self.open: list[_Open] = []

    def read(self) -> Yaml:
        """The document; raises UnreadableError or yaml.YAMLError."""
        value: Any = None
        documents = 0
        for event in yaml.parse(self.text, _Loader):
            if isinstance(event, yaml.NodeEvent):
                item = self._node(event)
                value = item if not self.open or self.open[0].holder is item else value
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    line = self.first_line + getattr(event.start_mark, "line", 0)
                    raise UnreadableError(line, "There is more than one YAML document in it.", found="---")
        return Yaml(value, self.found.path, self.found.keys, self.found.values)

    def _node(self, event: Any) -> Any:
        """Puts a key or a value where it belongs; the value."""
        line = self.first_line + int(event.start_mark.line)
        self._refuse_odd(event, line)
        inner = self.open[-1] if self.open else None
        if inner and inner.key is None and type(inner.holder) is dict:
            inner.key = self._key(event, line)
            self.found.keys.setdefault((*inner.at, inner.key), line)
            return None
        is_scalar = type(event) is yaml.ScalarEvent
        item: Any = self._scalar(event) if is_scalar else {} if type(event) is yaml.MappingStartEvent else []
        at = self._put(inner, item, line, line + self._lead(event) if is_scalar else line)
        if not is_scalar:
            if len(self.open) >= DEPTH:
                raise UnreadableError(line, f"Lists and mappings are nested more than {DEPTH} deep.")
            self.open.append(_Open(item, at))
        return item

    def _put(self, inner: _Open | None, item: Any, line: int, first_text: int) -> Path:
        """Puts a value into the innermost list or mapping; the path at which it then stands."""
        at: Path = ()
        if inner and isinstance(inner.holder, list):
            at = (*inner.at, len(inner.holder))
            inner.holder.append(item)
        elif inner and isinstance(inner.holder, dict) and inner.key is not None:
            key, inner.key = inner.key, None
            at = (*inner.at, key)
            if key in inner.holder:
                self._report_double(at, line)
                return (*at, "again")
            inner.holder[key] = item
        self.found.keys.setdefault(at, line)
        self.found.values[at] = first_text
        return at

    def _refuse_odd(self, event: Any, line: int) -> None:
        """Aliases and tags have no use here; an alias could also blow a small file up to gigabytes."""
        if type(event) is yaml.AliasEvent:
            help = "Put quotation marks around a text that begins with `*`; write an alias out."
            raise UnreadableError(line, "YAML aliases are not read here.", found=f"*{event.anchor}", help=help)
        tag = getattr(event, "tag", None)
        if tag and not tag.startswith("tag:yaml.org,2002:") and tag != "!":
            raise UnreadableError(
                line, "YAML tags are not read here.", found=tag, help="Put quotation marks around the value."
            )

    def _key(self, event: Any, line: int) -> str:
        if type(event) is not yaml.ScalarEvent:
            raise UnreadableError(
                line,
                "A list or mapping stands where the name of a field was expected.",
                help="Put quotation marks around a value that begins with `[`, `{` or `? `.",
            )
        return str(event.value)

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.style or not event.implicit[0]:
            return text
        return None if text in _NULL else self.scalar(text)

    def _lead(self, event: Any) -> int:
        """Lines between the mark of a block scalar (`>-`, `|`) and its first character."""
        if event.style not in ("|", ">"):
            return 0
        blank = _BLANK.match(self.text, event.start_mark.index)
        return blank[0].count("\n") if blank else 1

    def _report_double(self, step: Path, line: int) -> None:
        first = self.found.keys.get(step, line)
        if not self.lines:
            self.lines = self.text.split("\n")
        index = line - self.first_line
        source = self.lines[index].rstrip() if index < len(self.lines) else ""
        self.problems.append(
            report(
                "E112",
                Place(self.found.path, line),
                f"The field `{step[-1]}` stands twice.",
                expected=f"each field once; it stands on line {first} already",
                source=source,
            )
        )
