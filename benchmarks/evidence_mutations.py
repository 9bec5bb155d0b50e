"""How many planted errors the evidence checks catch, and how many true sentences they question.

    python -m benchmarks.evidence_mutations [PROJECT] [--per-claim 1] [--seed 1] [--show KIND]

Takes every cited sentence of a project, plants one error at a time (a number, a year, a month or a name changed, a word
of a quotation, a citation moved to another paragraph) and checks the sentence again. Errors are planted at random,
without a look at what the checks would find: a name may by chance be replaced by one that the paragraph has, too, and a
citation be moved without which the others bear the sentence out. Nothing of the kind is left out.
The kinds of meaning (benchmarks/meaning_mutations.py) leave what is compared where it is: what is caught of them is
shown apart. Without PROJECT the repository's own is taken, and then a generated one (benchmarks/evidence_corpus.py).
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus import MONTHS
from benchmarks.evidence_corpus import generated
from benchmarks.meaning_mutations import KINDS as MEANING
from briefing.evidence.check import check_claims
from briefing.evidence.claims import claims_of, find_claims
from briefing.evidence.language import language
from briefing.evidence.shelf import Shelf
from briefing.evidence.support import Supports
from briefing.library import read_library
from briefing.model import Claim, Entity, Library
from briefing.project import read_project

WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "hundreds",
    "dozens",
    "half",
]
INVENTED = [
    "Petrenko",
    "Halvorsen",
    "Idris Okafor",
    "Lusitania",
    "Marek Dvorsky",
    "Belmont Institute",
    "Tamura",
    "Sorrento",
]
KEPT = re.compile(r"\[\s*@[^\]]*\]|“[^”]*”|<!--.*?-->", re.DOTALL)
"""What a change of words leaves alone: citations, quotations, comments."""

Mutants = Iterator[str]


def spans(text: str, pattern: str, flags: int = 0) -> list[re.Match[str]]:
    """Matches outside citations, quotations and comments."""
    blanked = KEPT.sub(lambda m: "\0" * len(m.group()), text)
    return list(re.finditer(pattern, blanked, flags))


def put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def years(text: str, rng: random.Random, library: Library) -> Mutants:
    for m in spans(text, r"\b(?:1[89]|20)\d\d(?=s?\b)"):
        yield put(text, m, str(int(m.group()) + rng.choice([-10, -3, -2, -1, 1, 2, 3, 10])))


def months(text: str, rng: random.Random, library: Library) -> Mutants:
    for m in spans(text, rf"\b(?:{'|'.join(MONTHS)})\b"):
        yield put(text, m, rng.choice([month for month in MONTHS if month != m.group()]))


def days(text: str, rng: random.Random, library: Library) -> Mutants:
    for m in spans(text, rf"\b\d{{1,2}}(?= (?:{'|'.join(MONTHS)}))"):
        yield put(text, m, str(rng.choice([n for n in range(1, 29) if n != int(m.group())])))


def numbers(text: str, rng: random.Random, library: Library) -> Mutants:
    month = "|".join(MONTHS)
    for m in spans(text, rf"\b(?<![-–/.,])(?!(?:1[89]|20)\d\d\b)\d+(?:[.,]\d+)*\b(?! (?:{month})|[–-]\d)"):
        yield put(text, m, str(int(re.sub(r"\D", "", m.group())) + rng.choice([1, 2, 5, 10, 100])))
    for m in spans(text, rf"\b(?:{'|'.join(WORDS)})\b"):
        yield put(text, m, rng.choice([word for word in WORDS if word != m.group()]))


def names(text: str, rng: random.Random, library: Library) -> Mutants:
    """A name of an entity replaced by that of another of its kind."""
    for m, entity in named(text, library):
        others = [e for e in library.entities.values() if e.kind == entity.kind and e.id != entity.id]
        if others:
            yield put(text, m, rng.choice(others).name)


def invented(text: str, rng: random.Random, library: Library) -> Mutants:
    for m, _ in named(text, library):
        yield put(text, m, rng.choice(INVENTED))


def named(text: str, library: Library) -> Iterator[tuple[re.Match[str], Entity]]:
    taken: list[tuple[int, int]] = []
    rows = [(name, e) for e in library.entities.values() for name in (e.name, *e.aliases)]
    for name, entity in sorted(rows, key=lambda row: -len(row[0])):
        for m in spans(text, rf"(?<![\w-]){re.escape(name)}(?![\w-])"):
            if not any(m.start() < end and start < m.end() for start, end in taken):
                taken.append(m.span())
                yield m, entity


def quotations(text: str, rng: random.Random, library: Library) -> Mutants:
    pool = sorted(
        {w for s in library.sources.values() for p in s.paragraphs for w in re.findall(r"\b[a-z]{4,}\b", p.text)}
    )
    for m in re.finditer(
        r"“[^”]*”", KEPT.sub(lambda k: k.group() if k.group()[0] == "“" else "\0" * len(k.group()), text)
    ):
        words = list(re.finditer(r"[^\W\d_]+", m.group()))
        word = rng.choice(words[1:-1] if len(words) > 2 else words)
        change = rng.choice(["drop", "swap"]) if len(words) > 2 else "swap"
        new = "" if change == "drop" else rng.choice([w for w in pool if w != word.group()])
        inner = re.sub(
            r"  +",
            " ",
            (m.group()[: word.start()] + new + m.group()[word.end() :]).replace("“ ", "“").replace(" ”", "”"),
        )
        yield put(text, m, inner)


def moved(where: str) -> Callable[[str, random.Random, Library], Mutants]:
    """Moves one citation to another paragraph: of the same source, next door, or of another source."""

    def move(text: str, rng: random.Random, library: Library) -> Mutants:
        cited = {(k, int(n)) for k, ns in re.findall(r"@([\w-]+), ¶+([\d–, -]+)", text) for n in re.findall(r"\d+", ns)}
        for m in re.finditer(r"@([\w-]+), ¶(\d+)(?![\d–-])", text):
            key, n = m[1], int(m[2])
            pool = [
                (k, p.first)
                for k, source in library.sources.items()
                for p in source.paragraphs
                if (k, p.first) not in cited
                and ((k != key) if where == "other" else k == key)
                and (where != "near" or abs(p.first - n) == 1)
            ]
            if pool:
                new_key, new_n = rng.choice(pool)
                yield put(text, m, f"@{new_key}, ¶{new_n}")

    return move


Mutator = Callable[[str, random.Random, Library], Mutants]
KINDS: dict[str, Mutator] = {
    "number": numbers, "year": years, "month": months, "day": days,
    "name: another's": names, "name: invented": invented,
    "quotation": quotations, "moved: same source": moved("same"), "moved: next paragraph": moved("near"),
    "moved: other source": moved("other"),
}  # fmt: skip


def recheck(claim: Claim, text: str, shelf: Shelf, supports: Supports) -> bool:
    """Whether a changed sentence has an error that the true one hasn't."""
    changed = claims_of(replace(claim.passage, text=text))
    _, problems = check_claims(changed, shelf, supports)
    return any(problem.fails for problem in problems)


@dataclass
class Figures:
    """What was measured on one library."""

    sentences: int
    questioned: int
    waived: int
    caught: dict[str, int]
    planted: dict[str, int]
    missed: list[tuple[str, str]]
    """Kind, and the sentence with the error that was not found."""

    @property
    def share(self) -> float:
        """Share of all planted errors that were caught."""
        return sum(self.caught.values()) / sum(self.planted.values())

    def show(self, name: str, missed: str) -> None:
        print(f"\n{name}: {self.sentences} cited sentences")
        for word, count in (("questioned", self.questioned), ("waived", self.waived)):
            print(f"  true sentences {word:11} {count:5}  {100 * count / self.sentences:5.1f} %")
        for kind, total in self.planted.items():
            print(f"  {kind:25}  {self.caught[kind]:5} of {total:5}  {100 * self.caught[kind] / total:5.1f} %")
        print(
            f"  {'all':25}  {sum(self.caught.values()):5} of {sum(self.planted.values()):5}  {100 * self.share:5.1f} %"
        )
        for kind, sentence in self.missed:
            if missed and kind.startswith(missed):
                print(f"  missed: {sentence}")


def measure(
    library: Library, per_claim: int = 1, seed: int = 1, every: int = 1, kinds: Mapping[str, Mutator] = KINDS
) -> Figures:
    """Plants errors of each kind in every `every`-th cited sentence that is not questioned as it stands."""
    rng = random.Random(seed)
    shelf = Shelf(library, None, language())
    cited = (claim for claim in find_claims(library) if any(c.locators for c in claim.citations))
    claims = tuple(claim for claim in cited if claim.kind != "row")  # what a record alone says nobody here can look up
    checked, problems = check_claims(claims, shelf)
    supports = Supports(shelf)
    bad = {(p.path, p.line, p.source) for p in problems if p.fails}
    true = [c for c in claims if (c.place.path, c.place.line, c.text) not in bad]
    waived = sum(any(check.outcome == "waived" for check in claim.checks) for claim in checked)
    found = Figures(len(claims), len(claims) - len(true), waived, {}, {}, [])
    for claim in true[::every]:
        text = claim.passage.text[claim.start : claim.end]
        for kind, mutate in kinds.items():
            mutants = list(mutate(text, rng, library))
            for mutant in rng.sample(mutants, min(per_claim, len(mutants))):
                caught = recheck(claim, mutant, shelf, supports)
                found.caught[kind] = found.caught.get(kind, 0) + caught
                found.planted[kind] = found.planted.get(kind, 0) + 1
                if not caught:
                    found.missed.append((kind, mutant))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path)
    parser.add_argument("--per-claim", type=int, default=1, help="mutants of one kind of one sentence")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", default="", help="print the mutants of this kind that were missed")
    args = parser.parse_args()
    project, _ = read_project(args.project or Path(__file__).resolve().parents[1])
    library, _ = read_library(project.files, project.settings)
    measure(library, args.per_claim, args.seed).show(project.settings.title, args.show)
    meaning = {
        kind: mutate for kind, mutate in MEANING.items() if kind != "who said it"
    }  # whom the paragraph may not name
    meant = measure(library, args.per_claim, args.seed, kinds=meaning)
    meant.show(f"{project.settings.title}, errors of meaning, which words can't tell", args.show)
    if args.project is None:
        made = generated(sources=60, paragraphs=20, claims=600)
        measure(made, args.per_claim, args.seed).show("Generated corpus", args.show)


if __name__ == "__main__":
    main()
