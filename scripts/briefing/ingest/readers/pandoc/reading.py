"""The reader of docx, odt and epub: from bytes to an extract, through pandoc in a sandbox."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from briefing.codes import report
from briefing.ingest.extract import Extract, empty
from briefing.ingest.readers.pandoc.package import Package, open_package
from briefing.ingest.readers.pandoc.preparing import prepared
from briefing.ingest.readers.pandoc.tree import Tree
from briefing.model import Place
from briefing.problems import Problem

SECONDS = 45.0
MEMORY = "1200m"
"""Most that pandoc's heap may grow to."""
OUT_OF_MEMORY = 251
"""How pandoc ends where its heap would have to grow beyond that."""
MOST_BYTES = 300_000_000
MOST = 5_000_000
"""Characters of text at most."""


def read(data: bytes, name: str) -> Extract:
    """A docx, odt or epub: its text as settled blocks, its notes as notes, its properties as metadata."""
    place = Place(name)
    if len(data) > MOST_BYTES:
        expected, found = f"at most {MOST_BYTES:,} bytes", f"{len(data):,} bytes"
        return empty(name, "E202", "The file is too large.", expected=expected, found=found)
    package = open_package(data, name)
    if not package.kind:
        return Extract(name, "", (), problems=package.problems)
    tree, problem = _pandoc(prepared(data, package.kind), package.kind, place)
    if problem is not None:
        return Extract(name, "", (), problems=(problem,))
    return _extract(tree, package, name)


def _pandoc(data: bytes, kind: str, place: Place) -> tuple[dict[str, Any], Problem | None]:
    """pandoc's tree of a file, or why there is none. `--sandbox` keeps it from all other files and from the network."""
    import pypandoc

    pandoc = str(pypandoc.get_pandoc_path())
    command = [pandoc, "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", "--from", kind, "--to", "json"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return {}, report("E263", place, f"The file could not be read within {SECONDS:.0f} seconds.")
    except OSError as error:
        return {}, report("E263", place, f"pandoc could not be started: {error.strerror or error}.")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().replace("\n", " ")[:200]
        if (
            done.returncode == OUT_OF_MEMORY or "out of memory" in said
        ):  # of its heap, or of what the system lets it have
            return {}, report("E271", place, "Reading the file went beyond its limit of memory.", found=said)
        return {}, report("E260", place, "The file is damaged and can't be read.", found=said)
    try:
        tree: dict[str, Any] = json.loads(done.stdout)
    except (ValueError, RecursionError):
        return {}, report("E263", place, "The file is built in a way that can't be read: it nests without end.")
    return tree, None


def _extract(tree: dict[str, Any], package: Package, name: str) -> Extract:
    walk = Tree(package.captions)
    if package.kind == "docx":  # pandoc takes paragraphs of the styles Title, Author and Date out of the text
        walk.front(tree.get("meta", {}))
    elif package.kind == "epub":  # and leaves out the title page
        walk.front({"title": tree.get("meta", {}).get("title")})
    try:
        walk.blocks(tree.get("blocks", []))
    except RecursionError:
        return empty(name, "E263", "The file nests lists or tables without end.")
    walk.stream.end()
    for rule, said in package.held:
        if rule:
            walk.stream.drop(" ".join(said.split()), rule)
    text = walk.stream.finish()
    if len(text) > MOST:
        expected, found = f"at most {MOST:,} characters", f"{len(text):,} characters"
        return empty(name, "E202", "The file is too large to be one document.", expected=expected, found=found)
    stream = walk.stream
    spans = tuple(sorted(stream.spans, key=lambda s: (s.start, -s.end)))
    problems = _commented(package, name)
    if not text.strip():
        problems = (*problems, report("E201", Place(name), "The file holds no text."))
    return Extract(
        name,
        text,
        tuple(stream.blocks),
        spans,
        tuple(stream.drops),
        package.metadata,
        None,
        problems,
        seen=tuple(text for _, text in package.held),
    )


def _commented(package: Package, name: str) -> tuple[Problem, ...]:
    """Says that the file holds comments."""
    said = [text for rule, text in package.held if rule == "comments"]
    if not said:
        return ()
    message = f"The file holds {len(said)} comments, which are no part of its text; the first: {said[0][:120]}"
    return (report("E265", Place(name), message, found=said[0][:120]),)
