"""Fits what each piece of a pointer's evidence weighs: `python -m benchmarks.fit_pointers [--write]`.

Logistic regression on the corpora of benchmarks/meaning.py: true sentences, and sentences with an error of meaning.
Evidence weighs nothing or more; only what excuses may weigh less. Each subject is scored by weights that were fitted on
the others, the threshold is set on these scores, and the share of errors found is printed as it moves. With `--write`
the weights of all subjects together go to the file that pointers read. Needs numpy.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.meaning import QUARRELS, Corpus, corpora
from briefing.evidence.language import language
from briefing.review.pointers import evidence

OUT = Path(__file__).resolve().parents[1] / "scripts" / "briefing" / "review" / "pointers" / "en.weights.txt"
FALSE = 0.08
"""The share of true sentences in made-up quarrels that the threshold lets be pointed at."""
BY_RULE, PENALTY, SEEN_OFTEN, LEAST = 0.2, 1.0, 5, 0.1
"""What a sentence planted by rule counts beside one by hand; the penalty of weights squared; how many sentences must
hold evidence that counts; below which a weight is left out."""
KNOWN = ", the rest known"
Array = np.ndarray


@dataclass(frozen=True)
class Sentences:
    """All sentences, as a table of their evidence."""

    subjects: Array
    hand: Array
    kinds: Array
    known: Array
    """Whether the paragraphs have nearly all of a sentence's words."""
    names: list[str]
    table: Array

    @property
    def wrong(self) -> Array:
        return np.asarray(self.kinds != "")


def gathered(parts: Sequence[Corpus]) -> Sentences:
    """The evidence in each sentence; where its other words are known, once more under that name."""
    english, rows, seen = language(), [], []
    for part in parts:
        for claim, paragraphs, kind in part.rows:
            found = evidence(claim, paragraphs, english)
            rows.append((part.subject, part.made == "by hand", kind, found.known))
            seen.append({*found.seen, *(name + KNOWN for name in found.seen if found.known)})
    often = Counter(name for names in seen for name in names)
    names = sorted(name for name, n in often.items() if n >= SEEN_OFTEN)
    table = np.array([[name in found for name in names] + [True] for found in seen], float)
    subjects, hand, kinds, known = (np.array(column) for column in zip(*rows, strict=True))
    return Sentences(subjects, hand, kinds, known, names, table)


def fitted(data: Sentences, which: Array) -> Array:
    """Weights from some of the sentences, the last for what is always there; what speaks for no error is left out."""
    table, wrong = data.table[which], data.wrong[which].astype(float)
    counts = np.where(data.hand[which], 1.0, BY_RULE)
    excuses = np.array([name.startswith("excuse") for name in data.names] + [True])
    kept = np.ones(table.shape[1], bool)
    while True:
        weights = np.zeros(table.shape[1])
        weights[kept] = _newton(table[:, kept], wrong, counts)
        out = kept & ~excuses & (weights < LEAST)
        if not out.any():
            return weights
        kept &= ~out


def _newton(table: Array, wrong: Array, counts: Array) -> Array:
    weights, penalty = np.zeros(table.shape[1]), np.full(table.shape[1], PENALTY)
    penalty[-1] = 1e-4
    for _ in range(15):
        share = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (counts * (share - wrong)) + penalty * weights
        curve = (table * (counts * share * (1 - share))[:, None]).T @ table + np.diag(penalty)
        weights -= (step := np.linalg.solve(curve, slope))
        if np.abs(step).max() < 1e-4:
            break
    return weights


def crossed(data: Sentences) -> Array:
    """The score of each sentence by weights that never saw its subject."""
    scores = np.zeros(len(data.subjects))
    for subject in sorted(set(data.subjects)):
        left_out = data.subjects == subject
        scores[left_out] = data.table[left_out] @ fitted(data, ~left_out)
    return scores


def threshold(data: Sentences, scores: Array, false: float) -> float:
    """The score that no more than a share of the true sentences in made-up quarrels exceeds."""
    true = np.sort(scores[np.isin(data.subjects, QUARRELS) & ~data.wrong])[::-1]
    return float(true[int(false * len(true))])


def report(data: Sentences, scores: Array) -> str:
    quarrel = np.isin(data.subjects, QUARRELS)
    rows = ["false in quarrels: found in quarrels, found by hand elsewhere, false there, found by rule, false there"]
    for false in (0.05, 0.06, 0.07, 0.08, 0.1, 0.15):
        seen = scores > threshold(data, scores, false)
        parts = [quarrel & data.wrong]
        parts += [part & wrong for part in (data.hand & ~quarrel, ~data.hand) for wrong in (data.wrong, ~data.wrong)]
        shares = [100 * seen[part].mean() for part in parts]
        rows.append(f"  {100 * false:4.0f} %: " + ", ".join(f"{share:4.1f} %" for share in shares))
    seen = scores > threshold(data, scores, FALSE)
    groups = (
        ("kind, by hand", data.hand, np.where(data.wrong, data.kinds, "true")),
        ("whether the rest is known, quarrels", quarrel, data.known),
        ("subject, by hand", data.hand, data.subjects),
        ("subject, by rule", ~data.hand, data.subjects),
    )
    for name, part, column in groups:
        rows.append(f"by {name}, at {100 * FALSE:.0f} %")
        for value in sorted(set(column[part])):
            this = part & (column == value)
            shown = [(this & data.wrong, "found"), (this & ~data.wrong, "false")]
            told = [
                f"{int(seen[group].sum()):3} of {int(group.sum()):3} {what}" for group, what in shown if group.any()
            ]
            rows.append(f"  {value!s:20} " + "   ".join(told))
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    data = gathered(corpora())
    scores = crossed(data)
    print(report(data, scores))
    if parser.parse_args().write:
        found = dict(zip([*data.names, "always"], fitted(data, np.ones(len(scores), bool)), strict=True))
        found["threshold"] = threshold(data, scores, FALSE)
        names = sorted({name.removesuffix(KNOWN) for name, weight in found.items() if weight})
        lines = ["# By benchmarks/fit_pointers.py: evidence, its weight, and what is added where the rest is known."]
        lines += [f"{name}\t{found.get(name, 0.0):.2f}\t{found.get(name + KNOWN, 0.0):.2f}" for name in names]
        OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
