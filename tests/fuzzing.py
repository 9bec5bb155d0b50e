# ruff: noqa: E501 - files of strangers read best as they are
"""Files to be damaged, how they are damaged, and the long run of them: `make fuzz FUZZ=600` goes on for so many seconds."""

from __future__ import annotations

import contextlib
import datetime
import io
import math
import os
import random
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TextIO

import pypandoc
import yaml

from briefing.cli import main as briefing
from briefing.ingest import ingest, to_json, to_markdown
from briefing.model import Document
from tests.test_bombs import FONT, pdf

ROOT = Path(__file__).resolve().parents[1]
PROSE = "\n\n".join([
    "The weir and the mill", "By Marta Weidenbach", "14 June 2019",
    "The mill stands by the weir, and grinds for all.[^1] Rye comes first, wheat comes later (see Table 2).",
    "## What the miller says", "“Nobody was asked,” the miller said on 3 May 2019.² He named CO₂, 14 km² and 3,500 sacks.",
    "* one sack of rye\n* two sacks of wheat", "> A quotation that somebody made,\n> over two lines.",
    "| a | b |\n|---|---|\n| 1 | 2 |", "    code();", "Notes", "[^1]: Anna Holm, “Mills,” Weirs, May 2001, http://a.example/b-c.",
    "² Ibid., p. 14.", "Share this article", "© 2019 The Mill",
])  # fmt: skip
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The weir and the mill - Site</title>
<meta name="author" content="Marta Weidenbach"><script type="application/ld+json">{"@type": "Article"}</script></head><body>
<nav><a href="/a">Home</a> <a href="/b">News</a></nav><article><h1>The weir and the mill</h1><p class="byline">By Marta Weidenbach</p>
<p>The mill stands by the weir, and grinds for all.<sup id="r1"><a href="#n1">1</a></sup> Rye comes first, and wheat later.</p>
<h2>What the miller says</h2><blockquote><p>Nobody was asked, and nobody came to the mill.</p></blockquote>
<ul><li>One sack of rye</li><li>Two sacks of wheat</li></ul><figure><img src="a.png"><figcaption>The mill in June</figcaption></figure>
<table><tr><th>Sacks</th><th>Year</th></tr><tr><td>14</td><td>2019</td></tr></table><pre><code>h1 { color: red }</code></pre>
<ol><li id="n1">Anna Holm, Mills, May 2001. <a href="#r1">↩</a></li></ol></article><footer>© 2019 The Mill</footer></body></html>"""
PRINTED = pdf(
    b"/Font<</F %s>>" % (FONT % (b"Helvetica", b"/ToUnicode 5 0 R")),
    (b"", b"BT /F 18 Tf 72 720 Td (The weir and the mill) Tj /F 11 Tf 0 -40 Td (The mill stands by the weir, and grinds) Tj "
          b"0 -14 Td (for all. Rye comes first.) Tj /F 7 Tf 0 4 Td (1) Tj /F 8 Tf 0 -500 Td (1 Anna Holm, Mills, May 2001.) Tj ET"),
    (b"", b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <6d> <006d> endbfchar"),
)  # fmt: skip
BITS = [b"\x00", b"\xff", b"<", b">", b"&", b"&#", b"\n\n", b" " * 90, b"* * *", b"[^1]", b"[^1]:", b"(", b")", b"]]>", b"<!--", b"<sup>",
        b"</", b"<p>", b"<table>", b"<svg>", b"\xc2\xb9", b"\xe2\x82\x82", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"By ", b"Notes\n", b"1. ",
        b"14 June 2019", b"obj", b"endobj", b"stream", b"/F Do", b"999999999", b"-1", b"<w:p>", b"<w:t>", b"\r", b"\t\t\t", b"\x0c",
        b"http://", b"\\", b"`", b"```", b"|", b"---", b"\xd9\x8a\xd8\xb6", b"\xe4\xb8\x80"]  # fmt: skip


@cache
def seeds() -> dict[str, bytes]:
    """A whole file of each format."""
    made = {
        "a.txt": PROSE.encode(),
        "a.md": f"---\ntitle: The mill\n---\n{PROSE}".encode(),
        "a.html": PAGE.encode(),
        "a.pdf": PRINTED,
    }
    for kind in ("docx", "odt", "epub"):
        made[f"a.{kind}"] = _office(kind)
    return made


def _office(kind: str) -> bytes:
    path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"fuzz-{os.getpid()}.{kind}")
    try:
        pypandoc.convert_text(PROSE, kind, "markdown", outputfile=path)
        with open(path, "rb") as file:
            return file.read()
    finally:
        if os.path.exists(path):
            os.remove(path)


def mutated(data: bytes, chance: random.Random, bits: Sequence[bytes] = BITS) -> bytes:
    """Bytes cut, doubled, swapped, overwritten, or with pieces put in that mean something to a reader."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randint(0, len(out)) for _ in range(2))
        to = min(to, at + chance.choice((1, 4, 30, 400)))
        kind = chance.randint(0, 4)
        if kind == 0:
            del out[at:to]
        elif kind == 1:
            out[at:at] = out[at:to] * chance.choice((1, 2, 30))
        elif kind == 2:
            out[at:to] = bytes(chance.randrange(256) for _ in range(min(8, to - at)))
        elif kind == 3:
            out[at:at] = chance.choice(bits) * chance.choice((1, 1, 3, 60))
        else:
            out[at:to] = reversed(out[at:to])
    return bytes(out[:200_000])


def damaged(name: str, seed: int) -> bytes:
    """A seed's file, mutated; of an archive one of its members."""
    chance, data = random.Random(seed), seeds().get(name) or strangers()[name]
    if data[:2] != b"PK" or not chance.randint(0, 5):
        return mutated(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as copy:
        members = archive.infolist()
        chosen = chance.choice([m.filename for m in members if m.filename.endswith(("ml", "rels", "opf"))])
        for member in members:
            content = archive.read(member)
            copy.writestr(member, mutated(content, chance) if member.filename == chosen else content)
    return out.getvalue()


def read(data: bytes, name: str) -> Document:
    """The document of a file; fails where it raised, or where its account doesn't balance."""
    document = ingest(data, name)
    broken = [p.found for p in document.problems if p.code == "E270"]
    assert not broken, broken
    account = document.account
    assert account.input == account.kept + account.moved + account.dropped + account.left
    assert account.dropped == sum(len(piece.text) for piece in document.dropped)
    assert min(account.kept, account.moved, account.dropped, account.left) >= 0
    to_json(document)
    to_markdown(document)
    return document


# --- projects ---------------------------------------------------------------------------------------

PROJECTS = ROOT / "scripts/briefing/starter", ROOT / "tests/cases/pages/project", ROOT / "tests/corpus"
FILES = ("*.yml", "*.bib", "sources/*.md", "topics/*.md", "docs/*.md", "evidence.lock")
"""What a desk writes."""
ODD: tuple[Any, ...] = (
    None, True, "", " ", 0, -1, 10**400, math.inf, math.nan, 1e999, [], {}, [[]], {"": None}, {1: 2}, "\x00", "\ud800", "\u202e", "[", "{", "@", "%", "[@", "¶",
    "[@x, ¶1]", "0000-00-00", "2020-13-45", "../..", "/dev/zero", "a" * 5000, "\n", "{{ x }}", "{% x %}", "https://[", "http://a:b:c", "9" * 5000,
    datetime.date(1, 1, 1), datetime.datetime(9999, 12, 31), [None] * 3, {"source": [], "says": {}}, ["a", {"b": 1}],
)  # fmt: skip
"""Values that no field is made for."""
PIECES = [b"---\n", b"- ", b": ", b"? ", b"&a ", b"*a", b"!!python/name:os.system ", b"<<: *a\n", b"|\n", b">\n", b"#", b"'", b'"', b"{", b"}", b"[", b"]",
          b"[@", b"[^1]: ", "¶".encode(), "¶3–1 ".encode(), b"<!-- evidence: allow ", b"-->", b"@book{", b"@string{a = ", b"title = {", b"},", b"\\", b"$", b"%",
          b"!!! note\n", b"{: #a }", b"](", b"![", b"```\n", b"| a |\n|---|\n", b"\t", b"1e999", b"\xff", b"\x00", b"\x85", b"\xe2\x80\xa8", b"\r"]  # fmt: skip


@cache
def written() -> dict[Path, tuple[str, ...]]:
    """The projects, and the files of each that a desk has written."""
    return {
        root: tuple(sorted(p.relative_to(root).as_posix() for form in FILES for p in root.glob(form)))
        for root in PROJECTS
    }


def odd(value: Any, chance: random.Random) -> Any:
    """A value in which one of the values has changed its kind, its key or its place."""
    if isinstance(value, dict) and value and chance.randint(0, 5):
        key = chance.choice(list(value))
        changed = {k: odd(v, chance) if k is key else v for k, v in value.items()}
        kind = chance.randint(0, 11)
        if kind == 0:
            changed[chance.choice((*ODD[:8], "", "x", 3.5, datetime.date(2020, 1, 1)))] = changed.pop(key)
        elif kind == 1:
            del changed[key]
        return changed
    if isinstance(value, list) and value and chance.randint(0, 5):
        at = chance.randrange(len(value))
        kind = chance.randint(0, 9)
        return (
            value[:at]
            + ([] if kind == 0 else value[at : at + 1] * 2 if kind == 1 else [odd(value[at], chance)])
            + value[at + 1 :]
        )
    if isinstance(value, str) and value and chance.randint(0, 1):
        return mutated(value.encode("utf-8", "surrogatepass"), chance).decode("utf-8", "replace")
    return chance.choice(ODD)


def rewritten(data: bytes, name: str, chance: random.Random) -> bytes:
    """A file of a desk, mutated as bytes or as values."""
    text = data.decode("utf-8", "replace")
    head, rest = text, ""
    if name.endswith(".md"):
        parts = text.split("---\n", 2)
        head, rest = (parts[1], parts[2]) if len(parts) == 3 and not parts[0] else ("", text)
    if not name.endswith((".yml", ".md")) or not head or chance.randint(0, 2) == 0:
        return mutated(data, chance, PIECES)
    with contextlib.suppress(yaml.YAMLError):
        value: Any = yaml.load(head, yaml.BaseLoader)
        for _ in range(chance.randint(1, 3)):
            value = odd(value, chance)
        made = yaml.dump(value, allow_unicode=bool(chance.randint(0, 1)), sort_keys=False)
        return (f"---\n{made}---\n{rest}" if name.endswith(".md") else made).encode("utf-8", "surrogatepass")
    return mutated(data, chance, PIECES)


def attempt(number: int) -> None:
    """Checks a project of which one file or two are damaged, now and then builds it; fails where the command raises."""
    chance = random.Random(number)
    root = PROJECTS[number % len(PROJECTS)]
    with tempfile.TemporaryDirectory(prefix="fuzz-project-") as folder:
        project = Path(folder) / "project"
        shutil.copytree(root, project)
        for name in chance.sample(written()[root], chance.choice((1, 1, 2))):
            (project / name).write_bytes(rewritten((project / name).read_bytes(), name, chance))
        command = "check" if number % 10 else "build"
        with contextlib.ExitStack() as quiet:
            nowhere = quiet.enter_context(open(os.devnull, "w", encoding="utf-8"))
            quiet.enter_context(contextlib.redirect_stdout(nowhere))
            quiet.enter_context(contextlib.redirect_stderr(nowhere))
            assert briefing([command, "--project", str(project)]) in (0, 1)


# --- the long run -----------------------------------------------------------------------------------

SLOW, TOO_LONG = 4, 60
"""Seconds of the processor from which a file is told of; and of the clock, after which it is given up."""
MEMORY = 1_000_000_000
"""Bytes that reading may take."""
TURN = 300
"""Files that one process reads."""


@cache
def strangers() -> dict[str, bytes]:
    """Files of the cases, and the documents kept beside the checkout where there are such."""
    places = [ROOT / "tests/cases/ingest", ROOT / "tests/cases/readers"]
    places += [ROOT.parent / "shared" / name for name in ("seeds", "real", "cases")]
    kinds = {".txt", ".md", ".html", ".pdf", ".docx", ".odt", ".epub"}
    found = (path for place in places for path in sorted(place.rglob("*")) if path.suffix in kinds)
    return {os.path.relpath(path, ROOT): path.read_bytes() for path in found if path.stat().st_size < 200_000}


def chosen(number: int) -> str:
    """The file that a number damages: every other one of ours in each format; "" for a project."""
    if number % 8 == 7:
        return ""
    names = list(seeds() if number % 2 else strangers())
    return names[number // 2 % len(names)]


def one(number: int) -> None:
    """Reads the damaged file, or checks the damaged project, of a number."""
    name = chosen(number)
    if name:
        read(damaged(name, number), Path(name).name)
    else:
        attempt(number)


def turn(first: int, told: TextIO) -> None:
    """Goes through some numbers, and tells of each what it is about to do, and what came of it."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    for number in range(first, first + TURN):
        print("at", number, file=told, flush=True)
        start = time.process_time()
        try:
            one(number)
        except BaseException as error:  # whatever it is, it is told
            where = traceback.extract_tb(error.__traceback__)[-1]
            what = " ".join(f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}: {error}".split())
            print("fault", what[:300], file=told, flush=True)
        if (taken := time.process_time() - start) > SLOW:
            print("slow", f"{taken:.1f} s", file=told, flush=True)
    print("rest", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=told, flush=True)


def main(seconds: float, first: int) -> int:
    """Reads damaged files for so many seconds; tells of each that failed how it is made again."""
    faults, slow, number, largest, end = Counter[str](), 0, first, 0, time.monotonic() + seconds
    while time.monotonic() < end:
        ear, mouth = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ear)
            turn(number, os.fdopen(mouth, "w", encoding="utf-8"))
            os._exit(0)
        os.close(mouth)
        with os.fdopen(ear, encoding="utf-8") as heard:
            rested = False
            while time.monotonic() < end and select.select([heard], [], [], TOO_LONG)[0] and (line := heard.readline()):
                kind, _, what = line.strip().partition(" ")
                number = int(what) if kind == "at" else number
                rested, largest = (True, max(largest, int(what))) if kind == "rest" else (False, largest)
                slow += kind == "slow"
                faults[what] += kind == "fault"
                if kind == "slow" or (kind == "fault" and faults[what] == 1):
                    print(f"{number} ({chosen(number) or 'a project'}): {what}", flush=True)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if not rested and time.monotonic() < end:
            faults["died"] += 1
            print(
                f"{number} ({chosen(number) or 'a project'}): the process died, or took over {TOO_LONG} s", flush=True
            )
        number += 1
    print(
        f"{number - first} were read, {largest // 1000} MB at most: {faults.total()} failed, {slow} took over {SLOW} s"
    )
    return int(bool(faults or slow))


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
