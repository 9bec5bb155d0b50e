"""The text below a field of a model, as the field's description in its JSON Schema: read when a schema is asked for."""

from __future__ import annotations

import ast
import inspect
from textwrap import dedent
from typing import Any


def described(schema: dict[str, Any], model: type) -> None:
    """Gives the properties of a model's schema their descriptions; a model names this as its `json_schema_extra`."""
    properties, fields = schema.get("properties", {}), getattr(model, "model_fields", {})
    for kind in reversed(model.__mro__):
        for name, said in _words(kind).items() if kind.__module__.startswith("briefing.") else ():
            alias = fields[name].alias if name in fields else None
            for at in {name, alias} & properties.keys():
                properties[at] = dict(sorted({**properties[at], "description": said}.items()))


def _words(kind: type) -> dict[str, str]:
    """Name of each field of a class → the text below it."""
    (made,) = ast.parse(dedent(inspect.getsource(kind))).body
    assert isinstance(made, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in zip(made.body, made.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    }  # fmt: skip
