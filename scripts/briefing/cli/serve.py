"""`briefing serve`: the site with live reload, and the problems on the page."""

from __future__ import annotations

import gc
import re
import socket
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path

import click
from mkdocs.livereload import LiveReloadServer
from rich.console import Console

from briefing.cli.shared import consoles, lines_of, project_option, require_root
from briefing.codes import report
from briefing.model import Place
from briefing.preview import Preview, Refreshed
from briefing.printing import print_problems, summary
from briefing.problems import Problem

WATCHED = ("sources", "topics", "docs", "editions")
"""Folders of a project that the desk edits; of its root only the files themselves are watched."""
MOST = 20
"""Problems that a page shows; the rest are counted."""


@click.command()
@project_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen at.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def serve(root: Path | None, host: str, port: int, open_browser: bool) -> int:
    """Serve the site for preview, and bring it up after every edit.

    A page shows the problems of the project above itself. While a file can't be read, the last good site stands. The
    preview makes no PDFs and exports; links to them lead to those of the last build. Ctrl+C ends it.
    """
    folder = require_root(root)
    _require_port(host, port)
    out, _ = consoles()
    out.print("Reading …")
    server = Server(Preview(folder), host, port, out)
    server.bring_up()
    gc.freeze()  # what was made stays; to look through it for garbage would cost more than an edit
    out.print(f"Serving {server.url} (Ctrl+C ends it)")
    try:
        server.serve(open_in_browser=open_browser)  # type: ignore[no-untyped-call, unused-ignore]
    except KeyboardInterrupt:
        out.print("Stopped.")
    finally:
        server.shutdown()
    return 0


def _require_port(host: str, port: int) -> None:
    """A usage error where nothing can listen at this address."""
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.UsageError(f"Port {port} can't be used ({reason}): name another with --port.") from error


class Server(LiveReloadServer):  # type: ignore[misc, unused-ignore]
    """MkDocs' server with live reload, over a preview."""

    def __init__(self, preview: Preview, host: str, port: int, console: Console) -> None:
        super().__init__(self.bring_up, host, port, str(preview.site), polling_interval=0.25)
        self.preview, self.console = preview, console
        self.problems: tuple[Problem, ...] = ()
        self.watch(str(preview.root), recursive=False)

    def bring_up(self) -> None:
        """Shows what was edited, then what its evidence is; whatever goes wrong is shown, and the last site stands."""
        for folder in WATCHED:
            path = self.preview.root / folder
            if path.is_dir() and str(path) not in self._watched_paths:
                self.watch(str(path))
        before = self._visible_epoch
        try:
            refreshed = self.preview.refresh()
            self._publish(refreshed)
            if refreshed.shown:
                self._publish(self.preview.examine())
            if self._visible_epoch == before:  # nothing has changed: no page is to be loaded again
                with self._epoch_cond:
                    self._wanted_epoch = before
                    self._epoch_cond.notify_all()
        except Exception as error:  # a bug of ours must not end the preview
            problem = report(
                "E702", Place("."), "The preview could not be made.", found=f"{type(error).__name__}: {error}"
            )
            self.problems = (problem,)
            self.console.print_exception()

    def _publish(self, refreshed: Refreshed) -> None:
        """Where something has changed, says what, and has browsers load their page again."""
        self.root = str(self.preview.site)
        if not refreshed.changed and refreshed.problems == self.problems:
            return
        self.problems = refreshed.problems
        pages = len(refreshed.changed)
        what = f"{pages} page{'s' * (pages != 1)} made" if refreshed.shown else "the last good site stands"
        self.console.print(
            f"{time.strftime('%H:%M:%S')} {what} in {refreshed.seconds:.1f} s; {summary(self.problems)}."
        )
        print_problems(self.problems, "text", self.console, lines_of(self.problems, self.preview.root))
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch = max(round(time.monotonic() * 1000), self._visible_epoch + 1)
            self._epoch_cond.notify_all()

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """A page with the script that reloads it, and with the problems where there are any."""
        content = _POLICY.sub(b"", content)  # the script that reloads a page stands within it
        page: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call, unused-ignore]
        shown = [problem for problem in self.problems if problem.severity != "note"]
        if not shown:
            return page
        at = page.find(b">", page.find(b"<body")) + 1
        return page[:at] + banner(shown).encode() + page[at:] if at else page


def banner(problems: Sequence[Problem]) -> str:
    """The problems as a panel at the top of a page, as HTML."""
    fails = any(problem.fails for problem in problems)
    rows = "".join(_row(problem) for problem in problems[:MOST])
    rest = (
        f"<p>… and {len(problems) - MOST} more; <code>briefing check</code> lists them.</p>"
        if len(problems) > MOST
        else ""
    )
    colour = "#b3261e" if fails else "#8a5a00"
    return (
        f'<details open role="status" id="briefing-problems" style="{_PANEL};border-top:4px solid {colour}">'
        f'<summary style="cursor:pointer;color:{colour};font-weight:bold">{escape(summary(problems).capitalize())}'
        f"</summary>{rows}{rest}</details>"
    )


_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
_PANEL = (
    "position:relative;z-index:99;margin:0;padding:.6rem 1rem;background:#fff8f0;color:#1d1d1d;"
    "font:14px/1.45 system-ui,sans-serif;max-height:45vh;overflow:auto"
)


def _row(problem: Problem) -> str:
    """One problem: where and what, then what was expected and found, and how to mend it."""
    facts = (("expected", problem.expected), ("found", problem.found), ("mend", problem.help))
    details = "".join(f"<br>{name}: {escape(text)}" for name, text in facts if text)
    source = f'<br><code style="white-space:pre-wrap">{escape(problem.source)}</code>' if problem.source else ""
    return (
        f'<p style="margin:.5rem 0"><b>{escape(problem.path)}:{problem.line}</b> {problem.severity} {problem.code}: '
        f"{escape(problem.message)}{source}{details}</p>"
    )
