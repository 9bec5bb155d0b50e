"""How long the evidence checks take in processor time, on generated libraries: linear, or something is wrong.

python -m benchmarks.evidence_speed [SOURCES …]
"""

from __future__ import annotations

import subprocess
import sys
import time

from benchmarks.evidence_corpus import generated


def once(sources: int) -> tuple[float, float, float, int]:
    """Seconds for claims, for checks, and for checks after one edit; and the number of claims."""
    from briefing.evidence import check_evidence, find_claims
    from briefing.library.allocation import without_collection

    library = generated(sources, 20, 4 * sources)
    with without_collection():  # as a build has it
        start = time.process_time()
        claims = find_claims(library)
        found = time.process_time()
        _, problems = check_evidence(library, claims)
        checked = time.process_time()
        check_evidence(library, find_claims(library))
        again = time.process_time()
    assert not [p for p in problems if p.code != "E314"], problems[:3]
    return found - start, checked - found, again - checked, len(claims)


def main() -> None:
    if len(sys.argv) == 3 and sys.argv[1] == "--once":
        print(*once(int(sys.argv[2])))
        return
    print("sources  sentences   find s  check s  again s   µs a sentence")
    for sources in [int(a) for a in sys.argv[1:]] or [100, 300, 1000]:
        out = subprocess.run(
            [sys.executable, "-m", "benchmarks.evidence_speed", "--once", str(sources)],
            capture_output=True,
            text=True,
            check=True,
        )
        find, check, again, count = (float(x) for x in out.stdout.split())
        print(
            f"{sources:7} {int(count):10} {find:8.2f} {check:8.2f} {again:8.2f}  {1e6 * (find + check) / count:12.0f}"
        )


if __name__ == "__main__":
    main()
