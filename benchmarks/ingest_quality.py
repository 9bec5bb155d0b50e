# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Measures ingest on made-up damaged documents: `python benchmarks/ingest_quality.py [--seeds N] [--from N] [--worst N] [--step N] [--make copied]`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.generator.copied import copied
from tests.generator.damage import damaged
from tests.generator.gathered import gathered
from tests.generator.score import ASPECTS, Score, score

from briefing.ingest import ingest

GOALS = {
    "paragraphs": 0.98,
    "markers": 0.98,
    "notes": 0.98,
    "headings": 0.97,
    "title": 0.95,
    "byline": 0.95,
    "date": 0.95,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=400)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument(
        "--step", type=int, default=1, help="2: every second seed (of `gathered`, odd ones are held out)"
    )
    parser.add_argument("--worst", type=int, default=0, help="list so many of the worst documents per aspect")
    parser.add_argument(
        "--make", choices=("damaged", "copied", "gathered"), default="damaged", help="which generator makes them"
    )
    options = parser.parse_args()
    make = {"damaged": damaged, "copied": copied, "gathered": gathered}[options.make]
    total, each, spent = Score(), {}, 0.0
    for seed in range(options.first, options.first + options.seeds * options.step, options.step):
        text, truth = make(seed)
        start = time.perf_counter()
        document = ingest(text.encode(), f"{seed}.txt")
        spent += time.perf_counter() - start
        each[seed] = score(document, truth)
        total = total + each[seed]
    print(f"{'aspect':<12}{'F1':>8}{'goal':>8}")
    for aspect in ASPECTS:
        print(f"{aspect:<12}{total.f1(aspect):>8.4f}{GOALS[aspect]:>8}")
    print(f"{'leaked':<12}{total.leaked:>8.4%}{'0.5%':>8}")
    print(f"{'words':<12}{total.lost:>8.4%}{'0.1%':>8}")
    print(f"{options.seeds} documents, {1000 * spent / options.seeds:.1f} ms each")
    for aspect in ASPECTS if options.worst else ():
        worst = sorted(each, key=lambda s: each[s].f1(aspect))[: options.worst]
        print(aspect, [(s, round(each[s].f1(aspect), 2)) for s in worst if each[s].f1(aspect) < 1])
    if options.worst:
        print("words", [(s, f"{each[s].lost:.1%}") for s in sorted(each, key=lambda s: -each[s].lost)[: options.worst]])
        print(
            "leaked",
            [
                (s, each[s].words["leaked"])
                for s in sorted(each, key=lambda s: -each[s].words["leaked"])[: options.worst]
            ],
        )
    good = all(total.f1(a) >= g for a, g in GOALS.items()) and total.leaked <= 0.005 and total.lost <= 0.001
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
