#!/usr/bin/env python3
"""Holds ingest against documents kept beside the checkout, and fails where what passed before fails again.

    kept.py [--shared DIR] [--update]

DIR (../shared) has `cases`, `real` and `tools`; where it is not there, nothing is done, and that is said. What passes
is listed in kept.txt beside this file. The list only grows: --update adds what passes now, and takes nothing out.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LIST = Path(__file__).with_name("kept.txt")
sys.path.insert(0, str(ROOT / "scripts"))

from briefing.box import Box, Job  # noqa: E402


def answers(box: Box, paths: list[Path]) -> Iterator[dict[str, Any]]:
    """What ingest's JSON holds for each file."""
    for text, _ in box.read_all(Job(str(path), path.name, "json") for path in paths):
        yield json.loads(text)


def passing(shared: Path) -> tuple[set[str], int]:
    """Names of the cases and facts that hold, and how many there are."""
    import yaml

    sys.path.insert(0, str(shared / "tools"))
    cases, facts = importlib.import_module("ingest_cases"), importlib.import_module("real_facts")
    held: set[str] = set()
    asked = 0
    with Box() as box:
        rows = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((shared / "cases").glob("*.yml"))]
        paths = [
            next(twin for twin in path.parent.glob(f"{path.stem}.*") if twin.suffix != ".yml")
            for path in sorted((shared / "cases").glob("*.yml"))
        ]
        for row, path, data in zip(rows, paths, answers(box, paths), strict=True):
            asked += 1
            if all(wrong is None for _, wrong in cases.check(row, cases.Answer(data))):
                held.add(f"case {path.stem}")
        documents = yaml.safe_load((shared / "real" / "facts.yml").read_text(encoding="utf-8"))
        files = [shared / "real" / document["file"] for document in documents]
        for document, data in zip(documents, answers(box, files), strict=True):
            found = facts.judge(document, data)
            asked += len(found)
            held |= {f"fact {document['file']} {i} {kind}" for i, (kind, wrong) in enumerate(found) if wrong is None}
    return held, asked


def main() -> int:
    """Exit 1 where something that passed fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if not (options.shared / "tools").is_dir():
        print(f"kept: skipped, since {options.shared} is not there")
        return 0
    before = set(LIST.read_text(encoding="utf-8").splitlines()) if LIST.is_file() else set()
    held, asked = passing(options.shared)
    lost = sorted(before - held)
    for name in lost:
        print(f"kept: fails again: {name}")
    print(f"kept: {len(held)} of {asked} cases and facts hold; {len(before)} are listed, {len(lost)} of them fail")
    if options.update and not lost:
        LIST.write_text("".join(f"{name}\n" for name in sorted(before | held)), encoding="utf-8")
        print(f"kept: {len(held - before)} added to {LIST.name}")
    return int(bool(lost))


if __name__ == "__main__":
    raise SystemExit(main())
