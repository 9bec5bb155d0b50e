"""Hostile texts where a desk works: the reading page, the preview's panel, and what commands print."""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright import sync_api as playwright

from briefing.cli import main
from briefing.cli.serve import banner
from briefing.problems import Problem
from briefing.review.desk import Desk
from briefing.review.held import DeskError
from briefing.review.server import server
from tests.attacks import HOST, MARK, ROUNDS, VECTORS
from tests.browser.test_attacks import PRY

TURNS = range(ROUNDS) if os.environ.get("BRIEFING_ATTACKS") == "all" else (3,)
READER = "Ida Brandt"
TOPIC = "topics/shore-power.md"


def hostile(turn: int, line: str = " ") -> list[str]:
    """The ways of a round, each in one line."""
    mine = [vector for n, vector in enumerate(VECTORS) if n % ROUNDS == turn]
    return [f"{MARK} " + re.sub(r"[\r\n]+", line, vector) for vector in mine]


@pytest.fixture(scope="module", params=TURNS)
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A briefing with hostile sentences, digests, headings, names, questions, settings and an original."""
    root = tmp_path_factory.mktemp("hostile") / "harbour"
    assert main(["new", str(root)]) == 0
    ways = hostile(request.param)
    some = iter(ways * 9)
    _, head, body = (root / TOPIC).read_text("utf-8").split("---\n", 2)
    front = yaml.safe_load(head)
    front["title"] += f" {next(some)}"
    front["questions"] = [{"ask": f"Who {next(some)}?", "answers": []}]
    front["gaps"] = [f"Nobody {next(some)}"]
    text = f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n{body}\n## Part {next(some)}\n"
    (root / TOPIC).write_text(text, "utf-8", "surrogatepass")
    for n, way in enumerate(ways):  # each by itself: one that opens a comment hides what stands behind it
        head = yaml.safe_dump({"title": f"Quay {n} {way}"}, allow_unicode=True)
        text = f"---\n{head}---\n## Now\n\nThe quay {way} [@harbour2023, ¶{n % 4 + 1}].\n"
        (root / f"topics/quay-{n}.md").write_text(text, "utf-8", "surrogatepass")
    source = root / "sources/harbour2023.md"
    source.write_text(re.sub(r"(?m)^(¶\d.*)$", lambda m: f"{m[1]} {next(some)}", source.read_text("utf-8")), "utf-8")
    held = root / "originals/harbour2023.txt"
    held.write_text(re.sub(r"(?m)(\w)\.$", lambda m: f"{m[1]} {next(some)}.", held.read_text("utf-8")), "utf-8")
    works = root / "references.bib"
    works.write_text(
        re.sub(r"title = \{", lambda m: f"title = {{w {next(some)[:60]} ", works.read_text("utf-8"), count=1)
    )
    settings = root / "mkdocs.yml"
    name = json.dumps(f"Harbour {next(some)}")
    settings.write_text(
        re.sub(r"(?m)^site_name:.*", lambda m: f"site_name: {name}", settings.read_text("utf-8")), "utf-8"
    )
    return root


@pytest.fixture
def served(root: Path) -> Iterator[tuple[str, Desk]]:
    desk = Desk(root, READER, root / "originals", "2026-01-02")
    made, address = server(desk)
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    end = time.monotonic() + 10
    while not made.started and time.monotonic() < end:
        time.sleep(0.02)
    yield address, desk
    made.should_exit = True
    thread.join(10)


@pytest.mark.browser
def test_the_reading_page_runs_nothing(browser: playwright.Browser, served: tuple[str, Desk]) -> None:
    address, desk = served
    desk.load()
    things = list(desk.queue())
    remarks = iter(hostile(5) * 9)
    for standing in things[::3]:
        with contextlib.suppress(DeskError):  # some cite what is not there, or are still to be written
            desk.sign(standing.item.id, "does not", next(remarks))
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    ran: list[str] = []
    asked: list[str] = []
    context.expose_function("pwn", lambda *what: ran.append(str(what)))
    context.on("request", lambda r: asked.append(r.url) if urlsplit(r.url).netloc != urlsplit(address).netloc else None)
    page = context.new_page()
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    seen = 0
    for only in ("", "read"):
        page.goto(f"{address}?order=topic&only={only}")
        playwright.expect(page.locator("#said p").first).to_be_visible()
        for _ in range(len(things)):
            seen += MARK in page.locator("#main").inner_text()
            page.evaluate(PRY.replace("article *", "body *"))
            page.keyboard.press("j")
            page.wait_for_timeout(15)
    page.goto(f"{address}?order=source&only=digest")
    playwright.expect(page.locator("#said .text")).to_be_visible()
    page.keyboard.press("w")
    playwright.expect(page.locator("#said textarea").first).to_be_focused()
    page.evaluate(PRY.replace("article *", "body *"))
    assert MARK in page.locator("#said textarea").first.input_value()
    page.wait_for_timeout(200)
    context.close()
    assert ran == []
    assert asked == []
    assert len(things) > 60
    assert seen > 60


@pytest.mark.browser
def test_the_previews_panel_runs_nothing(browser: playwright.Browser) -> None:
    context = browser.new_context(bypass_csp=True)
    ran: list[str] = []
    asked: list[str] = []
    context.expose_function("pwn", lambda *what: ran.append(str(what)))
    context.on("request", lambda r: asked.append(r.url) if HOST in r.url else None)
    page = context.new_page()
    for vector in VECTORS:
        row = Problem(f"topics/{vector}.md", 1, "E300", "error", vector, vector, vector, vector, vector)
        page.set_content(f"<article>{banner([row])}</article>", wait_until="domcontentloaded")
        page.evaluate(PRY)
    context.close()
    assert ran == []
    assert asked == []


CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@pytest.mark.parametrize("format", ["text", "json", "github", "sarif"])
def test_what_a_text_from_outside_makes_a_command_print_keeps_its_form(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    escapes = "\x1b[2J\x1b]0;owned\x07 it \x9b31m opened."
    drafts = [tmp_path / f"draft {n} ::error file=x.md" for n in range(len(VECTORS) // ROUNDS)]
    for n, (draft, way) in enumerate(zip(drafts, [escapes, *hostile(2, "\n")], strict=False)):
        draft.write_text(f"In 1999 the quay {way} [@harbour2023, ¶{n % 5}].\n", "utf-8", "surrogatepass")
    capsys.readouterr()
    assert main(["check", *map(str, drafts), "--project", str(root), "--format", format]) == 1
    out = capsys.readouterr().out
    assert "1999" in out
    assert not CONTROLS.search(out)
    if format in ("json", "sarif"):
        assert json.loads(out)
    if format == "github":
        assert all(
            re.match(r"::(?:error|warning|notice) file=[^:]*,line=\d+,title=E\d+::", row) for row in out.splitlines()
        )
