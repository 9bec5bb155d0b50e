"""How often the checks cry wolf on true first drafts, and what they catch of false sentences, by kind and fold.

    python -m benchmarks.first_drafts [--fold FOLD] [--shelves FOLDER] [--show]

Beside the false sentences that stand in the shelves, names and years are exchanged for others of the same paragraph,
one at a time, in each true sentence. `--show` prints what was questioned and what was missed, of the tuned fold alone.
`--shelves` takes shelves of another folder, in the form of those here, for figures on what nobody has read.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import shelves
from benchmarks.evidence_mutations import named, put, spans
from briefing.codes import stops
from briefing.evidence import check_evidence, find_claims
from briefing.model import Library
from briefing.problems import Problem

FOLDS = ("tuned", "held", "fresh", "last", "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota")
UNCITED = "E302"
CITED = re.compile(r"@([\w-]+), ¶([\d–, ]+)")


@dataclass
class Figures:
    """What one fold of one or several shelves showed."""

    true: int = 0
    questioned: list[str] = field(default_factory=list)
    """True sentences with an error, which their author has to edit or to waive."""
    uncited: int = 0
    """Those of them whose only error is that they cite nothing: the next sentence does."""
    looked: list[str] = field(default_factory=list)
    """Others with something that is worth a second look."""
    planted: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str]] = field(default_factory=list)
    """False sentences without an error."""
    told: Counter[str] = field(default_factory=Counter)
    """Those of them with something that is worth a second look."""

    def add(self, other: Figures) -> None:
        self.true += other.true
        self.questioned += other.questioned
        self.uncited += other.uncited
        self.looked += other.looked
        self.planted += other.planted
        self.missed += other.missed
        self.told += other.told

    @property
    def alarms(self) -> float:
        """False alarms per 100 true sentences."""
        return 100 * len(self.questioned) / max(1, self.true)

    def caught(self, *kinds: str) -> float:
        """Share of the false sentences of these kinds that are errors, of all where none is named."""
        total = sum(n for kind, n in self.planted.items() if not kinds or kind in kinds)
        missed = sum(not kinds or kind in kinds for kind, _ in self.missed)
        return 1 - missed / max(1, total)

    def told_of(self, *kinds: str) -> float:
        """Share of them that are an error or worth a second look."""
        total = sum(n for kind, n in self.planted.items() if not kinds or kind in kinds)
        more = sum(n for kind, n in self.told.items() if not kinds or kind in kinds)
        return self.caught(*kinds) + more / max(1, total)

    def show(self, name: str) -> None:
        looked = 100 * len(self.looked) / max(1, self.true)
        bare = f" ({self.uncited} cite nothing)" if self.uncited else ""
        print(
            f"  {name:12} {self.true:4} true: {self.alarms:5.1f} % errors{bare}, {looked:5.1f} % more looked at;",
            end=" ",
        )
        caught, told, count = 100 * self.caught(), 100 * self.told_of(), sum(self.planted.values())
        print(f"{count:4} false: {caught:5.1f} % errors, {told:5.1f} % with those looked at")


def questions(rows: dict[str, Any], sentences: list[str]) -> list[list[Problem]]:
    """For each sentence, a paragraph of a topic, what is told of it: errors, and what is worth a second look."""
    library = shelves.shelf(rows, sentences)
    language = rows.get("language", "en")
    _, problems = check_evidence(library, find_claims(library, language), None, language)
    found: list[list[Problem]] = [[] for _ in sentences]
    for problem in problems:
        if problem.severity != "note" and problem.path == "topics/drafts.md":
            found[(problem.line - 1) // 2].append(problem)
    return found


def _fails(problems: list[Problem]) -> bool:
    return stops(problems, strict=True)


def _shown(problems: list[Problem]) -> str:
    return "; ".join(
        f"{p.code} {p.message} {p.help if p.help.startswith(('Cite', 'Is', 'Did')) else ''}" for p in problems
    )


def exchanged(sentence: str, library: Library) -> Iterator[tuple[str, str]]:
    """A sentence with a name or a year exchanged for each other one of the paragraphs that it cites."""
    cited = [
        paragraph.text
        for key, numbers in CITED.findall(sentence)
        for n in _numbers(numbers)
        if (paragraph := library.sources[key].paragraph(n))
    ]
    for text in cited:
        others = {entity.id: entity for _, entity in named(text, library)}
        for match, entity in named(sentence, library):
            for other in others.values():
                if other.kind == entity.kind and other.id != entity.id:
                    yield "name exchanged", put(sentence, match, other.name)
        years = sorted(set(re.findall(r"\b(?:1[89]|20)\d\d\b", text)))
        for match in spans(sentence, r"\b(?:1[89]|20)\d\d\b"):
            yield from (("year exchanged", put(sentence, match, year)) for year in years if year != match.group())


def _numbers(locators: str) -> Iterator[int]:
    for first, last in re.findall(r"(\d+)(?:–(\d+))?", locators):
        yield from range(int(first), int(last or first) + 1)


def measure(rows: dict[str, Any], fold: str) -> Figures:
    """One fold of one shelf."""
    true, false = rows["drafts"].get(fold, ()), rows["plants"].get(fold, ())
    found = Figures(true=len(true))
    good = []
    for sentence, problems in zip(true, questions(rows, true), strict=True):
        if problems:
            (found.questioned if _fails(problems) else found.looked).append(f"{sentence}\n      {_shown(problems)}")
        if not _fails(problems):
            good.append(sentence)
        elif not _fails([problem for problem in problems if problem.code != UNCITED]):
            found.uncited += 1
    plants = [(row["kind"], row["says"]) for row in false]
    library, rng = shelves.shelf(rows, []), random.Random(1)
    for sentence in good:
        swaps = list(dict.fromkeys(exchanged(sentence, library)))
        plants += rng.sample(swaps, min(3, len(swaps)))
    for (kind, says), problems in zip(plants, questions(rows, [says for _, says in plants]), strict=True):
        found.planted[kind] += 1
        if not _fails(problems):
            found.missed.append((kind, f"{says} {'  LOOK' if problems else ''}"))
            found.told[kind] += bool(problems)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fold", help=f"one of {', '.join(FOLDS)}, or of the shelves in another folder")
    parser.add_argument("--shelves", type=Path, default=shelves.HERE, help="a folder of shelves, `NAME.yml`")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    held = {path.stem: shelves.read(path.stem, args.shelves) for path in shelves.paths(args.shelves)}
    for fold in (
        [args.fold] if args.fold else dict.fromkeys([*FOLDS, *(f for rows in held.values() for f in rows["drafts"])])
    ):
        total = Figures()
        print(f"\n{fold}:")
        for name, rows in held.items():
            if rows["drafts"].get(fold):
                one = measure(rows, fold)
                one.show(name)
                total.add(one)
        total.show("all")
        for kind, count in sorted(total.planted.items()):
            print(f"    {kind:16} {100 * total.caught(kind):5.1f} % ({100 * total.told_of(kind):5.1f} %) of {count}")
        if args.show and fold == "tuned":
            print(*(f"  ? {text}" for text in total.questioned), sep="\n")
            print(*(f"  look {text}" for text in total.looked), sep="\n")
            print(*(f"  missed {kind}: {text}" for kind, text in total.missed), sep="\n")


if __name__ == "__main__":
    main()
