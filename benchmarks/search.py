"""What a browser fetches for a first query on a large generated site, as a host serves it: packed with gzip.

    python -m benchmarks.search [--sources 1000] [--site BUILT]

Each query is the first of a fresh browser that is on a topic's page; all that comes after `/` is pressed is counted,
the search box's own scripts, too. Pasted, and typed at some 60 words a minute. Fifty queries and more of the kinds that
readers type; the words are those of the generated sources.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright import sync_api as playwright

from benchmarks.build import lay
from briefing.pipeline import Options, run
from briefing.project import read_project
from briefing.publish import build_site

TYPED = 180
"""Milliseconds between two keys."""
PACKED = (".js", ".html", ".css", ".json", ".svg", ".txt", ".xml")


class Packing(SimpleHTTPRequestHandler):
    """Serves files as hosts do, what is text packed, and counts the bytes of the bodies."""

    sent = 0

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in PACKED:
            data = gzip.compress(data, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        Packing.sent += len(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site's server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packing, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def queries(root: Path) -> dict[str, list[str]]:
    """Queries by kind, with the words of the project's own files."""
    texts = [path.read_text("utf-8") for path in sorted((root / "sources").glob("*.md"))[::97]]
    bodies = [re.sub(r"\[\^\d+\]", "", m[1]) for text in texts for m in re.finditer(r"^¶\d+ (.*)$", text, re.MULTILINE)]
    said = bodies[:: max(1, len(bodies) // 12)]
    bib = (root / "references.bib").read_text("utf-8")
    works = re.findall(r"author = \{([^,}]+),[^}]*\}.*?date = \{(\d{4})", bib, re.DOTALL)[:: len(texts) * 9]
    titles = re.findall(r"title = \{([^}]+)\}", bib)[::211]
    words = [text.split() for text in said]
    return {
        "label": [f"{author} {year}" for author, year in works[:6]],
        "label and ¶": [f"{author} {year} ¶{4 + i}" for i, (author, year) in enumerate(works[:4])],
        "title": titles[:4],
        "common word": ["bridge", "ferry", "crowns", "there", "January"],
        "common words": ["northern bridge", "old mill", "shallow canal ferry", "sold a pier there", "lock in May"],
        "name": [row[0].lower() for row in words[:4]],
        "name and word": [f"{row[0]} {row[3]}" for row in words[4:8]],
        "date": ["May 1977", "October 2001", "1984"],
        "phrase": [f'"{" ".join(row[3:6])}"' for row in words[:4]],
        "pasted sentence": said[:5],
        "misspelt": ["brigde", "resevoir", "tanery", "granarie"],
        "beginning": ["can", "res", "Aldal"],
        "question": ["who rebuilt the northern bridge in 1984", "when was the ferry sold?"],
        "not there": ["Россия исключит движение", "zeppelin"],
    }  # fmt: skip


def ask(
    browser: playwright.Browser, address: str, query: str, typed: bool = False, on: str = "topics/topic-0001/"
) -> int:
    """The bytes that a fresh browser on a page is sent for a first query."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + on, wait_until="load")
    page.wait_for_selector("[data-open-search]:not([hidden])")
    page.wait_for_load_state("networkidle")
    Packing.sent = 0
    page.keyboard.press("/")
    page.wait_for_selector(".finder[open] .finder__query")
    if typed:
        page.keyboard.type(query, delay=TYPED)
    else:
        page.locator(".finder__query").fill(query)
    page.wait_for_selector(".finder[data-whole]")
    shown = "words => document.querySelector('.finder__results').dataset.query === words"
    page.wait_for_function(shown, arg=query.strip(), timeout=60_000)
    page.wait_for_load_state("networkidle")
    context.close()
    return Packing.sent


def build(sources: int, root: Path) -> None:
    """A generated project and its site."""
    lay(root, sources)
    if not run(root, ("pages",), Options(without_pdf=True)).made:
        raise SystemExit("the pages could not be made")
    build_site(read_project(root)[0], strict=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--project", type=Path, help="a generated project that is built already")
    parser.add_argument("--typed", action="store_true", help="also typed, key by key")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="briefing-search-") as folder, playwright.sync_playwright() as driver:
        root = chosen.project or Path(folder)
        if not chosen.project:
            build(chosen.sources, root)
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        every: dict[str, list[Any]] = {}
        with served(root / "build" / "site") as address:
            for kind, rows in queries(root).items():
                for query in rows:
                    for typed in (False, True) if chosen.typed else (False,):
                        every.setdefault("typed" if typed else "pasted", []).append(
                            (ask(browser, address, query, typed), kind, query[:50])
                        )
        browser.close()
    for way, found in every.items():
        sizes = [size for size, *_ in found]
        print(f"{way}: {len(sizes)} first queries, median {statistics.median(sizes) / 1000:.0f} kB, worst:")
        for size, kind, query in sorted(found, reverse=True)[:6]:
            print(f"  {size / 1000:6.1f} kB  {kind}: {query}")


if __name__ == "__main__":
    main()
