"""The live preview: what an edit touches is made, a broken edit leaves the last good page, and the page says why."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from briefing.cli import main
from briefing.cli.serve import Live
from briefing.files import write_changed
from briefing.local import LocalServer, listen
from briefing.pipeline import run
from briefing.preview import Preview

TOPIC = "topics/shore-power.md"


@pytest.fixture
def preview(project: Path) -> Preview:
    made = Preview(project)
    made.refresh()
    assert made.examine().problems == ()
    return made


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def shown(preview: Preview, address: str = "topics/shore-power") -> str:
    return (preview.site / address / "index.html").read_text(encoding="utf-8")


def test_an_edit_makes_the_pages_that_it_touches_and_no_others(project: Path, preview: Preview) -> None:
    site, entity = preview.site, preview.site / "entities/harbour-office/index.html"
    before = entity.stat().st_mtime_ns
    edit(project, TOPIC, "Fishing boats stay away because", "Fishing boats keep away because")
    refreshed = preview.refresh()
    assert refreshed.shown
    assert TOPIC in refreshed.changed
    assert "entities/harbour-office.md" not in refreshed.changed
    assert preview.site == site, "single pages are made in place"
    assert entity.stat().st_mtime_ns == before
    assert "Fishing boats keep away" in shown(preview)
    assert preview.examine().problems == ()
    assert preview.refresh().changed == ()


def test_single_pages_are_the_same_bytes_as_those_of_a_whole_build(project: Path, preview: Preview) -> None:
    edit(project, TOPIC, "Fishing boats stay away because", "Fishing boats keep away because")
    edit(project, "sources/harbour2023.md", "their plugs do not fit", "no plug of theirs fits")
    preview.refresh()
    preview.examine()
    fresh = Preview(project, project / "build" / "fresh")
    fresh.refresh()
    fresh.examine()
    made = {p.relative_to(preview.site): p.read_bytes() for p in preview.site.rglob("*.html")}
    assert made == {p.relative_to(fresh.site): p.read_bytes() for p in fresh.site.rglob("*.html")}
    assert (preview.site / "search/index.js").read_bytes() == (fresh.site / "search/index.js").read_bytes()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (TOPIC, "title: Shore power", "title: [Shore power"),
        ("entities.yml", "kind: place", "knid: place"),
        ("mkdocs.yml", "extra:", "extra: ["),
    ],
)
def test_a_broken_edit_leaves_the_last_good_page(
    project: Path, preview: Preview, path: str, old: str, new: str
) -> None:
    good = shown(preview)
    edit(project, path, old, new)
    refreshed = preview.refresh()
    assert not refreshed.shown
    assert path in {problem.path for problem in refreshed.problems}
    assert shown(preview) == good
    edit(project, path, new, old)
    again = preview.refresh()
    assert again.shown
    assert preview.examine().problems == ()


def test_a_sentence_that_its_source_does_not_carry_is_shown_with_its_problem(project: Path, preview: Preview) -> None:
    edit(project, TOPIC, "184 calls in the first year", "194 calls in the first year")
    assert preview.refresh().shown
    assert "E311" in {problem.code for problem in preview.examine().problems}
    assert "194 calls" in shown(preview)


def test_a_page_that_comes_or_goes_makes_the_whole_anew(project: Path, preview: Preview) -> None:
    site = preview.site
    (project / "topics/ferries.md").write_text("---\ntitle: Ferries\naliases: [ferry]\n---\n", encoding="utf-8")
    assert preview.refresh().shown
    assert preview.site != site
    assert not site.exists()
    assert "Ferries" in shown(preview, "topics/ferries")
    (project / "topics/ferries.md").unlink()
    preview.refresh()
    assert not (preview.site / "topics/ferries").exists()


def test_another_look_or_setting_makes_the_whole_anew(project: Path, preview: Preview) -> None:
    write_changed(project / "docs/assets/note.txt", "A file of the desk's.")
    preview.refresh()
    assert (preview.site / "assets/note.txt").is_file()
    edit(project, "mkdocs.yml", "site_name: ", "site_name: New ")
    preview.refresh()
    assert "New " in shown(preview).partition("<title>")[2].partition("</title>")[0]


def test_it_starts_where_the_evidence_is_broken(project: Path) -> None:
    edit(project, TOPIC, "¶3]\n", "¶33]\n")
    preview = Preview(project)
    assert preview.refresh().shown
    assert "E304" in {problem.code for problem in preview.examine().problems}
    assert "Fishing boats" in shown(preview)


@pytest.fixture
def server(project: Path) -> Iterator[tuple[str, Path]]:
    """The address of a preview on a free port, in a thread of its own, and its project."""
    live = Live(Preview(project), Console(file=io.StringIO()))
    live.bring_up()
    made = LocalServer(live, listen("127.0.0.1", 0))
    thread = threading.Thread(target=made.run, daemon=True)
    with live.watching():
        thread.start()
        until(lambda: made.started)
        yield made.url, project
    made.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


def until(found: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end
        time.sleep(0.05)


def get(address: str, **headers: str) -> httpx.Response:
    return httpx.get(address, headers=headers, trust_env=False)


def test_the_server_shows_an_edit_and_the_problems_of_a_broken_one(server: tuple[str, Path]) -> None:
    address, project = server

    def page() -> str:
        return get(f"{address}topics/shore-power/").text

    def version() -> str:
        return get(f"{address}_briefing/version").text

    assert f'data-version="{version()}"' in page()
    assert get(f"{address}_briefing/reload.js").headers["content-type"].startswith("text/javascript")
    assert "briefing-problems" not in page()
    edit(project, TOPIC, "Fishing boats stay away because", "Fishing boats keep away because")
    until(lambda: "Fishing boats keep away" in page())
    edit(project, TOPIC, "title: Shore power", "title: [Shore power")
    until(lambda: "briefing-problems" in page())
    broken = page()
    assert "Fishing boats keep away" in broken, "the last good page"
    assert f"{TOPIC}:" in broken
    assert "E110" in broken
    edit(project, TOPIC, "title: [Shore power", "title: Shore power")
    until(lambda: "briefing-problems" not in page())
    before = version()
    (project / "notes.txt").write_text("nothing that a page is made of", encoding="utf-8")
    time.sleep(1.5)
    assert version() == before, "what changes no page reloads none"


def test_the_server_answers_only_its_own_pages_and_only_what_they_ask(server: tuple[str, Path]) -> None:
    address, project = server
    (project / "secret.txt").write_text("a secret")
    site = next((project / "build/preview").glob("site-*"))
    (site / "out.txt").symlink_to(project / "secret.txt")
    assert get(f"{address}topics/shore-power").headers["location"] == "/topics/shore-power/"
    assert get(f"{address}nowhere/").status_code == 404
    assert get(f"{address}out.txt").status_code == 404
    assert get(f"{address}%2e%2e/secret.txt").status_code == 400
    assert get(address, Host="far.example").status_code == 403
    assert get(address, Origin="http://far.example").status_code == 403
    assert httpx.post(address, trust_env=False).status_code == 405
    assert httpx.head(address, trust_env=False).status_code == 200


def test_a_build_beside_the_preview_is_not_disturbed(project: Path, preview: Preview) -> None:
    assert run(project, ("pages",)).problems == ()
    assert preview.refresh().changed == ()


def test_a_port_that_is_taken_is_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--project", str(project), "--port", str(port)]) == 2
    assert f"Port {port} can't be used" in capsys.readouterr().err


def test_it_says_nothing_of_problems_before_the_evidence_is_compared(project: Path) -> None:
    edit(project, TOPIC, "184", "185")
    said = io.StringIO()
    live = Live(Preview(project), Console(file=said, width=200))
    live.bring_up()
    first, second, *_ = said.getvalue().splitlines()
    assert first.endswith("comparing the evidence …")
    assert "error" in second
    assert "no problems" not in said.getvalue()


def test_after_an_edit_it_prints_what_is_new(project: Path) -> None:
    edit(project, TOPIC, "184", "185")
    said = io.StringIO()
    live = Live(Preview(project), Console(file=said, width=200))

    def told() -> str:
        said.truncate(said.seek(0))
        live.bring_up()
        return said.getvalue()

    assert "E311" in told()
    edit(project, TOPIC, "## Key judgements", "\n\n## Key judgements")
    assert "(0 new, 0 mended)" in (moved := told())
    assert "E311" not in moved
    edit(project, TOPIC, "185", "184")
    events = (project / "timeline.yml").read_text(encoding="utf-8")
    (project / "timeline.yml").write_text("- {id: x", encoding="utf-8")
    assert "the last good site stands" in (broken := told())
    assert "E110" in broken
    (project / "timeline.yml").write_text(events, encoding="utf-8")
    assert "(0 new, " in (mended := told())
    assert "E311" not in mended
