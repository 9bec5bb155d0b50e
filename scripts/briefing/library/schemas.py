"""JSON Schemas of what the desk writes, made from the models, so that editors complete and check it.

`python -m briefing.library.schemas` writes them to the package's `schemas/` folder.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from briefing.library.fields import EntityFields, EventFields, SourceFields, TopicFields
from briefing.settings import OUTER, Settings

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema by the name of its file: front matter of sources and topics, entities, timeline, settings."""
    settings = Settings.model_json_schema(by_alias=True)
    settings["properties"] = {name: rows for name, rows in settings["properties"].items() if name not in OUTER}
    return {
        "source.json": _named(_schema(SourceFields), "Front matter of sources/KEY.md"),
        "topic.json": _named(_schema(TopicFields), "Front matter of topics/SLUG.md"),
        "entities.json": _named(_rows(EntityFields), "entities.yml"),
        "timeline.json": _named(_rows(EventFields), "timeline.yml"),
        "settings.json": _named(settings, "extra.briefing in mkdocs.yml"),
        "mkdocs.json": _named(_within(settings, "extra", "briefing"), "mkdocs.yml"),
    }


def written(schema: dict[str, Any]) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _rows(model: type[BaseModel]) -> dict[str, Any]:
    """A list of rows."""
    row = _schema(model)
    definitions = row.pop("$defs", None)
    return {"type": "array", "items": row} | ({"$defs": definitions} if definitions else {})


def _within(schema: dict[str, Any], *names: str) -> dict[str, Any]:
    """A schema for what stands under these names; whatever else stands there is allowed."""
    for name in reversed(names):
        schema = {"type": "object", "properties": {name: schema}}
    return schema


def _named(schema: dict[str, Any], title: str) -> dict[str, Any]:
    return {"$schema": DIALECT, **schema, "title": title}


def main() -> None:
    """Writes the files."""
    folder = Path(__file__).parents[1] / "schemas"
    folder.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (folder / name).write_text(written(schema), encoding="utf-8")


if __name__ == "__main__":
    main()
