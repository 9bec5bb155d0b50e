"""How long the PDF of the whole briefing takes, and of a generated one, against other ways to print the same HTML.

python -m benchmarks.pdf [--topics N] [--uncut] [--weasyprint PYTHON] [--chromium PROGRAM]

WeasyPrint is no dependency: name a Python that has it. Each way runs in a process of its own; seconds are of the
processor (user and system, all threads), so that neighbours do not count, and of the clock.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import lxml.html
import pypdfium2
from lxml.html import HtmlElement

from benchmarks.corpus import corpus
from briefing.evidence import find_claims
from briefing.library import read_library
from briefing.linking import link
from briefing.pages import compose
from briefing.pipeline import Options, Work, read_briefing
from briefing.publish.pdf.chapters import book_chapters
from briefing.publish.pdf.parts import LOCATORS, RELYING
from briefing.publish.pdf.reading import Page, Reader
from briefing.publish.pdf.trees import classes, is_call, plain
from briefing.settings import Settings

CSS = """
@page { size: A4; margin: 28mm 34mm 28mm 46mm; @bottom-right { content: counter(page) } }
body { font: 10.5pt/1.35 serif; text-align: justify; hyphens: auto }
h1 { break-before: page } table { border-collapse: collapse; font-size: 9pt } td, th { border-bottom: .3pt solid }
.note { float: footnote; font-size: 8.5pt }
"""
OURS = """
import pickle, sys, time
from pathlib import Path
from briefing.publish.pdf.book import Options, Press
pages, settings = pickle.loads(Path(sys.argv[1]).read_bytes())
press = Press(pages, settings, Options())
[press._page(p) for p in pages if not p.startswith("entities/") and not p.endswith("/index.md")]
cpu, clock = time.process_time(), time.perf_counter()
pdf, problems = press.book()
print(time.process_time() - cpu, time.perf_counter() - clock)
assert pdf is not None, problems
Path(sys.argv[2]).write_bytes(pdf)
"""
WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


def generated(topics: int) -> tuple[Mapping[str, str], Settings]:
    """The pages of a generated briefing."""
    settings = Settings(title="A generated briefing", edition="2024-07-01", url="https://briefing.example.org/")
    library, _ = read_library(corpus(sources=topics, topics=topics, entities=20), settings)
    linked, _ = link(library, find_claims(library))
    return dict(compose(linked, {}, settings)), settings


def own(root: Path) -> tuple[Mapping[str, str], Settings]:
    """The pages of the briefing in this repository."""
    work = Work(read_briefing(root), Options())
    return dict(work.pages), work.briefing.project.settings.model_copy(update={"url": "https://briefing.example.org/"})


def as_html(pages: Mapping[str, str], uncut: bool = False) -> str:
    """The chapters of the book as one HTML page, each note within its call."""
    reader = Reader()
    read = {path: reader.read(path, text) for path, text in pages.items()}
    chapters, _ = book_chapters(pages, read.__getitem__)
    parts = [_inlined(chapter.page, uncut) for chapter in chapters]
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>x</title><style>{CSS}</style>{''.join(parts)}"


def _inlined(page: Page, uncut: bool) -> str:
    """A page's HTML with each note at its first call, and as much of it as ours prints, or all of it where `uncut`."""
    if not uncut:
        _condensed(page.body)
    seen: set[str] = set()
    for sup in [e for e in page.body.iter("sup") if is_call(e)]:
        anchor = next(a for a in sup.iter("a") if "footnote-ref" in classes(a)).get("href", "").removeprefix("#")
        if anchor in page.notes and anchor not in seen:
            seen.add(anchor)
            span = lxml.html.Element("span", {"class": "note"})
            span.text = page.notes[anchor].text_content()
            sup.append(span)
    return str(lxml.html.tostring(page.body, encoding="unicode"))


def _condensed(body: HtmlElement) -> None:
    """Leaves of the lists of evidence what ours prints of them: the places, without what is said there."""
    for details in [e for e in body.iter("details") if not RELYING.isdisjoint(classes(e))]:
        summary, links = details.find("summary"), len(list(details.iter("a")))
        words = plain(summary) if summary is not None else ""
        details.clear()
        details.tag, details.text = "p", f"{words}: pages {', '.join(['100'] * min(links, 20))}"
    for row in [e for e in body.iter("ul") if len(e)]:
        marks = [next((a for a in li.iter("a") if not LOCATORS.isdisjoint(classes(a))), None) for li in row]
        if None not in marks:
            row.clear()
            row.tag = "p"
            for mark in marks:
                mark.tail = ", "
                row.append(mark)


def measured(command: Sequence[str], pdf: Path) -> tuple[float, float, str]:
    """(seconds of the processor, seconds of the clock, what it printed) of a program that writes a PDF."""
    pdf.unlink(missing_ok=True)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    clock = time.perf_counter() - start
    _wait_for_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock, printed


def _adopt_orphans() -> None:
    """Makes this process the parent of what its children leave behind, so that their seconds count (on Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _wait_for_orphans() -> None:
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def show(name: str, way: str, count: int, seconds: tuple[float, float], base: tuple[float, float]) -> None:
    """Prints a row: seconds, pages a second of the processor, and ratios to the setting of the book from HTML."""
    cpu, clock = seconds
    print(
        f"{name:10} {way:22} {count:4} pages  {cpu:7.2f} s processor {clock:7.2f} s clock  "
        f"{count / cpu:6.1f} pages/s  {cpu / base[0]:5.1f}× {clock / base[1]:5.1f}×",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--topics", type=int, default=75)
    parser.add_argument("--uncut", action="store_true", help="give the others the lists of evidence that ours shortens")
    parser.add_argument("--weasyprint", metavar="PYTHON")
    parser.add_argument("--chromium", metavar="PROGRAM")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        given, html, pdf = (Path(folder, name) for name in ("pages.pickle", "pages.html", "out.pdf"))
        ours = [sys.executable, "-c", OURS, str(given), str(pdf)]
        others = {}
        if chosen.weasyprint:
            others["weasyprint from HTML"] = [chosen.weasyprint, "-c", WEASYPRINT, str(html), str(pdf)]
        if chosen.chromium:
            flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={pdf}"]
            others["chromium from HTML"] = [chosen.chromium, *flags, html.as_uri()]
        _adopt_orphans()
        for name, (pages, settings) in {"whole": own(Path.cwd()), "generated": generated(chosen.topics)}.items():
            given.write_bytes(pickle.dumps((pages, settings)))
            html.write_text(as_html(pages, chosen.uncut), encoding="utf-8")
            cpu, clock, printed = measured(ours, pdf)
            count = len(pypdfium2.PdfDocument(pdf))
            first, second = map(float, printed.split())
            base = first, second
            show(name, "ours from HTML", count, base, base)
            show(name, "ours from Markdown", count, (cpu, clock), base)
            for way, command in others.items():
                cpu, clock, _ = measured(command, pdf)
                show(name, way, len(pypdfium2.PdfDocument(pdf)), (cpu, clock), base)


if __name__ == "__main__":
    main()
