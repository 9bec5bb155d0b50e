"""Measures the body text of real web pages: `python benchmarks/web_pages.py FOLDER [--jobs N] [--worst N]`.

FOLDER holds readability's test pages (`*/source.html` beside `expected.html`: 4-word shingles of the whole text),
trafilatura's evaluation pages (`evaldata.json` beside `eval/`: pieces that a page's text must and must not hold), or
one part of WCXB (`dev` or `test`, `html/` beside `ground-truth/`: shingles of the text).
The first's gold holds captions, the others count them as not of the text: ours are compared accordingly.
trafilatura, where it is installed, is measured beside us, and stands as the witness of text that we lose.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from briefing.ingest import ingest
from briefing.ingest.output import to_json
from briefing.ingest.readers.html.page import pieces as pieces_of

SIZE = 4
"""Words of a shingle."""
GONE = 0.1
"""Share of a page's text that may not be missing without a problem."""
TELLING = ("E203", "E210", "E214", "E215", "E240")
"""Problems that say of a page that text is missing or was left out."""
CALL = re.compile(r"\[\^([^\]\s]*)\]")
Counts = tuple[float, float, float]
"""Found, needless and missing, of shingles or pieces."""


@dataclass(frozen=True)
class Result:
    """What came of one page."""

    name: str
    ours: Counts
    theirs: Counts
    lost: float
    """Share of the gold's shingles that we miss; of the witness's where the gold is pieces."""
    told: bool
    """Whether a problem says that text was left out."""
    rules: dict[str, int]
    """Rules by which text of the gold or the witness was dropped, with their shingles."""
    seconds: float


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of words, addresses and short figures left out: links and labels of notes are written in many ways."""
    found = re.findall(r"\b(?!\d{1,3}\b)\w+", re.sub(r"https?://\S+", " ", text.lower()))
    return Counter(zip(*(found[i:] for i in range(SIZE)), strict=False))


def body_of(data: dict[str, Any], captions: bool = False) -> str:
    """The text that a reader gets: headings, paragraphs with calls, notes, standfirst; captions where asked for."""
    out: list[str] = []
    section = None
    for paragraph in data["paragraphs"]:
        out += [c["text"] for c in data["captions"] if captions and c["before"] == paragraph["n"]]
        if paragraph["section"] != section:
            section = paragraph["section"]
            out.append(section or "")
        out.append(CALL.sub(r"[\1]", paragraph["text"]))
    out += [c["text"] for c in data["captions"] if captions and c["before"] > len(data["paragraphs"])]
    headed = {paragraph["section"] for paragraph in data["paragraphs"]}
    out += [heading for heading in data["headings"] if heading not in headed]
    out += [f"[{label}] {text}" for label, text in data["notes"].items()]
    out += [m["value"] for m in data["metadata"] if m["field"] in ("standfirst", "subtitle", "bio") and m["line"]]
    return "\n".join(out)


def witness(data: bytes) -> str:
    try:
        from trafilatura import extract
    except ImportError:
        return ""
    return extract(data, include_comments=False, include_tables=True, include_formatting=False) or ""


def against(text: str, gold: str) -> Counts:
    ours, theirs = shingles(text), shingles(gold)
    both = (ours & theirs).total()
    return both, ours.total() - both, theirs.total() - both


def pieces(text: str, wanted: list[str], unwanted: list[str]) -> Counts:
    text = " ".join(text.split())
    good = sum(" ".join(w.split()) in text for w in wanted)
    return good, sum(" ".join(w.split()) in text for w in unwanted), len(wanted) - good


def data_of(path: str) -> bytes:
    data = Path(path).read_bytes()
    return gzip.decompress(data) if path.endswith(".gz") else data


def gold_of(path: str) -> str:
    """The text that a page should give: a page of its own, or a field of a record; inline elements part no words."""
    text = Path(path).read_text(encoding="utf-8")
    if path.endswith(".json"):
        return json.loads(text)["ground_truth"].get("main_content") or ""
    return "".join(pieces_of(lxml_html.fromstring(text)))


def page(job: tuple[str, str, str, list[str], list[str]]) -> Result:
    name, path, gold_path, wanted, unwanted = job
    data = data_of(path)
    start = time.perf_counter()
    document = to_json(ingest(data, "page.html"))
    seconds = time.perf_counter() - start
    text, other = body_of(document, captions=gold_path.endswith(".html")), witness(data)
    if gold_path:
        reference = gold_of(gold_path)
        ours, theirs = against(text, reference), against(other, reference)
    else:
        reference = other
        ours, theirs = pieces(text, wanted, unwanted), pieces(other, wanted, unwanted)
    everything = shingles(
        text + "\n" + "\n".join([document["title"] or "", *(m["value"] for m in document["metadata"])])
    )
    wanted_all = shingles(reference)
    missing = wanted_all - everything
    rules: Counter[str] = Counter()
    for dropped in document["dropped"]:
        rules[dropped["rule"]] += (shingles(dropped["text"]) & missing).total()
    told = any(p["code"] in TELLING for p in document["problems"])
    lost = missing.total() / max(1, wanted_all.total())
    return Result(name, ours, theirs, lost, told, {k: v for k, v in rules.items() if v}, seconds)


def half_of(name: str) -> str:
    """Whether weights and rules may be tuned on a page; a fixed split, by its name or by the set's own parts."""
    if name.startswith(("dev/", "test/")):
        return "tuned" if name[0] == "d" else "held"
    return "held" if hashlib.sha256(name.encode()).digest()[0] & 1 else "tuned"


def f1(counts: Counts) -> float:
    good, needless, missing = counts
    return 2 * good / (2 * good + needless + missing) if good else float(needless == missing == 0)


def jobs_of(folder: Path) -> list[tuple[str, str, str, list[str], list[str]]]:
    if (folder / "evaldata.json").exists():
        rows = json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).values()
        pages = [(row, folder / "eval" / row["file"]) for row in rows]
        return [(row["file"], str(p), "", row["with"], row["without"]) for row, p in pages if p.exists()]
    if (folder / "ground-truth").exists():
        golds = sorted((folder / "ground-truth").glob("*.json"))
        return [(f"{folder.name}/{g.stem}", str(folder / "html" / f"{g.stem}.html.gz"), str(g), [], []) for g in golds]
    sources = sorted(folder.glob("*/source.html"))
    return [(p.parent.name, str(p), str(p.parent / "expected.html"), [], []) for p in sources]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--worst", type=int, default=0, help="list so many of the worst pages")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    parser.add_argument("--half", choices=("tuned", "held"), help="only pages that may, or may not, be tuned on")
    options = parser.parse_args()
    jobs = [job for job in jobs_of(options.folder) if options.only in job[0]]
    jobs = [job for job in jobs if options.half in (None, half_of(job[0]))]
    if options.half == "held":
        options.worst = 0
    if not jobs:
        parser.error(f"no pages in {options.folder}")
    with ProcessPoolExecutor(options.jobs) as pool:
        results = list(pool.map(page, jobs, chunksize=8))
    for who in ("ours", "theirs"):
        each = [getattr(r, who) for r in results]
        pooled = tuple(sum(c) for c in zip(*each, strict=True))
        good, needless, missing = pooled
        print(
            f"{who:<7} F1 {sum(map(f1, each)) / len(each):.4f} a page, {f1((good, needless, missing)):.4f} over all; "
            f"precision {good / max(1, good + needless):.4f}, recall {good / max(1, good + missing):.4f}"
        )
    gone = [r for r in results if r.lost > GONE]
    silent = [r for r in gone if not r.told]
    half = sum(r.lost > 0.5 for r in gone)
    print(f"{len(gone)} of {len(results)} pages miss over a tenth ({half} over half), {len(silent)} without a problem")
    print(f"{1000 * sum(r.seconds for r in results) / len(results):.0f} ms a page")
    for r in sorted(results, key=lambda r: f1(r.ours) - f1(r.theirs))[: options.worst]:
        print(f"worse {r.name[:60]}: ours {f1(r.ours):.3f}, theirs {f1(r.theirs):.3f}, lost {r.lost:.2f} {r.rules}")
    for r in sorted(silent, key=lambda r: -r.lost)[: options.worst]:
        print(f"silent {r.name[:60]}: lost {r.lost:.2f}, ours {f1(r.ours):.3f} {r.rules}")
    rules: Counter[str] = Counter()
    for r in results:
        rules.update(r.rules)
    print("rules:", dict(rules.most_common(24)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
