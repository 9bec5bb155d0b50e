"""YAML and front matter in which every value keeps its line, so that every problem can point at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from briefing.codes import report
from briefing.library.nearest import did_you_mean
from briefing.model import Place
from briefing.problems import Problem

Path = tuple[str | int, ...]
"""Where a value stands in a YAML document: keys and list positions from the top, as pydantic's `loc`."""

DEPTH = 32
"""How deep lists and mappings may be nested. libyaml itself overruns the stack where there is no limit."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = re.compile(r"---[ \t]*(\n|\Z)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"[^\n]*\n(?:[ \t]*\n)*")
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True, slots=True)
class Yaml:
    """A YAML document: its value, and the line of each key and of each value in it."""

    value: Any
    """Plain dicts, lists, strings and None; numbers, truth values and dates stay the text they are."""
    path: str
    keys: dict[Path, int] = field(default_factory=dict)
    """Line of the key (of the item, in a list) that leads to a value."""
    values: dict[Path, int] = field(default_factory=dict)
    """Line of the first character of a value."""

    def place(self, *at: str | int) -> Place:
        """Where the text of a value begins; the nearest value around it where there is none."""
        return Place(self.path, self._nearest(self.values, at))

    def key_place(self, *at: str | int) -> Place:
        """Where the key that leads to a value stands."""
        return Place(self.path, self._nearest(self.keys, at) if at else self.keys.get((), 1))

    def at(self, *at: str | int) -> Any:
        """The value at a path."""
        value = self.value
        for step in at:
            value = value[step]
        return value

    def without(self, paths: set[Path]) -> Yaml:
        """The same document without what stands at some paths; later items of a list move up, with their lines."""
        return Yaml(
            _without(self.value, paths, ()),
            self.path,
            {_moved(p, paths): line for p, line in self.keys.items() if not _within(p, paths)},
            {_moved(p, paths): line for p, line in self.values.items() if not _within(p, paths)},
        )

    def rows(self) -> tuple[Yaml, ...]:
        """The items of a list, each a document of its own."""
        found = [Yaml(item, self.path) for item in self.value]
        for mine, theirs in ((self.keys, "keys"), (self.values, "values")):
            for at, line in mine.items():
                if at:
                    getattr(found[int(at[0])], theirs)[at[1:]] = line
        return tuple(found)

    @staticmethod
    def _nearest(lines: dict[Path, int], at: Path) -> int:
        return next((lines[at[:i]] for i in range(len(at), 0, -1) if at[:i] in lines), lines.get((), 1))


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
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        index = mark.line if mark else 0
        what = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be read")
        message = f"The YAML is malformed: {what}."
        help = "Indent with spaces." if "tab" in what else ""
        return None, (report("E110", Place(path, first_line + index), message, source=_line(text, index), help=help),)
    return found, tuple(reader.problems)


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


def _without(value: Any, paths: set[Path], at: Path) -> Any:
    """A value without what stands at some paths in it."""
    if isinstance(value, dict):
        return {k: _without(v, paths, (*at, k)) for k, v in value.items() if (*at, k) not in paths}
    if isinstance(value, list):
        return [_without(v, paths, (*at, i)) for i, v in enumerate(value) if (*at, i) not in paths]
    return value


def _within(path: Path, paths: set[Path]) -> bool:
    return any(path[:i] in paths for i in range(1, len(path) + 1))


def _moved(path: Path, paths: set[Path]) -> Path:
    """Where a path leads once earlier items of its lists are gone."""
    gone = [sum((*path[:i], j) in paths for j in range(s)) if isinstance(s, int) else 0 for i, s in enumerate(path)]
    return tuple(s - g if isinstance(s, int) else s for s, g in zip(path, gone, strict=True))


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


class _Reader:
    """Builds values from libyaml's events, without recursion."""

    def __init__(self, text: str, path: str, first_line: int, scalar: Callable[[str], Any]) -> None:
        self.text, self.first_line, self.scalar = text, first_line, scalar
        self.found = Yaml(None, path)
        self.problems: list[Problem] = []
        self.lines: list[str] = []

    def read(self) -> Yaml:
        """The document; raises UnreadableError or yaml.YAMLError."""
        events: Iterator[Any] = yaml.parse(self.text, _Loader)
        value: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise UnreadableError(self._at(event), "There is more than one YAML document in it.", found="---")
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, events)
        return Yaml(value, self.found.path, self.found.keys, self.found.values)

    def _at(self, event: Any) -> int:
        return self.first_line + int(event.start_mark.line)

    def _value(self, first: Any, events: Iterator[Any]) -> Any:
        """The value that begins with an event, its items taken from the events that follow."""
        keys, values = self.found.keys, self.found.values
        top: list[Any] = []
        stack: list[Any] = [top]  # the lists and dicts that are open, the innermost last
        at: Path = ()
        key: str | None = None  # the key in the innermost mapping whose value comes next
        pending: list[tuple[Path, str | None]] = []
        event = first
        while True:
            kind = type(event)
            holder = stack[-1]
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                at, key = pending.pop()
                if len(stack) == 1:
                    return top[0]
                event = next(events)
                continue
            line = self._at(event)
            self._refuse_odd(event, line)
            if type(holder) is dict and key is None:
                key = self._key(event, line)
                keys.setdefault((*at, key), line)
                event = next(events)
                continue
            step: Path = at if holder is top else (*at, key if type(holder) is dict else len(holder))  # type: ignore[arg-type]
            double = type(holder) is dict and key in holder
            if kind is yaml.ScalarEvent:
                item: Any = self._scalar(event)
                first_text = line + self._lead(event)
            else:
                item, first_text = ({} if kind is yaml.MappingStartEvent else []), line
            if double:
                self._report_double(step, line)
            else:
                keys.setdefault(step, line)
                values[step] = first_text
            if type(holder) is dict:
                if not double:
                    holder[key] = item
            else:
                holder.append(item)
            if kind is yaml.ScalarEvent:
                if holder is top:
                    return item
                key = None
            else:
                if len(stack) > DEPTH:
                    raise UnreadableError(line, f"Lists and mappings are nested more than {DEPTH} deep.")
                stack.append(item)
                pending.append((at, None))
                at, key = step, None
            event = next(events)

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


def unknown_field(document: Yaml, at: Path, allowed: tuple[str, ...]) -> Problem:
    """A field that nobody knows, with the one that was probably meant."""
    name = str(at[-1])
    where = f" in `{_spoken(at[:-1])}`" if len(at) > 1 else ""
    return report(
        "E113",
        document.key_place(*at),
        f"There is no field `{name}`{where}.",
        expected="one of: " + ", ".join(allowed),
        found=name,
        help=did_you_mean(name, allowed),
    )


def _spoken(at: Path) -> str:
    """A path as a reader would say it: `caveats 2, field`."""
    return "".join(f" {step + 1}" if isinstance(step, int) else f", {step}" for step in at).removeprefix(", ").strip()


spoken_path = _spoken
