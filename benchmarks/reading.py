"""How long a reader waits at the reading page, key by key, in a real browser; and how many things an hour that leaves.

    python -m benchmarks.reading [--things 100] [--originals DIR]

The machine's part is measured: from the key to the next thing on the screen, on this briefing's own queue. The reader's
part is a model, not a person: so many words a minute over what is shown, and a moment to decide.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path

from playwright import sync_api as playwright

from briefing.review.desk import Desk
from briefing.review.server import server
from briefing.review.view import details

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("docs", "editions", "sources", "topics", "entities.yml", "evidence.lock", "mkdocs.yml", "references.bib",
          "timeline.yml")  # fmt: skip
WORDS = {"carefully": 180, "silently": 238, "by the marked sentences": 238}
"""Words a minute: reading to compare, and the mean of silent reading of English non-fiction (Brysbaert 2019)."""
DECIDING = 2.0
"""Seconds to decide and to press a key."""
PRESS = """async (key) => {
  const before = document.getElementById("said").dataset.id, start = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  while (document.getElementById("said").dataset.id === before) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""


def waits(address: str, things: int) -> list[float]:
    """Milliseconds from each key to the next thing, signing one thing after another."""
    with playwright.sync_playwright() as made:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = made.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(address)
        page.wait_for_selector("#said .text")
        found = []
        for _ in range(things):
            page.wait_for_timeout(150)  # nobody reads faster
            found.append(float(page.evaluate(PRESS, "y")))
        playwright.expect(page.locator("#message")).to_contain_text("Signed", timeout=60_000)
        browser.close()
    return found


def shown(desk: Desk, ids: list[str]) -> tuple[list[int], list[int]]:
    """How many words a reader has before them: of both sides, and of the sentence and what carries it alone."""
    whole, marked = [], []
    for id in ids:
        item = details(desk, id)
        said = sum(len(text.split()) for text, _ in item["text"])
        rows = [row["text"] for row in item["evidence"]]
        whole.append(said + sum(len(text.split()) for row in rows for text, _ in row))
        carried = sum(len(text.split()) for row in rows for text, marks in row if "carries" in marks)
        marked.append(said + (carried or whole[-1] - said))
    return whole, marked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--things", type=int, default=100)
    parser.add_argument("--originals", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in NEEDED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, root / name)
        desk = Desk(root, "Nobody", args.originals)
        ids = [standing.item.id for standing in desk.queue("topic")][: args.things]
        whole, marked = shown(desk, ids)
        made, address = server(desk)
        threading.Thread(target=made.run, daemon=True).start()
        while not made.started:
            time.sleep(0.02)
        found = waits(f"{address}?order=topic", len(ids))
        made.should_exit = True
        kept = len(Desk(root, "Nobody", args.originals).review.signs)
    found.sort()
    print(f"{len(found)} keys, {kept} sign-offs in the file: to the next thing {statistics.median(found):.0f} ms "
          f"(median), {found[int(0.95 * len(found))]:.0f} ms (95 %), {found[-1]:.0f} ms at most")  # fmt: skip
    wait = statistics.mean(found) / 1000
    for name, speed in WORDS.items():
        words = marked if name == "by the marked sentences" else whole
        each = statistics.mean(words) / speed * 60 + DECIDING + wait
        print(f"{name}: {statistics.mean(words):.0f} words at {speed} a minute, {each:.1f} s each, "
              f"{3600 / each:.0f} an hour")  # fmt: skip


if __name__ == "__main__":
    main()
