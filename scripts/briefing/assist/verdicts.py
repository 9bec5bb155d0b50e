"""A text from outside that cites the shelf: each of its sentences with what the comparison found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from briefing.assist.desk import Desk
from briefing.assist.suggesting import Suggested, suggest
from briefing.codes import report
from briefing.evidence.check import check_claims
from briefing.evidence.claims import claims_of
from briefing.evidence.malformed import check_passage
from briefing.library.topics import read_topic
from briefing.model import Claim, Key, Library, Passage, Place
from briefing.problems import Problem, by_place

Outcome = Literal["holds", "missing", "unsupported", "unresolved", "uncited"]
"""`holds`: all facts stand in what it cites. `missing`: a fact doesn't. `unsupported`: hardly any of its words do.
`unresolved`: what it cites isn't there. `uncited`: it cites nothing."""

UNRESOLVED = frozenset({"E301", "E303", "E304", "E305", "E306", "E307"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence, and what was found; that it holds says that its facts stand there, not that it is true."""

    sentence: str
    """Plain text, without its citations."""
    line: int
    outcome: Outcome
    cites: tuple[str, ...]
    """As `@key, ¶3`; a work that is cited whole as `@key`."""
    problems: tuple[Problem, ...]
    stands_in: Mapping[str, tuple[tuple[Key, int], ...]]
    """What is missing → paragraphs in which it does stand."""
    suggested: Suggested | None = None
    """For a sentence that cites nothing, where suggestions were asked for."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was found in a text."""

    path: str
    sentences: tuple[Verdict, ...]
    problems: tuple[Problem, ...]
    """All problems, in order of place: those of its sentences, and those that belong to none."""

    def values(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {
            "path": self.path,
            "sentences": [_values(verdict) for verdict in self.sentences],
            "problems": [asdict(problem) for problem in self.problems],
        }


def verdicts(text: str, desk: Desk, path: str = "-", suggestions: bool = False) -> Verdicts:
    """The verdict of each sentence of a Markdown text that cites as `[@key, ¶n]`.

    A text with a topic's front matter is read as a topic, so that its questions and its definition are looked up as
    well. Waivers in it are not honoured: they are a desk's to give. Nothing is raised and nothing is written.
    """
    passages, found = _passages(text, path)
    rows: list[Verdict] = []
    for passage in passages:
        claims = claims_of(passage, desk.language)
        ends = [*(claim.place.line for claim in claims[1:]), None]
        loose = [p for p in check_passage(passage, desk.language) if p.code != "E320"]
        for claim, following in zip(claims, ends, strict=False):
            own = [p for p in loose if p.line >= claim.place.line and (following is None or p.line < following)]
            loose = [p for p in loose if p not in own]
            rows.append(_verdict(claim, desk, own, suggestions))
        found += loose
        found += [
            report("E390", waiver.place, f"The waiver of “{waiver.text}” is not honoured.", found=waiver.because)
            for claim in claims
            for waiver in claim.waivers
        ]
    problems = by_place((*found, *(problem for row in rows for problem in row.problems)))
    return Verdicts(path, tuple(rows), problems)


def _verdict(claim: Claim, desk: Desk, loose: list[Problem], suggestions: bool) -> Verdict:
    """One claim compared with what it cites."""
    (checked,), found = check_claims((replace(claim, waivers=()),), desk.shelf, desk.supports)
    problems = (*loose, *found)
    misses = {check.value: check.where for check in checked.checks if check.outcome == "missing"}
    failing = {problem.code for problem in problems if problem.fails}
    if not claim.groups and not failing & UNRESOLVED:
        outcome: Outcome = "uncited"
    elif failing & UNRESOLVED:
        outcome = "unresolved"
    elif any(check.kind != "support" and check.outcome == "missing" for check in checked.checks):
        outcome = "missing"
    else:
        words = any(check.kind == "support" and check.outcome == "missing" for check in checked.checks)
        outcome = "unsupported" if failing or words else "holds"
    wanted = suggest(claim.text, desk) if suggestions and outcome == "uncited" else None
    return Verdict(claim.text, claim.place.line, outcome, _cites(claim), problems, misses, wanted)


def _cites(claim: Claim) -> tuple[str, ...]:
    rows = [f"@{c.key}, ¶{n}" for c in claim.citations for n in c.locators]
    return (*rows, *(f"@{c.key}" for c in claim.citations if not c.locators))


def _passages(text: str, path: str) -> tuple[list[Passage], list[Problem]]:
    """What is to be looked up in a text: all of it or, where it has a topic's front matter, what the topic says."""
    if not text.startswith("---\n"):
        return [Passage(text, Place(path), "check.md")], []
    topic, problems = read_topic("topics/draft.md", text.encode())
    alone = Library({}, {}, {topic.slug: topic} if topic else {}, {}, (), ())
    passages = [replace(passage, place=Place(path, passage.place.line)) for passage in alone.passages()]
    return passages, [replace(problem, path=path) for problem in problems]


def _values(verdict: Verdict) -> dict[str, Any]:
    values: dict[str, Any] = {
        "sentence": verdict.sentence,
        "line": verdict.line,
        "outcome": verdict.outcome,
        "cites": list(verdict.cites),
        "codes": [problem.code for problem in verdict.problems],
        "stands_in": {
            value: [{"key": key, "paragraph": n} for key, n in where] for value, where in verdict.stands_in.items()
        },
    }
    if verdict.suggested is not None:
        values["suggested"] = {
            "citation": verdict.suggested.citation,
            "paragraphs": [{"key": key, "paragraph": n} for key, n in verdict.suggested.paragraphs],
            "missing": list(verdict.suggested.missing),
        }
    return values
