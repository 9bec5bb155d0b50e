"""How many planted errors of meaning the pointers point at, and at how many true sentences.

    python -m benchmarks.meaning [--seed 1] [--show KIND] [--file FILE]

Sentences and errors written by hand and planted by rule (benchmarks/meaning_mutations.py): in this briefing, in drafts
of others (benchmarks/shelves), in made-up quarrels, and in sentences of ours on strangers' paragraphs, which are read
where the files are. All of it was looked at, and the weights are fitted to it, so that its figures flatter; what holds
on a subject left out is measured by benchmarks/fit_pointers.py. A corpus that was not looked at is given by `--file`.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any, Literal

import yaml

from benchmarks import shelves
from benchmarks.meaning_mutations import KINDS
from briefing.evidence.claims import find_claims
from briefing.evidence.language import language
from briefing.evidence.markup import plain
from briefing.ingest import ingest
from briefing.library import read_library
from briefing.model import Library
from briefing.project import read_project
from briefing.review.pointers import pointers

HERE = Path(__file__).parent
ORIGINALS = HERE.parents[1] / "shared" / "real"
"""Where strangers' files are, beside the checkout; without them their corpus is left out."""
SHELVES = ("directives", "gas")
"""Shelves whose drafts are English."""
QUARRELS = ("herring", "trams", "strait", "buses", "fever")
"""Made-up subjects, by hand."""
_WORD = re.compile(r"\w{4,}")
STRANGERS = ("originals", "unseen")
"""Sentences of ours on strangers' papers."""
Row = tuple[str, tuple[str, ...], str]
"""A sentence, its paragraphs, and the kind of error in it; empty where it is true."""


@dataclass
class Figures:
    """What was pointed at."""

    true: int = 0
    false_pointers: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    """Rule → true sentences that it pointed at."""
    shown: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Share of the planted errors that were pointed at, kind by kind, each kind counting alike."""
        return sum(self.found[k] / n for k, n in self.planted.items()) / len(self.planted) if self.planted else 0.0

    @property
    def in_all(self) -> float:
        """Share of all planted errors that were pointed at."""
        return sum(self.found.values()) / max(1, sum(self.planted.values()))

    @property
    def false_share(self) -> float:
        """Share of true sentences that were pointed at."""
        return self.false_pointers / self.true if self.true else 0.0

    def table(self, name: str) -> str:
        rows = [f"{name}: {self.true} true sentences, {sum(self.planted.values())} planted errors"]
        rows += [
            f"  {k:18} {self.found[k]:4} of {n:4}  {100 * self.found[k] / n:5.1f} %"
            for k, n in sorted(self.planted.items())
        ]
        total, seen = sum(self.planted.values()), sum(self.found.values())
        rows.append(
            f"  all errors         {seen:4} of {total:4}  {interval(seen, total)}"
            f"   (kinds alike {100 * self.share:.1f} %)"
        )
        rows.append(
            f"  true sentences     {self.false_pointers:4} of {self.true:4}  {interval(self.false_pointers, self.true)}"
            f"   {dict(self.by_rule)}"
        )
        return "\n".join(rows)


def measure(rows: Iterable[Row], show: str = "") -> Figures:
    """Points at each sentence."""
    found, english = Figures(), language()
    for sentence, paragraphs, kind in rows:
        seen = pointers(sentence, paragraphs, english)
        if kind:
            found.planted[kind] += 1
            found.found[kind] += bool(seen)
            if show == kind and not seen:
                found.shown.append(f"missed: {sentence}\n        {' | '.join(paragraphs)}")
        else:
            found.true += 1
            found.false_pointers += bool(seen)
            found.by_rule.update({p.kind for p in seen})
            if show == "true" and seen:
                found.shown.append(
                    f"false: {sentence}\n       {[p.why for p in seen]}\n       {' | '.join(paragraphs)}"
                )
    return found


def by_hand(path: Path) -> Iterator[Row]:
    """A corpus written by hand."""
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        text = (row["paragraph"],)
        yield from ((sentence, text, "") for sentence in row["says"])
        yield from ((planted["says"], text, planted["kind"]) for planted in row["planted"])


def by_rule(library: Library, seed: int, pages: Any, per_kind: int = 1) -> Iterator[Row]:
    """The cited sentences of a library on the pages that `pages` accepts, true and with errors planted."""
    rng = random.Random(seed)
    for claim in find_claims(library):
        if not claim.groups or not pages(claim.home):
            continue
        text = claim.passage.text[claim.start : claim.end]
        cited = dict.fromkeys((c.key, p.first) for c in claim.citations if c.key in library.sources
                              for n in c.locators if (p := library.sources[c.key].paragraph(n)))  # fmt: skip
        paragraphs = tuple(plain(p.text) for key, n in cited if (p := library.sources[key].paragraph(n)))
        if not paragraphs:
            continue
        yield plain(text), paragraphs, ""
        for kind, mutate in KINDS.items():
            mutants = [m for m in mutate(text, rng, library) if plain(m) != plain(text)]
            if kind == "who said it":  # a name that stands in no cited paragraph is for the comparison to miss
                known = set(re.findall(r"\w+", " ".join((*paragraphs, text))))
                mutants = [m for m in mutants if set(re.findall(r"\w+", m)) <= known]
            for mutant in rng.sample(mutants, min(per_kind, len(mutants))):
                yield plain(mutant), paragraphs, kind


@cache
def _paragraphs(path: Path) -> tuple[str, ...]:
    return tuple(p.text for p in ingest(path.read_bytes(), path.name).paragraphs)


def _told(path: Path, says: list[str]) -> str:
    """The paragraph of an original that has most of some sentences' words: its number moves with the way it is read."""
    words = set(_WORD.findall(" ".join(says).lower()))
    rows = [(set(_WORD.findall(text.lower())), text) for text in _paragraphs(path)]
    rarity = Counter(word for found, _ in rows for word in found)
    return max(rows, key=lambda row: sum(1 / rarity[word] for word in words & row[0]))[1]


def on_originals(name: str, kind: Literal["by hand", "by rule"], seed: int = 1) -> Iterator[Row]:
    """Sentences of ours on strangers' paragraphs, with the errors of the file, or with errors planted by rule."""
    rng, library = random.Random(seed), Library({}, {}, {}, {}, (), ())
    for row in yaml.safe_load((HERE / "meanings" / f"{name}.yml").read_text(encoding="utf-8")):
        text = (_told(ORIGINALS / row["original"], [*row["says"], *(planted["says"] for planted in row["planted"])]),)
        yield from ((sentence, text, "") for sentence in row["says"])
        if kind == "by hand":
            yield from ((planted["says"], text, planted["kind"]) for planted in row["planted"])
            continue
        for sentence in row["says"]:
            for name, mutate in KINDS.items():
                mutants = list(mutate(sentence, rng, library))
                yield from ((mutant, text, name) for mutant in rng.sample(mutants, min(1, len(mutants))))


def interval(hits: int, of: int) -> str:
    """A share with the ends of its interval at 95 % (Wilson), in per cent."""
    if not of:
        return "–"
    z, p = 1.96, hits / of
    middle, half = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    low, high = (100 * (middle + sign * half) / (1 + z * z / of) for sign in (-1, 1))
    return f"{100 * p:.0f} % ({low:.0f}–{high:.0f})"


def _drafts(name: str) -> Library:
    """A shelf with all its true drafts."""
    rows = shelves.read(name)
    return shelves.shelf(rows, [sentence for fold in rows["drafts"].values() for sentence in fold])


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sentences on one subject."""

    subject: str
    made: Literal["by hand", "by rule"]
    """How its errors were planted."""
    rows: Iterable[Row]

    @property
    def name(self) -> str:
        return f"{self.subject}, {self.made}"


def corpora(seed: int = 1) -> list[Corpus]:
    """All that the rules were tried on; strangers' papers only where they are."""
    project, _ = read_project(HERE.parent)
    library, _ = read_library(project.files, project.settings)
    parts = [Corpus("this briefing", "by rule", by_rule(library, seed, lambda page: True))]
    parts += [Corpus(f"drafts on {n}", "by rule", by_rule(_drafts(n), seed, lambda page: True)) for n in SHELVES]
    parts += [Corpus(name, "by hand", by_hand(HERE / "meanings" / f"{name}.yml")) for name in QUARRELS]
    for name in STRANGERS if ORIGINALS.is_dir() else ():
        planted = (
            row for row in on_originals(name, "by rule") if row[2]
        )  # its true sentences stand with those by hand
        parts += [Corpus(name, "by hand", on_originals(name, "by hand")), Corpus(name, "by rule", planted)]
    return parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--show", default="", help="print what of this kind was missed; `true`: what was pointed at and is true"
    )
    parser.add_argument("--file", type=Path, help="only this corpus, written by hand")
    args = parser.parse_args()
    parts = [Corpus(args.file.stem, "by hand", by_hand(args.file))] if args.file else corpora(args.seed)
    for part in parts:
        found = measure(part.rows, args.show)
        print("\n".join([found.table(part.name), *found.shown]) + "\n")


if __name__ == "__main__":
    main()
