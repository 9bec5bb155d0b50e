"""`briefing add`: a new source from an original."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from briefing.cli.shared import consoles, project_option, require_root
from briefing.codes import report
from briefing.model import Place
from briefing.printing import print_problems, summary


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", help="The source's key; by default the entry's in references.bib, else made of author and year.")
@click.option(
    "--rights",
    type=click.Choice(["digest", "full", "record"]),
    default="digest",
    help="digest: to be written in our own words. full: the text itself, where it is ours or openly licensed. "
    "record: metadata only.",
)
@project_option
def add(file: Path, key: str | None, rights: Any, root: Path | None) -> int:
    """Add FILE (text, HTML, PDF, docx, odt or epub) as a source.

    Appends an entry to references.bib unless the work has one, and starts sources/KEY.md with the original's numbers,
    headings and notes. Says what it found, what it doubts, and what to do next. Never overwrites anything.
    """
    from briefing.adding.addition import add as addition_of
    from briefing.adding.addition import findings
    from briefing.files import write_changed
    from briefing.ingest import ingest

    folder = require_root(root)
    out, err = consoles()
    try:
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        print_problems([report("E701", Place(str(file)), f"The file can't be read: {reason}.")], "text", err)
        return 1
    document = ingest(data, str(file))
    bibliography = folder / "references.bib"
    before = bibliography.read_text(encoding="utf-8") if bibliography.is_file() else ""
    sources = [path.stem for path in (folder / "sources").glob("*.md")]
    made = addition_of(document, before, sources, key, rights)
    if made.files:
        out.print(f"Found in {file.name}:")
        for row in findings(document):
            out.print(f"  {row}", markup=False)
    problems = (*document.problems, *made.problems)
    print_problems(problems, "text", err)
    if not made.files:
        err.print(f"{summary(problems).capitalize()}. Nothing was written.")
        return 1
    for path, text in made.files.items():
        write_changed(folder / path, text)
    for row in made.said:
        out.print(row, markup=False)
    for row in _next(made.key, rights, len(document.paragraphs)):
        out.print(row, markup=False)
    return 0


def _next(key: str, rights: str, count: int) -> list[str]:
    """What to do next."""
    rows = ["Next:", f"  1. Read over the entry `{key}` in references.bib: type, names, title, date."]
    if rights == "digest":
        rows.append(
            f"  2. Write sources/{key}.md: what each of the {count} paragraphs says, in your own words;"
            " keep the markers `[^n]`."
        )
        rows.append("     `briefing check` points at each paragraph that is not yet written.")
    elif rights == "full":
        rows.append(f"  2. Read sources/{key}.md over against the original.")
    else:
        rows.append(f"  2. Say in sources/{key}.md, under `caveats:`, what a reader has to know.")
    whole = f"[@{key}], whole, beside the paragraph of a source that carries the sentence"
    rows.append(f"  3. Cite it: {whole if rights == 'record' else f'[@{key}, ¶1]'}.")
    return rows
