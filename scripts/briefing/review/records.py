"""reviews/READER.yml: what one person has read, one line a thing, sorted; it holds fingerprints and remarks, no text.

A line is a JSON object behind a dash, and so YAML as well:

    - {"id": "c-1a2b3c4d", "said": "…", "against": {"khan2024 ¶5": "…"}, "verdict": "reads true", "day": "2026-11-28"}

Each reader has a file of their own, so that two people's branches merge. Lines that stand twice, as after a merge of
one reader's own branches, are both read.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

import yaml

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem

FOLDER = "reviews"
FORMAT = 1
Verdict = Literal["reads true", "does not"]


@dataclass(frozen=True, slots=True)
class Sign:
    """That somebody has read one thing: what it was, by fingerprints, and what they found."""

    id: str
    said: str
    against: tuple[tuple[str, str], ...]
    page: str
    """Page on which it was read, by which a sentence that was reworded is found again."""
    verdict: Verdict
    day: str
    """ISO."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What one person has read."""

    reader: str
    """Name as they gave it."""
    signs: tuple[Sign, ...] = ()

    @property
    def path(self) -> str:
        """Where it is kept; ValueError where the name has no letter to make a file's name of."""
        return f"{FOLDER}/{slug(self.reader)}.yml"

    def signed(self, sign: Sign, instead_of: Iterable[str] = ()) -> Review:
        """With one more thing read, in place of what was said of it before, and of the ids `instead_of`."""
        gone = {sign.id, *instead_of}
        return replace(self, signs=(*(s for s in self.signs if s.id not in gone), sign))

    def without(self, id: str) -> Review:
        """Without what was said of one thing."""
        return replace(self, signs=tuple(sign for sign in self.signs if sign.id != id))


def slug(name: str) -> str:
    """A reader's name as a file is called by it: `Ida Brandt` → `ida-brandt`; ValueError where nothing is left."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name).casefold())
    if not words:
        raise ValueError(f"{name!r} has no letter in it")
    return "-".join(words)[:80].rstrip("-")


def tidy(text: str) -> str:
    """A name or remark as one line of printable characters."""
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).split())


def write_review(review: Review) -> str:
    """A reader's file, sorted: the same review is the same bytes."""
    name = tidy(review.reader)
    head = f"# What {name} has read, one line a thing; written by `briefing review`.\n"
    rows = sorted(f"- {json.dumps(_values(sign), ensure_ascii=False)}\n" for sign in dict.fromkeys(review.signs))
    return f"{head}format: {FORMAT}\nreader: {json.dumps(name, ensure_ascii=False)}\nread:{'' if rows else ' []'}\n" + (
        "".join(rows)
    )


def _values(sign: Sign) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": sign.id, "said": sign.said, "against": dict(sign.against), "page": sign.page,
        "verdict": sign.verdict, "day": sign.day,
    }  # fmt: skip
    return values | ({"remark": tidy(sign.remark)} if tidy(sign.remark) else {})


def read_reviews(files: Mapping[str, bytes]) -> tuple[tuple[Review, ...], tuple[Problem, ...]]:
    """All readers' files, by path; what can't be read of one is a problem at its line, and the rest is read."""
    found: dict[str, Review] = {}
    problems: list[Problem] = []
    for path, data in sorted(files.items()):
        if path.startswith(f"{FOLDER}/") and path.endswith(".yml"):
            review, wrong = _read(path, data)
            problems += wrong
            if review:
                found[path] = review
    return tuple(found.values()), tuple(problems)


def _read(path: str, data: bytes) -> tuple[Review | None, list[Problem]]:
    lines = data.decode("utf-8-sig", errors="replace").splitlines()
    rows = [(n, line[2:].strip()) for n, line in enumerate(lines, 1) if line.startswith("- ")]
    head = "\n".join("" if line.startswith("- ") else line for line in lines)
    try:
        values = yaml.safe_load(head)
        reader = tidy(str(values["reader"]))
        if values.get("format") != FORMAT or f"{FOLDER}/{slug(reader)}.yml" != path:
            raise ValueError(f"`format: {FORMAT}` and the reader after whom the file is named")
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        at = next((n for n, line in enumerate(lines, 1) if line.startswith(("<<<<<<<", "=======", ">>>>>>>"))), 1)
        return None, [_unreadable(Place(path, at), " ".join(str(error).split())[:200])]
    signs, problems = [], []
    for n, row in rows:
        try:
            signs.append(_sign(row))
        except (ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
            problems.append(_unreadable(Place(path, n), " ".join(f"{row[:80]} ({error})".split())))
    return Review(reader, tuple(dict.fromkeys(signs))), problems


def _unreadable(place: Place, found: str) -> Problem:
    return report("E383", place, "What a reader has read can't be read here.", found=found)


def _sign(row: str) -> Sign:
    """A line, as JSON or, where somebody wrote it by hand, as YAML."""
    try:
        values = json.loads(row)
    except ValueError:
        values = yaml.load(row, yaml.BaseLoader)
    texts = {name: str(values[name]) for name in ("id", "said", "page", "verdict", "day")}
    if texts["verdict"] not in get_args(Verdict):
        raise ValueError(f"verdict: one of {', '.join(get_args(Verdict))}")
    date.fromisoformat(texts["day"])
    against = tuple((str(ref), str(value)) for ref, value in values["against"].items())
    return Sign(against=against, remark=tidy(str(values.get("remark") or "")), **texts)  # type: ignore[arg-type]
