"""Fits the weights by which ingest tells what a part of a document is: `python benchmarks/fit_roles.py [--all]`.

Made-up documents of known truth are laid out by ingest; each part is labelled by where its letters stand in the truth.
The weights are those by which the true paths are likeliest (a conditional random field, by stochastic gradients), so
that how far a path is ahead says how likely it is right. A held-out fold of the same makers, and documents of makers
that are never trained on (`tests/generator/copied.py`, odd seeds of `gathered.py`), are measured. Needs numpy.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.generator.copied import copied
from tests.generator.damage import damaged
from tests.generator.gathered import gathered
from tests.generator.html import page
from tests.generator.pdf import paper
from tests.generator.truth import Truth
from tests.test_readers_pdf import typeset

from benchmarks.varied import varied
from briefing.ingest.authors import is_bio
from briefing.ingest.document import drafted
from briefing.ingest.draft import Draft
from briefing.ingest.front import INSTITUTION, ROLE
from briefing.ingest.readers import read
from briefing.ingest.roles.evidence import Seen, evidence
from briefing.ingest.roles.settle import allowed
from briefing.ingest.roles.states import FIRST, KINDS, STATES, may_follow

OUT = Path(__file__).resolve().parents[1] / "scripts" / "briefing" / "ingest" / "roles" / "weights.txt"
STATES_TOLD = Path(__file__).parent / "told_states.txt"
TOLD = (("shared/seeds", 22), ("shared/cases", 8), ("strangers", 9), ("", 5))
"""What a labelled document weighs, by what its path holds, against 1 for a made-up one."""
SEEN_OFTEN = 6
"""How many parts must have a feature that counts."""
TOGETHER, RATE, SHRINK = 24, 0.1, 0.0001
"""Documents of one step; the rate of learning; by how much weights are drawn to nothing."""
MORE, AHEAD = 1.2, 0.5
"""By how much a labelled document weighs more after each round in which it is not read rightly, and clearly so."""
Example = tuple[list[np.ndarray], np.ndarray, list[int]]
Grid = np.ndarray


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=300, help="texts of each maker")
    parser.add_argument("--rounds", type=int, default=24)
    parser.add_argument("--least", type=float, default=0.01, help="weights below it are left out")
    parser.add_argument("--all", action="store_true", help="train on the held-out fold of the labelled documents, too")
    options = parser.parse_args()
    n, start = options.documents, time.time()
    makers: list[tuple[str, Callable[[int], tuple[object, ...]], int]] = [
        ("x.txt", damaged, n), ("x.txt", varied, 2 * n), ("x.html", page, n * 2 // 3), ("x.pdf", paper, n // 6),
        ("x.txt", opened, 2 * n),
    ]  # fmt: skip
    told = list(told_examples())
    made = [e for name, make, count in makers for e in examples(name, make, range(100_000, 100_000 + count))]
    train = [(1, e) for e in made]
    fold = [e for _, e in told[::5]]
    train += [one for k, one in enumerate(told) if options.all or k % 5]
    held = {"told": fold} | {make.__name__: list(examples(name, make, range(40))) for name, make, _ in makers}
    held["closed"] = list(examples("x.txt", closed, range(150)))
    held["copied"] = list(examples("x.txt", copied, range(100)))
    counts = Counter(f for _, (features, _, _) in train for names in features for f in names)
    index = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= SEEN_OFTEN))}
    print(f"{len(train)} documents, {len(index)} features, {time.time() - start:.0f} s")
    weigh, steps = fit([(often, encoded(e, index)) for often, e in train], len(index), options.rounds)
    weigh[np.abs(weigh) < options.least] = 0
    write(index, weigh, steps)
    for name, documents in held.items():
        report(name, [encoded(e, index, lenient=False) for e in documents], weigh, steps)
    return 0


def opened(seed: int) -> tuple[str, Truth]:
    """A document of the third maker that may be trained on; its odd seeds are held out."""
    return gathered(2 * seed)


def closed(seed: int) -> tuple[str, Truth]:
    """One that may not, and at times of a kind or a language that the others never have."""
    return gathered(2 * seed + 1)


# --- what the truth says of each part ---


def told_examples() -> Iterator[tuple[int, tuple[list[list[str]], list[str], str]]]:
    """Documents whose parts a person has labelled: our cases, and, where they lie beside the project, shared files."""
    root = STATES_TOLD.parents[1]
    for line in STATES_TOLD.read_text(encoding="utf-8").splitlines():
        name, _, states = line.partition("\t")
        path = next((p for p in (root / name, root.parent / name) if p.exists()), root / name)
        if not path.exists():
            continue
        data = typeset(path.stem) if path.suffix == ".typ" else path.read_bytes()
        if "cases/ingest" in name:
            data = data.partition(b"\n=====\n")[0]
        draft = drafted(read(data, path.with_suffix(".pdf").name if path.suffix == ".typ" else path.name))
        seen, features = evidence(draft)
        if len(states) == len(seen):
            weight = next(often for piece, often in TOLD if piece in name)
            yield weight, ([sorted(set(f)) for f in features], allowed(draft, seen), states)
        else:
            print(f"{name}: {len(states)} labels, {len(seen)} parts")


def examples(
    name: str, make: Callable[[int], tuple[object, ...]], seeds: range
) -> Iterator[tuple[list[list[str]], list[str], str]]:
    """Features, allowed states and true states of each document whose truth is found in its parts."""
    for seed in seeds:
        made, truth = make(seed)[:2]
        draft = drafted(read(made.encode() if isinstance(made, str) else made, name))  # type: ignore[arg-type]
        seen, features = evidence(draft)
        states = truth_of(draft, seen, truth)  # type: ignore[arg-type]
        if seen and "?" not in states:
            yield [sorted(set(f)) for f in features], allowed(draft, seen), states


def letters(text: str) -> str:
    """The letters of a text: what no damage to markers, hyphens and spaces changes."""
    return "".join(c for c in re.sub(r"\[\^[^\]]*\]:?", "", text).lower() if c.isalpha())


def truth_of(draft: Draft, seen: list[Seen], truth: Truth) -> str:
    """The state of each part, by where its letters stand in the truth."""
    items = [(item.kind, letters(item.text)) for item in truth.items]
    notes = {k: letters(text) for k, text in truth.notes.items()}
    title, names = letters(truth.title or ""), [letters(name) for name in truth.byline]
    shown = [letters(s.part.text) for s in seen]
    chrome = {" ".join(line.split()) for line in truth.chrome} - {item.text for item in truth.items}
    out = ["?"] * len(seen)
    at, gone, taken, last = 0, 0, dict.fromkeys(notes, 0), 0
    for i, text in enumerate(shown):
        if seen[i].size <= 14 and seen[i].text in chrome:
            continue
        if seen[i].gone or not text:
            dated = seen[i].imprint is not None and bool(seen[i].imprint.dates or seen[i].imprint.year)
            out[i] = "?" if dated and not seen[i].gone else "X"
            continue
        for j in range(at, min(len(items), at + 4)):
            offset = gone if j == at else 0
            rest = items[j][1][offset:]
            if not _goes(text, rest) or (j > at and len(text) < 6 and text != rest):
                continue
            if j > at and gone and gone < len(items[at][1]) - 3 and len(text) < 15:
                continue
            out[i] = ("H" if items[j][0] == "heading" else "P") if offset == 0 else "c"
            at, gone = j, offset + len(text)
            while at < len(items) and gone >= len(items[at][1]) - (2 if len(items[at][1]) > 8 else 0):
                gone, at = gone - len(items[at][1]), at + 1
                gone = gone if gone >= 3 else 0
            gone = max(gone, 0)
            break
        if out[i] != "?":
            continue
        for k, note in notes.items():
            rest = note[taken[k] :]
            if not (at or gone) and text != note:
                break  # a work of the document's own title, cited in a note, is no note in front of the text
            if len(text) >= 2 and _goes(text, rest) and not (taken[k] and last != k and len(text) < 8):
                out[i], taken[k], last = "n" if taken[k] else "N", taken[k] + len(text), k
                break
    return "".join(_around(seen, shown, out, title, names))


def _goes(text: str, rest: str) -> bool:
    """Whether letters stand at the beginning of others, or the other way round."""
    if not rest:
        return False
    return (
        rest.startswith(text)
        or (len(text) > 14 and rest.startswith(text[:36]))
        or (len(rest) > 5 and text.startswith(rest))
    )


def _around(seen: list[Seen], shown: list[str], out: list[str], title: str, names: list[str]) -> list[str]:
    """States of what is neither text nor note."""
    body = next((i for i, state in enumerate(out) if state in "PcHN"), len(out))
    whole = [i for i in range(body) if out[i] == "?" and title and shown[i] == title]
    whole.sort(key=lambda i: (seen[i].part.kind != "title", seen[i].part.level != 1, i))
    halves = [
        i for i in range(body - 1) if shown[i] and title and len(shown[i]) > 2 and shown[i] + shown[i + 1] == title
    ]
    at = whole[0] if whole else halves[0] if halves else -1
    if at >= 0:
        out[at] = "T"
    if at >= 0 and not whole:
        out[at + 1] = "t"
    below, signed = at + 1 if at >= 0 else len(out), False
    for i, s in enumerate(seen):
        if out[i] not in "?X" or (out[i] == "X" and i >= body):
            continue
        if i >= body:
            out[i] = "A" if is_bio(s.text) and any(name in shown[i] for name in names) else "X"
        elif out[i] == "X":
            out[i] = "K" if i < below else "F"
        elif _signs(s, shown[i], names):
            out[i], signed = "D" if i < below else "B", True
        elif i < below:
            out[i] = "K"
        elif signed and s.size <= 22 and (ROLE.search(s.text) or INSTITUTION.search(s.text)):
            out[i] = "R"
        else:
            out[i] = "S" if shown[i] != title and (s.prose or (s.size >= 6 and not s.wordings)) else "F"
    return out


def _signs(s: Seen, shown: str, names: list[str]) -> bool:
    named = any(name and name in shown for name in names) and s.size <= 30
    dated = s.imprint is not None and bool(s.imprint.dates or s.imprint.said)
    return named or dated or bool(re.fullmatch(r"by|authors?|text", shown))


# --- fitting ---


def encoded(example: tuple[list[list[str]], list[str], str], index: dict[str, int], *, lenient: bool = True) -> Example:
    """An example in numbers; `lenient` allows the true state where ingest would not, so that it can be learned from."""
    features, allowed, states = example
    only = np.array(
        [
            [0.0 if not a or s in a or (lenient and s == t) else -1e6 for s in STATES]
            for a, t in zip(allowed, states, strict=True)
        ]
    )
    return (
        [np.array([index[f] for f in names if f in index]) for names in features],
        only,
        [STATES.index(s) for s in states],
    )


GRAMMAR = np.array([[0.0 if may_follow(a, b) else -1e6 for b in STATES] for a in STATES])
START = np.array([0.0 if s in FIRST else -1e6 for s in STATES])


def path(rows: np.ndarray, steps: np.ndarray) -> list[int]:
    """The best path through rows of scores."""
    back = np.zeros(rows.shape, int)
    score = rows[0] + START
    for i in range(1, len(rows)):
        through = score[:, None] + steps
        back[i] = through.argmax(0)
        score = through.max(0) + rows[i]
    found = [int(score.argmax())]
    for i in range(len(rows) - 1, 0, -1):
        found.append(int(back[i][found[-1]]))
    return found[::-1]


class Batch:
    """Documents of like length, part by part side by side."""

    def __init__(self, train: list[tuple[int, Example]]) -> None:
        long, wide = max(len(truth) for _, (_, _, truth) in train), len(train)
        self.often = np.array([often for often, _ in train], float)
        self.truth, self.there = np.zeros((long, wide), int), np.zeros((long, wide), bool)
        self.only = np.zeros((long, wide, len(STATES)))
        for b, (_, (_, only, truth)) in enumerate(train):
            self.truth[: len(truth), b], self.there[: len(truth), b], self.only[: len(truth), b] = truth, True, only
        rows = [features for _, (many, _, _) in train for features in many]
        self.place = [(t, b) for b, (_, (many, _, _)) in enumerate(train) for t in range(len(many))]
        self.features, self.row = np.concatenate(rows), np.repeat(np.arange(len(rows)), [len(r) for r in rows])
        self.starts = np.cumsum([0, *(len(r) for r in rows[:-1])])
        self.order = np.argsort(self.features, kind="stable")
        self.known, self.firsts = np.unique(self.features[self.order], return_index=True)

    def rows(self, weigh: Grid) -> Grid:
        """What speaks for each state of each part."""
        rows = self.only.copy()
        rows[tuple(np.array(self.place).T)] += np.add.reduceat(weigh[self.features], self.starts, axis=0)
        return rows

    def insist(self, weigh: Grid, steps: Grid) -> None:
        """Gives labelled documents that are not yet read rightly more weight."""
        rows = self.rows(weigh)
        for b in np.flatnonzero(self.often > 1):
            here = self.there[:, b]
            truth = self.truth[here, b]
            handicapped = rows[here, b] + AHEAD
            handicapped[np.arange(len(truth)), truth] -= AHEAD
            if path(handicapped, steps + GRAMMAR) != truth.tolist():
                self.often[b] *= MORE

    def slopes(self, weigh: Grid, steps: Grid) -> tuple[Grid, Grid, float]:
        """By how much features and steps count for too much, and how unlikely the truth is."""
        at = tuple(np.array(self.place).T)
        rows = self.rows(weigh)
        long, through = len(rows), steps + GRAMMAR
        ahead, behind = np.zeros_like(rows), np.zeros_like(rows)
        ahead[0] = rows[0] + START
        for t in range(1, long):
            more = np.logaddexp.reduce(ahead[t - 1][:, :, None] + through, axis=1) + rows[t]
            ahead[t] = np.where(self.there[t][:, None], more, ahead[t - 1])
        for t in range(long - 2, -1, -1):
            more = np.logaddexp.reduce(through + (behind[t + 1] + rows[t + 1])[:, None, :], axis=2)
            behind[t] = np.where(self.there[t + 1][:, None], more, 0)
        all_ = np.logaddexp.reduce(ahead[-1], axis=1)
        weight = self.there * self.often
        likely = np.exp(ahead + behind - all_[None, :, None]) * weight[:, :, None]
        true = (*np.indices(self.truth.shape), self.truth)
        likely[true] -= weight
        pairs, said = np.zeros_like(steps), (rows[true] * self.there).sum(0)
        for t in range(1, long):
            a, b, here = self.truth[t - 1], self.truth[t], weight[t]
            both = ahead[t - 1][:, :, None] + through + (rows[t] + behind[t])[:, None, :] - all_[:, None, None]
            pairs += (np.exp(both) * here[:, None, None]).sum(0)
            np.subtract.at(pairs, (a, b), here)
            said += through[a, b] * self.there[t]
        return (
            np.add.reduceat(likely[at][self.row[self.order]], self.firsts, axis=0),
            pairs,
            float(((all_ - said) * self.often).sum()),
        )


def fit(train: list[tuple[int, Example]], size: int, rounds: int) -> tuple[Grid, Grid]:
    """Weights of features and steps by which the truth is likeliest: the mean over the second half of the rounds."""
    train = sorted(train, key=lambda one: len(one[1][2]))
    batches = [Batch(train[i : i + TOGETHER]) for i in range(0, len(train), TOGETHER)]
    weigh, steps = np.zeros((size, len(STATES))), np.zeros((len(STATES), len(STATES)))
    seen, seen_steps = np.full_like(weigh, 1e-3), np.full_like(steps, 1e-3)
    means, count, random = [np.zeros_like(weigh), np.zeros_like(steps)], 0, np.random.default_rng(1)
    for turn in range(rounds):
        unlikely = 0.0
        for k in random.permutation(len(batches)):
            batch = batches[k]
            slope, pairs, cost = batch.slopes(weigh, steps)
            slope += SHRINK * weigh[batch.known] * batch.often.sum()
            seen[batch.known] += slope**2
            seen_steps += pairs**2
            weigh[batch.known] -= RATE * slope / np.sqrt(seen[batch.known])
            steps -= RATE * pairs / np.sqrt(seen_steps)
            unlikely += cost
            if 2 * turn >= rounds:
                means, count = [means[0] + weigh, means[1] + steps], count + 1
        for batch in batches if 4 * turn >= rounds else ():
            batch.insist(weigh, steps)
        print(f"round {turn + 1}: {unlikely / sum(often for often, _ in train):.3f} nats a document")
    return means[0] / count, means[1] / count


def write(index: dict[str, int], weigh: np.ndarray, steps: np.ndarray) -> None:
    """One line a feature, the states that it speaks for or against; lines with an arrow: a state behind each other."""
    lines = [
        "# Written by benchmarks/fit_roles.py; see roles/evidence.py for the features, roles/states.py for the states."
    ]
    for j, state in enumerate(STATES):
        row = " ".join(f"{before}={steps[i, j]:.2f}" for i, before in enumerate(STATES) if abs(steps[i, j]) >= 0.01)
        lines.append(f"→{state}\t{row}")
    for name, i in index.items():
        row = " ".join(
            f"{state}={value:.2f}" for state, value in zip(STATES, weigh[i], strict=True) if abs(value) >= 0.005
        )
        if row:
            lines.append(f"{name}\t{row}")
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(name: str, held: list[Example], weigh: np.ndarray, steps: np.ndarray) -> None:
    """How many parts are told wrongly, the commonest confusions, and how often by the margin that each is ahead."""
    wrong, total, curve = Counter[str](), 0, []
    for features, only, truth in held:
        rows = np.stack([weigh[f].sum(0) for f in features]) + only
        given = path(rows, steps + GRAMMAR)
        total += len(truth)
        wrong.update(f"{STATES[a]}→{STATES[b]}" for a, b in zip(truth, given, strict=True) if a != b)
        curve += [
            (m, KINDS[STATES[a]] != KINDS[STATES[b]])
            for m, a, b in zip(margins(rows, steps + GRAMMAR), truth, given, strict=True)
        ]
    share = wrong.total() / max(1, total)
    print(f"{name:<8} {wrong.total()} of {total} parts wrong ({share:.2%}): {wrong.most_common(8)}")
    for low, high in ((0, 1), (1, 2), (2, 3), (3, 5), (5, 1e9)):
        here = [is_wrong for m, is_wrong in curve if low <= m < high]
        if here:
            print(f"    ahead by {low} to {high:g}: {sum(here)} of {len(here)} wrong")


def margins(rows: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """How much the best path through a state of another kind falls short, at each part."""
    ahead, behind = [rows[0] + START], [np.zeros(len(STATES))]
    for row in rows[1:]:
        ahead.append((ahead[-1][:, None] + steps).max(0) + row)
    for row in rows[:0:-1]:
        behind.append((steps + (behind[-1] + row)[None, :]).max(1))
    total = np.array(ahead) + np.array(behind[::-1])
    best = total.argmax(1)
    kinds = np.array([KINDS[s] for s in STATES])
    others = np.where(kinds[None, :] != kinds[best][:, None], total, -1e9)
    return total.max(1) - others.max(1)


if __name__ == "__main__":
    raise SystemExit(main())
