"""The regular expressions of modules, how each is asked, and texts on which it may choke, made from what it repeats."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

ANYWHERE = ("search", "finditer", "findall", "sub", "subn", "split")
"""Methods that begin anew at each character."""
METHODS = ("match", "fullmatch", *ANYWHERE)
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
Key = tuple[str, int]
Food = tuple[str, str, str]
"""What stands before, what is repeated, what stands behind."""
PLAIN = (" ", "\n", "a", "A", "1", "A ", "a. ", "1. ", "-", "*", "[", "<a ", "\t", "é", ".", ", ")
BEHIND = ("\0", "¤", "", " ", "a", "\n!")
MOST = 140
"""Foods of one pattern."""


@dataclass(frozen=True)
class Found:
    """A pattern, where it is written, and by which methods it is asked."""

    where: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def patterns(*packages: str) -> list[Found]:
    """The patterns of some packages: those bound to names, and those written in calls of `re`."""
    modules = [module for name in packages for module in _modules(name)]
    uses = _uses(modules)
    found: dict[Key, Found] = {}
    for module in modules:
        rows = [(name, p, tuple(uses.get(_key(p), METHODS))) for name, p in _bound(module)]
        rows += [(str(number), p, (method,)) for number, p, method in _written(module)]
        for name, pattern, methods in rows:
            before = found.get(_key(pattern))
            asked = frozenset(methods) | (before.methods if before else frozenset())
            found[_key(pattern)] = Found(before.where if before else f"{module.__name__}.{name}", pattern, asked)
    return list(found.values())


def _key(pattern: re.Pattern[str]) -> Key:
    return pattern.pattern, pattern.flags


def _modules(name: str) -> Iterator[ModuleType]:
    package = importlib.import_module(name)
    yield package
    for info in pkgutil.walk_packages(getattr(package, "__path__", []), f"{name}."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _nodes(module: ModuleType) -> Iterator[ast.AST]:
    assert module.__file__ is not None
    with open(module.__file__, encoding="utf-8") as file:
        return ast.walk(ast.parse(file.read()))


def _uses(modules: Iterable[ModuleType]) -> dict[Key, frozenset[str]]:
    """A named pattern → the methods that are called on it; one that is passed on may be asked in any way."""
    called: dict[Key, list[str]] = defaultdict(list)
    loaded: dict[Key, int] = defaultdict(int)
    for module in modules:
        named = {name: _key(value) for name, value in vars(module).items() if isinstance(value, re.Pattern)}
        for node in _nodes(module):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in named:
                loaded[named[node.id]] += 1
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in named:
                called[named[node.value.id]].append(node.attr)
    return {
        key: frozenset(methods)
        for key, methods in called.items()
        if loaded[key] == len(methods) and set(methods) <= set(METHODS)
    }


def _bound(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, value in list(vars(module).items()):
        for number, pattern in enumerate(_within(value, 3)):
            if isinstance(pattern.pattern, str):
                yield f"{name}{number or ''}", pattern


def _within(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, (tuple, list, set, frozenset, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _within(one, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(getattr(value, field.name), depth - 1)


def _written(module: ModuleType) -> Iterator[tuple[int, re.Pattern[str], str]]:
    """Patterns written out in calls: `re.search(r"…", …)`, what they hold of the module's names filled in."""
    for node in _nodes(module):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in METHODS):
            continue
        given = [k.value for k in node.keywords if k.arg == "flags"]
        if not given and node.func.attr not in ("sub", "subn", "split"):
            given = node.args[2:3]
        try:
            text, *flags = (
                eval(compile(ast.Expression(one), "", "eval"), vars(module)) for one in [node.args[0], *given]
            )
        except NameError:
            continue  # it is made of values that only a call knows
        if isinstance(text, str):
            yield node.lineno, re.compile(text, *flags), node.func.attr


# --- what a pattern is fed ---


def foods(pattern: re.Pattern[str]) -> list[Food]:
    """Foods made from what the pattern itself repeats, and some that suit none."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    whole = _sample(tree)
    found = dict.fromkeys(("", one, "") for one in PLAIN)
    found |= dict.fromkeys([("", whole, ""), ("", whole[:-1], "¤"), ("", whole[:1], "")])
    for before, body in _repeats(tree, ""):
        found |= dict.fromkeys((before, body, behind) for behind in BEHIND)
        found |= dict.fromkeys([("", before + body, "¤"), (before, body + " ", "¤"), ("", before or "x", "¤")])
    return [food for food in found if food[1]][:MOST]


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """For each repetition in a pattern: what matches up to it, and what matches its inside once."""
    for op, value in tree:
        if op in REPEATS:
            low, high, inner = value
            yield from _repeats(inner, before)
            if high > 20:
                yield from ((before, body) for body in [*_samples(inner), _sample(inner, 2)] if body)
            before += _sample(inner) * low
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
            before += _sample(value[1][0])
        elif op is sre.SUBPATTERN:
            yield from _repeats(value[-1], before)
            before += _sample(value[-1])
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(value[1], before)
        else:
            before += _sample([(op, value)])


def _samples(tree: Any) -> list[str]:
    """A few texts that match: one for each branch at the top, and the first and last of a set."""
    found = [_sample(tree)]
    for op, value in tree:
        if op is sre.BRANCH:
            found += [_sample(branch) for branch in value[1]]
        if op is sre.IN:
            found += [_of_set(value, 0), _of_set(value, -1)]
    return [text for text in dict.fromkeys(found) if text]


def _sample(tree: Any, times: int = 1) -> str:
    """A text that matches, what is looked around for aside; what may be repeated stands in it so often at most."""
    out = ""
    for op, value in tree:
        if op is sre.LITERAL:
            out += chr(value)
        elif op is sre.NOT_LITERAL:
            out += "a" if value != 97 else "b"
        elif op is sre.ANY:
            out += "a"
        elif op is sre.IN:
            out += _of_set(value, 0)
        elif op is sre.BRANCH:
            out += _sample(value[1][0], times)
        elif op is sre.SUBPATTERN:
            out += _sample(value[-1], times)
        elif op in REPEATS:
            out += _sample(value[2], times) * max(value[0], min(times, value[1]))
    return out


SHOWN = {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_NOT_WORD: "-"}


def _of_set(items: Any, which: int) -> str:
    """A character of a set, the first or the last that it names."""
    if items[0][0] is sre.NEGATE:
        return next((c for c in "a1 -.é\nZ" if not any(_holds(item, c) for item in items[1:])), "a")
    op, value = items[which]
    if op is sre.LITERAL:
        return chr(value)
    return chr(value[which]) if op is sre.RANGE else SHOWN.get(value, "a")


def _holds(item: Any, char: str) -> bool:
    op, value = item
    if op is sre.LITERAL:
        return chr(value) == char
    if op is sre.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    word, space, digit = char.isalnum() or char == "_", char.isspace(), char.isdigit()
    kinds = {sre.CATEGORY_DIGIT: digit, sre.CATEGORY_SPACE: space, sre.CATEGORY_WORD: word}
    nots = {sre.CATEGORY_NOT_WORD: not word, sre.CATEGORY_NOT_SPACE: not space, sre.CATEGORY_NOT_DIGIT: not digit}
    return (kinds | nots).get(value, False)
