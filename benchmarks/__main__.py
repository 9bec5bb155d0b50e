"""Runs every benchmark with its defaults: `python -m benchmarks`."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import benchmarks

WITHOUT = {"__main__", "corpus", "evidence_corpus", "pdf_lines"}
"""Modules that measure nothing themselves, or need a folder of files."""


def main() -> int:
    failed = 0
    for module in sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name not in WITHOUT):
        print(f"== {module}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{module}"], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
