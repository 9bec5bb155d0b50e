"""`briefing serve`: the site with live reload, and the problems on the page."""

from __future__ import annotations

import gc
import threading
import time
import webbrowser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from briefing.cli.shared import consoles, lines_of, originals_option, project_option, require_root
from briefing.codes import report
from briefing.local import READING, LocalServer, file_below, listen, new_token
from briefing.model import Place
from briefing.preview import Preview, Refreshed
from briefing.printing import print_problems, summary
from briefing.problems import Problem

if TYPE_CHECKING:
    from briefing.review.desk import Desk

WATCHED = ("sources", "topics", "docs", "editions", "reviews")
"""Folders of a project that the desk edits; of its root only the files themselves are watched."""
EVERY = 0.25
"""Seconds between two looks at them."""
MOST = 20
"""Problems that a page shows; the rest are counted."""
OURS = "/_briefing/"
"""Where the files of the preview itself are."""


@click.command()
@project_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen at.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@click.option("--reader", help="Who reads: each page gets a panel in which they sign what stands on it.")
@originals_option
def serve(
    root: Path | None, host: str, port: int, open_browser: bool, reader: str | None, originals: Path | None
) -> int:
    """Serve the site for preview, and bring it up after every edit.

    A page shows the problems of the project above itself; the terminal says after each edit which are new. While a
    file can't be read, the last good site stands. The preview makes no PDFs and exports; links to them lead to those
    of the last build. It answers only at its own address, and to no page of another site. With --reader each page has
    a panel of `briefing review` beside it; it then answers this machine alone. Ctrl+C ends it.
    """
    folder = require_root(root)
    if reader and host not in ("127.0.0.1", "localhost", "::1"):
        raise click.UsageError("--reader signs and writes, and so is served to this machine alone: leave --host out.")
    try:
        at = listen(host, port)
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.UsageError(f"Port {port} can't be used ({reason}): name another with --port.") from error
    out, _ = consoles()
    with at:
        out.print("Reading …")
        live = Live(Preview(folder), out, _desk(folder, reader, originals) if reader else None)
        live.bring_up()
        gc.freeze()  # what was made stays; to look through it for garbage would cost more than an edit
        server = LocalServer(live, at, (*READING, "POST") if reader else READING, live.token)
        out.print(f"Serving {server.url} (Ctrl+C ends it)")
        if open_browser:
            webbrowser.open(server.url)
        try:
            with live.watching():
                server.run()
        except KeyboardInterrupt:
            out.print("Stopped.")
    return 0


def _desk(folder: Path, reader: str, originals: Path | None) -> Desk:
    """The desk of the panel's reader."""
    from briefing.review.desk import Desk
    from briefing.review.records import slug

    try:
        slug(reader)
    except ValueError as error:
        raise click.UsageError(f"--reader: {error}.") from error
    return Desk(folder, reader, originals)


class Live:
    """A preview as what a server answers with; it is brought up when a file that the desk edits has changed."""

    def __init__(self, preview: Preview, console: Console, desk: Desk | None = None) -> None:
        self.preview, self.console = preview, console
        self.token = new_token() if desk else None
        """Part of the address of the reading panel; None where nobody reads."""
        self._panel: ASGIApp | None = None
        if desk:
            from briefing.review.server import application

            self._panel = application(desk, f"{OURS[1:]}{self.token}")
        self.problems: tuple[Problem, ...] = ()
        self.version = 0
        self._told: frozenset[tuple[Problem, int]] = frozenset()
        """Those of the last whole look, wherever they stood in their file."""
        self._seen = self._look()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request for a file of the site, or of the preview."""
        if self._panel and scope["path"].startswith(f"{OURS}{self.token}/"):
            await self._panel(scope, receive, send)
            return
        if scope["method"] not in READING:
            await PlainTextResponse("There is nothing to write to at this address.\n", 405)(scope, receive, send)
            return
        answer = await run_in_threadpool(self.answer, scope["path"])
        await answer(scope, receive, send)

    def answer(self, path: str) -> Response:
        """What stands at an address of the site; its page of missing pages where nothing does."""
        if path == f"{OURS}version":
            return PlainTextResponse(str(self.version))
        site, status = self.preview.site, 200
        if path in (f"{OURS}reload.js", f"{OURS}review.js", f"{OURS}panel.css"):
            site, path = Path(str(files(__package__) / "live")), path.removeprefix(OURS)
        file = file_below(site, path)
        if file is None:
            file, status = file_below(site, "404.html"), 404
        elif file.name == "index.html" and not path.endswith(("/", "/index.html")):
            return RedirectResponse(f"{path}/")
        if file is None:
            return PlainTextResponse("There is nothing at this address.\n", 404)
        if file.suffix != ".html":
            return FileResponse(file, status)
        return Response(self._with_problems(file.read_bytes()), status, media_type="text/html; charset=utf-8")

    def _with_problems(self, page: bytes) -> bytes:
        """A page with the script that loads it again, and with the problems where there are any."""
        shown = [problem for problem in self.problems if problem.severity != "note"]
        more = f'<script src="{OURS}reload.js" data-version="{self.version}"></script>'
        more += banner(shown) if shown else ""
        if self.token:
            more += f'<link rel="stylesheet" href="{OURS}panel.css">'
            more += f'<script src="{OURS}review.js" data-at="{OURS}{self.token}/"></script>'
        at = page.find(b">", page.find(b"<body")) + 1
        return page[:at] + more.encode() + page[at:]

    def watching(self) -> _Watch:
        """Looks for edits as long as the block lasts."""
        return _Watch(self)

    def look(self) -> None:
        """Brings the preview up where a file that the desk edits has changed since the last look."""
        seen = self._look()
        if seen != self._seen:
            self._seen = seen
            self.bring_up()

    def _look(self) -> frozenset[tuple[str, int, int]]:
        """The files that the desk edits, each with its time and size."""
        folders = [name for name in WATCHED if name != "reviews" or not self.token]  # a page stays while it is read
        return frozenset(_stamps(self.preview.root, folders))

    def bring_up(self) -> None:
        """Shows what was edited, then what its evidence is; whatever goes wrong is shown, and the last site stands."""
        try:
            refreshed = self.preview.refresh()
            begun = self._publish(refreshed, whole=not refreshed.shown)
            if refreshed.shown:
                self._publish(self.preview.examine(), begun=begun)
        except Exception as error:  # a bug of ours must not end the preview
            found = f"{type(error).__name__}: {error}"
            self.problems = (report("E702", Place("."), "The preview could not be made.", found=found),)
            self.version += 1
            self.console.print_exception()

    def _publish(self, refreshed: Refreshed, whole: bool = True, begun: bool = False) -> bool:
        """Where something has changed, or was said before (`begun`), says what; whether it did.

        Browsers load their page again. Until the look is `whole`, the evidence isn't compared: nothing is said of
        problems, since there may be others. Of a whole look only what the one before hadn't is printed.
        """
        changed = bool(refreshed.changed) or refreshed.problems != self.problems
        if not changed and not begun:
            return False
        self.version += changed
        self.problems = refreshed.problems
        pages = len(refreshed.changed)
        what = f"{pages} page{'s' * (pages != 1)} made" if refreshed.shown else "the last good site stands"
        what = f"{time.strftime('%H:%M:%S')} {what} in {refreshed.seconds:.1f} s"
        if not whole:
            self.console.print(f"{what}; comparing the evidence …")
            return True
        new, since = self.problems, ""
        if refreshed.shown:  # else nothing but what can't be read is known
            here = dict(_by_wording(self.problems))
            new = tuple(problem for row, problem in here.items() if row not in self._told)
            since = f" ({len(new)} new, {len(self._told - here.keys())} mended)" if self._told else ""
            self._told = frozenset(here)
        self.console.print(f"{what}; {summary(self.problems)}{since}.")
        lines = lines_of(new, self.preview.root)
        print_problems(new, "text", self.console, lines, all_by="`briefing check --format json`")
        return True


def _by_wording(problems: Iterable[Problem]) -> Iterator[tuple[tuple[Problem, int], Problem]]:
    """Each problem under what stays of it when lines are added above: itself without its line, and the how-manieth."""
    times = Counter[Problem]()
    for problem in problems:
        row = replace(problem, line=0)
        times[row] += 1
        yield (row, times[row]), problem


class _Watch:
    """A thread that looks for edits, from entering to leaving."""

    def __init__(self, live: Live) -> None:
        self._live, self._over = live, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(30)

    def _run(self) -> None:
        while not self._over.wait(EVERY):
            self._live.look()


def _stamps(root: Path, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Path, time and size of each file that the desk edits."""
    folders = [path for name in names for path in (root / name).rglob("*")]
    for path in (*root.glob("*"), *folders):
        try:
            found = path.stat()
        except OSError:  # gone since, or a link that leads nowhere
            continue
        if path.is_file():
            yield str(path), found.st_mtime_ns, found.st_size


def banner(problems: Sequence[Problem]) -> str:
    """The problems as a panel at the top of a page, as HTML."""
    fails = ' class="fails"' if any(problem.fails for problem in problems) else ""
    rows = "".join(_row(problem) for problem in problems[:MOST])
    left = len(problems) - MOST
    rest = f"<p>… and {left} more; <code>briefing check</code> lists them.</p>" if left > 0 else ""
    return (
        f'<link rel="stylesheet" href="{OURS}panel.css"><details open role="status" id="briefing-problems"{fails}>'
        f"<summary>{escape(summary(problems).capitalize())}</summary>{rows}{rest}</details>"
    )


def _row(problem: Problem) -> str:
    """One problem: where and what, then what was expected and found, and how to mend it."""
    facts = (("expected", problem.expected), ("found", problem.found), ("mend", problem.help))
    details = "".join(f"<br>{name}: {escape(text)}" for name, text in facts if text)
    source = f"<br><code>{escape(problem.source)}</code>" if problem.source else ""
    return (
        f"<p><b>{escape(problem.path)}:{problem.line}</b> {problem.severity} {problem.code}: "
        f"{escape(problem.message)}{source}{details}</p>"
    )
