"""Front matter against its model: what does not fit becomes a problem that shows the line and the way out."""

from __future__ import annotations

import types
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from briefing.codes import report
from briefing.library.fields import Fields
from briefing.library.located import Path, Yaml, spoken_path, unknown_field
from briefing.library.nearest import did_you_mean
from briefing.problems import Problem

Model = TypeVar("Model", bound=Fields)

_PATTERNS = {
    "sha256": "64 hexadecimal digits: the SHA-256 of the original",
    "id": "letters, digits, `_` and `-`, with a letter or digit first",
}
_SHAPES = {
    "string_type": "text",
    "string_too_short": "text that is not empty",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "int_type": "a whole number",
    "int_parsing_size": "a whole number",
    "tuple_type": "a list",
    "model_type": "a mapping, `field: value`",
    "model_attributes_type": "a mapping, `field: value`",
}


def validate(model: type[Model], document: Yaml, at: Path = ()) -> tuple[Model | None, Yaml, tuple[Problem, ...]]:
    """The part of a document at a path, as its model; the document it was made of; problems.

    What does not fit is reported and left out, and the rest is read without it; the model is None where nothing
    is left to read, or where what is missing can't be done without.
    """
    problems: tuple[Problem, ...] = ()
    for attempt in range(9):
        try:
            return model.model_validate(document.at(*at)), document, problems
        except ValidationError as error:
            rows = error.errors(include_url=False)
        if attempt == 0:
            problems = tuple(_problem(row, model, document, at) for row in rows)
        spoiled = {row["loc"][:-1] if row["type"] == "missing" else row["loc"] for row in rows}
        if () in spoiled:
            break
        document = document.without({(*at, *loc) for loc in spoiled})
    return None, document, problems


def _problem(row: Any, model: type[BaseModel], document: Yaml, at: Path) -> Problem:
    """A row of pydantic's findings as a problem of ours."""
    loc = row["loc"]
    full = (*at, *loc)
    if row["type"] == "extra_forbidden":
        return unknown_field(document, full, _allowed(model, loc[:-1]))
    if row["type"] == "missing":
        where = f" in `{spoken_path(full[:-1])}`" if len(full) > 1 else ""
        expected = f"`{loc[-1]}: …`"
        place = document.place(*full[:-1])
        return report("E114", place, f"The field `{loc[-1]}` is missing{where}.", expected=expected)
    found = row.get("input")
    shown = "nothing" if found is None else found if isinstance(found, str) else _kind(found)
    expected, help = _expectation(row, str(loc[-1]) if loc else "", shown)
    name = f"`{spoken_path(full)}`" if full else "The front matter"
    place = document.place(*full) if found is not None else document.key_place(*full)
    return report(
        "E115", place, f"{name} can't be used as it is.", expected=expected, found=str(shown)[:120], help=help
    )


def _expectation(row: Any, name: str, shown: str) -> tuple[str, str]:
    """What was expected, and a did-you-mean where there are only a few values."""
    context = row.get("ctx") or {}
    if row["type"] == "literal_error":
        options = [option.strip(" '") for option in str(context["expected"]).replace(" or ", ", ").split(",")]
        return "one of: " + ", ".join(options), did_you_mean(shown, options)
    if row["type"] == "string_pattern_mismatch":
        return _PATTERNS.get(name, str(context["pattern"])), ""
    if row["type"] == "greater_than_equal":
        return f"{context['ge']} or more", ""
    if row["type"] == "less_than_equal":
        return f"{context['le']} or less", ""
    return _SHAPES.get(row["type"], str(row["msg"])), ""


def _kind(value: Any) -> str:
    return "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else str(value)


def _allowed(model: type[BaseModel], loc: Path) -> tuple[str, ...]:
    """Names of the fields that may stand in the mapping at a path."""
    current: type[BaseModel] | None = model
    for step in loc:
        if isinstance(step, str) and current is not None:
            info = next((f for n, f in current.model_fields.items() if step in (f.alias, n)), None)
            current = _model_in(info.annotation) if info else None
    return tuple(f.alias or n for n, f in current.model_fields.items()) if current else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model within `X | None`, `tuple[X, ...]` or `Annotated[X, …]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType, tuple, Annotated):
        return next((m for m in map(_model_in, get_args(annotation)) if m), None)
    return None
