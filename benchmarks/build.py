"""What a whole build costs on top of MkDocs' own build of the same Markdown.

    python -m benchmarks.build [--sources 1000] [--runs 3]

Ours: reading, checking, linking, composing, writing, and the site with its search, feed and archive. The other: MkDocs
with Material, its own search and footnotes, on the pages that ours wrote. Both run in processes of their own; processor
time of a process and its children counts, since the clock of a shared machine tells little. The ratio is of medians.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from benchmarks.corpus import corpus

SETTINGS = """site_name: A generated briefing
docs_dir: build/pages
site_dir: build/site
theme: {name: material, custom_dir: build/theme, language: en, font: false}
nav: [index.md, topics/index.md, timeline.md, sources/index.md, entities/index.md, bibliography.md, method.md]
not_in_nav: |
  /topics/*
  /sources/*
  /entities/*
  /downloads.md
markdown_extensions: [attr_list, md_in_html, tables, toc, briefing.publish.markdown]
plugins: []
extra: {briefing: {edition: 2026-01-01}}
"""
OURS = """
import sys, pathlib
from briefing.pipeline import Options, run
result = run(pathlib.Path(sys.argv[1]), ("pages",), Options())
sys.exit(not result.made)
"""
SITE = """
import sys, pathlib
from briefing.project import read_project
from briefing.publish import build_site
project, _ = read_project(pathlib.Path(sys.argv[1]))
sys.exit(any(p.fails for p in build_site(project, strict=False)))
"""


def lay(root: Path, sources: int) -> None:
    """Writes a generated project."""
    for path, data in corpus(sources=sources, topics=max(1, sources // 10)).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    bare = yaml.safe_load(SETTINGS) | {"site_dir": "build/bare", "plugins": ["search"]}
    bare["theme"] = {"name": "material", "language": "en", "font": False}
    bare["markdown_extensions"] = ["attr_list", "md_in_html", "tables", "toc", "footnotes"]
    (root / "bare.yml").write_text(yaml.safe_dump(bare), encoding="utf-8")


def cost(*command: str) -> tuple[float, float]:
    """Processor seconds and clock seconds of a command with its children."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - start


def measure(root: Path, runs: int) -> dict[str, tuple[float, float]]:
    """Median processor and clock seconds of each step, all taken in turn."""
    rows: dict[str, list[tuple[float, float]]] = {"pages": [], "site": [], "mkdocs": []}
    for _ in range(runs):
        shutil.rmtree(root / "build", ignore_errors=True)
        rows["pages"].append(cost(sys.executable, "-c", OURS, str(root)))
        rows["site"].append(cost(sys.executable, "-c", SITE, str(root)))
        rows["mkdocs"].append(cost(sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "bare.yml")))
    return {
        name: (statistics.median(r[0] for r in row), statistics.median(r[1] for r in row)) for name, row in rows.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="briefing-bench-") as folder:
        lay(Path(folder), chosen.sources)
        found = measure(Path(folder), chosen.runs)
    print(
        f"{chosen.sources} sources of 20 paragraphs and 8 notes, {max(1, chosen.sources // 10)} topics of 40 sentences"
    )
    for name, (cpu, clock) in found.items():
        print(f"{name:8} {cpu:7.2f} s processor {clock:7.2f} s clock")
    for at, what in enumerate(("processor", "clock")):
        print(f"ours to MkDocs' own, {what} time: {(found['pages'][at] + found['site'][at]) / found['mkdocs'][at]:.2f}")


if __name__ == "__main__":
    main()
