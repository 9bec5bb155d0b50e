"""How long the evidence checks take on generated libraries, by processor and clock: linear, or something is wrong.

python -m benchmarks.evidence_speed [SOURCES …]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from benchmarks.evidence_corpus import generated


def spent() -> float:
    """Seconds of processor until now, with those of other processes."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def once(sources: int) -> tuple[float, float, float, int]:
    """Seconds of processor for claims and for checks, seconds by the clock for both; and the number of claims."""
    from briefing.evidence import check_evidence, find_claims
    from briefing.library.allocation import without_collection

    library = generated(sources, 20, 4 * sources)
    with without_collection():  # as a build has it
        clock, start = time.perf_counter(), spent()
        claims = find_claims(library)
        found = spent()
        _, problems = check_evidence(library, claims)
        checked, clock = spent(), time.perf_counter() - clock
    assert not [p for p in problems if p.code != "E314"], problems[:3]
    return found - start, checked - found, clock, len(claims)


def main() -> None:
    if len(sys.argv) == 3 and sys.argv[1] == "--once":
        print(*once(int(sys.argv[2])))
        return
    print("sources  sentences   find s  check s  clock s   µs a sentence")
    for sources in [int(a) for a in sys.argv[1:]] or [100, 300, 1000]:
        out = subprocess.run(
            [sys.executable, "-m", "benchmarks.evidence_speed", "--once", str(sources)],
            capture_output=True,
            text=True,
            check=True,
        )
        find, check, clock, count = (float(x) for x in out.stdout.split())
        print(
            f"{sources:7} {int(count):10} {find:8.2f} {check:8.2f} {clock:8.2f}  {1e6 * (find + check) / count:12.0f}"
        )


if __name__ == "__main__":
    main()
