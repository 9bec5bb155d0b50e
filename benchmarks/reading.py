"""How long a reader waits at the reading page, key by key, in a real browser; and how many things an hour that leaves.

    python -m benchmarks.reading [--things 100] [--order doubt] [--originals DIR]

The machine's part is measured: from the key to the next thing on the screen, on this briefing's own queue; the words
that stand there, those that stood there with the last thing, and whether one has to scroll to the end of what is to be
read. The reader's part is a model, not a person: so many words a minute, and a moment to decide.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright import sync_api as playwright

from briefing.review.desk import Desk
from briefing.review.queue import ORDERS
from briefing.review.server import server

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("docs", "editions", "sources", "topics", "entities.yml", "evidence.lock", "mkdocs.yml", "references.bib",
          "timeline.yml")  # fmt: skip
SPEED = 230
"""Words a minute: a little below the mean of silent reading of English non-fiction, 238 (Brysbaert 2019)."""
DECIDING = 2.0
"""Seconds to decide and to press a key."""
PRESS = """async (key) => {
  const before = document.getElementById("said").dataset.id, start = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  while (document.getElementById("said").dataset.id === before) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""
SHOWN = """() => {
  const words = (rows) => [...rows].map((row) => row.innerText).join(" ").split(/\\s+/).filter(Boolean).length;
  const said = document.querySelectorAll("#said > .text, #said > .frame, #said > .doubt");
  const read = document.querySelectorAll("#evidence > .text"), again = document.querySelectorAll("#evidence > .again");
  const ends = [...said, ...read].map((row) => row.getBoundingClientRect().bottom);
  const foot = document.querySelector("footer").getBoundingClientRect().top;
  return [words(said) + words(read), words(again), Math.max(...ends) > foot];
}"""


@dataclass
class Kept:
    """What was measured of each thing."""

    waits: list[float] = field(default_factory=list)
    """Milliseconds from the key to the next thing."""
    words: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    """Those of them that stood there with the last thing."""
    scrolls: int = 0


def driven(address: str, things: int) -> Kept:
    """Signs one thing after another, by keyboard."""
    with playwright.sync_playwright() as made:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = made.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(address)
        page.wait_for_selector("#said .text")
        found = Kept()
        for n in range(things):
            page.wait_for_timeout(150)  # nobody reads faster, nor than the last one is in its file
            playwright.expect(page.locator("#main")).not_to_have_attribute("aria-busy", "true", timeout=60_000)
            words, again, scrolls = page.evaluate(SHOWN)
            found.words.append(words)
            found.again.append(again)
            found.scrolls += scrolls
            if n < things - 1:
                found.waits.append(float(page.evaluate(PRESS, "y")))
        playwright.expect(page.locator("#main")).to_have_attribute("aria-busy", "false", timeout=60_000)
        browser.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--things", type=int, default=100)
    parser.add_argument("--order", choices=ORDERS, default="doubt")
    parser.add_argument("--originals", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in NEEDED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, root / name)
        desk = Desk(root, "Nobody", args.originals)
        things = min(args.things, len(desk.queue(args.order)))
        made, address = server(desk)
        threading.Thread(target=made.run, daemon=True).start()
        while not made.started:
            time.sleep(0.02)
        found = driven(f"{address}?order={args.order}", things)
        made.should_exit = True
        kept = len(Desk(root, "Nobody", args.originals).review.signs)
    waits = sorted(found.waits)
    print(f"{len(waits)} keys, {kept} sign-offs in the file: to the next thing {statistics.median(waits):.0f} ms "
          f"(median), {waits[int(0.95 * len(waits))]:.0f} ms (95 %), {waits[-1]:.0f} ms at most; "
          f"one has to scroll in {found.scrolls} of {things}")  # fmt: skip
    shown, again = statistics.mean(found.words), statistics.mean(found.again)
    for name, words in (("all that is shown", shown), ("what was not there with the last thing", shown - again)):
        each = words / SPEED * 60 + DECIDING + statistics.mean(waits) / 1000
        print(f"{name}: {words:.0f} words at {SPEED} a minute, {each:.1f} s each, {3600 / each:.0f} an hour")


if __name__ == "__main__":
    main()
