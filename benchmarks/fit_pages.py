"""Fits what tells a web page's text from boilerplate: `python -m benchmarks.fit_pages READABILITY TRAFILATURA WCXB`.

The folders are those of `web_pages.py`, the last one WCXB's `dev`. Only pages that may be tuned on are read (see
`half_of` there), of WCXB those of the kinds in `KINDS`, and made-up ones.
A run is text where the gold holds it; where the gold is only pieces, those count, and for the rest, with little weight,
what trafilatura makes of the page. Logistic regression, its weights written out as data. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.generator.html import page as made

from benchmarks.web_pages import data_of, gold_of, half_of, jobs_of, shingles, witness
from briefing.ingest.readers.html.article import find_article
from briefing.ingest.readers.html.facts import read_facts
from briefing.ingest.readers.html.notes import find_notes
from briefing.ingest.readers.html.page import read_page
from briefing.ingest.readers.html.parsing import decoded, parsed
from briefing.ingest.readers.html.runs import Run
from briefing.ingest.readers.html.second_look import left, movable
from briefing.ingest.readers.html.walking import outside

OUT = Path(__file__).resolve().parents[1] / "scripts/briefing/ingest/readers/html/weights.txt"
TEACHER, MADE, PIECE = 0.3, 0.5, 2.0
"""What a page counts by the witness alone, a made-up page, a piece of gold; a page of whole gold counts 8."""
KINDS = ("article", "documentation", "service")
"""Kinds of pages whose text runs on; of shops, lists and forums the gold asks for cards, offers and answers."""
Job = tuple[str, str, str, list[str], list[str]]


@dataclass(frozen=True)
class Example:
    """The runs of one page: their features, whether each is text, and what each counts."""

    features: list[list[str]]
    truth: list[int]
    counts: list[float]


def within(runs: list[Run], text: str) -> list[int]:
    """Whether each run stands in a text: as one of its lines, or with half of its shingles."""
    known, wholes = (
        set(shingles(text)),
        {" ".join(line.removeprefix("- ").split()).lower() for line in text.split("\n")},
    )
    found = []
    for run in runs:
        own = list(shingles(run.text))
        found.append(int(run.text.lower() in wholes or (bool(own) and sum(s in known for s in own) >= 0.5 * len(own))))
    return found


def example(job: Job) -> Example | None:
    name, path, gold_path, wanted, unwanted = job
    truth = None
    if not path:
        made_page, truth = made(int(name))[:2]
        data = made_page.encode() if isinstance(made_page, str) else made_page
    else:
        data = data_of(path)
    text, encoding, _ = decoded(data, "page.html")
    root = parsed(text, "page.html")[0] if encoding else None
    if root is None:
        return None
    page = read_page(root)
    notes = find_notes(page)
    titles = read_facts(page, "page.html")[1]
    article = find_article(page, titles, {*notes.wholes, *notes.holders}, notes.calls)
    runs, features = left(page, article, outside(page, article))
    may = movable(page, article, {*notes.all(), *notes.calls}, runs)
    sizes = [(min(run.size, 150) ** 0.7 + 0.5) * m for run, m in zip(runs, may, strict=True)]
    sizes = [8 * size / max(1.0, sum(sizes)) for size in sizes]
    if gold_path:
        return Example(features, within(runs, gold_of(gold_path)), sizes)
    if truth is not None:
        text = "\n".join(" ".join(item.text.split()) for item in truth.items)
        return Example(features, within(runs, text), [MADE * size for size in sizes])
    found = within(runs, witness(data))
    counts = [TEACHER * size for size in sizes]
    for i, run in enumerate(runs):
        has = any(" ".join(piece.split()) in run.text for piece in wanted)
        if may[i] and (has or any(" ".join(piece.split()) in run.text for piece in unwanted)):
            found[i], counts[i] = int(has), PIECE
    return Example(features, found, counts)


def matrix(examples: list[Example], index: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Columns of the features that each run has, and where each run's begin."""
    columns, starts = list[int](), list[int]()
    for one in examples:
        for names in one.features:
            starts.append(len(columns))
            columns += {index[name] for name in names if name in index}
    return np.array(columns), np.array(starts)


def fit(
    columns: np.ndarray, starts: np.ndarray, truth: np.ndarray, counts: np.ndarray, size: int, l2: float, rounds: int
) -> np.ndarray:
    """Logistic regression by steps that shrink for each feature as it has moved (AdaGrad with momentum: Adam)."""
    lengths = np.diff(np.append(starts, len(columns)))
    sign = 2.0 * truth - 1
    weigh, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for turn in range(1, rounds + 1):
        score = np.add.reduceat(weigh[columns], starts)
        slope = -counts * sign / (1 + np.exp(np.clip(sign * score, -30, 30)))
        gradient = np.bincount(columns, np.repeat(slope, lengths), size) + l2 * weigh
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        rate = 0.05 * (1 - turn / (rounds + 1))
        weigh -= rate * (first / (1 - 0.9**turn)) / (np.sqrt(second / (1 - 0.99**turn)) + 1e-6)
    return weigh


def write(index: dict[str, int], weigh: np.ndarray, least: float) -> int:
    rows = [f"{name}\t{weigh[i]:.2f}" for name, i in sorted(index.items()) if abs(weigh[i]) >= least]
    head = "# Written by benchmarks/fit_pages.py; above zero speaks for text. See looks.py for the features."
    OUT.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return len(rows)


def tuned(folders: list[Path]) -> Iterator[Job]:
    for folder in folders:
        yield from (job for job in jobs_of(folder) if half_of(job[0]) == "tuned" and _of_kind(job[2]))
    yield from ((str(seed), "", "", [], []) for seed in range(100_000, 100_060))


def _of_kind(gold: str) -> bool:
    if not gold.endswith(".json"):
        return True
    return json.loads(Path(gold).read_text(encoding="utf-8"))["_internal"]["page_type"]["primary"] in KINDS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--l2", type=float, default=15.0)
    parser.add_argument("--rounds", type=int, default=250)
    parser.add_argument("--pages", type=int, default=12, help="pages that must have a feature that counts")
    parser.add_argument("--least", type=float, default=0.06, help="weights below it are left out")
    options = parser.parse_args()
    with ProcessPoolExecutor(options.jobs) as pool:
        examples = [e for e in pool.map(example, tuned(options.folders), chunksize=4) if e and e.features]
    pages = Counter(name for e in examples for name in {n for names in e.features for n in names})
    index = {name: i for i, name in enumerate(sorted(n for n, count in pages.items() if count >= options.pages))}
    columns, starts = matrix(examples, index)
    truth = np.array([t for e in examples for t in e.truth])
    counts = np.array([c for e in examples for c in e.counts])
    print(f"{len(examples)} pages, {len(truth)} runs, {len(index)} features")
    weigh = fit(columns, starts, truth, counts, len(index), options.l2, options.rounds)
    wrong = counts[(np.add.reduceat(weigh[columns], starts) > 0) != truth].sum() / counts.sum()
    print(f"{write(index, weigh, options.least)} weights; of the tuned runs {wrong:.2%} wrong, by what they count")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
