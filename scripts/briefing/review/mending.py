"""Edits in place: a sentence or a digest paragraph, written to the file that one edits by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import get_args

import yaml

from briefing.model import Claim, CorrectionAction, DigestParagraph, Passage, Source
from briefing.project import decode

_PIECE = re.compile(r"¶|#{1,6} |\[\^[^\]\s]+\]:")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class MendingError(ValueError):
    """An edit that can't be made, with the reason."""


def mend_claim(files: Mapping[str, bytes], claim: Claim, text: str) -> bytes:
    """The bytes of the claim's file with its sentence (Markdown, citations included) replaced by `text`.

    Raises MendingError where the file no longer holds the passage, or `text` holds nothing.
    """
    new = _clean(text)
    passage = claim.passage
    source = _text(files, passage.place.path)
    at = _raw(source, passage)
    if at is not None:
        start, end = at + claim.start, at + claim.end
        if "\n" in source[start:end] and claim.kind != "page":
            new = new.strip()
        return _bytes(files, passage.place.path, source[:start] + new + source[end:])
    whole = passage.text[: claim.start] + new + passage.text[claim.end :]
    start, end = _scalar(source, passage)
    return _bytes(files, passage.place.path, source[:start] + json.dumps(whole, ensure_ascii=False) + source[end:])


def mend_digest(files: Mapping[str, bytes], source: Source, paragraph: DigestParagraph, text: str) -> bytes:
    """The bytes of sources/KEY.md with what stands under one `¶n` replaced by `text` (Markdown, waivers included)."""
    path = source.place.path
    lines = _text(files, path).split("\n")
    first = paragraph.place.line - 1
    numbers = f"{paragraph.first}" if paragraph.first == paragraph.last else f"{paragraph.first}–{paragraph.last}"
    if first >= len(lines) or not re.match(rf"¶{paragraph.first}\b", lines[first]):
        raise MendingError(f"¶{numbers} no longer stands on line {first + 1} of {path}.")
    last = first + 1
    while last < len(lines) and lines[last].strip() and not _PIECE.match(lines[last]):
        last += 1
    lines[first:last] = [f"¶{numbers} {' '.join(_clean(text).split())}"]
    return _bytes(files, path, "\n".join(lines))


def write_digest(files: Mapping[str, bytes], source: Source, n: int, text: str) -> bytes:
    """The bytes of sources/KEY.md with a paragraph written that is still to be: at its own `¶n`, else in its order."""
    path = source.place.path
    lines = _text(files, path).split("\n")
    new = f"¶{n} {' '.join(_clean(text).split())}"
    numbers = {i: int(m[1]) for i, line in enumerate(lines) if (m := re.match(r"¶(\d+)", line))}
    at = next((i for i, number in numbers.items() if number == n), None)
    if at is None:
        notes = (i for i, line in enumerate(lines) if re.match(r"\[\^[^\]\s]+\]:", line))
        later = (i for i, number in numbers.items() if number > n)
        at = min([*later, *notes], default=len(lines))
        lines[at:at] = [new, ""]
    else:
        lines[at] = new
    return _bytes(files, path, "\n".join(lines))


def add_correction(files: Mapping[str, bytes], source: Source, action: str, words: str) -> bytes:
    """The bytes of sources/KEY.md with one more line under `corrections:`: what a person says of its structure.

    `action` is one of `ACTIONS`; `words` are a few of the original's, by which the place is found.
    """
    path = source.place.path
    shown = " ".join(words.split())
    if action not in ACTIONS or not shown:
        raise MendingError(f"A correction is one of {', '.join(ACTIONS)}, with a few words of the original.")
    text = _text(files, path)
    front, offset = _yaml(text, path)
    line = f"  - {{{action}: {json.dumps(shown, ensure_ascii=False)}}}\n"
    found = re.search(r"^corrections:[ \t]*+(.*)\n((?:[ \t].*\n|- .*\n|\n)*)", front, re.MULTILINE)
    if found is None:
        at = offset + len(front)
        return _bytes(files, path, f"{text[:at]}corrections:\n{line}{text[at:]}")
    if found[1].split("#")[0].strip():
        raise MendingError("`corrections:` is written in one line: add to it in its file.")
    indent = re.match(r"[ \t]*(?=- )", found[2])
    at = offset + found.start(2) + len(found[2].rstrip()) + bool(found[2].strip())
    return _bytes(files, path, text[:at] + (indent.group() if indent else "  ") + line.lstrip() + text[at:])


ACTIONS = tuple(a for a in get_args(CorrectionAction) if a not in ("marker", "title", "byline", "date"))
"""What can be said of an original's structure by a few of its words; what takes more is written in the file."""


def written(claim: Claim) -> str:
    """A claim's sentence as it is written, with its citations: what `mend_claim` replaces."""
    return claim.passage.text[claim.start : claim.end]


def _clean(text: str) -> str:
    """An edit as it goes into a file: Unix line ends, no control characters, something in it."""
    kept = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or c >= " ").strip()
    if not kept:
        raise MendingError("There is nothing in it: a sentence is taken out in its file.")
    if "\n\n" in kept or kept.startswith(("---", "¶", "#")):
        raise MendingError("One sentence or paragraph stands here: no empty line, heading or number in it.")
    return kept


def _text(files: Mapping[str, bytes], path: str) -> str:
    if path not in files:
        raise MendingError(f"{path} is no longer there.")
    return decode(files[path], path)[0].replace("\r\n", "\n").replace("\r", "\n")


def _bytes(files: Mapping[str, bytes], path: str, text: str) -> bytes:
    """The text with the line ends that the file has."""
    return (text.replace("\n", "\r\n") if b"\r\n" in files[path] else text).encode("utf-8")


def _raw(source: str, passage: Passage) -> int | None:
    """Where a passage that stands in a file letter for letter begins; None where it is a value of YAML."""
    if passage.part != "body":
        return None
    start = sum(len(line) + 1 for line in source.split("\n")[: passage.place.line - 1])
    at = source.find(passage.text, start)
    if at < 0 or source.count("\n", 0, at) + 1 != passage.place.line:
        raise MendingError(f"{passage.place.path} has changed since it was read.")
    return at


def _scalar(source: str, passage: Passage) -> tuple[int, int]:
    """Start and end of the YAML scalar that holds a passage."""
    front, offset = _yaml(source, passage.place.path)
    lines_before = source.count("\n", 0, offset)
    rows = [node for node in _scalars(front) if node.value == passage.text]
    rows.sort(key=lambda node: abs(node.start_mark.line + lines_before + 1 - passage.place.line))
    if not rows:
        raise MendingError(f"{passage.place.path} has changed since it was read.")
    node = rows[0]
    start, end = offset + node.start_mark.index, offset + node.end_mark.index
    if node.style in ("|", ">"):  # the mark of its end stands on the line of what follows
        held = source[start:end]
        end = start + len(held.rstrip())
    return start, end


def _yaml(source: str, path: str) -> tuple[str, int]:
    """The YAML of a file, and where it begins."""
    if not path.endswith(".md"):
        return source, 0
    match = re.match(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", source, re.DOTALL | re.MULTILINE)
    if match is None:
        raise MendingError(f"{path} has no front matter any more.")
    return match[1], match.start(1)


def _scalars(text: str) -> Iterator[yaml.ScalarNode]:
    """All scalars of a YAML document, in order."""
    try:
        root = yaml.compose(text, _LOADER)
    except yaml.YAMLError as error:
        raise MendingError(f"The YAML can't be read: {error}") from error
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
