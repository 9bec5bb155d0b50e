"""PDFs of strangers: is each line that pdftotext prints somewhere in what ingest writes, and at what cost?

    python -m benchmarks.pdf_lines FOLDER [--show] [--seconds 60] [--megabytes 1000]

Each file is read in a process of its own, with limits of time and memory. A line counts as found where its letters
and figures stand together in the JSON, as apart where each of its words does, else as missing. Exit 1 where a line is
missing, a file ends in a traceback, or a limit is passed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

READ = "import json,sys; from briefing.ingest import ingest; from briefing.ingest.output import to_json; p=sys.argv[1]; print(json.dumps(to_json(ingest(open(p,'rb').read(), p))))"  # noqa: E501


@dataclass(slots=True)
class Result:
    """What became of one file."""

    lines: int = 0
    apart: int = 0
    missing: list[str] = field(default_factory=list)
    wrong: str = ""
    seconds: float = 0.0
    pages: int = 0


def bare(text: str) -> str:
    """The letters and figures of a text, in one form."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def strings(value: Any) -> list[str]:
    """Every string in a JSON value, keys of notes before their text."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for key, v in value.items() for s in (key, *strings(v))]
    return [s for v in value for s in strings(v)] if isinstance(value, list) else []


def compare(printed: str, document: dict[str, Any]) -> tuple[int, int, list[str]]:
    """How many lines pdftotext printed, how many stand apart, and which are missing."""
    held = "\n".join(bare(s) for s in strings(document))
    whole = held.replace("\n", "")
    lines = [line for line in printed.replace("\f", "\n").split("\n") if bare(line)]
    apart, missing = 0, []
    for line in lines:
        if bare(line) in whole:
            continue
        if all(bare(word) in whole for word in line.split() if len(word) > 1):
            apart += 1
        else:
            missing.append(line.strip())
    return len(lines), apart, missing


def judge(path: Path, seconds: int, megabytes: int) -> Result:
    """Reads one file and compares what it gave with pdftotext's lines."""
    start = time.monotonic()
    limit = megabytes * 1_000_000
    try:
        done = subprocess.run(
            [sys.executable, "-c", READ, str(path)],
            capture_output=True,
            timeout=seconds,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        )
    except subprocess.TimeoutExpired:
        return Result(wrong=f"no answer in {seconds} s")
    result = Result(seconds=time.monotonic() - start)
    if done.returncode:
        error = done.stderr.decode("utf-8", "replace").strip()
        result.wrong = error.splitlines()[-1] if error else f"ended with {done.returncode}"
        return result
    document = json.loads(done.stdout)
    try:
        printed = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, timeout=60).stdout
    except subprocess.TimeoutExpired:
        return result
    text = printed.decode("utf-8", "replace")
    result.pages = text.count("\f")
    result.lines, result.apart, result.missing = compare(text, document)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print the missing lines")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--megabytes", type=int, default=1000)
    arguments = parser.parse_args()
    results: dict[str, Result] = {}
    for path in sorted(arguments.folder.rglob("*.pdf")):
        results[path.name] = one = judge(path, arguments.seconds, arguments.megabytes)
        if one.wrong or one.missing or one.seconds > 10:
            said = one.wrong or f"{len(one.missing)} of {one.lines} lines missing"
            print(f"{path.name}: {said}, {one.seconds:.1f} s, {one.pages} pages", flush=True)
            for line in one.missing[:12] if arguments.show else ():
                print(f"    {line[:150]}")
    lines = sum(r.lines for r in results.values())
    missing = sum(len(r.missing) for r in results.values())
    apart = sum(r.apart for r in results.values())
    wrong = sum(bool(r.wrong) for r in results.values())
    pages, seconds = sum(r.pages for r in results.values()), sum(r.seconds for r in results.values())
    print(
        f"{len(results)} files, {pages} pages, {seconds:.0f} s; {lines:,} lines: {missing:,} missing, {apart:,} apart"
    )
    print(f"{wrong} files with a traceback or past a limit")
    return bool(missing or wrong)


if __name__ == "__main__":
    sys.exit(main())
