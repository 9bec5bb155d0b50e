"""The guide's reference pages, made from the program itself: commands, settings, problem codes.

`python -m briefing.reference` writes them to docs/guide/ of the current folder; a test says whether they are current.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from briefing.cli.main import COMMANDS, cli
from briefing.codes import codes
from briefing.files import write_changed
from briefing.settings import OUTER, Settings

FOLDER = "docs/guide"
AREAS = {
    "E1": "Project and library",
    "E2": "Originals on their way in",
    "E3": "Evidence",
    "E4": "Names and links",
    "E5": "Pages and site",
    "E6": "PDF",
    "E7": "Command line",
}
KINDS = {
    "array": "a list of texts",
    "boolean": "`true` or `false`",
    "integer": "a number",
    "number": "a number",
    "object": "names and values",
    "string": "text",
}
"""Types of JSON Schema in words."""


def reference() -> dict[str, str]:
    """Each page by its path below docs/guide/."""
    return {"commands.md": commands(), "settings.md": settings(), "problems.md": problems()}


def commands() -> str:
    """The page of commands, from the command line itself."""
    context = click.Context(cli, info_name="briefing")
    rows = [f"| [`briefing {name}`](#{name}) | {line} |" for name, (_, line) in COMMANDS.items()]
    parts = [
        _head("Commands", "Every command of briefing, with its options.", "commands.md"),
        "Exit codes: 1 where something failed or a problem is an error, 2 on wrong usage, else 0. `NO_COLOR` is "
        "honoured. "
        "`briefing COMMAND --help` says in a terminal what stands here.\n",
        "| command | does |\n|---|---|\n" + "\n".join(rows) + "\n",
    ]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        parts.append(_command(name, command, context))
    return "\n".join(parts)


def _command(name: str, command: click.Command, parent: click.Context) -> str:
    context = click.Context(command, info_name=name, parent=parent)
    usage = " ".join(["briefing", name, *command.collect_usage_pieces(context)])
    paragraphs = (command.help or "").replace("\x0c", "").split("\n\n")
    text = "\n\n".join(_words(paragraph) for paragraph in paragraphs)
    rows = [row for parameter in command.params if (row := parameter.get_help_record(context)) and row[1]]
    options = "\n".join(f"| `{_cell(option)}` | {_cell(words)} |" for option, words in rows)
    return (
        f"## briefing {name} {{ #{name} }}\n\n```text\n{usage}\n```\n\n{text}\n\n"
        f"| option | what it does |\n|---|---|\n{options}\n"
    )


def settings() -> str:
    """The page of settings, from their model."""
    schema = Settings.model_json_schema()["properties"]
    own = [_setting(f"`{name}`", row) for name, row in schema.items() if name not in OUTER]
    outer = [_setting(f"`{where}`", schema[name]) for name, where in OUTER.items()]
    head = "| setting | value | default | what it is |\n|---|---|---|---|\n"
    return "\n".join(
        [
            _head("Settings", "Every setting in mkdocs.yml that the generator reads.", "settings.md"),
            "All settings stand in `mkdocs.yml`. What is the generator's own stands under `extra: briefing:`; a name "
            "there that it does not know is a [problem](problems.md#e102).\n",
            "## Under extra.briefing { #own }\n",
            head + "\n".join(own) + "\n",
            "## Elsewhere in mkdocs.yml { #outer }\n",
            head + "\n".join(outer) + "\n",
            "The rest of the file is MkDocs'. Leave `docs_dir`, `site_dir`, `theme: custom_dir`, `markdown_extensions` "
            "and `plugins` as `briefing new` wrote them; a page of your own under `docs/` may be named in `nav`.\n",
        ]
    )


def _setting(name: str, row: dict[str, Any]) -> str:
    default = row.get("default")
    shown = "" if default in (None, "", [], {}) else f"`{json.dumps(default).strip(chr(34))}`"
    return f"| {name} | {_cell(_kind(row))} | {shown} | {_cell(row.get('description', ''))} |"


def _kind(row: dict[str, Any]) -> str:
    """What a setting's value is, in words."""
    choices = [choice for choice in row.get("anyOf", [row]) if choice.get("type") != "null"]
    words = []
    for choice in choices:
        if "enum" in choice:
            words.append(" or ".join(f"`{value}`" for value in choice["enum"]))
        elif choice.get("pattern") == r"^\d{4}-\d{2}-\d{2}$":
            words.append('a day, as in `"2026-01-31"`')
        else:
            words.append(KINDS.get(choice.get("type", "object" if "$ref" in choice else ""), "a value"))
    return ", ".join(words)


def problems() -> str:
    """The page of problem codes, from their register."""
    parts = [
        _head(
            "Problems", "Every kind of problem that briefing reports: what it means and how to mend it.", "problems.md"
        ),
        "A problem names its file, its line and a code. `briefing explain E303` prints in a terminal what stands here. "
        "An error fails a build; a warning does with `--strict`, unless it "
        "is one that *may wait*; a note never does.\n",
    ]
    for start, area in AREAS.items():
        rows = [code for name, code in codes().items() if name.startswith(start)]
        if rows:
            parts.append(f"## {area} {{ #{start.lower()} }}\n")
        for code in rows:
            parts.append(f"### {code.code}: {_plain(code.title)} {{ #{code.code.lower()} }}\n")
            parts.append(f"*{code.spoken.capitalize()}.* {_words(code.means)}\n\n**To mend it:** {_words(code.mend)}\n")
    return "\n".join(parts)


def _head(title: str, description: str, path: str) -> str:
    note = "<!-- Made by `python -m briefing.reference`; change the program, not this page. -->"
    links = " · ".join(_links(path))
    return f'---\ntitle: {title}\ndescription: "{description}"\nkind: guide\n---\n{note}\n\n# {title}\n\n{links}\n'


def _links(path: str) -> Iterator[str]:
    """Ways to the guide's other reference pages."""
    names = {"index.md": "Guide", "commands.md": "Commands", "settings.md": "Settings", "problems.md": "Problems"}
    yield from (f"[{name}]({target})" for target, name in names.items() if target != path)


def _words(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """A heading's words."""
    return text.strip().rstrip(".")


def _cell(text: str) -> str:
    """A text that stands in one cell of a table."""
    return " ".join(text.split()).replace("|", r"\|")


def main() -> None:
    """Writes the pages."""
    for name, text in reference().items():
        if write_changed(Path(FOLDER, name), text):
            sys.stdout.write(f"{FOLDER}/{name}\n")


if __name__ == "__main__":
    main()
