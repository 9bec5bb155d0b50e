"""Measures how many texts ingest reads a second: `python benchmarks/ingest_speed.py [--texts N] [--workers N]`."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.generator.damage import damaged

from briefing.ingest import ingest

GOAL = 20.0
"""Seconds for a thousand texts on two cores."""


def _read(text: str) -> int:
    return len(ingest(text.encode(), "a.txt").paragraphs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    texts = [damaged(seed)[0] for seed in range(options.texts)]
    size = sum(map(len, texts)) / len(texts)
    start = time.perf_counter()
    with ProcessPoolExecutor(options.workers) as pool:
        paragraphs = sum(pool.map(_read, texts, chunksize=20))
    spent = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(texts)} texts of {size:,.0f} characters, {paragraphs} paragraphs")
    print(f"{spent:.1f} s, {memory:.0f} MB a worker")
    return 0 if spent * 1000 / len(texts) <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
