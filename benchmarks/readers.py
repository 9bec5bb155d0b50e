"""Measures the readers on made-up documents: `python -m benchmarks.readers html|pdf [--seeds N] [--worst N]`."""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable

from tests.generator.score import ASPECTS, Score, score
from tests.generator.truth import Truth

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
Make = Callable[[int, str | None], tuple[bytes, Truth, str]]


def maker(form: str) -> Make:
    if form == "html":
        from tests.generator.html import page

        return page
    from tests.generator.pdf import paper

    return paper


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", choices=("html", "pdf"))
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--worst", type=int, default=0, help="list so many of the worst documents per aspect")
    parser.add_argument("--kind", default=None, help="only this kind of page")
    options = parser.parse_args()
    make = maker(options.form)
    kinds: dict[str, Score] = defaultdict(Score)
    each: dict[int, Score] = {}
    total, spent, size = Score(), 0.0, 0
    for seed in range(options.first, options.first + options.seeds):
        data, truth, kind = make(seed, options.kind)
        start = time.perf_counter()
        document = ingest(data, f"{seed}.{options.form}")
        spent += time.perf_counter() - start
        size += len(data)
        each[seed] = score(document, truth)
        total, kinds[kind] = total + each[seed], kinds[kind] + each[seed]
    columns = [("all", total), *sorted(kinds.items())]
    print(f"{'':<12}{'goal':>7}" + "".join(f"{name[:10]:>11}" for name, _ in columns))
    for aspect in ASPECTS:
        print(f"{aspect:<12}{GOALS[aspect]:>7}" + "".join(f"{s.f1(aspect):>11.4f}" for _, s in columns))
    print(f"{'leaked':<12}{'0.5%':>7}" + "".join(f"{s.leaked:>11.3%}" for _, s in columns))
    print(f"{'words':<12}{'0.1%':>7}" + "".join(f"{s.lost:>11.3%}" for _, s in columns))
    print(f"{options.seeds} documents, {1000 * spent / options.seeds:.1f} ms each, {size / 1e6 / spent:.2f} MB/s")
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
