"""A desk's own judge: a program that is asked by JSON lines, and whose answers are kept by fingerprint in a file.

It gets `{"id", "claim", "paragraphs": [{"ref", "text"}]}` a line, and answers `{"id", "verdict", "why"}` a line, the
verdict being `supported`, `contradicted` or `unclear`. A build asks nobody: it reads the answers that fit, and shows
them as the judge's, never as a reader's.
"""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem
from briefing.review.items import Item
from briefing.review.records import tidy

PATH = "reviews/judge.jsonl"
PATIENCE = 3600
"""Seconds that a judge has for all that it is asked at once."""
Answer = Literal["supported", "contradicted", "unclear"]


@dataclass(frozen=True, slots=True, order=True)
class Opinion:
    """What a judge said of one thing as it was worded then."""

    id: str
    said: str
    against: str
    """Fingerprints of all that it was read against, in order."""
    verdict: Answer
    why: str
    judge: str
    """The command that was asked."""


class JudgeError(ValueError):
    """A judge that can't be asked, or doesn't answer as one."""


def read_opinions(files: Mapping[str, bytes]) -> tuple[tuple[Opinion, ...], tuple[Problem, ...]]:
    """All answers that are kept; a line that can't be read is a problem, and the others are read."""
    found, problems = [], []
    for n, line in enumerate(files.get(PATH, b"").decode("utf-8", errors="replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(_opinion(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            shown = " ".join(f"{line[:80]} ({error})".split())
            problems.append(report("E384", Place(PATH, n), "A judge's answer can't be read here.", found=shown))
    return tuple(found), tuple(problems)


def holding(opinions: Iterable[Opinion], items: Iterable[Item]) -> dict[str, Opinion]:
    """Id → the answer on each thing that is worded, on both sides, as it was when the judge was asked."""
    known = {(j.id, j.said, j.against): j for j in opinions}
    rows = ((item.id, known.get((item.id, item.said, prints(item)))) for item in items if known)
    return {id: found for id, found in rows if found}


def prints(item: Item) -> str:
    """The fingerprints of all that a thing is read against, in a line."""
    return " ".join(f"{ref}={value}" for ref, value in item.against)


def spoken(opinion: Opinion) -> str:
    """An answer in words."""
    why = f": {opinion.why}" if opinion.why else ""
    return f"The judge `{opinion.judge}` says {opinion.verdict}{why}"


def ask(
    command: str, items: Iterable[Item], texts: Mapping[str, tuple[str, ...]], kept: Iterable[Opinion], root: Path
) -> tuple[Opinion, ...]:
    """The kept answers, and a judge's answers on the things that have none that holds; raises JudgeError.

    `texts` are the paragraphs of each thing, by id. Answers on what wasn't asked are left out.
    """
    items = [item for item in items if texts.get(item.id)]
    held = holding(kept, items)
    wanted = {item.id: item for item in items if item.id not in held}
    rows = (
        {"id": id, "claim": item.text,
         "paragraphs": [{"ref": ref, "text": text} for (ref, _), text in zip(item.against, texts[id], strict=False)]}
        for id, item in wanted.items()
    )  # fmt: skip
    asked = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    answers = dict(held)
    for line in _run(command, asked, root).splitlines() if asked else ():
        try:
            values = json.loads(line)
            item = wanted.get(str(values["id"]))
            if item:
                answers[item.id] = _opinion({**values, "said": item.said, "against": prints(item), "judge": command})
        except (ValueError, KeyError, TypeError) as error:
            raise JudgeError(f"The judge's answer can't be read: {line[:120]} ({error}).") from error
    return tuple(sorted(answers.values()))


def write_opinions(opinions: Iterable[Opinion]) -> str:
    """The file of the answers, sorted: the same answers are the same bytes."""
    rows = ({"id": j.id, "said": j.said, "against": j.against, "verdict": j.verdict, "why": j.why, "judge": j.judge}
            for j in sorted(opinions))  # fmt: skip
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _run(command: str, asked: str, root: Path) -> str:
    try:
        done = subprocess.run(
            shlex.split(command),
            input=asked,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=root,
            timeout=PATIENCE,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise JudgeError(f"The judge `{command}` can't be asked: {error}.") from error
    if done.returncode:
        raise JudgeError(f"The judge `{command}` ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def _opinion(values: Mapping[str, Any]) -> Opinion:
    verdict = values["verdict"]
    if verdict not in get_args(Answer):
        raise ValueError(f"verdict: one of {', '.join(get_args(Answer))}")
    texts = {name: str(values[name]) for name in ("id", "said", "against", "judge")}
    return Opinion(verdict=verdict, why=tidy(str(values.get("why") or ""))[:500], **texts)
