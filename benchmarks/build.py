"""What a whole site costs beside bare MkDocs on the same sources and topics, and what an edit costs.

    python -m benchmarks.build [--sources 1000] [--runs 1]

There are two floors, both MkDocs with Material, its own search and footnotes, on the same paragraphs, sentences and
notes as plain Markdown: no checks, no links back, no references, no data. `bare` has only its front page in the
navigation, `topics` the topics as well, of which each of its pages then draws the whole list. Ours has its sections in
the navigation and the topics one step below, so that it is neither: the first is what a site costs at the least, the
second what it costs with all topics at hand on each page, which ours does not offer. Ours reads, checks, links and
composes, and makes the site with search and archive, in one build; no PDFs, e-book or data. Then one paragraph of
one source is edited and ours runs again. Each runs in a process of its own, with its modules compiled before, as they
are where they are installed (a small site is built first). Processor time counts children; the clock
of a shared machine tells little. The peak of memory is that of the largest process. Medians where there are several
runs.
"""

from __future__ import annotations

import argparse
import os
import re
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
from briefing import pipeline
pipeline.NEEDS["site"] = ("pages",)
options = pipeline.Options(without_pdf=True)
sys.exit(not pipeline.run(pathlib.Path(sys.argv[1]), ("site",), options).made)
"""
Cost = tuple[float, float, float]
"""Seconds of processor, seconds of clock, megabytes of the largest process."""


def lay(root: Path, sources: int) -> None:
    """Writes a generated project, of which everything grows with its sources."""
    made = corpus(sources=sources, topics=max(1, sources // 10), entities=max(50, sources // 20))
    for path, data in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    bare = yaml.safe_load(SETTINGS) | {"docs_dir": "bare", "site_dir": "build/bare", "plugins": ["search"]}
    bare["theme"] = {"name": "material", "language": "en", "font": False}
    bare["markdown_extensions"] = ["attr_list", "md_in_html", "tables", "toc", "footnotes"]
    _lay_bare(root)
    topics = [f"topics/{path.name}" for path in sorted((root / "topics").glob("*.md"))]
    for name, nav in (("bare", ["index.md"]), ("topics", ["index.md", {"Topics": topics}])):
        (root / f"{name}.yml").write_text(yaml.safe_dump({**bare, "nav": nav}), encoding="utf-8")


def _lay_bare(root: Path) -> None:
    """The same words as plain Markdown; a citation is a note that links to its paragraph's page."""
    for path in (root / "sources").glob("*.md"):
        text = re.sub(r"^---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"\[@(\w+)\]", r"\1", text)
        _write(root / "bare" / "sources" / path.name, f"# {path.stem}\n\n{text}")
    for path in (root / "topics").glob("*.md"):
        notes: list[str] = []

        def note(m: re.Match[str], notes: list[str] = notes) -> str:
            notes.append(f"[^{len(notes) + 1}]: [{m[1]}](../sources/{m[1]}.md), ¶{m[2]}.")
            return f"[^{len(notes)}]"

        text = re.sub(r"^---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"\[@(\w+), ¶(\d+)\]", note, text)
        _write(root / "bare" / "topics" / path.name, f"# {path.stem}\n\n{text}\n\n" + "\n".join(notes) + "\n")
    links = [f"- [{p.stem}](topics/{p.name})" for p in sorted((root / "topics").glob("*.md"))]
    _write(root / "bare" / "index.md", "# A generated briefing\n\n" + "\n".join(links) + "\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def cost(bytecode: Path, *command: str) -> Cost:
    """What a command costs, its modules compiled to `bytecode`."""
    start = time.perf_counter()
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPYCACHEPREFIX": str(bytecode)}
    quiet.pop("PYTHONDONTWRITEBYTECODE", None)
    started = subprocess.Popen([sys.executable, "-c", MEASURED, *command], stdout=subprocess.PIPE, env=quiet)
    said, _ = started.communicate()
    if started.returncode:
        raise SystemExit(f"failed: {command[-1]}")
    cpu, peak = map(float, said.split()[-2:])
    return cpu, time.perf_counter() - start, peak / 1024


MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(done.returncode)
"""


def measure(root: Path, bytecode: Path, runs: int) -> dict[str, Cost]:
    """Medians of each, all taken in turn."""
    rows: dict[str, list[Cost]] = {"bare": [], "topics": [], "ours": [], "edit": []}
    first = sorted((root / "sources").glob("*.md"))[0]
    for run in range(runs):
        shutil.rmtree(root / "build", ignore_errors=True)
        for name in ("bare", "topics"):
            command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / f"{name}.yml")]
            rows[name].append(cost(bytecode, *command))
        rows["ours"].append(cost(bytecode, sys.executable, "-c", OURS, str(root)))
        first.write_text(first.read_text("utf-8").replace("¶20 ", f"¶20 In the end ({run}) ", 1), encoding="utf-8")
        rows["edit"].append(cost(bytecode, sys.executable, "-c", OURS, str(root)))
    return {name: _medians(row) for name, row in rows.items()}


def _medians(rows: list[Cost]) -> Cost:
    return statistics.median(r[0] for r in rows), statistics.median(r[1] for r in rows), max(r[2] for r in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="briefing-bench-") as folder:
        root, bytecode = Path(folder, "root"), Path(folder, "bytecode")
        lay(Path(folder, "small"), 10)
        measure(Path(folder, "small"), bytecode, 1)
        lay(root, chosen.sources)
        found = measure(root, bytecode, chosen.runs)
    print(
        f"{chosen.sources} sources of 20 paragraphs and 8 notes, {max(1, chosen.sources // 10)} topics of 40 sentences"
    )
    for name, (cpu, clock, peak) in found.items():
        print(f"{name:6}{cpu:8.2f} s processor{clock:8.2f} s clock{peak:6.0f} MB")
    for name in ("bare", "topics"):
        print(f"ours to {name}, processor time: {found['ours'][0] / found[name][0]:.2f}")
    print(f"an edit to a whole build of ours: {found['edit'][0] / found['ours'][0]:.0%}")


if __name__ == "__main__":
    main()
