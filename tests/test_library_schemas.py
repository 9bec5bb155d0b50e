"""The JSON Schemas that editors use: as the models say, and true of what the reader takes."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from briefing.library.inputs import split_front_matter
from briefing.library.schemas import DIALECT, schemas, written
from briefing.library.yaml_text import parse_yaml

SHIPPED = files("briefing") / "schemas"
GOOD = Path(__file__).parent / "cases" / "library" / "everything-right"


@pytest.mark.parametrize("name", schemas())
def test_shipped_schemas_are_current(name: str) -> None:
    assert (SHIPPED / name).read_text(encoding="utf-8") == written(schemas()[name]), (
        "write them with `python -m briefing.library.schemas`"
    )


def models(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The mappings of a schema that are models; mkdocs.yml itself belongs to others."""
    settings = schema.get("properties", {}).get("extra", {}).get("properties", {}).get("briefing")
    found = [schema if settings is None else settings, schema.get("items", {}), *schema.get("$defs", {}).values()]
    return [mapping for mapping in found if "properties" in mapping]


@pytest.mark.parametrize("name", schemas())
def test_every_field_says_what_it_is(name: str) -> None:
    schema = json.loads((SHIPPED / name).read_text(encoding="utf-8"))
    assert schema["$schema"] == DIALECT
    assert models(schema)
    for mapping in models(schema):
        assert mapping["additionalProperties"] is False
        assert all(field.get("description") for field in mapping["properties"].values()), mapping["title"]


def names(schema: dict[str, Any]) -> set[str]:
    return set(schema.get("items", schema)["properties"])


FILES = {"source.json": "sources/moss2020.md", "topic.json": "topics/mills.md", "entities.json": "entities.yml",
         "timeline.json": "timeline.yml"}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_schemas_know_the_fields_of_a_good_file(name: str) -> None:
    text = (GOOD / FILES[name]).read_text(encoding="utf-8")
    front = split_front_matter(text, name)[0] if FILES[name].endswith(".md") else text
    document, problems = parse_yaml(front or "", name)
    assert document is not None
    assert problems == ()
    rows = document.value if isinstance(document.value, list) else [document.value]
    schema = json.loads((SHIPPED / name).read_text(encoding="utf-8"))
    for row in rows:
        assert set(row) <= names(schema)
        assert set(schema.get("items", schema).get("required", ())) <= set(row)
