"""`briefing new`: a small working project to start from."""

from __future__ import annotations

import shlex
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile
from pathlib import Path

import click

RENAMED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "github": ".github", "held": "originals"}
"""Names that a package or a repository can't well carry, and what they become."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="A first briefing", show_default=True, help="Title of the briefing.")
@click.option("--bare", is_flag=True, help="Without the made-up source, topic, entities and events.")
def new(folder: Path, title: str, bare: bool) -> int:
    """Start a small working project in FOLDER, which must be new or empty.

    It holds one made-up source with its original, one topic, entities, a timeline, settings and a workflow that
    publishes; each file says in its first lines what it is for. It builds at once. JSON Schemas under .schemas/
    let an editor complete and check what stands in the YAML files.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is there already and is not empty: name a new folder, or an empty one.")
    made = 0
    for path, data in starter_files(title, bare).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        made += 1
    for name in ("originals", "sources", "topics"):
        (folder / name).mkdir(exist_ok=True)
    click.echo(
        f"Started a project of {made} files in {folder}.\n"
        f"Next: cd {shlex.quote(str(folder))}, then `briefing build`, and open build/site/index.html.\n"
        "Then `briefing add FILE` for your first source, and `briefing serve` to see each edit."
    )
    return 0


def starter_files(title: str, bare: bool = False) -> dict[str, bytes]:
    """The files of a new project, by path, under a title; a bare one has the settings and nothing of its own to say."""
    found = dict(_walk(files("briefing") / "starter", ""))
    found |= {f".schemas/{path}": data for path, data in _walk(files("briefing") / "schemas", "")}
    settings = (
        found["mkdocs.yml"].decode("utf-8").replace("site_name: A first briefing", f"site_name: {_quoted(title)}")
    )
    found["mkdocs.yml"] = settings.encode("utf-8")
    front = found["docs/index.md"].decode("utf-8").replace("title: A first briefing", f"title: {_quoted(title)}")
    found["docs/index.md"] = front.encode("utf-8")
    return _bare(found) if bare else found


SAMPLE = ("sources/", "topics/", "originals/", "evidence.lock")
"""What of the starter is a sample and nothing else."""


def _bare(found: dict[str, bytes]) -> dict[str, bytes]:
    """The files without the sample; of the others that hold some of it, what they say of themselves is kept."""
    kept = {path: data for path, data in found.items() if not path.startswith(SAMPLE)}
    for path in ("entities.yml", "timeline.yml", "references.bib"):
        lines = kept[path].decode("utf-8").splitlines(keepends=True)
        kept[path] = "".join(takewhile(lambda line: line.startswith(("#", "%")), lines)).encode("utf-8")
    front = kept["docs/index.md"].split(b"---\n")[1]
    kept["docs/index.md"] = b"---\n" + front + b"---\nSay here what the briefing is about.\n"
    return kept


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    """Every file below a folder of package data, with its path in the new project."""
    rows: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        path = prefix + RENAMED.get(entry.name, entry.name)
        rows += _walk(entry, f"{path}/") if entry.is_dir() else [(path, entry.read_bytes())]
    return rows


def _quoted(title: str) -> str:
    """A title as a YAML scalar in double quotes."""
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
